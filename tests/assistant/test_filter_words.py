"""Spans of days in words."""

from datetime import date

import pytest

from assistant.filter_words import span_words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2025, 3, 6), date(2025, 3, 6), "on 6 March 2025"),
        (date(2025, 2, 1), date(2025, 2, 28), "in February 2025"),
        (date(2024, 2, 1), date(2024, 2, 28), "from 1 February 2024 to 28 February 2024"),
        (date(2025, 1, 1), date(2025, 12, 31), "in 2025"),
        (date(9999, 12, 1), date.max, "in December 9999"),
        (date(2025, 3, 6), date.max, "from 6 March 2025 to 31 December 9999"),
    ],
)
def test_a_span_is_said(first: date, last: date, words: str) -> None:
    assert span_words(first, last) == words
