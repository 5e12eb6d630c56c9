"""What happens while a question is answered, as pure values."""

from dataclasses import dataclass

from assistant.answer import Answer
from corpus import Hit

__all__ = ["Event", "Finished", "Retrieved", "Token"]


@dataclass(frozen=True, slots=True)
class Retrieved:
    """The search is done: the passages that the answer can rest on, best first."""

    standalone_question: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Token:
    """The next piece of the answer's text; joined, the pieces are ``Answer.text``."""

    text: str


@dataclass(frozen=True, slots=True)
class Finished:
    """The answer is whole."""

    answer: Answer


Event = Retrieved | Token | Finished
