"""Web addresses: which texts are one, and which of those may be shown as a link."""

from typing import Final
from urllib.parse import urlsplit

__all__ = ["is_web_address", "safe_link"]

_BEGINNINGS: Final = ("http://", "https://")


def is_web_address(text: str) -> bool:
    """Tell if a text is an http or https address with a host.

    It begins so as it is written: ``urlsplit`` alone takes "http:<tab>//host" for an address too,
    which others take for a path.
    """
    text = text.strip()
    try:
        return text.lower().startswith(_BEGINNINGS) and bool(urlsplit(text).hostname)
    except ValueError:  # brackets that do not match, characters that no host name has
        return False


def safe_link(url: str | None) -> str | None:
    """Return an address if it may stand in a link, else None.

    It is a web address without any mark that could end a link too early, in HTML or in Markdown's
    angle brackets, or make it read as another.
    """
    if url is None or not url.isprintable() or set(url) & set(' <>"\\'):
        return None
    return url if is_web_address(url) else None
