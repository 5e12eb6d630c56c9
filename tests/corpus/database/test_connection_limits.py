"""Connections of PostgreSQL that are used up: told in one line, and all goes on afterwards."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

from assistant import Assistant
from corpus import Corpus, StoreError
from corpus.database.postgres import PostgresDatabase
from tests.conftest import story
from tests.servers import Postgres, settings, start_postgres
from tests.ui.api.conftest import serving

MOST = 12
THREADS = 24
"""More than a process has connections."""


@pytest.fixture(scope="module")
def small() -> Iterator[Postgres]:
    """PostgreSQL that serves few connections."""
    server = start_postgres()
    with (server.folder / "data" / "postgresql.conf").open("a") as options:
        options.write(f"\nmax_connections = {MOST}\n")
    server.kill()
    server.start()
    yield server
    server.stop()


def used_up(server: Postgres, address: str) -> ExitStack:
    """Open connections until there are no more to be had."""
    held = ExitStack()
    try:
        while True:
            held.enter_context(psycopg.connect(address))
    except psycopg.OperationalError:
        return held


def test_no_more_connections_are_told_of_and_all_goes_on_when_there_are(
    small: Postgres, tmp_path: Path
) -> None:
    with small.database() as url, settings(ONRECORD_DATABASE_URL=url):
        with Corpus.open(tmp_path / "first") as corpus:
            corpus.add(story(1))
        with (
            used_up(small, url),
            pytest.raises(StoreError, match="raise its max_connections") as told,
        ):
            Corpus.open(tmp_path / "second")
        assert "\n" not in str(told.value)
        with Corpus.open(tmp_path / "second") as corpus:
            assert corpus.count() == 1


def test_a_server_goes_on_when_there_are_connections_again(small: Postgres, tmp_path: Path) -> None:
    with small.database() as url, settings(ONRECORD_DATABASE_URL=url):
        corpus = Corpus.open(tmp_path)
        corpus.add(story(1))
        with serving(Assistant(corpus)) as served, served.client() as client:
            assert client.get("/readyz").status_code == 200
            corpus.database._readers.dispose()  # as after a restart of PostgreSQL
            with used_up(small, url):
                response = client.get("/v1/articles")
                assert response.status_code == 503
                assert "postgresql" not in response.text
                assert client.get("/healthz").status_code == 200
            assert client.get("/v1/articles").json()["total"] == 1


def test_a_limit_of_the_user_is_no_wrong_password(small: Postgres) -> None:
    small.run("CREATE ROLE few LOGIN PASSWORD 'few' CONNECTION LIMIT 1")
    address = small.url("postgres", user="few", password="few")
    database = PostgresDatabase(address)
    with (
        psycopg.connect(address),
        pytest.raises(StoreError, match=r"too many connections.*limit of the user"),
        database.reading(),
    ):
        pass
    database.close()


def test_who_waits_for_a_lock_leaves_connections_to_who_holds_it(postgres: Postgres) -> None:
    failures: list[BaseException] = []
    with postgres.database() as url:
        database = PostgresDatabase(url)

        def work() -> None:
            try:
                with database.lock("vectors"), database.writing() as connection:
                    connection.exec_driver_sql("SELECT 1")
            except BaseException as error:
                failures.append(error)

        threads = [threading.Thread(target=work) for _ in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        database.close()
    assert failures == []
