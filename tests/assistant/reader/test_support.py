"""Support: the reader's word, weighed with what search knows."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from assistant.reader.support import FAR, MANY, USUAL, WEIGHTS, background, features, support
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
)


def test_more_of_anything_good_is_more_support() -> None:
    known = features(HIT, 0.5, 0.9)
    better = [
        known,
        replace(known, reading=known.reading + 1),
        replace(known, reading=known.reading + 1, lead=known.lead + 0.1),
    ]
    assert all(support(one) < support(other) for one, other in pairwise(better))


@pytest.mark.parametrize("answerable", [0.0, 1.0])
def test_support_is_a_probability(answerable: float) -> None:
    known = features(HIT, answerable, 0.5)
    assert 0 < support(known, WEIGHTS) < 1


def test_the_background_by_hand() -> None:
    assert background([]) == pytest.approx(USUAL)
    assert background([HIT]) == pytest.approx((1.0 + (MANY - 1) * USUAL) / MANY)
    assert background([HIT] * MANY) == 1.0
    assert background([HIT] * MANY + [replace(HIT, score=0.0)] * MANY) == 0.5


def test_the_lead_is_above_the_background() -> None:
    assert features(HIT, 0.5, 0.8).lead == pytest.approx(0.2)
    assert features(HIT, 0.5, 1.1).lead == pytest.approx(-0.1)
    assert features(HIT, 0.5, 0.1).lead == FAR
    assert features(HIT, 0.5, 0.8).reading == 0
