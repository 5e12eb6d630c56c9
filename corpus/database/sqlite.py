"""SQLite, opened so that several processes can share it; full text by FTS5."""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, ClassVar

from sqlalchemy import (
    Connection,
    Engine,
    Float,
    Integer,
    Select,
    Subquery,
    TextualSelect,
    column,
    create_engine,
    event,
    func,
    select,
    text,
)

from corpus.config import WAIT
from corpus.database.base import Database, Work
from corpus.database.locks import ProcessLock
from corpus.errors import StoreError
from corpus.private import FILE

__all__ = ["SqliteDatabase"]

_DAMAGED = "it is damaged: run 'onrecord check', which says what is damaged and what to do"
_UNWRITABLE = (
    "the data folder must be writable: change its permissions, set ONRECORD_HOME to another, or "
    "ONRECORD_READ_ONLY=1 to ask it only"
)

_LOCKS: Mapping[Work, str] = {
    "write": "library.db.lock",
    "vectors": "vectors/lock",
    "refresh": "refresh.lock",
}
"""The files, beside the library, that are held meanwhile."""

_FULL_TEXT = (
    # The index holds no copy of the text: it reads it from the chunks (an external-content
    # table), and the triggers keep the two in one transaction.
    """CREATE VIRTUAL TABLE chunks_text USING fts5(
        header, text, content='chunks', content_rowid='n',
        tokenize='porter unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER chunks_text_insert AFTER INSERT ON chunks BEGIN
        INSERT INTO chunks_text(rowid, header, text) VALUES (new.n, new.header, new.text);
    END""",
    """CREATE TRIGGER chunks_text_delete AFTER DELETE ON chunks BEGIN
        INSERT INTO chunks_text(chunks_text, rowid, header, text)
        VALUES ('delete', old.n, old.header, old.text);
    END""",
)
_TRIGGERS = ("chunks_text_insert", "chunks_text_delete")
# Words come in quotation marks, for FTS5 has some of its own: AND, NEAR.
# A word of the title tells as much of the subject as one of the text.
_RANKED = """SELECT rowid AS n, -bm25(chunks_text, 1.0, 1.0) AS score
    FROM chunks_text WHERE chunks_text MATCH :match"""
_COUNTS = """SELECT (SELECT count(*) FROM chunks_text WHERE chunks_text MATCH word.value) AS held
    FROM json_each(:words) AS word ORDER BY word.key"""


class SqliteDatabase(Database):
    """A SQLite file in WAL mode, in a folder that exists.

    Args:
        path: The file; made when it does not exist.
        wait: Seconds to wait for another process.
    """

    busy = ("locked",)
    _file: tuple[int, int] | None = None
    """The file that was opened; None where it may be another at any time."""

    advice: ClassVar[Mapping[str, str]] = {
        "malformed": _DAMAGED,
        "could not decode": _DAMAGED,
        "not a database": "something else is in its place: move that file away",
        "full": "make room on the disk and try again; nothing that was stored is lost",
        "readonly": _UNWRITABLE,
        "unable to open": _UNWRITABLE,
        "disk i/o": "check the disk, then try again",
    }

    def __init__(self, path: Path, wait: float = WAIT) -> None:
        self.path = path
        self.wait = wait
        self._locks = {work: ProcessLock(path.parent / name) for work, name in _LOCKS.items()}
        engine = self._connect()
        super().__init__(str(path), engine, engine.execution_options(onrecord_writes=True), wait)

    def _connect(self) -> Engine:
        # SQLite makes what it puts beside a file as open as the file. One that is there is not
        # opened: to close it again would end the locks that this process has on it. What forbids
        # making it is for SQLite to tell.
        with suppress(OSError):
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_EXCL, FILE))
        self._file = _file_at(self.path)
        engine = create_engine(
            f"sqlite:///{self.path}",
            connect_args={"timeout": self.wait},
            max_overflow=-1,  # a connection to a file costs next to nothing: nobody waits for one
        )
        event.listen(engine, "connect", _configure)
        event.listen(engine, "begin", _begin)
        return engine

    def _check_open(self) -> None:
        super()._check_open()
        # In WAL mode SQLite does not look (in others it refuses: SQLITE_READONLY_DBMOVED). It would
        # go on with a file that is no longer there, so that what is added is lost, and make an
        # empty one for the next connection.
        if self._file and _file_at(self.path) != self._file:
            raise StoreError(
                f"the library {self.path} was moved, removed or replaced while it was open; "
                "start anew what uses it"
            )

    def version(self, connection: Connection) -> int:
        """Read SQLite's ``user_version``."""
        user_version: int = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        return user_version

    def set_version(self, connection: Connection, version: int) -> None:
        """Set SQLite's ``user_version``."""
        connection.exec_driver_sql(f"PRAGMA user_version = {version}")

    def create_full_text(self, connection: Connection) -> None:
        """Make the FTS5 table and its triggers."""
        for statement in _FULL_TEXT:
            connection.exec_driver_sql(statement)

    def check_full_text(self, connection: Connection) -> None:
        """Have FTS5 compare itself with the chunks, and see that it follows them."""
        there = set(connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars())
        if missing := sorted({"chunks_text", *_TRIGGERS} - there):
            raise StoreError(f"{', '.join(missing)} is missing")
        check = "INSERT INTO chunks_text(chunks_text, rank) VALUES('integrity-check', 1)"
        connection.exec_driver_sql(check)

    def rebuild_full_text(self, connection: Connection) -> None:
        """Have FTS5 read the chunks again."""
        connection.exec_driver_sql("INSERT INTO chunks_text(chunks_text) VALUES('rebuild')")

    def ranked(self, words: Sequence[str]) -> Subquery:
        """Score chunks by BM25."""
        match = " OR ".join(f'"{word}"' for word in words)
        query = text(_RANKED).bindparams(match=match)
        return query.columns(column("n", Integer), column("score", Float)).subquery("ranked")

    def counts(self, words: Sequence[str]) -> TextualSelect:
        """Count the rows that match each word."""
        query = text(_COUNTS).bindparams(words=json.dumps([f'"{word}"' for word in words]))
        return query.columns(column("held", Integer))

    def listed(self, values: Sequence[str]) -> Select[Any]:
        """Return the values as one parameter, in JSON."""
        return select(func.json_each(json.dumps(values)).table_valued("value").c.value)

    def integrity(self, connection: Connection) -> str | None:
        """Run SQLite's own check of every page."""
        # The first finding is enough: what is to be done is the same.
        result: str = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one()
        return None if result == "ok" else result

    def readable(self) -> bool:
        """Read every table without an index."""
        from corpus.database.sqlite_repair import readable

        return readable(self.path)

    def write_anew(self) -> None:
        """Replace the file's pages by those of a sound copy, while nobody else writes."""
        from corpus.database.sqlite_repair import write_anew

        with self._errors(), self.lock("write"):
            self._readers.dispose()
            write_anew(self.path, _FULL_TEXT)

    @contextmanager
    def lock(self, work: Work, seconds: float | None = None) -> Iterator[None]:
        """Hold a lock on a file beside the library."""
        lock = self._locks[work]
        folder = lock.path.parent
        with ExitStack() as held:

            def attempt(most: float) -> bool:
                try:
                    return held.enter_context(lock.held(most))
                except OSError as error:
                    if not folder.is_dir() and os.path.lexists(folder):
                        raise StoreError(
                            f"{folder} is no folder, and one is needed in its place: move it away, "
                            "then run 'onrecord check --repair'"
                        ) from error
                    raise StoreError(
                        f"{lock.path} cannot be written: {error.strerror or error}; make room, or "
                        "change its permissions: the data folder must be writable, or set "
                        "ONRECORD_READ_ONLY=1 to ask it only"
                    ) from error

            self._take(work, self.wait if seconds is None else seconds, attempt)
            yield

    @contextmanager
    def _alone(self) -> Iterator[Connection]:
        # SQLite itself has writers wait for each other, but cannot tell for whom they wait.
        with self.lock("write"), self._writers.begin() as connection:
            yield connection

    def _holder(self, work: Work) -> str:
        return self._locks[work].holder()


def _file_at(path: Path) -> tuple[int, int] | None:
    """Return the device and the number of the file that a path leads to; None of none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _configure(connection: Any, _record: object) -> None:
    # SQLAlchemy's recipe for real transactions on SQLite: the driver must not open its own.
    connection.isolation_level = None
    try:
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode = WAL")
        # What was stored is to survive a loss of power.
        cursor.execute("PRAGMA synchronous = FULL")
        # SQLite minds them only where it is told to, connection by connection.
        cursor.execute("PRAGMA foreign_keys = ON")
        # What is deleted for good is written over: some builds of SQLite leave it in the file.
        cursor.execute("PRAGMA secure_delete = ON")
        cursor.close()
    except BaseException:
        connection.close()  # SQLAlchemy before 2.1 leaves the file open
        raise


def _begin(connection: Connection) -> None:
    # A transaction that will write takes the write lock at once: one that began by reading
    # cannot wait for it, and fails instead.
    writes = connection.get_execution_options().get("onrecord_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
