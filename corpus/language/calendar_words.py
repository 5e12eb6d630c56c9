"""The names of months and weekdays, and patterns that match them and years."""

from typing import Final

__all__ = [
    "CALENDAR_NAMES",
    "MONTHS",
    "MONTH_ABBREVIATIONS",
    "MONTH_NAMES",
    "MONTH_PATTERN",
    "ORDINAL_PATTERN",
    "WEEKDAYS",
    "YEAR_PATTERN",
]

MONTH_NAMES: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
MONTH_ABBREVIATIONS: Final = tuple(name[:3].lower() for name in MONTH_NAMES)
"""Three letters each, in small letters."""
MONTHS: Final = {
    name: number
    for number, (whole, short) in enumerate(zip(MONTH_NAMES, MONTH_ABBREVIATIONS, strict=True), 1)
    for name in (whole.lower(), short)
} | {"sept": 9}
"""Number of each month by its name and by its abbreviations, in small letters."""
WEEKDAYS: Final = "monday tuesday wednesday thursday friday saturday sunday".split()
CALENDAR_NAMES: Final = frozenset(WEEKDAYS) | {name.lower() for name in MONTH_NAMES}
"""Weekdays and whole names of months, in small letters."""
MONTH_PATTERN: Final = f"(?:{'|'.join(MONTH_NAMES)})"
"""Matches the whole name of a month as it is written."""
ORDINAL_PATTERN: Final = "(?:st|nd|rd|th)"
"""Matches what may follow the number of a day."""
YEAR_PATTERN: Final = r"(?:1[5-9]|20)\d\d"
"""Matches a year that news may tell of, from 1500 on."""
