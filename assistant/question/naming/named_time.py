"""The time that a question of fact names: "in March 2025", "last week"."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Self

from assistant.question.naming.days import named_days
from assistant.question.understanding.wordings import ARTICLE
from corpus.language.calendar_words import MONTH_PATTERN, MONTHS, ORDINAL_PATTERN, YEAR_PATTERN
from corpus.text.search_terms import stems

__all__ = ["NamedTime"]

_HALF_A_YEAR: Final = timedelta(183)
# A time with such a word is that of what is asked; "the 2024 budget" is named by its year.
_WHEN: Final = re.compile(
    r"(?:(?:published|written|posted|dated|printed)\s)?(?:in|on|during|since|between|within|from)\b",
    re.IGNORECASE,
)
# Times that are told from the day of asking: "yesterday", "two weeks ago".
_RELATIVE: Final = re.compile(
    r"(?:(?:in|on|during|since|within|from|over)\s)?(?:today|yesterday|tonight|this|last|past|the\s(?:last|past)|\w+\s(?:days?|weeks?"
    r"|months?|years?)\sago)\b",
    re.IGNORECASE,
)
_PAST: Final = re.compile(r"\b(?:did|was|were|had|won|lost|sank|died|\w+ed)\b", re.IGNORECASE)
"""Beside "today" or "this year": of then, and not of what goes on."""
# Of what is to come, no article of that day can tell.
_TO_COME: Final = re.compile(
    r"\b(?:will|won't|shall|going\sto|due\sto|set\sto|planned|expected|scheduled)\b", re.IGNORECASE
)
_ARTICLES_OF: Final = re.compile(
    rf"(?:^|,?\s)(?:(?:according\sto|in|from|by|of|using|per|only)\s)*(?:(?:the|any|all|your|only|an?)\s)*{ARTICLE}"
    r"(?:\s(?:that|which)\s(?:was|were))?(?:\s(?:published|written|posted|printed))?\s?$",
    re.IGNORECASE,
)
"""Before a time: it is that of the articles, and of nothing else."""
_MONTH: Final = re.compile(rf"\b({'|'.join(name.title() for name in MONTHS)})\b")
_YEAR: Final = re.compile(rf"\b{YEAR_PATTERN}\b")
_DAY: Final = re.compile(rf"\b(\d\d?){ORDINAL_PATTERN}?\b")


@dataclass(frozen=True, slots=True)
class NamedTime:
    """The days that a question names, and the question without them."""

    first: date | None
    last: date | None
    words: str
    """Of the question."""
    question: str
    of_articles: bool
    """True if it is the time of publication in so many words: "articles from March"."""
    relative: bool
    """True if it is told from today on: "last week"."""

    @classmethod
    def of(cls, question: str, today: date, near: date | None = None) -> Self | None:
        """Return the time that a question of fact names, or None when it names none of its own.

        The day of a thing ("the 2024 budget", "the storm of January") is none, nor is one to come.

        Args:
            question: In English.
            today: The day on which it is asked.
            near: When the story was in the news: a time without a year is the nearest to it.
        """
        text = " ".join(question.replace("’", "'").split()).strip(" ?!.")
        days = named_days(text, today)
        if days is None:
            return None
        words = text[days.start : days.end]
        before, after = text[: days.start], text[days.end :]
        articles = _ARTICLES_OF.search(before)
        relative = bool(_RELATIVE.match(words))
        if articles is None and not _is_of_event(words, before, after, relative=relative):
            return None
        if near and not relative and not _YEAR.search(words):
            # The last March before this day is the one nearest to the story.
            days = named_days(text, min(today, near + _HALF_A_YEAR)) or days
        start = articles.start() if articles else days.start
        rest = " ".join(f"{text[:start]} {text[days.end :]}".split()).strip(" ,;:?!.")
        rest = re.sub(r"\s,", ",", rest)
        if not stems(rest) or named_days(rest, today) or (days.first and days.first > today):
            return None  # of two times, neither is that of all
        question = f"{rest[:1].upper()}{rest[1:]}?"
        return cls(days.first, days.last, words, question, bool(articles), relative)

    def named_in(self, text: str) -> bool:
        """Tell if a text names this time as the question does: then it may tell of it later."""
        if self.relative:
            return False
        asked_month, asked_year = _months(self.words.title()), set(_YEAR.findall(self.words))
        years = set(_YEAR.findall(text))
        if asked_month and not asked_month & _months(text):
            return False
        numbers = _DAY.findall(_YEAR.sub("", self.words)) if asked_month else []
        if numbers and not set(numbers) & set(_DAY.findall(text)):
            return False
        # "In March" without a year may be of the year that is asked of.
        return not asked_year or bool(asked_year & years) or bool(asked_month and not years)

    def named_last_in(self, text: str) -> bool:
        """Tell if a text names this time, and no other year behind it."""
        years = _YEAR.findall(text)
        first, last = self.first or date.min, self.last or date.max
        return self.named_in(text) and (not years or first.year <= int(years[-1]) <= last.year)

    def excludes(self, text: str) -> bool:
        """Tell if a text names another month or year than this."""
        years = {int(year) for year in _YEAR.findall(text)}
        first, last = self.first or date.min, self.last or date.max
        if years and not any(first.year <= year <= last.year for year in years):
            return True
        months = _months(text)
        asked = _months(self.words.title())
        return bool(asked and months and not asked & months)


def _is_of_event(words: str, before: str, after: str, *, relative: bool) -> bool:
    """Tell if a time in a question is the time that it asks of."""
    if _TO_COME.search(f"{before} {after}"):
        return False
    if not relative and not _WHEN.match(words):
        return False  # "the 2024 budget", "by June", "until Monday"
    if re.match(r"'s|-|\s[A-Z]", after):
        return False  # "in March's vote", "in March Street"
    if not relative and not re.search(rf"\d|{MONTH_PATTERN}", words, re.IGNORECASE):
        return False  # "on Monday" is the article's own, whenever that was
    nowadays = re.search(r"\b(?:today|tonight|this)\b", words, re.IGNORECASE)
    return not nowadays or bool(_PAST.search(f"{before} {after}"))


def _months(text: str) -> set[int]:
    """Return the numbers of the months that a text names with a capital: "may" is a verb too."""
    return {MONTHS[name[:3].lower()] for name in _MONTH.findall(text)}
