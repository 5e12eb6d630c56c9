"""SQLite, opened so that several processes can share it and errors read like sentences."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import InvalidArticle, OnRecordError, StoreError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

__all__ = ["Database"]

BUSY_SECONDS = 60
"""How long a writer waits for another before it gives up."""


class Database:
    """A SQLite file in WAL mode: many readers and one writer at a time, across processes.

    Raises:
        StoreError: From every method, with a one-line reason, when the file cannot be used.
    """

    read_only = False

    def __init__(self, path: Path) -> None:
        self.path = path
        self._engine = self._connect()

    @contextmanager
    def reading(self) -> Iterator["Connection"]:
        """A read transaction: it sees one state of the library throughout."""
        with self._errors(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator["Connection"]:
        """A write transaction: all of it is stored, or nothing of it."""
        with self._errors(), self._engine.connect() as connection:
            writer = connection.execution_options(onrecord_writes=True)
            with writer.begin():
                yield writer

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def damaged(self, reason: str) -> str:
        """What to say, in one line, when the file holds what was never written to it."""
        line = " ".join(reason.split())
        return f"the library {self.path} is damaged: {line}; restore it from a backup"

    @contextmanager
    def _errors(self) -> Iterator[None]:
        import sqlite3

        from sqlalchemy.exc import DBAPIError

        try:
            yield
        except OnRecordError as error:
            # An article that was stored can always be made again, unless its row is damaged.
            if isinstance(error, InvalidArticle):
                raise StoreError(self.damaged(str(error))) from error
            raise
        except DBAPIError as error:
            raise StoreError(self._explain(str(error.orig))) from error
        except sqlite3.Error as error:
            raise StoreError(self._explain(str(error))) from error
        except ValueError as error:
            raise StoreError(self.damaged(str(error))) from error

    def _connect(self) -> "Engine":
        from sqlalchemy import create_engine, event

        engine = create_engine(f"sqlite:///{self.path}", connect_args={"timeout": BUSY_SECONDS})
        event.listen(engine, "connect", _configure)
        event.listen(engine, "begin", _begin)
        return engine

    def _explain(self, reason: str) -> str:
        advice = next((a for words, a in _ADVICE.items() if words in reason.lower()), _CHECK)
        return f"the library {self.path} cannot be used: {reason}; {advice}"


_CHECK = "run 'onrecord check'"
_UNWRITABLE = "the data folder must be writable: change its permissions or set ONRECORD_HOME"
_ADVICE = {
    "malformed": "it is damaged: restore it from a backup, or move it away and add again",
    "could not decode": "it is damaged: restore it from a backup, or move it away and add again",
    "not a database": "something else is in its place: move that file away",
    "full": "make room on the disk and try again; nothing that was stored is lost",
    "readonly": _UNWRITABLE,
    "unable to open": _UNWRITABLE,
    "locked": "another process has been writing for a long time: try again when it is done",
    "disk i/o": "check the disk, then try again",
}


def _configure(connection: Any, _record: object) -> None:
    # SQLAlchemy's recipe for real transactions on SQLite: the driver must not open its own.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin(connection: "Connection") -> None:
    # A transaction that will write takes the write lock at once: one that began by reading
    # cannot wait for it, and fails instead.
    writes = connection.get_execution_options().get("onrecord_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
