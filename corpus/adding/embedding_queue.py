"""Embedding queue: chunks are embedded in batches and stored, and the vector index follows."""

from collections.abc import Callable, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Self

from corpus.text.chunking import Chunk

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from corpus.store import Store

    Job = Callable[[NDArray[np.float32]], None]

__all__ = ["Pipeline"]

_BATCH = 64
"""Chunks that are embedded and stored together: some seconds of work at most."""
_SYNC = 1024
"""Chunks that are stored before the vector index takes them over: a reader never waits long for
what an addition that was killed has left to do."""


class Pipeline:
    """Queue of chunks to embed in batches, and of jobs to do with their embeddings, in order.

    A context manager: at its end nothing is left to do. When it is left by an error, what waits
    is dropped and what was stored stays.
    """

    def __init__(self, store: "Store") -> None:
        self._store = store
        self._waiting: list[tuple[Sequence[Chunk], Job]] = []
        self._chunks = 0
        self._stored = 0

    def push(self, chunks: Sequence[Chunk], job: "Job") -> None:
        """Queue a job that takes the embeddings of chunks: float32 of shape (len(chunks), 384)."""
        self._waiting.append((chunks, job))
        self._chunks += len(chunks)
        if self._chunks >= _BATCH:
            self._flush()
        if self._stored >= _SYNC:
            self._store.vectors.sync()
            self._stored = 0

    def _flush(self) -> None:
        # Emptied first: a job may queue more, which is for the next time.
        waiting, self._waiting = self._waiting, []
        self._stored += self._chunks
        self._chunks = 0
        embeddings = self._store.embed([chunk for chunks, _ in waiting for chunk in chunks])
        first = 0
        for chunks, job in waiting:
            job(embeddings[first : first + len(chunks)])
            first += len(chunks)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._store.vectors_following(error):
            # A job may queue more: see _Import._put.
            while error is None and self._waiting:
                self._flush()
