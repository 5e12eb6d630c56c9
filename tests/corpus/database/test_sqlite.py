"""A library in a file: when it cannot be used, one line says why and it stays as it is."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import Corpus, StoreError
from tests.conftest import story
from tests.disks import unwritable

ROOT = Path(__file__).parents[3]
LIMITED = """
import resource, signal, sys
from pathlib import Path
from corpus import Corpus, StoreError
from tests.conftest import story
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with Corpus.open(Path(sys.argv[1])) as corpus:
    corpus.add(story(1))
    size = max(path.stat().st_size for path in Path(sys.argv[1]).rglob("*"))
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    try:
        corpus.add(map(story, range(2, 400)))
    except StoreError as error:
        print(error)
"""


def filled(home: Path) -> Path:
    with Corpus.open(home) as corpus:
        corpus.add(map(story, range(30)))
    return home / "library.db"


def garbage_header(data: bytes) -> bytes:
    return os.urandom(100) + data[100:]


def truncated(data: bytes) -> bytes:
    return data[: len(data) // 2]


def no_database(_data: bytes) -> bytes:
    return b"These are my shopping lists. " * 50


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return filled(tmp_path_factory.mktemp("stored") / "home").read_bytes()


@pytest.mark.parametrize("harm", [garbage_header, truncated, no_database])
def test_a_harmed_library_is_refused_and_left_alone(
    home: Path, stored: bytes, harm: Callable[[bytes], bytes]
) -> None:
    home.mkdir()
    path = home / "library.db"
    path.write_bytes(harm(stored))
    before = path.read_bytes()
    with pytest.raises(StoreError) as caught, Corpus.open(home) as corpus:
        corpus.check()
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert path.read_bytes() == before


def test_bytes_that_flipped_are_an_error_or_harmless(home: Path, stored: bytes) -> None:
    articles = {story(number).id: story(number) for number in range(30)}
    home.mkdir()
    path = home / "library.db"
    for offset in range(5000, len(stored) - 600, len(stored) // 12):
        path.write_bytes(stored[:offset] + os.urandom(500) + stored[offset + 500 :])
        problem = ""
        with Corpus.open(home) as corpus:
            try:
                assert all(articles[article.id] == article for article in corpus.articles())
                corpus.check()
            except StoreError as error:
                problem = str(error)
        assert "\n" not in problem


def test_a_full_disk(home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(home)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.count("\n") == 1, done.stdout
    assert "full" in done.stdout or "disk" in done.stdout
    with Corpus.open(home) as corpus:
        assert story(1) in corpus.articles()
        for article in corpus.articles():
            assert article in map(story, range(400))
        assert corpus.check(repair=True).ok
        assert corpus.check().problems == ()
        assert corpus.search("report 1")


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("here")
    with pytest.raises(StoreError, match=r"cannot be made.*set ONRECORD_HOME"):
        Corpus.open(tmp_path / "file" / "home")


def test_a_folder_in_the_place_of_the_library(home: Path) -> None:
    (home / "library.db").mkdir(parents=True)
    with pytest.raises(StoreError, match="unable to open"):
        Corpus.open(home)


@pytest.mark.skipif(sys.platform != "linux", reason="that is seen in /proc")
def test_a_file_that_cannot_be_used_is_closed(home: Path) -> None:
    home.mkdir()
    path = home / "library.db"
    path.write_bytes(b"something else" * 1000)
    with pytest.raises(StoreError, match="move that file away") as caught:
        Corpus.open(home)
    # While the error is held, and with it all that the garbage collector would close.
    assert caught.value.__traceback__
    assert path not in {number.resolve() for number in Path("/proc/self/fd").iterdir()}


def test_a_read_only_folder(home: Path) -> None:
    filled(home)
    with (
        unwritable(home),
        pytest.raises(StoreError, match=r"must be writable.*ONRECORD_READ_ONLY=1"),
        Corpus.open(home) as corpus,
    ):
        corpus.add(story(77))
    with Corpus.open(home) as corpus:
        assert len(corpus.articles()) == 30
