"""The parts of a corpus, opened together: the library, its passages, the vector index."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Self

from corpus.config import WAIT
from corpus.database.open_database import check_replaced, open_database
from corpus.errors import OnRecordError, StoreError
from corpus.library import integrity
from corpus.library.addresses import Visits
from corpus.library.articles import Library
from corpus.library.chunks import Passages
from corpus.library.quotes import Quotes
from corpus.text.chunking import Chunk, chunk_article
from corpus.vectors.open_index import open_index

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from corpus.models.embedding import Embedder
    from corpus.vectors.index import Progress

__all__ = ["Store"]

_USED = frozenset({"embedder", "vectors"})
"""What the state of a library names once articles were added to it or looked for."""


class Store:
    """Parts of one corpus, in a data folder or on the servers that settings name.

    Args:
        home: The data folder; made when it does not exist.
        read_only: Write nothing into it.
        wait: Seconds to wait for another process that uses it.

    Raises:
        StoreError: The folder cannot be used.
    """

    def __init__(self, home: Path, *, read_only: bool = False, wait: float = WAIT) -> None:
        self.home = home
        self.read_only = read_only
        self.database = open_database(home, read_only=read_only, wait=wait)
        try:
            self.library = Library(self.database)
            # A library that nobody used yet has no vectors beside it: else its file was lost.
            if not (self.library.state().keys() & _USED or self.library.count()[0]):
                check_replaced(home)
            self.passages = Passages(self.database)
            self.quotes = Quotes(self.database)
            self.visits = Visits(self.database)
            self.vectors = open_index(home, self.database, self.library, self.passages)
        except OnRecordError:
            # Nobody else can close it: the caller gets no store.
            self.database.close()
            raise

    def for_writing(self) -> Self:
        """Return the store itself, if it can be written.

        Raises:
            StoreError: It is open for reading only.
        """
        if self.read_only:
            raise StoreError(
                f"the corpus {self.home} is open for reading only and cannot be changed; "
                "open it without ONRECORD_READ_ONLY or read_only"
            )
        return self

    def close(self) -> None:
        """Close the vector index and the library."""
        self.vectors.close()
        self.database.close()

    def embedder(self) -> "Embedder":
        """Return the model, after embedding everything again if another made the embeddings."""
        from corpus.models.embedding import Embedder

        embedder = Embedder.load()
        if self.library.state().get("embedder") != embedder.fingerprint:
            self._embed_again(embedder)
        return embedder

    def embed(self, chunks: Sequence[Chunk]) -> "NDArray[np.float32]":
        """The unit vectors of chunks: shape (len(chunks), 384)."""
        import numpy as np

        if not chunks:
            return np.empty((0, 0), dtype=np.float32)
        return _embedded(self.embedder(), chunks)

    @contextmanager
    def vectors_following(self, earlier: BaseException | None = None) -> Iterator[None]:
        """Have the vector index take over what changed, once, when the block ends, well or not.

        Args:
            earlier: An error that came before the block. It is what is told, as one of the block
                is: should the index fail then, it gets a note of that.

        Raises:
            StoreError: The index cannot be written; what changed stays noted in the library.
        """
        try:
            yield
        # An interruption too: what was stored by then is to be found.
        except BaseException as failed:
            self._sync_vectors(failed)
            raise
        self._sync_vectors(earlier)

    def check(self, *, repair: bool) -> list[str]:
        """Compare the parts with each other; return what is wrong, one line each.

        Args:
            repair: Put it right.

        Raises:
            StoreError: Articles themselves are damaged; or, without ``repair``, indexes are.
        """
        mended = integrity.check(self.database, repair=repair)
        problems = [mended] if mended else []
        if not self.read_only:
            self.quotes.fill()
        problems += self._incomplete()
        wrong = integrity.wrong_passages(self.database)
        if wrong:
            problems.append(f"{len(wrong)} of the articles have passages unlike those made of them")
        else:  # vectors are compared with those of passages that are whole
            problems += self.vectors.problems()
        if not self.read_only and (full_text := self.passages.check_full_text()):
            problems.append(full_text)
        if problems and repair:
            # Full text follows passages from one to the next, and vectors are made of them.
            self.passages.rebuild_full_text()
            self._complete(wrong)
            self.rebuild()
        return problems

    def rebuild(self, progress: "Progress | None" = None) -> int:
        """Make quotes, full-text and vector indexes anew; return the number of chunks."""
        # First, for it embeds everything again if another version of the model did before.
        self.embedder()
        self.passages.rebuild_full_text()
        self.quotes.rebuild()
        return self.vectors.rebuild(progress)

    def _incomplete(self) -> list[str]:
        """List what is missing of what is made of the articles in the library, one line each."""
        counts = {
            "without passages, which no question finds": len(
                integrity.without_passages(self.database)
            ),
            "not compared with the others, for copies of a story": integrity.stories_unknown(
                self.database
            ),
            "not read for who says what": self.quotes.unread(),
            "with other quotes than were found in them": self.quotes.damaged(),
        }
        return [f"{n} of the articles are {what}" for what, n in counts.items() if n]

    def _complete(self, wrong: Sequence[str]) -> None:
        """Make of the articles what is missing or wrong; vectors of new passages stay noted.

        Args:
            wrong: Ids of the articles whose passages are not as they were made.
        """
        for article_id in (*integrity.without_passages(self.database), *wrong):
            article = self.library.revision(article_id).article
            chunks = chunk_article(article)
            self.library.replace_chunks(article, chunks, self.embed(chunks))
        if integrity.stories_unknown(self.database):
            integrity.find_stories(self.database)
        self.quotes.rebuild(every=False)

    def _sync_vectors(self, error: BaseException | None) -> None:
        try:
            if self.passages.pending():
                self.vectors.sync()
        except StoreError as second:
            if error is None:
                raise
            # The first one is to be told; this one came of it.
            error.add_note(str(second))

    def _embed_again(self, embedder: "Embedder") -> None:
        articles = self.library.articles()
        if self.read_only:
            # Without articles there are no vectors with which a question's could be compared.
            if articles:
                raise StoreError(
                    f"the embeddings in {self.home} were made by another version of the model; "
                    "run 'onrecord rebuild' once where it can be written"
                )
            return
        for article in articles:
            chunks = chunk_article(article)
            self.library.replace_chunks(article, chunks, _embedded(embedder, chunks))
        # Last, so that what is interrupted begins anew: two models' vectors cannot be compared.
        self.library.set_state(embedder=embedder.fingerprint)


def _embedded(embedder: "Embedder", chunks: Sequence[Chunk]) -> "NDArray[np.float32]":
    return embedder.embed([chunk.embedded_text for chunk in chunks])
