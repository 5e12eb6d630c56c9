"""The extractive writer: picks the articles' sentences that answer, and cites them."""

import re
from collections.abc import Iterable, Sequence

from assistant.answer import Citation, Statement
from assistant.reader.evidence import Evidence

__all__ = ["Place", "answering", "cite", "cited", "extract", "quoting"]

Place = tuple[str, str, int, int]
"""Place of words: article, revision, start and end."""

_MAX_STATEMENTS = 3
_SAME_WORDS = 0.6
"""Jaccard similarity of words from which two sentences say the same."""
# Figures and words of four letters: "the" and "of" tell nothing when sentences are compared.
_WORD = re.compile(r"\d+|\w{4,}")


def extract(
    evidence: Sequence[Evidence], threshold: float, most: int = _MAX_STATEMENTS
) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """Return the sentences that answer, each with its citation; nothing when none does.

    The parameters are those of ``answering``.
    """
    return quoting(answering(evidence, threshold, most))


def quoting(
    chosen: Sequence[Evidence],
) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """Return sentences as the statements of an answer, each with its citation."""
    citations = tuple(cite(number, piece) for number, piece in enumerate(chosen, 1))
    statements = tuple(
        Statement(" ".join(piece.quote.split()), (number,), piece.support)
        for number, piece in enumerate(chosen, 1)
    )
    return statements, citations


def answering(
    evidence: Sequence[Evidence], threshold: float, most: int = _MAX_STATEMENTS
) -> list[Evidence]:
    """Return the sentences that answer; none when none does.

    The first leads. Others follow only if they bear it out: the one's answering words are among
    the other's. A sentence that gives another answer proves nothing of the first.

    Args:
        evidence: The one that leads, then by falling support.
        threshold: The support, 0..1, from which a sentence counts as an answer.
        most: How many sentences at most.
    """
    chosen: list[Evidence] = []
    for piece in evidence:
        if len(chosen) == most or piece.support < threshold:
            break
        if not chosen or (_agree(piece, chosen[0]) and not _repeated(piece, chosen)):
            chosen.append(piece)
    return chosen


def cite(number: int, evidence: Evidence) -> Citation:
    """Return the citation of a piece of evidence."""
    hit = evidence.hit
    return Citation(
        number=number,
        article_id=hit.article_id,
        revision=hit.revision,
        title=hit.title,
        publisher=hit.publisher,
        url=hit.url,
        published=hit.published,
        start=evidence.start,
        end=evidence.end,
        quote=evidence.quote,
        span=evidence.span,
    )


def cited(citations: dict[Place, Citation], places: Iterable[Evidence]) -> tuple[int, ...]:
    """Return the numbers of the citations of some words, each once.

    Args:
        citations: Those of the answer so far; new ones are added.
        places: The words.
    """
    numbers = []
    for piece in places:
        key = piece.hit.article_id, piece.hit.revision, piece.start, piece.end
        if key not in citations:
            citations[key] = cite(len(citations) + 1, piece)
        numbers.append(citations[key].number)
    return tuple(dict.fromkeys(numbers))


def _agree(one: Evidence, other: Evidence) -> bool:
    words, other_words = _words(one.answer), _words(other.answer)
    # Without any words, an answer would be borne out by every other.
    return bool(words and other_words) and (words <= other_words or other_words <= words)


def _repeated(one: Evidence, others: Sequence[Evidence]) -> bool:
    words = _words(one.quote)
    for other in others:
        other_words = _words(other.quote)
        if len(words & other_words) >= _SAME_WORDS * len(words | other_words):
            return True
    return False


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}
