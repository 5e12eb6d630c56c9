"""A route of the API: from a table of these both the router and the OpenAPI document are made."""

import threading
import time
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from pydantic import BaseModel

    from assistant import Assistant
    from ui.api.api_keys import Role

__all__ = ["Call", "Events", "Reply", "Route", "SuggestionCache"]

MEGABYTE: Final = 1_000_000
SUGGESTIONS_LAST: Final = 60.0
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
        with self._lock:
            made, questions = self._known.get(most, (-SUGGESTIONS_LAST, ()))
            if not questions or time.monotonic() - made >= SUGGESTIONS_LAST:
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
    """Whether the client asks for server-sent events by its ``Accept`` header."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered, other than by status 200 and a value."""

    value: Any
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One method of one path."""

    method: Literal["GET", "POST", "DELETE"]
    path: str
    answer: Callable[[Call], Any]
    """Returns a value for JSON, a ``Reply``, or ``Events``; runs in a thread."""
    summary: str
    tag: str
    response: "type[BaseModel] | None"
    """What comes with ``statuses``; None is nothing."""
    role: "Role | None" = "reader"
    """The least that a caller needs; None is open to everybody."""
    body: "type[BaseModel] | None" = None
    query: "type[BaseModel] | None" = None
    most_bytes: int = MEGABYTE
    """Of the body."""
    question: bool = False
    """Whether it counts as a question of the key's minute."""
    streams: bool = False
    """Whether it can answer with server-sent events."""
    statuses: tuple[int, ...] = (200,)
    """Of success."""
