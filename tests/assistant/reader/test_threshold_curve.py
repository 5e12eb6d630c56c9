"""The risk-coverage curve that ships beside the reader, and what it says in words."""

from itertools import pairwise
from pathlib import Path

import pytest

from assistant.reader.sentence_reader import TrainedReader
from assistant.reader.threshold_curve import Point, curve
from corpus import ModelError


def test_a_higher_threshold_answers_less_and_errs_less() -> None:
    points = curve()
    assert len(points) > 10
    assert points[0].threshold == 0
    assert points[0].coverage == 1
    for lower, higher in pairwise(points):
        assert lower.threshold < higher.threshold
        assert lower.coverage >= higher.coverage
    assert points[0].risk > Point.at(TrainedReader.threshold).risk > points[-1].risk


def test_a_threshold_between_two_points_means_the_lower_one() -> None:
    first, second = curve()[:2]
    assert Point.at((first.threshold + second.threshold) / 2) == first
    assert Point.at(second.threshold) == second
    assert Point.at(1) == curve()[-1]


def test_the_meaning_is_one_sentence_with_the_figures() -> None:
    point = Point.at(0.6)
    said = point.meaning
    assert f"{100 * point.coverage:.0f} got an answer" in said
    assert f"{100 * point.risk:.0f} were wrong" in said


@pytest.mark.parametrize("text", ["", "{}", "[1]", '[{"threshold": 0}]', '[{"threshold": "x"}]'])
def test_a_file_that_is_no_curve_is_named(tmp_path: Path, text: str) -> None:
    file = tmp_path / "curve.json"
    file.write_text(text)
    with pytest.raises(ModelError, match=r"curve\.json"):
        curve(file)


def test_a_point_is_three_numbers(tmp_path: Path) -> None:
    file = tmp_path / "curve.json"
    file.write_text('[{"threshold": 0.5, "coverage": 1, "risk": 0.25}]')
    assert curve(file) == (Point(0.5, 1.0, 0.25),)
