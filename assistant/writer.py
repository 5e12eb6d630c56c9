"""The extractive writer: an answer in the articles' own words."""

import re
from collections.abc import Sequence

from assistant.answer import Citation, Statement
from assistant.evidence import Evidence

__all__ = ["cite", "extract"]

MAX_STATEMENTS = 3
SAME_WORDS = 0.6
"""Jaccard similarity of words from which two sentences say the same."""
# Figures and words of four letters: "the" and "of" tell nothing when sentences are compared.
_WORD = re.compile(r"\d+|\w{4,}")


def extract(
    evidence: Sequence[Evidence], threshold: float, most: int = MAX_STATEMENTS
) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """The sentences that answer, each with its citation; nothing when none does.

    The best comes first. Others follow only if they bear it out: the one's answering words are
    among the other's. A sentence that gives another answer proves nothing of the first.

    Args:
        evidence: By falling support.
        threshold: The support, 0..1, from which a sentence counts as an answer.
        most: How many sentences at most.
    """
    chosen: list[Evidence] = []
    for each in evidence:
        if len(chosen) == most or each.support < threshold:
            break
        if not chosen or (_agree(each, chosen[0]) and not _repeated(each, chosen)):
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


def _agree(one: Evidence, other: Evidence) -> bool:
    mine, theirs = _words(one.answer), _words(other.answer)
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)


def _repeated(one: Evidence, others: Sequence[Evidence]) -> bool:
    mine = _words(one.quote)
    for other in others:
        theirs = _words(other.quote)
        if len(mine & theirs) >= SAME_WORDS * len(mine | theirs):
            return True
    return False


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}
