"""A provider's real package against a server on loopback that speaks OpenAI's protocol."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest

from assistant.writing import chat_model as models
from assistant.writing.chat_model import ModelFailure, load_model, pieces

WORDS = ["Costa ", "said ", "no ", "[1]."]


class Handler(BaseHTTPRequestHandler):
    """Does what the path's first part says."""

    protocol_version = "HTTP/1.1"
    requests: ClassVar[list[str]] = []
    sent: ClassVar[int] = 0
    """Words."""
    gone: ClassVar[threading.Event] = threading.Event()

    def log_message(self, *args: Any) -> None:
        """Say nothing."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        what = self.path.split("/")[1]
        self.requests.append(what)
        if what.isdigit():
            self.refuse(int(what))
        else:
            self.stream(what)

    def refuse(self, status: int) -> None:
        body = json.dumps({"error": {"message": "no", "code": None}}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        if status == 429:
            self.send_header("Retry-After", "0.1")
        self.end_headers()
        self.wfile.write(body)

    def stream(self, what: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        if what == "hang":
            time.sleep(3)
        try:
            for word in WORDS * (500 if what == "long" else 1):
                self.event({"content": word}, None)
                Handler.sent += 1
                if what == "killed":
                    self.close_connection = True
                    return
                time.sleep(0.01)
            self.event({}, "content_filter" if what == "filter" else "stop")
            self.chunk("data: [DONE]\n\n")
            self.wfile.write(b"0\r\n\r\n")
        except (BrokenPipeError, ConnectionResetError):
            self.gone.set()

    def event(self, delta: dict[str, str], reason: str | None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": reason}
        whole = {
            "id": "1",
            "object": "chat.completion.chunk",
            "created": 1,
            "model": "m",
            "choices": [choice],
        }
        self.chunk(f"data: {json.dumps(whole)}\n\n")

    def chunk(self, text: str) -> None:
        data = text.encode()
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    Handler.requests.clear()


def reply(address: str, what: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    from langchain_core.messages import HumanMessage

    monkeypatch.setenv("OPENAI_BASE_URL", f"{address}/{what}/v1")
    monkeypatch.setenv("OPENAI_API_BASE", f"{address}/{what}/v1")
    return pieces(load_model("openai:gpt-test"), [HumanMessage("Why?")])


def test_words_come_as_they_are_sent(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(reply(address, "ok", monkeypatch)) == WORDS


@pytest.mark.parametrize(
    ("what", "reason", "requests"),
    [
        ("401", "the model's key was not accepted", 1),
        ("404", "the provider has no such model", 1),
        ("429", "the model's rate limit is reached", 2),
        ("503", "the model's server failed", 2),
        ("killed", "the model's server is out of reach", 1),
        ("filter", "the provider's content filter stopped the model's reply", 1),
    ],
)
def test_failures(
    address: str, monkeypatch: pytest.MonkeyPatch, what: str, reason: str, requests: int
) -> None:
    with pytest.raises(ModelFailure) as caught:
        list(reply(address, what, monkeypatch))
    assert str(caught.value) == reason
    assert Handler.requests == [what] * requests


def test_a_server_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ModelFailure, match="out of reach"):
        list(reply("http://127.0.0.1:9", "ok", monkeypatch))


def test_a_server_that_keeps_silent(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(models._OPTIONS, "openai", {"timeout": 0.5, "max_retries": 0})
    with pytest.raises(ModelFailure, match="did not answer within"):
        list(reply(address, "hang", monkeypatch))


def test_closing_ends_the_request(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    words: Any = reply(address, "long", monkeypatch)
    assert next(words) == WORDS[0]
    words.close()
    assert Handler.gone.wait(10)


def test_a_missing_key_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    with pytest.raises(ModelFailure, match="the key for openai is missing"):
        load_model("openai:gpt-test")
