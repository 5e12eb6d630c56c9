"""Addresses that were read, to be read again if they have changed since."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from corpus.database.base import Database
from corpus.errors import InvalidInput
from corpus.sources.draft import Visit

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["Address", "Visits"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address that was read, of a page, a document, a feed or a list of feeds."""

    url: str
    """The address as it was asked for."""
    feed: bool = False
    followed: bool = False
    """It was found behind a feed's link: nobody named it."""
    gone: bool = False
    """It answered 404 or 410 when it was asked for last. What it held stays in the corpus."""
    article_id: str | None = None
    """The article that it holds, if it holds one."""
    etag: str | None = None
    last_modified: str | None = None
    options: Mapping[str, Any]
    """The values of ``Options`` by which it was read and which are not the usual ones."""

    def to_dict(self) -> dict[str, Any]:
        """A dictionary that ``json.dumps`` takes."""
        return asdict(self)

    @property
    def visit(self) -> Visit:
        """The last visit, for reading the address again only if it has changed."""
        return Visit(
            self.url,
            "gone" if self.gone else "read",
            self.feed,
            self.etag,
            self.last_modified,
            self.followed,
        )


class Visits:
    """Store of the addresses, in the library's database.

    Raises:
        StoreError: From every method, when the database cannot be used.
    """

    def __init__(self, database: Database) -> None:
        from corpus.library import schema

        self._visits = schema.visits
        self._removed = schema.removed
        self._db = database

    def all(self) -> list[Address]:
        """All addresses; feeds first, each kind in alphabetical order."""
        from sqlalchemy import select

        v = self._visits
        query = select(v).order_by(v.c.feed.desc(), v.c.url)
        with self._db.reading() as connection:
            return [Address(**row) for row in connection.execute(query).mappings()]

    def gone(self, article_id: str) -> str | None:
        """Return an address of an article that answers 404 or 410, if one does."""
        from sqlalchemy import select

        v = self._visits.c
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
        from sqlalchemy import delete

        with self._db.writing() as connection:
            deleted = connection.execute(delete(self._visits).where(self._visits.c.url == url))
            if not deleted.rowcount:
                raise InvalidInput(
                    f"{url!r} is not among the addresses; 'onrecord sources' shows them"
                )

    def removed(self) -> list[str]:
        """Ids of the articles that were removed and not added again, which no feed brings back."""
        from sqlalchemy import select

        query = select(self._removed.c.article_id).order_by(self._removed.c.article_id)
        with self._db.reading() as connection:
            return list(connection.execute(query).scalars())

    def put_removed(self, article_ids: Iterable[str]) -> None:
        """Note articles as removed, except those that the library has."""
        from sqlalchemy import insert, select

        from corpus.library.schema import articles

        r = self._removed
        with self._db.writing() as connection:
            known = set(
                connection.execute(select(r.c.article_id).union(select(articles.c.id))).scalars()
            )
            new = [
                {"article_id": article_id}
                for article_id in dict.fromkeys(article_ids)
                if article_id not in known
            ]
            if new:
                connection.execute(insert(r), new)

    def _find(self, connection: "Connection", url: str) -> Address | None:
        from sqlalchemy import select

        v = self._visits
        row = connection.execute(select(v).where(v.c.url == url)).mappings().first()
        return Address(**row) if row else None

    def _put(self, connection: "Connection", address: Address) -> None:
        from sqlalchemy import delete, insert

        v = self._visits
        # Not an "upsert", which SQLite and PostgreSQL each have in their own dialect.
        connection.execute(delete(v).where(v.c.url == address.url))
        connection.execute(insert(v).values(asdict(address)))
