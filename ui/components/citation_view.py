"""Citations, articles and passages as plain data for the page's components; nothing here draws."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from assistant import Citation
from assistant.answer_parts import UNTITLED, also_in
from corpus import Hit, Variant
from corpus.text.dates import spoken_day
from ui.components.references import Reference
from ui.components.source_view import RunView, runs

__all__ = [
    "Known",
    "MarkerView",
    "OriginView",
    "PassageView",
    "joined",
    "marker_view",
    "origin_view",
    "passage_view",
]


class MarkerView(TypedDict):
    """A control that opens a passage, and what its card shows of it."""

    ref: str
    number: int
    source: str
    """Title, publisher and date in one line."""
    title: str
    details: str
    """Publisher and date, or that the date is not known."""
    language: str | None
    quote: list[RunView]


class OriginView(TypedDict):
    """An article, and which citations come from it."""

    ref: str
    """The first of its citations."""
    numbers: list[int]
    title: str
    details: str
    """Publisher, date and where else it can be read, or an empty string."""
    language: str | None


class PassageView(TypedDict):
    """A passage near a question that is not answered, or one that differs from a citation."""

    ref: str
    title: str
    details: str
    text: str
    language: str | None


@dataclass(frozen=True, slots=True)
class Known:
    """Facts about an article that its citation does not have."""

    label: str
    """What to call it when it has no title."""
    language: str | None
    """An IETF language tag."""


def marker_view(citation: Citation, turn: int, known: Mapping[str, Known]) -> MarkerView:
    """Return the data of a citation's marker."""
    title = _title(citation.title, citation.article_id, known)
    details = _details(citation.publisher, citation.published)
    quote_range = (citation.start, citation.end)
    return MarkerView(
        ref=Reference(turn, "citation", citation.number).key,
        number=citation.number,
        source=", ".join(filter(None, (title, details))),
        title=title,
        details=_details(citation.publisher, citation.published, missing="Date not known"),
        language=_language(citation.article_id, known),
        quote=runs(citation.quote, citation.start, quote_range, citation.span),
    )


def origin_view(citations: Sequence[Citation], turn: int, known: Mapping[str, Known]) -> OriginView:
    """Return the article of some citations; "also in" names who has the words of all of them."""
    first, others = citations[0], also_in(citations)
    return OriginView(
        ref=Reference(turn, "citation", first.number).key,
        numbers=[citation.number for citation in citations],
        title=_title(first.title, first.article_id, known),
        details=joined(
            _details(first.publisher, first.published), f"also in {others}" if others else ""
        ),
        language=_language(first.article_id, known),
    )


def passage_view(
    reference: Reference, of: Hit | Variant, text: str, known: Mapping[str, Known], remark: str = ""
) -> PassageView:
    """Return a passage that is no citation; ``remark`` stands after its publisher and day."""
    return PassageView(
        ref=reference.key,
        title=_title(of.title, of.article_id, known),
        details=joined(_details(of.publisher, of.published), remark),
        text=" ".join(text.split()),
        language=_language(of.article_id, known),
    )


def joined(*parts: str | None) -> str:
    """Return details in one line, leaving out what is not known."""
    return " · ".join(filter(None, parts))


def _title(title: str | None, article_id: str, known: Mapping[str, Known]) -> str:
    if title or article_id not in known:
        return title or UNTITLED
    return known[article_id].label


def _language(article_id: str, known: Mapping[str, Known]) -> str | None:
    return known[article_id].language if article_id in known else None


def _details(publisher: str | None, published: date | None, missing: str = "") -> str:
    return joined(publisher, spoken_day(published) if published else missing)
