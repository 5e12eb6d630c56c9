"""A SQLite file that is only read: on a disk that cannot be written, or for everybody to ask."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, Engine, create_engine, event, exc
from sqlalchemy.pool import NullPool

from corpus.config import WAIT
from corpus.database.sqlite import SqliteDatabase
from corpus.errors import StoreError

if TYPE_CHECKING:
    import sqlite3


__all__ = ["ReadOnlyDatabase"]

_PASSING: Final = 2.0
"""Seconds that a process is given to make its log as it opens the library, or to remove it."""


class ReadOnlyDatabase(SqliteDatabase):
    """A SQLite file that is only read, and no file is made beside it.

    While a process has it open for writing, readers follow that process's log. Else the file is
    read as it lies there, and it is told if it was changed meanwhile.

    Raises:
        StoreError: From every method, with a one-line reason, when the file cannot be used.
    """

    read_only = True

    def __init__(self, path: Path, wait: float = WAIT) -> None:
        if not path.is_file():
            raise StoreError(
                f"there is no corpus in {path.parent} to be read; set ONRECORD_HOME to its folder"
            )
        super().__init__(path, wait)
        self._still = self._engine_for("immutable=1")

    def close(self) -> None:
        """Close every connection."""
        super().close()
        self._still.dispose()

    @contextmanager
    def _one_state(self) -> Iterator[Connection]:
        if (following := self._following()) is not None:
            with following:
                yield following
            return
        wal = self._beside("-wal")
        if _size(wal):
            raise StoreError(
                f"the library {self.path} has changes in {wal.name} that cannot be read without "
                "writing; run 'onrecord check' once where it can be written"
            )
        before = self._stamp()
        try:
            with self._still.connect() as connection:
                yield connection
        finally:
            # A writer that came after we looked is one of millions; nothing wrong is let pass.
            if self._stamp() != before:
                raise StoreError(
                    f"the library {self.path} was changed while it was read; try again"
                )

    def _following(self) -> Connection | None:
        """Return a connection that follows the log of who writes; None while nobody does.

        Raises:
            sqlalchemy.exc.DBAPIError: If the log cannot be read.
        """
        import sqlite3

        until = time.monotonic() + _PASSING
        while self._beside("-shm").exists():
            connection = self._readers.connect()
            try:
                # SQLite opens the log when something is first read.
                connection.exec_driver_sql("SELECT 1 FROM sqlite_master LIMIT 1").all()
            except exc.DBAPIError as error:
                connection.close()
                # The first to write makes one file of the log after the other, and the last to
                # leave removes one after the other.
                code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
                passing = code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
                if not passing or time.monotonic() > until:
                    raise
                time.sleep(0.005)
            else:
                return connection
        return None

    def _connect(self) -> Engine:
        return self._engine_for("mode=ro&readonly_shm=1")

    def _engine_for(self, how: str) -> Engine:
        address = f"{self.path.absolute().as_uri()}?{how}"

        def connect() -> "sqlite3.Connection":
            import sqlite3

            return sqlite3.connect(
                address,
                uri=True,
                timeout=self.wait,
                isolation_level=None,
                check_same_thread=False,
            )

        # A connection for each transaction: how it is to be made may be another next time.
        engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
        return engine

    def _beside(self, ending: str) -> Path:
        return self.path.with_name(self.path.name + ending)

    def _stamp(self) -> tuple[int, int]:
        try:
            status = self.path.stat()
        except OSError as error:
            raise StoreError(f"the library {self.path} cannot be read: {error.strerror}") from error
        return status.st_mtime_ns, status.st_size


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
