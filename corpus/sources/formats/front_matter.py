"""Front matter: what a text file says about itself between two lines of three dashes."""

import re
from datetime import date, datetime
from typing import Any

from corpus.errors import SourceError
from corpus.text.dates import written_date

__all__ = ["NAMES", "facts", "split"]

_BLOCK = re.compile(
    r"\A\s*---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
NAMES = {
    "id": ("id",),
    "title": ("title", "headline"),
    "url": ("url", "link", "canonical", "canonical_url"),
    "publisher": ("publisher", "source", "site"),
    "authors": ("authors", "author", "byline"),
    "published": ("published", "date", "publication_date"),
    "updated": ("updated", "modified", "lastmod"),
    "language": ("language", "lang"),
}
"""For each fact of an article, the names under which people write it down."""


def split(text: str, name: str) -> tuple[dict[str, Any], str]:
    """Separate a text's front matter (YAML) from its body.

    A text without front matter, or whose first dashes are only a rule, is all body.

    Raises:
        SourceError: The block is not valid YAML.
    """
    import yaml

    block = _BLOCK.match(text)
    if not block:
        return {}, text
    try:
        found = yaml.safe_load(block[1])
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())
        raise SourceError(f"the front matter of {name} is not valid YAML: {reason}") from error
    if not isinstance(found, dict):
        return {}, text
    return {str(k).lower().replace("-", "_"): v for k, v in found.items()}, text[block.end() :]


def facts(found: dict[str, Any], name: str) -> dict[str, Any]:
    """The keyword arguments of ``Article`` that front matter gives.

    Raises:
        SourceError: A date is not one, or a string is something else.
    """
    given: dict[str, Any] = {}
    for field, names in NAMES.items():
        value = next((found[n] for n in names if found.get(n) not in (None, "")), None)
        if value is None:
            continue
        if field in ("published", "updated"):
            given[field] = _date(value, field, name)
        elif field == "authors":
            each = value if isinstance(value, list) else [value]
            given[field] = tuple(_string(v, field, name) for v in each)
        else:
            given[field] = _string(value, field, name)
    return given


def _string(value: object, field: str, name: str) -> str:
    """Only of plain values: 300 bytes of YAML can be a list whose string fills the memory."""
    if isinstance(value, list | dict | set | tuple):
        raise SourceError(f"{field} of {name} is a {type(value).__name__}, not a string")
    return str(value)


def _date(value: object, field: str, name: str) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = _string(value, field, name).strip()
    found = written_date(text)
    if found:
        return found
    raise SourceError(f"{field} of {name} is {text!r}, not a date; write it as 2025-03-06")
