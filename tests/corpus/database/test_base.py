"""The database: what its readers, its writers and those who hold its locks can rely on."""

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from corpus import StoreBusy, StoreError
from corpus.database.base import Database
from corpus.database.open_database import open_database
from tests.servers import Backend, Files

BACKENDS = ("files", "servers")


@pytest.fixture
def database(home: Path) -> Iterator[Database]:
    """A database with a table of numbers, in which there is a 0."""
    opened = open_database(home)
    with opened.writing() as connection:
        connection.execute(text("CREATE TABLE t (n integer)"))
        connection.execute(text("INSERT INTO t VALUES (0)"))
    yield opened
    opened.close()


@pytest.fixture
def other(database: Database, home: Path) -> Iterator[Database]:
    """The same database, opened once more."""
    opened = open_database(home)
    yield opened
    opened.close()


def numbers(database: Database) -> list[int]:
    with database.reading() as connection:
        return list(connection.execute(text("SELECT n FROM t ORDER BY n")).scalars())


def test_a_transaction_that_fails_leaves_nothing(database: Database) -> None:
    def fail() -> None:
        with database.writing() as connection:
            connection.execute(text("INSERT INTO t VALUES (1)"))
            raise KeyError("stop")

    with pytest.raises(KeyError):
        fail()
    assert numbers(database) == [0]


def test_a_reader_sees_one_state_while_another_writes(database: Database) -> None:
    count = text("SELECT count(*) FROM t")
    with database.reading() as reader:
        assert reader.execute(count).scalar_one() == 1
        with database.writing() as writer:
            writer.execute(text("INSERT INTO t VALUES (1)"))
        assert reader.execute(count).scalar_one() == 1
    assert numbers(database) == [0, 1]


def test_writers_wait_for_each_other(database: Database) -> None:
    def raise_it() -> None:
        for _ in range(10):
            with database.writing() as connection:
                n = connection.execute(text("SELECT n FROM t")).scalar_one()
                time.sleep(0.001)
                connection.execute(text("UPDATE t SET n = :n"), {"n": n + 1})

    threads = [threading.Thread(target=raise_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert numbers(database) == [40]


def test_a_writer_gives_up_and_says_for_whom_it_waited(
    database: Database, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.database.base._SILENT", 0.01)
    other = open_database(home, wait=0.05)
    with (
        database.writing() as connection,
        pytest.raises(
            StoreBusy, match=rf"\(pid {os.getpid()}\b.* is changing the library .* 0.05 s"
        ),
        other.writing(),
    ):
        raise AssertionError
    with other.writing() as connection:
        connection.execute(text("INSERT INTO t VALUES (1)"))
    other.close()
    assert numbers(database) == [0, 1]


def test_a_program_of_others_that_holds_the_library_is_not_waited_for_either(
    database: Database, home: Path, backend: Backend
) -> None:
    begin = "BEGIN IMMEDIATE" if isinstance(backend, Files) else "LOCK TABLE t"
    other = open_database(home, wait=0.05)
    with database._readers.connect() as connection:
        connection.exec_driver_sql("COMMIT" if isinstance(backend, Files) else "SELECT 1")
        connection.exec_driver_sql(begin)
        with pytest.raises(StoreBusy, match="another process is changing"), other.writing() as held:
            held.execute(text("INSERT INTO t VALUES (1)"))
        if not isinstance(backend, Files):  # where tables are locked to readers too
            with pytest.raises(StoreBusy, match="another process is changing"):
                numbers(other)
        connection.exec_driver_sql("ROLLBACK")
    other.close()


def test_a_statement_that_is_wrong_is_a_store_error(database: Database) -> None:
    with pytest.raises(StoreError, match="absent") as caught, database.reading() as connection:
        connection.execute(text("SELECT * FROM absent"))
    assert "\n" not in str(caught.value)


def test_one_at_a_time_does_a_work(
    database: Database, other: Database, home: Path, backend: Backend
) -> None:
    with database.lock("refresh"):
        with pytest.raises(StoreBusy), other.lock("refresh", 0):
            pass
        with other.lock("vectors", 0), pytest.raises(StoreBusy), database.lock("vectors", 0.1):
            pass
        with other.writing() as connection:  # it keeps nobody from writing
            connection.execute(text("INSERT INTO t VALUES (1)"))
    with other.lock("refresh", 0.1):
        assert numbers(database) == [0, 1]
    assert home.exists() == isinstance(backend, Files)
