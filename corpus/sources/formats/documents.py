"""PDF and Word files."""

import io
import logging
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from corpus.errors import OnRecordError, SourceError
from corpus.sources.draft import Draft, Raw, printable
from corpus.sources.formats.archive import open_archive

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement
    from pypdf import PageObject, PdfReader

__all__ = ["read_pdf", "read_word"]

_MOST_PAGES = 2_000
_MOST_INSTRUCTIONS = 2_000_000
"""Bytes that draw one page, unpacked. A page of text has 50,000; a bomb of 10 kB has millions."""
_MOST_DRAWN = 100_000
"""Instructions on one page, those of the forms on it included, which can nest without end. The
time to read them grows faster than their number: 100,000 take some seconds."""
_MOST_TEXT = 10_000_000
"""Characters of one document; a long book has two million."""
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad]$")
_SHORT = 0.75
"""Of the width of a page's wide lines: a line shorter than that is the last of its paragraph."""
_WIDE = 0.9
"""The quantile of a page's line lengths that counts as its width."""
_NO_TITLE = re.compile(r"(?i)untitled|microsoft word - |\S+\.(docx?|pdf|indd|qxd|tex|dvi)$")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read_pdf(raw: Raw) -> Draft:
    """Read a PDF file's text layer, by pypdf, its lines joined to paragraphs.

    Its title and authors are those of its properties. The dates there are of the file, not of
    the publication, and are left.

    Raises:
        SourceError: It is damaged, encrypted, scanned, or has more than 2,000 pages.
    """
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(raw.data))
        text = _pages(reader, raw.name)
        properties: Mapping[str, object] = reader.metadata or {}
        title, author = properties.get("/Title"), properties.get("/Author")
    except OnRecordError:
        raise
    except Exception as error:  # pypdf meets broken files with many kinds of them
        reason = str(error) or type(error).__name__
        raise SourceError(f"{raw.name} is a damaged PDF file: {reason}") from error
    if not text.strip():
        raise SourceError(
            f"{raw.name} has no text layer: it is scanned or drawn; run it through OCR first"
        )
    draft = Draft(text=text)
    if isinstance(title, str) and not _NO_TITLE.match(title.strip()):
        draft.offer("title", title, "file")
    if isinstance(author, str) and printable(author):
        draft.offer("authors", (printable(author),), "file")
    return draft


def _pages(reader: "PdfReader", name: str) -> str:
    if reader.is_encrypted and not reader.decrypt(""):
        raise SourceError(f"{name} is encrypted; save it without a password")
    if len(reader.pages) > _MOST_PAGES:
        count = len(reader.pages)
        raise SourceError(f"{name} has {count:,} pages, the most is {_MOST_PAGES:,}; split it")
    pages: list[str] = []
    length = 0
    for page in reader.pages:
        found = _page_text(page, name)
        pages.append(_paragraphs(found))
        length += len(found)
        if length > _MOST_TEXT:
            raise SourceError(f"{name} has more than {_MOST_TEXT:,} characters; split it")
    return "\n".join(page for page in pages if page)


def _page_text(page: "PageObject", name: str) -> str:
    too_much = SourceError(f"{name} draws too much on one page; print it anew or split it")
    contents = page.get_contents()
    if contents is not None and len(contents.get_data()) > _MOST_INSTRUCTIONS:
        raise too_much
    drawn = 0

    def count(*_: object) -> None:
        nonlocal drawn
        drawn += 1
        if drawn > _MOST_DRAWN:
            raise too_much

    text = page.extract_text(visitor_operand_before=count)
    if drawn > _MOST_DRAWN:  # what is raised inside a form, pypdf passes over
        raise too_much
    # A font without a table of its characters gives NULs and halves of surrogate pairs.
    return text.encode("utf-8", "ignore").decode().replace("\0", "")


def _paragraphs(page: str) -> str:
    """Join the lines of a page; a line that stops short ends its paragraph."""
    lines = [" ".join(line.split()) for line in page.split("\n")]
    lengths = sorted(len(line) for line in lines if line)
    if not lengths:
        return ""
    width = lengths[int(_WIDE * (len(lengths) - 1))]
    parts: list[str] = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        ends = len(line) < _SHORT * width or not following
        if _HYPHEN.search(line) and following[:1].islower():
            parts.append(_HYPHEN.sub("", line))
        else:
            parts += [line, "\n" if ends else " "]
    return re.sub(r"\n+", "\n", "".join(parts)).strip("\n")


def read_word(raw: Raw) -> Draft:
    """Read a Word file (DOCX): a line for each paragraph and for each row of a table.

    What was inserted with changes tracked is in, what was deleted is not. Title and authors are
    those of its properties; its dates are of the file and are left.

    Raises:
        SourceError: It is damaged, encrypted, or a bomb.
    """
    from docx import Document

    open_archive(raw.data, raw.name).close()
    try:
        document = Document(io.BytesIO(raw.data))
        lines = list(map(_line, _blocks(document.element.body)))
        properties = document.core_properties
        title, author, language = properties.title, properties.author, properties.language
    except Exception as error:  # python-docx trusts its files, and so meets any error
        reason = str(error) or type(error).__name__
        raise SourceError(f"{raw.name} is no Word file that can be read: {reason}") from error
    draft = Draft(text="\n".join(line for line in lines if line))
    draft.offer("title", title, "file")
    if author and author != "python-docx" and printable(author):
        draft.offer("authors", (printable(author),), "file")
    draft.offer("language", language, "file")
    return draft


def _blocks(body: "BaseOxmlElement") -> "list[BaseOxmlElement]":
    found = []
    for element in body.iter(f"{_W}p", f"{_W}tr"):
        above = [each.tag for each in element.iterancestors()]
        # Text boxes are there twice: once for the Word of today, once for that of 2007.
        if f"{_W}tr" not in above and _FALLBACK not in above:
            found.append(element)
    return found


def _line(block: "BaseOxmlElement") -> str:
    if block.tag == f"{_W}tr":
        cells = (" ".join(_words(p) for p in cell.iter(f"{_W}p")) for cell in block.iter(f"{_W}tc"))
        return " | ".join(" ".join(cell.split()) for cell in cells).strip("| ")
    return " ".join(_words(block).split())


def _words(paragraph: "BaseOxmlElement") -> str:
    parts = []
    for element in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}noBreakHyphen"):
        nearest = next(element.iterancestors(f"{_W}p"), None)
        if nearest is paragraph:
            text = "-" if element.tag == f"{_W}noBreakHyphen" else " "
            parts.append(element.text or "" if element.tag == f"{_W}t" else text)
    return "".join(parts)
