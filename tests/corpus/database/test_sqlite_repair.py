"""Damage in what is derived from the library's tables is told as such, and put right."""

import os
from pathlib import Path

import pytest

from corpus import Corpus, StoreError
from corpus.library.articles import Library
from tests.conftest import story


def damage(home: Path, name: str) -> None:
    """Overwrite the first page of a table or an index."""
    with Corpus.open(home) as corpus, corpus.database.reading() as connection:
        find = f"SELECT rootpage FROM sqlite_master WHERE name = '{name}'"
        page = connection.exec_driver_sql(find).scalar_one()
        size = connection.exec_driver_sql("PRAGMA page_size").scalar_one()
    with (home / "library.db").open("r+b") as library:
        library.seek((page - 1) * size)
        library.write(os.urandom(size))


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    with Corpus.open(tmp_path / "home") as corpus:
        corpus.add(map(story, range(3)))
        corpus.remove(story(0).id)
    return tmp_path / "home"


@pytest.mark.parametrize(
    "name", ["chunks_text_data", "ix_chunks_article_id", "sqlite_autoindex_revisions_1"]
)
def test_damaged_indexes_are_told_and_made_anew(filled: Path, name: str) -> None:
    damage(filled, name)
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


def test_a_library_that_is_missing_beside_its_vectors_is_told(filled: Path) -> None:
    with Corpus.open(filled) as corpus:
        corpus.search("comet")
    for path in filled.glob("library.db*"):
        path.unlink()
    with pytest.raises(StoreError, match=r"library\.db is missing.*restore it from a backup"):
        Corpus.open(filled)
    assert not (filled / "library.db").exists()
