"""Articles and chunks as rows of the library's tables, and back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from corpus.article import Article
from corpus.errors import InvalidArticle
from corpus.text.chunking import Chunk

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Stored", "chunk_rows", "revision_row", "stored"]


@dataclass(frozen=True, slots=True)
class Stored:
    """A revision of an article, with where each thing that is known of it was found."""

    article: Article
    origins: Mapping[str, str] = field(default_factory=dict)
    """Empty when they are not known: the article was given as one, or by an older version."""


def stored(row: Any) -> Stored:
    """The revision that a row holds.

    Raises:
        InvalidArticle: The text is not the one that was stored, or no article may hold it.
    """
    article = Article(
        id=row.article_id,
        text=row.text,
        title=row.title,
        url=row.url,
        publisher=row.publisher,
        authors=tuple(row.authors),
        published=row.published,
        updated=row.updated,
        language=row.language,
    )
    if article.revision != row.revision:
        raise InvalidArticle(f"the text of {article.id} was altered")
    return Stored(article, dict(row.origins))


def revision_row(each: Stored, sequence: int) -> dict[str, Any]:
    """The row of a revision, which came as the so-manieth of all."""
    article = each.article
    return {
        "article_id": article.id,
        "revision": article.revision,
        "sequence": sequence,
        "title": article.title,
        "text": article.text,
        "url": article.url,
        "publisher": article.publisher,
        "authors": list(article.authors),
        "published": article.published,
        "updated": article.updated,
        "language": article.language,
        "origins": dict(each.origins),
    }


def chunk_rows(
    chunks: Sequence[Chunk], embeddings: "Iterable[NDArray[np.float32]]"
) -> list[dict[str, Any]]:
    """The rows of chunks with their embeddings."""
    return [
        {
            "id": chunk.id,
            "article_id": chunk.article_id,
            "revision": chunk.revision,
            "start": chunk.start,
            "end": chunk.end,
            "sentences": [list(sentence) for sentence in chunk.sentences],
            "header": chunk.header,
            "text": chunk.text,
            "embedding": vector.astype("<f4").tobytes(),
        }
        for chunk, vector in zip(chunks, embeddings, strict=True)
    ]
