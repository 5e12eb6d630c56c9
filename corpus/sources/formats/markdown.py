"""Markdown to the plain text that a reader of the rendered page would see."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["plain_text"]


def plain_text(source: str) -> tuple[str | None, str]:
    """Convert Markdown to plain text.

    Every paragraph, heading and list item becomes a line. Links keep their words, images their
    description; HTML is dropped.

    Returns:
        The leading first-level heading, if the text begins with one, and the rest.
    """
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable("table").parse(source)
    title: str | None = None
    lines: list[str] = []
    heading = ""
    for token in tokens:
        if token.type == "heading_open":
            heading = token.tag
        elif token.type == "inline":
            line = _inline(token.children or []).strip()
            # Only a heading above all text is the document's title.
            if heading == "h1" and title is None and not lines:
                title = line or None
            elif line:
                lines.append(line)
            heading = ""
        elif token.type in ("fence", "code_block"):
            lines += token.content.rstrip("\n").split("\n")
    return title, "\n".join(lines)


def _inline(tokens: "list[Token]") -> str:
    parts: list[str] = []
    for token in tokens:
        if token.type in ("text", "code_inline"):
            parts.append(token.content)
        elif token.type == "softbreak":
            parts.append(" ")
        elif token.type == "hardbreak":
            parts.append("\n")
        elif token.type == "image":
            parts.append(_inline(token.children or []))
    return "".join(parts)
