"""Base class of the library's databases: what all share, and what each implements."""

import logging
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from os import getpid
from typing import Any, ClassVar, Literal

from sqlalchemy import Connection, Engine, Select, Subquery, TextualSelect, exc

from corpus.database.snapshot import Snapshot
from corpus.errors import InvalidArticle, OnRecordError, StoreBusy, StoreError

__all__ = ["DERIVED", "Database", "Work"]

DERIVED = frozenset({"bands", "chunks", "quotes", "sketches", "vector_changes"})
"""Tables whose rows are made of the articles: they can be made anew, and no backup is needed."""

_SILENT = 1.0
"""Seconds that we wait without saying for whom."""

Work = Literal["write", "vectors", "refresh"]
"""What one does at a time: change the library; open or change the vector index; read the addresses
again."""
_DOING: Mapping[Work, str] = {
    "write": "is changing the library {}",
    "vectors": "is using the vector index of {}",
    "refresh": "is refreshing {}",
}

_log = logging.getLogger(__name__)


class _Held(threading.local):
    """The snapshot that each thread reads in, if any."""

    snapshot: Snapshot | None = None


class Database(ABC):
    """Database with many readers and one writer at a time, across processes.

    Args:
        where: What to call it in messages, without a password.
        readers: Whose transactions see one state of the library throughout.
        writers: Whose transactions wait for each other; on the same pool of connections.
        wait: Seconds to wait for whoever is at a work, by default.

    Raises:
        StoreBusy: From every method, when another process was not done by then.
        StoreError: From every method, with a one-line reason, when it cannot be used.
    """

    read_only = False
    advice: ClassVar[Mapping[str, str]]
    """What to do about an error in whose message the words stand, in small letters."""
    busy: ClassVar[Sequence[str]]
    """Words of an error, in small letters, that say that another process holds a lock."""

    def __init__(self, where: str, readers: Engine, writers: Engine, wait: float) -> None:
        self.where = where
        self.wait = wait
        self._readers = readers
        self._writers = writers
        self._closed = False
        self._held = _Held()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a read transaction, or that of the snapshot: it sees one state of the library."""
        held = self._held.snapshot
        with self._errors(), held.reading() if held else self._one_state() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a write transaction: all of it is stored, or nothing of it.

        It renews the snapshot, if it is inside one.
        """
        if self.read_only:
            raise StoreError(f"the library {self.where} is open for reading only")
        with self._errors():
            # A writer that read meanwhile could wait for itself: for a table, or a connection.
            self.renew()
            try:
                with self._alone() as connection:
                    yield connection
            finally:
                self.renew()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Have all readings of this thread see one state of the library, until the block ends.

        They share a transaction, which the first of them begins. Nothing may ``yield`` or
        ``await`` inside: what the thread does meanwhile would read in it too. While it is open,
        SQLite's log grows with what others write. One inside another is part of it.

        Raises:
            StoreError: The database is closed; also where nothing would be read.
        """
        self._check_open()
        if self._held.snapshot:
            yield
            return
        self._held.snapshot = held = Snapshot(self._one_state)
        try:
            yield
        finally:
            self._held.snapshot = None
            with self._translated():
                held.close()

    def renew(self) -> None:
        """End the snapshot's transaction, if there is one; the next reading begins another."""
        if held := self._held.snapshot:
            held.renew()

    @contextmanager
    def apart(self) -> Iterator[None]:
        """Have readings see the newest state in transactions of their own, until the block ends.

        A snapshot around it stays as it is.
        """
        held, self._held.snapshot = self._held.snapshot, None
        try:
            yield
        finally:
            self._held.snapshot = held

    def close(self) -> None:
        """Close every connection; whatever is asked afterwards raises ``StoreError``."""
        self._closed = True
        self.renew()
        self._readers.dispose()

    def damaged(self, reason: str) -> str:
        """Return the one-line message of a database that holds what was never written to it."""
        line = " ".join(reason.split())
        return f"the library {self.where} is damaged: {line}; restore it from a backup"

    def readable(self) -> bool:
        """Tell if damage that ``integrity`` found is in nothing but indexes."""
        return False

    def write_anew(self) -> None:
        """Put right damage in indexes by making them anew from the tables.

        Raises:
            StoreError: It cannot be done here.
        """
        raise StoreError(f"the library {self.where} cannot be written anew")

    @contextmanager
    def _one_state(self) -> Iterator[Connection]:
        """Open a transaction of a reader; it is rolled back, as nothing is to be stored."""
        with self._readers.connect() as connection:
            yield connection

    @contextmanager
    def _errors(self) -> Iterator[None]:
        self._check_open()
        with self._translated():
            yield

    def _check_open(self) -> None:
        if self._closed:  # an engine would connect again in silence
            raise StoreError(f"the library {self.where} is closed; open the corpus again")

    @contextmanager
    def _translated(self) -> Iterator[None]:
        import sqlite3

        try:
            yield
        except OnRecordError as error:
            # An article that was stored can always be made again, unless its row is damaged.
            if isinstance(error, InvalidArticle):
                raise StoreError(self.damaged(str(error))) from error
            raise
        except (exc.DBAPIError, exc.TimeoutError, sqlite3.Error) as error:
            reason = str(getattr(error, "orig", error))
            if any(words in reason.lower() for words in self.busy):
                holder = self._holder("write")
                if f"(pid {getpid()}" in holder:  # whoever keeps us waiting is no program of ours
                    holder = "another process"
                raise self._busy("write", self.wait, holder) from error
            raise StoreError(self._explain(reason)) from error
        # No such row was ever written: a date that is none, JSON that is cut off. Whether it was of
        # an article, or of what is made of one, is not known here.
        except ValueError as error:
            raise StoreError(
                f"the library {self.where} is damaged: {' '.join(str(error).split())}; run "
                "'onrecord check', which says what is damaged and what to do"
            ) from error

    def _explain(self, reason: str) -> str:
        line = " ".join(reason.split())
        matching = (advice for words, advice in self.advice.items() if words in line.lower())
        advice = next(matching, "run 'onrecord check'")
        return f"the library {self.where} cannot be used: {line}; {advice}"

    def _take(self, work: Work, seconds: float, attempt: Callable[[float], bool]) -> None:
        """Try to get a lock for so many seconds, and log whom we wait for when it takes long.

        Args:
            work: What the lock is for.
            seconds: How long.
            attempt: Tries it for a number of seconds, and says whether it succeeded.

        Raises:
            StoreBusy: It did not.
        """
        if attempt(min(seconds, _SILENT)):
            return
        holder = self._holder(work)
        if seconds > _SILENT:
            doing = _DOING[work].format(self.where)
            _log.warning("waiting at most %g s for %s, which %s", round(seconds, 2), holder, doing)
            if attempt(seconds - _SILENT):
                return
            # Meanwhile it may be another one.
            holder = self._holder(work)
        raise self._busy(work, seconds, holder)

    def _busy(self, work: Work, seconds: float, holder: str) -> StoreBusy:
        what = f"{holder} {_DOING[work].format(self.where)}"
        if not seconds:
            return StoreBusy(f"{what}; it was left alone, try again later")
        return StoreBusy(
            f"{what} and was not done within {round(seconds, 2):g} s; try again when it is done, "
            "or with a longer --wait; what was stored or removed so far stays so"
        )

    # -- what each database does its own way ------------------------------------------------

    @abstractmethod
    def version(self, connection: Connection) -> int:
        """Return the version of the schema; 0 in an empty database."""

    @abstractmethod
    def set_version(self, connection: Connection, version: int) -> None:
        """Store the version of the schema."""

    @abstractmethod
    def create_full_text(self, connection: Connection) -> None:
        """Make the full-text index, which follows the chunks in their own transactions."""

    @abstractmethod
    def check_full_text(self, connection: Connection) -> None:
        """Compare the full-text index with the chunks; ``StoreError`` when they differ."""

    @abstractmethod
    def rebuild_full_text(self, connection: Connection) -> None:
        """Make the full-text index anew from the chunks."""

    @abstractmethod
    def ranked(self, words: Sequence[str]) -> Subquery:
        """Select the chunks that hold any of the words: their ``n``, and a ``score``, best highest.

        Nothing in a word is taken for syntax; one that is cut up on indexing is a phrase.
        """

    @abstractmethod
    def counts(self, words: Sequence[str]) -> TextualSelect:
        """Select how many chunks hold each of the words, in their order, read as by ``ranked``."""

    @abstractmethod
    def listed(self, values: Sequence[str]) -> Select[Any]:
        """Return any number of values as a subquery: a statement takes a limited number of them."""

    @abstractmethod
    def integrity(self, connection: Connection) -> str | None:
        """Return what the database itself finds wrong with its storage, or ``None``."""

    @abstractmethod
    def lock(self, work: Work, seconds: float | None = None) -> AbstractContextManager[None]:
        """Hold the lock of a work, against all processes that share the library.

        Args:
            work: The work; another kind goes on beside it.
            seconds: How long to wait for whoever is at it; by default ``wait``.

        Raises:
            StoreBusy: They were not done by then.
        """

    @abstractmethod
    def _alone(self) -> AbstractContextManager[Connection]:
        """Open the transaction of the only writer."""

    @abstractmethod
    def _holder(self, work: Work) -> str:
        """Name who is at a work, as "onrecord rebuild (pid 4242)"; "another process" if unknown."""
