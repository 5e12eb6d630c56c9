"""Hybrid search: any question gets an answer, and the fusion is what it says."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Article, Corpus
from corpus.search.ranking import _COVERED
from corpus.text.search_terms import _MAX_TERMS, query_words
from tests.conftest import story
from tests.servers import Backend

BACKENDS = ("files", "servers")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, backend: Backend) -> Iterator[Corpus]:
    with backend.fresh(), Corpus.open(tmp_path_factory.mktemp("search")) as corpus:
        corpus.add(map(story, range(8)))
        corpus.add([
            Article(id="arabic", text="أعلن الوزير عن الميزانية. رفض البرلمان الاقتراح."),
            Article(id="chinese", text="他在北京说。没有人同意。"),
            Article(id="hindi", text="भारत के प्रधानमंत्री ने हिन्दी में भाषण दिया।"),
            Article(id="german", text="Die Straße wurde gesperrt.", title="İstanbul & Größe"),
            Article(id="treaty", text="The U.S. signed the treaty. The U.K. did not."),
        ])  # fmt: skip
        yield corpus


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("What did Meloni propose?", ["Meloni", "propose"]),
        ("Meloni's plan", ["Meloni", "plan"]),
        ("the U.S. and the U.K.", ["U.S.", "U.K."]),
        ("Bridge bridge BRIDGE", ["BRIDGE"]),
        ("to be or not to be", ["not"]),
        ("who is it", ["who", "is", "it"]),
        ("'; DROP TABLE articles --", ["DROP", "TABLE", "articles"]),
        ('NEAR("a" "b", 2) AND x*', ["NEAR", "b", "2", "x"]),
        ("हिन्दी भाषण", ["हिन्दी", "भाषण"]),
        ("", []),
        ('"*" ()^-+:', []),
        ("😀👍", []),
        ("\ud800\0", []),
    ],
)
def test_a_question_becomes_words(text: str, words: list[str]) -> None:
    assert query_words(text) == words


def test_a_long_question_is_cut() -> None:
    assert len(query_words(" ".join(map(str, range(500))))) == _MAX_TERMS


@pytest.mark.parametrize(
    ("query", "article"),
    [
        ("why did the bakers of Lisbon strike?", story(1).id),
        ("something bright in the sky over Iceland", story(2).id),
        ('"comet" AND (Iceland*', story(2).id),
        ("'; DROP TABLE articles; -- telescope", story(5).id),
        ("NEAR(telescope planet)", story(5).id),
        ("telescope\0planet", story(5).id),
        ("telescope \ud83d planet", story(5).id),
        ("ferry " * 2000, story(6).id),
        ("x" * 10_000 + " ferry Skye", story(6).id),
        ("الميزانية", "arabic"),
        ("他在北京说", "chinese"),
        ("हिन्दी", "hindi"),
        ("STRASSE gesperrt", "german"),
        ("Straße", "german"),
        ("istanbul", "german"),
        ("GROSSE GRÖSSE Größe", "german"),
        ("which treaty did the U.S. sign?", "treaty"),
    ],
)
def test_the_right_article_comes_first(filled: Corpus, query: str, article: str) -> None:
    hits = filled.search(query, k=3)
    assert hits[0].article_id == article
    for hit in hits:
        assert filled.article(hit.article_id).text[hit.start : hit.end] == hit.text


@pytest.mark.parametrize("query", ["", " \n", "?", "😀" * 100, '"', "*", "\0", "\udc00", "'; --"])
def test_a_question_without_words_finds_nothing(filled: Corpus, query: str) -> None:
    assert filled.search(query) == []


@given(st.text(st.characters(codec=None), max_size=200))
def test_any_question(filled: Corpus, query: str) -> None:
    hits = filled.search(query, k=2)
    assert len(hits) in (0, 2)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_ranks_and_score(filled: Corpus) -> None:
    hit = filled.search("comet Iceland", k=1)[0]
    assert (hit.text_rank, hit.vector_rank) == (1, 1)
    near = float(
        filled.embed(["comet Iceland"])[0] @ filled._passages.embeddings([hit.chunk_id])[1][0]
    )
    assert hit.score == pytest.approx(near + _COVERED, abs=1e-6)


def test_more_is_asked_than_there_is(filled: Corpus) -> None:
    everything = filled.search("report", k=100)
    assert len(everything) == len(filled._passages.chunk_ids())
    assert filled.search("report", k=10**30) == everything
