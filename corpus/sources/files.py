"""Files and folders: finding the files that can be read, and loading their bytes."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from corpus.article import Article
from corpus.errors import SourceError
from corpus.reports import Failure
from corpus.sources.detect import SUFFIXES, read_one, source_kind
from corpus.sources.draft import Raw
from corpus.sources.identity import finish

__all__ = ["draft_text", "find_files", "load_file", "read_file", "standard_input", "walk"]

_MAX_BYTES = 20_000_000
"""Of one file. The longest novels have a fifth of it; what is larger is no article."""
_MAX_DATA_BYTES = 200_000_000
"""Of one JSON, JSON Lines or CSV file, which holds many articles."""
_DATA = ("json", "jsonl", "csv")


def find_files(path: Path) -> Iterator[Path]:
    """Yield the file itself, or all files of a known kind in a folder and the folders below it.

    Hidden files and folders are passed over, links to folders are not followed, and lists of
    feeds (OPML) are only read where they are named themselves.

    Raises:
        SourceError: There is nothing at that path, a folder cannot be read, or there is nothing
            in it to read.
    """
    for item in walk(path):
        if isinstance(item, Failure):
            raise SourceError(item.reason)
        yield item


def walk(path: Path) -> Iterator[Path | Failure]:
    """Yield what ``find_files`` does, but with folders that cannot be read as failures."""
    if not path.is_dir():
        yield path
        return
    problems: list[OSError] = []
    count = 0
    for folder, folders, names in os.walk(path, onerror=problems.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(folder, name)
            known = SUFFIXES.get(file.suffix.lower(), "opml") != "opml"
            if known and not name.startswith(".") and file.is_file():
                count += 1
                yield file
    for problem in problems:
        where = os.fsdecode(problem.filename or path)
        yield Failure(where, f"{where} cannot be read: {problem.strerror}")
    if not count and not problems:
        kinds = ", ".join(kind for kind in SUFFIXES if kind != ".opml")
        yield Failure(str(path), f"{path} holds no file of a kind that can be read ({kinds})")


def read_file(path: Path) -> Article:
    """Read a file that holds one article: text, Markdown, HTML, PDF, Word, EPUB or mail.

    The article's identity is the id in the front matter, else its canonical URL, else the file's
    absolute path. The title of a Markdown file without one in its front matter is its leading
    heading.

    Raises:
        SourceError: The file cannot be read, is too large, is of no known kind, may hold several
            articles, or has no text in it.
    """
    raw = load_file(path)
    return finish(read_one(raw, source_kind(raw)), raw).article


def load_file(path: Path) -> Raw:
    """Load the bytes of a file.

    Raises:
        SourceError: It cannot be read, is of no known kind, too large, or empty.
    """
    suffix = path.suffix.lower()
    try:
        # Links such as /dev/stdin and pipes have no suffix, and are looked into.
        if suffix not in SUFFIXES and (suffix or path.is_file()):
            known = ", ".join(SUFFIXES)
            raise SourceError(f"{path} is not of a kind that can be read ({known})")
        most = _MAX_DATA_BYTES if SUFFIXES.get(suffix) in _DATA else _MAX_BYTES
        with path.open("rb") as file:
            # One byte more than may be there shows that it has more.
            data = file.read(most + 1)
        whole = str(path.resolve())
    except OSError as error:
        raise SourceError(f"{path} cannot be read: {error.strerror or error}") from error
    except (ValueError, RuntimeError) as error:  # a NUL in it; links in a circle
        raise SourceError(f"{str(path)!r} is no path: {error}") from error
    if len(data) > most:
        raise SourceError(f"{path} has more than {most / 1e6:.0f} MB, the most; split it")
    if not data.strip():
        raise SourceError(f"{path} is empty")
    return Raw(data=data, name=str(path), path=whole, suffix=suffix)


def standard_input() -> Raw:
    """Load the bytes that come in by standard input. Their articles have no path.

    Raises:
        SourceError: There are none, or too many.
    """
    data = sys.stdin.buffer.read(_MAX_DATA_BYTES + 1)
    if len(data) > _MAX_DATA_BYTES:
        raise SourceError(f"standard input has more than {_MAX_DATA_BYTES / 1e6:.0f} MB, the most")
    if not data.strip():
        raise SourceError("standard input is empty")
    return Raw(data=data, name="standard input")


def draft_text(file: str) -> str:
    """Return the text of one document: a file of a kind that can be read, or "-".

    Raises:
        SourceError: It cannot be read, or is of a kind that holds several.
    """
    raw = standard_input() if file == "-" else load_file(Path(file).expanduser())
    return read_one(raw, source_kind(raw)).text
