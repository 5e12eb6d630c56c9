"""Summaries of an article and of some days, and the latest on a topic."""

from datetime import date
from pathlib import Path

import pytest

from assistant import Assistant
from corpus import Article, Corpus
from tests.assistant.answering.test_article_lists import check, headings


def test_an_article(press: Assistant) -> None:
    answer = press.ask("Summarise the article about the ferry to Skarvik")
    assert (answer.kind, headings(answer)) == ("summary", ["Ferry to Skarvik to stop in winter"])
    assert answer.remark == "5 of the 6 sentences of this article, in its order."
    starts = [citation.start for citation in answer.citations]
    assert starts == sorted(starts)
    check(press, answer)


def test_lengths(press: Assistant) -> None:
    short = press.ask("a short summary of the article about the ferry to Skarvik")
    long = press.ask("a detailed summary of the article about the ferry to Skarvik")
    assert (len(short.statements), len(long.statements)) == (3, 6)


def test_what_is_told_in_passing_of_somebody(press: Assistant) -> None:
    answer = press.ask("Tell me about Olav Brand")
    assert headings(answer) == ["Islanders protest"]
    assert [citation.quote for citation in answer.citations] == [
        '"We are not a museum," said Olav Brand, who keeps the shop.'
    ]
    assert answer.remark == (
        "1 of the 4 sentences of this article, in its order, chosen for “Olav Brand”."
    )
    # An article that is asked for is summed up as a whole.
    whole = press.ask("Summarise the article about Olav Brand")
    assert len(whole.statements) > 1


def test_some_days(press: Assistant) -> None:
    answer = press.ask("What happened in March 2025?")
    assert headings(answer) == ["Islanders protest", "Ferry to Skarvik to stop in winter"]
    assert answer.remark == "2 articles were published then."
    check(press, answer)
    assert not press.ask("What happened in March 1999?").answered


def test_the_latest(press: Assistant) -> None:
    answer = press.ask("what's the latest on the ferry?")
    assert headings(answer) == ["Islanders protest", "Ferry to Skarvik to stop in winter"]
    assert "ferry" in answer.statements[0].text
    assert answer.sections[0].day is not None
    check(press, answer)


def test_of_nothing_there_is_no_summary(press: Assistant) -> None:
    answer = press.ask("Summarise the article about the volcano")
    assert not answer.answered
    assert not answer.sections


@pytest.mark.parametrize(
    "question",
    [
        "Summarise the article about the strikes at German schools",
        "Summarise the article about hospital waiting lists in winter",
        "what happened with the strike at the cannery in Bergen",
    ],
)
def test_an_article_that_shares_a_word_with_the_description_is_not_it(
    press: Assistant, question: str
) -> None:
    answer = press.ask(question)
    assert answer.kind != "summary" or not answer.answered


def test_what_happened_with_something_asks_for_the_whole_story(press: Assistant) -> None:
    answer = press.ask("what happened with the ferry to Skarvik")
    assert (answer.kind, headings(answer)) == ("summary", ["Ferry to Skarvik to stop in winter"])


def test_what_later_articles_tell_of_a_year_follows(tmp_path: Path) -> None:
    with Corpus.open(tmp_path) as corpus:
        corpus.add(
            [
                Article(
                    title="Storm",
                    text="A storm flooded the harbour of Vell on Friday.",
                    published=date(2018, 3, 2),
                ),
                Article(
                    title="Bank history",
                    text="The Marn bank was founded in 1921. In 2018 its systems failed.",
                    published=date(2024, 6, 10),
                ),
            ]
        )
        answer = Assistant(corpus).ask("What happened in 2018?")
        assert headings(answer) == ["Storm", "Bank history"]
        assert answer.statements[-1].text == "In 2018 its systems failed."
        assert answer.remark.startswith("1 article was published then. Later ones")
        before = Assistant(corpus).ask("What happened in 1921?")
        assert headings(before) == ["Bank history"]
