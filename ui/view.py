"""Answers as plain data for the page's component; nothing here draws.

Every string is passed on as it is: the component shows strings with ``textContent`` only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant import Answer, Citation
from ui.conversation import Reference
from ui.pieces import (
    AnswerView,
    Kind,
    MarkerView,
    NoteView,
    OriginView,
    PassageView,
    StatementView,
    WithheldView,
)
from ui.source import runs
from ui.words import spoken_day

__all__ = ["Known", "answer_view"]


@dataclass(frozen=True, slots=True)
class Known:
    """What a citation does not tell about its article."""

    label: str
    """What to call it when it has no title."""
    language: str | None
    """An IETF language tag."""


def answer_view(
    answer: Answer,
    turn: int,
    known: Mapping[str, Known],
    filters: Sequence[str] = (),
    coverage: str = "",
) -> AnswerView:
    """What to draw for ``answer``.

    Args:
        answer: The whole answer.
        turn: Its place in the conversation, from 0.
        known: What is known of its articles, by their ids.
        filters: The conditions that the search was under, in words.
        coverage: What the corpus holds, in a sentence.
    """
    markers = {c.number: _marker(c, turn, known) for c in answer.citations}
    statements = []
    for statement in answer.statements:
        mine = [markers[number] for number in statement.citations if number in markers]
        language = mine[0]["language"] if mine and answer.mode == "extractive" else None
        statements.append(StatementView(text=statement.text, markers=mine, language=language))
    refused = [StatementView(text=answer.text, markers=[], language=None)]
    return AnswerView(
        turn=turn,
        kind=_kind(answer),
        statements=statements or refused,
        note=_note(answer) if answer.answered else None,
        withheld=[WithheldView(text=each.text, reason=each.reason) for each in answer.withheld],
        differs=[
            PassageView(
                ref=Reference(turn, "differs", place).key,
                title=_title(variant.title, variant.article_id, known),
                details=_joined(
                    _details(variant.publisher, variant.published), f"differs from [{number}]"
                ),
                text=" ".join(variant.quote.split()),
                language=_language(variant.article_id, known),
            )
            for place, (number, variant) in enumerate(answer.differs, 1)
        ],
        sources=_origins(answer.citations, turn, known),
        filters=[] if answer.answered else list(filters),
        nearest=[
            PassageView(
                ref=Reference(turn, "nearest", place).key,
                title=_title(hit.title, hit.article_id, known),
                details=_details(hit.publisher, hit.published),
                text=" ".join(hit.text.split()),
                language=_language(hit.article_id, known),
            )
            for place, hit in enumerate(answer.nearest, 1)
        ],
        coverage="" if answer.answered else coverage,
    )


def _kind(answer: Answer) -> Kind:
    if not answer.answered:
        return "refusal"
    return "quoted" if answer.mode == "extractive" else "written"


def _note(answer: Answer) -> NoteView:
    if answer.mode == "written":
        writer = answer.model or "a language model"
        return NoteView(word="Written", text=f"by {writer}; each sentence checked with its source")
    why = f": {answer.note}" if answer.note else ""
    return NoteView(word="Quoted", text=f"in the articles’ own words{why}")


def _marker(citation: Citation, turn: int, known: Mapping[str, Known]) -> MarkerView:
    title = _title(citation.title, citation.article_id, known)
    details = _details(citation.publisher, citation.published)
    place = (citation.start, citation.end)
    return MarkerView(
        ref=Reference(turn, "citation", citation.number).key,
        number=citation.number,
        source=", ".join(filter(None, (title, details))),
        title=title,
        details=_details(citation.publisher, citation.published, missing="Date not known"),
        language=_language(citation.article_id, known),
        quote=runs(citation.quote, citation.start, place, citation.span),
    )


def _origins(
    citations: tuple[Citation, ...], turn: int, known: Mapping[str, Known]
) -> list[OriginView]:
    cited: dict[tuple[str, str], list[Citation]] = {}
    for citation in citations:
        cited.setdefault((citation.article_id, citation.revision), []).append(citation)
    return [_origin(same, turn, known) for same in cited.values()]


def _origin(citations: Sequence[Citation], turn: int, known: Mapping[str, Known]) -> OriginView:
    """The article of some citations; "also in" names who has the words of all of them."""
    first = citations[0]
    also_in = tuple(c for c in first.also_in if all(c in each.also_in for each in citations))
    also = f"also in {replace(first, also_in=also_in).others}" if also_in else ""
    return OriginView(
        ref=Reference(turn, "citation", first.number).key,
        numbers=[citation.number for citation in citations],
        title=_title(first.title, first.article_id, known),
        details=_joined(_details(first.publisher, first.published), also),
        language=_language(first.article_id, known),
    )


def _title(title: str | None, article_id: str, known: Mapping[str, Known]) -> str:
    if title or article_id not in known:
        return title or "Untitled article"
    return known[article_id].label


def _language(article_id: str, known: Mapping[str, Known]) -> str | None:
    return known[article_id].language if article_id in known else None


def _details(publisher: str | None, published: date | None, missing: str = "") -> str:
    day = spoken_day(published) if published else missing
    return _joined(publisher, day)


def _joined(*parts: str | None) -> str:
    return " · ".join(filter(None, parts))
