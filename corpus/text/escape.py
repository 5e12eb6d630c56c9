"""Text that other people wrote, made safe inside Markdown."""

import re

__all__ = ["escape_markdown"]

# CommonMark lets every ASCII punctuation mark be escaped; only those that can begin a
# construct (or, in Streamlit, LaTeX, a colour or an icon) are, so that the text stays legible.
_ACTIVE = re.compile(r"([\\`*_{}\[\]()<>#|~$:!&@])")
_MARKER = re.compile(r"^(\s*)(?:([-+=])|(\d+)([.)]))", re.MULTILINE)
_BARE_LINK = re.compile(r"www(?=\.)", re.IGNORECASE)
# Unseen, it keeps "www." from being taken for a link.
_WORD_JOINER = "\u2060"


def escape_markdown(text: str) -> str:
    """Escape ``text`` so that a Markdown renderer shows it as it is.

    Covers CommonMark, GitHub's tables, strikethrough and bare links, and Streamlit's LaTeX,
    colours and icons.
    """
    escaped = _ACTIVE.sub(r"\\\1", text)
    escaped = _BARE_LINK.sub(lambda match: match[0] + _WORD_JOINER, escaped)
    return _MARKER.sub(_escape_marker, escaped)


def _escape_marker(match: re.Match[str]) -> str:
    space, bullet, number, mark = match.groups()
    if bullet:
        return f"{space}\\{bullet}"
    # ")" is escaped by now; only the full stop still makes a list.
    return f"{space}{number}\\{mark}" if mark == "." else match[0]
