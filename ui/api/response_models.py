"""Models of the API's own responses; answers, articles and hits are told by their ``to_dict``'s."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator

from corpus.text.corpus_json import HitJson, JsonModel, QuoteJson

__all__ = [
    "ArticleChange",
    "ArticleList",
    "ChatCompletion",
    "Health",
    "ModelBody",
    "ModelList",
    "PeopleList",
    "ProblemBody",
    "QuestionList",
    "QuoteList",
    "SearchResult",
    "Suggestions",
]

# To the second, as their to_dict() tells them.
_Moment = Annotated[datetime, AfterValidator(lambda moment: moment.replace(microsecond=0))]


class SearchResult(JsonModel):
    """The passages that match best, best first."""

    hits: list[HitJson]


class EntryBody(JsonModel):
    """An article as a line of a list."""

    id: str
    label: str
    publisher: str | None
    published: date | None
    language: str | None


class ArticleList(JsonModel):
    """A page of the list of articles."""

    articles: list[EntryBody]
    total: int
    limit: int
    offset: int


class KnownQuote(QuoteJson):
    """A quote whose speaker is known."""

    speaker: str


class QuoteList(JsonModel):
    """A page of the quotes whose speaker is known."""

    quotes: list[KnownQuote]
    total: int
    limit: int
    offset: int


class ArticleChange(JsonModel):
    """The result of adding an article."""

    id: str
    revision: str
    result: Literal["added", "changed", "unchanged"]


class Suggestions(JsonModel):
    """Questions that the articles answer."""

    questions: list[str]


class Health(JsonModel):
    """The server's state."""

    status: Literal["ok"]


class ErrorBody(JsonModel):
    """The same problem where OpenAI's clients look for it."""

    message: str
    type: str
    code: str | None
    param: str | None


class ProblemBody(JsonModel):
    """A problem, as RFC 9457 has it."""

    type: str
    title: str
    status: int
    detail: str
    error: ErrorBody


class ModelBody(JsonModel):
    """A model as OpenAI's protocol has it."""

    id: str
    object: Literal["model"]
    created: int
    owned_by: str


class ModelList(JsonModel):
    """The models as OpenAI's protocol has them."""

    object: Literal["list"]
    data: list[ModelBody]


class UrlCitation(JsonModel):
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


class AnnotationBody(JsonModel):
    """An annotation as OpenAI's protocol has it."""

    type: Literal["url_citation"]
    url_citation: UrlCitation


class MessageBody(JsonModel):
    """The answer as a message: Markdown, with its sources numbered below."""

    role: Literal["assistant"]
    content: str
    refusal: None
    annotations: list[AnnotationBody]


class ChoiceBody(JsonModel):
    """The one choice."""

    index: int
    message: MessageBody
    finish_reason: Literal["stop"]
    logprobs: None


class UsageBody(JsonModel):
    """Words of the messages and of the answer: the assistant has no tokens to charge for."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class ChatCompletion(JsonModel):
    """A completion as OpenAI's protocol has it."""

    id: str
    created: int
    model: str
    object: Literal["chat.completion"]
    choices: list[ChoiceBody]
    usage: UsageBody


class PersonBody(JsonModel):
    """Somebody whose conversations are kept: the name, how many, and when the last was asked in."""

    owner: str
    conversations: int
    last: _Moment


class PeopleList(JsonModel):
    """A page of the people whose conversations are kept."""

    people: list[PersonBody]
    total: int
    limit: int
    offset: int


class AskedQuestionBody(JsonModel):
    """A question that readers of the chat asked."""

    question: str
    asked: int
    unanswered: int
    first: _Moment
    last: _Moment


class QuestionList(JsonModel):
    """Questions that users of the chat asked; ``total`` counts those that are left out too."""

    questions: list[AskedQuestionBody]
    total: int
