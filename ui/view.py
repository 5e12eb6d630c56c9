"""Answers and articles as plain data for the page's components; nothing here draws.

Every string is passed on as it is: the components show strings with ``textContent`` only.
Offsets are resolved here, because Python counts code points and JavaScript does not.
"""

from datetime import date
from itertools import pairwise
from typing import Final, Literal, Protocol, TypedDict
from urllib.parse import urlsplit

from assistant import Answer, Citation
from ui.conversation import Passage, Reference

__all__ = ["AnswerView", "SourceView", "answer_view", "safe_url", "source_view"]

Role = Literal["text", "quote", "span"]

_WINDOW: Final = 200_000
"""Code points of an article shown around a passage; a longer text would stall the page."""


class _Article(Protocol):
    """What the source pane shows of an article: the fields of ``corpus.Article``."""

    @property
    def text(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def url(self) -> str | None: ...
    @property
    def publisher(self) -> str | None: ...
    @property
    def authors(self) -> tuple[str, ...]: ...
    @property
    def published(self) -> date | None: ...
    @property
    def language(self) -> str | None: ...


class MarkerView(TypedDict):
    """A control that opens a passage."""

    ref: str
    number: int
    source: str
    """Title, publisher and date in one line."""


class OriginView(TypedDict):
    """An article in the list under an answer, and which citations come from it."""

    ref: str
    """The first of its citations."""
    numbers: list[int]
    title: str
    details: str
    """Publisher and date, or an empty string."""


class PassageView(TypedDict):
    """A passage near a question that the articles do not answer."""

    ref: str
    title: str
    details: str
    text: str


class StatementView(TypedDict):
    """One sentence of the answer and its markers."""

    text: str
    markers: list[MarkerView]


class AnswerView(TypedDict):
    """All that the answer component draws."""

    answered: bool
    statements: list[StatementView]
    note: str
    """How the sentences came about, in a few words."""
    sources: list[OriginView]
    nearest: list[PassageView]


class RunView(TypedDict):
    """A piece of a paragraph and how it is set."""

    text: str
    role: Role


class SourceView(TypedDict):
    """All that the source pane draws."""

    ref: str
    label: str
    """What the passage is: a citation, or only something near the question."""
    title: str
    details: str
    url: str | None
    host: str | None
    language: str | None
    before: bool
    """Whether the article goes on before what is shown."""
    after: bool
    paragraphs: list[list[RunView]]


def answer_view(answer: Answer, turn: int, labels: dict[str, str]) -> AnswerView:
    """What to draw for ``answer``.

    Args:
        answer: The whole answer.
        turn: Its place in the conversation, from 0.
        labels: ``Article.label`` by article id, for articles without a title.
    """
    markers = {
        c.number: MarkerView(
            ref=Reference(turn, "citation", c.number).key,
            number=c.number,
            source=", ".join(
                filter(
                    None,
                    (_title(c.title, c.article_id, labels), _details(c.publisher, c.published)),
                )
            ),
        )
        for c in answer.citations
    }
    statements = [
        StatementView(text=s.text, markers=[markers[n] for n in s.citations if n in markers])
        for s in answer.statements
    ]
    written = f"Written by {answer.model or 'a language model'} from the passages cited"
    note = "In the articles’ own words" if answer.mode == "extractive" else written
    return AnswerView(
        answered=answer.answered,
        statements=statements or [StatementView(text=answer.text, markers=[])],
        note=note if answer.answered else "",
        sources=_origins(answer.citations, turn, labels),
        nearest=[
            PassageView(
                ref=Reference(turn, "nearest", place).key,
                title=_title(hit.title, hit.article_id, labels),
                details=_details(hit.publisher, hit.published),
                text=" ".join(hit.text.split()),
            )
            for place, hit in enumerate(answer.nearest, 1)
        ],
    )


def source_view(article: _Article, passage: Passage, reference: Reference) -> SourceView:
    """The article around ``passage``, in paragraphs, with the passage's characters set apart."""
    nearest = reference.kind == "nearest"
    start = max(0, passage.start - _WINDOW // 2)
    end = min(len(article.text), passage.end + _WINDOW // 2)
    details = " · ".join(filter(None, (article.publisher, ", ".join(article.authors))))
    day = _day(article.published) if article.published else "Date not known"
    url = safe_url(article.url)
    return SourceView(
        ref=reference.key,
        label="Near the question, not an answer" if nearest else f"Source {reference.number}",
        title=article.label,
        details=f"{details} · {day}" if details else day,
        url=url,
        host=urlsplit(url).hostname if url else None,
        language=article.language,
        before=start > 0,
        after=end < len(article.text),
        paragraphs=_paragraphs(
            article.text, (start, end), (passage.start, passage.end), passage.span
        ),
    )


def safe_url(url: str | None) -> str | None:
    """``url`` when it is a plain http or https address of a host, else None."""
    if url is None or not url.isprintable() or set(url) & set(' <>"\\'):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in ("http", "https") and parts.hostname else None


def _origins(
    citations: tuple[Citation, ...], turn: int, labels: dict[str, str]
) -> list[OriginView]:
    origins: dict[tuple[str, str], OriginView] = {}
    for citation in citations:
        new = OriginView(
            ref=Reference(turn, "citation", citation.number).key,
            numbers=[],
            title=_title(citation.title, citation.article_id, labels),
            details=_details(citation.publisher, citation.published),
        )
        origin = origins.setdefault((citation.article_id, citation.revision), new)
        origin["numbers"].append(citation.number)
    return list(origins.values())


def _title(title: str | None, article_id: str, labels: dict[str, str]) -> str:
    return title or labels.get(article_id) or "Untitled article"


def _details(publisher: str | None, published: date | None) -> str:
    return " · ".join(filter(None, (publisher, _day(published) if published else None)))


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _paragraphs(
    text: str, window: tuple[int, int], quote: tuple[int, int], span: tuple[int, int] | None
) -> list[list[RunView]]:
    """The lines of ``text`` within ``window``, each cut where the quote or the span begins or ends.

    Joined with newlines, the pieces are the window's text, character for character.
    """
    paragraphs = []
    line_start = window[0]
    for line in text[slice(*window)].split("\n"):
        line_end = line_start + len(line)
        edges = {line_start, line_end, *quote, *(span or ())}
        cuts = sorted(edge for edge in edges if line_start <= edge <= line_end)
        paragraphs.append(
            [RunView(text=text[a:b], role=_role(a, quote, span)) for a, b in pairwise(cuts)]
        )
        line_start = line_end + 1
    return paragraphs


def _role(place: int, quote: tuple[int, int], span: tuple[int, int] | None) -> Role:
    if span and span[0] <= place < span[1]:
        return "span"
    return "quote" if quote[0] <= place < quote[1] else "text"
