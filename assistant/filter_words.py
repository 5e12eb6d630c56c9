"""Filters in words: by whom and when articles were published."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from corpus import Filters
from corpus.text.dates import spoken_day

__all__ = ["paper_names", "published_words", "span_words"]


def published_words(filters: Filters) -> str:
    """Say by whom and when the articles of a filter were published."""
    by = f" by {', '.join(paper_names(filters.publishers))}" if filters.publishers else ""
    first, last = filters.published_after, filters.published_before
    if first and last:
        when = f" {span_words(first, last)}"
    elif first:
        when = f" since {spoken_day(first)}"
    else:
        when = f" until {spoken_day(last)}" if last else ""
    return f"published{by}{when}"


def paper_names(publishers: Sequence[str]) -> list[str]:
    """Return publishers without those that are another without "The"."""
    return [name for name in publishers if f"The {name}" not in publishers]


def span_words(first: date, last: date) -> str:
    """Say a span of days, both inclusive: "in March 2025", "on 6 March 2025"."""
    if first == last:
        return f"on {spoken_day(first)}"
    days = monthrange(first.year, first.month)[1]
    if (first.day, last) == (1, first.replace(day=days)):
        return f"in {first:%B %Y}"
    if (first.month, first.day, last.month, last.day, first.year) == (1, 1, 12, 31, last.year):
        return f"in {first.year}"
    return f"from {spoken_day(first)} to {spoken_day(last)}"
