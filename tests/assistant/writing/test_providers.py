"""A user's choice of model for one session, against a real server on loopback."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, ClassVar

import pytest

from assistant import Assistant, Settings
from assistant.writing.chat_model import ModelFailure
from assistant.writing.providers import PROVIDERS, Choice, with_choices
from corpus import Corpus, SettingsError

pytest.importorskip("langchain_openai", reason="the extra 'openai' is not installed")

KEY = "sk-never-to-be-seen"
REPLY = (
    b'data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"m","choices":'
    b'[{"index":0,"delta":{"content":"ready"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n'
)


class Handler(BaseHTTPRequestHandler):
    """Answers those who have the key."""

    keys: ClassVar[list[str]] = []

    def log_message(self, *args: Any) -> None:
        """Say nothing."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.keys.append(self.headers["Authorization"])
        welcome = self.keys[-1] == f"Bearer {KEY}"
        self.send_response(200 if welcome else 401)
        self.send_header("Content-Type", "text/event-stream" if welcome else "application/json")
        self.end_headers()
        self.wfile.write(REPLY if welcome else b'{"error": {"message": "no"}}')


@pytest.fixture
def openai(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A server that speaks OpenAI's protocol, where the environment says it is."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("OPENAI_BASE_URL", f"http://127.0.0.1:{server.server_port}/v1")
    monkeypatch.setenv("OPENAI_API_KEY", "of-the-environment")
    yield
    server.shutdown()
    server.server_close()


@pytest.mark.usefixtures("openai")
def test_a_model_is_tried_with_the_key_that_was_given() -> None:
    model = Choice(PROVIDERS[0], "any", KEY).connect()
    assert model._llm_type == "openai-chat"
    assert Handler.keys[-1] == f"Bearer {KEY}"


@pytest.mark.usefixtures("openai")
@pytest.mark.parametrize("key", [None, "sk-wrong"])
def test_a_wrong_key_is_one_line_without_the_key(key: str | None) -> None:
    with pytest.raises(ModelFailure, match="key was not accepted") as failure:
        Choice(PROVIDERS[0], "any", key).connect()
    assert "\n" not in str(failure.value)
    assert Handler.keys[-1] == f"Bearer {key or 'of-the-environment'}"


@pytest.mark.parametrize(
    ("choice", "setting"),
    [
        (Choice(PROVIDERS[0], "costly", KEY), {}),
        (Choice(PROVIDERS[-1], "local"), {}),
        (Choice(PROVIDERS[0], "cheap"), {"ONRECORD_MODEL": "openai:cheap"}),
        (Choice(PROVIDERS[0], "costly"), {"ONRECORD_SHARE_KEY": "1"}),
    ],
)
def test_a_model_may_be_chosen_by_whoever_pays(
    choice: Choice, setting: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in setting.items():
        monkeypatch.setenv(name, value)
    choice.permit()


def test_the_operators_key_is_for_the_operators_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "of-the-operator")
    monkeypatch.setenv("ONRECORD_MODEL", "openai:cheap")
    with pytest.raises(SettingsError, match=r"openai:costly needs a key.*ONRECORD_SHARE_KEY=1"):
        Choice(PROVIDERS[0], "costly").permit()


def test_a_server_that_is_not_there_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    with pytest.raises(ModelFailure, match="out of reach"):
        Choice(PROVIDERS[0], "any", KEY).connect()


def test_a_key_is_in_no_text_of_a_choice() -> None:
    choice = Choice(PROVIDERS[0], "any", KEY)
    assert choice.name == "openai:any"
    assert KEY not in f"{choice!r} {choice}"


def test_choices_share_the_corpus_and_the_reader(corpus: Corpus) -> None:
    shared = Assistant(corpus)
    own = with_choices(shared, Settings(threshold=0.9), None)
    assert own.corpus is shared.corpus
    assert own.reader is shared.reader
    assert (own.settings.threshold, shared.settings.threshold) == (0.9, None)
