"""Every figure against a value worked out by hand."""

import math
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.confidence import (
    Bin,
    area_under_risk_coverage,
    bootstrap,
    expected_calibration_error,
    reliability,
    risk_coverage,
)
from assistant.evaluation.metrics import (
    _normalise,
    auroc,
    citation_precision_recall,
    exact_match,
    f1,
    holds,
    mean,
    ndcg,
    percentile,
    recall,
    reciprocal_rank,
    refusal_precision,
    refusal_recall,
    verbatim,
)

SHARE = st.floats(0, 1)
SCORED = st.lists(st.tuples(SHARE, st.booleans()), min_size=1, max_size=30)


def test_mean_and_percentile() -> None:
    assert mean([1, 2, 6]) == 3
    assert mean([]) is None
    assert percentile([4, 1, 3, 2], 0.5) == 2.5
    # Of five values the 95th percentile lies .95 * 4 = 3.8 steps up: .8 of the way from 4 to 10.
    assert percentile([1, 2, 3, 4, 10], 0.95) == pytest.approx(8.8)
    assert percentile([7], 0.95) == 7
    assert percentile([], 0.5) is None


def test_recall_counts_what_is_found_of_what_there_is() -> None:
    gains = [False, True, False, True]
    assert recall(gains, 4, 1) == 0
    assert recall(gains, 4, 2) == 0.25
    assert recall(gains, 4, 10) == 0.5


def test_reciprocal_rank_is_that_of_the_first() -> None:
    assert reciprocal_rank([False, False, True, True]) == pytest.approx(1 / 3)
    assert reciprocal_rank([False, False]) == 0
    assert reciprocal_rank([]) == 0


def test_ndcg() -> None:
    # Found at ranks 1 and 3: 1/log2(2) + 1/log2(4) = 1.5. Best for two: 1 + 1/log2(3) = 1.6309.
    assert ndcg([True, False, True], 2, 10) == pytest.approx(1.5 / (1 + 1 / math.log2(3)))
    assert ndcg([True, True], 2, 10) == 1
    # Of three relevant only one fits into k = 1, so that one is all that can be asked.
    assert ndcg([True], 3, 1) == 1
    assert ndcg([False, True], 1, 1) == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The  Beatles!", "beatles"),
        ("an apple, a day", "apple day"),
        ("U.S.", "us"),
        ("theatre", "theatre"),
        ("", ""),
    ],
)
def test_normalise(text: str, expected: str) -> None:
    assert _normalise(text) == expected


def test_exact_match_and_f1() -> None:
    assert exact_match("The Denver Broncos.", ["Panthers", "denver broncos"]) == 1
    assert exact_match("Denver", ["Denver Broncos"]) == 0
    # 2 words in common; precision 2/3, recall 2/2.
    assert f1("Denver Broncos team", ["the Denver Broncos"]) == pytest.approx(0.8)
    assert f1("Denver Denver", ["Denver"]) == pytest.approx(2 / 3)
    assert f1("Panthers", ["Denver Broncos", "Panthers"]) == 1


def test_saying_nothing_is_right_where_there_is_no_answer() -> None:
    assert exact_match("", []) == f1("", []) == 1
    assert exact_match("Denver", []) == f1("Denver", []) == 0
    assert exact_match("", ["Denver"]) == f1("", ["Denver"]) == 0


@pytest.mark.parametrize(
    ("text", "answer", "expected"),
    [
        ("It began in October 1973.", "1973", True),
        ("It cost $1973.50.", "973", False),
        ("Warsaw’s mayor spoke.", "Warsaw", True),
        ("He lives in Warsawa.", "Warsaw", False),
        ("the European Council met", "A European Council", True),
        ("the Council of Europe", "Europe Council", False),
        ("It costs 5 €.", "€", True),
        ("It costs 5 $.", "€", False),
        ("Cafe\u0301 Noir opened", "CAFÉ NOIR", True),
        ("北约秘书长马克·吕特发言", "马克·吕特", True),
        ("anything", " ", False),
    ],
)
def test_holds_whole_words_in_order(text: str, answer: str, expected: bool) -> None:
    assert holds(text, [answer]) is expected


def test_holds_any_of_the_answers() -> None:
    assert holds("in October", ["September", "October"])
    assert not holds("in October", [])


def test_refusal_precision_and_recall() -> None:
    # Refused three, one of which was answerable; of four without an answer two were refused.
    outcomes = [(True, True), (True, False), (True, False), (False, False), (False, False)]
    assert refusal_precision(outcomes) == pytest.approx(2 / 3)
    assert refusal_recall(outcomes) == 0.5
    assert refusal_precision([(False, True)]) is None
    assert refusal_recall([(False, True)]) is None


def test_auroc() -> None:
    # Pairs of positive and negative: .9>.5, .9>.1, .5=.5 (half), .5>.1: 3.5 of 4.
    scored = [(0.9, True), (0.5, True), (0.5, False), (0.1, False)]
    assert auroc(scored) == 0.875
    assert auroc([(0.1, True), (0.9, False)]) == 0
    assert auroc([(0.1, True)]) is None


@given(SCORED)
def test_auroc_counts_pairs(scored: list[tuple[float, bool]]) -> None:
    pairs = [(p, n) for p, yes in scored for n, no in scored if yes and not no]
    expected = mean([float(p > n) + (p == n) / 2 for p, n in pairs])
    assert auroc(scored) == (pytest.approx(expected) if pairs else None)


def test_verbatim_sets_white_space_aside_and_nothing_else() -> None:
    assert verbatim("He said no.", "Then he left.\nHe  said no. She stayed.") == 1
    assert verbatim("he said no.", "He said no.") == 0


def test_citation_precision_and_recall() -> None:
    statements = [
        ("one", ["one", "other"]),  # supported; the second citation adds nothing
        ("two three", ["two", "three"]),  # supported by both together only
        ("four", ["five"]),  # not supported
        ("six", []),  # not cited
    ]

    def all_words(statement: str, quote: str) -> float:
        return float(set(statement.split()) <= set(quote.split()))

    precision, recalled = citation_precision_recall(statements, all_words)
    assert precision == pytest.approx(3 / 5)
    assert recalled == pytest.approx(2 / 4)


def test_citations_that_each_suffice_are_all_of_use() -> None:
    assert citation_precision_recall([("a", ["a", "a"])], verbatim) == (1, 1)
    assert citation_precision_recall([], verbatim) == (None, None)
    assert citation_precision_recall([("a", [])], verbatim) == (None, 0)


def test_the_threshold_of_support_is_inclusive() -> None:
    assert citation_precision_recall([("a", ["b"])], lambda _s, _q: 0.5) == (1, 1)
    assert citation_precision_recall([("a", ["b"])], lambda _s, _q: 0.49) == (0, 0)


def test_risk_and_coverage() -> None:
    scored = [(0.2, False), (0.9, True), (0.5, False), (0.5, True)]
    points = [(0.25, 0.0), (0.75, 1 / 3), (1.0, 0.5)]
    assert risk_coverage(scored) == points
    # .25 * 0 + .5 * 1/3 + .25 * .5
    assert area_under_risk_coverage(scored) == pytest.approx(7 / 24)
    assert risk_coverage([]) == []
    assert area_under_risk_coverage([]) is None


@given(SCORED)
def test_risk_at_full_coverage_is_the_share_of_errors(scored: list[tuple[float, bool]]) -> None:
    coverage, risk = risk_coverage(scored)[-1]
    assert coverage == 1
    assert risk == pytest.approx(sum(not right for _, right in scored) / len(scored))
    area = area_under_risk_coverage(scored)
    assert area is not None
    assert -1e-9 <= area <= 1 + 1e-9


def test_reliability_and_calibration_error() -> None:
    scored = [(0.8, True), (0.9, False), (1.0, True), (0.1, False)]
    low, high = reliability(scored, bins=2)
    assert low == Bin(confidence=0.1, accuracy=0.0, count=1)
    assert high.confidence == pytest.approx(0.9)
    assert high.accuracy == pytest.approx(2 / 3)
    # (|0 - .1| * 1 + |2/3 - .9| * 3) / 4
    assert expected_calibration_error(scored, bins=2) == pytest.approx(0.2)
    assert expected_calibration_error([]) is None


def test_the_bootstrap_is_seeded_and_surrounds_the_figure() -> None:
    values = [float(i % 2) for i in range(100)]
    interval = bootstrap(values, mean)
    assert interval == bootstrap(values, mean)
    assert interval is not None
    # The standard error of a share of .5 among 100 is .05; 1.96 of them either way.
    assert interval == pytest.approx((0.402, 0.598), abs=0.02)


def test_the_bootstrap_takes_any_statistic() -> None:
    assert bootstrap([3.0, 3.0], max) == (3, 3)
    assert bootstrap([], mean) is None
    assert bootstrap([(0.5, True)], auroc) is None


def test_the_bootstrap_of_a_mean_does_not_depend_on_how_it_is_computed() -> None:
    values = [0.0, 1.0, 1.0, 0.25]
    assert bootstrap(values, mean) == pytest.approx(bootstrap(values, statistics.fmean))
