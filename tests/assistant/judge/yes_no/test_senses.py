"""The table of words that say the same or the opposite."""

import pytest

from assistant.judge.yes_no import senses
from assistant.judge.yes_no.senses import opposite, same, with_one_word
from corpus.text.search_terms import stem


@pytest.mark.parametrize(
    ("one", "other"), [("approve", "back"), ("die", "killed"), ("shut", "closed"), ("wept", "cry")]
)
def test_the_same(one: str, other: str) -> None:
    assert same(stem(one), stem(other))
    assert not opposite(stem(one), stem(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [("open", "shut"), ("safe", "unsafe"), ("approved", "vetoes"), ("guilty", "acquitted")],
)
def test_the_opposite(one: str, other: str) -> None:
    assert opposite(stem(one), stem(other))
    assert opposite(stem(other), stem(one))
    assert not same(stem(one), stem(other))


@pytest.mark.parametrize(
    ("one", "other"), [("open", "paint"), ("state", "estate"), ("one", "gone")]
)
def test_neither(one: str, other: str) -> None:
    assert not same(stem(one), stem(other))
    assert not opposite(stem(one), stem(other))


def test_forms_of_one_word() -> None:
    assert same(stem("council"), stem("councillors"))
    assert not same(stem("contest"), stem("content"))


def test_no_word_is_its_own_opposite() -> None:
    rows = senses._rows()
    both = [word for word, places in rows.items() if {(r, 1 - s) for r, s in places} & places]
    assert both == []


def test_verbs_of_two_words() -> None:
    assert with_one_word("She turned down the offer.") == "She rejected the offer."
    assert with_one_word("The vote was Put off.") == "The vote was postponed."
