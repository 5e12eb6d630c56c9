"""The vector index: derived from the library, on either backend."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import update

from corpus import Corpus
from corpus.library.schema import chunks
from tests.conftest import story
from tests.servers import Backend
from tests.small import ARTICLES, NONE, Small

BACKENDS = ("files", "servers")


@pytest.fixture
def small(backend: Backend, original: Path, tmp_path: Path) -> Iterator[Small]:
    with backend.copy(original, tmp_path / "copy"):
        parts = Small(tmp_path / "copy")
        parts.index.sync()
        yield parts
        parts.close()


def test_every_chunk_is_found_by_its_own_vector(small: Small) -> None:
    assert len(small.passages.chunk_ids()) >= ARTICLES
    assert small.lost(every=1) == []
    assert small.index.problems() == []


def test_the_index_agrees_with_exact_search(small: Small) -> None:
    vector = np.full(384, 384**-0.5, dtype=np.float32)
    assert small.index.query(vector, 10, NONE) == small.passages.nearest(vector, 10, NONE)


def test_small_changes_are_written_into_the_build_in_use(small: Small) -> None:
    build = small.build
    for number in range(200, 280, 20):
        small.add(range(number, number + 20))
        small.index.sync()
        assert small.lost() == []
    assert small.build == build
    assert small.lost(every=1) == []


def test_what_a_killed_process_had_written_already_is_written_again(small: Small) -> None:
    for number in range(200, 280, 20):
        small.add(range(number, number + 20))
        changes = small.passages.pending()
        assert changes is not None
        done = changes.present[: len(changes.present) // 2]
        with small.place.open(small.build) as build:
            build.put(*small.passages.embeddings(done))
        small.index.sync()
        assert small.index.problems() == []
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


def test_vectors_that_went_missing_or_do_not_belong_are_told(small: Small) -> None:
    ids, vectors = small.passages.embeddings(small.passages.chunk_ids())
    with small.index._storage.open(small.build) as index:
        index.delete(ids[:3])
        index.put(["stranger"], vectors[:1])
        index.put(ids[5:7], vectors[7:9])
    state = small.library.state()
    small.library.set_state(vectors_seal=small.index._storage.seal(small.build))
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


def test_a_rebuild_by_another_is_followed(small: Small) -> None:
    assert small.lost() == []
    other = Small(small.corpus.home)
    other.index.rebuild()
    other.add(range(200, 203))
    other.index.sync()
    other.close()
    assert small.lost() == []
    assert small.index.problems() == []


def test_threads_share_one_index(small: Small) -> None:
    lost: list[list[str]] = []
    threads = [threading.Thread(target=lambda: lost.append(small.lost())) for _ in range(4)]
    for thread in threads:
        thread.start()
    small.index.rebuild()
    for thread in threads:
        thread.join()
    assert lost == [[], [], [], []]


def test_another_model_means_embedding_again(corpus: Corpus) -> None:
    corpus.add([story(1), story(2)])
    before = corpus.search("the bakers of Lisbon")
    corpus._library.set_state(embedder="another model")
    _, old = corpus._passages.embeddings(corpus._passages.chunk_ids())
    with corpus.database.writing() as connection:
        connection.execute(update(chunks).values(embedding=bytes(1536)))
    assert corpus.search("the bakers of Lisbon") == before
    _, new = corpus._passages.embeddings(corpus._passages.chunk_ids())
    assert np.array_equal(np.sort(old, axis=0), np.sort(new, axis=0))
    assert corpus.check().problems == ()


def test_a_corpus_that_is_emptied_and_filled_again_is_not_taken_for_damaged(
    corpus: Corpus, caplog: pytest.LogCaptureFixture
) -> None:
    # By then Chroma has stored a graph, from which all vectors are removed.
    corpus.add(map(story, range(3, 51)))
    for number in range(3, 51):
        corpus.remove(story(number).id)
    for number in range(3):
        corpus.add(story(number))
        assert corpus.search("worry", k=1)[0].article_id == story(number).id
        corpus.remove(story(number).id)
    assert corpus.check().ok
    assert not caplog.records
