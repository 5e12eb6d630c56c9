"""Write a SQLite library anew from its tables, where only what is made of articles is damaged."""

import sqlite3
import tempfile
from collections.abc import Collection, Iterable
from contextlib import closing
from pathlib import Path

from corpus.database.base import DERIVED

__all__ = ["readable", "write_anew"]

_TABLES = """SELECT name, sql FROM {}sqlite_master
    WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
    AND name NOT LIKE 'chunks\\_text%' ESCAPE '\\'"""
_INDEXES = "SELECT sql FROM damaged.sqlite_master WHERE type = 'index' AND sql IS NOT NULL"


def readable(path: Path) -> bool:
    """Tell if every row that is not made of others can be read, without an index."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            names = [name for name, _ in connection.execute(_TABLES.format(""))]
            return all(_readable(connection, name) for name in names if name not in DERIVED)
    except sqlite3.Error:
        return False


def _readable(connection: sqlite3.Connection, table: str) -> bool:
    try:
        for _ in connection.execute(f'SELECT * FROM "{table}" NOT INDEXED'):  # noqa: S608
            pass
    except sqlite3.Error:
        return False
    return True


def write_anew(path: Path, full_text: Iterable[str]) -> None:
    """Copy the rows into a new database, index them, and put that in the place of the old.

    Tables of what is made of the articles are empty then, if they could not be read. The pages
    are replaced within one transaction, so that other processes and a crash do no harm.

    Args:
        path: The library.
        full_text: Statements that make the full-text index.

    Raises:
        sqlite3.Error: It cannot be read, or not be written.
    """
    # In a folder of its own, as private as the library, and on the same disk: there is room.
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".repair-") as folder:
        fresh = sqlite3.connect(Path(folder, path.name), isolation_level=None)
        with closing(fresh), closing(sqlite3.connect(path)) as library:
            lost = {name for name in DERIVED if not _readable(library, name)}
            _copy(fresh, path, full_text, lost)
            fresh.backup(library)


def _copy(
    fresh: sqlite3.Connection, path: Path, full_text: Iterable[str], lost: Collection[str]
) -> None:
    fresh.execute("ATTACH ? AS damaged", (str(path),))
    fresh.execute("BEGIN")
    for name, sql in fresh.execute(_TABLES.format("damaged.")).fetchall():
        fresh.execute(sql)
        if name in lost:
            continue
        # Without a condition, SQLite copies the pages of indexes too.
        rows = f'SELECT * FROM damaged."{name}" NOT INDEXED WHERE TRUE'  # noqa: S608
        fresh.execute(f'INSERT INTO main."{name}" {rows}')
    # The numbers that were given last, lest one be given again.
    fresh.execute("DELETE FROM main.sqlite_sequence")
    fresh.execute("INSERT INTO main.sqlite_sequence SELECT * FROM damaged.sqlite_sequence")
    for (sql,) in fresh.execute(_INDEXES).fetchall():
        fresh.execute(sql)
    for statement in full_text:
        fresh.execute(statement)
    fresh.execute("INSERT INTO chunks_text(chunks_text) VALUES('rebuild')")
    version = fresh.execute("PRAGMA damaged.user_version").fetchone()[0]
    fresh.execute(f"PRAGMA main.user_version = {version}")
    fresh.execute("COMMIT")
    fresh.execute("DETACH damaged")
