"""Stories of many papers: how often each is read."""

from datetime import date
from functools import lru_cache

import pytest

from corpus import Hit
from corpus.hit import Copy
from corpus.library.near_duplicates import Member
from corpus.search import stories
from corpus.search.stories import Stories

FIRST = "The ferry to Lowmoor ran aground on Tuesday with 40 people aboard."
SECOND = "The harbour master, Edith Crane, blamed a buoy."


def member(name: str, text: str, day: int) -> Member:
    copy = Copy(name, None, name, None, date(2026, 3, day))
    return Member(copy, "a", (date(2026, 3, day), day), "", text)


def hit(name: str, text: str, start: int) -> Hit:
    end = start + len(text)
    return Hit(name, name, "", start, end, text, ((start, end),), None, None, name, None, score=0.0)


def test_each_paper_of_a_story_is_read_once_for_all_passages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # As with a story of more papers than are remembered.
    read = lru_cache(maxsize=2)(stories._indexed.__wrapped__)
    monkeypatch.setattr(stories, "_indexed", read)
    papers = {f"{n}": member(f"{n}", f"{FIRST} {SECOND} Edition {n}.", n) for n in range(1, 21)}
    papers["other"] = member("other", f"{FIRST.replace('40', '60')} {SECOND}", 21)
    hits = [hit("3", FIRST, 0), hit("5", SECOND, len(FIRST) + 1), hit("stranger", FIRST, 0)]
    first, second, stranger = Stories(papers).also_in(hits)
    names = [f"{n}" for n in range(1, 21)]
    assert [copy.article_id for copy in first] == [name for name in names if name != "3"]
    assert [copy.article_id for copy in second] == [n for n in [*names, "other"] if n != "5"]
    assert stranger == ()
    assert read.cache_info().misses <= len(papers)
