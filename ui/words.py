"""Days and addresses as the page shows them."""

from datetime import date
from urllib.parse import urlsplit

__all__ = ["safe_url", "spoken_day"]


def safe_url(url: str | None) -> str | None:
    """``url`` when it is a plain http or https address of a host, else None."""
    if url is None or not url.isprintable() or set(url) & set(' <>"\\'):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in ("http", "https") and parts.hostname else None


def spoken_day(day: date) -> str:
    """The date as it is said: 6 March 2025."""
    return f"{day.day} {day:%B} {day.year}"
