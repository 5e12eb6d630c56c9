"""Datelines: where and by whom a report was filed, before it begins."""

import re

__all__ = ["dateline"]

_BEFORE_REPORT = re.compile(
    r"(?:[^\W\d_a-zß-ÿ]{2}[^\W\d_a-zß-ÿ]*(?:[ .'’/]+[^\W\d_a-zß-ÿ]+)*\.?"
    r"(?:, [A-Z][\w. ]{1,30}){0,2}(?: ?\([^()]{2,40}\))?|\([^()]{2,40}\)) ?[-–—]+ +"
)
"""Matches "VIENNA — ", "(CNN) — ", "NEW YORK, Nov 3 (Reuters) - "."""


def dateline(sentence: str) -> int:
    """Return the code points of the dateline before a report: of "VIENNA (AP) — The house …" 14.

    Where a report was filed is not where what it tells of happened.
    """
    match = _BEFORE_REPORT.match(sentence)
    return match.end() if match else 0
