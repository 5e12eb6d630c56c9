"""What a search finds: passages with offsets, score and ranks, and quotes of people."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from corpus.article import Article
from corpus.language.speech.cues import Form
from corpus.text.dates import spoken_day
from corpus.text.sentences import Range

__all__ = ["Copy", "Hit", "Quote", "Retellings", "Variant"]


@dataclass(frozen=True, slots=True)
class Copy:
    """Another article that tells the same story in nearly the same words."""

    article_id: str
    title: str | None
    publisher: str | None
    url: str | None
    published: date | None


@dataclass(frozen=True, slots=True)
class Variant:
    """A sentence of another article that tells otherwise what a passage tells.

    Invariant: ``corpus.article(article_id, revision).text[start:end] == quote``.
    """

    article_id: str
    revision: str
    title: str | None
    publisher: str | None
    url: str | None
    published: date | None
    start: int
    """Code points into the article's text; the range is half-open."""
    end: int
    quote: str

    @property
    def source(self) -> str:
        """Publisher, else title, and date in one line: "The Herald, 2 March 2026"."""
        name = self.publisher or self.title or self.url or "An untitled article"
        return f"{name}, {spoken_day(self.published)}" if self.published else name


@dataclass(frozen=True, slots=True)
class Retellings:
    """The other articles of a story, by the way in which they tell a few of its sentences."""

    also_in: tuple[Copy, ...] = ()
    """Articles with the same facts, the earliest first."""
    differs: tuple[Variant, ...] = ()
    """The sentences that contradict, the earliest first."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One chunk that matched a query. ``text`` is ``article.text[start:end]``, verbatim."""

    chunk_id: str
    article_id: str
    revision: str
    start: int
    """Code points into the article's text; the range is half-open."""
    end: int
    text: str
    sentences: tuple[tuple[int, int], ...]
    """The sentences of the passage, as ranges of the article's text."""
    title: str | None
    url: str | None
    publisher: str | None
    published: date | None
    score: float
    """Nearness to the query, in meaning and in words: higher is better."""
    text_rank: int | None = None
    """Place in the full-text ranking from 1, or None when full text did not find it."""
    vector_rank: int | None = None
    """Place in the ranking by embedding from 1, or None when the vectors did not find it."""
    also_in: tuple[Copy, ...] = ()
    """Other articles that tell this passage with the same facts, the earliest first, whatever the
    search's filters. Of an article's opening they may leave out half."""

    @property
    def header(self) -> str:
        """Title and date: read with the passage by the models, never quoted."""
        return header(self.title, self.published)

    @property
    def source(self) -> str:
        """Title, publisher and date in one line, leaving out what is not known."""
        day = self.published.isoformat() if self.published else None
        return ", ".join(filter(None, (self.title, self.publisher, day)))

    def to_dict(self) -> dict[str, Any]:
        """A dictionary that ``json.dumps`` takes; dates are ISO 8601 strings."""
        # Not at the top: with pydantic ``import corpus`` would take twice as long.
        from corpus.text.corpus_json import HitJson

        return HitJson.dict_of(self)


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's words in one place of an article: whole sentences, with who says them."""

    article: Article = field(repr=False)
    """The revision in which they stand."""
    start: int
    """Code points into the article's text; the range is half-open."""
    end: int
    content: tuple[Range, ...]
    """Ranges of what is said: quotations without their marks, or clauses."""
    speaker: str | None
    """A person's longest name in the article, else the words for who speaks; None if unclear."""
    role: str | None
    """The person's office, in the article's words: "the finance minister"."""
    form: Form
    """Word for word, in the article's words ("indirect"), or "mixed"."""
    cue: str
    """The verb, or "according to"; empty where a quotation has none."""
    named: Range | None
    """Where the article names the speaker."""

    @property
    def text(self) -> str:
        """The sentences, verbatim."""
        return self.article.text[self.start : self.end]

    @property
    def said(self) -> str:
        """The words said, without who says them."""
        return " ".join(self.article.text[start:end] for start, end in self.content)

    @property
    def place(self) -> tuple[str, int]:
        """The article's id and the first code point."""
        return self.article.id, self.start

    def to_dict(self) -> dict[str, Any]:
        """A dictionary that ``json.dumps`` takes; dates are ISO 8601 strings."""
        # Not at the top, as above.
        from corpus.text.corpus_json import QuoteJson

        return QuoteJson.dict_of(self)


def header(title: str | None, published: date | None) -> str:
    """The line that stands before a passage when a model reads it: "Title (6 March 2025)"."""
    day = f"({spoken_day(published)})" if published else ""
    return " ".join(filter(None, (title, day)))
