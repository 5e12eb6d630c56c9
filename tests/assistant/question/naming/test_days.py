"""Days that a question names."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.question.naming.days import named_days

TODAY = date(2026, 11, 26)  # a Thursday


@pytest.mark.parametrize(
    ("question", "first", "last", "words"),
    [
        ("articles from 2018", "2018-01-01", "2018-12-31", "from 2018"),
        ("what happened in May 2019?", "2019-05-01", "2019-05-31", "in May 2019"),
        ("what was printed on 3 March 2025", "2025-03-03", "2025-03-03", "printed on 3 March 2025"),
        (
            "the news of the 3rd of March, 2025",
            "2025-03-03",
            "2025-03-03",
            "of the 3rd of March, 2025",
        ),
        (
            "on Monday, November 2nd, 2026",
            "2026-11-02",
            "2026-11-02",
            "on Monday, November 2nd, 2026",
        ),
        ("2026-11-02 papers", "2026-11-02", "2026-11-02", "2026-11-02"),
        ("anything from before 2018", None, "2017-12-31", "before 2018"),
        ("anything after March 2020", "2020-04-01", None, "after March 2020"),
        ("all until 5 June 2020", None, "2020-06-05", "until 5 June 2020"),
        ("what is new since Tuesday", "2026-11-24", None, "since Tuesday"),
        ("since Thursday", "2026-11-26", None, "since Thursday"),
        (
            "between March 2019 and May 2020",
            "2019-03-01",
            "2020-05-31",
            "between March 2019 and May 2020",
        ),
        (
            "from 3 March 2025 to 5 March 2025",
            "2025-03-03",
            "2025-03-05",
            "from 3 March 2025 to 5 March 2025",
        ),
        ("from 2020 onwards", "2020-01-01", None, "from 2020 onwards"),
        ("yesterday's papers", "2026-11-25", "2026-11-25", "yesterday"),
        ("what came today", "2026-11-26", "2026-11-26", "today"),
        ("news of last week", "2026-11-16", "2026-11-22", "of last week"),
        ("news of this month", "2026-11-01", "2026-11-26", "of this month"),
        ("last year's stories", "2025-01-01", "2025-12-31", "last year"),
        ("in the last three days", "2026-11-23", "2026-11-26", "in the last three days"),
        ("in the past week", "2026-11-19", "2026-11-26", "in the past week"),
        ("two months ago", "2026-09-26", "2026-09-26", "two months ago"),
        ("after 5 Jan", "2026-01-06", None, "after 5 Jan"),
        ("on 5 December", "2025-12-05", "2025-12-05", "on 5 December"),
        ("in December", "2025-12-01", "2025-12-31", "in December"),
    ],
)
def test_days(question: str, first: str | None, last: str | None, words: str) -> None:
    days = named_days(question, TODAY)
    assert days is not None
    assert (days.first, days.last) == (
        first and date.fromisoformat(first),
        last and date.fromisoformat(last),
    )
    assert question[days.start : days.end] == words


@pytest.mark.parametrize(
    "question",
    [
        "what may happen?",
        "May I ask?",
        "who will march?",
        "on 31 June 2020",
        "room 2019b",
        "Sunday best",
    ],
)
def test_no_days(question: str) -> None:
    assert named_days(question, TODAY) is None


@given(st.text(max_size=80), st.dates())
def test_any_text(text: str, today: date) -> None:
    days = named_days(text, today)
    if days:
        assert 0 <= days.start < days.end <= len(text)
        assert days.first or days.last
