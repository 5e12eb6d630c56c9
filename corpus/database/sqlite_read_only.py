"""A SQLite file that is only read: on a disk that cannot be written, or for everybody to ask."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.database.base import WAIT
from corpus.database.sqlite import SqliteDatabase
from corpus.errors import StoreError

if TYPE_CHECKING:
    import sqlite3

    from sqlalchemy import Connection, Engine


__all__ = ["ReadOnlyDatabase"]


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
    def _one_state(self) -> Iterator["Connection"]:
        if self._beside("-shm").exists():
            with super()._one_state() as connection:
                yield connection
            return
        wal = self._beside("-wal")
        if wal.exists() and wal.stat().st_size:
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

    def _connect(self) -> "Engine":
        return self._engine_for("mode=ro&readonly_shm=1")

    def _engine_for(self, how: str) -> "Engine":
        from sqlalchemy import create_engine, event
        from sqlalchemy.pool import NullPool

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
