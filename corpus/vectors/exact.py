"""Exact vector search without an index, where nothing may be written."""

from typing import TYPE_CHECKING

from corpus.filters import Filters
from corpus.library.chunks import Passages

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from corpus.vectors.index import Progress

__all__ = ["ExactIndex"]


class ExactIndex:
    """Exact vector search without an index: Chroma's cannot be opened without writing to it.

    It compares the query with every embedding in the library, which takes in proportion to their
    number.

    Args:
        passages: Where the embeddings are read.
    """

    def __init__(self, passages: Passages) -> None:
        self._passages = passages

    def query(self, vector: "NDArray[np.float32]", limit: int, filters: Filters) -> list[str]:
        """Return the ids of the chunks nearest to a unit vector of shape (d,), nearest first."""
        return self._passages.nearest(vector, limit, filters)

    def sync(self) -> None:
        """Do nothing: there is no index to bring up to date."""

    def rebuild(self, _progress: "Progress | None" = None) -> int:
        """Return 0: there is no index to make anew."""
        return 0

    def problems(self) -> list[str]:
        """Return no problems: there is no index that could differ from the library."""
        return []

    def probe(self) -> None:
        """Do nothing: there is no index that could fail to answer."""

    def close(self) -> None:
        """Do nothing: there is nothing to close."""
