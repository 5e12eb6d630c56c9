"""Positions: the sources of one question's answers, grouped by the value that each tells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.answering.changes.newest import EVENT, of_one_matter
from assistant.answering.sides.values import compared_values
from assistant.reader.evidence import Evidence
from corpus import Corpus
from corpus.language.tokens import fold, tokens
from corpus.text.search_terms import stems

__all__ = ["Position", "independent", "positions"]

_MOST: Final = 4
"""Positions that are told."""


@dataclass(frozen=True, slots=True)
class Position:
    """A position on the question that some sources share, each by one sentence."""

    pieces: tuple[Evidence, ...]
    """The likeliest to answer first."""

    @property
    def value(self) -> str:
        """The answer, in the words of the first source."""
        return " ".join(self.pieces[0].answer.split())


def positions(
    question: str, evidence: Sequence[Evidence], threshold: float, corpus: Corpus
) -> tuple[Position, ...]:
    """Return the positions of independent sources on a question, that of the best sentence first.

    What may tell of something else, or cannot be compared, is left out. Copies of one story and
    articles of one publisher are one source.

    Args:
        question: Standalone.
        evidence: By falling support.
        threshold: The support, 0..1, from which a sentence counts as an answer.
        corpus: Where the articles are.
    """
    if not evidence or evidence[0].support < threshold or not evidence[0].span:
        return ()
    lead = evidence[0]
    names = {t.written for t in tokens(fold(question)) if t.kind in ("name", "number")}
    asked = stems(" ".join(names))
    alike = [
        piece
        for piece in (evidence[1:] if _names(lead, asked) else ())
        if _near_in_time(lead, piece)
        and _names(piece, asked)
        and of_one_matter(question, lead, piece, threshold)
    ]
    grouped = [[lead]]
    # The lead comes along, so that a copy of it is no further source.
    for piece in list(independent([lead, *alike], corpus))[1:] if alike else ():
        told = [compared_values(question, group[0], piece) for group in grouped]
        # Another way to put two values that differ, such as "about 15", speaks for neither.
        if "unclear" in told or told.count("same") > 1:
            continue
        if "same" in told:
            grouped[told.index("same")].append(piece)
        else:
            grouped.append([piece])
    return tuple(Position(tuple(group)) for group in grouped[:_MOST])


def independent(evidence: Sequence[Evidence], corpus: Corpus) -> Iterator[Evidence]:
    """Yield the best sentence of each independent source."""
    seen: set[str] = set()
    for piece in evidence:
        hit = piece.hit
        copies = {copy.article_id for copy in corpus.copies(hit.article_id)}
        known = {f"by {hit.publisher}" if hit.publisher else hit.article_id, hit.article_id}
        if not seen & (known | copies):
            yield piece
        seen |= known | copies


def _near_in_time(lead: Evidence, piece: Evidence) -> bool:
    day, other_day = lead.hit.published, piece.hit.published
    return not (day and other_day) or abs((day - other_day).days) <= EVENT


def _names(piece: Evidence, asked: frozenset[str]) -> bool:
    """Tell if a passage has all the names and numbers of the question, by their stems."""
    return asked <= stems(f"{piece.hit.header} {piece.hit.text}")
