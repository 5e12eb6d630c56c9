"""The shipped embedder as LangChain embeddings."""

from langchain_core.embeddings import Embeddings

from corpus.models.embedding import Embedder

__all__ = ["CorpusEmbeddings"]


class CorpusEmbeddings(Embedder, Embeddings):
    """The embedder of articles and questions, for vector stores of one's own."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return the vectors of `texts` as lists of floats, in their order."""
        vectors: list[list[float]] = self.embed(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """Return the vector of `text`: questions are embedded as any text is."""
        return self.embed_documents([text])[0]
