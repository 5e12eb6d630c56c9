"""Chunks: the passages of an article that are embedded, searched and read."""

import hashlib
from dataclasses import dataclass

from corpus.article import Article
from corpus.hit import header
from corpus.text.sentences import Range, sentence_ranges

__all__ = ["Chunk", "chunk_article"]

_MAX_SENTENCES = 5
"""Sentences a chunk, at most, unless they are short."""
_MIN_CHARACTERS = 120
"""Code points that more sentences fill up: with a word a line, an article would else have thousands
of chunks that say nothing."""
_MIN_SENTENCES = 3
"""A chunk that would be shorter is filled from the end of the one before."""
_MAX_CHARACTERS = 900
"""Code points from first to last sentence: some 200 word pieces, which the models take whole."""
_OVERLAP = 1
"""Sentences that two neighbouring chunks share, so that no thought is cut in two."""
# To be raised when texts are cut otherwise: chunks then get other ids, and are embedded anew.
_VERSION = 1
_ID_LENGTH = 32


@dataclass(frozen=True, slots=True)
class Chunk:
    """A few sentences of one revision of an article."""

    id: str
    """Derived from article, revision, place and facts: the same chunk always has the same id."""
    article_id: str
    revision: str
    start: int
    """Code points into the article's text; the range is half-open."""
    end: int
    sentences: tuple[Range, ...]
    """Ranges of the article's text."""
    text: str
    """``article.text[start:end]``."""
    header: str
    """Title and date, embedded with the text but never quoted; may be empty."""

    @property
    def embedded_text(self) -> str:
        """Text that the embedding model reads: the header, if there is one, and the passage."""
        return f"{self.header}\n{self.text}" if self.header else self.text


def chunk_article(article: Article) -> list[Chunk]:
    """Cut an article into chunks of some three to five sentences that overlap by one.

    A sentence is never cut unless it is longer than ``sentences.MAX_SENTENCE``. Together the
    chunks hold every sentence of the article.
    """
    sentences = sentence_ranges(article.text)
    head = header(article.title, article.published)
    chunks: list[Chunk] = []
    first = 0
    while first < len(sentences):
        last = _last(sentences, first)
        if last == len(sentences):
            first = _filled(sentences, first, last)
        chunks.append(_chunk(article, tuple(sentences[first:last]), head))
        if last == len(sentences):
            break
        # One on at least, where a single sentence fills the chunk.
        first = max(first + 1, last - _OVERLAP)
    return chunks


def _last(sentences: list[Range], first: int) -> int:
    """Return the index after the last sentence that fits into a chunk beginning at ``first``."""
    last = first + 1
    start = sentences[first][0]
    while (
        last < len(sentences)
        and (last - first < _MAX_SENTENCES or sentences[last - 1][1] - start < _MIN_CHARACTERS)
        and sentences[last][1] - start <= _MAX_CHARACTERS
    ):
        last += 1
    return last


def _filled(sentences: list[Range], first: int, last: int) -> int:
    """Return the first sentence of a final chunk that has enough sentences, if they fit."""
    while (
        first > 0
        and last - first < _MIN_SENTENCES
        and sentences[last - 1][1] - sentences[first - 1][0] <= _MAX_CHARACTERS
    ):
        first -= 1
    return first


def _chunk(article: Article, sentences: tuple[Range, ...], head: str) -> Chunk:
    start, end = sentences[0][0], sentences[-1][1]
    # The facts are part of the identity: they are embedded or filtered by, so that an article
    # whose date was corrected gets new chunks although its text, and so its revision, is the same.
    identity = (_VERSION, article.id, article.revision, start, end, head)
    facts = (article.publisher, article.published)
    return Chunk(
        id=hashlib.sha256(repr((identity, facts)).encode()).hexdigest()[:_ID_LENGTH],
        article_id=article.id,
        revision=article.revision,
        start=start,
        end=end,
        sentences=sentences,
        text=article.text[start:end],
        header=head,
    )
