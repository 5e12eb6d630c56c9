"""Damage in what is derived from the library's tables is told as such, and put right."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import Corpus, StoreError
from corpus.database.base import DERIVED
from corpus.library.articles import Library
from tests.conftest import story
from ui.cli.main import main


def damage(home: Path, name: str) -> None:
    """Overwrite the first page of a table or an index."""
    with Corpus.open(home) as corpus, corpus.database.reading() as connection:
        find = f"SELECT rootpage FROM sqlite_master WHERE name = '{name}'"
        page = connection.exec_driver_sql(find).scalar_one()
        size = connection.exec_driver_sql("PRAGMA page_size").scalar_one()
    with (home / "library.db").open("r+b") as library:
        library.seek((page - 1) * size)
        library.write(os.urandom(size))


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sound") / "home"
    with Corpus.open(folder) as corpus:
        corpus.add(map(story, range(3)))
        corpus.remove(story(0).id)
    return folder


@pytest.fixture
def filled(sound: Path, tmp_path: Path) -> Path:
    """A copy of the sound library, to be harmed."""
    return shutil.copytree(sound, tmp_path / "home")


def drop(home: Path, name: str) -> None:
    with closing(sqlite3.connect(home / "library.db")) as library:
        library.execute(f"DROP TABLE {name}")


INDEXES = ("chunks_text_data", "ix_chunks_article_id", "sqlite_autoindex_revisions_1")


@pytest.mark.parametrize(
    ("harm", "name"),
    [(damage, name) for name in (*INDEXES, *sorted(DERIVED))]
    + [(drop, name) for name in ("chunks", "quotes")],
)
def test_damaged_indexes_are_told_and_made_anew(
    filled: Path, harm: Callable[[Path, str], None], name: str
) -> None:
    harm(filled, name)
    with Corpus.open(filled) as corpus:
        with pytest.raises(StoreError, match=r"no article is: run 'onrecord check --repair'"):
            corpus.check()
        report = corpus.check(repair=True)
        assert (report.articles, report.repaired, report.ok) == (2, True, True)
        assert "indexes of the library" in report.problems[0]
    with Corpus.open(filled) as corpus:
        assert corpus.check().problems == ()
        assert corpus.search("comet", k=1)[0].article_id == story(2).id
        assert corpus.search("comet", k=1)[0].text_rank == 1
        assert {hit.article_id for hit in corpus.search("the")} == {story(1).id, story(2).id}
        assert corpus.add(story(1)).unchanged == [story(1).id]
        assert Library(corpus.database).count()[0] == 2
    assert not list(filled.glob(".repair-*"))
    assert (filled / "library.db").stat().st_mode & 0o777 == 0o600


def test_damaged_articles_are_not_papered_over(filled: Path) -> None:
    damage(filled, "revisions")
    with Corpus.open(filled) as corpus:
        for repair in (False, True):
            with pytest.raises(StoreError, match=r"is damaged: .*restore it from a backup"):
                corpus.check(repair=repair)


def without_file(home: Path) -> None:
    for path in home.glob("library.db*"):
        path.unlink()


def empty_file(home: Path) -> None:
    without_file(home)
    (home / "library.db").touch()


def only_the_log(home: Path) -> None:
    without_file(home)
    shutil.rmtree(home / "vectors")
    (home / "library.db-wal").write_bytes(os.urandom(5000))


def another_library(home: Path) -> None:
    without_file(home)
    with Corpus.open(home.parent / "other"):
        pass
    shutil.copy(home.parent / "other" / "library.db", home)


@pytest.mark.parametrize("harm", [without_file, empty_file, only_the_log, another_library])
@pytest.mark.parametrize("read_only", [False, True])
def test_a_library_that_is_missing_beside_what_belongs_to_it_is_told(
    filled: Path, harm: Callable[[Path], None], *, read_only: bool
) -> None:
    with Corpus.open(filled) as corpus:
        corpus.search("comet")
    harm(filled)
    before = {path: path.stat().st_size for path in filled.glob("library.db*")}
    told = r"library\.db (is missing|never held an article).*from a backup, or remove"
    with pytest.raises(StoreError, match=told):
        Corpus.open(filled, read_only=read_only)
    for path, size in before.items():
        assert path.stat().st_size == size


def test_the_command_says_what_is_missing(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Corpus.open(filled) as corpus:
        corpus.search("comet")
    without_file(filled)
    with pytest.raises(SystemExit, match="2"):
        main(["--home", str(filled), "check"])
    assert "library.db is missing" in capsys.readouterr().err


def test_what_is_no_folder_of_vectors_is_told(filled: Path) -> None:
    shutil.rmtree(filled / "vectors")
    (filled / "vectors").write_text("a file")
    with (
        Corpus.open(filled) as corpus,
        pytest.raises(StoreError, match=r"vectors is no folder.*move it away"),
    ):
        corpus.check(repair=True)


# Each is damage to what is made of the articles, with what is told of it.
MADE = {
    "DELETE FROM chunks_text_data WHERE id > 10": "full-text index",
    "DELETE FROM chunks_text_data WHERE id = 10": "full-text index",
    "UPDATE chunks_text_data SET block = zeroblob(9) WHERE id > 10": "full-text index",
    "DROP TABLE chunks_text": "full-text index",
    "DROP TABLE chunks_text_docsize": "full-text index",
    "DROP TRIGGER chunks_text_insert": "full-text index",
    "DROP TRIGGER chunks_text_delete": "full-text index",
    "DELETE FROM chunks": "2 of the articles are without passages",
    "DELETE FROM chunks WHERE n = (SELECT max(n) FROM chunks)": "1 of the articles are without",
    "UPDATE chunks SET text = 'other' WHERE n = 2": "1 of the articles have passages",
    "UPDATE chunks SET start = start + 1": "2 of the articles have passages",
    "UPDATE chunks SET revision = 'other'": "2 of the articles have passages",
    "UPDATE chunks SET sentences = 'none'": "2 of the articles have passages",
    "UPDATE chunks SET sentences = '[[0, 9999]]'": "2 of the articles have passages",
    "UPDATE chunks SET embedding = zeroblob(1536)": "2 of the articles have passages",
    "UPDATE chunks SET embedding = x'00'": "2 of the articles have passages",
    "DELETE FROM sketches": "2 of the articles are not compared",
    "DELETE FROM bands": "2 of the articles are not compared",
}


@pytest.mark.parametrize("statement", MADE)
def test_damage_in_what_is_derived_is_named_and_put_right(filled: Path, statement: str) -> None:
    with closing(sqlite3.connect(filled / "library.db")) as library:
        library.execute(statement)
        library.commit()
    with Corpus.open(filled) as corpus:
        told = "; ".join(corpus.check().problems)
        assert MADE[statement] in told
        assert "backup" not in told
        report = corpus.check(repair=True)
        assert (report.articles, report.chunks, report.ok) == (2, 2, True)
    with Corpus.open(filled) as corpus:
        assert corpus.check().problems == ()
        corpus.add([story(4), replace(story(4), id="copy", publisher="Another")])
        assert corpus.search("comet", k=1)[0].text_rank == 1
        assert story(4).id in [copy.article_id for copy in corpus.copies("copy")]
        corpus.remove("copy")
        assert corpus.check().problems == ()


def test_a_question_about_damage_in_an_index_is_sent_to_check(filled: Path) -> None:
    with closing(sqlite3.connect(filled / "library.db")) as library:
        library.execute("DELETE FROM chunks_text_data WHERE id > 10")
        library.commit()
    with Corpus.open(filled) as corpus, pytest.raises(StoreError, match="run 'onrecord check'"):
        corpus.search("comet")


def test_a_question_about_a_damaged_passage_is_sent_to_check(filled: Path) -> None:
    with closing(sqlite3.connect(filled / "library.db")) as library:
        library.execute("UPDATE chunks SET sentences = 'none'")
        library.commit()
    with Corpus.open(filled) as corpus, pytest.raises(StoreError, match="run 'onrecord check'"):
        corpus.search("comet")


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE revisions SET published = 'never'", "never"),
        ("UPDATE revisions SET authors = '['", "Expecting value"),
        ("UPDATE revisions SET text = text || '.'", "was altered"),
        ("DROP TABLE visits", "without the table visits"),
        ("DROP TABLE removed", "without the table removed"),
    ],
)
def test_what_only_a_backup_has_is_told_as_such(filled: Path, statement: str, told: str) -> None:
    with closing(sqlite3.connect(filled / "library.db")) as library:
        library.execute(statement)
        library.commit()
    with Corpus.open(filled) as corpus:
        for repair in (False, True):
            with pytest.raises(StoreError, match=f"{told}.*restore it from a backup"):
                corpus.check(repair=repair)


@pytest.mark.parametrize("table", ["articles", "revisions"])
def test_articles_that_are_lost_are_told(filled: Path, table: str) -> None:
    with closing(sqlite3.connect(filled / "library.db")) as library:
        library.execute(f"DELETE FROM {table} WHERE rowid = (SELECT max(rowid) FROM {table})")
        library.commit()
    with (
        Corpus.open(filled) as corpus,
        pytest.raises(StoreError, match=r"(not listed|is missing).*restore it from a backup"),
    ):
        corpus.check(repair=True)
