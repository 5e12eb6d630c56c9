"""What the page of the articles may do to the corpus: add, remove, and put back."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import PurePosixPath
from typing import Protocol

from corpus import AddReport, ArticleNotFound, Corpus, Failure, InvalidInput, Options
from corpus.sources import Reader, Sourced, Visit
from corpus.sources.formats import SUFFIXES
from corpus.sources.items import Raw, one_line

__all__ = [
    "KINDS",
    "MOST_FILES",
    "MOST_MEGABYTES",
    "MOST_MEGABYTES_HELD",
    "AddReport",
    "Progress",
    "Removed",
    "Upload",
    "add_address",
    "add_files",
    "add_samples",
    "remove",
    "report_lines",
    "restore",
]

KINDS = tuple(SUFFIXES)
"""The endings of the files that can be added."""
MOST_MEGABYTES = 20
"""Of one uploaded file, which is held in memory; larger ones are for the command line."""
MOST_MEGABYTES_HELD = 200
"""Of the files of one page that wait to be added, together."""
MOST_FILES = 500
"""Of one upload."""
MOST_LINES = 50
"""Of a report in lines, besides the first and the last."""

Progress = Callable[[str], None]
"""Called with the name of each article or file when it was read, or has failed."""


class Upload(Protocol):
    """A file that came from a browser. Its name is whatever the browser says."""

    @property
    def name(self) -> str:
        """What it is called."""

    def getvalue(self) -> bytes:
        """What it holds."""


@dataclass(frozen=True, slots=True)
class Removed:
    """An article that was taken out of the corpus, whole, so that it can be put back."""

    revisions: tuple[Sourced, ...]
    """Oldest first."""

    @property
    def label(self) -> str:
        """What to call it."""
        return self.revisions[-1].article.label


def add_files(
    corpus: Corpus, files: Sequence[Upload], progress: Progress | None = None
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
    return corpus.add(chain.from_iterable(map(_read, files)), progress=progress)


def add_address(
    corpus: Corpus,
    address: str,
    progress: Progress | None = None,
    options: Options | None = None,
) -> AddReport:
    """Add what an http or https address has: a page, a document, a feed or a list of feeds.

    Raises:
        InvalidInput: It is no such address. A path is none: it would be one of the server.
        StoreError: The corpus cannot be written.
    """
    address = address.strip()
    if not address.lower().startswith(("http://", "https://")):
        raise InvalidInput(f"{address!r} is no address; begin it with http:// or https://")
    return corpus.add(address, progress=progress, options=options)


def add_samples(corpus: Corpus, progress: Progress | None = None) -> AddReport:
    """Add the sample articles.

    Raises:
        StoreError: The corpus cannot be written.
    """
    from corpus.samples import samples

    return corpus.add(samples(), progress=progress)


def report_lines(corpus: Corpus, report: AddReport) -> list[str]:
    """What came of an addition: how many of what, then what failed, what to note, what is new.

    Raises:
        StoreError: The corpus cannot be read.
    """
    told = [*map(str, report.failed), *(f"{note.source}: {note.text}" for note in report.notes)]
    new = [("Added", id_) for id_ in report.added] + [("Changed", id_) for id_ in report.changed]
    lines = told[:MOST_LINES]
    for what, id_ in new[: MOST_LINES - len(lines)]:
        with suppress(ArticleNotFound):  # another reader may have removed it already
            lines.append(f"{what}: {corpus.article(id_).label}")
    left = len(told) + len(new) - MOST_LINES
    return [str(report), *lines, *([f"and {left:,} more"] if left > 0 else [])]


def remove(corpus: Corpus, article_id: str) -> Removed:
    """Remove an article, and keep what ``restore`` needs.

    Raises:
        ArticleNotFound: There is none with that id.
        StoreError: The corpus cannot be written.
    """
    revisions = []
    for revision in reversed(corpus.revisions(article_id)):
        article = corpus.article(article_id, revision)
        revisions.append(Sourced(article, article.label, corpus.origins(article_id, revision)))
    corpus.remove(article_id)
    return Removed(tuple(revisions))


def restore(corpus: Corpus, removed: Removed) -> None:
    """Put an article back with all its revisions: citations of it resolve again.

    Raises:
        StoreError: The corpus cannot be written.
    """
    for revision in removed.revisions:
        corpus.add(revision)


def _read(file: Upload) -> Iterator[Sourced | Failure]:
    """What one file holds, under the name that the browser gave it."""
    name = one_line(file.name) or "file"
    data, suffix = file.getvalue(), _suffix(file.name)
    if not suffix:
        yield Failure(name, f"{name} is not of a kind that can be read ({', '.join(KINDS)})")
    elif len(data) > MOST_MEGABYTES * 2**20:
        reason = f"{name} has more than {MOST_MEGABYTES} MB, the most; add it by 'onrecord add'"
        yield Failure(name, reason)
    elif not data.strip():
        yield Failure(name, f"{name} is empty")
    else:
        for found in Reader(Options()).read_raw(
            Raw(data=data, name=name, suffix=_suffix(file.name))
        ):
            if not isinstance(found, Visit):
                yield found


def _suffix(name: str) -> str:
    """The suffix by which the kind of a file is known; none that the name makes up."""
    suffix = PurePosixPath(name).suffix.lower()
    return suffix if suffix in KINDS else ""
