"""The vector index: Chroma collections derived from the embeddings in the library.

Chroma's folder is not safe for several processes on its own, and may be lost when a writer is
killed, as a server's index may at its restart (chroma-core/chroma 5925, 7090, 7678). So nothing
exists only there, and:

- Whoever writes to the index or opens it (which writes to a folder too) holds a lock meanwhile.
- What has yet to be written is a list of changes in the library, filled by the transaction that
  stored the article and emptied, with a higher generation number, when Chroma has them.
- A reader compares the generation before each query and opens the index again when it moved.
- A build that cannot be trusted is noted (each storage does it its way) and made anew, under
  another name, from the embeddings in the library; then all change over.
- While there is no index to be had, the embeddings in the library are searched one by one:
  the same answer, later.
"""

import logging
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from corpus.database.base import Database
from corpus.errors import StoreBusy, StoreError
from corpus.filters import Filters
from corpus.library.articles import Library
from corpus.library.chunks import Passages
from corpus.vectors.build import PAGE, Build, BuildStorage, Unavailable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

__all__ = ["Progress", "VectorIndex"]

Progress = Callable[[int, int], None]
"""Called with how many are done and how many there are."""

_PATIENCE = 1.0
"""Seconds that a query waits for the index before it does without."""
_MOST = 1000
"""Nearest vectors that are asked of the graph; more are cheaper to find one by one."""
_REST = 5.0
"""Seconds that queries do without an index that could not be had."""
_TOLERANCE = 1e-4
"""Between a number of an embedding and what Chroma gives back: it divides by the norm."""

_log = logging.getLogger(__name__)


class VectorIndex:
    """The vectors of the library's chunks, for search by nearness. Thread-safe.

    Args:
        storage: Where the builds are.
        database: Has the lock.
        library: Keeps the generation, the seal, and which build is in use.
        passages: Where embeddings and pending changes are read.
    """

    def __init__(
        self, storage: BuildStorage, database: Database, library: Library, passages: Passages
    ) -> None:
        self._storage = storage
        self._db = database
        self._library = library
        self._passages = passages
        self._mutex = threading.Lock()
        self._index: Build | None = None
        self._opened = ""
        self._size = 0
        self._resting_until = 0.0

    def query(self, vector: "Vectors", limit: int, filters: Filters) -> list[str]:
        """Return the ids of the chunks nearest to a unit vector of shape (d,), nearest first.

        With filters, and when the index cannot be used (which is logged), the answer comes from
        the embeddings in the library. What is broken is made anew first, if that can be done.

        Raises:
            StoreError: The library cannot be read.
        """
        ids = None
        if not filters and limit <= _MOST and time.monotonic() >= self._resting_until:
            ids = self._from_index(vector, limit)
        return self._passages.nearest(vector, limit, filters) if ids is None else ids

    def sync(self) -> None:
        """Take over what changed in the library, when no other process uses the index.

        A server that cannot be reached is no error (it is logged): what changed stays noted, and
        is found by comparing all until the server is back.

        Raises:
            StoreBusy: Another process uses the index; what changed stays noted for later.
            StoreError: The index cannot be written; the same.
        """
        try:
            with self._lock():
                self._catch_up()
        except Unavailable as error:
            _log.warning("the vectors will follow later: %s", error)

    def rebuild(self, progress: Progress | None = None) -> int:
        """Make a new index from the embeddings in the library and return its size.

        Raises:
            StoreError: It cannot be written; the index in use stays as it was.
        """
        with self._lock():
            return self._build(progress)

    def problems(self) -> list[str]:
        """List where the index differs from the library, one line each, once nothing is pending.

        Raises:
            StoreError: The lock cannot be had, or the library cannot be read.
        """
        with self._lock():
            state = self._library.state()
            if "vectors" not in state:
                return ["the vector index is missing"] if self._passages.chunk_ids() else []
            if reason := self._storage.broken(state):
                return [f"the vector index cannot be used: {reason}"]
            build = state["vectors"]
            try:
                self._write_pending(state)
                with self._storage.working(build):
                    with self._storage.open(build) as index:
                        differences = self._differences(index)
                    # All vectors may be there, and the graph not find them.
                    if not differences:
                        self._storage.open_sound(build).close()
                    return differences
            except StoreBusy:
                raise
            except StoreError as error:
                return [str(error)]

    def probe(self) -> None:
        """Ask the index for its size, as a query would reach it; one that others ask passes.

        Raises:
            StoreError: It cannot be had; queries compare with the embeddings in the library.
        """
        if not self._mutex.acquire(timeout=_PATIENCE):
            return  # a server with much to do is no server that is down
        try:
            self._current().count()
        except StoreBusy:
            return  # another process writes to it
        except StoreError:
            self._release()
            raise
        finally:
            self._mutex.release()

    def close(self) -> None:
        """Close the index and its storage."""
        with self._mutex:
            self._release()
            self._storage.close()

    # -- reading ----------------------------------------------------------------------------

    def _from_index(self, vector: "Vectors", limit: int) -> list[str] | None:
        if not self._mutex.acquire(timeout=_PATIENCE):
            return None  # another thread is building it
        try:
            # The index is no part of a question's snapshot: others may have written to it since.
            with self._db.apart():
                index = self._current()
                ids = self._ask(index, vector, min(limit, self._size))
        except StoreBusy:
            return None
        except StoreError as error:
            _log.warning("searching without the vector index: %s", error)
            self._release()
            if isinstance(error, Unavailable):
                self._rest()
            return None
        finally:
            self._mutex.release()
        # A graph may fail to reach some of its vectors, all the more after many deletions.
        return ids if len(ids) >= min(limit, self._size) else None

    def _rest(self) -> None:
        self._resting_until = time.monotonic() + _REST

    def _ask(self, index: Build, vector: "Vectors", limit: int) -> list[str]:
        try:
            return index.query(vector, limit) if limit else []
        except Unavailable:
            raise
        except StoreError:
            # It was sound when it was opened: what happened since is for a new one to mend.
            with self._lock(_PATIENCE):
                self._storage.suspect(self._opened.partition(" ")[0])
            raise

    def _current(self) -> Build:
        """Return the index as the library knows it now; an older one while others are writing."""
        with self._db.snapshot():
            state, changes = self._library.state(), self._passages.pending()
        if (
            self._index
            and self._opened == _stamp(state)
            and self._storage.present(state["vectors"])
            and changes is None
        ):
            return self._index
        try:
            with self._lock(_PATIENCE):
                self._catch_up()
                return self._open(self._library.state())
        except StoreBusy:
            if self._index is None:
                raise
            return self._index

    def _open(self, state: dict[str, str]) -> Build:
        if self._index and self._opened == _stamp(state):
            return self._index
        self._release()
        with self._storage.working(state["vectors"]):
            index = self._storage.open_sound(state["vectors"])
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
        reason = self._storage.broken(state)
        if reason is None:
            try:
                self._write_pending(state)
            except (Unavailable, StoreBusy):
                raise
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
        build = state["vectors"]
        with self._storage.working(build):
            try:
                with self._storage.open(build) as index:
                    index.delete(changes.gone)
                    self._put(index, changes.present, None)
                    emptied = not changes.present and not index.count()
            except (KeyboardInterrupt, SystemExit):
                with suppress(StoreError):
                    self._settle(state, 0, build)  # all is put in again, and none of it is damage
                raise
            self._settle(state, changes.upto, build)
        if emptied and self._library.state().get("vectors_seal"):
            # Chroma writes a stored graph that has no vectors anew when it opens it: that would
            # be taken for damage.
            self._build(None)

    def _build(self, progress: Progress | None) -> int:
        state = self._library.state()
        old, build = state.get("vectors", ""), uuid.uuid4().hex[:12]
        # What is begun is noted before it is made: these were left by who died at it.
        for unfinished in {*state.get("vectors_builds", "").split()} - {old}:
            self._storage.drop(unfinished)
        self._library.set_state(vectors_builds=f"{old} {build}")
        # In this order: what comes between the two is among both, and is put in again later.
        changes = self._passages.pending()
        ids = self._passages.chunk_ids()
        try:
            with self._storage.create(build) as index:
                self._put(index, ids, progress)
            self._settle(state, changes.upto if changes else 0, build)
        except BaseException:
            self._rest()  # else each question would begin it again
            with suppress(StoreError):
                self._storage.drop(build)
            raise
        self._storage.clear()
        if old:
            with suppress(StoreError):
                self._storage.drop(old)
        return len(ids)

    def _put(self, index: Build, ids: Sequence[str], progress: Progress | None) -> None:
        for first in range(0, len(ids), PAGE):
            index.put(*self._passages.embeddings(ids[first : first + PAGE]))
            if progress:
                progress(min(first + PAGE, len(ids)), len(ids))

    def _settle(self, state: dict[str, str], upto: int, build: str) -> None:
        self._passages.settle(
            upto,
            generation=int(state.get("vectors_generation", "0")) + 1,
            vectors=build,
            vectors_seal=self._storage.seal(build),
        )

    def _differences(self, index: Build) -> list[str]:
        import numpy as np

        expected = set(self._passages.chunk_ids())
        indexed: set[str] = set()
        altered = 0
        for ids, vectors in index.pages():
            indexed.update(ids)
            rows = {chunk_id: row for row, chunk_id in enumerate(ids)}
            known, embeddings = self._passages.embeddings(ids)
            stored = vectors[[rows[chunk_id] for chunk_id in known]]
            if known:
                altered += int((np.abs(stored - embeddings).max(axis=1) > _TOLERANCE).sum())
        counts = {
            "chunks have no vector": len(expected - indexed),
            "vectors belong to no chunk": len(indexed - expected),
            "vectors are not those of their chunks": altered,
        }
        return [f"{n} {what}" for what, n in counts.items() if n]

    @contextmanager
    def _lock(self, seconds: float | None = None) -> Iterator[None]:
        try:
            with self._db.apart(), self._db.lock("vectors", seconds):
                # What is done to the index is noted in the library: should another be at a long
                # change of that, we wait here, and not when the note is due.
                with self._db.lock("write", seconds):
                    pass
                yield
        except OSError as error:
            raise StoreError(
                f"the vector index {self._storage.where} cannot be written: "
                f"{error.strerror or error}; "
                "make room or change its permissions, then run 'onrecord check --repair'"
            ) from error


# A build is opened anew when either has moved: its name, or what was written into it.
def _stamp(state: dict[str, str]) -> str:
    return f"{state.get('vectors')} {state.get('vectors_generation')}"
