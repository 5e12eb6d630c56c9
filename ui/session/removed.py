"""Removes an article so that it can be put back."""

from dataclasses import dataclass
from typing import Self

from corpus import Corpus
from corpus.sources import Sourced

__all__ = ["Removed"]


@dataclass(frozen=True, slots=True)
class Removed:
    """An article that was taken out of the corpus, whole, so that it can be put back."""

    revisions: tuple[Sourced, ...]
    """Oldest first."""

    @property
    def label(self) -> str:
        """The label of the article's newest revision."""
        return self.revisions[-1].article.label

    @classmethod
    def remove(cls, corpus: Corpus, article_id: str) -> Self:
        """Remove an article, and keep what it takes to put it back.

        Raises:
            ArticleNotFound: There is none with that id.
            StoreError: The corpus cannot be written.
        """
        revisions = []
        # They come newest first. Put back oldest first, the newest is the last that is added, and
        # so the one that is searched.
        for revision in reversed(corpus.revisions(article_id)):
            article = corpus.article(article_id, revision)
            revisions.append(Sourced(article, article.label, corpus.origins(article_id, revision)))
        corpus.remove(article_id)
        return cls(tuple(revisions))

    def restore(self, corpus: Corpus) -> None:
        """Put the article back with all its revisions: citations of it resolve again.

        Raises:
            StoreError: The corpus cannot be written.
        """
        for revision in self.revisions:
            corpus.add(revision)
