"""Timelines: the dated sentences of a story, by day."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final, Self

from assistant.answer import Answer, Total
from assistant.answering.article_lists import about
from assistant.answering.compose import Part, composed, passage_of, statements_of
from assistant.answering.digests.summary import described_passage
from assistant.answering.digests.telling import telling
from assistant.question.naming.days import named_days
from assistant.question.understanding.request import Request
from assistant.reader.evidence import Evidence
from corpus import Article, Corpus, Filters
from corpus.language.calendar_words import MONTH_PATTERN
from corpus.listing import listing
from corpus.text.search_terms import stems

__all__ = ["Day", "answer_timeline"]

_ARTICLES: Final = 40
"""Articles of a story that are read."""
_DAYS: Final = 30
"""Days of a page of a timeline; those with the most articles and sentences come first."""
_EACH: Final = 2
"""Sentences of a day."""
_SAME_WORDS: Final = 0.5
"""Jaccard similarity of words, 0..1, from which two sentences of a day tell the same."""
_WEEK: Final = 7
_SHORTEST_MONTH: Final = 27
"""Days between the first and the last of the shortest month."""
_LONGEST: Final = 31
"""Days in what counts as one time: a month at most."""
_MONTH: Final = re.compile(rf"\b{MONTH_PATTERN}\b")
_AHEAD: Final = re.compile(
    r"\b(?:will|shall|(?:is|are) (?:to|due|set|expected|scheduled|likely)|plans? to)\b"
)
"""Words by which a sentence tells of days to come."""

_PAST: Final = re.compile(r"\b(?:last|past|previous|yesterday|earlier|ago)\b", re.IGNORECASE)
"""Words of a day that no sentence tells of as to come: "last month"."""


@dataclass(frozen=True, slots=True, order=True)
class Day:
    """A day, or the month that begins on it."""

    first: date
    month: bool = False

    @classmethod
    def of(cls, sentence: str, published: date | None) -> Self | None:
        """Return the day or the month of which a sentence tells; None if that is unclear.

        Args:
            sentence: In English.
            published: When it was published; without it only dates with a year are known.
        """
        # Without a day of publication "Monday" is of no year, and left out below.
        days = named_days(sentence, published or date.min)
        if days is None or days.first is None or days.last is None:
            return None
        if (days.last - days.first).days >= _LONGEST:
            return None  # "in 2019" is no day
        month = (days.last - days.first).days >= _SHORTEST_MONTH
        if str(days.first.year) in sentence[days.start : days.end]:
            return cls(days.first, month)
        if published is None:
            return None
        # named_days takes the last such day, but "will open on Monday" is of the next.
        ahead = (
            days.first < published
            and _AHEAD.search(sentence)
            and not _PAST.search(sentence[days.start : days.end])
        )
        return cls(_next(days.first, published) if ahead else days.first, month)

    def part(self, quotes: Sequence[Evidence]) -> Part:
        """Return quotes under the day, or under the month's name."""
        if self.month:
            return Part(tuple(quotes), f"{self.first:%B %Y}")
        return Part(tuple(quotes), day=self.first)


@dataclass
class _Told:
    """The sentences that tell of a day, and the articles that they stand in."""

    quotes: list[Evidence] = field(default_factory=list)
    articles: set[str] = field(default_factory=set)


def answer_timeline(
    question: str, request: Request, corpus: Corpus, filters: Filters
) -> Answer | None:
    """Arrange what the articles on a topic tell by the day on which it happened.

    A sentence's day is resolved against its article's publication: "on Monday" is the one before.
    Of an article that tells no day its most telling sentence counts for the day of publication.
    None when no article is about the topic.
    """
    articles = _story(request.topic, corpus, filters)
    days: dict[Day, _Told] = {}
    for article in articles:
        for day, quote in _dated(article, corpus, request.topic):
            known = days.setdefault(day, _Told())
            if not any(_alike(quote, other) for other in known.quotes):
                known.quotes.append(quote)
            known.articles.add(article.id)
    if not days:
        return None
    ranked = sorted(days, key=lambda day: (-len(days[day].articles), -len(days[day].quotes), day))
    told = {
        (section.day, section.heading) for page in request.page.before for section in page.sections
    }
    rest = request.page.rest(
        ranked, _DAYS, lambda day: (day.part(()).day, day.part(()).heading) in told
    )
    parts = [day.part(days[day].quotes[:_EACH]) for day in sorted(rest[:_DAYS])]
    # For its count alone.
    within = listing(corpus, filters=filters, limit=1).total
    total = Total(len(days), within, len(parts), len(days) - len(rest) + 1)
    order = ", those that most is told of first" if total.page else ""
    noun = "article" if len(articles) == 1 else "articles"
    remark = (
        f"{len(days):,} {'day' if len(days) == 1 else 'days'} of “{request.topic}” in "
        f"{len(articles):,} {noun}{total.paged}{order}."
    )
    return composed(question, "timeline", parts, remark, total=total)


def _next(day: date, published: date) -> date:
    """Return the coming one of a weekday or a day of the year that was taken for the last one."""
    # A weekday: of those the last one was taken, and the coming one is a week later.
    if (published - day).days < _WEEK:
        return day + timedelta(_WEEK)
    with suppress(ValueError):  # 29 February
        return day.replace(year=day.year + 1)
    return day


def _story(topic: str, corpus: Corpus, filters: Filters) -> list[Article]:
    """Return the articles on a topic, the oldest first; else the one that it describes."""
    ids = [piece.hit.article_id for piece in about(topic, corpus, filters)[:_ARTICLES]]
    if not ids and (hit := described_passage(topic, corpus, filters)):
        ids = [hit.article_id]
    articles = map(corpus.article, ids)
    return sorted(articles, key=lambda article: article.published or date.max)


def _dated(article: Article, corpus: Corpus, topic: str) -> Iterator[tuple[Day, Evidence]]:
    """Yield the statements of an article that tell of the topic, each with its day."""
    quotes = list(statements_of([passage_of(article)]))
    sought = stems(topic)
    # With the topic in its headline, an article is on it throughout.
    titled = bool(sought & stems(article.title or ""))
    told = [quote for quote in quotes if titled or sought & stems(quote.quote)]
    days = list(_days(told, article.published))
    yield from days
    if article.published and not days:
        for quote in telling(told or quotes, corpus.embed, 1, topic):
            yield Day(article.published), quote


def _days(quotes: Sequence[Evidence], published: date | None) -> Iterator[tuple[Day, Evidence]]:
    """Yield the sentences that tell a day; "10 July" soon after "9 July 2024" is of that year."""
    whole: date | None = None
    for quote in quotes:
        day = Day.of(quote.quote, published)
        if day is None:
            continue
        if str(day.first.year) in quote.quote:
            whole = day.first
        elif whole and _MONTH.search(quote.quote):
            with suppress(ValueError):  # 29 February
                same = day.first.replace(year=whole.year)
                day = replace(day, first=same) if abs((same - whole).days) <= _LONGEST else day
        yield day, quote


def _alike(one: Evidence, other: Evidence) -> bool:
    ours, theirs = stems(one.quote), stems(other.quote)
    return len(ours & theirs) >= _SAME_WORDS * len(ours | theirs)
