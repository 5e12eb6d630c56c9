"""What is in the corpus, told without reading the articles: figures, and lists a page at a time."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from corpus.article import opening_words
from corpus.corpus import Corpus
from corpus.errors import InvalidInput
from corpus.hit import Copy
from corpus.library.state import read_state

if TYPE_CHECKING:
    from sqlalchemy import Column, ColumnElement, Connection, Select

__all__ = [
    "ORDERS",
    "Entry",
    "Listing",
    "Order",
    "Summary",
    "copies",
    "is_new",
    "listing",
    "summary",
]

Order = Literal["added", "published", "title", "publisher"]
ORDERS: tuple[Order, ...] = ("added", "published", "title", "publisher")
MOST_WORDS = 16
"""Words that a search in the list looks for; those after them are left out."""


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
    """A part of a list."""

    entries: tuple[Entry, ...]
    total: int
    """How many articles the whole list has."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What is in the corpus, counted over the newest revision of every article."""

    articles: int
    publishers: tuple[tuple[str, int], ...]
    """Names and numbers of articles, most articles first; those without one are not named."""
    languages: tuple[tuple[str, int], ...]
    """Tags and numbers of articles, most articles first; those without one are not named."""
    days: tuple[tuple[date, int], ...]
    """Dates of publication and numbers of articles, by rising date."""

    @property
    def undated(self) -> int:
        """How many articles have no date of publication."""
        return self.articles - sum(count for _, count in self.days)


def is_new(corpus: Corpus) -> bool:
    """Whether nothing was ever added to a corpus or asked of it."""
    # The library names the embedder from the first text it embeds on, whatever is removed later.
    with corpus.database.reading() as connection:
        return "embedder" not in read_state(connection)


def summary(corpus: Corpus) -> Summary:
    """Count what is in a corpus; a fraction of a second for 20,000 articles.

    Raises:
        StoreError: The corpus cannot be read.
    """
    from corpus.library.schema import revisions

    r = revisions.c
    with corpus.database.reading() as connection:
        publishers = _counted(connection, r.publisher)
        languages = _counted(connection, r.language)
        days = _counted(connection, r.published)
    articles = days.total()
    for counts in (publishers, languages, days):
        del counts[None]
    return Summary(
        articles=articles,
        publishers=tuple(publishers.most_common()),
        languages=tuple(languages.most_common()),
        days=tuple(sorted(days.items())),
    )


def listing(
    corpus: Corpus,
    words: str = "",
    *,
    order: Order = "added",
    descending: bool = True,
    limit: int = 50,
    offset: int = 0,
) -> Listing:
    """A part of the list of the articles.

    Args:
        corpus: Where they are.
        words: What each must have in its title, text, publisher or address, all of the words,
            without regard to case; nothing is no condition.
        order: What to sort by; articles without it come last, either way round.
        descending: Whether the last comes first.
        limit: How many at most, from 1.
        offset: How many to pass over.

    Raises:
        InvalidInput: The order, the limit or the offset is none.
        StoreError: The corpus cannot be read.
    """
    from sqlalchemy import func

    from corpus.library.schema import articles, revisions

    if order not in ORDERS or limit < 1 or offset < 0:
        raise InvalidInput(
            f"no list has order {order!r}, limit {limit} and offset {offset}; "
            f"the orders are {', '.join(ORDERS)}, the limit is at least 1, the offset at least 0"
        )
    r = revisions.c
    query = _newest().where(*map(_holds, words.split()[:MOST_WORDS]))
    opening = func.substr(r.text, 1, 400)
    columns = (r.article_id, r.title, opening, r.publisher, r.published, r.language)
    keys = {
        "added": articles.c.sequence,
        "published": r.published,
        "title": func.lower(func.coalesce(r.title, opening)),
        "publisher": func.lower(r.publisher),
    }
    key = keys[order]
    by = (key.desc() if descending else key.asc()).nulls_last()
    part = query.with_only_columns(*columns).order_by(by, articles.c.sequence.desc())
    with corpus.database.reading() as connection:
        total = connection.execute(query.with_only_columns(func.count())).scalar_one()
        rows = connection.execute(part.limit(limit).offset(offset)).all()
    return Listing(
        tuple(
            Entry(id_, title or opening_words(text), publisher, published, language)
            for id_, title, text, publisher, published, language in rows
        ),
        total,
    )


def copies(corpus: Corpus, article_id: str) -> tuple[Copy, ...]:
    """The other articles that tell the story of one in the same words, the earliest first.

    Raises:
        StoreError: The corpus cannot be read.
    """
    story = corpus._passages.copies([article_id])
    others = [member for id_, member in story.items() if id_ != article_id]
    return tuple(member.copy for member in sorted(others, key=lambda member: member.age))


def _newest() -> "Select[Any]":
    """The newest revision of every article, without any column yet."""
    from sqlalchemy import select

    from corpus.library.schema import articles, revisions

    a, r = articles.c, revisions.c
    same = (a.id == r.article_id) & (a.revision == r.revision)
    return select().select_from(articles.join(revisions, same))


def _counted(connection: "Connection", column: "Column[Any]") -> Counter[Any]:
    """How many articles have each value of a column."""
    from sqlalchemy import func

    query = _newest().with_only_columns(column, func.count()).group_by(column)
    return Counter(dict(connection.execute(query).all()))


def _holds(word: str) -> "ColumnElement[bool]":
    from sqlalchemy import or_

    from corpus.library.schema import revisions

    r = revisions.c
    fields = (r.title, r.publisher, r.url, r.text)
    return or_(*(field.icontains(word, autoescape=True) for field in fields))
