"""Queries for lists and figures of the articles, at their newest revisions."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, func, or_, select

from corpus.database.base import Database
from corpus.filters import Filters
from corpus.library.chunks import conditions
from corpus.library.schema import articles, revisions

__all__ = ["counts", "page"]


def counts(database: Database) -> tuple[Counter[Any], Counter[Any], Counter[Any]]:
    """Count the articles of each publisher, each language and each day; None is not known.

    Raises:
        StoreError: The library cannot be read.
    """
    r = revisions.c
    # In one transaction, so that the three add up to the same number of articles.
    with database.reading() as connection:
        return (
            _counted(connection, r.publisher),
            _counted(connection, r.language),
            _counted(connection, r.published),
        )


def page(
    database: Database,
    words: Sequence[str],
    *,
    filters: Filters,
    order: str,
    descending: bool,
    limit: int,
    offset: int,
) -> tuple[Sequence[Any], int]:
    """Return the rows of a page of the articles, and the number of articles on all pages.

    Args:
        database: The library's.
        words: As ``listing`` takes them, split.
        filters: As ``listing`` takes them, with all that follow.
        order: The name of an order.
        descending: Whether the last comes first.
        limit: How many rows at most.
        offset: How many to pass over.

    Raises:
        StoreError: The library cannot be read.
    """
    r = revisions.c
    held = map(_holds, words)
    query = _newest().where(*held, *conditions(filters, database))
    # Enough for a label; whole texts would be read from disk for one line each.
    opening = func.substr(r.text, 1, 400)
    columns = (r.article_id, r.title, opening, r.publisher, r.published, r.language)
    keys = {
        "added": articles.c.sequence,
        "published": r.published,
        "title": func.lower(func.coalesce(r.title, opening)),
        "publisher": func.lower(r.publisher),
    }
    key = keys[order]
    # Said outright: SQLite takes no value for the least one, PostgreSQL for the greatest.
    by = (key.desc() if descending else key.asc()).nulls_last()
    # A second key: articles of one day could change places between two pages.
    part = query.with_only_columns(*columns).order_by(by, articles.c.sequence.desc())
    with database.reading() as connection:
        # In one transaction, so that the total is that of the state whose rows are returned.
        total = connection.execute(query.with_only_columns(func.count())).scalar_one()
        rows = connection.execute(part.limit(limit).offset(offset)).all()
    return rows, total


def _newest() -> Select[Any]:
    """Select the newest revision of every article, without any column yet."""
    a, r = articles.c, revisions.c
    same = (a.id == r.article_id) & (a.revision == r.revision)
    return select().select_from(articles.join(revisions, same))


def _counted(connection: Connection, column: Column[Any]) -> Counter[Any]:
    """Count the articles with each value of a column."""
    query = _newest().with_only_columns(column, func.count()).group_by(column)
    return Counter(dict(connection.execute(query).all()))


def _holds(word: str) -> ColumnElement[bool]:
    r = revisions.c
    fields = (r.title, r.publisher, r.url, r.text)
    # Escaped, for % and _ in what somebody types are wildcards to LIKE.
    return or_(*(field.icontains(word, autoescape=True) for field in fields))
