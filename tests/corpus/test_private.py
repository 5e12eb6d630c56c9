"""Files that a corpus makes, which nobody but their owner can read."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant.history.conversations import KeptConversations
from assistant.history.saved_conversation import Conversation
from corpus import Corpus
from corpus.private import make_tree_private
from tests.conftest import story
from ui.cli.main import cli


@pytest.fixture(params=[0o000, 0o022], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def open_to_others(home: Path) -> dict[str, str]:
    """Return what is in a data folder, and is not its owner's alone to read and write."""
    wanted = {path: 0o700 if path.is_dir() else 0o600 for path in (home, *home.rglob("*"))}
    return {str(path): oct(mode(path)) for path in wanted if mode(path) != wanted[path]}


@pytest.mark.usefixtures("umask")
def test_a_data_folder_is_its_owners_from_the_first_moment(tmp_path: Path) -> None:
    home = tmp_path / "parent" / "home"
    with Corpus.open(home) as corpus:
        assert open_to_others(home) == {}
        corpus.add(story(number) for number in range(3))
        KeptConversations.of(corpus, "me").keep(Conversation("A title"))
        assert corpus.search("bridge")
        names = {path.name for path in home.rglob("*")}
        assert {"library.db-wal", "library.db-shm", "lock", "chroma.sqlite3"} <= names
        assert open_to_others(home) == {}
        with corpus.database.lock("refresh"):
            assert open_to_others(home) == {}
        corpus.rebuild()
        assert open_to_others(home) == {}
    assert open_to_others(home) == {}


def test_an_open_folder_is_closed_when_it_is_opened(tmp_path: Path) -> None:
    home, elsewhere = tmp_path / "home", tmp_path / "elsewhere"
    with Corpus.open(home) as before:  # its log and its index of that lie beside the library
        before.add(story(1))
        for path in (home, *home.rglob("*")):
            path.chmod(0o777 if path.is_dir() else 0o666)
        notes = home / "notes.txt"
        for path in (notes, elsewhere):
            path.write_text("Not a part of a corpus.")
            path.chmod(0o644)
        link = home / "vectors" / "link"
        link.symlink_to(elsewhere)
        os.mkfifo(home / "vectors" / "pipe", 0o644)
        Corpus.open(home).close()
        still_open = open_to_others(home)
    assert still_open.keys() == {str(path) for path in (notes, link, home / "vectors" / "pipe")}
    assert mode(elsewhere) == 0o644


def test_what_its_owner_made_read_only_is_not_opened_for_writing(tmp_path: Path) -> None:
    home, file, below = tmp_path / "home", tmp_path / "home" / "file", tmp_path / "home" / "below"
    below.mkdir(parents=True)
    file.touch()
    for path, given in ((file, 0o444), (below, 0o500), (home, 0o555)):
        path.chmod(given)
    make_tree_private(home)
    assert [mode(path) for path in (file, below, home)] == [0o400, 0o500, 0o500]
    home.chmod(0o700)


def test_a_folder_reached_by_a_link_is_closed(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.mkdir(0o755)
    link.symlink_to(real)
    Corpus.open(link).close()
    assert open_to_others(real) == {}


def test_a_folder_for_everybody_stays_so(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    Corpus.open(shared).close()
    assert mode(shared) == 0o1777
    assert mode(shared / "library.db") == 0o600


@pytest.mark.usefixtures("umask")
def test_what_is_written_elsewhere_is_the_owners_too(tmp_path: Path) -> None:
    home, backup, page = tmp_path / "home", tmp_path / "backup.jsonl", tmp_path / "page.html"
    with Corpus.open(home) as corpus:
        corpus.add(story(1))
    run = CliRunner()
    assert run.invoke(cli, ["--home", str(home), "export", str(backup)]).exit_code == 0
    assert mode(backup) == 0o600
    backup.chmod(0o640)  # as its owner wanted it
    assert run.invoke(cli, ["--home", str(home), "export", str(backup)]).exit_code == 0
    assert mode(backup) == 0o640
    questions = tmp_path / "questions.jsonl"
    questions.write_text('{"question": "Why was the comet seen?"}')
    arguments = ["--home", str(home), "eval", str(questions), "--html", str(page)]
    assert run.invoke(cli, arguments, catch_exceptions=False).exit_code == 0
    assert mode(page) == 0o600


def test_what_is_deleted_is_not_left_in_the_file(tmp_path: Path) -> None:
    with Corpus.open(tmp_path) as corpus:
        corpus.add(story(1))
        with corpus.database.reading() as connection:
            # Debian's SQLite does so by itself; others have to be told.
            assert connection.exec_driver_sql("PRAGMA secure_delete").scalar_one() == 1
        corpus.remove(story(1).id)
    assert story(1).text.encode() not in (tmp_path / "library.db").read_bytes()
