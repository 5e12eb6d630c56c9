"""The vector index in a folder: mended whatever befalls the files."""

import logging
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from corpus import Corpus, StoreError
from corpus.vectors.chroma_folder import FolderStorage
from tests.conftest import story
from tests.servers import Chroma, settings
from tests.small import ARTICLES, NONE, Small

Harm = Callable[[Path], None]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with enough chunks for Chroma to have stored its graph."""
    home = tmp_path_factory.mktemp("built")
    parts = Small(home, articles=ARTICLES)
    parts.index.sync()
    assert parts.index._storage.seal(parts.build)
    parts.close()
    return home


@pytest.fixture
def small(built: Path, home: Path) -> Iterator[Small]:
    shutil.copytree(built, home)
    parts = Small(home)
    yield parts
    parts.close()


def zero(path: Path) -> None:
    path.write_bytes(b"")


def half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def garbage(path: Path) -> None:
    path.write_bytes(os.urandom(path.stat().st_size))


def delete(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("running", [False, True], ids=["closed", "running"])
@pytest.mark.parametrize(
    ("name", "harm"),
    [
        ("chroma.sqlite3", zero),
        ("chroma.sqlite3", half),
        ("chroma.sqlite3", delete),
        ("data_level0.bin", zero),
        ("data_level0.bin", garbage),
        ("header.bin", half),
    ],
)
def test_a_harmed_file_is_mended(small: Small, name: str, harm: Harm, *, running: bool) -> None:
    if running:
        assert small.lost() == []
    (path,) = small.folder.rglob(name)
    harm(path)
    if not running:
        small.index.close()
    assert small.lost() == []
    assert small.index.problems() == [] or running
    small.index.close()
    assert small.lost() == []
    assert small.index.problems() == []


@pytest.mark.parametrize("running", [False, True], ids=["closed", "running"])
def test_the_folder_is_deleted(small: Small, *, running: bool) -> None:
    if running:
        assert small.lost() == []
    shutil.rmtree(small.folder.parent)
    assert small.index.problems() == ["the vector index cannot be used: it is missing"]
    assert small.lost() == []
    assert small.index.problems() == []


def test_a_folder_of_garbage_is_replaced(small: Small) -> None:
    folder = small.folder
    shutil.rmtree(folder)
    folder.mkdir()
    for name in ("chroma.sqlite3", "x.bin"):
        (folder / name).write_bytes(os.urandom(5000))
    assert small.lost() == []
    assert not folder.exists()


def test_a_mark_that_was_left_means_a_new_build(small: Small) -> None:
    build = small.folder
    (build.parent / "busy").touch()
    assert small.index.problems() == [
        "the vector index cannot be used: a process died while it used it"
    ]
    assert small.lost() == []
    assert small.folder != build
    assert not build.exists()
    assert not (build.parent / "busy").exists()


def test_the_folder_cannot_be_made(small: Small) -> None:
    folder = small.folder.parent
    small.index.close()
    shutil.rmtree(folder)
    folder.write_text("in the way")
    assert small.lost() == []  # the library answers
    with pytest.raises(StoreError, match="vectors is no folder, and one is needed in its place"):
        small.index.sync()
    folder.unlink()
    small.index.sync()
    assert small.index.problems() == []


def test_a_query_does_not_wait_for_a_long_writer(small: Small, home: Path) -> None:
    from filelock import FileLock

    small.index.close()
    with FileLock(home / "vectors" / "lock"):
        assert len(small.index.query(np.ones(384, dtype=np.float32) / 384**0.5, 5, NONE)) == 5


def test_a_folder_without_a_build(tmp_path: Path) -> None:
    storage = FolderStorage(tmp_path)
    assert not storage.present("build")
    assert storage.seal("build") == ""
    with pytest.raises(StoreError, match="is missing"):
        storage.open("build")


def test_a_library_that_moves_to_a_server(chroma: Chroma, home: Path) -> None:
    with Corpus.open(home) as corpus:
        corpus.add(map(story, range(3)))
        before = corpus.search("the bakers of Lisbon")
    with settings(ONRECORD_CHROMA_URL=chroma.url), Corpus.open(home) as corpus:
        assert corpus.check().problems != ()
        assert corpus.check(repair=True).ok
        assert corpus.search("the bakers of Lisbon") == before
        assert corpus.check().problems == ()
    assert logging.getLogger("corpus.vectors.index").disabled is False
