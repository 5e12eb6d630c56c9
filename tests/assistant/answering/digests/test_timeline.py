"""Timelines: which day a sentence tells of, and the days of a story."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.answering.digests.timeline import Day
from corpus import Article, Corpus

WEDNESDAY = date(2025, 3, 5)
ARTICLES = [
    Article(
        text="The dam at Melbury broke on Sunday after a week of rain. "
        "Engineers had warned of cracks in the dam on 12 January. Schools are closed.",
        title="The dam at Melbury breaks",
        publisher="The Courier",
        published=WEDNESDAY,
    ),
    Article(
        text="The dam at Melbury broke on Sunday after a week of heavy rain. "
        "The council voted on Thursday to rebuild the dam. Work will begin on 1 June.",
        title="Melbury to rebuild its dam",
        publisher="The Herald",
        published=date(2025, 3, 8),
    ),
    Article(
        text="A fair opened in Aldmoor on Monday. It has a wheel.",
        title="A fair in Aldmoor",
        published=date(2025, 3, 4),
    ),
]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Corpus.open(tmp_path_factory.mktemp("home")) as corpus:
        for article in ARTICLES:
            corpus.add(article)
        yield Assistant(corpus)


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("The dam broke on Sunday.", date(2025, 3, 2)),
        ("It broke on 2 March.", date(2025, 3, 2)),
        ("It broke on March 2, 2024.", date(2024, 3, 2)),
        ("It broke yesterday.", date(2025, 3, 4)),
        ("It was built on 1 May 1911.", date(1911, 5, 1)),
        ("It was built in 1911.", None),
        ("Work will begin on 1 June.", date(2025, 6, 1)),
        ("The council is to vote on Sunday.", date(2025, 3, 9)),
        ("Work will begin on 1 June 2028.", date(2028, 6, 1)),
        ("It broke.", None),
    ],
)
def test_the_day_of_a_sentence(sentence: str, day: date | None) -> None:
    assert Day.of(sentence, WEDNESDAY) == (day and Day(day))


def test_what_was_last_month_is_not_to_come() -> None:
    sentence = "Last month the council refused the plan, which is scheduled to be heard in court."
    assert Day.of(sentence, WEDNESDAY) == Day(date(2025, 2, 1), month=True)


def test_without_a_day_of_publication_only_whole_dates_are_known() -> None:
    assert Day.of("It broke on Sunday.", None) is None
    assert Day.of("It broke on 2 March.", None) is None
    assert Day.of("It broke on 2 March 2024.", None) == Day(date(2024, 3, 2))


@pytest.mark.parametrize(
    "question",
    [
        "Give me a timeline of the Melbury dam",
        "timeline of the dam at Melbury?",
        "What happened when in the Melbury dam story?",
        "What are the key dates in the Melbury dam story?",
    ],
)
def test_the_days_of_a_story_in_order_each_told_once(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.kind == "timeline"
    days = [section.day for section in answer.sections]
    assert days == sorted(days, key=lambda day: day or date.min)
    assert days[:2] == [date(2025, 1, 12), date(2025, 3, 2)]
    assert date(2025, 3, 6) in days
    broke = answer.sections[1].statements
    assert len(broke) == 1
    for citation in answer.citations:
        article = assistant.corpus.article(citation.article_id, citation.revision)
        assert article.text[citation.start : citation.end] == citation.quote
    assert "Aldmoor" not in answer.text


def test_a_day_near_a_whole_date_is_of_its_year(tmp_path: Path) -> None:
    text = (
        "The summit in Washington on NATO was held from 9 to 11 July 2024. "
        "On 10 July, the allies of NATO gave a declaration. NATO is an alliance."
    )
    with Corpus.open(tmp_path) as corpus:
        corpus.add(Article(text=text, title="NATO in Washington", published=date(2026, 11, 22)))
        answer = Assistant(corpus).ask("Give me a timeline of NATO")
    days = [section.day for section in answer.sections]
    assert days == [date(2024, 7, 9), date(2024, 7, 10)]


def test_a_month_is_no_day_and_an_article_without_days_counts_for_its_own(tmp_path: Path) -> None:
    with Corpus.open(tmp_path) as corpus:
        for day, text in (
            (date(2025, 3, 5), "The dam at Melbury was built in May 1911. It is old."),
            (date(2025, 3, 6), "The dam at Melbury is closed to all visitors and their dogs."),
        ):
            corpus.add(Article(text=text, title="The dam at Melbury", published=day))
        answer = Assistant(corpus).ask("Give me a timeline of the dam at Melbury")
    told = [(section.heading, section.day) for section in answer.sections]
    assert told == [("May 1911", None), (None, date(2025, 3, 6))]


def test_no_article_no_timeline(assistant: Assistant) -> None:
    assert not assistant.ask("Give me a timeline of the war in Zubrowka").answered
