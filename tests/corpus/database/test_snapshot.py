"""A snapshot of the library: what the readings inside it see, and what is left of it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import text

from corpus import StoreError
from corpus.database.base import Database
from corpus.database.open_database import open_database
from tests.servers import Backend
from tests.transactions import counted, open_connections

BACKENDS = ("files", "servers")


@pytest.fixture(scope="module")
def both(
    backend: Backend, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Database, Database]]:
    """A database with a table of numbers, opened twice."""
    home = tmp_path_factory.mktemp("snapshot") / "home"
    with backend.fresh():
        opened, other = open_database(home), open_database(home)
        with opened.writing() as connection:
            connection.execute(text("CREATE TABLE t (n integer)"))
        yield opened, other
        opened.close()
        other.close()


@pytest.fixture
def database(both: tuple[Database, Database]) -> Iterator[Database]:
    """The database, with nothing in its table; afterwards, no connection may be in use."""
    with both[0].writing() as connection:
        connection.execute(text("DELETE FROM t"))
    yield both[0]
    assert open_connections(both[0]) == 0


@pytest.fixture
def other(both: tuple[Database, Database]) -> Database:
    return both[1]


def numbers(database: Database) -> list[int]:
    with database.reading() as connection:
        return list(connection.execute(text("SELECT n FROM t ORDER BY n")).scalars())


def put(database: Database, n: int) -> None:
    with database.writing() as connection:
        connection.execute(text("INSERT INTO t VALUES (:n)"), {"n": n})


def fail(database: Database) -> None:
    with pytest.raises(StoreError, match="absent"), database.reading() as connection:
        connection.execute(text("SELECT * FROM absent"))


def test_all_readings_see_one_state_in_one_transaction(database: Database, other: Database) -> None:
    with counted(database) as transactions, database.snapshot():
        assert numbers(database) == []
        put(other, 1)
        with database.snapshot(), database.reading():
            assert numbers(database) == []
        assert numbers(database) == []
        with database.apart():
            assert numbers(database) == [1]
        assert numbers(database) == []
    assert len(transactions) == 2
    assert numbers(database) == [1]


def test_another_thread_and_another_database_do_not_share_it(
    database: Database, other: Database
) -> None:
    with database.snapshot(), ThreadPoolExecutor(1) as pool:
        assert numbers(database) == []
        put(other, 1)
        assert pool.submit(numbers, database).result() == numbers(other) == [1]
        assert numbers(database) == []


def test_what_the_thread_writes_itself_is_seen(database: Database) -> None:
    with database.snapshot():
        assert numbers(database) == []
        put(database, 1)
        assert numbers(database) == [1]
        with database.writing() as connection:
            connection.execute(text("INSERT INTO t VALUES (2)"))
            assert numbers(database) == [1]
        assert numbers(database) == [1, 2]


def test_a_statement_that_fails_leaves_it_usable(database: Database, other: Database) -> None:
    with database.snapshot():
        fail(database)
        assert numbers(database) == []
        with database.reading():
            fail(database)
        put(other, 1)
        assert numbers(database) == [1]


def test_nothing_is_left_open_by_what_was_given_up(database: Database) -> None:
    def reads() -> Iterator[int]:
        with database.reading() as connection:
            yield connection.execute(text("SELECT 1")).scalar_one()

    def give_up() -> None:
        with database.snapshot():
            left.append(reads())
            next(left[0])
            raise KeyError

    left: list[Iterator[int]] = []
    with pytest.raises(KeyError):
        give_up()
    assert open_connections(database) == 0
    assert numbers(database) == []


def test_forty_at_once_are_open_at_a_time(database: Database) -> None:
    together = Barrier(40)

    def read(_: int) -> list[int]:
        with database.snapshot():
            assert numbers(database) == []
            together.wait(30)
            return numbers(database)

    with ThreadPoolExecutor(40) as pool:
        assert not any(pool.map(read, range(40)))


def test_a_closed_database_says_so_inside_too(home: Path) -> None:
    closed = open_database(home)
    with closed.snapshot():
        with closed.reading() as connection:
            assert connection.execute(text("SELECT 1")).scalar_one() == 1
        closed.close()
        with pytest.raises(StoreError, match="is closed"), closed.reading():
            pass
