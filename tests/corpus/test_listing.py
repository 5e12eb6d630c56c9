"""The corpus counted, and listed a page at a time."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from corpus import Article, Corpus, InvalidInput
from corpus.listing import Summary, Timeline, listing
from tests.conftest import story
from tests.servers import Backend

BACKENDS = ("files", "servers")

PLAIN = Article(text="Nothing is known of this 100% plain_text but its words.", language="en")
ARABIC = Article(title="القمة", text="اجتمع القادة في بروكسل.", language="ar", publisher="Zeitung")


@pytest.fixture(scope="module")
def filled(backend: Backend, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    """A corpus that is only looked at."""
    with backend.fresh(), Corpus.open(tmp_path_factory.mktemp("filled")) as opened:
        opened.add([story(1), story(2), PLAIN, ARABIC])
        yield opened


def labels(corpus: Corpus, words: str = "", **options: Any) -> list[str]:
    return [entry.label for entry in listing(corpus, words, **options).entries]


def test_an_empty_corpus_has_nothing_to_count(corpus: Corpus) -> None:
    summary = Summary.of(corpus)
    assert (summary.articles, summary.undated) == (0, 0)
    assert (summary.publishers, summary.languages, summary.days) == ((), (), ())
    assert listing(corpus).total == 0


def test_articles_are_counted_by_publisher_language_and_day(filled: Corpus) -> None:
    summary = Summary.of(filled)
    assert summary.articles == 4
    assert summary.publishers == (("The Example", 2), ("Zeitung", 1))
    assert dict(summary.languages) == {"en": 1, "ar": 1}
    assert summary.days == ((date(2025, 2, 2), 1), (date(2025, 3, 3), 1))
    assert summary.undated == 2


def test_only_the_newest_revision_counts(corpus: Corpus) -> None:
    corpus.add([story(1), PLAIN])
    assert listing(corpus, "lisbon").total == 1
    corpus.add(replace(story(1), title=None, text="Rewritten.", publisher="Another"))
    assert Summary.of(corpus).articles == 2
    assert Summary.of(corpus).publishers == (("Another", 1),)
    assert listing(corpus, "lisbon").total == 0


def test_the_list_begins_with_what_was_added_last(filled: Corpus) -> None:
    assert labels(filled) == [article.label for article in (ARABIC, PLAIN, story(2), story(1))]


@pytest.mark.parametrize("descending", [True, False])
def test_what_has_no_date_comes_last_either_way(filled: Corpus, descending: bool) -> None:
    listed = labels(filled, order="published", descending=descending)
    assert listed[0] == story(2 if descending else 1).label
    assert set(listed[2:]) == {PLAIN.label, ARABIC.label}


def test_titles_are_sorted_without_regard_to_case(corpus: Corpus) -> None:
    for title in ("beta", "Alpha", "Gamma"):
        corpus.add(Article(title=title, text=f"The text of {title}."))
    assert labels(corpus, order="title", descending=False) == ["Alpha", "beta", "Gamma"]


def test_a_page_is_a_part_of_the_list(filled: Corpus) -> None:
    whole = listing(filled)
    parts = [listing(filled, limit=3), listing(filled, limit=3, offset=3)]
    assert [len(part.entries) for part in parts] == [3, 1]
    assert sum((part.entries for part in parts), ()) == whole.entries
    assert {part.total for part in parts} == {4}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("LISBON flour", [story(1).label]),
        ("example bakers", [story(1).label]),
        ("bakers iceland", []),
        ("news.example/2", [story(2).label]),
        ("القادة", [ARABIC.label]),
        ("100%", [PLAIN.label]),
        ("plain_text", [PLAIN.label]),
        ("plainXtext", []),
        ("no such words", []),
    ],
)
def test_a_search_finds_every_word_in_any_field(
    filled: Corpus, words: str, expected: list[str]
) -> None:
    assert labels(filled, words) == expected


@pytest.mark.parametrize("wrong", [{"order": "size"}, {"limit": 0}, {"offset": -1}])
def test_a_list_that_cannot_be_is_refused(filled: Corpus, wrong: dict[str, Any]) -> None:
    (value,) = wrong.values()
    with pytest.raises(InvalidInput, match=str(value)):
        listing(filled, **wrong)


def test_a_corpus_is_new_until_something_was_added(corpus: Corpus) -> None:
    assert corpus.is_new
    corpus.add(PLAIN)
    corpus.remove(PLAIN.id)
    assert corpus.count() == 0
    assert not corpus.is_new


def test_the_same_story_elsewhere_is_told_the_earliest_first(corpus: Corpus) -> None:
    first = story(1)
    later = replace(first, url="https://other.example/1", id="", published=date(2026, 1, 1))
    undated = replace(first, url="https://third.example/1", id="", published=None)
    corpus.add([undated, later, first, PLAIN])
    assert [copy.article_id for copy in corpus.copies(first.id)] == [later.id, undated.id]
    assert [copy.article_id for copy in corpus.copies(undated.id)] == [first.id, later.id]
    assert corpus.copies(PLAIN.id) == ()


def test_without_a_date_there_is_no_timeline() -> None:
    assert Timeline.of(()).counts == ()


def test_a_month_is_told_in_days() -> None:
    days = ((date(2025, 3, 1), 2), (date(2025, 3, 31), 1))
    timeline = Timeline.of(days)
    assert (timeline.unit, timeline.counts) == ("day", days)


def test_a_year_is_told_in_months() -> None:
    timeline = Timeline.of(((date(2025, 1, 31), 2), (date(2025, 2, 1), 1), (date(2025, 2, 9), 4)))
    assert timeline.unit == "day"
    timeline = Timeline.of(((date(2025, 1, 1), 2), (date(2025, 2, 1), 1), (date(2025, 2, 9), 4)))
    assert (timeline.unit, timeline.counts) == (
        "month",
        ((date(2025, 1, 1), 2), (date(2025, 2, 1), 5)),
    )


def test_a_lifetime_is_told_in_years() -> None:
    timeline = Timeline.of(((date(1950, 5, 5), 1), (date(2025, 1, 2), 3), (date(2025, 12, 2), 3)))
    assert (timeline.unit, timeline.counts) == (
        "year",
        ((date(1950, 1, 1), 1), (date(2025, 1, 1), 6)),
    )
