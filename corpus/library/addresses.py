"""Addresses that were read, to be read again if they have changed since."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from corpus.database.base import Database
from corpus.errors import InvalidInput
from corpus.library import schema as t
from corpus.sources.draft import Address, Visit

__all__ = ["Visits"]


class Visits:
    """Store of the addresses, in the library's database.

    Raises:
        StoreError: From every method, when the database cannot be used.
    """

    def __init__(self, database: Database) -> None:
        self._db = database

    def all(self) -> list[Address]:
        """All addresses; feeds first, each kind in alphabetical order."""
        v = t.visits.c
        query = select(t.visits).order_by(v.feed.desc(), v.url)
        with self._db.reading() as connection:
            return [Address(**row) for row in connection.execute(query).mappings()]

    def gone(self, article_id: str) -> str | None:
        """Return an address of an article that answers 404 or 410, if one does."""
        v = t.visits.c
        query = select(v.url).where((v.article_id == article_id) & v.gone).order_by(v.url)
        with self._db.reading() as connection:
            return connection.execute(query).scalars().first()

    def remember(
        self, visits: Iterable[tuple[Visit, str | None]], options: Mapping[str, Any]
    ) -> None:
        """Note visits, each with the article that was read there.

        What somebody named stays named, whatever feed leads to it too. An address that never
        held anything is not remembered.
        """
        with self._db.writing() as connection:
            for visit, article_id in visits:
                known = self._find(connection, visit.url)
                if visit.outcome == "read" or known:
                    fresh = Address(
                        url=visit.url,
                        feed=visit.feed,
                        followed=visit.followed and (known is None or known.followed),
                        gone=visit.outcome == "gone",
                        # An unchanged or gone address still holds what was read there.
                        article_id=article_id or (known.article_id if known else None),
                        etag=visit.etag,
                        last_modified=visit.last_modified,
                        options=options,
                    )
                    self._put(connection, fresh)

    def put(self, addresses: Iterable[Address]) -> None:
        """Take in those of the addresses that are not known yet."""
        with self._db.writing() as connection:
            for address in addresses:
                if self._find(connection, address.url) is None:
                    self._put(connection, address)

    def forget(self, url: str) -> None:
        """Stop refreshing an address. What it held stays.

        Raises:
            InvalidInput: It is not among the addresses.
        """
        with self._db.writing() as connection:
            deleted = connection.execute(delete(t.visits).where(t.visits.c.url == url))
            if not deleted.rowcount:
                raise InvalidInput(
                    f"{url!r} is not among the addresses; 'onrecord sources' shows them"
                )

    def removed(self) -> list[str]:
        """Ids of the articles that were removed and not added again, which no feed brings back."""
        query = select(t.removed.c.article_id).order_by(t.removed.c.article_id)
        with self._db.reading() as connection:
            return list(connection.execute(query).scalars())

    def put_removed(self, article_ids: Iterable[str]) -> None:
        """Note articles as removed, except those that the library has."""
        removed = t.removed
        with self._db.writing() as connection:
            known = set(
                connection.execute(
                    select(removed.c.article_id).union(select(t.articles.c.id))
                ).scalars()
            )
            new = [
                {"article_id": article_id}
                # Each once: an id that is given twice would break the table's key.
                for article_id in dict.fromkeys(article_ids)
                if article_id not in known
            ]
            if new:
                connection.execute(insert(removed), new)

    def _find(self, connection: Connection, url: str) -> Address | None:
        v = t.visits
        row = connection.execute(select(v).where(v.c.url == url)).mappings().first()
        return Address(**row) if row else None

    def _put(self, connection: Connection, address: Address) -> None:
        v = t.visits
        # Not an "upsert", which SQLite and PostgreSQL each have in their own dialect.
        connection.execute(delete(v).where(v.c.url == address.url))
        connection.execute(insert(v).values(asdict(address)))
