"""Chunks in the library: searched by words or by embedding, and read as hits."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from secrets import randbelow
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, and_, delete, func, or_, select

from corpus.database.base import Database
from corpus.errors import StoreBusy, StoreError
from corpus.filters import Filters
from corpus.hit import Hit
from corpus.library import schema as t
from corpus.library.near_duplicates import Member, NearDuplicates
from corpus.library.state import read_state, write_state
from corpus.text.search_terms import character_pieces

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

__all__ = ["Passages", "conditions"]

_ROWS = 4096
"""Embeddings that are compared with a query at a time: 6 MB."""
_MOST_COMPARED = 200
"""Other papers of a story that are compared, word by word: a third of a millisecond for each."""


@dataclass(frozen=True, slots=True)
class _VectorChanges:
    """Changes that the vector index has yet to take over."""

    upto: int
    """The last change that these ids cover."""
    present: tuple[str, ...]
    """Chunks to add."""
    gone: tuple[str, ...]
    """Chunks to remove."""


@dataclass(frozen=True, slots=True)
class _Sample:
    """Sample of what the vector index should hold, if nothing is written to it."""

    total: int | None
    """Number of vectors; None while some changes are pending."""
    ids: list[str]
    """Some of them."""
    vectors: "Vectors"
    """float32 of shape (len(ids), d)."""


class Passages:
    """The chunks of the newest revision of every article, in the library's database.

    Raises:
        StoreError: From every method, when the database cannot be used.
    """

    def __init__(self, database: Database) -> None:
        self._db = database

    def full_text(self, words: Sequence[str], limit: int, filters: Filters) -> list[str]:
        """Return the ids of the chunks that hold any of the words, the best match first.

        Args:
            words: What to look for (``search.query_words`` takes them from any text).
            limit: How many at most.
            filters: Which articles to search.
        """
        c = t.chunks.c
        ranked = self._db.ranked(words)
        query = (
            select(c.id)
            .join(ranked, ranked.c.n == c.n)
            .order_by(ranked.c.score.desc(), c.n)
            .limit(limit)
        )
        with self._db.reading() as connection:
            return list(connection.execute(self._filtered(query, filters)).scalars())

    def holding_pieces(
        self, pieces: Sequence[str], filters: Filters
    ) -> list[tuple[str, tuple[bool, ...]]]:
        """Return the ids of the chunks that hold any of some strings, and which of them each holds.

        It reads all chunks. Only words that no space sets apart are looked for in this way
        (``search_terms.character_pieces``).

        Args:
            pieces: From 1 to 64.
            filters: Which articles to search.
        """
        c = t.chunks.c
        told = c.header + "\n" + c.text
        held = [told.contains(piece, autoescape=True) for piece in pieces]
        query = select(c.id, *held).where(or_(*held)).order_by(c.n)
        with self._db.reading() as connection:
            rows = connection.execute(self._filtered(query, filters))
            return [(row[0], tuple(map(bool, row[1:]))) for row in rows]

    def holding(self, words: Sequence[str], filters: Filters) -> list[Hit]:
        """Return all chunks that hold every one of the words, article by article, in their order.

        Words of an article's title count as held by each of its chunks.

        Args:
            words: What to look for, from 1 (``search_terms.query_words`` takes them from any text).
            filters: Which articles to search.
        """
        c = t.chunks.c
        query = select(c.id).order_by(c.article_id, c.start)
        for word in words:
            # Full text sets words apart at spaces.
            if character_pieces(word):
                held = (c.header + "\n" + c.text).contains(word, autoescape=True)
            else:
                held = c.n.in_(select(self._db.ranked([word]).c.n))
            query = query.where(held)
        with self._db.reading() as connection:
            ids = list(connection.execute(self._filtered(query, filters)).scalars())
        known = self.hits(ids)
        return [known[id_] for id_ in ids if id_ in known]  # one may be gone since

    def document_frequencies(self, words: Sequence[str]) -> tuple[list[int], int]:
        """Return how many chunks hold each of the words, and about how many chunks there are."""
        with self._db.reading() as connection:
            counts = list(connection.execute(self._db.counts(words)).scalars()) if words else []
            # The last number stands for the count, for which the whole table would be read.
            last = connection.execute(select(func.max(t.chunks.c.n))).scalar_one()
        return counts, last or 0

    def hits(self, chunk_ids: Sequence[str]) -> dict[str, Hit]:
        """Read the chunks with these ids as hits without a score, leaving out ids that are gone."""
        same = and_(
            t.chunks.c.article_id == t.revisions.c.article_id,
            t.chunks.c.revision == t.revisions.c.revision,
        )
        c, r = t.chunks.c, t.revisions.c
        columns = (c.id, c.article_id, c.revision, c.start, c.end, c.text, c.sentences)
        facts = (r.title, r.url, r.publisher, r.published)
        query = select(*columns, *facts).select_from(t.chunks.join(t.revisions, same))
        with self._db.reading() as connection:
            rows = connection.execute(query.where(c.id.in_(self._db.listed(chunk_ids))))
            return {row.id: _hit(row) for row in rows}

    def copies(self, article_ids: Collection[str]) -> dict[str, Member]:
        """Return all articles, by id, of these articles' stories; stories of one are left out."""
        with self._db.reading() as connection:
            return NearDuplicates(connection).members(article_ids)

    def compared(self, article_ids: Collection[str]) -> dict[str, Member]:
        """Return of each of these articles' stories themselves, and those to be compared with them.

        They are as many at most, however many papers tell the story: those most alike.
        """
        with self._db.reading() as connection:
            return NearDuplicates(connection).members(article_ids, _MOST_COMPARED)

    def chunk_ids(self) -> list[str]:
        """Ids of all chunks."""
        with self._db.reading() as connection:
            return list(connection.execute(select(t.chunks.c.id)).scalars())

    def embeddings(self, chunk_ids: Sequence[str]) -> tuple[list[str], "Vectors"]:
        """Ids and embeddings of those of the chunks that exist; float32 of shape (n, d)."""
        c = t.chunks.c
        query = select(c.id, c.embedding).where(c.id.in_(self._db.listed(chunk_ids)))
        with self._db.reading() as connection:
            return _unpacked(connection.execute(query).all())

    def nearest(self, vector: "Vectors", limit: int, filters: Filters) -> list[str]:
        """Ids of the chunks nearest to a unit vector of shape (d,), found by comparing all.

        Exact, and quicker than an index where filters leave few chunks: some 12 µs for each.
        """
        import numpy as np

        c = t.chunks.c
        best: list[tuple[float, str]] = []
        with self._db.reading() as connection:
            query = self._filtered(select(c.id, c.embedding), filters)
            query = query.execution_options(yield_per=_ROWS)
            with connection.execute(query) as result:
                # Part by part, so that memory does not grow with the corpus.
                for rows in result.partitions(_ROWS):
                    ids, vectors = _unpacked(rows)
                    nearness = vectors @ vector
                    top = np.argsort(-nearness, kind="stable")[:limit]
                    best += [(float(nearness[i]), ids[i]) for i in top]
                    best = sorted(best, key=lambda pair: -pair[0])[:limit]
        return [chunk_id for _, chunk_id in best]

    def pending(self) -> _VectorChanges | None:
        """The chunks that came or went since ``settle``; None when there are none."""
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
        return _VectorChanges(upto, tuple(sorted(present)), tuple(sorted(ids - present)))

    def sample(self, most: int) -> _Sample:
        """Return how many vectors the index should have, and a few of them from a random place.

        Args:
            most: How many vectors.
        """
        c, changes = t.chunks.c, t.vector_changes.c
        with self._db.reading() as connection:
            last = connection.execute(select(func.max(c.n))).scalar_one() or 0
            waiting = connection.execute(select(func.count(changes.n))).scalar_one()
            total = None if waiting else connection.execute(select(func.count(c.n))).scalar_one()
            first = randbelow(max(1, last - most + 1))
            query = (
                select(c.id, c.embedding)
                # A change that is pending may not be in the index yet.
                .where(c.n >= first, c.id.not_in(select(changes.chunk_id)))
                .order_by(c.n)
                .limit(most)
            )
            return _Sample(total, *_unpacked(connection.execute(query).all()))

    def settle(self, upto: int, *, generation: int, **values: str) -> None:
        """Note in one transaction that the vectors have taken over all changes up to one.

        Args:
            upto: The last of those changes.
            generation: The number of the state that the vectors now have.
            values: What else to note in the library's state.

        Raises:
            StoreError: Another process changed the vectors at the same time: its connection to
                the library broke, and with it the lock, while it went on.
        """
        changes = t.vector_changes
        with self._db.writing() as connection:
            before = read_state(connection).get("vectors_generation", "0")
            if before != str(generation - 1):
                raise StoreError("another process changed the vector index at the same time")
            connection.execute(delete(changes).where(changes.c.n <= upto))
            write_state(connection, {**values, "vectors_generation": str(generation)})

    def check_full_text(self) -> str | None:
        """Compare the full-text index with the chunks; the reason when they differ."""
        try:
            with self._db.writing() as connection:
                self._db.check_full_text(connection)
        except StoreBusy:  # says nothing of the index
            raise
        except StoreError as error:
            reason = " ".join(str(getattr(error.__cause__, "orig", error)).split())
            return f"the full-text index is not that of the articles: {reason}"
        return None

    def rebuild_full_text(self) -> None:
        """Make the full-text index anew from the chunks."""
        try:
            with self._db.writing() as connection:
                self._db.rebuild_full_text(connection)
                self._db.check_full_text(connection)
        except StoreBusy:
            raise
        except StoreError:
            # Of what is damaged itself, nothing may be left to begin with.
            self._db.write_anew()

    def _filtered(self, query: Select[Any], filters: Filters) -> Select[Any]:
        if not filters:
            return query
        r = t.revisions.c
        facts = select(r.article_id).join(
            t.articles,
            (t.articles.c.id == r.article_id) & (t.articles.c.revision == r.revision),
        )
        facts = facts.where(*conditions(filters, self._db))
        return query.where(t.chunks.c.article_id.in_(facts))


def conditions(filters: Filters, database: Database) -> "Iterator[ColumnElement[bool]]":
    """Yield what a filter asks of the revisions of articles, in the database's own terms."""
    r = t.revisions.c
    if filters.published_after:
        yield r.published >= filters.published_after
    if filters.published_before:
        yield r.published <= filters.published_before
    if filters.publishers is not None:
        yield r.publisher.in_(database.listed(filters.publishers))
    if filters.article_ids is not None:
        yield r.article_id.in_(database.listed(filters.article_ids))


def _unpacked(rows: Sequence[Any]) -> tuple[list[str], "Vectors"]:
    import numpy as np

    flat = np.frombuffer(b"".join(row.embedding for row in rows), dtype="<f4")
    # Of no rows numpy cannot tell how long they would be.
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
