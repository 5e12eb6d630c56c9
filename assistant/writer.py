"""The extractive writer: an answer in the articles' own words."""

import re
from collections.abc import Sequence

from assistant.answer import Citation, Statement
from assistant.evidence import Evidence

__all__ = ["cite", "extract"]

MAX_STATEMENTS = 3
SECOND_SHARE = 0.6
"""A further sentence is quoted only if it is at least so well supported as the first."""
SAME_WORDS = 0.6
"""Jaccard similarity of words from which two sentences say the same."""

_WORD = re.compile(r"\w+")


def extract(
    evidence: Sequence[Evidence], threshold: float, most: int = MAX_STATEMENTS
) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """The sentences that answer, each with its citation; nothing when none does.

    Args:
        evidence: By falling support.
        threshold: The support, 0..1, from which a sentence counts as an answer.
        most: How many sentences at most.
    """
    chosen: list[Evidence] = []
    for each in evidence:
        if len(chosen) == most or each.support < threshold:
            break
        if chosen and each.support < SECOND_SHARE * chosen[0].support:
            break
        if not any(_same(each.quote, other.quote) for other in chosen):
            chosen.append(each)
    citations = tuple(cite(number, each) for number, each in enumerate(chosen, 1))
    statements = tuple(
        Statement(" ".join(each.quote.split()), (number,), each.support)
        for number, each in enumerate(chosen, 1)
    )
    return statements, citations


def cite(number: int, evidence: Evidence) -> Citation:
    """The citation of a piece of evidence."""
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


def _same(one: str, other: str) -> bool:
    a, b = _words(one), _words(other)
    return bool(a | b) and len(a & b) / len(a | b) >= SAME_WORDS


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}
