"""Ranking: how near a passage comes to a question."""

from datetime import date

import pytest

from corpus import Hit
from corpus.search.ranking import _COVERED, _SENTENCE, QueryTerms, score
from corpus.text.search_terms import query_words

FIRST = "The bridges over the Arno were reopened in 1954 by the mayor."
TEXT = f"{FIRST} The café in Rome had closed its museum."
HIT = Hit(
    chunk_id="c",
    article_id="a",
    revision="r",
    start=10,
    end=10 + len(TEXT),
    text=TEXT,
    sentences=((10, 10 + len(FIRST)), (11 + len(FIRST), 10 + len(TEXT))),
    title="Carla Rossi’s term",
    url=None,
    publisher=None,
    published=date(1954, 6, 1),
    score=0.0,
)


@pytest.mark.parametrize(
    ("question", "covered"),
    [
        ("Who reopened the bridge?", 1.0),  # other endings of the same words
        ("What did Carla Rossi do?", 1.0),  # the title counts
        # Two words of four in the best sentence, three in the passage.
        ("Which museum did the mayor open in 1954?", _SENTENCE * 2 / 4 + (1 - _SENTENCE) * 3 / 4),
        ("Who closed the CAFE?", 1.0),
        ("Who flew to the moon?", 0.0),
        ("Who was it?", 0.0),  # words that tell nothing
    ],
)
def test_the_share_of_the_questions_words(question: str, covered: float) -> None:
    words = query_words(question)
    asked = QueryTerms(words, [50] * len(words), 1000)
    assert asked.covered(HIT) == pytest.approx(covered)


def test_rare_words_count_more() -> None:
    words = ["bridges", "Venice"]
    common, rare = (QueryTerms(words, [100, held], 1000).covered(HIT) for held in (100, 1))
    assert rare < common == pytest.approx(0.5)


def test_in_one_article_a_words_chance_place_counts_little() -> None:
    words = ["bridges", "Venice"]
    everywhere, nowhere = (QueryTerms(words, [held, 0], 8).covered(HIT) for held in (8, 0))
    assert 0.4 < everywhere < nowhere == pytest.approx(0.5)


@pytest.mark.parametrize(("held", "total"), [(0, 0), (5, 5), (9, 5)])
def test_a_word_that_every_chunk_holds_counts_a_little(held: int, total: int) -> None:
    assert QueryTerms(["bridges"], [held], total).covered(HIT) == 1


def test_the_score_by_hand() -> None:
    assert score(0.5, 0.0) == 0.5
    assert score(0.5, 1.0) == 0.5 + _COVERED
