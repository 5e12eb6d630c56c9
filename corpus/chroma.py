"""Builds of the vector index: a Chroma collection each, here in folders of their own.

Nothing outside this module and ``corpus.chroma_server`` touches Chroma, and every failure of it,
a panic of its native code included, leaves them as a ``StoreError``.
"""

import shutil
import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Self

from corpus.errors import StoreError
from corpus.private import FOLDER, make_tree_private

if TYPE_CHECKING:
    import numpy as np
    from chromadb.api.collection_configuration import CreateHNSWConfiguration
    from chromadb.api.models.Collection import Collection
    from chromadb.config import System
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

__all__ = [
    "HNSW",
    "PAGE",
    "Build",
    "ChromaFolder",
    "Unavailable",
    "present",
    "seal",
    "unusable",
]

COLLECTION = "chunks"
DATABASE = "chroma.sqlite3"
GRAPH_INDEX = "index_metadata.pickle"
PAGE = 1000
"""Rows in one call; Chroma writes 5,461 at most."""
ROOM = 16 << 20
"""Bytes. With less on the disk, what Chroma says of a failure is mostly not that it is full."""
HNSW: "CreateHNSWConfiguration" = {
    "space": "cosine",
    "ef_construction": 100,
    "max_neighbors": 16,
    "ef_search": 200,
    # Vectors that are not in the graph's file yet are put into the graph at every opening.
    "sync_threshold": 100,
}
"""Of the graph (Malkov and Yashunin 2016); chosen by ``tests/benchmarks/search.py`` on 20,000 of
our own embeddings: recall@10 is .997 against exact search, and building takes an eighth of the
time of 32 neighbours and construction 200, which reach .999."""


class Unavailable(StoreError):
    """The index cannot be asked now; that says nothing of the index itself."""


class Build(ABC):
    """An open build of the index.

    Raises:
        Unavailable: From every method, when the server cannot be reached.
        StoreError: From every method, when Chroma cannot do what it should.
    """

    _collection: "Collection"

    @abstractmethod
    def _errors(self) -> AbstractContextManager[None]:
        """What turns Chroma's failures into ours."""

    @abstractmethod
    def close(self) -> None:
        """Let go of it."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def count(self) -> int:
        """How many vectors there are."""
        with self._errors():
            return self._collection.count()

    def query(self, vector: "Vectors", limit: int) -> list[str]:
        """Ids of the vectors nearest to one of shape (d,), nearest first."""
        return self._nearest(vector.reshape(1, -1), limit)[0]

    def put(self, ids: Sequence[str], vectors: "Vectors") -> None:
        """Add vectors, or replace those that have the same ids; ``PAGE`` at most."""
        if not ids:
            return
        with self._errors():
            # Chroma changes the graph for all vectors of a call at once. Where one is replaced
            # beside others that are new, some could not be found any more: in 10 of 300 trials.
            held = self._collection.get(ids=list(ids), include=[])["ids"]
            self.delete(held)
            self._collection.add(ids=list(ids), embeddings=vectors)

    def delete(self, ids: Sequence[str]) -> None:
        """Remove vectors; ids that are not there are passed over."""
        with self._errors():
            for first in range(0, len(ids), PAGE):
                self._collection.delete(ids=list(ids[first : first + PAGE]))

    def pages(self) -> "Iterator[tuple[list[str], Vectors]]":
        """All ids and vectors, float32 of shape (n, d), ``PAGE`` at a time."""
        import numpy as np

        for first in range(0, self.count(), PAGE):
            with self._errors():
                page = self._collection.get(include=["embeddings"], limit=PAGE, offset=first)
                vectors = np.asarray(page["embeddings"], dtype=np.float32)
            yield page["ids"], vectors

    def _nearest(self, vectors: "Vectors", limit: int) -> list[list[str]]:
        with self._errors():
            found = self._collection.query(query_embeddings=vectors, n_results=limit, include=[])
        ids: list[list[str]] = found["ids"]
        return ids


class ChromaFolder(Build):
    """A build in a folder. Not thread-safe, nor safe beside a process that opens or writes it.

    Args:
        folder: Where the build is.
        create: Make a new one; else the folder must hold one.
    """

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        self._folder = folder
        self._system: System | None = None
        with self._errors():
            if create:
                folder.mkdir(FOLDER, parents=True)
            elif not present(folder):
                raise StoreError(f"the vector index {folder} is missing")
            self._system, self._collection = _open(folder, create=create)
        self._close_to_others()

    def close(self) -> None:
        """Let go of the folder."""
        if self._system is not None:
            with self._errors():
                self._system.stop()
            self._system = None
            self._close_to_others()

    def _close_to_others(self) -> None:
        # Chroma makes its files as the umask says, when it opens them and when it writes.
        make_tree_private(self._folder)

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except StoreError:
            raise
        except BaseException as error:
            # A panic in Rust is no Exception; leaving by Ctrl-C is not a failure of Chroma.
            if not isinstance(error, Exception) and type(error).__module__ != "pyo3_runtime":
                raise
            failure = unusable(str(self._folder), error)
            free = shutil.disk_usage(next(p for p in self._folder.parents if p.exists())).free
            if free < ROOM:
                failure = StoreError(
                    f"the disk is full, with {free >> 20} MB left: make room; {failure}"
                )
            raise failure from error


def unusable(where: str, error: BaseException) -> StoreError:
    """What to raise of an index because of what Chroma raised."""
    reason = " ".join(str(error).split())
    return StoreError(
        f"the vector index {where} cannot be used: {reason}; run 'onrecord check --repair'"
    )


def present(folder: Path) -> bool:
    """Whether the folder holds a build at all."""
    database = folder / DATABASE
    return database.exists() and database.stat().st_size > 0


def seal(folder: Path) -> str:
    """Sizes and CRC-32 sums of the graph's files, in one string; empty while there is none.

    Chroma believes what it reads: it answers wrongly from a truncated graph, and a garbled one
    kills the process. Opening and searching leave a stored graph as it is. They change Chroma's
    database, but damage to that is found when it is read.
    """
    files = sorted(
        # Without its index the rest is scratch space, which opening fills anew.
        path
        for index in folder.glob(f"*/{GRAPH_INDEX}")
        for path in index.parent.iterdir()
    )
    return ";".join(
        f"{path.relative_to(folder).as_posix()}:{path.stat().st_size}:{_crc(path):08x}"
        for path in files
    )


def _crc(path: Path) -> int:
    crc = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            crc = zlib.crc32(block, crc)
    return crc


def _open(folder: Path, *, create: bool) -> "tuple[System, Collection]":
    # What is inside a client: clients share it with all that open the same folder, and then it
    # never sees what another process wrote.
    from chromadb.api.models.Collection import Collection
    from chromadb.api.rust import RustBindingsAPI
    from chromadb.config import Settings, System

    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]  # pydantic's; else a .env here would be read
        is_persistent=True,
        persist_directory=str(folder),
        anonymized_telemetry=False,
    )
    system = System(settings)
    server = system.instance(RustBindingsAPI)
    system.start()
    if create:
        model = server.create_collection(COLLECTION, configuration={"hnsw": HNSW})
    else:
        model = server.get_collection(COLLECTION)
    return system, Collection(client=server, model=model, embedding_function=None)
