"""Models of the API's requests, as pydantic checks and OpenAPI describes them."""

import re
from datetime import date
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from assistant.assistant import MAX_QUESTION
from corpus import Article, InvalidInput
from corpus.article import is_safe_id
from corpus.listing import Order

__all__ = [
    "MOST_TURNS",
    "ArticlesQuery",
    "ChatCompletionRequest",
    "ChatMessage",
    "Conditions",
    "HistoryMessage",
    "NewArticle",
    "PeopleQuery",
    "Question",
    "QuestionsQuery",
    "QuotesQuery",
    "RevisionQuery",
    "SearchRequest",
    "SuggestionsQuery",
    "TextToVerify",
]

MOST_TURNS: Final = 200
"""Messages of a conversation that a question may bring."""
_MOST_NAMES: Final = 100
"""Publishers or articles that a filter may name."""
_MOST_HITS: Final = 100
_LONGEST_TEXT: Final = 20_000
"""Code points of a text to verify: some 150 sentences, each of which takes a search."""
_COUNTED: Final = 500
"""Code points of it that count as one question: three or four sentences take as long."""
_MOST_LISTED: Final = 200
"""Articles of a page of the list."""
_MOST_ASKED: Final = 1_000
"""Questions of readers that are told at once."""
_MOST_SUGGESTIONS: Final = 10
_LONGEST_NAME: Final = 500
"""Code points of an id or a publisher, as everywhere where articles are read."""
_LONGEST_ADDRESS: Final = 2_000

_SPOKEN: Final = r"[^\s\x00-\x1f\x7f-\x9f]"
"""A character that can be seen: a text with none of them is blank."""
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _day(value: object) -> date:
    """Return a day; pydantic alone takes "0" for the first day of 1970.

    Raises:
        ValueError: It is none, or not written like one.
    """
    # ``fromisoformat`` alone would take "20250306" and "2025-W10-4" too, which are no dates in
    # JSON Schema, and so not what OpenAPI tells.
    if isinstance(value, str) and _DAY.fullmatch(value):
        return date.fromisoformat(value)
    raise ValueError("give a day as YYYY-MM-DD")


def _whole(value: object) -> object:
    """Return 10.0 as 10: JSON has one kind of number."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


_Day = Annotated[date, BeforeValidator(_day)]
_Whole = Annotated[int, BeforeValidator(_whole)]
_Name = Annotated[str, Field(max_length=_LONGEST_NAME)]


class Strict(BaseModel):
    """Base of the requests that are ours, an agent's too: a name that is not known is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Conditions(Strict):
    """Conditions on the articles that are searched; what is left out is no condition."""

    published_after: _Day | None = Field(
        None, description="First day of publication, inclusive; leaves out undated articles."
    )
    published_before: _Day | None = Field(
        None, description="Last day of publication, inclusive; leaves out undated articles."
    )
    publishers: list[_Name] | None = Field(
        None, max_length=_MOST_NAMES, description="Names, any of which will do, in any case."
    )


class HistoryMessage(Strict):
    """One message of the conversation before a question."""

    role: Literal["user", "assistant"]
    content: str = Field(max_length=MAX_QUESTION)


class Question(Conditions):
    """A question to be answered from the articles."""

    question: str = Field(
        description="In plain language.",
        examples=["What did Meloni propose?"],
        # Only described here: ``assistant.assistant.cleaned`` refuses what is no question.
        json_schema_extra={"maxLength": MAX_QUESTION, "pattern": _SPOKEN},
    )
    history: list[HistoryMessage] = Field(
        [], max_length=MOST_TURNS, description="The conversation so far, oldest first."
    )
    stream: bool = Field(False, description="Answer with server-sent events.")

    def options(self) -> dict[str, Any]:
        """Return the options of ``Assistant.ask``."""
        return {
            "history": [(message.role, message.content) for message in self.history],
            "published_after": self.published_after,
            "published_before": self.published_before,
            "publishers": self.publishers,
        }


class TextToVerify(Conditions):
    """A draft, a speech or one claim, to be checked against the articles."""

    text: str = Field(
        max_length=_LONGEST_TEXT,
        description="Plain text; it is taken apart into sentences.",
        json_schema_extra={"pattern": _SPOKEN},
    )

    @property
    def questions(self) -> int:
        """As how many questions it counts: one for each 500 characters that are begun."""
        return max(1, -(-len(self.text) // _COUNTED))


class SearchRequest(Conditions):
    """A search for passages."""

    query: str = Field(max_length=MAX_QUESTION, description="A question or a few words.")
    k: _Whole = Field(10, ge=1, le=_MOST_HITS, description="How many passages at most.")
    article_ids: list[_Name] | None = Field(
        None, max_length=_MOST_NAMES, description="Articles to search in."
    )


class ArticlesQuery(Conditions):
    """A page of the list of articles, and their order."""

    words: str = Field(
        "", max_length=_LONGEST_NAME, description="Words that each must have, all of them."
    )
    order: Order = "added"
    descending: bool = Field(True, description="Whether the last comes first.")
    limit: int = Field(50, ge=1, le=_MOST_LISTED)
    offset: int = Field(0, ge=0, le=2**31 - 1, description="How many to pass over.")


class QuotesQuery(Conditions):
    """A page of the quotes, the newest article's first."""

    speaker: str = Field(
        "",
        max_length=_LONGEST_NAME,
        description="Words of the name, or of what somebody is; all must be there.",
    )
    words: str = Field(
        "", max_length=_LONGEST_NAME, description="Words that each must have, all of them."
    )
    limit: int = Field(30, ge=1, le=_MOST_LISTED)
    offset: int = Field(0, ge=0, le=2**31 - 1, description="How many to pass over.")


class PeopleQuery(Strict):
    """A page of the people whose conversations are kept, whoever asked last first."""

    limit: int = Field(50, ge=1, le=_MOST_LISTED)
    offset: int = Field(0, ge=0, le=2**31 - 1, description="How many to pass over.")


class QuestionsQuery(Strict):
    """A choice of the questions that readers asked."""

    unanswered: bool = Field(False, description="Only those that got no answer.")
    most: int = Field(50, ge=1, le=_MOST_ASKED, description="How many at most.")


class RevisionQuery(Strict):
    """One revision of an article."""

    revision: str | None = Field(
        None, description="SHA-256 of the text, as a citation has it; by default the newest."
    )


class SuggestionsQuery(Strict):
    """A number of suggestions."""

    most: int = Field(3, ge=1, le=_MOST_SUGGESTIONS)


class NewArticle(Strict):
    """An article to add. What is not known is left out; nothing is guessed."""

    text: str = Field(
        description="The body, exactly as it is to be quoted.",
        json_schema_extra={"pattern": _SPOKEN},
    )
    title: str | None = None
    url: str | None = Field(
        None,
        max_length=_LONGEST_ADDRESS,
        description="Where it was published: an http or https address.",
        json_schema_extra={"pattern": r"^(https?://[A-Za-z0-9.-]+([/:?#].*)?)?$"},
    )
    publisher: _Name | None = None
    authors: list[_Name] = Field([], max_length=_MOST_NAMES)
    published: _Day | None = None
    updated: _Day | None = None
    language: str | None = Field(None, pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
    id: _Name = Field(
        "",
        description="The identity that all revisions share: ASCII letters, digits and ._:- only. "
        "By default derived from the address, else from the text.",
        json_schema_extra={"pattern": r"^([A-Za-z0-9_][A-Za-z0-9_.:-]*)?$"},
    )

    def article(self) -> Article:
        """Return it as an article.

        Raises:
            InvalidInput: The id has other characters.
            InvalidArticle: It cannot be stored.
        """
        if self.id and not is_safe_id(self.id):
            raise InvalidInput(
                f"id is {self.id!r}; use ASCII letters, digits and ._:- only, or leave it out"
            )
        return Article(**{**self.model_dump(), "authors": tuple(self.authors)})


# From here on not strict: clients of OpenAI's protocol send much that has no meaning here.
class ContentPart(BaseModel):
    """A part of a message; only text is read."""

    type: Literal["text"]
    text: str


class ChatMessage(BaseModel):
    """A message as OpenAI's protocol has it."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[ContentPart] | None = None

    @property
    def text(self) -> str:
        """The text of all parts."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content)
        return self.content or ""


class StreamOptions(BaseModel):
    """Options of a stream as OpenAI's protocol has them."""

    include_usage: bool | None = None


class ChatCompletionRequest(BaseModel):
    """A conversation as OpenAI's protocol has it; temperature, tools and the like are ignored."""

    model: str = Field(examples=["onrecord"])
    messages: list[ChatMessage] = Field(
        min_length=1,
        description="The last one of the user is the question; the 200 before it are its history.",
    )
    stream: bool = False
    stream_options: StreamOptions | None = None
