"""The vector index: derived from the library, and mended whatever befalls its folder."""

import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from corpus import Corpus, StoreError
from corpus.chroma import ChromaFolder, present, seal
from corpus.filters import Filters
from corpus.vectors import VectorIndex
from tests.conftest import story

NONE = Filters()
ARTICLES = 120
Harm = Callable[[Path], None]


class Small:
    """A corpus's parts, with vectors that are made and not computed."""

    def __init__(self, home: Path, articles: int = 0) -> None:
        from corpus.database import Database
        from corpus.library import Library
        from corpus.passages import Passages

        home.mkdir(exist_ok=True)
        self.database = Database(home / "library.db")
        self.library = Library(self.database)
        self.passages = Passages(self.database)
        self.index = VectorIndex(home / "vectors", self.library, self.passages)
        self.add(range(articles))

    def add(self, numbers: range) -> None:
        from corpus.chunking import chunk_article

        for number in numbers:
            article = story(number)
            chunks = chunk_article(article)
            rng = np.random.default_rng(number)
            vectors = rng.normal(size=(len(chunks), 384)).astype(np.float32)
            vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
            self.library.put(article, chunks, vectors)

    @property
    def folder(self) -> Path:
        state = self.library.state()
        return self.database.path.parent / "vectors" / state["vectors"]

    def lost(self, every: int = 10) -> list[str]:
        """The chunks, one in so many, that are not the nearest to their own vector."""
        ids, vectors = self.passages.embeddings(self.passages.chunk_ids()[::every])
        return [
            chunk_id
            for chunk_id, vector in zip(ids, vectors, strict=True)
            if self.index.query(vector, 1, NONE) != [chunk_id]
        ]

    def close(self) -> None:
        self.index.close()
        self.database.close()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with enough chunks for Chroma to have stored its graph."""
    home = tmp_path_factory.mktemp("built")
    parts = Small(home, articles=ARTICLES)
    parts.index.sync()
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


def test_every_chunk_is_found_by_its_own_vector(small: Small) -> None:
    assert len(small.passages.chunk_ids()) >= ARTICLES
    assert seal(small.folder)
    assert small.lost(every=1) == []
    assert small.index.problems() == []


def test_the_index_agrees_with_exact_search(small: Small) -> None:
    vector = np.full(384, 384**-0.5, dtype=np.float32)
    assert small.index.query(vector, 10, NONE) == small.passages.nearest(vector, 10, NONE)


def test_small_changes_are_written_into_the_build_in_use(small: Small) -> None:
    build = small.folder
    for number in range(200, 280, 20):
        small.add(range(number, number + 20))
        small.index.sync()
        assert small.lost() == []
    assert small.folder == build
    assert small.lost(every=1) == []


def test_what_left_the_library_leaves_the_index(small: Small) -> None:
    gone = small.passages.hits(small.passages.chunk_ids())
    for number in range(0, ARTICLES, 2):
        small.library.remove(story(number).id)
    small.index.sync()
    vector = small.passages.embeddings(small.passages.chunk_ids()[:1])[1][0]
    left = set(small.passages.chunk_ids())
    assert len(left) == len(gone) // 2
    assert set(small.index.query(vector, ARTICLES, NONE)) == left
    assert small.index.problems() == []


def test_a_query_takes_over_what_an_addition_left_undone(small: Small) -> None:
    small.add(range(200, 210))
    assert small.passages.pending() is not None
    assert small.lost() == []
    assert small.passages.pending() is None


def test_more_is_asked_than_there_is(small: Small) -> None:
    vector = np.full(384, 384**-0.5, dtype=np.float32)
    everything = set(small.passages.chunk_ids())
    assert set(small.index.query(vector, 900, NONE)) == everything
    assert set(small.index.query(vector, sys.maxsize, NONE)) == everything


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


def test_vectors_that_went_missing_or_do_not_belong_are_told(small: Small) -> None:
    ids, vectors = small.passages.embeddings(small.passages.chunk_ids())
    with ChromaFolder(small.folder) as index:
        index.delete(ids[:3])
        index.put(["stranger"], vectors[:1])
        index.put(ids[5:7], vectors[7:9])
    state = small.library.state()
    small.library.set_state(vectors_seal=seal(small.folder))
    assert small.index.problems() == [
        "3 chunks have no vector",
        "1 vectors belong to no chunk",
        "2 vectors are not those of their chunks",
    ]
    assert small.index.rebuild() == len(ids)
    assert small.index.problems() == []
    assert small.library.state()["vectors_generation"] > state["vectors_generation"]


def test_progress_counts_to_the_end(small: Small) -> None:
    seen: list[tuple[int, int]] = []
    total = small.index.rebuild(lambda done, of: seen.append((done, of)))
    assert seen[-1] == (total, total)


def test_an_empty_library_has_an_empty_index(home: Path) -> None:
    parts = Small(home)
    assert parts.index.query(np.ones(384, dtype=np.float32), 5, NONE) == []
    assert parts.index.problems() == []
    parts.close()


def test_the_folder_cannot_be_made(small: Small) -> None:
    folder = small.folder.parent
    small.index.close()
    shutil.rmtree(folder)
    folder.write_text("in the way")
    assert small.lost() == []  # the library answers
    with pytest.raises(StoreError, match="cannot be written"):
        small.index.sync()
    folder.unlink()
    small.index.sync()
    assert small.index.problems() == []


def test_a_rebuild_by_another_is_followed(small: Small, home: Path) -> None:
    assert small.lost() == []
    other = Small(home)
    other.index.rebuild()
    other.add(range(200, 203))
    other.index.sync()
    other.close()
    assert small.lost() == []
    assert small.index.problems() == []


def test_a_query_does_not_wait_for_a_long_writer(small: Small, home: Path) -> None:
    from filelock import FileLock

    small.index.close()
    with FileLock(home / "vectors" / "lock"):
        assert len(small.index.query(np.ones(384, dtype=np.float32) / 384**0.5, 5, NONE)) == 5


def test_threads_share_one_index(small: Small) -> None:
    lost: list[list[str]] = []
    threads = [threading.Thread(target=lambda: lost.append(small.lost())) for _ in range(4)]
    for thread in threads:
        thread.start()
    small.index.rebuild()
    for thread in threads:
        thread.join()
    assert lost == [[], [], [], []]


def test_a_folder_without_a_build(tmp_path: Path) -> None:
    assert not present(tmp_path)
    assert seal(tmp_path) == ""
    with pytest.raises(StoreError, match="is missing"):
        ChromaFolder(tmp_path)


def test_another_model_means_embedding_again(corpus: Corpus) -> None:
    corpus.add([story(1), story(2)])
    before = corpus.search("the bakers of Lisbon")
    corpus._library.set_state(embedder="another model")
    _, old = corpus._passages.embeddings(corpus._passages.chunk_ids())
    with corpus._database.writing() as connection:
        connection.exec_driver_sql("UPDATE chunks SET embedding = zeroblob(1536)")
    assert corpus.search("the bakers of Lisbon") == before
    _, new = corpus._passages.embeddings(corpus._passages.chunk_ids())
    assert np.array_equal(np.sort(old, axis=0), np.sort(new, axis=0))
    assert corpus.check().problems == ()
