"""Two answers of different sources: the same in other words, or another."""

import re
from typing import Final

from assistant.answering.sides.values import may_be_one_figure
from assistant.question.number_words import HOW_MEASURED
from assistant.reader.evidence import Evidence
from corpus.language.tokens import fold, tokens
from corpus.text.search_terms import character_pieces, spaced, stems

__all__ = ["gives_another_answer"]

_AMOUNT: Final = re.compile(
    rf"\b(?:when|{HOW_MEASURED}|(?:what|which)\W+(?:year|day|date|month))\b",
    re.IGNORECASE,
)
_BRIEF: Final = 8
"""Words of an answer, at most, that is compared with that of another article."""
_NEW: Final = 0.5
"""Share of the words of an answer that the other sentence does not have."""
_BORNE_OUT: Final = 0.5
"""How likely a sentence must bear the other out, 0..1, to tell the same. Of 71 pairs that tell
another thing it is never reached together with the next, of 31 that tell the same in 22."""


def gives_another_answer(question: str, one: Evidence, other: Evidence) -> bool:
    """Tell if two sources give answers that have little in common, besides what was asked.

    Asked when or how many, neither answers without a day or a figure.
    They have much in common if either answer, or its sentence, has half of the other's words, if
    one figure may be the other's, and if the judge finds them the same: one sentence bears the
    other out, and so do both where their answers change places.

    Args:
        question: Standalone.
        one: A sentence with its answer.
        other: Another.
    """
    asked = _words(question)
    ours, theirs = _told(one) - asked, _told(other) - asked
    if max(len(ours), len(theirs)) > _BRIEF:
        return False
    if _AMOUNT.search(question) and not (_figures(one.answer) and _figures(other.answer)):
        return False
    in_ours, in_theirs = _words(one.quote), _words(other.quote)
    # "1,200 metres" and "900 metres" have their unit in common.
    if _figures(one.answer) and _figures(other.answer):
        ours, theirs = _figures(one.answer), _figures(other.answer)
        in_ours, in_theirs = _figures(one.quote), _figures(other.quote)
    apart = len(ours & in_theirs) < _NEW * len(ours) and len(theirs & in_ours) < _NEW * len(theirs)
    return apart and not (may_be_one_figure(one, other) or _judged_the_same(one, other))


def _figures(text: str) -> frozenset[str]:
    """Return the numbers and days of a text, each in one form."""
    return frozenset(t.form for t in tokens(fold(text)) if t.kind in ("number", "date"))


def _judged_the_same(one: Evidence, other: Evidence) -> bool:
    """Tell if the judge finds that two sentences give one answer: "a storm", "high winds"."""
    # Here, for most questions have one answer, and need no judge.
    from assistant.reader import Reader

    judge = Reader.load().judge
    likeliest = max(
        judge(one.quote, other.quote).supported, judge(other.quote, one.quote).supported
    )
    if likeliest < _BORNE_OUT:
        return False
    # Two sentences may well say much of the same, and differ in the answer.
    changed = [
        judge(piece.quote.replace(piece.answer, answer), piece.quote).supported
        for piece, answer in ((one, other.answer), (other, one.answer))
    ]
    return sum(changed) >= 2 * _BORNE_OUT


def _told(piece: Evidence) -> frozenset[str]:
    """Return the words of an answer; of "The Who", which search does not look for, as they are."""
    return _words(piece.answer) or frozenset(piece.answer.casefold().split())


def _words(text: str) -> frozenset[str]:
    """Return the stems of a text, or the pieces of words that no space sets apart."""
    return stems(spaced(text)).union(character_pieces(text))
