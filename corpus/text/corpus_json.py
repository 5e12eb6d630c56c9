"""Models of what the corpus holds, as JSON: ``to_dict`` is made with them, and OpenAPI shows them.

Each mirrors a class and reads its attributes. The class itself is free of pydantic, with which
``import corpus`` would take twice as long: whoever needs no JSON does not wait for it.
"""

from datetime import date, datetime
from functools import cache
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    AliasChoices,
    AliasGenerator,
    AliasPath,
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    TypeAdapter,
)

from corpus.language.speech.cues import Form

__all__ = [
    "ArticleJson",
    "ArticleRecordJson",
    "ArticleWordsJson",
    "CopyJson",
    "FiltersJson",
    "HitJson",
    "JsonModel",
    "QuoteJson",
    "Second",
    "WordsJson",
    "dict_of",
]

Second = Annotated[datetime, PlainSerializer(lambda time: time.isoformat(timespec="seconds"))]
"""A time, told to the second."""

_Score = Annotated[float, AfterValidator(lambda score: round(score, 6))]


class JsonModel(BaseModel):
    """Base of all that is told as JSON: every name is always there, in the order of the fields."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)

    @classmethod
    def dict_of(cls, value: object) -> dict[str, Any]:
        """Return what ``json.dumps`` takes of a value's attributes; dates are ISO 8601 strings.

        Args:
            value: An instance of the class that the model mirrors, or a mapping.
        """
        return cls.model_validate(value).model_dump(mode="json")


def dict_of(value: Any) -> dict[str, Any]:
    """Return what ``json.dumps`` takes of a dataclass that needs no model beside it."""
    told: dict[str, Any] = _adapter(value.__class__).dump_python(value, mode="json")
    return told


@cache
def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    # Made once for each class: pydantic compiles its checks for each adapter anew.
    return TypeAdapter(kind)


def _or_of_article(name: str) -> AliasChoices:
    """Return where a fact is found: with what is mirrored, or with the article that it has."""
    return AliasChoices(name, AliasPath("article", name))


_OF_ARTICLE = ConfigDict(alias_generator=AliasGenerator(validation_alias=_or_of_article))


class FiltersJson(JsonModel):
    """Conditions on the articles, all of which must hold."""

    published_after: date | None
    published_before: date | None
    publishers: list[str] | None
    article_ids: list[str] | None


class CopyJson(JsonModel):
    """Another article that tells the same with the same facts."""

    article_id: str
    title: str | None
    publisher: str | None
    url: str | None
    published: date | None


class WordsJson(JsonModel):
    """Words of the article that is cited, from ``start`` to ``end`` in code points."""

    start: int
    end: int
    quote: str


class ArticleWordsJson(JsonModel):
    """Words of one revision of an article, from ``start`` to ``end`` in code points."""

    article_id: str
    revision: str
    title: str | None
    publisher: str | None
    url: str | None
    published: date | None
    start: int
    end: int
    quote: str


class QuoteJson(ArticleWordsJson):
    """Somebody's words in one place of an article, and who says them."""

    model_config = _OF_ARTICLE

    article_id: str = Field(validation_alias=AliasChoices("article_id", AliasPath("article", "id")))
    quote: str = Field(validation_alias=AliasChoices("quote", "text"))
    content: list[tuple[int, int]]
    speaker: str | None
    role: str | None
    form: Form
    cue: str
    named: tuple[int, int] | None


class HitJson(JsonModel):
    """A passage that was found: ``text`` is the article's text from ``start`` to ``end``."""

    article_id: str
    revision: str
    start: int
    end: int
    text: str
    title: str | None
    url: str | None
    publisher: str | None
    published: date | None
    score: _Score
    also_in: list[CopyJson]


class ArticleJson(JsonModel):
    """One revision of an article."""

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


class ArticleRecordJson(ArticleJson):
    """One revision of an article, with where each of its facts comes from."""

    model_config = _OF_ARTICLE

    origins: dict[str, str]
    revisions: list[str]
    gone: str | None
