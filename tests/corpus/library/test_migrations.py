"""Older libraries: brought up to date where they lie, with nothing lost."""

import shutil
from pathlib import Path

import pytest

from corpus import Article, Corpus, StoreError
from corpus.database.sqlite import SqliteDatabase
from corpus.library.articles import Library
from corpus.library.migrations import VERSION

VERSION_1 = Path(__file__).parents[2] / "data" / "library-v1.db"
"""Written by version 1: an article in two revisions and another, without vectors."""
NEW = Article(title="The tram", text="The tram to Lowmoor was stopped by snow.")


def structure(path: Path) -> dict[str, object]:
    """The columns of every table and the definition of everything else."""
    database = SqliteDatabase(path)
    with database.reading() as connection:
        everything = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master").all()
        version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        tables: dict[str, object] = {"version": version}
        for kind, name, sql in everything:
            columns = connection.exec_driver_sql(f"PRAGMA table_info({name})").all()
            # Columns that came later stand last; their order means nothing.
            tables[name] = sorted(row[1:] for row in columns) if kind == "table" else sql
    database.close()
    return tables


@pytest.fixture
def old(home: Path) -> Path:
    home.mkdir()
    shutil.copy(VERSION_1, home / "library.db")
    return home


def test_a_library_of_version_1_has_everything_and_takes_more(old: Path) -> None:
    with Corpus.open(old) as corpus:
        bridge, ferry = corpus.articles()
        assert (bridge.title, ferry.title) == ("A bridge over the Lune", "The ferry")
        assert "three million" in bridge.text
        newest, first = corpus.revisions(bridge.id)
        assert newest == bridge.revision
        assert "two million" in corpus.article(bridge.id, first).text
        (hit,) = corpus.search("How much did the bridge cost?", k=1)
        assert hit.article_id == bridge.id
        assert bridge.text[hit.start : hit.end] == hit.text
        assert corpus.add([NEW, bridge]).unchanged == [bridge.id]
        assert corpus.search("snow on the tram line", k=1)[0].article_id == NEW.id
        assert corpus.check().problems == ()
    with Corpus.open(old) as corpus:
        assert [article.id for article in corpus.articles()] == [bridge.id, ferry.id, NEW.id]


def test_a_migrated_library_has_the_tables_of_a_new_one(old: Path, tmp_path: Path) -> None:
    Corpus.open(old).close()
    Corpus.open(tmp_path / "new").close()
    migrated, new = (structure(folder / "library.db") for folder in (old, tmp_path / "new"))
    assert migrated == new
    assert new["version"] == VERSION


def test_a_migration_that_is_stopped_changes_nothing(old: Path) -> None:
    before = structure(old / "library.db")
    database = SqliteDatabase(old / "library.db")
    with database.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE removed (something INTEGER)")
    with pytest.raises(StoreError, match="removed already exists"):
        Library(database)
    with database.writing() as connection:
        connection.exec_driver_sql("DROP TABLE removed")
    database.close()
    assert structure(old / "library.db") == before
