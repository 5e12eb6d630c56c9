"""A question as it was understood: its kind, and what it asks of."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from assistant.answer import Kind
from assistant.question.naming.as_of import AsOf
from assistant.question.naming.days import Days
from assistant.question.understanding.pages import Page
from assistant.question.understanding.quoted import AskedFor
from corpus import Filters

__all__ = ["Length", "Of", "QuestionPart", "Request"]

Of = Literal["about", "mention", "corrected"]
Length = Literal["short", "medium", "long"]

_FIRST_PAGE: Final = Page()


@dataclass(frozen=True, slots=True)
class QuestionPart:
    """One of the things that a question asks of, with a question for it alone."""

    label: str
    """In the question's words: "Roe"."""
    question: str
    is_clause: bool = False
    """True if the label is a question of its own, not a thing that is asked of."""

    @property
    def heading(self) -> str:
        """The label as it stands above a section: "The old keyboard"."""
        return f"{self.label[:1].upper()}{self.label[1:]}"


@dataclass(frozen=True, slots=True)
class Request:
    """A question as it was understood."""

    kind: Kind = "fact"
    topic: str = ""
    """The subject in the question's words; empty when it names none."""
    of: Of = "about"
    """Whether articles must be about the topic, or need only mention it, or carry a correction."""
    days: Days | None = None
    as_of: AsOf | None = None
    """The day as of which it is asked; ``days`` end with it then."""
    publisher: str | None = None
    """As the corpus spells it."""
    oldest: bool = False
    """True if the oldest comes first."""
    publishers: bool = False
    """True if the papers are asked for, not the articles."""
    length: Length = "medium"
    speaker: str = ""
    """Whose words are asked for, in the question's words; empty where any speaker's are."""
    asked: AskedFor = "words"
    """Whether words are asked for, or who said the topic's words, or who is quoted."""
    page: Page = _FIRST_PAGE
    """Page of a long list."""
    sides: tuple[QuestionPart, ...] = ()
    """The two things to compare, where a classifier says that they are."""
    guessed: bool = False
    """True if a classifier says so, which may be wrong, and not the wording."""
    of_world: bool = False
    """True if it may ask of something in the world instead, "the first magazine": if an article
    surely tells that, it did."""

    @property
    def day(self) -> date | None:
        """The last day whose articles are asked for, where it is asked as of one."""
        return self.as_of.day if self.as_of else None

    @property
    def filters(self) -> Filters:
        """The days and the publisher that the question names, as conditions."""
        publishers = (self.publisher,) if self.publisher else None
        if self.days is None:
            return Filters(publishers=publishers)
        return Filters(self.days.first, self.days.last, publishers)
