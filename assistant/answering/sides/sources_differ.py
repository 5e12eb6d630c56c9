"""Answers of several sources that differ: a position each."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from assistant.answer import Answer
from assistant.answering.compose import Part, composed
from assistant.answering.sides.positions import Position
from corpus import Hit
from corpus.text.dates import spoken_day

__all__ = ["side_by_side"]

_NAMED: Final = 4
"""Sources of a position that are named."""
_QUOTED: Final = 3
"""Sources of a position that are quoted."""


def side_by_side(question: str, told: Sequence[Position], *, asked: bool = False) -> Answer | None:
    """Return an answer with a section for each position; None where there is one alone.

    Args:
        question: Standalone.
        told: The positions.
        asked: Whether it was asked if sources agree: then one position is told too.
    """
    if len(told) < 2 and not (asked and told):  # noqa: PLR2004
        return None
    in_turn = _one_after_another(told)
    if in_turn:
        told = sorted(told, key=lambda position: position.pieces[0].hit.published or date.max)
    parts = [Part(position.pieces[:_QUOTED], position.value) for position in told]
    return composed(question, "fact", parts, _remark(told, in_turn=in_turn))


def _remark(told: Sequence[Position], *, in_turn: bool) -> str:
    listed = ", ".join(map(_with_sources, told))
    count = len(told[0].pieces)
    if len(told) == 1 and count == 1:
        return f"I found no source that tells otherwise: {listed}."
    if len(told) == 1:
        return f"{count} sources agree: {listed}."
    return f"{'Later articles tell otherwise' if in_turn else 'Sources differ'}: {listed}."


def _one_after_another(told: Sequence[Position]) -> bool:
    """Tell if each of several values was told on days of its own: it may have changed since."""
    days = [[piece.hit.published for piece in position.pieces] for position in told]
    known = sorted(sorted(day for day in told_on if day) for told_on in days)
    # Where a day is not known, it is not known either what came first.
    if len(told) == 1 or sum(map(len, known)) < sum(map(len, days)):
        return False
    return all(one[-1] < following[0] for one, following in pairwise(known))


def _with_sources(position: Position) -> str:
    named = [_source(piece.hit) for piece in position.pieces[:_NAMED]]
    more = len(position.pieces) - _NAMED
    return f"{position.value} ({'; '.join(named)}{f' and {more} more' if more > 0 else ''})"


def _source(hit: Hit) -> str:
    name = hit.publisher or (f"“{hit.title}”" if hit.title else "an untitled article")
    return f"{name}, {spoken_day(hit.published)}" if hit.published else name
