"""The settings that name servers: taken, or refused in one line that shows no password."""

import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from corpus import Corpus, OnRecordError, SettingsError
from tests.conftest import story
from tests.servers import settings

ROOT = Path(__file__).parents[3]
DATABASE, CHROMA = "ONRECORD_DATABASE_URL", "ONRECORD_CHROMA_URL"


@pytest.mark.parametrize(
    ("name", "address", "reason"),
    [
        (DATABASE, "mysql://me:s3cret@host/db", "begins with 'mysql'; write postgresql://"),
        (DATABASE, "s3cret", "is no address; write postgresql://"),
        (DATABASE, "postgresql://me:s3cret@host:many/db", "cannot be read"),
        (CHROMA, "ftp://me:s3cret@host", "begins with 'ftp'; write http://"),
        (CHROMA, "localhost:8000", "is no address; write http://"),
        (CHROMA, "http://me:s3cret@host:many", "cannot be read"),
        (CHROMA, "http://me:s3cret@host/one", "cannot be read"),
        (CHROMA, "http://me:s3cret@host/one/two/three", "cannot be read"),
    ],
)
def test_an_address_that_makes_no_sense(home: Path, name: str, address: str, reason: str) -> None:
    with settings(**{name: address}), pytest.raises(SettingsError) as caught:
        Corpus.open(home)
    message = str(caught.value)
    assert message.startswith(name)
    assert reason in message
    assert "s3cret" not in message
    assert "\n" not in message


def test_at_the_command_line_it_is_one_line(home: Path) -> None:
    with settings(ONRECORD_DATABASE_URL="postgresql://me:s3cret@127.0.0.1:9/x"):
        done = subprocess.run(
            [sys.executable, "-m", "ui.cli.main", "--home", str(home), "list"],
            cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "check the address in ONRECORD_DATABASE_URL" in done.stderr
    assert "s3cret" not in done.stderr
    assert not home.exists()


def test_without_the_driver(home: Path) -> None:
    code = (
        "import sys; sys.modules['psycopg'] = None\n"
        "from corpus import Corpus, SettingsError\n"
        "try:\n    Corpus.open(sys.argv[1])\n"
        "except SettingsError as error:\n    print(error)\n"
    )
    with settings(ONRECORD_DATABASE_URL="postgresql://host/db"):
        done = subprocess.run(
            [sys.executable, "-c", code, str(home)],
            cwd=ROOT, capture_output=True, text=True, check=True,
        )  # fmt: skip
    assert "pip install 'onrecord[postgres]'" in done.stdout


def test_no_setting_loads_nothing_of_the_servers() -> None:
    code = (
        "import sys, tempfile; from corpus import Corpus\n"
        "Corpus.open(tempfile.mkdtemp()).close()\n"
        "print({'chromadb', 'psycopg', 'httpx', 'corpus.postgres'} & set(sys.modules))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"


@contextmanager
def refusing(seen: list[dict[str, str]]) -> Iterator[int]:
    """A server that wants a password, and gets none that it likes."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(dict(self.headers))
            self.send_response(401)
            self.end_headers()
            self.wfile.write(b"who are you?")

        def do_POST(self) -> None:
            self.do_GET()

        def do_DELETE(self) -> None:
            self.do_GET()

        def log_message(self, *_: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize(
    ("given", "header", "sent"),
    [
        ("me:s3cret%2F@", "Authorization", f"Basic {b64encode(b'me:s3cret/').decode()}"),
        ("s3cret%2F@", "x-chroma-token", "s3cret/"),
    ],
)
def test_a_chroma_server_that_refuses(
    home: Path, caplog: pytest.LogCaptureFixture, given: str, header: str, sent: str
) -> None:
    seen: list[dict[str, str]] = []
    with refusing(seen) as port:
        address = f"http://{given}127.0.0.1:{port}/tenant/database"
        with settings(ONRECORD_CHROMA_URL=address), Corpus.open(home) as corpus:
            assert corpus.add(story(1)).added == [story(1).id]
            (hit,) = corpus.search("the bakers of Lisbon")
            assert hit.article_id == story(1).id
            with pytest.raises(OnRecordError, match="who are you"):
                corpus.rebuild()
    assert {key.lower(): value for key, value in seen[0].items()}[header.lower()] == sent
    lines = [record.getMessage() for record in caplog.records]
    assert lines
    assert all("\n" not in line and "s3cret" not in line for line in lines)
