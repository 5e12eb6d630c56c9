"""EPUB books: the text of their chapters, in reading order."""

import posixpath
import zipfile
import zlib
from typing import TYPE_CHECKING
from urllib.parse import unquote

from corpus.errors import SourceError
from corpus.sources.draft import Draft, Raw, printable
from corpus.sources.formats.archive import open_archive, parse_xml
from corpus.sources.formats.html import all_text, decode_html, parse

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["read_epub"]

# Every book has it; it names the package file, which lists the chapters.
_CONTAINER = "META-INF/container.xml"


def read_epub(raw: Raw) -> Draft:
    """Read a book as one article; its facts are those of its package file.

    Raises:
        SourceError: It is damaged, encrypted, a bomb, or has no text.
    """
    with open_archive(raw.data, raw.name) as archive:
        container = parse_xml(_member(archive, _CONTAINER, raw.name), f"{_CONTAINER} of {raw.name}")
        root = next((e for e in container.iter("{*}rootfile") if e.get("full-path")), None)
        if root is None:
            raise SourceError(f"{raw.name} names no package file; it is no EPUB book")
        path = root.get("full-path") or ""
        package = parse_xml(_member(archive, path, raw.name), f"{path} of {raw.name}")
        draft = Draft()
        chapters = []
        for chapter in _spine(package, posixpath.dirname(path)):
            try:
                text = decode_html(_member(archive, chapter, raw.name), chapter)
                chapters.append(all_text(parse(text, chapter)))
            except SourceError as error:
                draft.notes.append(f"a chapter is left out: {error}")
    draft.text = "\n".join(chapter for chapter in chapters if chapter)
    _facts(draft, package)
    return draft


def _spine(package: "_Element", folder: str) -> list[str]:
    """Return the members that hold the chapters, in reading order, each once."""
    manifest = {item.get("id"): item.get("href") or "" for item in package.iter("{*}item")}
    order = [ref.get("idref") for ref in package.iter("{*}itemref")]
    # Several entries may lead into one file, each to a place in it.
    hrefs = (manifest.get(chapter_id, "").partition("#")[0] for chapter_id in order)
    paths = (posixpath.normpath(posixpath.join(folder, unquote(href))) for href in hrefs if href)
    return list(dict.fromkeys(paths))


def _member(archive: zipfile.ZipFile, member: str, name: str) -> bytes:
    try:
        return archive.read(member)
    except KeyError as error:
        raise SourceError(f"{name} has no {member!r} in it; it is damaged") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        raise SourceError(f"{member!r} of {name} is damaged: {error}") from error


def _facts(draft: Draft, package: "_Element") -> None:
    def all_of(tag: str) -> list[str]:
        elements = package.iter("{http://purl.org/dc/elements/1.1/}" + tag)
        return [words for words in (printable(e.text or "") for e in elements) if words]

    for field, tag in (("title", "title"), ("publisher", "publisher"), ("language", "language")):
        draft.offer(field, next(iter(all_of(tag)), None), "file")
    draft.offer("authors", tuple(all_of("creator")), "file")
    for stamp in all_of("date")[:1]:
        draft.offer("published", stamp, "file")
