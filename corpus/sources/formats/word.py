"""Word files (DOCX): the text, the title and the authors."""

import io
from typing import TYPE_CHECKING

from corpus.errors import SourceError
from corpus.sources.draft import Draft, Raw, printable
from corpus.sources.formats.archive import open_archive

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

__all__ = ["read_word"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read_word(raw: Raw) -> Draft:
    """Read a Word file (DOCX): a line for each paragraph and for each row of a table.

    What was inserted with changes tracked is in, what was deleted is not. Title and authors are
    those of its properties; its dates are of the file and are left.

    Raises:
        SourceError: It is damaged, encrypted, or a bomb.
    """
    from docx import Document

    # Only to see that it is no bomb.
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
    # The library's own name is what it writes where there is no author.
    if author and author != "python-docx" and printable(author):
        draft.offer("authors", (printable(author),), "file")
    draft.offer("language", language, "file")
    return draft


def _blocks(body: "BaseOxmlElement") -> "list[BaseOxmlElement]":
    blocks = []
    for element in body.iter(f"{_W}p", f"{_W}tr"):
        above = [ancestor.tag for ancestor in element.iterancestors()]
        # Text boxes are there twice: once for the Word of today, once for that of 2007.
        if f"{_W}tr" not in above and _FALLBACK not in above:
            blocks.append(element)
    return blocks


def _line(block: "BaseOxmlElement") -> str:
    if block.tag == f"{_W}tr":
        cells = (" ".join(_words(p) for p in cell.iter(f"{_W}p")) for cell in block.iter(f"{_W}tc"))
        return " | ".join(" ".join(cell.split()) for cell in cells).strip("| ")
    return " ".join(_words(block).split())


def _words(paragraph: "BaseOxmlElement") -> str:
    parts = []
    for element in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}noBreakHyphen"):
        nearest = next(element.iterancestors(f"{_W}p"), None)
        # A text box within a paragraph has paragraphs of its own.
        if nearest is paragraph:
            text = "-" if element.tag == f"{_W}noBreakHyphen" else " "
            parts.append(element.text or "" if element.tag == f"{_W}t" else text)
    return "".join(parts)
