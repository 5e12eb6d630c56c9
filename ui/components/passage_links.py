"""Links from the page to passages of a conversation's answers, as text keys."""

from dataclasses import dataclass
from typing import Final, Literal, Self, get_args

from assistant.answer import Answer
from assistant.history.saved_conversation import Turn

__all__ = ["OpenedPassage", "PassageLink", "history"]

_Kind = Literal["citation", "nearest", "differs"]
_PARTS: Final = 3


@dataclass(frozen=True, slots=True)
class OpenedPassage:
    """A place in one revision of one article: offsets are code points, half-open."""

    article_id: str
    revision: str
    start: int
    end: int
    span: tuple[int, int] | None = None
    """The answering words, within start..end."""


@dataclass(frozen=True, slots=True)
class PassageLink:
    """A control of the page that opens a passage: which turn, which of its passages."""

    turn: int
    kind: _Kind
    number: int
    """A citation's number, or the place among the nearest passages or among those that differ
    from a citation, from 1."""

    @property
    def key(self) -> str:
        """The link as the page writes it, such as ``"0:citation:1"``."""
        return f"{self.turn}:{self.kind}:{self.number}"

    @classmethod
    def parse(cls, key: object) -> Self | None:
        """Return the link that ``key`` names; None when it is no such text.

        Keys come from the browser, so anything may arrive here.
        """
        parts = key.split(":") if isinstance(key, str) else []
        if len(parts) != _PARTS or not (_is_number(parts[0]) and _is_number(parts[2])):
            return None
        turn, kind, number = parts
        known = next((name for name in get_args(_Kind) if name == kind), None)
        return cls(int(turn), known, int(number)) if known else None

    def resolve(self, turns: list[Turn]) -> OpenedPassage | None:
        """Find the passage that it opens; None when the conversation has no such."""
        answer = turns[self.turn].answer if self.turn < len(turns) else None
        if answer is None:
            return None
        if self.kind == "citation":
            for c in answer.citations:
                if c.number == self.number:
                    return OpenedPassage(c.article_id, c.revision, c.start, c.end, c.span)
        elif self.kind == "differs":
            if 1 <= self.number <= len(answer.differs):
                _, variant = answer.differs[self.number - 1]
                return OpenedPassage(
                    variant.article_id, variant.revision, variant.start, variant.end
                )
        elif 1 <= self.number <= len(answer.nearest):
            hit = answer.nearest[self.number - 1]
            return OpenedPassage(hit.article_id, hit.revision, hit.start, hit.end)
        return None


def history(turns: list[Turn]) -> list[Answer]:
    """Return the answers of the answered turns, oldest first."""
    return [turn.answer for turn in turns if turn.answer is not None]


def _is_number(text: str) -> bool:
    # int() refuses a "²", though it is a digit, and numbers of thousands of digits.
    return text.isascii() and text.isdigit() and len(text) < len("1000000")
