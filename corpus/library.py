"""The library: articles, their revisions and their chunks. It is the source of truth."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from corpus.article import Article
from corpus.chunking import Chunk
from corpus.database import Database
from corpus.errors import ArticleNotFound, StoreError
from corpus.state import read_state, write_state

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sqlalchemy import Connection, Row

    Vectors = NDArray[np.float32]

__all__ = ["Library"]

Change = Literal["added", "changed", "unchanged"]


class Library:
    """Articles in a SQL database. Each change is one transaction: whole, or not at all.

    Raises:
        StoreError: From every method, when the database cannot be used.
    """

    def __init__(self, database: Database) -> None:
        from corpus import schema

        self._tables = schema
        self._db = database
        with self._db.reading() as connection:
            outdated = schema.outdated(self._db, connection)
        if outdated:
            with self._db.writing() as connection:
                schema.migrate(self._db, connection)

    def compare(self, article: Article) -> Change:
        """What ``put`` would change."""
        with self._db.reading() as connection:
            return self._compare(connection, article)

    def put(self, article: Article, chunks: Sequence[Chunk], embeddings: "Vectors") -> Change:
        """Store the article as the newest revision of its identity, with its chunks.

        Args:
            article: The article; the revision it replaces is kept, its chunks are not.
            chunks: What ``chunk_article`` made of it.
            embeddings: float32 of shape (len(chunks), dimension), unit vectors.
        """
        from sqlalchemy import func, insert, select, update

        t = self._tables
        with self._db.writing() as connection:
            change = self._compare(connection, article)
            if change == "unchanged":
                return change
            last = select(func.coalesce(func.max(t.revisions.c.sequence), 0))
            sequence = connection.execute(last).scalar_one() + 1
            row = {"id": article.id, "revision": article.revision}
            if change == "added":
                connection.execute(insert(t.articles).values({**row, "sequence": sequence}))
            else:
                known = update(t.articles).where(t.articles.c.id == article.id)
                connection.execute(known.values(row))
            self._drop_chunks(connection, article.id)
            self._put_revision(connection, article, sequence)
            self._put_chunks(connection, chunks, embeddings)
        return change

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
        """Remove an article with all its revisions.

        Raises:
            ArticleNotFound: There is none with that id.
        """
        from sqlalchemy import delete

        t = self._tables
        with self._db.writing() as connection:
            self._drop_chunks(connection, article_id)
            connection.execute(delete(t.revisions).where(t.revisions.c.article_id == article_id))
            gone = connection.execute(delete(t.articles).where(t.articles.c.id == article_id))
            if not gone.rowcount:
                raise _no_article(article_id)

    def article(self, article_id: str, revision: str | None = None) -> Article:
        """One article, at its newest or at a given revision.

        Raises:
            ArticleNotFound: There is none with that id, or it has no such revision.
        """
        with self._db.reading() as connection:
            found = self._find(connection, article_id, revision)
        if found is None:
            raise _no_article(article_id, revision)
        return found

    def articles(self) -> list[Article]:
        """The newest revision of every article, in the order in which they were added."""
        from sqlalchemy import and_, select

        t = self._tables
        current = and_(
            t.articles.c.id == t.revisions.c.article_id,
            t.articles.c.revision == t.revisions.c.revision,
        )
        query = select(t.revisions).join(t.articles, current).order_by(t.articles.c.sequence)
        with self._db.reading() as connection:
            return [self._article(row) for row in connection.execute(query)]

    def revisions(self, article_id: str) -> list[str]:
        """The revisions of an article, newest first.

        Raises:
            ArticleNotFound: There is none with that id.
        """
        from sqlalchemy import select

        r = self._tables.revisions.c
        query = select(r.revision).where(r.article_id == article_id).order_by(r.sequence.desc())
        with self._db.reading() as connection:
            found = list(connection.execute(query).scalars())
        if not found:
            raise _no_article(article_id)
        return found

    def ids_starting(self, prefix: str) -> list[str]:
        """The ids of the articles that begin so, at most two: enough to tell none from many."""
        from sqlalchemy import select

        a = self._tables.articles.c
        query = select(a.id).where(a.id.startswith(prefix, autoescape=True)).limit(2)
        with self._db.reading() as connection:
            return list(connection.execute(query).scalars())

    def publishers(self) -> list[str]:
        """The publishers of the newest revisions, in alphabetical order."""
        from sqlalchemy import select

        t = self._tables
        r = t.revisions.c
        current = (t.articles.c.id == r.article_id) & (t.articles.c.revision == r.revision)
        query = select(r.publisher).join(t.articles, current).distinct()
        with self._db.reading() as connection:
            found = connection.execute(query.where(r.publisher.is_not(None))).scalars()
            return sorted(found, key=str.casefold)

    def count(self) -> tuple[int, int]:
        """How many articles and how many chunks there are."""
        from sqlalchemy import func, select

        with self._db.reading() as connection:
            articles, chunks = (
                connection.execute(select(func.count()).select_from(table)).scalar_one()
                for table in (self._tables.articles, self._tables.chunks)
            )
        return articles, chunks

    def check(self) -> None:
        """Read the whole database.

        Raises:
            StoreError: It is damaged.
        """
        from sqlalchemy import func, select

        t = self._tables
        r, c = t.revisions.c, t.chunks.c
        mine = (r.article_id == c.article_id) & (r.revision == c.revision)
        with self._db.reading() as connection:
            found = self._db.integrity(connection)
            if found:
                raise StoreError(self._db.damaged(found))
            for row in connection.execute(select(t.revisions)):
                self._article(row)
            quoted = func.substr(r.text, c.start + 1, c.end - c.start)
            altered = select(c.article_id).join(t.revisions, mine).where(quoted != c.text)
            for article_id in connection.execute(altered).scalars():
                raise StoreError(self._db.damaged(f"a passage of {article_id} is not in its text"))

    def state(self) -> dict[str, str]:
        """The small facts that the parts of the store agree on (``corpus.state``)."""
        with self._db.reading() as connection:
            return read_state(connection)

    def set_state(self, **values: str) -> None:
        """Change some of them, in one transaction."""
        with self._db.writing() as connection:
            write_state(connection, values)

    def _find(
        self, connection: "Connection", article_id: str, revision: str | None = None
    ) -> Article | None:
        from sqlalchemy import and_, select

        t = self._tables
        wanted = t.articles.c.revision if revision is None else revision
        query = (
            select(t.revisions)
            .join(t.articles, t.articles.c.id == t.revisions.c.article_id)
            .where(and_(t.articles.c.id == article_id, t.revisions.c.revision == wanted))
        )
        row = connection.execute(query).first()
        return None if row is None else self._article(row)

    def _compare(self, connection: "Connection", article: Article) -> Change:
        stored = self._find(connection, article.id)
        if stored is None:
            return "added"
        return "unchanged" if stored == article else "changed"

    def _article(self, row: "Row[Any]") -> Article:
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
            raise StoreError(self._db.damaged(f"the text of {article.id} was altered"))
        return article

    def _put_revision(self, connection: "Connection", article: Article, sequence: int) -> None:
        from sqlalchemy import delete, insert

        r = self._tables.revisions
        same = (r.c.article_id == article.id) & (r.c.revision == article.revision)
        connection.execute(delete(r).where(same))
        connection.execute(
            insert(r).values(
                article_id=article.id,
                revision=article.revision,
                sequence=sequence,
                title=article.title,
                text=article.text,
                url=article.url,
                publisher=article.publisher,
                authors=list(article.authors),
                published=article.published,
                updated=article.updated,
                language=article.language,
            )
        )

    def _put_chunks(
        self, connection: "Connection", chunks: Sequence[Chunk], embeddings: "Vectors"
    ) -> None:
        from sqlalchemy import insert

        rows = [
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
        connection.execute(insert(self._tables.chunks), rows)
        connection.execute(
            insert(self._tables.vector_changes), [{"chunk_id": chunk.id} for chunk in chunks]
        )

    def _drop_chunks(self, connection: "Connection", article_id: str) -> None:
        from sqlalchemy import delete, insert, select

        t = self._tables
        mine = t.chunks.c.article_id == article_id
        connection.execute(
            insert(t.vector_changes).from_select(["chunk_id"], select(t.chunks.c.id).where(mine))
        )
        connection.execute(delete(t.chunks).where(mine))


def _no_article(article_id: str, revision: str | None = None) -> ArticleNotFound:
    if revision is None:
        return ArticleNotFound(f"no article has the id {article_id!r}; 'onrecord list' shows them")
    return ArticleNotFound(f"article {article_id!r} has no revision {revision!r}")
