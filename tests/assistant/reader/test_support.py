"""Support: the reader's word, weighed with what search knows."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from assistant.reader.support import _USUAL, FAR, WEIGHTS, Features, features
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
ELSEWHERE = replace(HIT, article_id="b", title="The Arno in spring", score=0.9)
QUESTION = "When were the bridges reopened?"


def known(question: str, *hits: Hit) -> list[Features]:
    return features(question, hits, [(hit, 0.5) for hit in hits])


def test_more_of_anything_good_is_more_support() -> None:
    known = Features(reading=0.0, lead=0.1, unnamed=True)
    better = [
        known,
        replace(known, reading=1.0),
        replace(known, reading=1.0, lead=0.2),
        replace(known, reading=1.0, lead=0.2, unnamed=False),
    ]
    assert all(one.support() < other.support() for one, other in pairwise(better))


@pytest.mark.parametrize("answerable", [0.0, 1.0])
def test_support_is_a_probability(answerable: float) -> None:
    (known,) = features(QUESTION, [HIT], [(HIT, answerable)])
    assert 0 < known.support(WEIGHTS) < 1


def test_the_log_odds_by_hand() -> None:
    known = Features(reading=2.0, lead=0.5, unnamed=True)
    by_hand = WEIGHTS.bias + 2 * WEIGHTS.reading + WEIGHTS.lead / 2 + WEIGHTS.unnamed
    assert known.log_odds(WEIGHTS) == pytest.approx(by_hand)


def test_the_lead_is_over_the_best_of_another_article() -> None:
    own = replace(HIT, score=0.95)
    first, second, other = known(QUESTION, HIT, own, ELSEWHERE)
    assert first.lead == pytest.approx(0.1)
    assert second.lead == pytest.approx(0.05)
    assert other.lead == pytest.approx(-0.1)
    assert first.reading == 0


def test_a_long_lead_is_worth_no_more() -> None:
    assert known(QUESTION, HIT, replace(ELSEWHERE, score=0.3))[0].lead == FAR


def test_parts_under_one_headline_are_no_rivals() -> None:
    part = replace(HIT, article_id="a2", text="Rossi was there.", score=0.9)
    first, second, other = known("What did Rossi say?", HIT, part, replace(ELSEWHERE, score=0.85))
    assert first.lead == pytest.approx(0.15)
    assert second.lead == pytest.approx(0.05)
    assert (first.unnamed, other.unnamed) == (False, True)
    for unlike in ({"publisher": "The Herald"}, {"published": date(1954, 5, 2)}, {"title": None}):
        rival = replace(part, **unlike)
        assert known(QUESTION, HIT, rival)[0].lead == pytest.approx(0.1)
    untitled = [replace(HIT, title=None), replace(part, title=None)]
    assert known(QUESTION, *untitled)[0].lead == pytest.approx(0.1)


def test_one_article_leads_over_what_others_usually_score() -> None:
    first, _ = known(QUESTION, HIT, HIT)
    assert first.lead == pytest.approx(min(FAR, 1 - _USUAL))


@pytest.mark.parametrize(
    ("question", "unnamed"),
    [
        ("What did Carla Rossi reopen?", False),
        ("What did Rossi say?", False),
        ("Was Paolo Bianchi the mayor?", True),
        ("What did the Guardian say?", True),
        ("What did Paolo Rossi say?", False),
        ("What has UNESCO paid for?", False),
        ("what did bianchi say?", False),
        ("Who was the mayor?", False),
    ],
)
def test_an_article_that_does_not_name_whom_it_is_about(question: str, unnamed: bool) -> None:
    assert known(question, HIT)[0].unnamed is unnamed


def test_a_name_anywhere_in_the_article_will_do() -> None:
    named = replace(HIT, text="Paolo Bianchi was there.", sentences=((0, 24),), end=24)
    far, near, other = known("What did Bianchi say?", HIT, named, ELSEWHERE)
    assert (far.unnamed, near.unnamed, other.unnamed) == (False, False, True)
