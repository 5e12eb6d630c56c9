"""Answers as plain data for the page's component; nothing here draws.

Every string is passed on as it is: the component shows strings with ``textContent`` only.
"""

from datetime import date
from typing import TypedDict

from assistant import Answer, Citation
from ui.conversation import Reference
from ui.source import spoken_day

__all__ = ["AnswerView", "answer_view"]


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
    quoted = "In the articles’ own words" + (f": {answer.note}" if answer.note else "")
    note = quoted if answer.mode == "extractive" else written
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
    return " · ".join(filter(None, (publisher, spoken_day(published) if published else None)))
