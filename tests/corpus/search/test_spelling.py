"""Misspelt words of a question, put right by words that the corpus has."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Corpus
from corpus.search.spelling import spelled
from tests.conftest import story

ENGLISH = tuple(
    "how much does the president weigh what is plague government of in who many people died did"
    " brazil weight astronauts hibernate bridge bridges fridge".split()
)
HELD = {"weigh", "weight", "plague", "government", "astronauts", "bridge", "countys"}


def held(words: Sequence[str]) -> list[int]:
    return [int(word in HELD) for word in words]


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("how much does the president wiegh?", "how much does the president weigh?"),
        ("what is the plauge", "what is the plague"),
        ("What is the goverment of the bridgr?", "What is the government of the bridge?"),
        ("did the astronots hibernate", "did the astronauts hibernate"),
    ],
)
def test_put_right(question: str, right: str) -> None:
    assert spelled(question, ENGLISH, held) == right


@pytest.mark.parametrize(
    "question",
    [
        "how much does the Wiegh weigh",  # it may be a name
        "how many people of brasil died",  # what would be right is not in the corpus
        "what is the countys government",  # the corpus has it as it is written
        "wieviel wiegt der Präsident von wiegh",  # another language
        "who is the wiegt of fridg",
        "",
    ],
)
def test_left_alone(question: str) -> None:
    assert spelled(question, ENGLISH, held) == question


def test_an_owner_is_no_misspelling() -> None:
    words = ("what", "is", "the", "price", "prince", "princes", "interview", "wedding")

    def all_held(some: Sequence[str]) -> list[int]:
        return [int(word != "prince's") for word in some]

    assert spelled("what is the prince's interview", words, all_held) == (
        "what is the prince's interview"
    )
    assert (
        spelled("what is the wedidng's price", words, lambda some: [int(w in words) for w in some])
        == "what is the wedding's price"
    )


def test_a_real_corpus(corpus: Corpus) -> None:
    corpus.add([story(1)])
    assert corpus.spelled("who went on stirke in Lisbon") == "who went on strike in Lisbon"
    assert corpus.spelled("why did the bridgs fall") == "why did the bridgs fall"  # no bridge


@given(st.text(max_size=100))
def test_any_text(text: str) -> None:
    assert len(spelled(text, ENGLISH, held).split()) == len(text.split())
