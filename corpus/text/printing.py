"""Text that other people wrote, made fit for a terminal and for a file that is opened in one."""

import json
import re
from typing import Any, Final

__all__ = ["json_text", "plain", "plain_line"]

_ACTIVE: Final = re.compile(
    # What a terminal obeys: it moves the cursor, sets colours, hides text, renames the window.
    "[\0-\x08\x0b-\x1f\x7f-\x9f"
    # What makes a line read as another: marks, embeddings, overrides and isolates of direction,
    # line breaks that only some programs know, and notes between the lines.
    "\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb"
    # Halves of characters, which cannot be written at all.
    "\ud800-\udfff]"
)


def plain(text: str, instead: str = "\ufffd") -> str:
    """Replace all that a terminal would obey; tabs and line feeds stay.

    Args:
        text: What others wrote, or text with that in it.
        instead: What stands for each character that was taken out.
    """
    return _ACTIVE.sub(instead, text)


def plain_line(text: str, instead: str = "\ufffd") -> str:
    """Return plain text in one line, so that none can pass for a line of the program's own.

    What was taken out shows, unlike in ``printable``, which tidies what a source states of itself.

    Args:
        text: What others wrote, or text with that in it.
        instead: What stands for each character that was taken out.
    """
    return " ".join(plain(text, instead).split())


def json_text(value: Any, *, indent: int | None = None) -> str:
    """Return JSON in which such characters are escaped: it is plain, and reads back the same."""
    return _ACTIVE.sub(_escaped, json.dumps(value, ensure_ascii=False, indent=indent))


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
