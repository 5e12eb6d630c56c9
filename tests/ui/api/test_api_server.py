"""``onrecord serve``: when it starts, and how it stops."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from assistant import Assistant, Event, Token
from corpus import Corpus
from tests.conftest import story
from tests.ui.api.conftest import Keyed, Served, serving
from ui.api import api_server
from ui.api.api_keys import ApiKeys
from ui.cli.main import _run

ROOT = Path(__file__).parents[3]


def test_without_a_key_it_serves_this_computer_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(["--home", str(tmp_path), "serve", "--host", "0.0.0.0"]) == 2
    told = capsys.readouterr().err
    assert "may be reached from other computers, and there is no key yet" in told
    assert "onrecord keys add NAME --role reader" in told


def test_a_port_that_is_taken_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert _run(["--home", str(tmp_path), "serve", "--port", str(port)]) == 2
    assert f"cannot listen on 127.0.0.1 port {port}" in capsys.readouterr().err


@contextmanager
def running(home: Path) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """Run ``onrecord serve`` on a free port: the process and its address."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "ui.cli.main", "serve", "--port", str(port)],
        cwd=ROOT,
        env={**os.environ, "ONRECORD_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout
        told = process.stdout.readline()
        assert told == f"On Record's API is open at http://127.0.0.1:{port} (Ctrl+C to stop)\n"
        yield process, f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_the_answer_in_progress_and_stops(tmp_path: Path, how: signal.Signals) -> None:
    with Corpus.open(tmp_path) as corpus:
        corpus.add([story(1), story(2)])
    asked = {"question": "Which articles are there?", "stream": True}
    with running(tmp_path) as (process, address), httpx.Client(trust_env=False) as client:
        with client.stream("POST", f"{address}/v1/ask", json=asked, timeout=60) as response:
            pieces = response.iter_text()
            told = next(pieces)
            process.send_signal(how)
            told += "".join(pieces)
        assert "event: finished" in told
        assert process.wait(timeout=30) in (0, 130, -how)
        assert process.stderr
        assert "Traceback" not in process.stderr.read()
    with Corpus.open(tmp_path) as corpus:  # nobody holds it any longer
        assert corpus.count() == 2


def test_who_waits_beyond_the_grace_is_told_that_the_server_stops(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    begun, end = threading.Event(), threading.Event()

    def ask_for_long(*_arguments: object, **_options: object) -> Iterator[Event]:
        begun.set()
        end.wait(60)
        yield from ()

    monkeypatch.setattr(api_server, "_GRACE", 1)
    monkeypatch.setattr(Assistant, "stream", ask_for_long)
    with ThreadPoolExecutor() as pool:
        with serving(Assistant(corpus)) as served:
            asked = pool.submit(httpx.post, f"{served.url}/v1/ask", json={"question": "Who?"})
            assert begun.wait(60)
            pool.submit(asked.result).add_done_callback(lambda _: end.set())
        told = asked.result()
    assert told.status_code == 503
    assert told.headers["retry-after"] == "1"
    assert told.headers["content-type"] == "application/problem+json"
    assert told.json()["title"] == "The server is being stopped"
    assert "Traceback" not in caplog.text


def test_events_end_without_a_traceback_when_the_grace_is_over(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    begun, end = threading.Event(), threading.Event()

    def ask_for_long(*_arguments: object, **_options: object) -> Iterator[Event]:
        yield Token("The ")
        begun.set()
        end.wait(60)

    monkeypatch.setattr(api_server, "_GRACE", 1)
    monkeypatch.setattr(Assistant, "stream", ask_for_long)
    body = {"question": "Who?", "stream": True}
    with ThreadPoolExecutor() as pool:
        with serving(Assistant(corpus)) as served:
            asked = pool.submit(httpx.post, f"{served.url}/v1/ask", json=body, timeout=60)
            assert begun.wait(60)
            pool.submit(asked.result).add_done_callback(lambda _: end.set())
        told = asked.result()
    assert told.text == 'event: token\ndata: {"text": "The "}\n\n'
    assert [record.message for record in caplog.records] == [
        "Cancel 1 running task(s), timeout graceful shutdown exceeded"
    ]


def test_the_widget_is_served_to_any_page(samples: Served) -> None:
    with samples.client() as client:
        script = client.get("/widget.js")
    assert script.headers["content-type"] == "text/javascript; charset=utf-8"
    assert script.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "attachShadow" in script.text


def test_who_wants_a_websocket_is_answered_without_a_word_in_the_log(
    samples: Served, caplog: pytest.LogCaptureFixture
) -> None:
    headers = {
        "connection": "Upgrade",
        "upgrade": "websocket",
        "sec-websocket-version": "13",
        "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    with samples.client(**headers) as client:
        assert client.get("/healthz").status_code == 200
        assert client.get("/nowhere").status_code == 404
    assert caplog.text == ""


def test_a_public_key_asks_and_nothing_else(keyed: Keyed) -> None:
    key = ApiKeys(keyed.served.corpus).add("page", "public", 60)
    with keyed.served.client(key) as client:
        assert client.post("/v1/ask", json={"question": "Hello"}).status_code == 200
        assert client.get("/v1/suggestions").status_code == 200
        for method, path in (
            ("GET", "/v1/articles"),
            ("POST", "/v1/search"),
            ("POST", "/v1/verify"),
            ("POST", "/v1/articles"),
            ("POST", "/v1/chat/completions"),
        ):
            refused = client.request(method, path)
            assert refused.status_code == 403
            assert "has the role public; this needs the role" in refused.json()["detail"]
