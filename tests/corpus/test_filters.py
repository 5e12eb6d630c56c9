"""Filters: conditions that make sense, or a clear error."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from corpus import Filters, InvalidInput

DAY = date(2025, 3, 6)


def test_no_condition_is_false() -> None:
    assert not Filters()


@pytest.mark.parametrize(
    "conditions",
    [{"published_after": DAY}, {"published_before": DAY}, {"publishers": ()}, {"article_ids": ()}],
)
def test_any_condition_is_true(conditions: dict[str, Any]) -> None:
    assert Filters(**conditions)


def test_lists_and_single_names_become_tuples() -> None:
    given: Any = ["BBC", "CNN"]
    assert Filters(publishers=given).publishers == ("BBC", "CNN")
    one: Any = "BBC"
    assert Filters(publishers=one, article_ids=one) == Filters(None, None, ("BBC",), ("BBC",))


def test_a_moment_becomes_its_day() -> None:
    assert Filters(published_after=datetime(2025, 3, 6, 23, tzinfo=UTC)).published_after == DAY


def test_one_day_is_a_range() -> None:
    assert Filters(DAY, DAY).published_after == DAY


@pytest.mark.parametrize(
    ("conditions", "message"),
    [
        ({"published_after": "2025-03-06"}, "published_after is '2025-03-06'"),
        ({"published_before": 5}, "published_before is 5"),
        ({"publishers": [None]}, "publishers holds None"),
        ({"article_ids": [1]}, "article_ids holds 1"),
        (
            {"published_after": DAY, "published_before": date(2025, 3, 5)},
            "published_after 2025-03-06 is later than published_before 2025-03-05",
        ),
    ],
)
def test_what_makes_no_sense(conditions: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        Filters(**conditions)
