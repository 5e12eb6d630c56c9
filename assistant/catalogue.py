"""What there is to show of a corpus: its articles in lists and figures, and over time."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from corpus import Article, Copy, Corpus
from corpus.listing import Entry, Listing, Order, Summary, copies, is_new, listing, summary

__all__ = [
    "Article",
    "Copy",
    "Corpus",
    "Entry",
    "Listing",
    "Order",
    "Summary",
    "Timeline",
    "copies",
    "is_new",
    "listing",
    "summary",
    "timeline",
]

Unit = Literal["day", "month", "year"]
MOST_BARS = 60
"""Of a timeline in days or in months; a longer one is in years."""
_DAYS_A_MONTH = 31
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Timeline:
    """How many articles were published in each day, month or year."""

    unit: Unit
    counts: tuple[tuple[date, int], ...]
    """The first day of each, and how many; those without any are left out."""


def timeline(days: Sequence[tuple[date, int]]) -> Timeline:
    """Put days together, so that the whole span can be taken in at a glance.

    Args:
        days: Dates and numbers of articles, by rising date, as in ``Summary.days``.
    """
    if not days:
        return Timeline("day", ())
    first, last = days[0][0], days[-1][0]
    months = (last.year - first.year) * _MONTHS + last.month - first.month
    unit: Unit = (
        "day" if (last - first).days < _DAYS_A_MONTH else "month" if months < MOST_BARS else "year"
    )
    counts: Counter[date] = Counter()
    for day, count in days:
        counts[_begin(day, unit)] += count
    return Timeline(unit, tuple(sorted(counts.items())))


def _begin(day: date, unit: Unit) -> date:
    if unit == "day":
        return day
    return day.replace(day=1) if unit == "month" else day.replace(month=1, day=1)
