"""PDF files: the text layer, the title and the authors."""

import io
import logging
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from corpus.errors import OnRecordError, SourceError
from corpus.sources.draft import Draft, Raw, printable

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

__all__ = ["read_pdf"]

_MOST_PAGES = 2_000
_MOST_INSTRUCTIONS = 2_000_000
"""Bytes that draw one page, unpacked. A page of text has 50,000; a bomb of 10 kB has millions."""
_MOST_DRAWN = 100_000
"""Instructions on one page, those of the forms on it included, which can nest without end. The
time to read them grows faster than their number: 100,000 take some seconds."""
_MOST_TEXT = 10_000_000
"""Characters of one document; a long book has two million."""
# Where a word is cut at the end of its line; U+00AD is a hyphen for that purpose.
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad]$")
_SHORT = 0.75
"""Of the width of a page's wide lines: a line shorter than that is the last of its paragraph."""
_WIDE = 0.9
"""The quantile of a page's line lengths that counts as its width."""
# What programs write where nobody gave a title: the name of the file, "Untitled".
_NO_TITLE = re.compile(r"(?i)untitled|microsoft word - |\S+\.(docx?|pdf|indd|qxd|tex|dvi)$")


def read_pdf(raw: Raw) -> Draft:
    """Read a PDF file's text layer, by pypdf, its lines joined to paragraphs.

    Its title and authors are those of its properties. The dates there are of the file, not of
    the publication, and are left.

    Raises:
        SourceError: It is damaged, encrypted, scanned, or has more than 2,000 pages.
    """
    from pypdf import PdfReader

    # It logs each flaw that it reads over; what it cannot read it raises.
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
    # Without a password open those that only forbid printing or copying.
    if reader.is_encrypted and not reader.decrypt(""):
        raise SourceError(f"{name} is encrypted; save it without a password")
    if len(reader.pages) > _MOST_PAGES:
        count = len(reader.pages)
        raise SourceError(f"{name} has {count:,} pages, the most is {_MOST_PAGES:,}; split it")
    pages: list[str] = []
    length = 0
    for page in reader.pages:
        text = _page_text(page, name)
        pages.append(_paragraphs(text))
        length += len(text)
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
