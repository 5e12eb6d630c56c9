"""Models of the API's responses, for its OpenAPI document; a test holds them to what is sent."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.answer_parts import Kind, Mode, Verdict
from assistant.judge.verification import Finding
from corpus.language.attributions import Form

__all__ = [
    "AnswerBody",
    "ArticleBody",
    "ArticleChange",
    "ArticleList",
    "ChatCompletion",
    "Health",
    "ModelList",
    "ProblemBody",
    "QuoteList",
    "SearchResult",
    "Suggestions",
    "VerificationBody",
]


class _Body(BaseModel):
    """Base of the responses: every name is always there."""

    model_config = ConfigDict(extra="forbid")


class SourceBody(_Body):
    """The article that a passage is from."""

    article_id: str
    title: str | None
    publisher: str | None
    url: str | None
    published: date | None


class CopyBody(SourceBody):
    """Another article that tells the same with the same facts."""


class VariantBody(SourceBody):
    """A sentence of another article that tells the same story otherwise."""

    revision: str
    start: int
    end: int
    quote: str


class HitBody(SourceBody):
    """A passage that was found: ``text`` is the article's text from ``start`` to ``end``."""

    revision: str
    start: int
    end: int
    text: str
    score: float
    also_in: list[CopyBody]


class SettingBody(_Body):
    """The words before a quote that tell who or what it is about."""

    start: int
    end: int
    quote: str


class CorrectionBody(_Body):
    """A note by which an article corrects itself, in code points of its text."""

    start: int
    end: int
    quote: str


class CitationBody(SourceBody):
    """The exact words of one revision of an article, in code points from ``start`` to ``end``."""

    number: int
    revision: str
    start: int
    end: int
    quote: str
    span: tuple[int, int] | None
    setting: SettingBody | None
    also_in: list[CopyBody]
    differs: list[VariantBody]
    corrections: list[CorrectionBody]


class StatementBody(_Body):
    """One sentence of an answer, and the numbers of the citations that it rests on."""

    text: str
    citations: list[int]
    support: float
    speaker: str | None


class SectionBody(_Body):
    """Statements under one article, day, speaker or subject."""

    heading: str | None
    day: date | None
    publisher: str | None
    speaker: str | None
    statements: list[StatementBody]


class WithheldBody(_Body):
    """A sentence that a language model wrote and that the articles do not bear out."""

    text: str
    reason: str


class TotalBody(_Body):
    """A count of what a list has, and which page of it the answer tells."""

    count: int
    of: int
    listed: int
    first: int
    complete: bool


class FiltersBody(_Body):
    """The conditions that a question itself names."""

    published_after: date | None
    published_before: date | None
    publishers: list[str] | None
    article_ids: list[str] | None


class AnswerBody(_Body):
    """The whole answer to one question."""

    question: str
    standalone_question: str
    answered: bool
    text: str
    statements: list[StatementBody]
    citations: list[CitationBody]
    nearest: list[HitBody]
    mode: Mode
    model: str | None
    note: str | None
    withheld: list[WithheldBody]
    confidence: float
    seconds: float
    kind: Kind
    remark: str
    sections: list[SectionBody]
    verdict: Verdict | None
    total: TotalBody | None
    filters: FiltersBody | None
    wider_question: str
    missing: list[str]
    as_of: date | None


class VerifiedSentenceBody(_Body):
    """A sentence of a text, from ``start`` to ``end`` in code points, and what is found on it."""

    start: int
    end: int
    text: str
    finding: Finding
    support: float
    citations: list[int]
    otherwise: list[int]
    reason: str | None


class VerificationBody(_Body):
    """A text with what the articles say of each of its sentences."""

    text: str
    verified: bool
    counts: dict[Finding, int]
    sentences: list[VerifiedSentenceBody]
    citations: list[CitationBody]


class SearchResult(_Body):
    """The passages that match best, best first."""

    hits: list[HitBody]


class EntryBody(_Body):
    """An article as a line of a list."""

    id: str
    label: str
    publisher: str | None
    published: date | None
    language: str | None


class ArticleList(_Body):
    """A page of the list of articles."""

    articles: list[EntryBody]
    total: int
    limit: int
    offset: int


class QuoteBody(_Body):
    """Somebody's words in one place of an article; offsets are code points of its text."""

    article_id: str
    revision: str
    title: str | None
    publisher: str | None
    url: str | None
    published: date | None
    start: int
    end: int
    quote: str
    content: list[tuple[int, int]]
    speaker: str
    role: str | None
    form: Form
    cue: str
    named: tuple[int, int] | None


class QuoteList(_Body):
    """A page of the quotes whose speaker is known."""

    quotes: list[QuoteBody]
    total: int
    limit: int
    offset: int


class ArticleBody(_Body):
    """One revision of an article, with where each of its facts comes from."""

    id: str
    revision: str
    title: str | None
    url: str | None
    publisher: str | None
    authors: list[str]
    published: date | None
    updated: date | None
    language: str | None
    text: str
    origins: dict[str, str]
    revisions: list[str]
    gone: str | None


class ArticleChange(_Body):
    """The result of adding an article."""

    id: str
    revision: str
    result: Literal["added", "changed", "unchanged"]


class Suggestions(_Body):
    """Questions that the articles answer."""

    questions: list[str]


class Health(_Body):
    """The server's state."""

    status: Literal["ok"]


class ErrorBody(_Body):
    """The same problem where OpenAI's clients look for it."""

    message: str
    type: str
    code: str | None
    param: str | None


class ProblemBody(_Body):
    """A problem, as RFC 9457 has it."""

    type: str
    title: str
    status: int
    detail: str
    error: ErrorBody


class ModelBody(_Body):
    """A model as OpenAI's protocol has it."""

    id: str
    object: Literal["model"]
    created: int
    owned_by: str


class ModelList(_Body):
    """The models as OpenAI's protocol has them."""

    object: Literal["list"]
    data: list[ModelBody]


class UrlCitation(_Body):
    """A citation: where its marker stands in the message, and what it cites."""

    start_index: int
    end_index: int
    title: str
    url: str
    number: int
    article_id: str
    revision: str
    start: int
    end: int
    quote: str


class AnnotationBody(_Body):
    """An annotation as OpenAI's protocol has it."""

    type: Literal["url_citation"]
    url_citation: UrlCitation


class MessageBody(_Body):
    """The answer as a message: Markdown, with its sources numbered below."""

    role: Literal["assistant"]
    content: str
    refusal: None
    annotations: list[AnnotationBody]


class ChoiceBody(_Body):
    """The one choice."""

    index: int
    message: MessageBody
    finish_reason: Literal["stop"]
    logprobs: None


class ChatCompletion(_Body):
    """A completion as OpenAI's protocol has it."""

    id: str
    object: Literal["chat.completion"]
    created: int
    model: str
    choices: list[ChoiceBody]


class PersonBody(_Body):
    """Somebody whose conversations are kept: the name, how many, and when the last was asked in."""

    owner: str
    conversations: int
    last: datetime


class PeopleList(_Body):
    """A page of the people whose conversations are kept."""

    people: list[PersonBody]
    total: int
    limit: int
    offset: int


class AskedQuestionBody(_Body):
    """A question that readers of the chat asked."""

    question: str
    asked: int
    unanswered: int
    first: datetime
    last: datetime


class QuestionList(_Body):
    """What readers of the chat ask; ``total`` counts those that are left out too."""

    questions: list[AskedQuestionBody]
    total: int


__all__ += ["PeopleList", "QuestionList"]
