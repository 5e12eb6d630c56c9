"""An article as plain data for the component that shows it; nothing here draws.

Every string is passed on as it is: the component shows strings with ``textContent`` only.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal, TypedDict

from assistant.answer_parts import UNTITLED
from corpus import Article, Copy
from corpus.text.dates import spoken_day
from corpus.text.web_addresses import safe_link

__all__ = ["Run", "reading_view"]

_MOST: Final = 200_000
"""Code points that are shown; a longer text would stall the page."""


class Run(TypedDict):
    """A piece of a paragraph, and whether it is in both of two revisions that are compared.

    A "quote" is marked: the page was opened at it.
    """

    text: str
    role: Literal["same", "added", "removed", "quote"]


class _FactView(TypedDict):
    """A fact about an article, and where it was found."""

    name: str
    value: str
    url: str | None
    origin: str
    """Its origin, or an empty string."""


class _CopyView(TypedDict):
    """Another article that tells the same story in the same words."""

    id: str
    title: str
    details: str
    """Publisher and date, or an empty string."""


class _ReadingView(TypedDict):
    """The data of the article component."""

    title: str
    language: str | None
    facts: list[_FactView]
    copies: list[_CopyView]
    paragraphs: list[list[Run]]
    cut: bool
    """True if the text goes on after what is shown."""


def reading_view(
    article: Article,
    origins: Mapping[str, str],
    copies: Sequence[Copy] = (),
    compared: Iterable[Run] | None = None,
    marked: tuple[int, int] | None = None,
) -> _ReadingView:
    """Return the data of the article component for one revision of an article.

    Args:
        article: One revision of it.
        origins: Where each of its facts was found.
        copies: Other articles that tell the same story.
        compared: Its text and that of another revision, as pieces; None shows its text alone.
        marked: The range of its text to mark, where that is shown alone.
    """
    runs = _marked(article.text, marked) if compared is None else list(compared)
    paragraphs, cut = _paragraphs(runs)
    return _ReadingView(
        title=article.label,
        language=article.language,
        facts=_facts(article, origins),
        copies=[_copy(copy) for copy in copies],
        paragraphs=paragraphs,
        cut=cut,
    )


def _marked(text: str, marked: tuple[int, int] | None) -> list[Run]:
    start, end = marked or (len(text), len(text))
    pieces = [
        Run(text=text[:start], role="same"),
        Run(text=text[start:end], role="quote"),
        Run(text=text[end:], role="same"),
    ]
    return [piece for piece in pieces if piece["text"]]


def _copy(copy: Copy) -> _CopyView:
    day = spoken_day(copy.published) if copy.published else None
    details = " · ".join(filter(None, (copy.publisher, day)))
    return _CopyView(id=copy.article_id, title=copy.title or UNTITLED, details=details)


def _facts(article: Article, origins: Mapping[str, str]) -> list[_FactView]:
    known = {
        "publisher": article.publisher,
        "authors": ", ".join(article.authors),
        "published": spoken_day(article.published) if article.published else "Not known",
        "updated": spoken_day(article.updated) if article.updated else None,
        "language": article.language,
        "url": article.url,
    }
    names = {"authors": "Written by", "url": "Address"}
    return [
        _FactView(
            name=names.get(name, name.capitalize()),
            value=value,
            url=safe_link(article.url) if name == "url" else None,
            origin=origins.get(name, ""),
        )
        for name, value in known.items()
        if value
    ]


def _paragraphs(runs: list[Run]) -> tuple[list[list[Run]], bool]:
    """Split into paragraphs, at most ``_MOST`` code points in all; tell if more follows."""
    paragraphs: list[list[Run]] = [[]]
    room = _MOST
    for run in runs:
        shown = run["text"][:room]
        room -= len(shown)
        first, *others = shown.split("\n")
        paragraphs[-1].append(Run(text=first, role=run["role"]))
        paragraphs += [[Run(text=line, role=run["role"])] for line in others]
        if len(shown) < len(run["text"]):
            return _full(paragraphs), True
    return _full(paragraphs), False


def _full(paragraphs: list[list[Run]]) -> list[list[Run]]:
    return [runs for runs in paragraphs if any(run["text"].strip() for run in runs)]
