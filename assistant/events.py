"""Events that a stream yields while a question is answered, as pure values."""

from dataclasses import dataclass

from assistant.answer import Answer
from corpus import Hit

__all__ = ["Checked", "Event", "Finished", "Retrieved", "Token"]


@dataclass(frozen=True, slots=True)
class Retrieved:
    """The event that the search is done: the passages that the answer can rest on, best first."""

    standalone_question: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Token:
    """The next piece of the answer's text, to be shown as plain text.

    Joined, the pieces of an extractive answer are ``Answer.text``. Those of a written one are
    the model's draft as it comes: pending until each sentence is checked.
    """

    text: str


@dataclass(frozen=True, slots=True)
class Checked:
    """The event that a sentence of the draft was compared with the articles that it cites."""

    index: int
    """Its place among the sentences of the draft, from 0."""
    text: str
    """The sentence without its markers."""
    end: int
    """Code points of the draft, the joined tokens, up to the sentence's end, markers included."""
    supported: bool
    """True if it is part of the answer; if not, it is struck out."""
    reason: str = ""
    """The reason that it is not supported, in words; empty when it is."""


@dataclass(frozen=True, slots=True)
class Finished:
    """The event that the answer is complete; the last of a stream."""

    answer: Answer


Event = Retrieved | Token | Checked | Finished
