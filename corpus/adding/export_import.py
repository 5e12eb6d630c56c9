"""Backup: the whole corpus as JSON Lines, and back.

Each line is an object with its ``kind``:

- ``corpus``, the first: the ``version`` of this format and the number of ``lines`` that follow.
- ``revision``: a revision of an article, with its ``id``, its ``revision``, its facts, their
  ``origins`` and its ``text``; all of one article together, oldest first.
- ``address``: an address that was read, which ``refresh`` reads again.
- ``removed``: the id of an article that was removed, which no feed is to bring back.

and a ``sum`` of all the rest of it, by which damage is noticed. Chunks, embeddings and indexes are
not in it: they are made of the texts.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from corpus.adding.audit import audit
from corpus.adding.embedding_queue import Pipeline
from corpus.article import Article, content_id
from corpus.errors import InvalidInput, OnRecordError
from corpus.library.articles import stored
from corpus.library.schema import articles, removed, revisions, visits
from corpus.reports import AddReport, Failure
from corpus.sources.draft import Address, Options, Sourced
from corpus.sources.formats.page_metadata import web_address
from corpus.text.chunking import Chunk, chunk_article
from corpus.text.printing import json_text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from corpus.store import Store

__all__ = ["export_lines", "import_lines"]

# To be raised when a line is no longer as older versions know it: they then ask to be upgraded.
_FORMAT = 1
_Record = dict[str, Any]


def export_lines(store: "Store") -> Iterator[str]:
    """Yield the lines, without line breaks, that hold one state of the store.

    Raises:
        StoreError: The library cannot be read.
    """
    with store.database.reading() as connection:
        count = sum(
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (revisions, visits, removed)
        )
        # Told first: whoever imports knows by it of a file that was cut short.
        yield _line(kind="corpus", version=_FORMAT, lines=count)
        every = (
            select(revisions)
            .join(articles, articles.c.id == revisions.c.article_id)
            .order_by(articles.c.sequence, articles.c.id, revisions.c.sequence)
            .execution_options(yield_per=100)
        )
        with connection.execute(every) as rows:
            for row in rows:
                revision = stored(row)
                yield _line(
                    kind="revision", **revision.article.to_dict(), origins=dict(revision.origins)
                )
        for address in connection.execute(select(visits).order_by(visits.c.url)).mappings():
            yield _line(kind="address", **address)
        for article_id in connection.execute(
            select(removed.c.article_id).order_by(removed.c.article_id)
        ).scalars():
            yield _line(kind="removed", id=article_id)


def import_lines(
    store: "Store", lines: Iterable[str], progress: Callable[[str], None] | None = None
) -> AddReport:
    """Take in what ``export_lines`` gave, each article whole; what is damaged is left out.

    An article that the store has too gets the revisions that it lacks. The one that is searched
    is then the newest of the two, if one's revisions are a part of the other's; else its own.

    Args:
        store: Empty or not.
        lines: With or without line breaks.
        progress: Called with the name of each article.

    Raises:
        InvalidInput: The format is newer than this version of onrecord.
        StoreError: The store cannot be written. What was taken in before stays.
    """
    with Pipeline(store) as pipeline:
        intake = _Import(store, pipeline, progress)
        for number, line in enumerate(lines, 1):
            if line.strip():
                intake.take(number, line)
        intake.finish()
    return intake.report


class _Import:
    def __init__(
        self, store: "Store", pipeline: Pipeline, progress: Callable[[str], None] | None
    ) -> None:
        self.report = AddReport()
        self._store = store
        self._pipeline = pipeline
        self._progress = progress
        self._history: list[Sourced] = []
        self._addresses: list[Address] = []
        self._removed: list[str] = []
        self._missing = 0
        self._headed = False

    def take(self, number: int, line: str) -> None:
        """Read a line; an article is complete when a line of another comes."""
        self._missing -= 1  # a damaged line is there, too
        try:
            parsed = _read(line)
        # A RecursionError comes of JSON that is nested too deep.
        except (OnRecordError, ValueError, TypeError, KeyError, RecursionError) as error:
            reason = f"line {number} is damaged and was left out: {error}"
            self.report.failed.append(Failure(f"line {number}", reason))
            return
        if isinstance(parsed, _Head):
            if parsed.version > _FORMAT:
                raise InvalidInput(
                    f"line {number} announces format {parsed.version} and this version of onrecord "
                    f"reads {_FORMAT}; upgrade onrecord"
                )
            if self._missing >= 0:  # after the last line of a whole file it is less
                self._cut_short(f"line {number}", self._missing + 1)
            self._missing, self._headed = parsed.lines, True
        elif isinstance(parsed, Sourced):
            if self._history and self._history[0].article.id != parsed.article.id:
                self._complete()
            self._history.append(parsed)
        elif isinstance(parsed, Address):
            self._addresses.append(parsed)
        else:
            self._removed.append(parsed)

    def finish(self) -> None:
        """Store the last article and the addresses, and report the lines that are missing."""
        self._complete()
        self._pipeline.push([], self._put_addresses)
        if self._missing > 0:
            self._cut_short("end of file", self._missing)
        elif not self._headed and not self.report.failed:
            reason = "the file is empty or lacks its first line: it is not the whole of an export"
            self.report.failed.append(Failure("end of file", reason))

    def _cut_short(self, where: str, missing: int) -> None:
        reason = f"the file is cut short: {missing} of its lines are missing"
        self.report.failed.append(Failure(where, reason))

    def _complete(self) -> None:
        history, self._history = self._history, []
        if history:
            self._bring(history)
            if self._progress:
                self._progress(history[-1].article.label)

    def _bring(self, theirs: list[Sourced]) -> None:
        newest = theirs[-1].article
        ours = self._store.library.history(newest.id)
        merged = _merged(ours, theirs)
        if merged == ours:
            self.report.unchanged.append(newest.id)
            return
        searched = not ours or ours[-1].article.revision != merged[-1].article.revision
        chunks = chunk_article(merged[-1].article) if searched else []
        self._pipeline.push(chunks, partial(self._put, theirs, ours, merged, chunks))

    def _put(
        self,
        theirs: list[Sourced],
        ours: list[Sourced],
        merged: list[Sourced],
        chunks: list[Chunk],
        embeddings: "NDArray[np.float32]",
    ) -> None:
        over = [entry.article.revision for entry in ours]
        if self._store.library.merge(merged, chunks, embeddings, over=over):
            (self.report.changed if ours else self.report.added).append(merged[-1].article.id)
            audit("changed" if ours else "added", article=merged[-1].article.id)
        else:
            self._bring(theirs)  # somebody else changed it in the meantime

    def _put_addresses(self, _: object) -> None:
        self._store.visits.put(self._addresses)
        self._store.visits.put_removed(self._removed)


@dataclass(frozen=True, slots=True)
class _Head:
    version: int
    lines: int


def _merged(ours: list[Sourced], theirs: list[Sourced]) -> list[Sourced]:
    """Merge two histories, oldest first; ours counts where both have a revision."""
    our_revisions = {entry.article.revision: entry for entry in ours}
    their_revisions = {entry.article.revision: entry for entry in theirs}
    newest = theirs if our_revisions.keys() <= their_revisions.keys() else ours
    every = {**their_revisions, **our_revisions}
    # Put in again, so that it stands last.
    every[newest[-1].article.revision] = every.pop(newest[-1].article.revision)
    return list(every.values())


def _line(**record: Any) -> str:
    return json_text(record | {"sum": _sum(record)})


def _sum(record: _Record) -> str:
    return content_id("line", json.dumps(record, ensure_ascii=False))


def _read(line: str) -> _Head | Sourced | Address | str:
    """Parse a line and check its checksum; of a removed article the id alone is returned."""
    record = json.loads(line)
    if not isinstance(record, dict) or "kind" not in record:
        raise InvalidInput("not a line of an onrecord export; 'onrecord add' reads other files")
    if record.pop("sum", None) != _sum(record):
        raise InvalidInput("checksum mismatch: the line was altered")
    kind = record.pop("kind")
    if kind == "corpus":
        return _Head(int(record["version"]), int(record["lines"]))
    if kind == "revision":
        return _revision(record)
    if kind == "address":
        return _address(record)
    if kind == "removed":
        return str(record["id"])
    raise InvalidInput(f"its kind {kind!r} is unknown")


def _revision(record: _Record) -> Sourced:
    origins = {str(name): str(value) for name, value in dict(record.pop("origins")).items()}
    revision = record.pop("revision")
    article = Article.from_dict(record)
    if article.revision != revision:
        raise InvalidInput("its text does not match its revision")
    return Sourced(article, origins=origins)


def _address(record: _Record) -> Address:
    # A file that somebody made up must not make a refresh read a file, or reach an intranet.
    address = Address(**record)
    if web_address(address.url, None) is None or not set(address.options) <= {"fields", "follow"}:
        raise InvalidInput(f"{address.url!r} is no address that can be read again")
    Options(**address.options)
    return address
