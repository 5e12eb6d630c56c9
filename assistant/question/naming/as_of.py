"""The day as of which a question asks: "as of 3 March", "by the end of March how many had …"."""

import re
from calendar import isleap
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from assistant.question.naming.days import TIME, span_of
from assistant.question.number_words import HOW_MANY

__all__ = ["AsOf"]

_PHRASE = re.compile(
    rf"""\s?,?\s?\b(?P<how>as\s(?:of|at)|by|on|at|in|before)\s
    (?P<part>(?:the\s)?(?:end|close|start|beginning)\sof\s)?(?P<time>{TIME})\b,?""",
    re.IGNORECASE | re.VERBOSE,
)
# "Who was known as the Iron Lady?" is of a name, and of no day.
_KNOWN = re.compile(r"\b(?:was|were|been)\b.*\bknown\b(?!\sas\b)", re.IGNORECASE)
"""What people knew is asked for, which has a day of its own beside that of the event."""
_BELIEVED = re.compile(
    r"\b(?:was|were|been)\b.*\b(?:thought|believed|feared|presumed|suspected|expected|said\sto)\b",
    re.IGNORECASE,
)
"""So it is here, as a rule."""
# "How many should be built by 2020?" is of a plan, not of what was known then.
_SO_FAR = re.compile(
    rf"^(?!.*\b(?:will|would|shall|should|may|might|can|could|must)\b).*\b(?:had|{HOW_MANY})\b",
    re.IGNORECASE,
)
"""What had come about: with "by", that is asked for as of the day."""
_SAID_TO_BE = re.compile(
    r"(\b(?:was|were)\b.*?)\s(?:said|known|thought|believed|reported)\sto\s(?:be|have\sbeen)\b",
    re.IGNORECASE,
)
"""What articles of the time say plainly: "was thought to be in Rome", for "is in Rome"."""
_HAD = re.compile(r"\bhad\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AsOf:
    """The last day whose articles are asked for, and the question without it."""

    day: date
    question: str
    sure: bool
    """True if what was known is asked for in so many words; "had … by June" may be of the event."""

    @classmethod
    def of(cls, question: str, today: date, near: date | None = None) -> Self | None:
        """Return the day as of which a question asks; None when it names none, or one to come.

        Args:
            question: In English.
            today: The day on which it is asked.
            near: When the story was in the news: a day without a year is the one nearest to it; by
                default the last one that is not to come.
        """
        for match in _PHRASE.finditer(question):
            how = " ".join(match["how"].lower().split())
            rest = " ".join(f"{question[: match.start()]} {question[match.end() :]}".split())
            sure = how.startswith("as") or bool(_KNOWN.search(rest))
            asked = sure or bool(_BELIEVED.search(rest))
            if how == "by":
                asked = asked or bool(_SO_FAR.search(rest))
            # At the very beginning it sets the scene: "On 3 March, how many had been arrested?".
            elif how == "on":  # "how many were arrested on 3 March" is of that day's events
                asked = asked or (match.start() == 0 and bool(_HAD.search(rest)))
            day = _last_day(match, how, today, near) if asked else None
            if day and day <= today:
                rest = _SAID_TO_BE.sub(r"\1", rest.lstrip(" ,").replace(" ?", "?"))
                return cls(day, rest[:1].upper() + rest[1:], sure)
        return None


def _last_day(match: re.Match[str], how: str, today: date, near: date | None) -> date | None:
    span = span_of(match["time"], today)
    if span is None:
        return None
    part = (match["part"] or "").lower()
    day = span[0] if "start" in part or "beginning" in part or how == "before" else span[1]
    # A year, a weekday or "two weeks ago" says itself which day is meant.
    if near and not re.search(r"\d{4}|day|night|morning|ago|week|month|year", match["time"], re.I):
        day = _nearest(day, near, today)
    # "Before 3 March": the last day that counts is the second.
    return day - timedelta(1) if how == "before" else day


def _nearest(day: date, near: date, today: date) -> date:
    """Return the day of the same name that is nearest to another, and not to come."""
    years = [
        year
        for year in range(max(near.year - 1, date.min.year), min(near.year + 1, date.max.year) + 1)
        if isleap(year) or (day.month, day.day) != (2, 29)
    ]
    same = [known for year in years if (known := day.replace(year=year)) <= today]
    return min(same, key=lambda known: abs(known - near), default=day)
