"""Questions of who said what over the whole corpus: counts are whole, and conditions hold."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from assistant import Answer, Assistant
from corpus import Article, Corpus

DAYS = 40
FIRST = date(2025, 1, 1)


def _daily(number: int) -> Article:
    return Article(
        title=f"Harbour diary, part {number}",
        publisher="The Fjord Times" if number % 2 else "Harbour Post",
        published=FIRST + timedelta(number),
        text=f"The harbour was open on day {number}. “Quay {number} of this harbour needs new "
        f"planks,” said Ane Roe, the harbour master. A sailor said that it was {number} degrees.",
    )


TOLL = Article(
    title="A toll for the bridge",
    publisher="Harbour Post",
    published=date(2025, 3, 20),
    text="“The toll will be four crowns,” said Bo Marsh, the mayor of Hamnes.\n“Nobody will pay "
    "it,” said Ane Roe.",
)
TOLL_LATER = replace(
    TOLL,
    id=TOLL.id,
    updated=date(2025, 3, 25),
    text="“The toll will be five crowns,” said Bo Marsh, the mayor of Hamnes.",
)


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant on forty articles in which one person speaks, and one that was changed later."""
    with Corpus.open(tmp_path_factory.mktemp("everywhere")) as corpus:
        corpus.add([*map(_daily, range(DAYS)), TOLL, TOLL_LATER])
        yield Assistant(corpus)


def quoted(answer: Answer) -> str:
    return " ".join(citation.quote for citation in answer.citations)


def test_every_statement_of_every_article_counts(press: Assistant) -> None:
    answer = press.ask("What has Ane Roe said?")
    assert answer.total
    assert (answer.total.count, answer.total.of) == (DAYS, DAYS + 1)
    assert answer.remark == (
        f"{DAYS} statements by “Ane Roe” in {DAYS} articles; 1 to 5 are listed, the newest first."
    )
    about = press.ask("What did Ane Roe say about the planks?")
    assert about.total
    assert about.total.count == DAYS


def test_days_and_papers_hold(press: Assistant) -> None:
    answer = press.ask("What has Ane Roe said?", publishers=["The Fjord Times"])
    assert answer.total
    assert (answer.total.count, answer.total.of) == (DAYS // 2, DAYS // 2)
    answer = press.ask("What has Ane Roe said?", published_after=date(2025, 2, 9))
    assert answer.total
    assert answer.total.count == 1
    assert {section.day for section in answer.sections} == {date(2025, 2, 9)}


def test_as_of_a_day_each_article_counts_as_it_stood(press: Assistant) -> None:
    now = press.ask("What did Bo Marsh say about the toll?")
    assert "five crowns" in quoted(now)
    then = press.ask("As of 21 March 2025, what did Bo Marsh say about the toll?")
    assert then.kind == "said"
    assert "four crowns" in quoted(then)
    assert "five crowns" not in quoted(then)
    then = press.ask("As of 21 March 2025, what has Ane Roe said?")
    assert then.total
    assert then.total.count == DAYS + 1
    for citation in then.citations:
        article = press.corpus.article(citation.article_id, citation.revision)
        assert article.text[citation.start : citation.end] == citation.quote
    assert press.ask("As of 1 January 2025, what has Bo Marsh said?").kind != "said"


def test_who_is_quoted_anywhere_the_most_quoted_first(press: Assistant) -> None:
    answer = press.ask("Who is quoted?")
    assert answer.kind == "said"
    assert [section.speaker for section in answer.sections] == ["Ane Roe", "Bo Marsh"]
    assert answer.remark == "2 speakers are quoted by name, the most quoted first."
    assert answer.sections[0].day == FIRST + timedelta(DAYS - 1)
    then = press.ask("As of 21 March 2025, who is quoted?")
    assert {section.speaker for section in then.sections} == {"Ane Roe", "Bo Marsh"}
    assert "four crowns" in quoted(then)


def test_one_person_in_many_articles_is_one_speaker(press: Assistant) -> None:
    answer = press.ask("Who is quoted about the harbour?")
    assert answer.total
    assert answer.total.count == 1
    assert answer.remark == f"1 speaker is quoted in {DAYS} articles on “harbour”."
    assert [section.speaker for section in answer.sections] == ["Ane Roe"]


def test_what_was_not_read_yet_is_said(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.library.quotes._AT_ONCE", 1)
    with Corpus.open(str(tmp_path)) as corpus:
        corpus.add([_daily(1), _daily(2), _daily(3)])
        with corpus.database.writing() as connection:
            connection.exec_driver_sql("DELETE FROM quotes")
            connection.exec_driver_sql("UPDATE revisions SET quotes = NULL")
            connection.exec_driver_sql("INSERT INTO state VALUES ('quotes', 'unread')")
        remark = Assistant(corpus).ask("What has Ane Roe said?").remark
        assert remark.endswith(
            "2 articles are not read for quotes yet; 'onrecord check' reads them all."
        )
        corpus.check()
        assert Assistant(corpus).ask("What has Ane Roe said?").remark.startswith("3 statements")
