"""The vector index in a folder: mended whatever befalls the files."""

import contextlib
import logging
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path
from types import FrameType
from typing import Any

import numpy as np
import pytest

from corpus import Corpus, StoreError
from corpus.vectors import chroma_folder
from corpus.vectors.build import Build
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


def test_no_mark_is_left_wherever_a_signal_comes(tmp_path: Path) -> None:
    storage = FolderStorage(tmp_path)
    for last in count(1):
        steps = 0

        def trace(frame: FrameType, _event: str, _value: object, last: int = last) -> Any:
            nonlocal steps
            if frame.f_code.co_filename in (chroma_folder.__file__, contextlib.__file__):
                steps += 1
                if steps == last:
                    raise SystemExit
            return trace

        with contextlib.suppress(SystemExit):
            sys.settrace(trace)
            try:
                with storage.working("build"):
                    assert (tmp_path / "busy").exists()
            finally:
                sys.settrace(None)
            break
        storage.close()
        assert not (tmp_path / "busy").exists()
    assert last > 10


@pytest.mark.parametrize("left", [KeyboardInterrupt, SystemExit])
def test_a_signal_while_vectors_are_written_does_no_damage(
    small: Small, left: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    build, put = small.build, Build.put

    def interrupted(index: Build, ids: Sequence[str], vectors: Any) -> None:
        put(index, ids[::2], vectors[::2])
        raise left

    small.add(range(ARTICLES, 3 * ARTICLES))  # so many that Chroma stores its graph
    monkeypatch.setattr(Build, "put", interrupted)
    with pytest.raises(left):
        small.index.sync()
    monkeypatch.undo()
    assert small.place.broken(small.library.state()) is None
    assert small.passages.pending()
    assert small.index.problems() == []
    assert small.lost() == []
    assert small.build == build


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
