"""The corpus as a LangChain retriever: the standard suite and our metadata."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from langchain_core.retrievers import BaseRetriever
from langchain_tests.integration_tests import RetrieversIntegrationTests

from assistant.langchain.retriever import CorpusRetriever
from corpus import Corpus
from corpus.samples import samples


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with Corpus.open(tmp_path_factory.mktemp("home")) as corpus:
        corpus.add(samples())
        yield corpus


class TestStandard(RetrieversIntegrationTests):
    """langchain-tests' suite for retrievers."""

    @pytest.fixture(autouse=True)
    def _corpus(self, stocked: Corpus) -> None:
        type(self).stocked = stocked

    stocked: Corpus

    @property
    def retriever_constructor(self) -> type[BaseRetriever]:
        return CorpusRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, object]:
        return {"corpus": self.stocked}

    @property
    def retriever_query_example(self) -> str:
        return "What did Meloni suggest?"


def test_documents_carry_their_place(stocked: Corpus) -> None:
    documents = CorpusRetriever(corpus=stocked, k=3).invoke("What did Meloni suggest?")
    assert len(documents) == 3
    for document in documents:
        facts = document.metadata
        article = stocked.article(facts["article_id"], facts["revision"])
        assert article.text[facts["start"] : facts["end"]] == document.page_content
        assert set(facts) == {
            "also_in",
            "article_id",
            "revision",
            "start",
            "end",
            "title",
            "url",
            "publisher",
            "published",
            "score",
        }
    assert len({document.id for document in documents}) == 3


def test_filters(stocked: Corpus) -> None:
    retriever = CorpusRetriever(corpus=stocked, published_before=date(2025, 12, 31))
    documents = retriever.invoke("NATO")
    assert {document.metadata["published"] for document in documents} == {"2025-03-06"}
    assert retriever.invoke("NATO", publishers=["on record SAMPLES"]) == []


def test_an_empty_corpus_gives_nothing(tmp_path: Path) -> None:
    with Corpus.open(tmp_path) as corpus:
        assert CorpusRetriever(corpus=corpus).invoke("NATO") == []
