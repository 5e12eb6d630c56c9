"""Support: the reader's word, weighed with what search knows."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from assistant.support import WEIGHTS, features, support
from corpus import Hit

TEXT = "The bridges over the Arno were reopened in 1954 by the mayor."
HIT = Hit(
    chunk_id="c",
    article_id="a",
    revision="r",
    start=0,
    end=len(TEXT),
    text=TEXT,
    sentences=((0, len(TEXT)),),
    title="Carla Rossi’s term",
    url=None,
    publisher=None,
    published=date(1954, 5, 1),
    score=1.0,
    similarity=0.5,
)


@pytest.mark.parametrize(
    ("question", "covered"),
    [
        ("Who reopened the bridge?", 1.0),  # other endings of the same words
        ("What did Carla Rossi do?", 1.0),  # the title counts
        ("Which museum did the mayor open in 1954?", 2 / 4),
        ("Who reopened the museum in Rome?", 1 / 3),
        ("Who was it?", 0.0),
    ],
)
def test_the_share_of_the_questions_words(question: str, covered: float) -> None:
    assert features(question, HIT, 0.5, 1).covered == pytest.approx(covered)


def test_more_of_anything_good_is_more_support() -> None:
    known = features("Who reopened the museum?", HIT, 0.5, 3)
    better = [
        known,
        replace(known, reading=known.reading + 1),
        replace(known, reading=known.reading + 1, covered=1.0),
        replace(known, reading=known.reading + 1, covered=1.0, similarity=0.9),
        replace(known, reading=known.reading + 1, covered=1.0, similarity=0.9, rank=0.0),
    ]
    assert all(support(one) < support(other) for one, other in pairwise(better))


@pytest.mark.parametrize("answerable", [0.0, 1.0])
def test_support_is_a_probability(answerable: float) -> None:
    known = features("Who?", HIT, answerable, 1)
    assert 0 < support(known, WEIGHTS) < 1
