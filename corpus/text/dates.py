"""Dates as their publisher wrote them."""

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

__all__ = ["moment", "written_date"]

_ISO_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?=\D|$)")
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


def written_date(text: str) -> date | None:
    """The day that a date or a time stands for, in the time zone in which it was written.

    Understands ISO 8601, the dates of mail and RSS (RFC 5322), and English ones with the month
    in letters.

    Returns:
        The day, or ``None`` when the text is no date or can be read in two ways.
    """
    text = text.strip()
    iso = _ISO_DAY.match(text)
    if iso:
        try:
            return date(*(int(part) for part in iso.groups()))
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


def moment(text: str) -> datetime | None:
    """The instant that a full date and time with its time zone stands for, else ``None``."""
    text = text.strip()
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        stamp = _stamp(text)
        if stamp is None:
            return None
        found = stamp
    return found if found.tzinfo else None


def _stamp(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
