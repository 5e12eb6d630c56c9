"""The one script that puts the box into a page; the API serves it."""

from functools import cache
from pathlib import Path
from typing import Final

__all__ = ["HEADERS", "script"]

HEADERS: Final = {
    "content-type": "text/javascript; charset=utf-8",
    "cross-origin-resource-policy": "cross-origin",
    "cache-control": "public, max-age=3600",
}
"""Any site's page may load it, and keep it for an hour."""


@cache
def script() -> bytes:
    """Return the script."""
    return Path(__file__).with_name("widget.js").read_bytes()
