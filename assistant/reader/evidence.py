"""Evidence: sentences of the articles, each with its probability to answer the question."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from corpus import Hit

__all__ = ["Evidence", "EvidenceReader", "blanked"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence that may answer the question."""

    hit: Hit
    """The passage that the sentence stands in."""
    start: int
    """Code points into the article's text; the range is half-open."""
    end: int
    support: float
    """Calibrated probability, 0..1, that the sentence answers the question."""
    span: tuple[int, int] | None = None
    """The answering words, in the article's text, within start..end."""

    @property
    def quote(self) -> str:
        """The sentence, verbatim."""
        return self.hit.text[self.start - self.hit.start : self.end - self.hit.start]

    @property
    def answer(self) -> str:
        """The answering words, verbatim; empty when they are not known."""
        start, end = self.span or (self.start, self.start)
        return self.hit.text[start - self.hit.start : end - self.hit.start]


def blanked(hit: Hit, ranges: Iterable[tuple[int, int]]) -> str:
    """Return the text of a passage with blanks for some ranges of the article's, at equal offsets.

    Args:
        hit: The passage.
        ranges: Of the article's text, within the passage.
    """
    text = hit.text
    for start, end in ranges:
        low, high = start - hit.start, end - hit.start
        text = text[:low] + " " * (high - low) + text[high:]
    return text


class EvidenceReader(Protocol):
    """Interface of a model that finds the answering sentences in passages; implement to swap it."""

    threshold: float
    """The support, 0..1, from which a sentence counts as an answer."""

    def read(self, question: str, hits: Sequence[Hit]) -> list[Evidence]:
        """Return the sentences of the passages, each once, by falling support."""
        ...
