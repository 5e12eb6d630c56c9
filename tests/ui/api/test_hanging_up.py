"""Clients that hang up before their answer is there: the work for them ends."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from assistant import Assistant
from corpus import Corpus
from tests.conftest import story
from tests.models import ScriptedModel
from tests.ui.api.conftest import Served, serving
from tests.ui.log_lines import Lines, logged
from ui.api import api_server

SECONDS = 60
"""After which a test fails."""


@dataclass
class Held:
    """A step that waits, each time it is taken, until the test lets it go on."""

    taken: int = 0
    begun: threading.Event = field(default_factory=threading.Event)
    go: threading.Event = field(default_factory=threading.Event)

    def step(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def held(*arguments: Any, **options: Any) -> Any:
            self.taken += 1
            self.begun.set()
            assert self.go.wait(SECONDS)
            return real(*arguments, **options)

        return held


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Held:
    """Each search, held."""
    holding = Held()
    monkeypatch.setattr(Corpus, "search", holding.step(Corpus.search))
    return holding


@pytest.fixture
def served(corpus: Corpus) -> Iterator[Served]:
    corpus.add([story(1), story(2)])
    with serving(Assistant(corpus)) as running:
        yield running


@contextmanager
def asking(served: Served, path: str, **body: object) -> Iterator[None]:
    """Ask, and hang up at the end of the block."""
    sent = json.dumps(body)
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\n"
    head += f"Content-Type: application/json\r\nContent-Length: {len(sent)}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", served.port)) as connection:
        connection.sendall((head + sent).encode())
        yield


def told(lines: Lines, number: int) -> list[Any]:
    """Return the statuses of the requests, once so many were noted."""
    deadline = time.monotonic() + SECONDS
    while len(found := [line["status"] for line in lines() if "route" in line]) < number:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return found


def test_no_further_sentence_is_verified_for_whoever_hung_up(served: Served, held: Held) -> None:
    text = "The ferry sank in the harbour. " * 50
    with logged("requests") as lines:
        with asking(served, "/v1/verify", text=text):
            assert held.begun.wait(SECONDS)
        time.sleep(0.5)  # in which the server learns of it
        held.go.set()
        assert told(lines, 1) == [499]
    assert held.taken == 1


def test_who_hung_up_while_waiting_for_a_thread_gets_none(
    corpus: Corpus, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api_server, "_QUESTIONS_AT_ONCE", 1)
    corpus.add([story(1), story(2)])
    with (
        serving(Assistant(corpus)) as served,
        logged("requests") as lines,
        asking(served, "/v1/search", query="the first"),
    ):
        assert held.begun.wait(SECONDS)
        with asking(served, "/v1/search", query="the second"):
            time.sleep(0.3)
        assert told(lines, 1) == [499]  # while the first still has the one thread
        held.go.set()
        assert told(lines, 2) == [499, 200]
    assert held.taken == 1


def test_a_chat_models_request_ends_where_no_events_are_sent_either(corpus: Corpus) -> None:
    writing = Held()
    model = ScriptedModel(script=writing.step(lambda _: "The bridge was closed [1]. " * 50))
    corpus.add([story(0), story(1)])
    question = "Why was the bridge over the river Aar closed for repairs?"
    with serving(Assistant(corpus, model=model)) as served, logged("requests") as lines:
        with asking(served, "/v1/ask", question=question):
            assert writing.begun.wait(SECONDS)
        time.sleep(0.5)  # in which the server learns of it
        writing.go.set()
        assert told(lines, 1) == [499]
    assert model.closed_early
