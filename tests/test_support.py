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
    covered=0.6,
)


def test_more_of_anything_good_is_more_support() -> None:
    known = features(HIT, 0.5, 3)
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
    known = features(HIT, answerable, 1)
    assert 0 < support(known, WEIGHTS) < 1
