"""Differences between two revisions."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Article, ArticleNotFound, Corpus
from corpus.diff import changes, compare

OLD = "Ada Quill opened the bridge on Saturday. It cost two million crowns.\nThe mayor was ill."
NEW = "Ada Quill opened the bridge on Saturday. It cost three billion crowns.\nThe mayor was ill."


def without(what: str, old: str, new: str) -> str:
    return "".join(text for change, text in changes(old, new) if change != what)


def test_words_that_changed_together_are_shown_together() -> None:
    assert list(changes(OLD, NEW)) == [
        ("same", "Ada Quill opened the bridge on Saturday. It cost "),
        ("removed", "two million"),
        ("added", "three billion"),
        ("same", " crowns.\nThe mayor was ill."),
    ]


def test_a_paragraph_that_came_and_one_that_went() -> None:
    assert list(changes("One.\nTwo.\n", "Two.\nThree.\n")) == [
        ("removed", "One.\n"),
        ("same", "Two.\n"),
        ("added", "Three.\n"),
    ]


def test_nothing_and_everything() -> None:
    assert list(changes("", "")) == []
    assert list(changes("One.", "One.")) == [("same", "One.")]
    assert list(changes("", "One.")) == [("added", "One.")]


def test_words_that_stand_often_are_found_again_in_a_long_paragraph() -> None:
    old = [f"the {number % 40}" for number in range(110)]
    new = ["the old" if number % 3 == 0 else word for number, word in enumerate(old)]
    words = list(changes(" ".join(old), " ".join(new)))
    assert [text for change, text in words if change == "removed"] == [
        word.removeprefix("the ") for word in old[::3]
    ]


TEXTS = st.text("ab .,\n\u00e4'", max_size=60) | st.text(max_size=40)


@given(TEXTS, TEXTS)
def test_both_texts_are_in_the_difference(old: str, new: str) -> None:
    assert without("added", old, new) == old
    assert without("removed", old, new) == new
    kinds = [change for change, _ in changes(old, new)]
    assert all(one != other for one, other in pairwise(kinds))


def test_facts_that_differ() -> None:
    old = Article(id="a", text="Same.", title="Bridge", authors=("A", "B"))
    new = Article(id="a", text="Same.", title="Bridges", published=date(2025, 3, 6))
    diff = compare(old, new)
    assert diff.facts == ("title", "authors", "published")
    assert diff.to_dict() == {
        "id": "a",
        "old": old.revision,
        "new": new.revision,
        "facts": {
            "title": ["Bridge", "Bridges"],
            "authors": [["A", "B"], []],
            "published": [None, "2025-03-06"],
        },
        "text": [["same", "Same."]],
    }


def test_the_newest_revision_is_compared_with_the_one_before(corpus: Corpus) -> None:
    texts = ["One day.", "Two days.", "Three days."]
    revisions = []
    for text in texts:
        corpus.add(Article(id="a", text=text))
        revisions.append(corpus.article("a").revision)
    assert (corpus.diff("a").old.text, corpus.diff("a").new.text) == tuple(texts[1:])
    assert corpus.diff("a", new=revisions[1]).old.text == texts[0]
    assert corpus.diff("a", revisions[0]).new.text == texts[2]
    first = corpus.diff("a", new=revisions[0])
    assert first.text == (("same", texts[0]),)
    with pytest.raises(ArticleNotFound):
        corpus.diff("a", "none")
