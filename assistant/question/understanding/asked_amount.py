"""Questions that ask for an amount, and sentences that tell none, or that of another year."""

import re
from typing import Final

from assistant.question.fragments import WH
from assistant.question.languages import language_of
from assistant.question.number_words import HOW_IN_NUMBERS
from corpus.language.tokens import tokens

__all__ = ["lacks_amount", "tells_another_year"]

_ASKED = re.compile(
    rf"(?:\w+\W+){{0,4}}?(?:{HOW_IN_NUMBERS}"
    r"|(?:what|which)\s(?:proportion|percentage|percent|share|fraction|number)\sof)\b",
    re.IGNORECASE,
)
"""Matches "How many games", "since 2018, how much": near the question's beginning."""
_NAMED = re.compile(
    r"(?:what(?:['’]?s|\s(?:is|was|are|were))\s)?"
    rf"(?!.*\b(?:{WH}|do|does|did|is|are|was|were|has|have|had"
    r"|can|could|will|would|should|to|about|say|says|said|saying)\b)"
    r"(?:.*\b(?:age|height|weight|price|cost|fee|salary|population|turnout|attendance|toll|score"
    r"|net\sworth)\W*|(?:the\s)?(?:height|weight|price|salary|population|number|percentage)\sof\b.*)",
    re.IGNORECASE,
)
"""Matches "rovers chairman age", "what was the price of milk": an amount by its name, no clause."""
_TOLD: Final = frozenset(
    """half halves dozen dozens hundreds thousands millions billions trillions score scores several
    few couple pair handful none no zero nobody both twice once double doubled doubles triple
    tripled quadrupled many most all every each single quarter quarters third thirds majority
    minority free nothing record never unlimited countless numerous multiple age aged baby infant
    teenager teenage toddler some lot lots tens plenty little""".split()
)
"""Words other than numbers by which a sentence tells an amount."""
_YEAR: Final = re.compile(r"(?<![\w$€£.,])(?:19|20)\d\d(?![\w%]|[.,]\d)")
_RELATIVE_YEAR: Final = re.compile(r"\byears?\b", re.IGNORECASE)
"""Has words that may stand for any year: "a year later", "last year"."""


def lacks_amount(question: str, sentence: str) -> bool:
    """Tell if a question asks for an amount and an English sentence has none, however vague."""
    # Other languages' words for numbers are not known.
    if not _asks_for_amount(question) or language_of(sentence):
        return False
    return not any(
        token.kind in ("number", "date") or token.form in _TOLD or re.search(r"\d", token.form)
        for token in tokens(sentence)
    )


def tells_another_year(question: str, sentence: str, passage: str) -> bool:
    """Tell if a question asks for an amount of one year and a sentence tells that of another.

    Args:
        question: Standalone, in English.
        sentence: One that may answer.
        passage: The passage around it, with its day: the year may stand before it.
    """
    asked, told = set(_YEAR.findall(question)), set(_YEAR.findall(sentence))
    if not (asked and told) or not _asks_for_amount(question) or _RELATIVE_YEAR.search(sentence):
        return False
    return not asked & set(_YEAR.findall(passage))


def _asks_for_amount(question: str) -> bool:
    return bool(_ASKED.match(question) or _NAMED.fullmatch(question.strip()))
