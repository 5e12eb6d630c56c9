"""An article with what the library knows beside its text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from corpus.article import Article
from corpus.corpus import Corpus

__all__ = ["ArticleRecord"]


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """An article at one revision, with where its facts were found and its other revisions."""

    article: Article
    revisions: Sequence[str]
    """All that it has, the newest first."""
    origins: Mapping[str, str]
    """The origin of each fact, as far as that is known."""
    gone: str | None
    """The address that says that it is there no more."""

    @classmethod
    def of(cls, corpus: Corpus, article_id: str, revision: str | None = None) -> Self:
        """Read an article at its newest revision, or at the given one.

        Raises:
            ArticleNotFound: There is none.
            StoreError: The corpus cannot be read.
        """
        article = corpus.article(article_id, revision)
        return cls(
            article,
            corpus.revisions(article_id),
            corpus.origins(article_id, article.revision),
            corpus.gone(article_id),
        )

    def to_dict(self) -> dict[str, Any]:
        """Return a dictionary that ``json.dumps`` takes."""
        from corpus.text.corpus_json import ArticleRecordJson

        return ArticleRecordJson.dict_of(self)
