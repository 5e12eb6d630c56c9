"""Checks that the library is whole: damaged files, articles without text or passages."""

from sqlalchemy import Connection, func, select

from corpus.database.base import Database
from corpus.errors import StoreError
from corpus.library import schema as t
from corpus.library.articles import stored
from corpus.library.near_duplicates import NearDuplicates

__all__ = ["check", "find_stories", "stories_unknown", "without_passages"]


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
    if damage and database.readable():
        finding = f"the indexes of the library {database.where} are damaged"
        if not repair:
            raise StoreError(
                f"{finding}, and no article is: run 'onrecord check --repair', which makes them "
                f"anew ({' '.join(damage.split())})"
            )
        database.write_anew()
        _read_all(database)
        return finding
    _read_all(database)
    return None


def _read_all(database: Database) -> None:
    """Read every row and compare chunks with the text; ``StoreError`` if one was altered."""
    r, c = t.revisions.c, t.chunks.c
    same_revision = (r.article_id == c.article_id) & (r.revision == c.revision)
    with database.reading() as connection:
        damage = database.integrity(connection)
        if damage:
            raise StoreError(database.damaged(damage))
        for row in connection.execute(select(t.revisions)):
            stored(row)
        _check_whole(database, connection)
        quoted = func.substr(r.text, c.start + 1, c.end - c.start)  # SQL counts from 1
        altered = select(c.article_id).join(t.revisions, same_revision).where(quoted != c.text)
        for article_id in connection.execute(altered).scalars():
            raise StoreError(database.damaged(f"a passage of {article_id} is not in its text"))


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
