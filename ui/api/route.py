"""A route of the API: from a table of these both the router and the OpenAPI document are made."""

import threading
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

from assistant import Finished
from ui.serving.cancelled_work import last_step

if TYPE_CHECKING:
    from pydantic import BaseModel

    from assistant import Answer, Assistant, Event
    from assistant.history.kept_questions import KeptQuestions
    from corpus.text.corpus_json import JsonModel
    from ui.api.roles import Role
    from ui.serving.json_log import Occasion
    from ui.serving.prometheus_metrics import Metrics

__all__ = ["JSON", "Call", "Events", "Reply", "Route", "SuggestionCache"]

JSON: Final = "application/json"
MEGABYTE: Final = 1_000_000
_SUGGESTIONS_LAST: Final = 60.0
"""Seconds for which suggestions are kept: each is tried out, which takes its time."""

Events = Generator[str, None, None]
"""Server-sent events, each as it is sent."""


class SuggestionCache:
    """Questions to begin with, kept for a minute. Thread-safe."""

    def __init__(self, assistant: "Assistant") -> None:
        self._assistant = assistant
        self._lock = threading.Lock()
        self._known: dict[int, tuple[float, tuple[str, ...]]] = {}

    def get(self, most: int) -> tuple[str, ...]:
        """Return as many questions at most."""
        # Held meanwhile, so that many who ask at once have them made once.
        with self._lock:
            made, questions = self._known.get(most, (-_SUGGESTIONS_LAST, ()))
            # An empty list is not kept: the first articles may come at any moment.
            if not questions or time.monotonic() - made >= _SUGGESTIONS_LAST:
                questions = self._assistant.suggestions(most)
                self._known[most] = time.monotonic(), questions
            return questions


@dataclass(frozen=True, slots=True)
class Call:
    """One request, checked, with what is needed to answer it."""

    assistant: "Assistant"
    suggestions: SuggestionCache
    body: Any
    """An instance of the route's ``body``."""
    query: Any
    """An instance of the route's ``query``."""
    path: Mapping[str, str]
    """The parts of the path that vary."""
    base_url: str
    """The address of the API as the client knows it, with a slash at its end."""
    wants_events: bool
    """True if the client asks for server-sent events by its ``Accept`` header."""
    metrics: "Metrics"
    questions: "KeptQuestions"
    occasion: "Occasion"
    """The facts that the log tells of this request."""

    def ask(self, question: str, **options: Any) -> "Answer":
        """Answer a question as ``Assistant.ask`` does; log and metrics learn of it.

        It ends between two steps when the client has hung up.
        """
        return last_step(self.stream(question, **options), Finished).answer

    def stream(self, question: str, **options: Any) -> "Generator[Event, None, None]":
        """Yield the events of ``Assistant.stream``; log and metrics learn of the question."""
        self.occasion.question = question
        with closing(self.assistant.stream(question, **options)) as events:
            for event in events:
                if isinstance(event, Finished):
                    # Before it is passed on: who takes the last event may close this,
                    # and no line after the ``yield`` would run.
                    answer = event.answer
                    self.metrics.count_question(answer.kind, answered=answer.answered)
                    self.questions.keep(self.occasion.by or "", answer)
                yield event


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer other than status 200 with a value."""

    value: Any
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One method of one path."""

    method: Literal["GET", "POST", "DELETE"]
    path: str
    answer: Callable[[Call], Any]
    """Returns what ``response`` mirrors, a ``Reply``, or ``Events``; runs in a thread. Bytes are
    sent as they are."""
    summary: str
    tag: str
    response: "type[JsonModel] | None"
    """What comes with ``statuses``: it makes the JSON that is sent. None is nothing, or text."""
    role: "Role | None" = "reader"
    """The least that a caller needs; None is open to everybody."""
    body: "type[BaseModel] | None" = None
    query: "type[BaseModel] | None" = None
    most_bytes: int = MEGABYTE
    """Of the body."""
    questions: Callable[[Any], int] | None = None
    """Tells by the body as how many questions of the key's minute it counts; None is none."""
    streams: bool = False
    """True if it can answer with server-sent events."""
    statuses: tuple[int, ...] = (200,)
    """Of success."""
    media_type: str = JSON
    """Of what comes."""
    apart: bool = False
    """True if it waits for no other request: who watches the server is answered when it is full."""
