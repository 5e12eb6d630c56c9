"""The parts of an answer: citations, the statements that rest on them, sections, and a count."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from corpus import Copy, Variant
from corpus.language.corrections import Correction
from corpus.text.dates import spoken_day

__all__ = [
    "UNTITLED",
    "Citation",
    "Section",
    "Setting",
    "Statement",
    "Total",
    "Withheld",
    "also_in",
    "corrections_of",
]

UNTITLED: Final = "Untitled article"
"""The heading of an article that has none."""


@dataclass(frozen=True, slots=True)
class Setting:
    """The words before a quote that tell who or what it is about, verbatim.

    ``quote`` is the article's text from ``start`` to ``end``, in code points, half-open.
    """

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Citation:
    """The exact words of one revision of one article.

    Invariant: ``corpus.article(article_id, revision).text[start:end] == quote``.
    """

    number: int
    """The marker in the answer's text, from 1 in order of first use."""
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
    span: tuple[int, int] | None = None
    """Start and end of the answering words, in the article's text, within start..end."""
    also_in: tuple[Copy, ...] = ()
    """Other articles that tell the same with the same facts, the earliest first."""
    differs: tuple[Variant, ...] = ()
    """Sentences in which other articles of the same story say otherwise, the earliest first."""
    setting: Setting | None = None
    """The sentence or two before it, where the quote points back to them ("He said …")."""
    corrections: tuple[Correction, ...] = ()
    """The notes by which the same article corrects what the quote tells, in their order."""

    def to_dict(self) -> dict[str, Any]:
        """Return a dictionary that ``json.dumps`` takes."""
        from assistant.answer_json import CitationJson

        return CitationJson.dict_of(self)

    @property
    def source(self) -> str:
        """Title, publisher and date in one line, leaving out what is not known."""
        day = self.published.isoformat() if self.published else None
        return ", ".join(filter(None, (self.title, self.publisher, day))) or UNTITLED

    @property
    def others(self) -> str:
        """Publishers (else titles, else addresses) of ``also_in`` in one line; may be empty."""
        return also_in((self,))


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer and the numbers of the citations that support it."""

    text: str
    citations: tuple[int, ...]
    support: float
    """Calibrated probability, 0..1, that the cited words support the sentence as an answer; 1 where
    it is listed for what stands in it, and answers nothing."""
    speaker: str | None = None
    """The speaker, where the article attributes it to somebody."""

    @property
    def marked(self) -> str:
        """The sentence followed by its markers, as in ``Answer.text``."""
        return f"{self.text} {''.join(f'[{n}]' for n in self.citations)}"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an answer: statements under one article, day, speaker or subject."""

    statements: tuple[Statement, ...]
    heading: str | None = None
    """The title of an article, or words of the question."""
    day: date | None = None
    publisher: str | None = None
    speaker: str | None = None

    @property
    def label(self) -> str:
        """Speaker, heading, publisher and day in one line, leaving out what is not known."""
        day = spoken_day(self.day) if self.day else None
        return ", ".join(filter(None, (self.speaker, self.heading, self.publisher, day)))

    def speaker_of(self, statement: Statement) -> str | None:
        """Return who says a statement, where the label does not tell it; else None."""
        return None if statement.speaker == self.speaker else statement.speaker


@dataclass(frozen=True, slots=True)
class Total:
    """A count of what a list has, and which page of it the answer tells.

    Counted over the whole corpus: of articles; in a timeline, of days; of who said what, of
    statements or speakers.
    """

    count: int
    of: int
    """Number of articles there are, under the question's filters."""
    listed: int
    """Number of those counted that are in the answer's sections."""
    first: int = 1
    """The place of the first of them in the list, from 1."""

    @property
    def last(self) -> int:
        """The place of the last that is told; one before ``first`` where none is."""
        return self.first + self.listed - 1

    @property
    def left(self) -> int:
        """The number of those that come after this page."""
        return max(0, self.count - self.last)

    @property
    def complete(self) -> bool:
        """True if none comes after this page."""
        return self.left == 0

    @property
    def page(self) -> str:
        """The places of what is told, such as "31 to 60"; empty where that is the whole list."""
        if self.listed == self.count:
            return ""
        return f"{self.first:,}" + (f" to {self.last:,}" if self.listed != 1 else "")

    @property
    def paged(self) -> str:
        """The page of a list that is told, after a semicolon; empty where it is the whole."""
        if not self.page:
            return ""
        return f"; {f'number {self.page} is' if self.listed == 1 else f'{self.page} are'} listed"


@dataclass(frozen=True, slots=True)
class Withheld:
    """A sentence that a language model wrote and that the articles do not bear out."""

    text: str
    reason: str
    """The fault, in words."""


def corrections_of(citations: Iterable[Citation]) -> tuple[Correction, ...]:
    """Return the notes of all these citations by which articles correct themselves, each once."""
    return tuple(dict.fromkeys(note for citation in citations for note in citation.corrections))


def also_in(citations: Sequence[Citation]) -> str:
    """Return who else prints the words of all these citations, in one line; may be empty.

    Others are named by publisher, else by title, else by address.
    """
    names = (
        copy.publisher or copy.title or copy.url or "an untitled article"
        for copy in citations[0].also_in
        if all(copy in citation.also_in for citation in citations)
    )
    return ", ".join(dict.fromkeys(names))
