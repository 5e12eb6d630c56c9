"""Lists and figures of a corpus, without reading the articles: pages, counts, a timeline."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, Self

from corpus.article import opening_words
from corpus.corpus import Corpus
from corpus.errors import InvalidInput
from corpus.filters import EVERYTHING, Filters

__all__ = ["Entry", "Listing", "Order", "Summary", "Timeline", "listing"]

Order = Literal["added", "published", "title", "publisher"]
_ORDERS: tuple[Order, ...] = ("added", "published", "title", "publisher")
_MOST_WORDS = 16
"""Words that a search in the list looks for; those after them are left out."""


_Unit = Literal["day", "month", "year"]
_MOST_BARS = 60
"""Of a timeline in days or in months; a longer one is in years."""
_DAYS_A_MONTH = 31
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Entry:
    """An article as a line of a list, at its newest revision."""

    id: str
    label: str
    """Its title, else its opening words."""
    publisher: str | None
    published: date | None
    language: str | None


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the list of articles."""

    entries: tuple[Entry, ...]
    total: int
    """Number of articles of the whole list."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Figures of the corpus, counted over the newest revision of every article."""

    articles: int
    publishers: tuple[tuple[str, int], ...]
    """Names and numbers of articles, most articles first; those without one are not named."""
    languages: tuple[tuple[str, int], ...]
    """Tags and numbers of articles, most articles first; those without one are not named."""
    days: tuple[tuple[date, int], ...]
    """Dates of publication and numbers of articles, by rising date."""

    @classmethod
    def of(cls, corpus: Corpus) -> Self:
        """Count what is in a corpus; a fraction of a second for 20,000 articles.

        Raises:
            StoreError: The corpus cannot be read.
        """
        from corpus.library import article_queries

        publishers, languages, days = article_queries.counts(corpus.database)
        # Those without a date are counted too, under None.
        articles = days.total()
        for counts in (publishers, languages, days):
            # A Counter lets go of a key that it does not have, too.
            del counts[None]
        return cls(
            articles=articles,
            publishers=tuple(publishers.most_common()),
            languages=tuple(languages.most_common()),
            days=tuple(sorted(days.items())),
        )

    @property
    def undated(self) -> int:
        """Number of articles without a date of publication."""
        return self.articles - sum(count for _, count in self.days)


@dataclass(frozen=True, slots=True)
class Timeline:
    """Numbers of articles published in each day, month or year."""

    unit: _Unit
    counts: tuple[tuple[date, int], ...]
    """The first day of each, and how many; those without any are left out."""

    @classmethod
    def of(cls, days: Sequence[tuple[date, int]]) -> Self:
        """Count by day, month or year, so that the whole span can be taken in at a glance.

        Args:
            days: Dates and numbers of articles, by rising date, as in ``Summary.days``.
        """
        if not days:
            return cls("day", ())
        first, last = days[0][0], days[-1][0]
        months = (last.year - first.year) * _MONTHS + last.month - first.month
        unit: _Unit = "month" if months < _MOST_BARS else "year"
        if (last - first).days < _DAYS_A_MONTH:
            unit = "day"
        counts: Counter[date] = Counter()
        for day, count in days:
            counts[_begin(day, unit)] += count
        return cls(unit, tuple(sorted(counts.items())))


def listing(
    corpus: Corpus,
    words: str = "",
    *,
    filters: Filters = EVERYTHING,
    order: Order = "added",
    descending: bool = True,
    limit: int = 50,
    offset: int = 0,
) -> Listing:
    """Return a page of the list of articles.

    Args:
        corpus: Where they are.
        words: What each must have in its title, text, publisher or address, all of the words,
            without regard to case; nothing is no condition.
        filters: What else must hold.
        order: What to sort by; articles without it come last, either way round.
        descending: Whether the last comes first.
        limit: How many at most, from 1.
        offset: How many to pass over.

    Raises:
        InvalidInput: The order, the limit or the offset is none.
        StoreError: The corpus cannot be read.
    """
    if order not in _ORDERS or limit < 1 or offset < 0:
        raise InvalidInput(
            f"no list has order {order!r}, limit {limit} and offset {offset}; "
            f"the orders are {', '.join(_ORDERS)}, the limit is at least 1, the offset at least 0"
        )
    from corpus.library import article_queries

    rows, total = article_queries.page(
        corpus.database,
        # Each is looked for in four columns, one of which holds the whole text.
        words.split()[:_MOST_WORDS],
        filters=filters,
        order=order,
        descending=descending,
        limit=limit,
        offset=offset,
    )
    return Listing(
        tuple(
            Entry(id_, title or opening_words(text), publisher, published, language)
            for id_, title, text, publisher, published, language in rows
        ),
        total,
    )


def _begin(day: date, unit: _Unit) -> date:
    if unit == "day":
        return day
    return day.replace(day=1) if unit == "month" else day.replace(month=1, day=1)
