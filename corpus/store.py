"""The parts of a corpus, opened together: the library, its passages, the vector index."""

from collections.abc import Sequence
from os import environ
from pathlib import Path
from typing import TYPE_CHECKING, Self

from corpus.chunking import Chunk, chunk_article
from corpus.database import WAIT
from corpus.errors import InvalidInput, OnRecordError, SettingsError, StoreError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from corpus.embedding import Embedder

__all__ = ["Store", "checked_wait", "default_home", "read_only_by_default", "wait_by_default"]

MOST_WAIT = 86_400
"""Seconds that anybody may want to wait."""


def default_home() -> Path:
    """The data folder: ``ONRECORD_HOME``, else the user's data folder for ``onrecord``."""
    if environ.get("ONRECORD_HOME"):
        return Path(environ["ONRECORD_HOME"]).expanduser()
    from platformdirs import user_data_path

    return user_data_path("onrecord", appauthor=False)


def read_only_by_default() -> bool:
    """Whether ``ONRECORD_READ_ONLY`` is 1.

    Raises:
        SettingsError: It is neither 1 nor 0.
    """
    value = environ.get("ONRECORD_READ_ONLY", "0")
    if value not in ("0", "1", ""):
        raise SettingsError(f"ONRECORD_READ_ONLY is {value!r}; set it to 1 or 0")
    return value == "1"


def wait_by_default() -> float:
    """Seconds to wait for another process: ``ONRECORD_WAIT``, else 60.

    Raises:
        SettingsError: It is no number from 0 to 86,400.
    """
    value = environ.get("ONRECORD_WAIT") or str(WAIT)
    try:
        return checked_wait(float(value))
    except ValueError:
        raise SettingsError(
            f"ONRECORD_WAIT is {value!r}; set it to a number of seconds, at most {MOST_WAIT:,}"
        ) from None


def checked_wait(seconds: float) -> float:
    """A number of seconds to wait.

    Raises:
        InvalidInput: It is not from 0 to 86,400.
    """
    if not 0 <= seconds <= MOST_WAIT:
        raise InvalidInput(f"wait is {seconds}; give seconds from 0 to {MOST_WAIT:,}")
    return seconds


class Store:
    """What lies in a data folder, or on the servers that settings name (``corpus.backends``).

    Args:
        home: The data folder; made when it does not exist.
        read_only: Write nothing into it.
        wait: Seconds to wait for another process that uses it.

    Raises:
        StoreError: The folder cannot be used.
    """

    def __init__(self, home: Path, *, read_only: bool = False, wait: float = WAIT) -> None:
        from corpus.backends import open_database, open_vectors
        from corpus.library import Library
        from corpus.passages import Passages
        from corpus.visits import Visits

        self.home = home
        self.read_only = read_only
        self.database = open_database(home, read_only=read_only, wait=wait)
        try:
            self.library = Library(self.database)
            self.passages = Passages(self.database)
            self.visits = Visits(self.database)
            self.vectors = open_vectors(home, self.database, self.library, self.passages)
        except OnRecordError:
            self.database.close()
            raise

    def for_writing(self) -> Self:
        """The store itself.

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
        """Let go of the folder."""
        self.vectors.close()
        self.database.close()

    def embedder(self) -> "Embedder":
        """The model, after everything was embedded again where another made the embeddings."""
        from corpus.embedding import Embedder

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

    def _embed_again(self, embedder: "Embedder") -> None:
        articles = self.library.articles()
        if self.read_only:
            if articles:
                raise StoreError(
                    f"the embeddings in {self.home} were made by another version of the model; "
                    "run 'onrecord rebuild' once where it can be written"
                )
            return
        for article in articles:
            chunks = chunk_article(article)
            self.library.replace_chunks(article, chunks, _embedded(embedder, chunks))
        self.library.set_state(embedder=embedder.fingerprint)


def _embedded(embedder: "Embedder", chunks: Sequence[Chunk]) -> "NDArray[np.float32]":
    return embedder.embed([chunk.embedded_text for chunk in chunks])
