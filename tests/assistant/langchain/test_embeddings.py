"""The embedder as LangChain embeddings."""

from langchain_tests.integration_tests import EmbeddingsIntegrationTests
from langchain_tests.unit_tests import EmbeddingsUnitTests

from assistant.langchain.embeddings import CorpusEmbeddings
from corpus.models.embedding import Embedder

COMPUTES = True
TEXTS = ["Rain fell on the valley for nine days.", "No."]


class TestStandardUnit(EmbeddingsUnitTests):
    @property
    def embeddings_class(self) -> type[CorpusEmbeddings]:
        return CorpusEmbeddings


class TestStandardIntegration(EmbeddingsIntegrationTests):
    @property
    def embeddings_class(self) -> type[CorpusEmbeddings]:
        return CorpusEmbeddings


def test_queries_and_documents_are_embedded_as_articles_are() -> None:
    embeddings, vectors = CorpusEmbeddings.load(), Embedder.load().embed(TEXTS).tolist()
    assert embeddings.embed_documents(TEXTS) == vectors
    assert [embeddings.embed_query(text) for text in TEXTS] == vectors
    assert embeddings.embed_documents([]) == []
