"""What the answer component draws: the shapes of its data, as the browser gets them."""

from typing import Literal, TypedDict

from ui.source import RunView

__all__ = [
    "AnswerView",
    "Kind",
    "MarkerView",
    "NoteView",
    "OriginView",
    "PassageView",
    "StatementView",
    "WithheldView",
]

Kind = Literal["quoted", "written", "refusal"]


class MarkerView(TypedDict):
    """A control that opens a passage, and what its card shows of it."""

    ref: str
    number: int
    source: str
    """Title, publisher and date in one line."""
    title: str
    details: str
    """Publisher and date, or that the date is not known."""
    language: str | None
    quote: list[RunView]


class OriginView(TypedDict):
    """An article in the list under an answer, and which citations come from it."""

    ref: str
    """The first of its citations."""
    numbers: list[int]
    title: str
    details: str
    """Publisher, date and where else it can be read, or an empty string."""
    language: str | None


class PassageView(TypedDict):
    """A passage near a question that is not answered, or one that differs from a citation."""

    ref: str
    title: str
    details: str
    text: str
    language: str | None


class StatementView(TypedDict):
    """One sentence of the answer and its markers."""

    text: str
    markers: list[MarkerView]
    language: str | None


class NoteView(TypedDict):
    """How the sentences came about: in a word, and in a few."""

    word: str
    text: str


class WithheldView(TypedDict):
    """A sentence that was written and does not count, and why."""

    text: str
    reason: str


class AnswerView(TypedDict):
    """All that the answer component draws."""

    turn: int
    kind: Kind
    statements: list[StatementView]
    note: NoteView | None
    withheld: list[WithheldView]
    differs: list[PassageView]
    """What other articles of the same story say otherwise."""
    sources: list[OriginView]
    filters: list[str]
    """When refused: the conditions that may be hiding the answer."""
    nearest: list[PassageView]
    coverage: str
    """When refused: what the corpus holds, in a sentence."""
