"""The chunks in the library: by words, by nearness, by filters of any size."""

from collections.abc import Iterator
from datetime import date

import numpy as np
import pytest

from corpus import Article, Corpus, Filters
from corpus.text.chunking import chunk_article
from corpus.text.search_terms import query_words
from tests.conftest import story
from tests.servers import Backend

BACKENDS = ("files", "servers")

NONE = Filters()
FORGET = {
    "sqlite": "INSERT INTO chunks_text(chunks_text) VALUES('delete-all')",
    "postgresql": "UPDATE chunks_text SET words = ''",
}


@pytest.fixture
def filled(corpus: Corpus) -> Corpus:
    """Stories to be changed."""
    corpus.add(map(story, range(8)))
    return corpus


@pytest.fixture(scope="module")
def stories(backend: Backend, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    """The same stories, which nobody changes."""
    with backend.fresh(), Corpus.open(tmp_path_factory.mktemp("stories") / "home") as opened:
        opened.add(map(story, range(8)))
        yield opened


def articles(corpus: Corpus, chunk_ids: list[str]) -> list[str]:
    hits = corpus._passages.hits(chunk_ids)
    return [hits[chunk_id].article_id for chunk_id in chunk_ids]


def test_full_text_finds_words_in_text_and_title(corpus: Corpus) -> None:
    corpus.add([
        Article(id="text", text="The orchard froze."),
        Article(id="title", text="It was cold.", title="Orchards"),
        Article(id="neither", text="A comet was seen."),
    ])  # fmt: skip
    chunk_ids = corpus._passages.full_text(query_words("orchard"), 10, NONE)
    assert set(articles(corpus, chunk_ids)) == {"text", "title"}


def test_what_is_removed_or_replaced_is_not_found(filled: Corpus) -> None:
    filled.remove(story(4).id)
    assert filled._passages.full_text(["orchard"], 10, NONE) == []
    changed = Article(id=story(2).id, text="Another story.")
    filled.add(changed)
    assert filled._passages.full_text(["comet"], 10, NONE) == []
    assert filled._passages.check_full_text() is None


def test_a_broken_full_text_index_is_found_and_mended(filled: Corpus) -> None:
    with filled.database.writing() as connection:
        connection.exec_driver_sql(FORGET[connection.dialect.name])
    assert filled._passages.full_text(["orchard"], 10, NONE) == []
    assert filled.check().problems != ()
    assert filled.check(repair=True).ok
    assert len(filled._passages.full_text(["orchard"], 10, NONE)) == 1
    assert filled.check().problems == ()


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        (Filters(published_after=date(2025, 6, 6)), [5, 6, 7]),
        (Filters(published_before=date(2025, 2, 2)), [0, 1]),
        (Filters(date(2025, 2, 2), date(2025, 3, 3)), [1, 2]),
        (Filters(publishers=("The Example",)), list(range(8))),
        (Filters(publishers=("The",)), []),
        (Filters(publishers=()), []),
        (Filters(article_ids=()), []),
        (Filters(article_ids=(story(3).id, "unknown", "\ud800", "\0")), [3]),
        (Filters(article_ids=(story(6).id, *map(str, range(100_000)))), [6]),
    ],
)
def test_filters(stories: Corpus, filters: Filters, numbers: list[int]) -> None:
    expected = {story(number).id for number in numbers}
    passages = stories._passages
    vector = np.full(384, 384**-0.5, dtype=np.float32)
    assert set(articles(stories, passages.nearest(vector, 50, filters))) == expected
    assert set(articles(stories, passages.full_text(["report"], 50, filters))) == expected


def test_an_article_without_a_date_passes_no_date(corpus: Corpus) -> None:
    corpus.add(Article(text="The orchard froze."))
    for filters in (Filters(date.min), Filters(None, date.max)):
        assert corpus._passages.full_text(["orchard"], 5, filters) == []


def test_nearest_is_by_cosine_and_takes_no_more_than_asked(stories: Corpus) -> None:
    ids, vectors = stories._passages.embeddings(stories._passages.chunk_ids())
    order = np.argsort(-(vectors @ vectors[2]), kind="stable")
    nearest = stories._passages.nearest(vectors[2], 3, NONE)
    assert nearest == [ids[i] for i in order[:3]]
    assert len(stories._passages.nearest(vectors[2], 10**12, NONE)) == len(ids)


def test_unknown_ids_are_left_out(stories: Corpus) -> None:
    known = stories._passages.chunk_ids()[0]
    assert list(stories._passages.hits([known, "unknown"])) == [known]
    ids, vectors = stories._passages.embeddings(["unknown"])
    assert ids == []
    assert vectors.shape == (0, 0)


def test_changes_are_settled_only_as_far_as_they_were_seen(corpus: Corpus) -> None:
    corpus.add(story(1))
    assert corpus._passages.pending() is None
    corpus._library.remove(story(1).id)
    seen = corpus._passages.pending()
    assert seen is not None
    assert (len(seen.present), len(seen.gone)) == (0, 1)
    article = story(2)
    chunks = chunk_article(article)
    corpus._library.put(article, chunks, np.ones((len(chunks), 384), dtype=np.float32))
    generation = int(corpus._library.state()["vectors_generation"])
    corpus._passages.settle(seen.upto, generation=generation + 1)
    left = corpus._passages.pending()
    assert left is not None
    assert (left.present, left.gone) == (tuple(chunk.id for chunk in chunks), ())
