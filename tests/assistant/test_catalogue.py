"""Articles over time."""

from datetime import date

from assistant.catalogue import timeline


def test_without_a_date_there_is_no_timeline() -> None:
    assert timeline(()).counts == ()


def test_a_month_is_told_in_days() -> None:
    days = ((date(2025, 3, 1), 2), (date(2025, 3, 31), 1))
    found = timeline(days)
    assert (found.unit, found.counts) == ("day", days)


def test_a_year_is_told_in_months() -> None:
    found = timeline(((date(2025, 1, 31), 2), (date(2025, 2, 1), 1), (date(2025, 2, 9), 4)))
    assert found.unit == "day"
    found = timeline(((date(2025, 1, 1), 2), (date(2025, 2, 1), 1), (date(2025, 2, 9), 4)))
    assert (found.unit, found.counts) == (
        "month",
        ((date(2025, 1, 1), 2), (date(2025, 2, 1), 5)),
    )


def test_a_lifetime_is_told_in_years() -> None:
    found = timeline(((date(1950, 5, 5), 1), (date(2025, 1, 2), 3), (date(2025, 12, 2), 3)))
    assert (found.unit, found.counts) == ("year", ((date(1950, 1, 1), 1), (date(2025, 1, 1), 6)))
