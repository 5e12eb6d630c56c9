"""The article around a passage as plain data for the source pane; nothing here draws.

Every string is passed on as it is: the component shows strings with ``textContent`` only.
Offsets are resolved here, because Python counts code points and JavaScript does not.
"""

from datetime import date
from itertools import pairwise
from typing import Final, Literal, Protocol, TypedDict
from urllib.parse import urlsplit

from corpus.text.dates import spoken_day
from corpus.text.web_addresses import safe_link
from ui.components.passage_links import OpenedPassage, PassageLink

__all__ = ["RunView", "marked_pieces", "source_view"]

_Role = Literal["text", "quote", "span"]

_WINDOW: Final = 200_000
"""Code points of an article shown around a passage; a longer text would stall the page."""


class _Article(Protocol):
    """The fields of ``corpus.Article`` that the source pane shows."""

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


class RunView(TypedDict):
    """A piece of a paragraph and its role: plain text, part of the quote, or of the span."""

    text: str
    role: _Role


class _SourceView(TypedDict):
    """The data of the source pane."""

    ref: str
    label: str
    """What the passage is: a citation, what differs from one, or only near the question."""
    title: str
    details: str
    url: str | None
    host: str | None
    language: str | None
    before: bool
    """True if the article goes on before what is shown."""
    after: bool
    paragraphs: list[list[RunView]]


def source_view(article: _Article, passage: OpenedPassage, link: PassageLink) -> _SourceView:
    """Return the data of the source pane: the article around ``passage``, which is set apart."""
    labels = {
        "citation": f"Source {link.number}",
        "nearest": "Near the question, not an answer",
        "differs": "Told otherwise here",
    }
    start = max(0, passage.start - _WINDOW // 2)
    end = min(len(article.text), passage.end + _WINDOW // 2)
    details = " · ".join(filter(None, (article.publisher, ", ".join(article.authors))))
    day = spoken_day(article.published) if article.published else "Date not known"
    url = safe_link(article.url)
    return _SourceView(
        ref=link.key,
        label=labels[link.kind],
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


def _paragraphs(
    text: str, window: tuple[int, int], quote: tuple[int, int], span: tuple[int, int] | None
) -> list[list[RunView]]:
    """Split ``text`` within ``window`` into lines, and these into pieces.

    Joined with newlines, the pieces are the window's text, character for character.
    """
    paragraphs = []
    line_start = window[0]
    for line in text[slice(*window)].split("\n"):
        paragraphs.append(marked_pieces(line, line_start, quote, span))
        # With the line break, which split() took.
        line_start += len(line) + 1
    return paragraphs


def marked_pieces(
    text: str, start: int, quote: tuple[int, int], span: tuple[int, int] | None
) -> list[RunView]:
    """Cut ``text`` where the quote or the span begins or ends.

    Args:
        text: A stretch of the article.
        start: Where it begins in the article's text.
        quote: The quote's place in the article's text.
        span: The answering words' place in it, if they are known.
    """
    end = start + len(text)
    edges = {start, end, *quote, *(span or ())}
    cuts = sorted(edge for edge in edges if start <= edge <= end)
    return [
        RunView(text=text[a - start : b - start], role=_role(a, quote, span))
        for a, b in pairwise(cuts)
    ]


def _role(offset: int, quote: tuple[int, int], span: tuple[int, int] | None) -> _Role:
    if span and span[0] <= offset < span[1]:
        return "span"
    return "quote" if quote[0] <= offset < quote[1] else "text"
