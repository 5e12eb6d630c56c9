"""Filters: conditions on the articles to search."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from corpus.errors import InvalidInput

__all__ = ["EVERYTHING", "Filters", "alike", "names"]


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions on the article, all of which must hold; ``None`` is no condition.

    Falsy when there is no condition at all.

    Raises:
        InvalidInput: A date is not a date, or the range is empty.
    """

    published_after: date | None = None
    """First day, inclusive. An article without a date passes no condition on dates."""
    published_before: date | None = None
    """Last day, inclusive."""
    publishers: tuple[str, ...] | None = None
    """Names of publishers, any of which will do. Compared without regard to case by ``Corpus``."""
    article_ids: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        """Check the dates and turn lists into tuples."""
        for name in ("published_after", "published_before"):
            value = getattr(self, name)
            # A datetime is a date to Python too, but cannot be compared with one.
            if isinstance(value, datetime):
                object.__setattr__(self, name, value.date())
            elif value is not None and not isinstance(value, date):
                raise InvalidInput(f"{name} is {value!r}, not a datetime.date")
        if (
            self.published_after
            and self.published_before
            and self.published_after > self.published_before
        ):
            raise InvalidInput(
                f"published_after {self.published_after} is later than "
                f"published_before {self.published_before}: no article can match"
            )
        for name in ("publishers", "article_ids"):
            object.__setattr__(self, name, names(name, getattr(self, name)))

    def __bool__(self) -> bool:
        """Tell if there is any condition."""
        return any(getattr(self, name) is not None for name in self.__slots__)

    def narrowed(self, other: "Filters") -> "Filters":
        """Return the conditions of both; without any article where they exclude each other."""
        firsts = [day for day in (self.published_after, other.published_after) if day]
        lasts = [day for day in (self.published_before, other.published_before) if day]
        first, last = max(firsts, default=None), min(lasts, default=None)
        if first and last and first > last:
            return Filters(article_ids=())
        return Filters(
            first,
            last,
            _both(self.publishers, other.publishers),
            _both(self.article_ids, other.article_ids),
        )

    def to_dict(self) -> dict[str, Any]:
        """Return a dictionary that ``json.dumps`` takes; dates are ISO 8601 strings."""
        from corpus.text.corpus_json import FiltersJson

        return FiltersJson.dict_of(self)


def _both(one: tuple[str, ...] | None, other: tuple[str, ...] | None) -> tuple[str, ...] | None:
    if one is None or other is None:
        return other if one is None else one
    return tuple(name for name in one if name in other)


def names(name: str, value: Iterable[str] | None) -> tuple[str, ...] | None:
    """Return the names that a caller gave as a tuple, or None for no condition.

    Args:
        name: What they are called, for the message.
        value: A string is one name.

    Raises:
        InvalidInput: One of them is not a string.
    """
    if value is None:
        return None
    given = (value,) if isinstance(value, str) else tuple(value)
    for entry in given:
        if not isinstance(entry, str):
            raise InvalidInput(f"{name} holds {entry!r}, not a string")
    return given


def alike(wanted: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    """Return the known names that are among the wanted ones, without regard to case and form."""
    folded = {_folded(name) for name in wanted}
    return tuple(name for name in known if _folded(name) in folded)


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


EVERYTHING: Final = Filters()
"""No condition at all."""
