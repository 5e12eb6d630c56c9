"""Transactions of a database: how many there were, and how many are open."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, event
from sqlalchemy.pool import QueuePool

from corpus.database.base import Database


@contextmanager
def counted(database: Database) -> Iterator[list[Connection]]:
    """The transactions that begin until the block ends, in any thread."""
    begun: list[Connection] = []

    def note(connection: Connection) -> None:
        begun.append(connection)

    event.listen(database._readers, "begin", note)
    try:
        yield begun
    finally:
        event.remove(database._readers, "begin", note)


def open_connections(database: Database) -> int:
    """Return the number of connections in use."""
    pool = database._readers.pool
    assert isinstance(pool, QueuePool)
    return pool.checkedout()
