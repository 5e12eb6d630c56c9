"""A folder that is only read: on a disk that cannot be written, or beside who writes to it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from corpus import Article, Corpus, StoreError
from corpus.database.open_database import open_database
from tests.conftest import story
from tests.corpus.library.test_migrations import VERSION_1
from tests.corpus.test_readonly import files
from tests.disks import unwritable

ROOT = Path(__file__).parents[2]


def fill(home: Path) -> None:
    with Corpus.open(home) as corpus:
        corpus.add(map(story, range(3)))


def test_a_folder_that_cannot_be_written(home: Path) -> None:
    fill(home)
    with unwritable(home), Corpus.open(home, read_only=True) as corpus:
        assert corpus.search("comet", k=1)[0].article_id == story(2).id
        assert corpus.check().ok


def test_a_folder_without_a_corpus_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no corpus in"):
        Corpus.open(tmp_path / "none", read_only=True)
    assert not (tmp_path / "none").exists()


def test_an_older_library_says_so(home: Path) -> None:
    home.mkdir()
    shutil.copy(VERSION_1, home / "library.db")
    before = files(home)
    with pytest.raises(StoreError, match=r"older version of onrecord.*run 'onrecord check' once"):
        Corpus.open(home, read_only=True)
    assert files(home) == before


def test_what_a_killed_writer_left_is_read_without_mending_it(home: Path) -> None:
    fill(home)
    code = (
        "import os, signal, sys; from pathlib import Path; from corpus import Corpus\n"
        "from tests.conftest import story\n"
        "corpus = Corpus.open(Path(sys.argv[1]))\n"
        "corpus.add(story(7))\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", code, home], cwd=ROOT, check=False)
    before = files(home)
    assert "library.db-wal" in before
    with Corpus.open(home, read_only=True) as reader:
        assert reader.article(story(7).id) == story(7)
    assert files(home) == before
    (home / "library.db-shm").unlink()
    with pytest.raises(StoreError, match=r"run 'onrecord check' once"):
        Corpus.open(home, read_only=True)


def test_a_library_that_changes_under_a_reader_is_told_of(home: Path) -> None:
    fill(home)
    with Corpus.open(home, read_only=True) as reader:
        lines = reader.export_lines()
        next(lines)
        with Corpus.open(home) as writer:
            writer.add(Article(text="A comet came.", id="comet"))
        with pytest.raises(StoreError, match="was changed while it was read"):
            list(lines)
        assert reader.article("comet").text == "A comet came."


def test_writers_that_come_and_go_disturb_no_reader(home: Path) -> None:
    fill(home)
    code = (
        "import sys; from pathlib import Path\n"
        "from corpus.database.open_database import open_database\n"
        "for _ in range(300):\n"
        "    database = open_database(Path(sys.argv[1]))\n"
        "    with database.reading() as connection:\n"
        "        connection.exec_driver_sql('SELECT count(*) FROM articles')\n"
        "    database.close()\n"
    )
    reader = open_database(home, read_only=True)
    writers = subprocess.Popen([sys.executable, "-c", code, home], cwd=ROOT)
    readings = 0
    while writers.poll() is None:
        with reader.reading() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM articles").scalar() == 3
        readings += 1
    assert writers.returncode == 0
    assert readings > 100
    reader.close()
