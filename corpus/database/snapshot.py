"""A read transaction that several readings share."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager

from sqlalchemy import Connection

from corpus.errors import OnRecordError

__all__ = ["Snapshot"]


class Snapshot:
    """A read transaction that the readings of one thread share; the first of them begins it.

    Args:
        begin: Opens a transaction that sees one state of the library.
    """

    def __init__(self, begin: Callable[[], AbstractContextManager[Connection]]) -> None:
        self._begin = begin
        self._transaction = ExitStack()
        self._connection: Connection | None = None
        self._readings = 0
        self._outdated = False

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Read in the transaction; a failure renews it."""
        if self._connection is None:
            self._connection = self._transaction.enter_context(self._begin())
        self._readings += 1
        try:
            yield self._connection
        except OnRecordError:
            # Raised by who reads: the database's own become ours further out (``Database``).
            raise
        except Exception:
            self._outdated = True  # PostgreSQL answers nothing after a statement that failed
            raise
        finally:
            self._readings -= 1
            if self._outdated:
                self.renew()

    def renew(self) -> None:
        """End the transaction as soon as nobody reads in it; the next reading begins another."""
        self._outdated = True
        if not self._readings:
            self.close()

    def close(self) -> None:
        """End the transaction."""
        # Forgotten first: if ending it fails, the next reading still begins another.
        self._connection, self._outdated = None, False
        self._transaction.close()
