"""The database that the library lives in: what all of them do, and what each does its own way."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from corpus.errors import InvalidArticle, OnRecordError, StoreError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine, Select, Subquery

__all__ = ["BUSY_SECONDS", "Busy", "Database", "Work"]

BUSY_SECONDS = 60
"""How long a writer waits for another before it gives up."""

Work = Literal["vectors", "refresh"]
"""What one does at a time: open or change the vector index; read the addresses again."""


class Busy(Exception):
    """Another has been at a work for longer than we wait."""


class Database(ABC):
    """Many readers and one writer at a time, across processes.

    Args:
        where: What to call it in messages, without a password.
        readers: Whose transactions see one state of the library throughout.
        writers: Whose transactions wait for each other; on the same pool of connections.

    Raises:
        StoreError: From every method, with a one-line reason, when it cannot be used.
    """

    read_only = False
    advice: ClassVar[Mapping[str, str]]
    """What to do about an error in whose message the words stand, in small letters."""

    def __init__(self, where: str, readers: "Engine", writers: "Engine") -> None:
        self.where = where
        self._readers = readers
        self._writers = writers

    @contextmanager
    def reading(self) -> Iterator["Connection"]:
        """A read transaction: it sees one state of the library throughout."""
        with self._errors(), self._readers.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator["Connection"]:
        """A write transaction: all of it is stored, or nothing of it."""
        if self.read_only:
            raise StoreError(f"the library {self.where} is open for reading only")
        with self._errors(), self._writers.begin() as connection:
            yield connection

    def close(self) -> None:
        """Close every connection."""
        self._readers.dispose()

    def damaged(self, reason: str) -> str:
        """What to say, in one line, when it holds what was never written to it."""
        line = " ".join(reason.split())
        return f"the library {self.where} is damaged: {line}; restore it from a backup"

    @contextmanager
    def _errors(self) -> Iterator[None]:
        import sqlite3

        from sqlalchemy import exc

        try:
            yield
        except OnRecordError as error:
            # An article that was stored can always be made again, unless its row is damaged.
            if isinstance(error, InvalidArticle):
                raise StoreError(self.damaged(str(error))) from error
            raise
        except exc.DBAPIError as error:
            raise StoreError(self._explain(str(error.orig))) from error
        except (sqlite3.Error, exc.TimeoutError) as error:
            raise StoreError(self._explain(str(error))) from error
        except ValueError as error:
            raise StoreError(self.damaged(str(error))) from error

    def _explain(self, reason: str) -> str:
        line = " ".join(reason.split())
        found = (advice for words, advice in self.advice.items() if words in line.lower())
        advice = next(found, "run 'onrecord check'")
        return f"the library {self.where} cannot be used: {line}; {advice}"

    # -- what each database does its own way ------------------------------------------------

    @abstractmethod
    def version(self, connection: "Connection") -> int:
        """The version of the schema; 0 in an empty database."""

    @abstractmethod
    def set_version(self, connection: "Connection", version: int) -> None:
        """Note the version of the schema."""

    @abstractmethod
    def create_full_text(self, connection: "Connection") -> None:
        """Make the full-text index, which follows the chunks in their own transactions."""

    @abstractmethod
    def check_full_text(self, connection: "Connection") -> None:
        """Compare the full-text index with the chunks; ``StoreError`` when they differ."""

    @abstractmethod
    def rebuild_full_text(self, connection: "Connection") -> None:
        """Make the full-text index anew from the chunks."""

    @abstractmethod
    def ranked(self, words: Sequence[str]) -> "Subquery":
        """The chunks that hold any of the words: their ``n``, and a ``score``, best highest.

        Nothing in a word is taken for syntax; one that is cut up on indexing is a phrase.
        """

    @abstractmethod
    def listed(self, values: Sequence[str]) -> "Select[Any]":
        """The values as a subquery, of any number: statements take a limited one."""

    @abstractmethod
    def integrity(self, connection: "Connection") -> str | None:
        """What the database itself finds wrong with its storage."""

    @abstractmethod
    def lock(self, work: Work, seconds: float = -1) -> AbstractContextManager[None]:
        """Be the only one, of all who share the library, at a work.

        Args:
            work: The work; another kind goes on beside it.
            seconds: How long to wait for whoever is at it; less than 0 is for ever.

        Raises:
            Busy: They were not done by then.
        """
