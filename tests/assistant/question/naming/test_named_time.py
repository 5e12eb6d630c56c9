"""The time that a question of fact names, and times that are none."""

from datetime import date

import pytest

from assistant.question.naming.named_time import NamedTime

TODAY, NEAR = date(2026, 11, 26), date(2025, 3, 20)
MARCH = (date(2025, 3, 1), date(2025, 3, 31))


@pytest.mark.parametrize(
    ("question", "days", "rest"),
    [
        ("How many were hurt in March 2025?", MARCH, "How many were hurt?"),
        ("how many were hurt in march", MARCH, "How many were hurt?"),
        ("In March 2025, who ran the ferry?", MARCH, "Who ran the ferry?"),
        ("What did he promise in March?", MARCH, "What did he promise?"),
        ("Who ran it on 6 March 2025?", (date(2025, 3, 6),) * 2, "Who ran it?"),
        ("who resigned last week", (date(2026, 11, 16), date(2026, 11, 22)), "Who resigned?"),
        ("Who resigned yesterday?", (date(2026, 11, 25),) * 2, "Who resigned?"),
        ("Who sank in 2025?", (date(2025, 1, 1), date(2025, 12, 31)), "Who sank?"),
        ("How many died since January 2025?", (date(2025, 1, 1), None), "How many died?"),
    ],
)
def test_the_time_that_is_asked_of(
    question: str, days: tuple[date, date | None], rest: str
) -> None:
    named = NamedTime.of(question, TODAY, NEAR)
    assert named
    assert (named.first, named.last) == days
    assert named.question == rest
    assert not named.of_articles


@pytest.mark.parametrize(
    "question",
    [
        "According to articles published in March 2025, how many were hurt?",
        "In articles from March 2025, how many were hurt?",
        "how many were hurt in news from march 2025",
    ],
)
def test_the_time_of_the_articles(question: str) -> None:
    named = NamedTime.of(question, TODAY, NEAR)
    assert named
    assert (named.first, named.last) == MARCH
    assert named.of_articles
    assert named.question == "How many were hurt?"


@pytest.mark.parametrize(
    "question",
    [
        "Who won the 2024 election?",
        "What happened to the 1997 accord?",
        "What was the budget for 2025?",
        "How many will sail in June 2025?",
        "how many were hurt in the march 2025 crash",
        "What did the mayor say in March's debate?",
        "Who lives in March Street?",
        "May the mayor resign?",
        "Who is mayor today?",
        "Is the ferry running this year?",
        "How many died by June?",
        "What did the storm of January 2025 destroy?",
        "Who fell ill on Tuesday?",
        "In March 2025?",
        "price of a ticket today",
        "What should a ticket cost in 2030?",
        "How many were hurt in January, and how many in February?",
    ],
)
def test_other_times_are_part_of_what_is_asked(question: str) -> None:
    assert NamedTime.of(question, TODAY, NEAR) is None


def test_a_text_may_name_the_time_or_another() -> None:
    march = NamedTime.of("How much cod was sold in March 2025?", TODAY)
    year = NamedTime.of("How much cod was sold in 2025?", TODAY)
    week = NamedTime.of("How much cod was sold last week?", TODAY)
    assert march
    assert year
    assert week
    assert march.named_in("In March 310 tonnes were sold.")
    assert not march.named_in("In March 2024 310 tonnes were sold.")
    assert not march.named_in("In April 310 tonnes were sold, and they may march.")
    assert year.named_in("In 2025 it sold 3,000 tonnes.")
    assert year.named_last_in("In 2024 it sold less. In 2025 it sold 3,000 tonnes.")
    assert not year.named_last_in("In 2025 it sold 3,000 tonnes. In 2026 it sold less.")
    assert not week.named_in("It sold 90 tonnes last week.")
    assert march.excludes("In April it sold 270 tonnes.")
    assert year.excludes("In 2024 it sold 2,800 tonnes.")
    assert not march.excludes("It sold 310 tonnes, and may sell more.")
