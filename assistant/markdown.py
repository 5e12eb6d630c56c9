"""Text that other people wrote, made safe inside Markdown."""

import re

__all__ = ["escape_markdown"]

# Every ASCII punctuation mark may be escaped in CommonMark; only those that can begin a
# construct (or, in Streamlit, LaTeX, a colour or an icon) are, so that the text stays legible.
_ACTIVE = re.compile(r"([\\`*_{}\[\]()<>#|~$:!&])")
_LINE_START = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))", re.MULTILINE)
_BARE_LINK = re.compile(r"(www|@)(?=\.|\w)", re.IGNORECASE)


def escape_markdown(text: str) -> str:
    """Escape ``text`` so that a Markdown renderer shows it as it is.

    Covers CommonMark, GitHub's tables, strikethrough and bare links, and Streamlit's LaTeX,
    colours and icons.
    """
    escaped = _ACTIVE.sub(r"\\\1", text)
    escaped = _BARE_LINK.sub(lambda m: m[1] + "\u2060" if m[1] != "@" else "\\@", escaped)
    return _LINE_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] in "-+=" else m[0], escaped)
