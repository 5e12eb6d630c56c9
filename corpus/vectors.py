"""The vector index: a Chroma collection derived from the embeddings in the library.

Chroma's folder is not safe for several processes on its own, and may be lost when a writer is
killed (chroma-core/chroma 5925, 7090, 7678). So nothing exists only there, and:

- A writer takes a file lock, opens the folder afresh, writes, and raises the generation number
  in the library. What it has yet to write is a list of changes in the library, filled by the
  transaction that stored the article and emptied when Chroma has them.
- A reader compares the generation before each query and reopens the folder when it moved.
- A writer notes in the library that it is writing. A note without a lock means that it died:
  the index is then built anew, in a new folder, from the embeddings in the library.
"""

import logging
import shutil
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import OnRecordError, StoreError
from corpus.filters import Filters
from corpus.library import Library
from corpus.passages import Passages

if TYPE_CHECKING:
    import numpy as np
    from chromadb.api.collection_configuration import CreateHNSWConfiguration
    from chromadb.api.models.Collection import Collection
    from chromadb.config import System
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

__all__ = ["Progress", "VectorIndex"]

Progress = Callable[[int, int], None]
"""Called with how many are done and how many there are."""

COLLECTION = "chunks"
PAGE = 1000
"""Chunks that go to Chroma at a time; it takes 5,461 at most."""
HNSW: "CreateHNSWConfiguration" = {
    "space": "cosine",
    "ef_construction": 200,
    "max_neighbors": 32,
    "ef_search": 200,
}
"""Of the graph (Malkov and Yashunin 2016); chosen for recall on our own embeddings, see
``tests/benchmarks``."""

_log = logging.getLogger(__name__)


class VectorIndex:
    """The vectors of the library's chunks, for search by nearness. Thread-safe.

    Args:
        folder: Where the index lives: a folder for each build, and the writers' lock.
        library: Keeps the generation, and which build is in use.
        passages: Where embeddings and pending changes are read.
    """

    def __init__(self, folder: Path, library: Library, passages: Passages) -> None:
        self._folder = folder
        self._library = library
        self._passages = passages
        self._mutex = threading.Lock()
        self._system: System | None = None
        self._collection: Collection | None = None
        self._opened: tuple[str, str] | None = None

    def query(self, vector: "Vectors", limit: int, filters: Filters) -> list[str]:
        """Ids of the chunks nearest to a unit vector, nearest first.

        An index that turns out to be broken is rebuilt, once; when that fails too the result
        is empty and the reason is logged: full text still finds what it can.
        """
        for attempt in range(2):
            try:
                self._refresh(rebuild=attempt > 0)
                ids = self._nearest(vector, limit, filters)
            except Exception as error:  # Chroma raises whatever its layers do
                _log.warning("vector search failed: %s", error)
                continue
            if ids is not None:
                return ids
        return []

    def sync(self) -> None:
        """Take over what changed in the library. Waits while another process writes.

        Raises:
            StoreError: The folder cannot be written; what changed stays noted for later.
        """
        with self._lock():
            self._write_pending()

    def rebuild(self, progress: Progress | None = None) -> int:
        """Make a new index from the embeddings in the library and return its size.

        Raises:
            StoreError: The folder cannot be written; the index in use stays as it was.
        """
        with self._lock():
            return self._build(progress)

    def problems(self) -> list[str]:
        """Where the index differs from the library, one line each."""
        state = self._library.state()
        if not self._usable(state):
            return ["the vector index is missing"]
        if state.get("vectors_writing"):
            return ["the vector index was left half-written"]
        expected = set(self._passages.chunk_ids(Filters()))
        try:
            with self._mutex:
                found = self._all_ids(self._current(state))
        except Exception as error:  # Chroma raises whatever its layers do
            return [f"the vector index cannot be read ({error})"]
        lines = []
        if expected - found:
            lines.append(f"{len(expected - found)} chunks have no vector")
        if found - expected:
            lines.append(f"{len(found - expected)} vectors belong to no chunk")
        return lines

    def close(self) -> None:
        """Let go of the folder."""
        with self._mutex:
            self._release()

    # -- reading ----------------------------------------------------------------------------

    def _refresh(self, *, rebuild: bool) -> None:
        """Write what is pending, or rebuild, unless another writer is at it already."""
        state = self._library.state()
        broken = rebuild or not self._usable(state) or bool(state.get("vectors_writing"))
        if not broken and self._passages.pending() is None:
            return
        from filelock import Timeout

        try:
            with self._lock(timeout=0):
                state = self._library.state()
                if rebuild or not self._usable(state) or state.get("vectors_writing"):
                    self._build(None)
                else:
                    self._write_pending()
        except Timeout:
            return

    def _nearest(self, vector: "Vectors", limit: int, filters: Filters) -> list[str] | None:
        import numpy as np

        state = self._library.state()
        if not self._usable(state):
            return []
        with self._mutex:
            collection = self._current(state)
            found = collection.query(
                query_embeddings=vector[np.newaxis],
                n_results=limit,
                where=_where(filters),
                include=[],
            )
        ids: list[str] = found["ids"][0]
        if len(ids) < limit and not filters:
            # Chroma may have lost vectors without a word; the library knows how many there are.
            expected = len(self._passages.chunk_ids(filters, limit))
            if len(ids) < expected and self._passages.pending() is None:
                return None
        return ids

    def _current(self, state: dict[str, str]) -> "Collection":
        build = (state["vectors"], state.get("vectors_generation", "0"))
        if self._collection is None or self._opened != build:
            self._release()
            self._system, self._collection = _open(self._folder / state["vectors"])
            self._opened = build
        return self._collection

    def _release(self) -> None:
        if self._system is not None:
            self._system.stop()
        self._system = self._collection = self._opened = None

    def _usable(self, state: dict[str, str]) -> bool:
        return "vectors" in state and (self._folder / state["vectors"] / "chroma.sqlite3").exists()

    def _all_ids(self, collection: "Collection") -> set[str]:
        ids: set[str] = set()
        total = collection.count()
        while len(ids) < total:
            page = collection.get(include=[], limit=10_000, offset=len(ids))["ids"]
            if not page:
                break
            ids.update(page)
        return ids

    # -- writing, under the lock --------------------------------------------------------------

    def _write_pending(self) -> None:
        state = self._library.state()
        if not self._usable(state) or state.get("vectors_writing"):
            self._build(None)
            return
        changes = self._passages.pending()
        if changes is None:
            return
        self._library.set_state(vectors_writing="yes")
        with _writer(self._folder / state["vectors"]) as collection:
            for first in range(0, len(changes.gone), PAGE):
                collection.delete(ids=list(changes.gone[first : first + PAGE]))
            self._upsert(collection, changes.present, None)
        self._settle(state, changes.upto, state["vectors"])

    def _build(self, progress: Progress | None) -> int:
        state = self._library.state()
        changes = self._passages.pending()
        ids = self._passages.chunk_ids(Filters())
        name = uuid.uuid4().hex[:8]
        with _writer(self._folder / name) as collection:
            self._upsert(collection, ids, progress)
        self._settle(state, changes.upto if changes else 0, name)
        for old in self._folder.iterdir():
            if old.is_dir() and old.name != name:
                shutil.rmtree(old, ignore_errors=True)
        return len(ids)

    def _settle(self, state: dict[str, str], upto: int, build: str) -> None:
        generation = int(state.get("vectors_generation", "0")) + 1
        self._passages.settle(
            upto, vectors=build, vectors_generation=str(generation), vectors_writing=""
        )

    def _upsert(
        self,
        collection: "Collection",
        ids: "list[str] | tuple[str, ...]",
        progress: Progress | None,
    ) -> None:
        for first in range(0, len(ids), PAGE):
            page, embeddings = self._passages.embeddings(ids[first : first + PAGE])
            hits = self._passages.hits(page)
            if page:
                collection.upsert(
                    ids=page,
                    embeddings=embeddings,
                    metadatas=[
                        _facts(hits[i].article_id, hits[i].publisher, hits[i].published)
                        for i in page
                    ],
                )
            if progress:
                progress(min(first + PAGE, len(ids)), len(ids))

    @contextmanager
    def _lock(self, timeout: float = -1) -> Iterator[None]:
        from filelock import FileLock

        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            lock: FileLock = FileLock(self._folder / "lock", timeout=timeout)
            with lock:
                yield
        except OSError as error:
            if isinstance(error, TimeoutError):
                raise
            raise StoreError(
                f"the vector index {self._folder} cannot be written: {error.strerror or error}; "
                "make room or change its permissions, then run 'onrecord check --repair'"
            ) from error


def _open(folder: Path) -> "tuple[System, Collection]":
    # A system of our own: Chroma shares its usual one among all that open the same folder, and
    # that one never sees what another process wrote.
    from chromadb.api.client import Client
    from chromadb.config import Settings, System

    folder.mkdir(parents=True, exist_ok=True)
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]  # pydantic's; else a .env here would be read
        is_persistent=True,
        persist_directory=str(folder),
        anonymized_telemetry=False,
        chroma_api_impl="chromadb.api.rust.RustBindingsAPI",
    )
    system = System(settings)
    system.start()
    client = Client.from_system(system)
    collection = client.get_or_create_collection(
        COLLECTION, configuration={"hnsw": HNSW}, embedding_function=None
    )
    return system, collection


@contextmanager
def _writer(folder: Path) -> Iterator["Collection"]:
    try:
        system, collection = _open(folder)
        try:
            yield collection
        finally:
            system.stop()
    except OnRecordError:
        raise
    except Exception as error:  # Chroma raises whatever its layers do
        raise StoreError(
            f"the vector index {folder} cannot be written: {error}; make room or change its "
            "permissions, then run 'onrecord check --repair'"
        ) from error


def _facts(article_id: str, publisher: str | None, published: date | None) -> dict[str, Any]:
    # Chroma compares numbers only, and takes no None.
    facts: dict[str, Any] = {"article_id": article_id}
    if publisher is not None:
        facts["publisher"] = publisher
    if published is not None:
        facts["published"] = published.toordinal()
    return facts


def _where(filters: Filters) -> Any:
    conditions: list[dict[str, Any]] = []
    if filters.published_after:
        conditions.append({"published": {"$gte": filters.published_after.toordinal()}})
    if filters.published_before:
        conditions.append({"published": {"$lte": filters.published_before.toordinal()}})
    if filters.publishers is not None:
        conditions.append({"publisher": {"$in": list(filters.publishers)}})
    if filters.article_ids is not None:
        conditions.append({"article_id": {"$in": list(filters.article_ids)}})
    if len(conditions) > 1:
        return {"$and": conditions}
    return conditions[0] if conditions else None
