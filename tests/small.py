"""A corpus with many chunks and quick vectors, which are made and not computed."""

from pathlib import Path

import numpy as np

from corpus import Corpus
from corpus.filters import Filters
from corpus.text.chunking import chunk_article
from corpus.vectors.index import VectorIndex
from tests.conftest import story

ARTICLES = 120
"""Enough for Chroma to store its graph."""
NONE = Filters()


class Small:
    """A corpus's parts."""

    def __init__(self, home: Path, articles: int = 0) -> None:
        self.corpus = Corpus.open(home)
        self.library = self.corpus._library
        self.passages = self.corpus._passages
        assert isinstance(self.corpus._vectors, VectorIndex)
        self.index = self.corpus._vectors
        self.place = self.index._storage
        self.add(range(articles))

    def add(self, numbers: range) -> None:
        for number in numbers:
            article = story(number)
            chunks = chunk_article(article)
            rng = np.random.default_rng(number)
            vectors = rng.normal(size=(len(chunks), 384)).astype(np.float32)
            vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
            self.library.put(article, chunks, vectors)

    @property
    def build(self) -> str:
        return self.library.state()["vectors"]

    @property
    def folder(self) -> Path:
        return self.corpus.home / "vectors" / self.build

    def lost(self, every: int = 10) -> list[str]:
        """The chunks, one in so many, that are not the nearest to their own vector."""
        ids, vectors = self.passages.embeddings(self.passages.chunk_ids()[::every])
        return [
            chunk_id
            for chunk_id, vector in zip(ids, vectors, strict=True)
            if self.index.query(vector, 1, NONE) != [chunk_id]
        ]

    def close(self) -> None:
        self.corpus.close()
