"""A draft's sentences, however the model's text is cut into pieces."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.writing.answer_draft import AnswerDraft, Sentence, reply_proper

REPLY = (
    "Costa said the U.S. was late [1]. “It’s over,” she added. [2][3]\n"
    "- **Canada** spent 3.5 million dollars [1, 3]. Nobody knows."
)
SENTENCES = [
    Sentence("Costa said the U.S. was late.", (1,)),
    Sentence("“It’s over,” she added.", (2, 3)),
    Sentence("Canada spent 3.5 million dollars.", (1, 3)),
    Sentence("Nobody knows.", ()),
]


def read(pieces: list[str]) -> list[Sentence]:
    draft = AnswerDraft()
    sentences = [sentence for piece in pieces for sentence in draft.add(piece)]
    return sentences + draft.finish()


def test_sentences_with_their_markers() -> None:
    assert read([REPLY]) == SENTENCES


@given(st.sets(st.integers(1, len(REPLY) - 1)))
def test_it_does_not_matter_where_the_pieces_end(cuts: set[int]) -> None:
    places = [0, *sorted(cuts), len(REPLY)]
    pieces = [REPLY[a:b] for a, b in pairwise(places)]
    assert read(pieces) == SENTENCES


def test_a_sentence_ends_after_its_markers() -> None:
    for size in (1, 7, len(REPLY)):
        pieces = [REPLY[place : place + size] for place in range(0, len(REPLY), size)]
        ends = [sentence.end for sentence in read(pieces)]
        parts = [REPLY[start:end] for start, end in pairwise([0, *ends])]
        assert parts == [
            "Costa said the U.S. was late [1].",
            " “It’s over,” she added. [2][3]",
            "\n- **Canada** spent 3.5 million dollars [1, 3].",
            " Nobody knows.",
        ]


def test_the_reply_begins_after_what_a_model_thinks() -> None:
    text = "<think>Well then.</think>\nCosta was late [1]. And th"
    assert reply_proper(text[:10]) == ""
    assert reply_proper(text) == "\nCosta was late [1]. And th"
    (sentence,) = read([text[:30], text[30:]])[:1]
    assert text[sentence.end :] == " And th"


def test_a_sentence_comes_as_soon_as_the_next_has_begun() -> None:
    draft = AnswerDraft()
    assert draft.add("Costa said no. ") == []
    assert draft.add("[1") == []
    assert draft.add("] ") == []
    assert draft.add("Then she left") == [Sentence("Costa said no.", (1,))]
    assert draft.finish() == [Sentence("Then she left", ())]


@pytest.mark.parametrize("marker", ["[2]", "[^2]", "[Passage 2]", "【2】", "[2][2]", "[source 2]"])
def test_markers_as_models_write_them(marker: str) -> None:
    assert read([f"Costa said no {marker}."]) == [Sentence("Costa said no.", (2,))]


def test_an_empty_draft_has_no_sentence() -> None:
    assert read([""]) == []
    assert read([" \n "]) == []
    assert read(["[1]"]) == []


@pytest.mark.parametrize("size", [1, 3, 100])
def test_a_model_s_thoughts_are_no_part_of_its_reply(size: int) -> None:
    text = "<think>Who said it? Costa did. Yes.</think>\n\nCosta said no [1]. It rained."
    pieces = [text[start : start + size] for start in range(0, len(text), size)]
    assert read(pieces) == [Sentence("Costa said no.", (1,)), Sentence("It rained.", ())]
    assert read(["<think>Who said it? Costa did. Yes."]) == []
