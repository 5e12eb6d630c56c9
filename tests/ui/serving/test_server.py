"""The chat's server: the address it listens at, what it lets through, what browsers must refuse."""

import ast
import asyncio
import os
import signal
import socket
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import NamedTuple

import httpx
import pytest
from starlette.types import Message, Receive, Scope, Send
from websockets import ConnectionClosed, InvalidStatus

from assistant import SettingsError
from assistant.assistant import MAX_QUESTION
from assistant.history.all_conversations import AllConversations
from assistant.history.saved_conversation import Turn
from corpus import Corpus
from tests.assistant.writing.test_hosted import Handler
from tests.browser.conftest import ROOT, Server, serving
from tests.conftest import story
from tests.readers import Reader
from tests.streamlit_client import visiting
from ui.serving import upload_limits as uploads
from ui.serving.security import SameOrigin, SecurityHeaders
from ui.serving.server import ADDRESS, serve
from ui.serving.upload_limits import UploadLimits
from ui.session.uploads import MOST_FILES, MOST_MEGABYTES, MOST_MEGABYTES_HELD

SPY = """
import socket

asked = socket.getaddrinfo

def getaddrinfo(host, *args, **kwargs):
    with open({log!r}, "a") as log:
        log.write(f"{{host}}\\n")
    return asked(host, *args, **kwargs)

socket.getaddrinfo = getaddrinfo
socket.getaddrinfo("localhost", 1)
"""


class Started(NamedTuple):
    """A server of the chat, what it prints, and the names that it looked up."""

    server: Server
    log: Path
    names: Path


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Started]:
    """``streamlit run ui/app.py``, as a user of Streamlit starts it in a clone, with a spy."""
    folder = tmp_path_factory.mktemp("streamlit")
    with Corpus.open(folder / "home") as corpus:
        corpus.add(story(1))
    with socket.socket() as probe:
        probe.bind((ADDRESS, 0))
        port = probe.getsockname()[1]
    names, log = folder / "names", folder / "log"
    names.touch()
    (folder / "sitecustomize.py").write_text(SPY.format(log=str(names)))
    command = [str(Path(sys.executable).with_name("streamlit")), "run", "ui/app.py"]
    environment = {"PYTHONPATH": str(folder), "ONRECORD_HOME": str(folder / "home")}
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, "--server.headless=true", f"--server.port={port}"],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    server = Server(process, port)
    try:
        server.wait(log)
        yield Started(server, log, names)
    finally:
        server.stop()


def test_streamlit_runs_the_chat_and_shows_none_of_its_strings(started: Started) -> None:
    with visiting(started.server.host) as visit:
        elements = visit.draw()
    kinds = [element.WhichOneof("type") for element in elements]
    assert "exception" not in kinds
    (box,) = (element.chat_input for element in elements if element.HasField("chat_input"))
    assert box.max_chars == MAX_QUESTION
    assert "On Record" in [element.heading.body for element in elements]
    shown = "\n".join(element.markdown.body for element in elements)
    for name in ("app", "screens/frame"):
        for node in ast.walk(ast.parse((ROOT / "ui" / f"{name}.py").read_text())):
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                assert str(node.value.value) not in shown
    assert "Traceback" not in started.log.read_text()


@pytest.mark.parametrize("other", ["http://127.0.0.1:1", "http://localhost:{port}", "null", "x"])
def test_pages_of_other_origins_are_refused_and_no_name_is_looked_up(
    started: Started, other: str
) -> None:
    host = started.server.host
    origin = other.format(port=host.partition(":")[2])
    with pytest.raises(InvalidStatus, match="403"), visiting(host, origin):
        pass
    with visiting(host) as visit:
        visit.draw("articles")
        assert visit.upload(Origin=origin)[0] == 403
        assert visit.upload()[0] == 204
    assert set(started.names.read_text().split()) - {ADDRESS} == {"localhost"}


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("127.0.0.1", 200),
        ("localhost", 200),
        ("LOCALHOST", 200),
        ("evil.test", 421),
        ("127.0.0.1.evil.test", 421),
        ("127.0.0.1@evil.test", 421),
        ("2130706433", 421),
        ("0.0.0.0", 421),
    ],
)
def test_other_hosts_are_refused_with_their_pages(started: Started, name: str, status: int) -> None:
    host = f"{name}:{started.server.host.partition(':')[2]}"
    for path in ("", "_stcore/host-config", "_stcore/upload_file/me/file"):
        reply = httpx.get(
            f"http://{started.server.host}/{path}",
            headers={"host": host, "origin": f"http://{host}"},
            trust_env=False,
        )
        assert (reply.status_code == 421) == (status == 421)
    assert set(started.names.read_text().split()) - {ADDRESS} == {"localhost"}


def test_files_are_taken_only_where_an_uploader_was_drawn(started: Started) -> None:
    with visiting(started.server.host) as visit, visiting(started.server.host) as other:
        visit.draw()
        assert visit.upload() == (403, "No files can be added here.")
        other.draw("articles")
        assert visit.upload()[0] == 403
        visit.draw("articles")
        assert visit.upload()[0] == 204
        large = b"x" * (MOST_MEGABYTES * 2**20 + 100_000)
        assert visit.upload(large)[0] == 413


async def stopped(home: Path, ready: Callable[[], bool]) -> Turn:
    """Ask the chat, stop it once something is so, and return what was kept of the question."""
    with Corpus.open(home) as corpus:
        corpus.add([story(1), story(2)])
    with serving(home) as server:
        async with Reader.visit(server) as reader:
            asked = asyncio.create_task(reader.ask("What did witness 1 of report 1 say?"))
            while not ready():
                assert not asked.done()
                await asyncio.sleep(0.001)
            server.process.terminate()
            with pytest.raises(ConnectionClosed):
                await asked
        await asyncio.to_thread(server.process.wait, 60)
    assert server.process.returncode == -signal.SIGTERM
    assert "Traceback" not in (home / "server.log").read_text()
    with Corpus.open(home) as corpus:
        everyone = AllConversations(corpus)
        (who,) = everyone.people()
        (conversation,) = everyone.of(who)
    (turn,) = conversation.turns
    return turn


async def test_what_was_written_of_an_answer_is_kept_when_the_server_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as model:
        Thread(target=model.serve_forever, daemon=True).start()
        monkeypatch.setenv("ONRECORD_MODEL", "openai:scripted")
        monkeypatch.setenv("OPENAI_API_KEY", "none")
        monkeypatch.setenv("OPENAI_BASE_URL", f"http://127.0.0.1:{model.server_port}/long/v1")
        monkeypatch.setattr(Handler, "sent", 0)
        # It writes for more than 20 seconds.
        turn = await stopped(tmp_path, lambda: Handler.sent > 50)
        model.shutdown()
    assert (turn.partial or "").startswith("Costa said no [1].")


async def test_a_stop_while_the_index_is_opened_leaves_it_sound(tmp_path: Path) -> None:
    mark = tmp_path / "vectors" / "busy"
    turn = await stopped(tmp_path, mark.exists)
    assert turn.partial == ""
    assert not mark.exists()


def test_a_taken_port_is_refused_in_one_line() -> None:
    with socket.socket() as taken:
        taken.bind((ADDRESS, 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=f"port {port} .*--port") as error:
            serve(port, open_browser=False)
        assert "\n" not in str(error.value)


def test_the_configuration_says_what_the_program_does() -> None:
    options = tomllib.loads((ROOT / "ui" / ".streamlit" / "config.toml").read_text())
    assert options["server"]["maxUploadSize"] == MOST_MEGABYTES
    assert options["server"]["address"] == ADDRESS


async def answered(application: object, scope: Scope) -> list[Message]:
    """Return what comes back for a request without a body."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    await application(scope, receive, send)  # type: ignore[operator]
    return sent


async def passed(scope: Scope, receive: Receive, send: Send) -> None:
    """An application that takes everything."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"a", b"b")]})
    await send({"type": "http.response.body", "body": b""})


async def test_every_response_carries_the_policy() -> None:
    sent = await answered(SecurityHeaders(passed, "default-src 'none'"), {"type": "http"})
    headers = dict(sent[0]["headers"])
    assert headers[b"a"] == b"b"
    assert headers[b"content-security-policy"] == b"default-src 'none'"
    assert headers[b"referrer-policy"] == b"no-referrer"
    assert sent[1] == {"type": "http.response.body", "body": b""}


@pytest.mark.parametrize(
    ("host", "origins", "own"),
    [
        ("127.0.0.1:8501", [], True),
        ("127.0.0.1:8501", ["http://127.0.0.1:8501"], True),
        ("News.example", ["https://news.example"], True),
        ("news.example:443", ["https://news.example"], True),
        ("news.example:80", ["http://news.example"], True),
        ("news.example:443", ["http://news.example"], False),
        ("127.0.0.1:8501", ["http://127.0.0.1:8502"], False),
        ("127.0.0.1:8501", ["http://127.0.0.1"], False),
        ("127.0.0.1:8501", ["http://localhost:8501"], False),
        ("127.0.0.1:8501", ["http://127.0.0.1:8501.evil.test"], False),
        ("127.0.0.1:8501", ["http://evil.test@127.0.0.1:8501"], False),
        ("127.0.0.1:8501", ["ftp://127.0.0.1:8501"], False),
        ("127.0.0.1:8501", ["null"], False),
        ("127.0.0.1:8501", [""], False),
        ("127.0.0.1:8501", ["http://127.0.0.1:8501", "http://evil.test"], False),
        ("", ["http://"], True),
        ("", ["http://evil.test"], False),
    ],
)
async def test_an_origin_is_its_host_to_the_port(host: str, origins: list[str], own: bool) -> None:
    headers = [(b"host", host.encode()), *((b"origin", one.encode()) for one in origins)]
    (start, _) = await answered(SameOrigin(passed), {"type": "http", "headers": headers})
    assert start["status"] == (200 if own else 403)
    sent = await answered(SameOrigin(passed), {"type": "websocket", "headers": headers})
    assert own or sent == [{"type": "websocket.close", "code": 1008}]


@pytest.mark.parametrize(
    ("path", "site", "own"),
    [
        ("/auth/logout", "cross-site", False),
        ("/auth/login", "cross-site", False),
        ("/auth/logout", "same-site", False),  # another port of this computer, or a sister host
        ("/archive/auth/logout", "cross-site", False),
        ("/auth/logout/", "cross-site", False),
        ("/auth/logout", "", False),
        ("/auth/logout", "same-origin", True),
        ("/auth/logout", "none", True),
        ("/auth/logout", None, True),  # no browser, or one from before 2023
        ("/oauth2callback", "cross-site", True),
        ("/", "cross-site", True),
    ],
)
async def test_no_page_of_others_signs_a_reader_in_or_out(
    path: str, site: str | None, *, own: bool
) -> None:
    headers = [(b"host", b"news.example")]
    headers += [] if site is None else [(b"sec-fetch-site", site.encode())]
    for method in ("GET", "HEAD", "POST"):
        scope = {"type": "http", "method": method, "path": path, "headers": headers}
        (start, _) = await answered(SameOrigin(passed), scope)
        assert start["status"] == (200 if own else 403)


@pytest.mark.parametrize("path", ["auth/logout", "auth/login?provider=x"])
def test_the_server_itself_refuses_to_sign_out_for_others(started: Started, path: str) -> None:
    address = f"http://{started.server.host}/{path}"
    with httpx.Client() as client:
        assert client.get(address, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
        assert client.get(address, headers={"Sec-Fetch-Site": "same-origin"}).status_code != 403


def upload(size: int | None, method: str = "PUT") -> Scope:
    headers = [] if size is None else [(b"content-length", str(size).encode())]
    path = "/_stcore/upload_file/me/file"
    return {"type": "http", "method": method, "path": path, "headers": headers}


async def test_a_session_holds_so_many_files_and_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "_allowed", {"me"})
    sizes: list[int] = []
    inner: list[int] = []
    most = MOST_MEGABYTES_HELD << 20

    async def storing(scope: Scope, receive: Receive, send: Send) -> None:
        # What comes at the same time counts too, before Streamlit has it.
        (start, _) = await answered(limits, upload(most))
        inner.append(start["status"])
        sizes.append(int(dict(scope["headers"])[b"content-length"]))
        await passed(scope, receive, send)

    limits = UploadLimits(storing, held=lambda session: sizes if session == "me" else [])

    async def status(size: int | None, method: str = "PUT") -> int:
        (start, *_) = await answered(limits, upload(size, method))
        return int(start["status"])

    assert await status(None) == 411
    assert await status(most + 1) == 413
    assert await status(10) == 200
    assert inner == [413]
    assert await status(most - 9) == 413
    sizes[:] = [1] * (MOST_FILES - 1)
    assert await status(1) == 200
    assert await status(1) == 413
    sizes.clear()
    assert await status(1) == 200
    monkeypatch.setattr(uploads, "_allowed", {"you"})
    assert await status(1) == 403
