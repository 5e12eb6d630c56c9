"""The log as JSON lines on standard error, when ``ONRECORD_LOG`` asks for it."""

import getpass
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from traceback import TracebackException
from typing import Any, Final, TextIO

from corpus.config import Config
from corpus.text.printing import json_text, plain

__all__ = ["OCCASION", "Occasion", "acting", "start_log"]

_TOLD: Final = ("corpus.adding.audit", "ui.serving.request_log")
"""Loggers whose records are lines too although they are no warnings."""


@dataclass(slots=True)
class Occasion:
    """Facts that the log tells of all that happens for one request, or for one person."""

    by: str | None = None
    """Who asked for it: "key:" and its name, "local" (this computer's users, without any key),
    "reader:" or "browser:" as ``ui.session.owner`` names them. None is whoever runs the process."""
    request: str | None = None
    """The id of the API's request."""
    question: str | None = None
    """The question or the query, if there was one."""

    @classmethod
    def current(cls) -> "Occasion":
        """Return what is noted of the request that is answered just now."""
        return OCCASION.get() or cls()


OCCASION: Final[ContextVar[Occasion | None]] = ContextVar("occasion", default=None)


@contextmanager
def acting(by: str) -> Iterator[None]:
    """Have the log tell on whose behalf something is done."""
    token = OCCASION.set(Occasion(by=by))
    try:
        yield
    finally:
        OCCASION.reset(token)


def start_log(stream: TextIO | None = None) -> None:
    """Write the log as ``ONRECORD_LOG`` says; where it is not set, warnings and errors only.

    Args:
        stream: Where to; None is standard error.

    Raises:
        SettingsError: There is no log of the kind that ``ONRECORD_LOG`` names.
    """
    kind = Config.log_kind()
    root = logging.getLogger()
    # The command line calls this, and then the server: no line is to be written twice.
    for handler in [known for known in root.handlers if isinstance(known.formatter, _JsonLines)]:
        root.removeHandler(handler)
    if kind:
        handler = logging.StreamHandler(stream)
        handler.setFormatter(_JsonLines(questions=kind == "questions"))
        root.addHandler(handler)
    elif logging.lastResort:  # Python's own handler, for whoever has set up none
        logging.lastResort.setFormatter(_PlainLines())
    for name in _TOLD:
        logging.getLogger(name).setLevel(logging.INFO if kind else logging.NOTSET)


class _PlainLines(logging.Formatter):
    """Writes messages as Python does by itself, without anything that a terminal would obey."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the lines of a record."""
        return plain(super().format(record))


class _JsonLines(logging.Formatter):
    """Writes each record as one line of JSON; nothing in it can pass for another line.

    Args:
        questions: Whether the text of questions may be told. Without it an unexpected error is
            told by its kind and its place: what it says of itself may quote a question.
    """

    def __init__(self, *, questions: bool) -> None:
        super().__init__()
        self._questions = questions
        self._user = f"user:{_user()}"

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record; what a record's ``fields`` hold stands for its message."""
        occasion = Occasion.current()
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
        }
        if occasion.request:
            line["request"] = occasion.request
        fields = getattr(record, "fields", None)
        if fields is None:
            line |= {"logger": record.name, "message": record.getMessage()}
        else:
            line |= {**fields, "by": occasion.by or (None if occasion.request else self._user)}
            if self._questions and "route" in fields and occasion.question is not None:
                line["question"] = occasion.question
        if record.exc_info and record.exc_info[1]:
            line["error"] = self._told(record.exc_info[1])
        return json_text(line)

    def _told(self, error: BaseException) -> str:
        if self._questions:
            return "".join(TracebackException.from_exception(error).format())
        # Without the messages, for a question may stand in one.
        kinds: list[str] = []
        cause: BaseException | None = error
        while cause is not None:
            places = TracebackException.from_exception(cause).stack.format()
            kinds.append(f"{''.join(places)}{type(cause).__name__}")
            cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
        return "\nbecause of\n".join(kinds)


def _user() -> str:
    """Return the name of the user who runs the process; the number of one without a name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # as in a container that runs as some number
        return str(os.getuid())
