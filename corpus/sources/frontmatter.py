"""Front matter: what a text file says about itself between two lines of three dashes."""

import re
from datetime import date, datetime
from typing import Any

from corpus.errors import SourceError

__all__ = ["facts", "split"]

_BLOCK = re.compile(
    r"\A\s*---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_DATE_FORMATS = ("%Y-%m-%d", "%Y/%m/%d", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y")
_NAMES = {
    "id": ("id",),
    "title": ("title", "headline"),
    "url": ("url", "link", "canonical", "canonical_url"),
    "publisher": ("publisher", "source", "site"),
    "authors": ("authors", "author", "byline"),
    "published": ("published", "date", "publication_date"),
    "updated": ("updated", "modified", "lastmod"),
    "language": ("language", "lang"),
}


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
    except (yaml.YAMLError, ValueError) as error:
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
    for field, names in _NAMES.items():
        value = next((found[n] for n in names if found.get(n) not in (None, "")), None)
        if value is None:
            continue
        if field in ("published", "updated"):
            given[field] = _date(value, field, name)
        elif field == "authors":
            given[field] = _authors(value)
        else:
            given[field] = str(value)
    return given


def _authors(value: object) -> tuple[str, ...]:
    return tuple(str(v) for v in value) if isinstance(value, list) else (str(value),)


def _date(value: object, field: str, name: str) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(value).strip()
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        pass
    for form in _DATE_FORMATS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise SourceError(f"{field} of {name} is {text!r}, not a date; write it as 2025-03-06")
