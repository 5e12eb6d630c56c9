"""Models of what the assistant tells, as JSON: ``to_dict`` is made with them, OpenAPI shows them.

Each mirrors a class and reads its attributes, as those of ``corpus.text.corpus_json`` do.
"""

from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, PlainSerializer

from assistant.answer_kinds import Finding, Kind, Mode, UserVerdict, Verdict
from corpus.text.corpus_json import (
    ArticleWordsJson,
    CopyJson,
    FiltersJson,
    HitJson,
    JsonModel,
    WordsJson,
)

__all__ = ["AnswerJson", "CitationJson", "ConversationJson", "VerificationJson"]

_Time = Annotated[datetime, PlainSerializer(lambda time: time.isoformat())]

_Rounded = Annotated[float, AfterValidator(lambda value: round(value, 4))]


class CitationJson(JsonModel):
    """The exact words of one revision of an article, from ``start`` to ``end`` in code points."""

    number: int
    article_id: str
    revision: str
    title: str | None
    publisher: str | None
    url: str | None
    published: date | None
    start: int
    end: int
    quote: str
    span: tuple[int, int] | None
    setting: WordsJson | None
    also_in: list[CopyJson]
    differs: list[ArticleWordsJson]
    corrections: list[WordsJson]


class StatementJson(JsonModel):
    """One sentence of an answer, and the numbers of the citations that it rests on."""

    text: str
    citations: list[int]
    support: _Rounded
    speaker: str | None


class SectionJson(JsonModel):
    """Statements under one article, day, speaker or subject."""

    heading: str | None
    day: date | None
    publisher: str | None
    speaker: str | None
    statements: list[StatementJson]


class WithheldJson(JsonModel):
    """A sentence that a language model wrote and that the articles do not bear out."""

    text: str
    reason: str


class TotalJson(JsonModel):
    """A count of what a list has, and which page of it the answer tells."""

    count: int
    of: int
    listed: int
    first: int
    complete: bool


class AnswerJson(JsonModel):
    """The whole answer to one question."""

    question: str
    standalone_question: str
    answered: bool
    text: str
    statements: list[StatementJson]
    citations: list[CitationJson]
    nearest: list[HitJson]
    mode: Mode
    model: str | None
    note: str | None
    withheld: list[WithheldJson]
    confidence: _Rounded
    seconds: _Rounded
    kind: Kind
    remark: str
    sections: list[SectionJson]
    verdict: Verdict | None
    total: TotalJson | None
    filters: FiltersJson | None
    wider_question: str
    narrowing: str
    missing: list[str]
    as_of: date | None


class VerifiedSentenceJson(JsonModel):
    """A sentence of a text, from ``start`` to ``end`` in code points, and what is found on it."""

    start: int
    end: int
    text: str
    finding: Finding
    support: _Rounded
    citations: list[int]
    otherwise: list[int]
    reason: str | None


class VerificationJson(JsonModel):
    """A text with what the articles say of each of its sentences."""

    text: str
    verified: bool
    counts: dict[Finding, int]
    sentences: list[VerifiedSentenceJson]
    citations: list[CitationJson]


class TurnJson(JsonModel):
    """One question of a conversation, and what became of it."""

    question: str
    asked: _Time
    answer: AnswerJson | None
    problem: str | None
    partial: str | None
    verdict: UserVerdict | None
    comment: str


class ConversationJson(JsonModel):
    """Questions that follow each other, with their answers."""

    id: str
    title: str
    updated: _Time
    turns: list[TurnJson]
