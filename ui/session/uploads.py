"""Adds articles from a browser: uploaded files, or an address."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import PurePosixPath
from typing import Protocol

from corpus import AddReport, Corpus, Failure, InvalidInput, Options, SourceError
from corpus.sources import Sourced, SourceParser, Visit
from corpus.sources.detect import SUFFIXES
from corpus.sources.draft import Raw, one_line
from corpus.text.web_addresses import is_web_address

__all__ = [
    "KINDS",
    "MOST_FILES",
    "MOST_MEGABYTES",
    "MOST_MEGABYTES_HELD",
    "FileProgress",
    "add_address",
    "add_files",
    "uploaded",
]

KINDS = tuple(SUFFIXES)
"""The endings of the files that can be added."""
MOST_MEGABYTES = 20
"""Of one uploaded file, which is held in memory; larger ones are for the command line."""
MOST_MEGABYTES_HELD = 200
"""Of the files of one page that wait to be added, together."""
MOST_FILES = 500
"""Of one upload."""
FileProgress = Callable[[str], None]
"""Called with the name of each article or file when it was read, or has failed."""


class _Upload(Protocol):
    """A file that came from a browser. Its name is whatever the browser says."""

    @property
    def name(self) -> str:
        """The file's name, as the browser gave it."""

    def getvalue(self) -> bytes:
        """Return the file's content."""


def add_files(
    corpus: Corpus, files: Sequence[_Upload], progress: FileProgress | None = None
) -> AddReport:
    """Add files as ``Corpus.add`` adds paths; the report calls them by their names.

    The same text is the same article however often it is uploaded, since a file from a browser
    has no path to know it by.

    Raises:
        InvalidInput: There are too many files.
        StoreError: The corpus cannot be written.
    """
    if len(files) > MOST_FILES:
        raise InvalidInput(f"there are {len(files)} files; upload {MOST_FILES} at most at a time")
    # Lazy: a file is read when its turn comes, so that not all articles are held at once.
    return corpus.add(chain.from_iterable(map(_read, files)), progress=progress)


def add_address(
    corpus: Corpus,
    address: str,
    progress: FileProgress | None = None,
    options: Options | None = None,
) -> AddReport:
    """Add what an http or https address has: a page, a document, a feed or a list of feeds.

    Raises:
        InvalidInput: It is no such address. A path is none: it would be one of the server.
        StoreError: The corpus cannot be written.
    """
    address = address.strip()
    if not is_web_address(address):
        raise InvalidInput(f"{address!r} is no address; begin it with http:// or https://")
    return corpus.add(address, progress=progress, options=options)


def uploaded(file: _Upload) -> Raw:
    """Return the bytes of an uploaded file, under the name the browser gave.

    Raises:
        SourceError: It is of no known kind, too large, or empty.
    """
    name = one_line(file.name) or "file"
    data, suffix = file.getvalue(), _suffix(file.name)
    if not suffix:
        raise SourceError(f"{name} is not of a kind that can be read ({', '.join(KINDS)})")
    if len(data) > MOST_MEGABYTES * 2**20:
        raise SourceError(
            f"{name} has more than {MOST_MEGABYTES} MB, the most; add it by 'onrecord add'"
        )
    if not data.strip():
        raise SourceError(f"{name} is empty")
    return Raw(data=data, name=name, suffix=suffix)


def _read(file: _Upload) -> Iterator[Sourced | Failure]:
    """Yield the articles of an uploaded file, or its failure."""
    try:
        raw = uploaded(file)
    except SourceError as error:
        # Told in the report instead of raised: the other files are still to be added.
        yield Failure(one_line(file.name) or "file", str(error))
        return
    for outcome in SourceParser(Options()).read_raw(raw):
        # An uploaded file has no address to which a refresh could come back.
        if not isinstance(outcome, Visit):
            yield outcome


def _suffix(name: str) -> str:
    """Return the suffix by which the kind of a file is known; none that the name makes up."""
    suffix = PurePosixPath(name).suffix.lower()
    return suffix if suffix in KINDS else ""
