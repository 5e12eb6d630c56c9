"""The library: articles, their revisions and their chunks. It is the source of truth."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import Connection, and_, delete, func, insert, select, update

from corpus.article import Article
from corpus.database.base import Database
from corpus.errors import ArticleNotFound, InvalidArticle, StoreError
from corpus.library import migrations
from corpus.library import schema as t
from corpus.library.near_duplicates import NearDuplicates
from corpus.library.quote_index import QuoteIndex
from corpus.library.state import read_state, write_state
from corpus.sources.draft import Sourced
from corpus.text.chunking import Chunk

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

__all__ = ["Library", "stored"]

_Outcome = Literal["added", "changed", "unchanged"]


class Library:
    """Articles in a SQL database. Each change is one transaction: whole, or not at all.

    Raises:
        StoreError: From every method, when the database cannot be used.
    """

    def __init__(self, database: Database) -> None:
        self._db = database
        with self._db.reading() as connection:
            outdated = migrations.outdated(self._db, connection)
        if outdated and database.read_only:
            raise StoreError(
                f"the library {database.where} was written by an older version of onrecord and "
                "cannot be opened for reading only; run 'onrecord check' once where it can be "
                "written, which brings it up to date"
            )
        if outdated:
            with self._db.writing() as connection:
                migrations.migrate(self._db, connection)

    def put(
        self,
        article: Article,
        chunks: Sequence[Chunk],
        embeddings: "Vectors",
        origins: Mapping[str, str] | None = None,
    ) -> _Outcome:
        """Store the article as the newest revision of its identity, with its chunks.

        Args:
            article: The article; the revision it replaces is kept, its chunks are not.
            chunks: What ``chunk_article`` made of it.
            embeddings: float32 of shape (len(chunks), dimension), unit vectors.
            origins: Where each of its facts was found.
        """
        r = t.revisions
        with self._db.writing() as connection:
            change = self._compare(connection, article)
            if change == "unchanged":
                return change
            sequence = self._last(connection) + 1
            # Before its revisions and passages, which refer to it.
            self._point(connection, article, sequence)
            self._drop_chunks(connection, article.id)
            # The same text with other facts is the same revision: its row is written anew.
            same = (r.c.article_id == article.id) & (r.c.revision == article.revision)
            connection.execute(delete(r).where(same))
            self._put_revision(connection, Sourced(article, origins=origins or {}), sequence)
            self._put_chunks(connection, chunks, embeddings)
        return change

    def merge(
        self,
        history: Sequence[Sourced],
        chunks: Sequence[Chunk],
        embeddings: "Vectors",
        *,
        over: Sequence[str],
    ) -> bool:
        """Give an article more revisions; return whether that was done.

        Args:
            history: All that it is to have, oldest first; the last is the one that is searched.
                Those that it has are kept as they are.
            chunks: What ``chunk_article`` made of the last, or none if that is the last already.
            embeddings: float32 of shape (len(chunks), dimension), unit vectors.
            over: The revisions that it had when ``history`` was made, oldest first. Nothing
                happens when it has others by now.
        """
        r = t.revisions
        newest = history[-1].article
        of_article = r.c.article_id == newest.id
        with self._db.writing() as connection:
            present = self._history(connection, newest.id)
            if [entry.article.revision for entry in present] != [*over]:
                return False
            first = self._last(connection) + 1
            self._point(connection, newest, first)
            for sequence, entry in enumerate(history, first):
                if entry.article.revision in over:
                    same = of_article & (r.c.revision == entry.article.revision)
                    connection.execute(update(r).where(same).values(sequence=sequence))
                else:
                    self._put_revision(connection, entry, sequence)
            if chunks:
                self._drop_chunks(connection, newest.id)
                self._put_chunks(connection, chunks, embeddings)
        return True

    def replace_chunks(
        self, article: Article, chunks: Sequence[Chunk], embeddings: "Vectors"
    ) -> None:
        """Give a stored article other chunks, or the same ones other embeddings.

        Nothing happens when the article was changed or removed in the meantime.
        """
        with self._db.writing() as connection:
            if self._compare(connection, article) != "unchanged":
                return
            self._drop_chunks(connection, article.id)
            self._put_chunks(connection, chunks, embeddings)

    def remove(self, article_id: str) -> None:
        """Remove an article with all its revisions, and the addresses that it was read from.

        Raises:
            ArticleNotFound: There is none with that id.
        """
        with self._db.writing() as connection:
            self._drop_chunks(connection, article_id)
            NearDuplicates(connection).drop(article_id)
            for table in (t.revisions, t.visits, t.removed):
                connection.execute(delete(table).where(table.c.article_id == article_id))
            gone = connection.execute(delete(t.articles).where(t.articles.c.id == article_id))
            if not gone.rowcount:
                raise _no_article(article_id)
            connection.execute(insert(t.removed).values(article_id=article_id))

    def stored(self, article_id: str, revision: str | None = None) -> Sourced | None:
        """Return one article, at its newest or at a given revision, or ``None``."""
        with self._db.reading() as connection:
            return self._find(connection, article_id, revision)

    def revision(self, article_id: str, revision: str | None = None) -> Sourced:
        """Return one article, at its newest or at a given revision.

        Raises:
            ArticleNotFound: There is none with that id, or it has no such revision.
        """
        entry = self.stored(article_id, revision)
        if entry is None:
            raise _no_article(article_id, revision)
        return entry

    def history(self, article_id: str) -> list[Sourced]:
        """All revisions of an article, oldest first; none when there is no such article."""
        with self._db.reading() as connection:
            return self._history(connection, article_id)

    def articles(self) -> list[Article]:
        """The newest revision of every article, in the order in which they were added."""
        r = t.revisions.c
        current = (t.articles.c.id == r.article_id) & (t.articles.c.revision == r.revision)
        query = select(t.revisions).join(t.articles, current).order_by(t.articles.c.sequence)
        with self._db.reading() as connection:
            return [stored(row).article for row in connection.execute(query)]

    def revisions(self, article_id: str) -> list[str]:
        """The revisions of an article, newest first.

        Raises:
            ArticleNotFound: There is none with that id.
        """
        r = t.revisions.c
        query = select(r.revision).where(r.article_id == article_id).order_by(r.sequence.desc())
        with self._db.reading() as connection:
            hashes = list(connection.execute(query).scalars())
        if not hashes:
            raise _no_article(article_id)
        return hashes

    def resolve(self, prefix: str) -> str:
        """Return the one article id that begins with ``prefix``.

        Raises:
            ArticleNotFound: There is none, or more than one.
        """
        a = t.articles.c
        # A whole id comes before the longer ones that begin with it: it is among the first two.
        query = select(a.id).where(a.id.startswith(prefix, autoescape=True)).order_by(a.id).limit(2)
        with self._db.reading() as connection:
            ids: list[str] = list(connection.execute(query).scalars())
        # Every id begins with nothing: an empty variable of a script would remove an only article.
        if not ids or not prefix:
            raise _no_article(prefix)
        # A whole id counts, though longer ones may begin with it.
        if len(ids) > 1 and prefix not in ids:
            raise ArticleNotFound(f"more than one article's id begins with {prefix!r}; give more")
        return ids[0]

    def publishers(self) -> list[str]:
        """The publishers of the newest revisions, in alphabetical order."""
        r = t.revisions.c
        current = (t.articles.c.id == r.article_id) & (t.articles.c.revision == r.revision)
        query = select(r.publisher).join(t.articles, current).distinct()
        with self._db.reading() as connection:
            names = connection.execute(query.where(r.publisher.is_not(None))).scalars()
            # Here, for each database sorts in a way of its own.
            return sorted(names, key=str.casefold)

    def count(self) -> tuple[int, int]:
        """Count the articles and the chunks."""
        with self._db.reading() as connection:
            articles, chunks = (
                connection.execute(select(func.count()).select_from(table)).scalar_one()
                for table in (t.articles, t.chunks)
            )
        return articles, chunks

    def state(self) -> dict[str, str]:
        """Return the store's key-value metadata (``corpus.library.state``)."""
        with self._db.reading() as connection:
            return read_state(connection)

    def set_state(self, **values: str) -> None:
        """Set some of the key-value metadata, in one transaction."""
        with self._db.writing() as connection:
            write_state(connection, values)

    def _find(
        self, connection: Connection, article_id: str, revision: str | None = None
    ) -> Sourced | None:
        wanted = t.articles.c.revision if revision is None else revision
        query = (
            select(t.revisions)
            .join(t.articles, t.articles.c.id == t.revisions.c.article_id)
            .where(and_(t.articles.c.id == article_id, t.revisions.c.revision == wanted))
        )
        row = connection.execute(query).first()
        return None if row is None else stored(row)

    def _history(self, connection: Connection, article_id: str) -> list[Sourced]:
        r = t.revisions
        query = select(r).where(r.c.article_id == article_id).order_by(r.c.sequence)
        return [stored(row) for row in connection.execute(query)]

    def _compare(self, connection: Connection, article: Article) -> _Outcome:
        current = self._find(connection, article.id)
        if current is None:
            return "added"
        return "unchanged" if current.article == article else "changed"

    def _last(self, connection: Connection) -> int:
        """The sequence number that was given last."""
        last = select(func.coalesce(func.max(t.revisions.c.sequence), 0))
        sequence: int = connection.execute(last).scalar_one()
        return sequence

    def _point(self, connection: Connection, article: Article, sequence: int) -> None:
        """Make this revision the one that is searched."""
        # One that is there keeps its sequence, and with it its place in the list of articles.
        row = {"id": article.id, "revision": article.revision}
        known = update(t.articles).where(t.articles.c.id == article.id).values(row)
        if not connection.execute(known).rowcount:
            connection.execute(insert(t.articles).values(row | {"sequence": sequence}))
        # Whoever adds it again wants it back: from now on a feed may bring its revisions.
        connection.execute(delete(t.removed).where(t.removed.c.article_id == article.id))
        NearDuplicates(connection).put(article.id, article.text)

    def _put_revision(self, connection: Connection, entry: Sourced, sequence: int) -> None:
        connection.execute(insert(t.revisions).values(_revision_row(entry, sequence)))
        article = entry.article
        QuoteIndex(connection).put(article.id, article.revision, article.text)

    def _put_chunks(
        self, connection: Connection, chunks: Sequence[Chunk], embeddings: "Vectors"
    ) -> None:
        connection.execute(insert(t.chunks), _chunk_rows(chunks, embeddings))
        connection.execute(insert(t.vector_changes), [{"chunk_id": chunk.id} for chunk in chunks])

    def _drop_chunks(self, connection: Connection, article_id: str) -> None:
        of_article = t.chunks.c.article_id == article_id
        connection.execute(
            # Noted first: once they are gone, nothing says which they were.
            insert(t.vector_changes).from_select(
                ["chunk_id"], select(t.chunks.c.id).where(of_article)
            )
        )
        connection.execute(delete(t.chunks).where(of_article))


def _no_article(article_id: str, revision: str | None = None) -> ArticleNotFound:
    if revision is None:
        return ArticleNotFound(f"no article has the id {article_id!r}; 'onrecord list' shows them")
    return ArticleNotFound(f"article {article_id!r} has no revision {revision!r}")


def stored(row: Any) -> Sourced:
    """Read the revision that a row holds.

    Raises:
        InvalidArticle: The text is not the one that was stored, or no article may hold it.
    """
    article = Article(
        id=row.article_id,
        text=row.text,
        title=row.title,
        url=row.url,
        publisher=row.publisher,
        authors=tuple(row.authors),
        published=row.published,
        updated=row.updated,
        language=row.language,
    )
    if article.revision != row.revision:
        raise InvalidArticle(f"the text of {article.id} was altered")
    return Sourced(article, origins=dict(row.origins))


def _revision_row(entry: Sourced, sequence: int) -> dict[str, Any]:
    """Return the row of a revision; ``sequence`` is its number in the order of arrival."""
    article = entry.article
    return {
        "article_id": article.id,
        "revision": article.revision,
        "sequence": sequence,
        "title": article.title,
        "text": article.text,
        "url": article.url,
        "publisher": article.publisher,
        "authors": list(article.authors),
        "published": article.published,
        "updated": article.updated,
        "language": article.language,
        "origins": dict(entry.origins),
    }


def _chunk_rows(
    chunks: Sequence[Chunk], embeddings: "Iterable[NDArray[np.float32]]"
) -> list[dict[str, Any]]:
    """The rows of chunks with their embeddings."""
    return [
        {
            "id": chunk.id,
            "article_id": chunk.article_id,
            "revision": chunk.revision,
            "start": chunk.start,
            "end": chunk.end,
            "sentences": [list(sentence) for sentence in chunk.sentences],
            "header": chunk.header,
            "text": chunk.text,
            "embedding": vector.astype("<f4").tobytes(),
        }
        for chunk, vector in zip(chunks, embeddings, strict=True)
    ]
