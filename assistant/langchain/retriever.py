"""The corpus as a LangChain retriever."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from corpus import Corpus, Hit

__all__ = ["CorpusRetriever"]


class CorpusRetriever(BaseRetriever):
    """Hybrid search of a corpus: full text and vectors, ranked by likeness and by shared words.

    A document's ``page_content`` is the passage, verbatim; its ``metadata`` has article_id,
    revision, start, end, title, url, publisher, published (ISO 8601 or None), score and also_in
    (other articles that tell the same story); its ``id`` is the chunk's.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    corpus: Corpus
    k: int = 10
    """Number of passages, from 1."""
    published_after: date | None = None
    """First day, inclusive."""
    published_before: date | None = None
    """Last day, inclusive."""
    publishers: Sequence[str] | None = None
    """Names, any of which will do, without regard to case."""
    article_ids: Sequence[str] | None = None

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, **options: Any
    ) -> list[Document]:
        hits = self.corpus.search(
            query,
            # What a single call asks for stands over what the retriever was made with.
            options.get("k", self.k),
            published_after=options.get("published_after", self.published_after),
            published_before=options.get("published_before", self.published_before),
            publishers=options.get("publishers", self.publishers),
            article_ids=options.get("article_ids", self.article_ids),
        )
        return [_document(hit) for hit in hits]


def _document(hit: Hit) -> Document:
    metadata = hit.to_dict()
    text = metadata.pop("text")
    return Document(id=hit.chunk_id, page_content=text, metadata=metadata)
