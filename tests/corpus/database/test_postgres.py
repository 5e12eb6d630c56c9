"""A library on PostgreSQL: refused in one line, shared, dumped, restored."""

import gc
import os
import random
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from corpus import Article, Corpus, StoreError
from corpus.adding.export_import import export_lines
from corpus.database.postgres import PostgresDatabase
from corpus.library.articles import Library
from corpus.sources.draft import _LONGEST_NAME, LONGEST_ADDRESS, Visit
from tests.conftest import story
from tests.servers import PASSWORD, Postgres, settings


@pytest.fixture
def url(postgres: Postgres) -> Iterator[str]:
    with postgres.database() as address:
        yield address


@pytest.fixture
def database(url: str) -> Iterator[PostgresDatabase]:
    opened = PostgresDatabase(url)
    yield opened
    opened.close()


def refused(address: str) -> str:
    database = PostgresDatabase(address)
    with pytest.raises(StoreError) as caught:
        Library(database)
    database.close()
    message = str(caught.value)
    assert "\n" not in message
    assert PASSWORD not in message
    return message


def test_a_wrong_password(postgres: Postgres) -> None:
    message = refused(postgres.url("postgres", password="wr0ng"))
    assert "check the user and the password in ONRECORD_DATABASE_URL" in message
    assert "wr0ng" not in message


def test_a_database_that_does_not_exist(postgres: Postgres) -> None:
    assert "create it" in refused(postgres.url("absent"))


def test_nobody_listens() -> None:
    message = refused("postgresql://onrecord:s3cret%2F%40word@127.0.0.1:9/x")
    assert "check the address in ONRECORD_DATABASE_URL" in message


def test_a_database_that_is_not_in_utf8(postgres: Postgres) -> None:
    options = "ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0"
    with postgres.database(options) as address:
        assert "create a database in UTF8" in refused(address)


def test_a_user_who_may_not_make_tables(postgres: Postgres, url: str) -> None:
    postgres.run("CREATE ROLE guest LOGIN PASSWORD 'guest'")
    address = postgres.url(url.rpartition("/")[2], user="guest", password="guest")
    assert "must own the database" in refused(address)


def test_many_make_the_tables_at_once(url: str) -> None:
    problems: list[BaseException] = []

    def make() -> None:
        database = PostgresDatabase(url)
        try:
            Library(database)
        except BaseException as error:
            problems.append(error)
        database.close()

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []


def test_a_holder_that_loses_its_connection_loses_the_lock(
    database: PostgresDatabase, url: str, postgres: Postgres
) -> None:
    other = PostgresDatabase(url)
    end = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"

    def hold() -> None:
        with database.lock("vectors"):
            postgres.run(end)
            with other.lock("vectors", 10):
                pass

    with pytest.raises(StoreError, match="try again when PostgreSQL runs again"):
        hold()
    other.close()


@pytest.mark.parametrize("begun", [True, False])
def test_rows_are_let_go_of_when_the_connection_breaks(
    database: PostgresDatabase, postgres: Postgres, begun: bool
) -> None:
    numbers = text("SELECT generate_series(1, 9)").execution_options(yield_per=2)

    def read() -> None:
        with database.reading() as connection:
            process = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
            end = f"SELECT pg_terminate_backend({process}, 10000)"
            if not begun:
                postgres.run(end)
            with connection.execute(numbers) as rows:
                assert next(rows)
                postgres.run(end)
                rows.all()

    with pytest.raises(StoreError, match="try again when PostgreSQL runs again"):
        read()
    # A cursor that is not closed complains when it is collected, and each warning is an error.
    gc.collect()


def test_what_is_read_in_part_is_let_go_of(url: str, tmp_path: Path) -> None:
    with settings(ONRECORD_DATABASE_URL=url), Corpus.open(tmp_path) as corpus:
        corpus.add(map(story, range(3)))
        lines = export_lines(corpus._store)
        assert len([next(lines), next(lines)]) == 2
        lines.close()  # type: ignore[attr-defined]
        gc.collect()


def test_the_vectors_may_stay_in_a_folder(url: str, tmp_path: Path) -> None:
    with settings(ONRECORD_DATABASE_URL=url), Corpus.open(tmp_path) as corpus:
        corpus.add(map(story, range(3)))
        (hit, *_) = corpus.search("the bakers of Lisbon")
        assert (hit.article_id, hit.text_rank, hit.vector_rank) == (story(1).id, 1, 1)
        assert corpus.check().problems == ()
        assert not (tmp_path / "library.db").exists()


def test_the_longest_names_and_addresses_that_are_read(url: str, tmp_path: Path) -> None:
    chance = random.Random(1)
    name, path = (
        "".join(chr(chance.randrange(0x20000, 0x2A000)) for _ in range(500)) for _ in "ab"
    )
    address = f"https://news.example/{path}"[: 20 + LONGEST_ADDRESS // 4 - 5]
    assert LONGEST_ADDRESS - 20 < len(address.encode()) <= LONGEST_ADDRESS
    id_ = "x" * _LONGEST_NAME
    article = Article(text="A comet came.", publisher=name[:_LONGEST_NAME], id=id_)
    with settings(ONRECORD_DATABASE_URL=url), Corpus.open(tmp_path) as corpus:
        corpus.add(article)
        assert corpus.search("comet", publishers=[name])[0].article_id == id_
        corpus._store.visits.remember([(Visit(address, "read"), name)], {})
        assert [visit.url for visit in corpus.addresses()] == [address]


def test_a_dump_restored_is_the_same_library(url: str, postgres: Postgres, tmp_path: Path) -> None:
    programs = postgres.programs
    with settings(ONRECORD_DATABASE_URL=url), Corpus.open(tmp_path / "one") as corpus:
        corpus.add(map(story, range(8)))
        before = corpus.search("why were the bakers on strike?")
    dump = tmp_path / "dump.sql"
    subprocess.run([programs / "pg_dump", "-f", dump, url], check=True)
    with postgres.database() as restored:
        quiet = ["-q", "-o", os.devnull, "-v", "ON_ERROR_STOP=1"]
        subprocess.run([programs / "psql", *quiet, "-f", dump, restored], check=True)
        with settings(ONRECORD_DATABASE_URL=restored), Corpus.open(tmp_path / "two") as corpus:
            assert corpus.search("why were the bakers on strike?") == before
            assert corpus.check(repair=True).ok
            assert corpus.check().problems == ()
            assert corpus.add(story(9)).added == [story(9).id]
            assert corpus.search("report 9")[0].article_id == story(9).id


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TRIGGER chunks_text_insert ON chunks",
        "DROP TABLE chunks_text",
        "DROP INDEX ix_chunks_text_words",
        "DROP FUNCTION onrecord_words(text, text)",
        "DELETE FROM chunks_text",
    ],
)
def test_a_full_text_index_that_lost_a_part_is_made_anew(
    url: str, tmp_path: Path, statement: str
) -> None:
    with settings(ONRECORD_DATABASE_URL=url), Corpus.open(tmp_path) as corpus:
        corpus.add([story(1), story(2)])
        with corpus.database.writing() as connection:
            connection.exec_driver_sql(statement)
        (told,) = corpus.check().problems
        assert told.startswith("the full-text index is not that of the articles")
        assert corpus.check(repair=True).ok
        assert corpus.check().problems == ()
        corpus.add(story(3))
        assert corpus.check().problems == ()
