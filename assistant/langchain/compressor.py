"""The trained reader as a LangChain document compressor: it reranks what any retriever found."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from langchain_core.documents import BaseDocumentCompressor, Document
from pydantic import ConfigDict

from corpus.hit import header

if TYPE_CHECKING:
    from langchain_core.callbacks import Callbacks

    from assistant.reader import Reader

__all__ = ["ReaderCompressor"]


class ReaderCompressor(BaseDocumentCompressor):
    """Puts documents in the order of how likely they are to answer the query.

    Each comes back as it was, with ``relevance_score`` in its metadata: the calibrated
    probability, 0..1, that it answers. A ``title`` and a ``published`` (ISO 8601) in the metadata
    are read as its header.
    """

    # Pydantic would take the cached property for a field.
    model_config = ConfigDict(arbitrary_types_allowed=True, ignored_types=(cached_property,))

    top_n: int | None = None
    """Number of documents to keep at most; all when None."""
    threshold: float = 0.0
    """The least probability, 0..1, to be kept."""

    @cached_property
    def _reader(self) -> "Reader":
        from assistant.reader import Reader

        return Reader.load()

    def compress_documents(
        self,
        documents: Sequence[Document],
        query: str,
        callbacks: "Callbacks" = None,
    ) -> list[Document]:
        """Return the documents that may answer ``query``, likeliest first."""
        from assistant.reader import Passage

        passages = [
            Passage(_header(document.metadata), document.page_content) for document in documents
        ]
        readings = self._reader.read(query, passages)
        scored = [
            Document(
                id=document.id,
                page_content=document.page_content,
                metadata={**document.metadata, "relevance_score": reading.answerable},
            )
            for document, reading in zip(documents, readings, strict=True)
            if reading.answerable >= self.threshold
        ]
        scored.sort(key=lambda document: -document.metadata["relevance_score"])
        return scored[: self.top_n]


def _header(metadata: dict[str, Any]) -> str:
    title = metadata.get("title")
    try:
        day = date.fromisoformat(str(metadata.get("published"))[:10])
    except ValueError:  # other retrievers' documents may hold anything
        day = None
    return header(str(title) if title else None, day)
