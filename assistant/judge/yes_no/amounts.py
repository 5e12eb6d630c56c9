"""Figures, days and "all" of a yes-or-no question beside those of a sentence."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, Literal

from assistant.judge.yes_no.senses import same
from corpus.language.calendar_words import CALENDAR_NAMES, MONTH_NAMES
from corpus.language.tokens import Token

__all__ = ["CALENDAR", "days", "figures", "parts"]

_Fit = Literal["same", "other", "open"]
"""A sentence has what a question asks for, something else in its place, or neither."""

CALENDAR: Final = CALENDAR_NAMES | {"today", "yesterday", "tomorrow"}
_WHOLE: Final = frozenset("all every each both entire whole".split())
_PART: Final = frozenset(
    "percent half most some several part partly many only majority few except other".split()
)
_NOT_ALL: Final = frozenset((("all", "but"), ("all", "except"), ("not", "all")))
_MORE: Final = re.compile(r"\b(?:more than|over|above|at least|exceed\w*)$")
_LESS: Final = re.compile(r"\b(?:fewer than|less than|under|below|at most)$")
_ROUND: Final = re.compile(r"\b(?:about|around|nearly|almost|roughly|some|up to)$")
_NEARLY: Final = 0.1
"""Share, 0..1, by which a round figure may be off."""
_NEAR: Final = 3
"""Words after a figure within which what it counts is named."""


def figures(asked: Sequence[Token], told: Sequence[Token]) -> _Fit:
    """Compare the figures and dates that a question asks for with those of a sentence."""
    fits: list[_Fit] = []
    for index, token in enumerate(asked):
        theirs = [i for i, other in enumerate(told) if other.kind == token.kind]
        if token.kind == "date":
            known = any(_one_day(token.form, told[i].form) for i in theirs)
            # Without any date the sentence leaves open when it was.
            fits.append("same" if known else "other" if theirs else "open")
        elif token.kind == "number":
            fits.append(_figure(asked, index, told, theirs))
    # One that is open leaves all open, whatever the others say.
    return next((fit for fit in ("open", "other") if fit in fits), "same")


def days(asked: Sequence[Token], clause: Sequence[Token], after: Sequence[Token]) -> _Fit:
    """Compare the days that a question names with the nearest one to what a sentence tells.

    Args:
        asked: The question.
        clause: What stands before, in the clause of what it tells.
        after: What follows.
    """
    wanted = {token.form for token in asked if token.form in CALENDAR}
    # What follows tells the day first; of the days before, the last is the nearest.
    there = [*_days(after)] or [*_days(clause)][::-1]
    if not wanted:
        return "same"
    return "open" if not there else "same" if there[0] in wanted else "other"


def parts(asked: Sequence[Token], told: Sequence[Token]) -> _Fit:
    """Compare the "all" of a question with what a sentence tells: all, or a part."""
    if not any(token.form in _WHOLE for token in asked):
        return "same"
    forms = [token.form for token in told]
    if _NOT_ALL.intersection(pairwise(forms)):
        return "other"
    # "The last of the jars was sold" tells of all.
    if _WHOLE.intersection(forms) or ("last", "of") in pairwise(forms):
        return "same"
    return "other" if _PART.intersection(forms) else "open"


def _days(words: Sequence[Token]) -> Iterator[str]:
    for token in words:
        if token.kind == "date":
            yield MONTH_NAMES[int(token.form.split("-")[0]) - 1].casefold()
        elif token.form in CALENDAR:
            yield token.form


def _one_day(one: str, other: str) -> bool:
    """Tell if two dates may be one: "12-26" and "12-", which is only the month."""
    return one.startswith(other) or other.startswith(one)


def _figure(
    asked: Sequence[Token], index: int, told: Sequence[Token], theirs: Sequence[int]
) -> _Fit:
    """Compare a figure of a question with the sentence's of the same unit."""
    wanted, unit = asked[index].form, _unit(asked, index)
    # Figures are compared only with those of the same unit: metres with metres.
    likely = [i for i in theirs if unit and same(unit, _unit(told, i))]
    lead = _lead(asked, index)
    compares = bool(_MORE.search(lead) or _LESS.search(lead))
    # That it was 500 does not tell if it was more than 500.
    if not compares and any(told[i].form == wanted for i in likely or theirs):
        return "same"
    return (
        _measured(lead, wanted, _lead(told, likely[0]), told[likely[0]].form) if likely else "open"
    )


def _unit(words: Sequence[Token], index: int) -> str:
    """Return the stem of what a figure counts; empty when nothing near says so."""
    near = words[index + 1 : index + 1 + _NEAR]
    return next((token.stem for token in near if token.kind in ("word", "name")), "")


def _lead(words: Sequence[Token], index: int) -> str:
    return " ".join(token.written.casefold() for token in words[max(0, index - 2) : index])


def _measured(lead: str, wanted: str, led: str, told: str) -> _Fit:
    """Compare two figures, each with the words before it: "more than", "about"."""
    try:
        ours, theirs = float(wanted), float(told)
    except ValueError:
        return "open"
    more, less = bool(_MORE.search(lead)), bool(_LESS.search(lead))
    above, below = bool(_MORE.search(led)), bool(_LESS.search(led))
    # "Fewer than 600" leaves open whether it was 500.
    bounded = (theirs >= ours and below) or (theirs <= ours and above)
    if ours == theirs:
        return "same" if (more and above) or (less and below) else "open"
    near = bool(_ROUND.search(led)) and abs(ours - theirs) < _NEARLY * theirs
    if bounded or (near and not more and not less):
        return "open"
    return "same" if (more and theirs > ours) or (less and theirs < ours) else "other"
