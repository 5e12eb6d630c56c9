"""The corpus as its users see it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import Article, ArticleNotFound, Corpus, InvalidArticle, InvalidInput, default_home
from tests.conftest import story
from tests.servers import Backend

BACKENDS = ("files", "servers")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory, backend: Backend) -> Iterator[Corpus]:
    with backend.fresh(), Corpus.open(tmp_path_factory.mktemp("shared")) as opened:
        yield opened


def ids(hits: list[Any]) -> set[str]:
    return {hit.article_id for hit in hits}


def test_an_empty_corpus(corpus: Corpus) -> None:
    assert corpus.search("anything") == []
    assert corpus.articles() == []
    assert corpus.publishers() == []
    assert corpus.rebuild() == 0
    report = corpus.check()
    assert (report.articles, report.chunks, report.problems, report.ok) == (0, 0, (), True)


def test_adding_twice_changes_nothing(corpus: Corpus) -> None:
    stories = [story(number) for number in range(5)]
    first = corpus.add(stories)
    assert first.added == [story.id for story in stories]
    state, chunks = corpus._library.state(), corpus._passages.chunk_ids()
    second = corpus.add([*stories, stories[0]])
    assert second.unchanged == [*first.added, first.added[0]]
    assert (second.added, second.changed, second.failed) == ([], [], [])
    assert corpus._library.state() == state
    assert corpus._passages.chunk_ids() == chunks
    assert str(second) == "6 unchanged"
    assert str(corpus.add([])) == "nothing to add"


def test_mappings_are_added_as_articles_are(corpus: Corpus) -> None:
    one = corpus.add({"text": "The ferry sank.", "published": "2025-03-06", "id": "ferry"})
    two = corpus.add([story(1), story(2).to_dict()])
    assert (one.added, len(two.added), len(corpus)) == (["ferry"], 2, 3)
    assert corpus.article("ferry").published == date(2025, 3, 6)
    assert corpus.add(corpus.article("ferry").to_dict()).unchanged == ["ferry"]
    with pytest.raises(InvalidArticle, match="needs a text"):
        corpus.add({"title": "x"})


def test_the_same_article_twice_at_once(corpus: Corpus) -> None:
    report = corpus.add([story(1), story(1)])
    assert (len(report.added), len(report.unchanged)) == (1, 1)


def test_files_folders_and_what_cannot_be_read(corpus: Corpus, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("The ferry sank. Nobody drowned.", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "two.md").write_text("# Comet\n\nA comet came.", encoding="utf-8")
    (tmp_path / "empty.txt").touch()
    seen: list[str] = []
    names = ("one.txt", "empty.txt", "absent.txt")
    one, empty, absent = (tmp_path / name for name in names)
    paths: list[Path | str] = [one, str(tmp_path / "folder"), empty, absent]
    report = corpus.add(paths, progress=seen.append)
    assert len(report.added) == 2
    assert [Path(failure.source).name for failure in report.failed] == ["empty.txt", "absent.txt"]
    assert all("\n" not in failure.reason for failure in report.failed)
    assert seen[1:] == ["Comet", *(failure.source for failure in report.failed)]
    (tmp_path / "one.txt").write_text("The ferry sank. Two people drowned.", encoding="utf-8")
    assert corpus.add(tmp_path / "one.txt").changed == report.added[:1]


def test_what_is_neither_article_nor_path(corpus: Corpus) -> None:
    nonsense: Any = [story(1), 5]
    with pytest.raises(InvalidInput, match="5 cannot be added"):
        corpus.add(nonsense)


def test_an_error_in_the_callers_own_items_loses_nothing(corpus: Corpus) -> None:
    def items() -> Iterator[Article]:
        yield from map(story, range(70))
        raise RuntimeError("the feed broke")

    with pytest.raises(RuntimeError, match="the feed broke"):
        corpus.add(items())
    assert len(corpus.articles()) >= 64
    assert corpus.check().problems == ()


def test_search_with_filters(corpus: Corpus) -> None:
    corpus.add([
        Article(id="old", text="The bridge fell.", publisher="The Straße",
                published=date(2020, 1, 1)),
        Article(id="new", text="The bridge stands.", publisher="ＢＢＣ  News"),
    ])  # fmt: skip
    assert ids(corpus.search("bridge")) == {"old", "new"}
    assert ids(corpus.search("bridge", published_after=date(2020, 1, 1))) == {"old"}
    assert ids(corpus.search("bridge", published_before=date(2019, 1, 1))) == set()
    assert ids(corpus.search("bridge", publishers=["the strasse"])) == {"old"}
    assert ids(corpus.search("bridge", publishers="bbc news")) == {"new"}
    assert ids(corpus.search("bridge", publishers=["nobody"])) == set()
    assert ids(corpus.search("bridge", publishers=[])) == set()
    assert ids(corpus.search("bridge", article_ids=["new", "unknown"])) == {"new"}
    assert ids(corpus.search("bridge", article_ids=[])) == set()


@pytest.mark.parametrize(
    "arguments",
    [
        {"k": 0},
        {"k": -1},
        {"query": None},
        {"query": b"bridge"},
        {"publishers": [5]},
        {"published_after": "2025"},
        {"published_after": date(2025, 1, 2), "published_before": date(2025, 1, 1)},
    ],
)
def test_search_for_nonsense(corpus: Corpus, arguments: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput) as caught:
        corpus.search(**{"query": "bridge", **arguments})
    assert "\n" not in str(caught.value)


def test_search_finds_the_newest_revision_and_citations_of_the_old_resolve(
    corpus: Corpus,
) -> None:
    corpus.add(Article(id="a", text="The minister denied it. He left."))
    (old,) = corpus.search("minister")
    corpus.add(Article(id="a", text="The minister admitted it. He left."))
    (new,) = corpus.search("minister")
    assert new.text.startswith("The minister admitted")
    assert corpus.article("a", old.revision).text[old.start : old.end] == old.text


def test_what_was_removed_is_found_no_more(corpus: Corpus) -> None:
    corpus.add([story(1), story(2)])
    corpus.remove(story(1).id)
    assert ids(corpus.search("the bakers of Lisbon")) == {story(2).id}
    assert corpus.check().problems == ()
    with pytest.raises(ArticleNotFound):
        corpus.remove(story(1).id)


def test_the_vectors_follow_once_when_many_are_removed(corpus: Corpus) -> None:
    articles = [story(number) for number in range(6)]
    corpus.add(articles)
    before = int(corpus._library.state()["vectors_generation"])
    removed: list[str] = []
    corpus.remove([article.id for article in articles[:3]], progress=removed.append)
    assert int(corpus._library.state()["vectors_generation"]) == before + 1
    assert removed == [article.id for article in articles[:3]]
    assert corpus.articles() == articles[3:]
    assert corpus.check().problems == ()


def test_what_is_before_an_unknown_id_is_removed_from_the_vectors_too(corpus: Corpus) -> None:
    corpus.add([story(1), story(2), story(3)])
    with pytest.raises(ArticleNotFound, match="'nosuch'"):
        corpus.remove([story(1).id, "nosuch", story(2).id])
    assert [article.id for article in corpus.articles()] == [story(2).id, story(3).id]
    assert corpus._passages.pending() is None
    assert corpus.check().problems == ()


def test_an_open_corpus_sees_what_another_adds_and_removes(home: Path) -> None:
    with Corpus.open(home) as chat, Corpus.open(home) as shell:
        assert chat.search("comet") == []
        shell.add(story(2))
        (hit,) = chat.search("comet")
        assert (hit.text_rank, hit.vector_rank) == (1, 1)
        shell.remove(story(2).id)
        assert chat.search("comet") == []


def test_the_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_HOME", str(tmp_path / "here"))
    assert default_home() == tmp_path / "here"
    with Corpus.open() as corpus:
        assert corpus.home == tmp_path / "here"
    monkeypatch.delenv("ONRECORD_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_home().name == "onrecord"


@settings(max_examples=25)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")).filter(str.strip))
def test_any_article_comes_back_word_for_word(shared: Corpus, text: str) -> None:
    article = Article(text=text, title=text[:20])
    assert len(shared.add(article).failed) == 0
    assert shared.article(article.id) == article
    assert shared.add(article).unchanged == [article.id]
    for hit in shared.search(text, k=3, article_ids=[article.id]):
        assert text[hit.start : hit.end] == hit.text
    assert not shared._passages.pending()


def test_an_article_as_of_a_day(corpus: Corpus) -> None:
    """A revision counts from the day of its update; what has no day is as it is."""
    first = Article(id="a", text="Three died.", published=date(2025, 3, 2))
    second = replace(first, text="Seven died.", updated=date(2025, 3, 4))
    third = replace(first, text="Nine died.", updated=date(2025, 3, 7))
    for article in (first, second, third):
        corpus.add(article)
    for day, text in ((2, "Three"), (3, "Three"), (4, "Seven"), (6, "Seven"), (7, "Nine")):
        assert corpus.article_as_of("a", date(2025, 3, day)).text == f"{text} died."
    assert corpus.article_as_of("a", date(2025, 3, 1)).text == "Nine died."
    undated = Article(id="b", text="Undated.")
    corpus.add(undated)
    assert corpus.article_as_of("b", date(2020, 1, 1)) == undated
    with pytest.raises(ArticleNotFound):
        corpus.article_as_of("none", date(2020, 1, 1))
