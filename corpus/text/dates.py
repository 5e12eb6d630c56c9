"""Dates as their publisher wrote them, and none that a program made up."""

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import pairwise

__all__ = ["moment", "spoken_day", "why_unknown", "written_date"]

_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?=\D|$)|(\d{4})(\d{2})(\d{2})(?=\D|$)")
_FORMATS = (
    "%Y/%m/%d",
    "%d %B %Y",
    "%d %b %Y",
    "%B %d, %Y",
    "%b %d, %Y",
    "%B %d %Y",
    "%A, %B %d, %Y",
    "%A, %d %B %Y",
)
"""Only forms that can be read in one way: 06/03/2025 is another day in London than in Boston."""
_NO_YEAR = re.compile(r"-\d+|0\d{2,}|.*[A-Za-z]-(?:-\d+|0\d{3})")
"""A year before Christ, or one that programs write where there is none (0001): the parser of mail
takes both for years of two digits."""
_PRESS = date(1450, 1, 1)
"""The printing press, before which nothing was published."""
_AHEAD = timedelta(days=2)
"""Papers are dated a day or two ahead, and it is tomorrow already east of us."""
_ZEROS = frozenset(
    (
        date(1601, 1, 1),  # Windows' file times
        date(1753, 1, 1),  # SQL Server
        date(1899, 12, 30),  # OLE, and the spreadsheets that count as it does
        date(1899, 12, 31),
        date(1900, 1, 1),  # spreadsheets, SQL Server
        date(1904, 1, 1),  # the first Macintosh
        date(1969, 12, 31),  # Unix, seen from America
        date(1970, 1, 1),
        date(1970, 1, 2),
    )
)
"""The days on which clocks begin: what programs write for no date at all."""


def written_date(text: str) -> date | None:
    """Read the day that a date or a time stands for, in the time zone in which it was written.

    Understands ISO 8601, the dates of mail and RSS (RFC 5322), and English ones with the month
    in letters.

    Returns:
        The day, or ``None`` when the text is no date, can be read in two ways, or names a day of
        which ``why_unknown`` tells that nothing was published on it.
    """
    day = _day(text.strip())
    return None if day is None or _impossible(day) else day


def why_unknown(text: str) -> str | None:
    """Say why a text gives no date of publication, or ``None`` when it gives one."""
    text = text.strip()
    day = _day(text)
    return "is no clear date" if day is None else _impossible(day)


def moment(text: str) -> datetime | None:
    """The instant that a full date and time with its time zone stands for, else ``None``."""
    text = text.strip()
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        stamp = _stamp(text)
        if stamp is None:
            return None
        instant = stamp
    return instant if instant.tzinfo else None


def spoken_day(day: date) -> str:
    """Return a date as it is said: 6 March 2025."""
    return f"{day.day} {day:%B} {day.year}"


def _impossible(day: date) -> str | None:
    if day < _PRESS:
        return "is before the printing press"
    if day in _ZEROS:
        return "is where a clock begins, which programs write for no date"
    # UTC, so that no setting of this machine decides; _AHEAD has room for every time zone.
    if day > datetime.now(UTC).date() + _AHEAD:
        return "has not come yet"
    return None


def _day(text: str) -> date | None:
    iso = _ISO_DAY.match(text)
    if iso:
        try:
            return date(*(int(part) for part in iso.groups() if part))
        except ValueError:
            return None
    stamp = _stamp(text)
    if stamp:
        return stamp.date()
    for form in _FORMATS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def _stamp(text: str) -> datetime | None:
    words = text.replace(",", " ").split()
    # After a time, -0500 is the time zone; elsewhere what looks like it is no year.
    if any(_NO_YEAR.fullmatch(word) and ":" not in before for before, word in pairwise(words)):
        return None
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
