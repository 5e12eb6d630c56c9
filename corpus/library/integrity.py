"""Checks that the library is whole: damaged files, articles without text or passages."""

import json
from typing import Any, Final

from sqlalchemy import Connection, Row, Text, cast, func, inspect, select

from corpus.database.base import DERIVED, Database
from corpus.errors import StoreError
from corpus.library import schema as t
from corpus.library.articles import stored
from corpus.library.near_duplicates import NearDuplicates

__all__ = ["check", "find_stories", "stories_unknown", "without_passages", "wrong_passages"]

_ROWS: Final = 1000
"""Passages that are held in memory while all are read."""
_TOLERANCE: Final = 0.01
"""Between a unit vector's squared length and 1: its numbers are rounded."""


def check(database: Database, *, repair: bool = False) -> str | None:
    """Read the whole database; return what was wrong with its indexes and was put right.

    Args:
        database: The library's.
        repair: Make damaged indexes anew from the tables.

    Raises:
        StoreError: It is damaged.
    """
    with database.reading() as connection:
        damage = database.integrity(connection)
        missing = sorted(t.metadata.tables.keys() - {*inspect(connection).get_table_names()})
    told = damage or f"without the table {', '.join(missing)}"
    if not (damage or missing):
        _read_all(database)
        return None
    if not DERIVED.issuperset(missing) or (damage and not database.readable()):
        raise StoreError(database.damaged(told))
    finding = f"the indexes of the library {database.where} are damaged"
    if not repair:
        raise StoreError(
            f"{finding}, and no article is: run 'onrecord check --repair', which makes them "
            f"anew ({' '.join(told.split())})"
        )
    if damage:
        database.write_anew()
    with database.writing() as connection:
        t.metadata.create_all(connection, [t.metadata.tables[name] for name in missing])
    _read_all(database)
    return finding


def _read_all(database: Database) -> None:
    """Read every article; ``StoreError`` if one was altered."""
    with database.reading() as connection:
        damage = database.integrity(connection)
        if damage:
            raise StoreError(database.damaged(damage))
        try:
            for row in connection.execute(select(t.revisions)):
                stored(row)
        except ValueError as error:  # a date that is none, JSON that is cut off, another text
            raise StoreError(database.damaged(str(error))) from error
        _check_whole(database, connection)


def _check_whole(database: Database, connection: Connection) -> None:
    """Refuse an article without its text, and a text without its article."""
    a, r, c = t.articles.c, t.revisions.c, t.chunks.c
    current = (r.article_id == a.id) & (r.revision == a.revision)
    for what, lost in (
        (
            "the text of {} is missing",
            select(a.id).where(~select(r.revision).where(current).exists()),
        ),
        (
            "{} is not listed, but its text is there",
            select(r.article_id).where(r.article_id.not_in(select(a.id))),
        ),
        (
            "{} is not listed, but passages of it are there",
            select(c.article_id).where(c.article_id.not_in(select(a.id))),
        ),
    ):
        if article_id := connection.execute(lost.limit(1)).scalar():
            raise StoreError(database.damaged(what.format(article_id)))


def without_passages(database: Database) -> list[str]:
    """Return the ids of the articles of which no passage is there: no question finds them."""
    a, c = t.articles.c, t.chunks.c
    query = select(a.id).where(a.id.not_in(select(c.article_id))).order_by(a.sequence)
    with database.reading() as connection:
        return list(connection.execute(query).scalars())


def wrong_passages(database: Database) -> list[str]:
    """Return the ids of the articles of which a passage is not as it was made.

    It has other words than its article there, its sentences are no ranges of it, or its embedding
    is no unit vector.
    """
    c = t.chunks.c
    # Sentences as text: they may be no JSON any more.
    sentences = cast(c.sentences, Text).label("sentences")
    query = (
        select(c.article_id, c.revision, c.start, c.end, sentences, c.text, c.embedding)
        .order_by(c.n)
        .execution_options(yield_per=_ROWS)
    )
    wrong: set[str] = set()
    with database.reading() as connection, connection.execute(query) as passages:
        texts: dict[str, tuple[str, str]] = {}
        for rows in passages.partitions(_ROWS):
            # Here, not in SQL: there a text would be read from its beginning for each passage.
            texts = _texts(database, connection, {row.article_id for row in rows}, texts)
            wrong |= {row.article_id for row in rows if not _sound(row, *texts[row.article_id])}
    return sorted(wrong)


def _texts(
    database: Database,
    connection: Connection,
    article_ids: set[str],
    known: dict[str, tuple[str, str]],
) -> dict[str, tuple[str, str]]:
    """Return the newest revision and its text of each article; empty ones where there is none.

    Args:
        database: The library's.
        connection: To it.
        article_ids: The articles.
        known: Some that were read already.
    """
    a, r = t.articles.c, t.revisions.c
    texts = {key: known.get(key, ("", "")) for key in article_ids}
    query = select(r.article_id, r.revision, r.text).join(
        t.articles, (a.id == r.article_id) & (a.revision == r.revision)
    )
    query = query.where(a.id.in_(database.listed(sorted(article_ids - known.keys()))))
    texts |= {row.article_id: (row.revision, row.text) for row in connection.execute(query)}
    return texts


def _sound(row: Row[Any], revision: str, text: str) -> bool:
    """Tell if a passage is its article's, has its sentences in order, and a unit vector."""
    import numpy as np

    from corpus.models.embedding import Embedder

    try:
        places = [0, *(place for sentence in json.loads(row.sentences) for place in sentence)]
        vector = np.frombuffer(row.embedding, dtype="<f4")
        whole = places == sorted(places) and (places[1], places[-1]) == (row.start, row.end)
        whole = whole and (revision, text[row.start : row.end]) == (row.revision, row.text)
    except (TypeError, ValueError, IndexError):
        return False
    if not whole or len(vector) != Embedder.dimension:
        return False
    # A number that is damaged may be too large to be squared, or none.
    small = bool((np.abs(vector) <= 1 + _TOLERANCE).all())
    return small and abs(float(vector @ vector) - 1) < _TOLERANCE


def stories_unknown(database: Database) -> int:
    """Count the articles of which it is not known whether another tells their story."""
    sketched = select(t.sketches.c.article_id).where(
        t.sketches.c.article_id.in_(select(t.bands.c.article_id))
    )
    query = select(func.count()).where(t.articles.c.id.not_in(sketched))
    with database.reading() as connection:
        count: int = connection.execute(query).scalar_one()
    return count


def find_stories(database: Database) -> None:
    """Find anew which articles tell one story."""
    with database.writing() as connection:
        NearDuplicates(connection).fill()
