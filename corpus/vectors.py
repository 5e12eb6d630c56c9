"""The vector index: a Chroma collection derived from the embeddings in the library.

Chroma's folder is not safe for several processes on its own, and may be lost when a writer is
killed (chroma-core/chroma 5925, 7090, 7678). So nothing exists only there, and:

- Whoever writes to the folder or opens it (which writes too) holds a file lock meanwhile.
- What has yet to be written is a list of changes in the library, filled by the transaction that
  stored the article and emptied, with a higher generation number, when Chroma has them.
- A reader compares the generation before each query and opens the folder again when it moved.
- A mark lies beside the folder while it is worked on, so that the next process knows of one
  that was killed at it; a seal in the library tells damage to the files from what was written.
  Either way the index is built anew, in a new folder, from the embeddings in the library.
- While there is no index to be had, the embeddings in the library are searched one by one:
  the same answer, later.
"""

import logging
import shutil
import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.chroma import PAGE, ChromaFolder, present, seal
from corpus.errors import StoreError
from corpus.filters import Filters
from corpus.library import Library
from corpus.passages import Passages

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

__all__ = ["Progress", "VectorIndex"]

Progress = Callable[[int, int], None]
"""Called with how many are done and how many there are."""

PATIENCE = 1.0
"""Seconds that a query waits for the index before it does without."""
MOST = 1000
"""Nearest vectors that are asked of the graph; more are cheaper to find one by one."""
TOLERANCE = 1e-4
"""Between a number of an embedding and what Chroma gives back: it divides by the norm."""

_log = logging.getLogger(__name__)


class _Busy(Exception):
    """Another process has held the folder for longer than we wait."""


class VectorIndex:
    """The vectors of the library's chunks, for search by nearness. Thread-safe.

    Args:
        folder: Where the index lives: a folder for each build, the lock and the mark.
        library: Keeps the generation, the seal, and which build is in use.
        passages: Where embeddings and pending changes are read.
    """

    def __init__(self, folder: Path, library: Library, passages: Passages) -> None:
        self._folder = folder
        self._mark = folder / "busy"
        self._library = library
        self._passages = passages
        self._mutex = threading.Lock()
        self._index: ChromaFolder | None = None
        self._opened = ""
        self._size = 0

    def query(self, vector: "Vectors", limit: int, filters: Filters) -> list[str]:
        """Ids of the chunks nearest to a unit vector of shape (d,), nearest first.

        With filters, and when the index cannot be used (which is logged), the answer comes from
        the embeddings in the library. What is broken is made anew first, if that can be done.

        Raises:
            StoreError: The library cannot be read.
        """
        ids = None
        if not filters and limit <= MOST:
            ids = self._from_index(vector, limit)
        return self._passages.nearest(vector, limit, filters) if ids is None else ids

    def sync(self) -> None:
        """Take over what changed in the library. Waits while another process writes.

        Raises:
            StoreError: The folder cannot be written; what changed stays noted for later.
        """
        with self._lock():
            self._catch_up()

    def rebuild(self, progress: Progress | None = None) -> int:
        """Make a new index from the embeddings in the library and return its size.

        Raises:
            StoreError: The folder cannot be written; the index in use stays as it was.
        """
        with self._lock():
            return self._build(progress)

    def problems(self) -> list[str]:
        """Where the index differs from the library, one line each, once nothing is pending.

        Raises:
            StoreError: The folder cannot be written, or the library cannot be read.
        """
        with self._lock():
            state = self._library.state()
            if "vectors" not in state:
                return ["the vector index is missing"] if self._passages.chunk_ids() else []
            if reason := self._broken(state):
                return [f"the vector index cannot be used: {reason}"]
            try:
                self._write_pending(state)
                with self._working(), ChromaFolder(self._folder / state["vectors"]) as index:
                    return self._differences(index)
            except StoreError as error:
                return [str(error)]

    def close(self) -> None:
        """Let go of the folder."""
        with self._mutex:
            self._release()

    # -- reading ----------------------------------------------------------------------------

    def _from_index(self, vector: "Vectors", limit: int) -> list[str] | None:
        if not self._mutex.acquire(timeout=PATIENCE):
            return None  # another thread is building it
        try:
            index = self._current()
            ids = self._ask(index, vector, min(limit, self._size))
        except _Busy:
            return None
        except StoreError as error:
            _log.warning("searching without the vector index: %s", error)
            self._release()
            return None
        finally:
            self._mutex.release()
        # A graph may fail to reach some of its vectors, all the more after many deletions.
        return ids if len(ids) >= min(limit, self._size) else None

    def _ask(self, index: ChromaFolder, vector: "Vectors", limit: int) -> list[str]:
        try:
            return index.query(vector, limit) if limit else []
        except StoreError:
            # It was sound when it was opened: what happened since is for a new one to mend.
            with self._lock():
                self._mark.touch()
            raise

    def _current(self) -> ChromaFolder:
        """The index as the library knows it now; an older one while others are writing."""
        state = self._library.state()
        if (
            self._index
            and self._opened == _stamp(state)
            and present(self._folder / state["vectors"])
            and self._passages.pending() is None
        ):
            return self._index
        try:
            with self._lock(PATIENCE):
                self._catch_up()
                return self._open(self._library.state())
        except _Busy:
            if self._index is None:
                raise
            return self._index

    def _open(self, state: dict[str, str]) -> ChromaFolder:
        if self._index and self._opened == _stamp(state):
            return self._index
        self._release()
        with self._working():
            index = ChromaFolder(self._folder / state["vectors"])
            self._size = index.count()
        self._index, self._opened = index, _stamp(state)
        return index

    def _release(self) -> None:
        if self._index is not None:
            self._index.close()
        self._index, self._opened = None, ""

    # -- under the lock ---------------------------------------------------------------------

    def _catch_up(self) -> None:
        """Write what is pending into the build in use, or make a new one if it is broken."""
        state = self._library.state()
        reason = self._broken(state)
        if reason is None:
            try:
                self._write_pending(state)
            except StoreError as error:
                reason = str(error)
        if reason is not None:
            if "vectors" in state:
                _log.warning("building the vector index anew: %s", reason)
            self._build(None)

    def _write_pending(self, state: dict[str, str]) -> None:
        changes = self._passages.pending()
        if changes is None:
            return
        with self._working():
            with ChromaFolder(self._folder / state["vectors"]) as index:
                index.delete(changes.gone)
                self._put(index, changes.present, None)
            self._settle(state, changes.upto, state["vectors"])

    def _build(self, progress: Progress | None) -> int:
        state = self._library.state()
        changes = self._passages.pending()
        ids = self._passages.chunk_ids()
        build = uuid.uuid4().hex[:8]
        try:
            with ChromaFolder(self._folder / build, create=True) as index:
                self._put(index, ids, progress)
            self._settle(state, changes.upto if changes else 0, build)
        except BaseException:
            shutil.rmtree(self._folder / build, ignore_errors=True)
            raise
        self._mark.unlink(missing_ok=True)
        for old in self._folder.iterdir():
            if old.is_dir() and old.name != build:
                shutil.rmtree(old, ignore_errors=True)
        return len(ids)

    def _put(self, index: ChromaFolder, ids: Sequence[str], progress: Progress | None) -> None:
        for first in range(0, len(ids), PAGE):
            index.put(*self._passages.embeddings(ids[first : first + PAGE]))
            if progress:
                progress(min(first + PAGE, len(ids)), len(ids))

    def _settle(self, state: dict[str, str], upto: int, build: str) -> None:
        generation = int(state.get("vectors_generation", "0")) + 1
        self._passages.settle(
            upto,
            vectors=build,
            vectors_generation=str(generation),
            vectors_seal=seal(self._folder / build),
        )

    def _broken(self, state: dict[str, str]) -> str | None:
        """Why the build in use must not be opened."""
        folder = self._folder / state.get("vectors", "none")
        if not present(folder):
            return "it is missing"
        if self._mark.exists():
            return "a process died while it used it"
        if seal(folder) != state.get("vectors_seal"):
            return "its files are damaged"
        return None

    def _differences(self, index: ChromaFolder) -> list[str]:
        import numpy as np

        expected = set(self._passages.chunk_ids())
        found: set[str] = set()
        altered = 0
        for ids, vectors in index.pages():
            found.update(ids)
            place = {chunk_id: row for row, chunk_id in enumerate(ids)}
            known, embeddings = self._passages.embeddings(ids)
            mine = vectors[[place[chunk_id] for chunk_id in known]]
            if known:
                altered += int((np.abs(mine - embeddings).max(axis=1) > TOLERANCE).sum())
        counts = {
            "chunks have no vector": len(expected - found),
            "vectors belong to no chunk": len(found - expected),
            "vectors are not those of their chunks": altered,
        }
        return [f"{n} {what}" for what, n in counts.items() if n]

    @contextmanager
    def _working(self) -> Iterator[None]:
        """Leave a mark for the next process while the build in use may be half-written."""
        self._mark.touch()
        try:
            yield
        except KeyboardInterrupt:
            self._mark.unlink(missing_ok=True)  # Chroma was between two calls
            raise
        self._mark.unlink(missing_ok=True)

    @contextmanager
    def _lock(self, seconds: float = -1) -> Iterator[None]:
        from filelock import FileLock, Timeout

        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            lock: FileLock = FileLock(self._folder / "lock")
            lock.acquire(timeout=seconds)
            try:
                yield
            finally:
                lock.release()
        except Timeout as error:
            raise _Busy("another process is writing to it") from error
        except OSError as error:
            raise StoreError(
                f"the vector index {self._folder} cannot be written: {error.strerror or error}; "
                "make room or change its permissions, then run 'onrecord check --repair'"
            ) from error


def _stamp(state: dict[str, str]) -> str:
    return f"{state.get('vectors')} {state.get('vectors_generation')}"
