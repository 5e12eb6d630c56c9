"""Questions that ask as of a day, and the day that they mean."""

from datetime import date

import pytest

from assistant.question.naming.as_of import AsOf

TODAY = date(2026, 6, 10)


@pytest.mark.parametrize(
    ("question", "day", "rest", "sure"),
    [
        ("As of 3 March 2025, who led?", date(2025, 3, 3), "Who led?", True),
        ("Who led as of 3 March?", date(2026, 3, 3), "Who led?", True),
        ("Who led as at the end of March 2025?", date(2025, 3, 31), "Who led?", True),
        ("What was known on 3 March 2025?", date(2025, 3, 3), "What was known?", True),
        ("What was known before 3 March 2025?", date(2025, 3, 2), "What was known?", True),
        ("By the end of May, how many had left?", date(2026, 5, 31), "How many had left?", False),
        ("on 3 March how many had left", date(2026, 3, 3), "How many had left", False),
        (
            "Where was he thought to be on 3 May?",
            date(2026, 5, 3),
            "Where was he?",
            False,
        ),
    ],
)
def test_as_of(question: str, day: date, rest: str, sure: bool) -> None:
    as_of = AsOf.of(question, TODAY)
    assert as_of
    assert (as_of.day, as_of.question, as_of.sure) == (day, rest, sure)


@pytest.mark.parametrize(
    "question",
    [
        "How many were arrested on 3 March?",
        "Who won in 2019?",
        "How many will be built by 2030?",
        "How many should be built by 2020?",
        "What must be done by May?",
        "As of 2031, who leads?",
        "Who was known as the Iron Lady in 1985?",
        "What was published on 3 March?",
        "Was it built by Roe?",
    ],
)
def test_not_as_of(question: str) -> None:
    assert AsOf.of(question, TODAY) is None


def test_a_day_without_a_year_is_of_the_story() -> None:
    for near, day in (
        (date(2019, 2, 20), date(2019, 3, 3)),
        (date(2019, 12, 20), date(2020, 3, 3)),
        (date(2026, 6, 1), date(2026, 3, 3)),
    ):
        as_of = AsOf.of("Who led as of 3 March?", TODAY, near)
        assert as_of
        assert as_of.day == day
    leap = AsOf.of("Who led as of 29 February 2024?", TODAY, date(2019, 1, 1))
    assert leap
    assert leap.day == date(2024, 2, 29)


def test_a_story_at_the_end_of_time_has_no_year_after_it() -> None:
    for near in (date.min, date.max):
        as_of = AsOf.of("Who led as of 3 March?", date.max, near)
        assert as_of
        assert as_of.day == date(near.year, 3, 3)
