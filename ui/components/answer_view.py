"""Answers as plain data for the page's component; nothing here draws.

Every string is passed on as it is: the component shows strings with ``textContent`` only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, TypedDict

from assistant import Answer, Citation
from corpus import Hit, Variant
from ui.components.display_text import spoken_day
from ui.components.references import Reference
from ui.components.source_view import RunView, runs

__all__ = [
    "AnswerView",
    "Known",
    "MarkerView",
    "NoteView",
    "OriginView",
    "PassageView",
    "StatementView",
    "WithheldView",
    "answer_view",
]

Kind = Literal["quoted", "written", "refusal"]


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
    """An article in the list under an answer, and which citations come from it."""

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


class StatementView(TypedDict):
    """One sentence of the answer and its markers."""

    text: str
    markers: list[MarkerView]
    language: str | None


class NoteView(TypedDict):
    """The origin of the sentences, quoted or written: in a word, and in a short text."""

    word: str
    text: str


class WithheldView(TypedDict):
    """A sentence that was written and does not count, and why."""

    text: str
    reason: str


class AnswerView(TypedDict):
    """All that the answer component draws."""

    turn: int
    kind: Kind
    statements: list[StatementView]
    note: NoteView | None
    withheld: list[WithheldView]
    differs: list[PassageView]
    """What other articles of the same story say otherwise."""
    sources: list[OriginView]
    filters: list[str]
    """When refused: the conditions that may be hiding the answer."""
    nearest: list[PassageView]
    coverage: str
    """When refused: what the corpus holds, in a sentence."""


@dataclass(frozen=True, slots=True)
class Known:
    """Facts about an article that its citation does not have."""

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
    """Return the data of the answer component for ``answer``.

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
        cited = [markers[number] for number in statement.citations if number in markers]
        language = cited[0]["language"] if cited and answer.mode == "extractive" else None
        statements.append(StatementView(text=statement.text, markers=cited, language=language))
    refused = [StatementView(text=answer.text, markers=[], language=None)]
    return AnswerView(
        turn=turn,
        kind=_kind(answer),
        statements=statements or refused,
        note=_note(answer) if answer.answered else None,
        withheld=[
            WithheldView(text=sentence.text, reason=sentence.reason) for sentence in answer.withheld
        ],
        differs=[
            _passage(
                Reference(turn, "differs", index),
                variant,
                variant.quote,
                known,
                f"differs from [{number}]",
            )
            for index, (number, variant) in enumerate(answer.differs, 1)
        ],
        sources=_origins(answer.citations, turn, known),
        filters=[] if answer.answered else list(filters),
        nearest=[
            _passage(Reference(turn, "nearest", index), hit, hit.text, known)
            for index, hit in enumerate(answer.nearest, 1)
        ],
        coverage="" if answer.answered else coverage,
    )


def _passage(
    reference: Reference, of: Hit | Variant, text: str, known: Mapping[str, Known], remark: str = ""
) -> PassageView:
    return PassageView(
        ref=reference.key,
        title=_title(of.title, of.article_id, known),
        details=_joined(_details(of.publisher, of.published), remark),
        text=" ".join(text.split()),
        language=_language(of.article_id, known),
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


def _origins(
    citations: tuple[Citation, ...], turn: int, known: Mapping[str, Known]
) -> list[OriginView]:
    cited: dict[tuple[str, str], list[Citation]] = {}
    for citation in citations:
        cited.setdefault((citation.article_id, citation.revision), []).append(citation)
    return [_origin(same, turn, known) for same in cited.values()]


def _origin(citations: Sequence[Citation], turn: int, known: Mapping[str, Known]) -> OriginView:
    """Return the article of some citations; "also in" names who has the words of all of them."""
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
