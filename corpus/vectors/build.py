"""Interfaces of the vector index: a build of it, and the storage that holds builds."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Protocol, Self

from corpus.errors import StoreError

if TYPE_CHECKING:
    import numpy as np
    from chromadb.api.collection_configuration import CreateHNSWConfiguration
    from chromadb.api.models.Collection import Collection
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

__all__ = ["HNSW", "PAGE", "Build", "BuildStorage", "Unavailable", "unusable"]

PAGE = 1000
"""Rows in one call; Chroma writes 5,461 at most."""
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
        """Turn Chroma's failures into ours."""

    @abstractmethod
    def close(self) -> None:
        """Close the build."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def count(self) -> int:
        """Count the vectors."""
        with self._errors():
            return self._collection.count()

    def query(self, vector: "Vectors", limit: int) -> list[str]:
        """Return the ids of the vectors nearest to one of shape (d,), nearest first."""
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
        """Yield all ids and vectors, float32 of shape (n, d), ``PAGE`` at a time."""
        import numpy as np

        for first in range(0, self.count(), PAGE):
            with self._errors():
                page = self._collection.get(include=["embeddings"], limit=PAGE, offset=first)
                vectors = np.asarray(page["embeddings"], dtype=np.float32)
            yield page["ids"], vectors

    def _nearest(self, vectors: "Vectors", limit: int) -> list[list[str]]:
        with self._errors():
            result = self._collection.query(query_embeddings=vectors, n_results=limit, include=[])
        ids: list[list[str]] = result["ids"]
        return ids


class BuildStorage(Protocol):
    """Storage of builds, each under a name of its own."""

    where: str
    """Its name in messages, without a password."""

    def create(self, build: str) -> Build:
        """Begin a build."""

    def open(self, build: str) -> Build:
        """Open a build to change or compare it."""

    def open_sound(self, build: str) -> Build:
        """Open a build to search it, once it is known to answer rightly."""

    def drop(self, build: str) -> None:
        """Remove a build, if there is one with that name."""

    def present(self, build: str) -> bool:
        """Tell if the build that is open is still there, as far as can be told at once."""

    def broken(self, state: dict[str, str]) -> str | None:
        """Say why the build in use must not be opened, by what was noted of it; else None.

        Raises:
            Unavailable: It is kept where this storage does not reach.
        """

    def seal(self, build: str) -> str:
        """Return a checksum of the build to keep in the library, so that damage shows."""

    def working(self, build: str) -> AbstractContextManager[None]:
        """Note that the build is to be made anew, unless the block ends well."""

    def suspect(self, build: str) -> None:
        """Note that the build is to be made anew."""

    def clear(self) -> None:
        """Forget what was noted: there is a new build."""

    def close(self) -> None:
        """Close what is open beside the builds."""


def unusable(where: str, error: BaseException) -> StoreError:
    """Make the error to raise of an index from what Chroma raised."""
    reason = " ".join(str(error).split())
    return StoreError(
        f"the vector index {where} cannot be used: {reason}; run 'onrecord check --repair'"
    )
