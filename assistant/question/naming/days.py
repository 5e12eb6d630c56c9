"""Days that a question names: "in March 2025", "since Tuesday", "between 2018 and 2019"."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from corpus.language.calendar_words import MONTHS, ORDINAL_PATTERN, WEEKDAYS, YEAR_PATTERN

__all__ = ["TIME", "Days", "named_days", "span_of"]

_WEEKDAYS: Final = {name[:3]: number for number, name in enumerate(WEEKDAYS)}
_COUNTS: Final = "one two three four five six seven eight nine ten eleven twelve".split()
_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY: Final = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)day"
_TIME_NAMED: Final = rf"""(?:
    (?P<iso>\d{{4}}-\d\d?-\d\d?)
    |(?:(?:{_WEEKDAY}),?\s)?(?:the\s)?(?P<d1>\d\d?){ORDINAL_PATTERN}?\s(?:of\s)?(?P<m1>{_MONTH})(?:,?\s(?P<y1>{YEAR_PATTERN}))?
    |(?:(?:{_WEEKDAY}),?\s)?(?P<m2>{_MONTH})\s(?P<d2>\d\d?){ORDINAL_PATTERN}?(?!\d)(?:,?\s(?P<y2>{YEAR_PATTERN}))?
    |(?P<m3>{_MONTH})(?:,?\s(?:of\s)?(?P<y3>{YEAR_PATTERN}))?
    |(?:the\syear\s)?(?P<y4>{YEAR_PATTERN})
    |(?P<today>today|this\smorning|tonight)|(?P<yesterday>yesterday)
    |(?P<which>this|last|past|the\s(?:last|past))\s(?:(?P<n>\d{{1,3}}|{"|".join(_COUNTS)}|few|couple\sof)\s)?
        (?P<unit>day|week|month|year)s?
    |(?P<ago>\d{{1,3}}|an?|{"|".join(_COUNTS)})\s(?P<agounit>day|week|month|year)s?\sago
    |(?:this\s|last\s)?(?P<weekday>{_WEEKDAY})
    )"""
# In a pattern that holds it twice, no group may have a name.
TIME: Final = re.sub(r"[?]P<[a-z0-9]+>", "?:", _TIME_NAMED)
"""Pattern of a time as it is written, without groups; verbose."""
_NAMED = re.compile(
    rf"""\b(?:(?P<how>(?:(?:published|written|posted|dated|printed|released|added)\s)?
    (?:between|since|from|after|before|until|till|up\sto|on|in|of|during|for|as\sof|within))\s)?
    (?P<time>{_TIME_NAMED})\b(?P<onwards>\s(?:onwards?|on\b(?=\W*$)|or\slater))?
    (?:\s?(?:and|to|until|till|[-–])\s?(?P<to>{TIME})\b)?""",
    re.IGNORECASE | re.VERBOSE,
)
_ONE = re.compile(_TIME_NAMED, re.IGNORECASE | re.VERBOSE)


@dataclass(frozen=True, slots=True)
class Days:
    """A span of days, and where in the question it is named."""

    first: date | None
    last: date | None
    start: int
    """Code points into the question; the range is half-open."""
    end: int


def named_days(question: str, today: date) -> Days | None:
    """Return the span of days that a question names, or None when it names none.

    A month without a year, and "Monday", is the last one that is not to come. A month alone counts
    only after a preposition: "may" is a verb too.

    Args:
        question: In English.
        today: The day on which it is asked.
    """
    # First, for below "between 1 and 15 February" would be 15 February alone.
    if match := _DAYS_OF_A_MONTH.search(question):
        first_day = span_of(f"{match['first']} {match['month']}", today)
        last_day = span_of(match["last"], today)
        if first_day and last_day and first_day[0] <= last_day[0]:
            return Days(first_day[0], last_day[0], match.start(), match.end())
    for match in _NAMED.finditer(question):
        how = (match["how"] or "").lower().split()
        # "Monday" and "May" alone may be a name or a verb; behind "on" or "in" they are times.
        alone = match["weekday"] or (match["m3"] and not match["y3"])
        if (how or not alone) and (span := span_of(match["time"], today)):
            first, last = _bounds(match, how[-1] if how else "", span, today)
            if first is None or last is None or first <= last:
                return Days(first, last, match.start(), match.end())
    return None


def _bounds(
    match: re.Match[str], how: str, span: tuple[date, date], today: date
) -> tuple[date | None, date | None]:
    """Return the first and the last day, by the word before the time: "since", "before"."""
    if match["to"] and how in ("between", "from", "") and (to := span_of(match["to"], today)):
        return span[0], to[1]
    if how == "since" or match["onwards"]:
        return span[0], None
    if how == "after":
        return span[1] + timedelta(1), None
    if how == "before":
        return None, span[0] - timedelta(1)
    return (None if how in ("until", "till", "to") else span[0]), span[1]


_DAYS_OF_A_MONTH = re.compile(
    rf"\b(?:between|from)\s(?P<first>\d\d?){ORDINAL_PATTERN}?\s?(?:and|to|until|till|[-–])\s?(?P<last>\d\d?"
    rf"{ORDINAL_PATTERN}?\s(?:of\s)?(?P<month>{_MONTH}(?:,?\s{YEAR_PATTERN})?))\b",
    re.IGNORECASE,
)
"""The first day is written without its month: "between 1 and 15 February"."""


def span_of(text: str, today: date) -> tuple[date, date] | None:
    """Return the first and the last day of a time as it is written; None for 31 June."""
    match = _ONE.fullmatch(text)
    if match is None:
        return None
    try:
        return _written(match, today) or _relative(match, today)
    except (ValueError, OverflowError):  # 31 June; before the year 1
        return None


def _written(match: re.Match[str], today: date) -> tuple[date, date] | None:
    if match["iso"]:
        day = date(*map(int, match["iso"].split("-")))
        return day, day
    for d, m, y in (("d1", "m1", "y1"), ("d2", "m2", "y2")):
        if match[d]:
            month, number = _month(match[m]), int(match[d])
            if match[y]:
                day = date(int(match[y]), month, number)
            else:
                day = date(today.year, month, number)
                day = day if day <= today else date(today.year - 1, month, number)
            return day, day
    if match["m3"]:
        month = _month(match["m3"])
        year = int(match["y3"]) if match["y3"] else today.year - (month > today.month)
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    if match["y4"]:
        return date(int(match["y4"]), 1, 1), date(int(match["y4"]), 12, 31)
    return None


def _relative(match: re.Match[str], today: date) -> tuple[date, date]:
    weekday = match["weekday"]
    ago = (today.weekday() - _WEEKDAYS[weekday[:3].lower()]) % 7 if weekday else 0
    if match["today"] or match["yesterday"] or weekday:
        day = today - timedelta(1 if match["yesterday"] else ago)
        return day, day
    if match["ago"]:
        day = _back(today, _count(match["ago"]), match["agounit"].lower())
        return day, day
    which, unit = match["which"].lower(), match["unit"].lower()
    # "The last month" ends today; "last month" is the calendar's.
    if match["n"] or which.startswith(("the", "past")):
        return _back(today, _count(match["n"] or "one"), unit), today
    begin = _begin(today, unit)
    if which == "this":
        return begin, today
    end = begin - timedelta(1)
    return _begin(end, unit), end


def _begin(day: date, unit: str) -> date:
    """Return the first day of the day's week, month or year."""
    if unit == "week":
        return day - timedelta(day.weekday())
    if unit == "month":
        return day.replace(day=1)
    return day.replace(month=1, day=1) if unit == "year" else day


def _back(day: date, count: int, unit: str) -> date:
    """Return the day that was so many days, weeks, months or years before."""
    if unit in ("day", "week"):
        return day - timedelta(count * (7 if unit == "week" else 1))
    # A month before 31 March is the last day of February.
    months = day.year * 12 + day.month - 1 - count * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _month(name: str) -> int:
    return MONTHS[name[:3].lower()]


def _count(text: str) -> int:
    word = text.lower()
    if word.isdigit():
        return int(word)
    if word in ("a", "an"):
        return 1
    return _COUNTS.index(word) + 1 if word in _COUNTS else 3  # "a few", "a couple of"
