"""The corpus: articles in, passages out."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from os import environ
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from corpus.article import Article
from corpus.chunking import Chunk, chunk_article
from corpus.errors import ArticleNotFound, InvalidInput, OnRecordError
from corpus.filters import Filters, names
from corpus.hit import Hit
from corpus.reports import AddReport, CheckReport, Failure, Note

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from corpus.embedding import Embedder
    from corpus.intake import Addable
    from corpus.sources import Options
    from corpus.vectors import Progress

__all__ = ["Corpus", "default_home"]

BATCH = 64
"""Chunks that are embedded and stored together: some seconds of work at most."""
SYNC = 1024
"""Chunks that are stored before the vector index takes them over: a reader never waits long for
what an addition that was killed has left to do."""


def default_home() -> Path:
    """The data folder: ``ONRECORD_HOME``, else the user's data folder for ``onrecord``."""
    if environ.get("ONRECORD_HOME"):
        return Path(environ["ONRECORD_HOME"]).expanduser()
    from platformdirs import user_data_path

    return user_data_path("onrecord", appauthor=False)


class Corpus:
    """Articles in a data folder, searchable by words and by meaning.

    Several threads and several processes may use one folder at once. Open it with
    ``Corpus.open``; it is a context manager.

    Args:
        home: The data folder; made when it does not exist.

    Raises:
        StoreError: The folder cannot be used.
    """

    def __init__(self, home: Path) -> None:
        from corpus.backends import open_database, open_place
        from corpus.library import Library
        from corpus.passages import Passages
        from corpus.vectors import VectorIndex

        self.home = home
        self._database = open_database(home)
        try:
            self._library = Library(self._database)
            self._passages = Passages(self._database)
            place = open_place(home, self._library, self._passages)
        except OnRecordError:
            self._database.close()
            raise
        self._vectors = VectorIndex(place, self._database, self._library, self._passages)

    @classmethod
    def open(cls, home: Path | str | None = None) -> Self:
        """Open the corpus in a data folder, by default in ``default_home()``.

        Raises:
            StoreError: The folder cannot be used.
        """
        return cls(Path(home).expanduser() if home is not None else default_home())

    def close(self) -> None:
        """Let go of the folder."""
        self._vectors.close()
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # -- articles ---------------------------------------------------------------------------

    def add(
        self,
        items: "Addable | Iterable[Addable]",
        *,
        options: "Options | None" = None,
        progress: "Callable[[str], None] | None" = None,
    ) -> AddReport:
        """Add articles and sources of articles, or update them. Adding twice changes nothing.

        What cannot be read is reported, and the rest is added: each article whole or not at
        all.

        Args:
            items: One or many: an article; a path to a file or a folder; or a string that is a
                path, a pattern such as ``news/**/*.html``, "-" for standard input, or the
                address of a page, a document, a feed or a list of feeds.
            options: How to read sources.
            progress: Called with the name of each article or source when it has been read, or
                has failed.

        Raises:
            InvalidInput: An item is none of these, or an option makes no sense.
            StoreError: The data folder cannot be written. What was added before stays.
        """
        from corpus.intake import take_in

        report = AddReport()
        batch: list[tuple[Article, list[Chunk]]] = []
        waiting = 0
        try:
            for found in take_in(items, options):
                if isinstance(found, Failure):
                    report.failed.append(found)
                elif isinstance(found, Note):
                    report.notes.append(found)
                elif self._library.compare(found) == "unchanged":
                    report.unchanged.append(found.id)
                else:
                    batch.append((found, chunk_article(found)))
                if sum(len(chunks) for _, chunks in batch) >= BATCH:
                    waiting += self._store(batch, report)
                    batch = []
                if waiting >= SYNC:
                    self._vectors.sync()
                    waiting = 0
                if progress and not isinstance(found, Note):
                    progress(found.source if isinstance(found, Failure) else found.label)
            self._store(batch, report)
        finally:
            if self._passages.pending():
                self._vectors.sync()
        return report

    def remove(self, article_id: str) -> None:
        """Remove an article with all its revisions: citations of it no longer resolve.

        Raises:
            ArticleNotFound: There is none with that id.
        """
        self._library.remove(article_id)
        self._vectors.sync()

    def article(self, article_id: str, revision: str | None = None) -> Article:
        """One article, at its newest revision or at the one that a citation names.

        Raises:
            ArticleNotFound: There is none with that id, or it has no such revision.
        """
        return self._library.article(article_id, revision)

    def articles(self) -> list[Article]:
        """The newest revision of every article, in the order in which they were added."""
        return self._library.articles()

    def count(self) -> int:
        """How many articles there are."""
        return self._library.count()[0]

    def revisions(self, article_id: str) -> list[str]:
        """The revisions of an article, newest first.

        Raises:
            ArticleNotFound: There is none with that id.
        """
        return self._library.revisions(article_id)

    def resolve(self, prefix: str) -> str:
        """The one id that begins with ``prefix``.

        Raises:
            ArticleNotFound: There is none, or more than one.
        """
        found = self._library.ids_starting(prefix)
        if prefix in found:
            return prefix
        if len(found) > 1:
            raise ArticleNotFound(f"more than one article's id begins with {prefix!r}; give more")
        if not found:
            raise ArticleNotFound(
                f"no article has an id that begins with {prefix!r}; 'onrecord list' shows them"
            )
        return found[0]

    # -- search -----------------------------------------------------------------------------

    def search(
        self,
        query: str,
        k: int = 10,
        *,
        published_after: date | None = None,
        published_before: date | None = None,
        publishers: Iterable[str] | None = None,
        article_ids: Iterable[str] | None = None,
    ) -> list[Hit]:
        """The passages that match a query best, best first.

        Args:
            query: Any text; a question or a few words.
            k: How many at most, from 1.
            published_after: First day, inclusive; articles without a date are left out.
            published_before: Last day, inclusive; articles without a date are left out.
            publishers: Names, any of which will do, without regard to case.
            article_ids: Articles to search in.

        Raises:
            InvalidInput: ``k`` is less than 1, or a filter makes no sense.
        """
        from corpus.search import search

        if not isinstance(query, str):
            raise InvalidInput(f"query is {query!r}, not a string")
        if k < 1:
            raise InvalidInput(f"k is {k}; ask for at least 1 passage")
        wanted = names("publishers", publishers)
        known = wanted and self._known(wanted)
        articles = names("article_ids", article_ids)
        filters = Filters(published_after, published_before, known, articles)
        return search(
            self._passages,
            self._vectors,
            lambda text: self.embed([text])[0],
            query=query,
            k=k,
            filters=filters,
        )

    def embed(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """The unit vectors of texts, by the corpus's model: shape (len(texts), 384)."""
        return self._embedder().embed(texts)

    def publishers(self) -> list[str]:
        """The publishers of the articles, in alphabetical order."""
        return self._library.publishers()

    # -- keeping it right -------------------------------------------------------------------

    def check(self, *, repair: bool = False) -> CheckReport:
        """Compare the parts of the store with each other.

        Args:
            repair: Put right what is wrong.

        Raises:
            StoreError: The library itself is damaged, which only a backup puts right.
        """
        self._library.check()
        problems = self._vectors.problems()
        full_text = self._passages.check_full_text()
        if full_text:
            problems.append(full_text)
        if problems and repair:
            self.rebuild()
        articles, chunks = self._library.count()
        return CheckReport(articles, chunks, tuple(problems), bool(problems) and repair)

    def rebuild(self, progress: "Progress | None" = None) -> int:
        """Make the full-text and vector indexes anew; return the number of chunks.

        The embeddings come from the library. Only when they were made by another version of
        the model are they computed again.

        Args:
            progress: Called with how many chunks are done and how many there are.

        Raises:
            StoreError: The data folder cannot be written.
        """
        self._embedder()
        self._passages.rebuild_full_text()
        return self._vectors.rebuild(progress)

    # -- inside -----------------------------------------------------------------------------

    def _embedder(self) -> "Embedder":
        from corpus.embedding import Embedder

        embedder = Embedder.load()
        if self._library.state().get("embedder") != embedder.fingerprint:
            self._reembed(embedder)
        return embedder

    def _reembed(self, embedder: "Embedder") -> None:
        """Cut and embed every article again, after an upgrade brought another model."""
        for article in self._library.articles():
            chunks = chunk_article(article)
            self._library.replace_chunks(article, chunks, _embeddings(embedder, chunks))
        self._library.set_state(embedder=embedder.fingerprint)

    def _known(self, wanted: Iterable[str]) -> tuple[str, ...]:
        """The publishers that go by these names, as they are written in the library."""
        folded = {_folded(name) for name in wanted}
        return tuple(name for name in self._library.publishers() if _folded(name) in folded)

    def _store(self, batch: list[tuple[Article, list[Chunk]]], report: AddReport) -> int:
        """Embed and store; return the number of chunks."""
        if not batch:
            return 0
        every = [chunk for _, chunks in batch for chunk in chunks]
        embeddings = _embeddings(self._embedder(), every)
        first = 0
        for article, chunks in batch:
            mine = embeddings[first : first + len(chunks)]
            first += len(chunks)
            change = self._library.put(article, chunks, mine)
            getattr(report, change).append(article.id)
        return len(every)


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _embeddings(embedder: "Embedder", chunks: list[Chunk]) -> "NDArray[np.float32]":
    return embedder.embed([chunk.embedded_text for chunk in chunks])
