"""HTML to text: the article of a page, or all of a document; paragraphs one a line."""

import re
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from corpus.errors import SourceError
from corpus.text.decoding import decode

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

__all__ = ["all_text", "article_text", "decode_html", "parse"]

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""\A\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})""")
_HEAD = 4096
"""A browser looks this far for the encoding; the standard asks for the first 1,024 bytes."""
_TEASER = 0.5
"""Of the balanced extraction's length. Less than half of it left by the strict one is no cleaner
article but a piece of one: a caption, or the offer to subscribe."""
_MOST_NODES = 20_000
"""Elements of one page. The fullest of 61 saved news pages has 1,452; the extraction takes 15
seconds for 20,000, and the square of what is beyond."""
_MOST_ATTRIBUTES = 500
"""Of one element; the time to extract grows with their square."""
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main", "nav", "ol", "p",
    "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul", "br", "head",
    "item", "quote", "list", "row", "lb", "ab", "code", "graphic",
))  # fmt: skip
"""HTML's block elements, and trafilatura's (TEI's): each begins a line and ends one."""
# Cells of one row stand in one line, so that a figure stays beside its name.
_CELLS = frozenset(("td", "th", "cell"))
_UNSEEN = frozenset((
    "script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "math",
    "audio", "video", "canvas", "select", "textarea", "button", "title",
))  # fmt: skip


_HIDES = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:font-size|opacity|max-height)\s*:\s*0(?:\.0*)?"
    r"(?:px|em|rem|%|pt)?\s*(?:!important\s*)?(?:;|$)|(?:left|top|text-indent)\s*:\s*-\d{3,}",
    re.IGNORECASE,
)
"""Styles, written at the element itself, under which nothing of it is seen."""
_MOST_HIDDEN = 0.5
"""Of the page's text. What hides more than half of it is shown by a script later."""


def _charset_of(data: bytes) -> str | None:
    """Return the encoding that an HTML or XML document says it is in."""
    match = _XML_ENCODING.search(data[:_HEAD]) or _CHARSET.search(data[:_HEAD])
    return match[1].decode("ascii", "replace") if match else None


def decode_html(data: bytes, name: str, charset: str | None = None) -> str:
    """Decode a page by its byte-order mark, its header's charset, its meta tag, or its bytes.

    Raises:
        SourceError: It is no text.
    """
    return decode(data, name, (charset, _charset_of(data)))


def parse(text: str, name: str) -> "HtmlElement":
    """Parse a page into a tree, however broken it is.

    Raises:
        SourceError: There is no element in it, or far too many.
    """
    from lxml import etree, html

    # The text is decoded already: what its own tag says of that counts no more.
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True
    )
    try:
        tree: HtmlElement = html.document_fromstring(text.encode(errors="replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise SourceError(f"{name} holds no HTML that can be read: {error}") from error
    count = sum(1 for _ in tree.iter())
    if count > _MOST_NODES:
        raise SourceError(f"{name} has {count:,} HTML elements, the most is {_MOST_NODES:,}")
    if any(len(element.attrib) > _MOST_ATTRIBUTES for element in tree.iter()):
        raise SourceError(f"{name} has an element with over {_MOST_ATTRIBUTES} attributes")
    _drop_hidden(tree)
    return tree


def _drop_hidden(tree: "HtmlElement") -> None:
    """Remove what no reader of the page sees, which may be there for programs only."""
    hidden = [
        element
        for element in tree.iter()
        if "hidden" in element.attrib or _HIDES.search(element.get("style", ""))
    ]
    whole = len(tree.text_content())
    for element in hidden:
        if element is not tree and len(element.text_content()) <= _MOST_HIDDEN * whole:
            element.drop_tree()


def article_text(tree: "HtmlElement", name: str) -> str:
    """Extract the article's body, without menus, teasers, comments and captions of advertisements.

    By trafilatura in its precision mode; in its balanced mode where the former leaves less than
    half of it.

    Raises:
        SourceError: There is no article to be found.
    """
    strict = _extract(tree, precise=True)
    balanced = _extract(tree, precise=False)
    text = strict if len(strict) >= _TEASER * len(balanced) else balanced
    if not text:
        raise SourceError(f"{name} holds no article text; it may need a browser to be drawn")
    return text


def all_text(tree: "_Element") -> str:
    """Return all text that a reader of the rendered page would see; cells of a row in one line."""
    from lxml import etree

    lines: list[str] = []
    parts: list[str] = []
    unseen = 0

    def end_line() -> None:
        line = " ".join("".join(parts).split()).strip("| ")
        if line:
            lines.append(line)
        parts.clear()

    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _UNSEEN:
            unseen += 1 if event == "start" else -1
        elif tag in _BLOCKS or (tag in _CELLS and _holds_blocks(element)):
            end_line()
        elif tag in _CELLS and event == "start":
            parts.append(" | ")
        text = element.text if event == "start" else element.tail
        # What follows the root is no part of it.
        if text and not unseen and (event == "start" or element is not tree):
            parts.append(text)
    end_line()
    return "\n".join(lines)


def _holds_blocks(cell: "_Element") -> bool:
    """Tell if a cell's table only arranges things on the page, as those of newsletters do."""
    return any(child.tag in _BLOCKS for child in cell)


def _extract(tree: "HtmlElement", *, precise: bool) -> str:
    from trafilatura import bare_extraction

    # The extraction takes the tree apart, and it is needed again.
    extracted: Any = bare_extraction(
        deepcopy(tree), favor_precision=precise, include_comments=False, with_metadata=False
    )
    return all_text(extracted.body) if extracted is not None and extracted.body is not None else ""
