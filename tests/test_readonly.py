"""A corpus that is only read: everything answers, nothing changes, nothing is written."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus import Article, Corpus, SettingsError, StoreError
from tests.conftest import story
from tests.test_schema import VERSION_1

ROOT = Path(__file__).parents[1]
CHANGES: dict[str, Callable[[Corpus], object]] = {
    "add": lambda corpus: corpus.add(story(9)),
    "refresh": lambda corpus: corpus.refresh(),
    "forget": lambda corpus: corpus.forget("https://news.example"),
    "remove": lambda corpus: corpus.remove(story(1).id),
    "import": lambda corpus: corpus.import_lines([]),
    "repair": lambda corpus: corpus.check(repair=True),
    "rebuild": lambda corpus: corpus.rebuild(),
}


def files(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file and folder with its size and when it was changed."""
    return {
        str(path.relative_to(folder)): (path.stat().st_size, path.stat().st_mtime_ns)
        for path in [folder, *folder.rglob("*")]
    }


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("stored") / "home"
    with Corpus.open(home) as corpus:
        corpus.add(map(story, range(6)))
    return home


@pytest.fixture
def reader(stored: Path) -> Iterator[Corpus]:
    before = files(stored)
    with Corpus.open(stored, read_only=True) as corpus:
        yield corpus
    assert files(stored) == before


def test_everything_can_be_asked(reader: Corpus) -> None:
    assert reader.count() == 6
    (hit,) = reader.search("the bakers of Lisbon went on strike", k=1)
    assert hit.article_id == story(1).id
    assert (hit.text_rank, hit.vector_rank) == (1, 1)
    assert reader.article(hit.article_id, hit.revision).text[hit.start : hit.end] == hit.text
    assert reader.search("comet", publishers=["the example"])
    assert reader.articles()[0] == story(0)
    assert reader.check().ok
    assert len(list(reader.export_lines())) == 7
    assert reader.diff(story(1).id).facts == ()
    assert reader.addresses() == []


@pytest.mark.parametrize("change", CHANGES)
def test_what_changes_something_is_refused(reader: Corpus, change: str) -> None:
    with pytest.raises(StoreError, match="is open for reading only") as caught:
        CHANGES[change](reader)
    assert "\n" not in str(caught.value)
    with pytest.raises(StoreError, match="for reading only"), reader.database.writing():
        pass


def test_a_folder_that_cannot_be_written(stored: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(stored, home)
    mounted = subprocess.run(
        ["mount", "--bind", "-o", "ro", home, home], capture_output=True, check=False
    )
    if mounted.returncode != 0 and os.geteuid() == 0:
        pytest.skip("root ignores permissions, and a read-only mount is not allowed here")
    if mounted.returncode != 0:
        home.chmod(0o500)
    try:
        with Corpus.open(home, read_only=True) as corpus:
            assert corpus.search("comet", k=1)[0].article_id == story(2).id
            assert corpus.check().ok
    finally:
        if mounted.returncode == 0:
            subprocess.run(["umount", home], check=True)
        else:
            home.chmod(0o700)


def test_the_setting(stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_READ_ONLY", "1")
    with Corpus.open(stored) as corpus, pytest.raises(StoreError, match="for reading only"):
        corpus.add(story(9))
    with Corpus.open(stored, read_only=False) as corpus:
        assert corpus.add(story(1)).unchanged
    monkeypatch.setenv("ONRECORD_READ_ONLY", "yes")
    with pytest.raises(SettingsError, match="'yes'"):
        Corpus.open(stored)


def test_a_folder_without_a_corpus_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no corpus in"):
        Corpus.open(tmp_path / "none", read_only=True)
    assert not (tmp_path / "none").exists()


def test_a_corpus_without_articles(home: Path) -> None:
    Corpus.open(home).close()
    with Corpus.open(home, read_only=True) as corpus:
        assert corpus.search("anything") == []


def test_an_older_library_says_so(home: Path) -> None:
    home.mkdir()
    shutil.copy(VERSION_1, home / "library.db")
    before = files(home)
    with pytest.raises(StoreError, match=r"older version of onrecord.*run 'onrecord check' once"):
        Corpus.open(home, read_only=True)
    assert files(home) == before


def test_a_reader_follows_a_writer(stored: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(stored, home)
    with Corpus.open(home, read_only=True) as reader:
        assert reader.count() == 6
        with Corpus.open(home) as writer:
            writer.add(story(7))
            assert reader.article(story(7).id) == story(7)
            assert reader.search("the museum of clocks", k=1)[0].article_id == story(7).id
        assert reader.count() == 7


def test_what_a_killed_writer_left_is_read_without_mending_it(stored: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(stored, home)
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


def test_a_library_that_changes_under_a_reader_is_told_of(stored: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(stored, home)
    with Corpus.open(home, read_only=True) as reader:
        lines = reader.export_lines()
        next(lines)
        with Corpus.open(home) as writer:
            writer.add(Article(text="A comet came.", id="comet"))
        with pytest.raises(StoreError, match="was changed while it was read"):
            list(lines)
        assert reader.article("comet").text == "A comet came."


def test_embeddings_of_another_model_say_so(home: Path) -> None:
    with Corpus.open(home) as corpus:
        corpus.add(story(1))
        corpus._library.set_state(embedder="another")
    with (
        Corpus.open(home, read_only=True) as reader,
        pytest.raises(StoreError, match="another version of the model; run 'onrecord rebuild'"),
    ):
        reader.search("comet")
