"""The chunks in the library: found by words or by nearness, and read as hits."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpus.copies import Member, members
from corpus.database import Database
from corpus.errors import StoreError
from corpus.filters import Filters
from corpus.hit import Hit
from corpus.state import write_state

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sqlalchemy import Select

    Vectors = NDArray[np.float32]

__all__ = ["Passages", "VectorChanges"]

_ROWS = 4096
"""Embeddings that are compared with a query at a time: 6 MB."""


@dataclass(frozen=True, slots=True)
class VectorChanges:
    """What the vector index has yet to take over."""

    upto: int
    """The last change that these ids cover."""
    present: tuple[str, ...]
    """Chunks to add."""
    gone: tuple[str, ...]
    """Chunks to remove."""


class Passages:
    """The chunks of the newest revision of every article, in the library's database.

    Raises:
        StoreError: From every method, when the database cannot be used.
    """

    def __init__(self, database: Database) -> None:
        from corpus import schema

        self._tables = schema
        self._db = database

    def full_text(self, match: str, limit: int, filters: Filters) -> list[str]:
        """Ids of the chunks that match, best BM25 first.

        Args:
            match: An FTS5 query (``search.match_query`` makes one of any text).
            limit: How many at most.
            filters: Which articles to search.
        """
        from sqlalchemy import literal_column, select, text

        t = self._tables
        index = text("chunks_text")
        query = (
            select(t.chunks.c.id)
            .select_from(t.chunks.join(index, text("chunks_text.rowid = chunks.n")))
            .where(text("chunks_text MATCH :match").bindparams(match=match))
            # A word of the title tells as much of the subject as one of the text.
            .order_by(literal_column("bm25(chunks_text, 1.0, 1.0)"), t.chunks.c.n)
            .limit(limit)
        )
        with self._db.reading() as connection:
            return list(connection.execute(self._filtered(query, filters)).scalars())

    def hits(self, chunk_ids: Sequence[str]) -> dict[str, Hit]:
        """The chunks with these ids as hits without a score; ids that are gone are left out."""
        from sqlalchemy import and_, select

        t = self._tables
        same = and_(
            t.chunks.c.article_id == t.revisions.c.article_id,
            t.chunks.c.revision == t.revisions.c.revision,
        )
        c, r = t.chunks.c, t.revisions.c
        columns = (c.id, c.article_id, c.revision, c.start, c.end, c.text, c.sentences)
        facts = (r.title, r.url, r.publisher, r.published)
        query = select(*columns, *facts).select_from(t.chunks.join(t.revisions, same))
        with self._db.reading() as connection:
            rows = connection.execute(query.where(c.id.in_(_listed(chunk_ids))))
            return {row.id: _hit(row) for row in rows}

    def copies(self, article_ids: Collection[str]) -> dict[str, Member]:
        """The articles, by id, of those of the articles' stories that have several."""
        with self._db.reading() as connection:
            return members(connection, article_ids)

    def chunk_ids(self) -> list[str]:
        """Ids of all chunks."""
        from sqlalchemy import select

        with self._db.reading() as connection:
            return list(connection.execute(select(self._tables.chunks.c.id)).scalars())

    def embeddings(self, chunk_ids: Sequence[str]) -> tuple[list[str], "Vectors"]:
        """Ids and embeddings of those of the chunks that exist; float32 of shape (n, d)."""
        from sqlalchemy import select

        c = self._tables.chunks.c
        query = select(c.id, c.embedding).where(c.id.in_(_listed(chunk_ids)))
        with self._db.reading() as connection:
            return _unpacked(connection.execute(query).all())

    def nearest(self, vector: "Vectors", limit: int, filters: Filters) -> list[str]:
        """Ids of the chunks nearest to a unit vector of shape (d,), found by comparing all.

        Exact, and quicker than an index where filters leave few chunks: some 2 s for a million.
        """
        import numpy as np
        from sqlalchemy import select

        c = self._tables.chunks.c
        best: list[tuple[float, str]] = []
        with self._db.reading() as connection:
            query = self._filtered(select(c.id, c.embedding), filters)
            for rows in connection.execute(query).partitions(_ROWS):
                ids, vectors = _unpacked(rows)
                nearness = vectors @ vector
                top = np.argsort(-nearness, kind="stable")[:limit]
                best += [(float(nearness[i]), ids[i]) for i in top]
                best = sorted(best, key=lambda each: -each[0])[:limit]
        return [chunk_id for _, chunk_id in best]

    def pending(self) -> VectorChanges | None:
        """The chunks that came or went since ``settle``; None when there are none."""
        from sqlalchemy import func, select

        t = self._tables
        with self._db.reading() as connection:
            upto = connection.execute(select(func.max(t.vector_changes.c.n))).scalar_one()
            if upto is None:
                return None
            ids = set(connection.execute(select(t.vector_changes.c.chunk_id)).scalars())
            present = set(
                connection.execute(
                    select(t.chunks.c.id).where(
                        t.chunks.c.id.in_(select(t.vector_changes.c.chunk_id))
                    )
                ).scalars()
            )
        return VectorChanges(upto, tuple(sorted(present)), tuple(sorted(ids - present)))

    def settle(self, upto: int, **values: str) -> None:
        """Note in one transaction that the vectors have taken over all changes up to one."""
        from sqlalchemy import delete

        changes = self._tables.vector_changes
        with self._db.writing() as connection:
            connection.execute(delete(changes).where(changes.c.n <= upto))
            write_state(connection, values)

    def check_full_text(self) -> str | None:
        """Compare the full-text index with the chunks; the reason when they differ."""
        from sqlalchemy import text

        try:
            with self._db.writing() as connection:
                connection.execute(
                    text("INSERT INTO chunks_text(chunks_text, rank) VALUES('integrity-check', 1)")
                )
        except StoreError as error:
            return str(error)
        return None

    def rebuild_full_text(self) -> None:
        """Make the full-text index anew from the chunks."""
        from sqlalchemy import text

        with self._db.writing() as connection:
            connection.execute(text("INSERT INTO chunks_text(chunks_text) VALUES('rebuild')"))

    def _filtered(self, query: "Select[Any]", filters: Filters) -> "Select[Any]":
        from sqlalchemy import select

        if not filters:
            return query
        t = self._tables
        r = t.revisions.c
        facts = select(r.article_id).join(
            t.articles,
            (t.articles.c.id == r.article_id) & (t.articles.c.revision == r.revision),
        )
        if filters.published_after:
            facts = facts.where(r.published >= filters.published_after)
        if filters.published_before:
            facts = facts.where(r.published <= filters.published_before)
        if filters.publishers is not None:
            facts = facts.where(r.publisher.in_(_listed(filters.publishers)))
        if filters.article_ids is not None:
            facts = facts.where(r.article_id.in_(_listed(filters.article_ids)))
        return query.where(t.chunks.c.article_id.in_(facts))


def _listed(values: Sequence[str]) -> "Select[Any]":
    """The values as a subquery: SQLite takes no more than 32,766 parameters."""
    from sqlalchemy import func, select

    return select(func.json_each(json.dumps(values)).table_valued("value").c.value)


def _unpacked(rows: Sequence[Any]) -> tuple[list[str], "Vectors"]:
    import numpy as np

    flat = np.frombuffer(b"".join(row.embedding for row in rows), dtype="<f4")
    return [row.id for row in rows], flat.reshape(len(rows), -1 if rows else 0)


def _hit(row: Any) -> Hit:
    return Hit(
        chunk_id=row.id,
        article_id=row.article_id,
        revision=row.revision,
        start=row.start,
        end=row.end,
        text=row.text,
        sentences=tuple((start, end) for start, end in row.sentences),
        title=row.title,
        url=row.url,
        publisher=row.publisher,
        published=row.published,
        score=0.0,
    )
