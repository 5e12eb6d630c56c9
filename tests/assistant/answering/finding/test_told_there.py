"""Questions that name papers, days and articles are answered from these, or refused with a word."""

from datetime import date
from pathlib import Path

import pytest
from langchain_core.language_models import FakeListChatModel

from assistant import Answer, Assistant, Evidence, Finished, Token
from assistant.answering.finding.named_conditions import NamedConditions
from assistant.answering.finding.told_there import found_there, told_there
from assistant.question.naming.named_time import NamedTime
from corpus import Article, Corpus, Filters, Hit
from tests.assistant.answering.finding.conftest import GAZETTE, LANTERN, MERCURY
from ui.cli.output import answer_lines

JUNE = Filters(date(2025, 6, 1), date(2025, 6, 30))
APRIL = Filters(date(2025, 4, 1), date(2025, 4, 30))


def piece(text: str, published: date, support: float = 0.9) -> Evidence:
    """A sentence that is an article of its own."""
    whole = (0, len(text))
    hit = Hit(text, text, "r", *whole, text, (whole,), None, None, None, published, 1.0)
    return Evidence(hit, *whole, support)


def first(answer: Answer) -> str:
    return answer.citations[0].quote


CRASH = "How many people were hurt in the ferry crash"


@pytest.mark.parametrize(
    ("question", "publishers", "told"),
    [
        (f"{CRASH}, according to the Lantern?", (LANTERN,), "Eleven"),
        (
            "according to quayside gazette how many people were hurt in the ferry crash",
            (GAZETTE, f"The {GAZETTE}"),
            "Fourteen",
        ),
        (
            "How many people does the Upland Mercury say were hurt on the Odile?",
            (MERCURY,),
            "Nineteen",
        ),
        ("Who was the captain of the Odile in the Lantern?", (LANTERN,), "Vik"),
        ("What does a ferry ticket cost according to the Upland Mercury?", (MERCURY,), "58"),
    ],
)
def test_a_paper_tells_its_own_figure(
    papers: Assistant, question: str, publishers: tuple[str, ...], told: str
) -> None:
    answer = papers.ask(question)
    assert answer.filters == Filters(publishers=publishers)
    assert told in first(answer)
    assert {citation.publisher for citation in answer.citations} <= set(publishers)
    assert answer.standalone_question == question
    wider = papers.ask(answer.wider_question)
    assert wider.answered
    assert wider.filters is None


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Who bought the Upland Mercury?", "Norden Media"),
        ("Why did the Upland Mercury lay off staff?", "sales"),
        ("How many jobs were cut in the Upland Mercury?", "14"),
        ("When was the Lantern founded?", "1911"),
    ],
)
def test_news_of_a_paper_is_told_by_any(papers: Assistant, question: str, told: str) -> None:
    answer = papers.ask(question)
    assert answer.filters is None
    assert answer.wider_question == ""
    assert told in first(answer)


def test_what_a_paper_does_not_tell_is_refused_with_what_others_tell(papers: Assistant) -> None:
    question = "According to the Upland Mercury, who was the captain of the Odile?"
    answer = papers.ask(question)
    assert not answer.answered
    assert answer.filters == Filters(publishers=(MERCURY,))
    assert answer.text == (
        f"No article published by {MERCURY} tells that; what others tell stands below."
    )
    assert "Jonas Vik" in answer.nearest[0].text
    assert answer.nearest[0].publisher == LANTERN
    for drawn in (str(answer), answer.to_markdown(), "\n".join(answer_lines(answer))):
        assert LANTERN in drawn
    unknown = papers.ask("According to the Upland Mercury, what is the capital of Peru?")
    assert unknown.text == f"No article published by {MERCURY} tells that, and no other does."


def test_articles_of_the_days_named_come_first(papers: Assistant) -> None:
    answer = papers.ask("What did a ferry ticket cost in June 2025?")
    assert answer.filters == JUNE
    assert "58" in first(answer)
    assert papers.ask("What does a ferry ticket cost?").citations[0].quote.count("64")
    sloppy = papers.ask("what did a ferry ticket cost in june")
    assert sloppy.filters == JUNE


def test_a_time_that_others_name_is_told_by_them(papers: Assistant) -> None:
    answer = papers.ask("How many tonnes of cod did the market sell in March 2025?")
    assert answer.filters is None
    assert "310 tonnes" in first(answer)
    assert answer.remark == ""


def test_of_other_days_it_says_so(papers: Assistant) -> None:
    time = NamedTime.of("What did the mayor promise in March 2025?", date(2026, 1, 1))
    named = NamedConditions("What did the mayor promise in March 2025?", Filters(), time=time)
    later = piece("The mayor promised a school.", date(2025, 5, 2))
    march = piece("The mayor cut a ribbon.", date(2025, 3, 2), 0.1)

    def read(question: str, filters: Filters) -> tuple[list[Hit], list[Evidence]]:
        pieces = [march] if filters else [later, march]
        return [piece.hit for piece in pieces], pieces

    told = found_there(named, Filters(), read, 0.35, papers.corpus)
    assert list(told.evidence or ()) == [later, march]
    assert told.filters == Filters()
    assert told.remark == "No article published in March 2025 tells that; other days do."
    no = Answer("q", "q", answered=True, text="No. It. [1]", verdict="no", remark="No.")
    answer = told_there(no, told)
    assert answer.text == f"No. {told.remark} It. [1]"
    assert answer.opening == f"No. {told.remark}"


VOTES = (
    Article(
        title="Dahl looks back",
        published=date(2021, 9, 20),
        text="Karin Dahl is leaving the town hall. The election of 2019 was the closest ever. "
        "Nobody had expected that she would run. She had no party and no money. Her campaign "
        "was run from a kitchen table. Three cousins knocked on every door. In the end Karin Dahl "
        "won the election for mayor, ahead of Peder Moe.",
    ),
    Article(
        title="Ferry fares",
        published=date(2019, 4, 2),
        text="The ferry will cost more from May. The harbour office gave no reason for that.",
    ),
    Article(
        title="Council",
        published=date(2023, 9, 20),
        text="In 2018 Olof Berg was fined. Per Falk lost the trial in 2023 and paid the costs.",
    ),
)


def test_another_day_that_names_the_time_before_tells_of_it(tmp_path: Path) -> None:
    with Corpus.open(tmp_path) as corpus:
        corpus.add(VOTES)
        answer = Assistant(corpus).ask("Who won the election in 2019?")
        assert "Karin Dahl won" in first(answer)
        assert answer.remark in ("", "No article published in 2019 tells that; other days do.")
        assert not Assistant(corpus).ask("Who lost the trial in 2019?").answered


def test_what_neither_then_nor_later_tells_is_refused_with_what_comes_near(
    papers: Assistant,
) -> None:
    answer = papers.ask("How much money did Halden Lines lose in January 2025?")
    assert not answer.answered
    assert answer.text == (
        "No article published in January 2025 tells that; what others tell stands below."
    )
    assert any("Halden Lines" in hit.text for hit in answer.nearest)


def test_what_a_later_article_tells_is_told_as_another_day(papers: Assistant) -> None:
    answer = papers.ask("How much was Halden Lines fined in January 2025?")
    assert "No article published in January 2025 tells that" in answer.text
    near = [
        *(hit.text for hit in answer.nearest),
        *(citation.quote for citation in answer.citations),
    ]
    assert "900,000" in near[0]


def test_last_week_is_that_of_today(papers: Assistant) -> None:
    answer = papers.ask("Who bought the Upland Mercury last week?")
    assert answer.text.startswith("No article published from ")
    told = [
        *(hit.text for hit in answer.nearest),
        *(citation.quote for citation in answer.citations),
    ]
    assert any("Norden Media" in text for text in told)


def test_asked_of_articles_of_some_days_no_others_count(papers: Assistant) -> None:
    answer = papers.ask("According to articles from April 2025, what does a ferry ticket cost?")
    assert not answer.answered
    assert answer.filters == APRIL
    assert any("64" in hit.text for hit in answer.nearest)
    june = papers.ask("In articles published in June 2025, what does a ferry ticket cost?")
    assert june.filters == JUNE
    assert "58" in first(june)


def test_an_article_is_named_by_its_subject_or_its_headline(papers: Assistant) -> None:
    for question, article, told in (
        ("In the article on the fish market, who called it a mistake?", "gazette-fish", "Brun"),
        ('How many people were hurt in "Ferry crash: what we know"?', "gazette-crash", "Fourteen"),
        ("In the Upland Mercury piece on fares, what does a ticket cost?", "mercury-fares", "58"),
    ):
        answer = papers.ask(question)
        assert answer.filters == Filters(article_ids=(article,))
        assert told in first(answer)
    assert answer.narrowing == "Only the article that the question names was read."
    other = papers.ask("In the article about the fish market, what does a ferry ticket cost?")
    assert not other.answered
    assert other.text.startswith("“Fish market to move” does not tell that; what others tell")
    nothing = papers.ask("In the article about zebras, what does a ferry ticket cost?")
    assert nothing.filters is None


def test_each_way_to_read_an_answer_says_to_what_it_was_narrowed(papers: Assistant) -> None:
    answer = papers.ask(f"{CRASH}, according to the Lantern?")
    line = "Only articles published by The Lantern were read."
    assert answer.narrowing == line
    for drawn in (
        str(answer),
        answer.to_markdown(),
        "\n".join(answer_lines(answer)),
        answer._repr_html_(),
    ):
        assert line in drawn
    assert answer.to_dict()["narrowing"] == line
    assert answer.to_dict()["filters"]["publishers"] == [LANTERN]
    assert answer.to_dict()["wider_question"] == "How many people were hurt in the ferry crash?"


def test_a_stream_and_conditions_of_the_caller_hold_too(papers: Assistant) -> None:
    question = f"{CRASH}, according to the Lantern?"
    *events, last = papers.stream(question)
    assert isinstance(last, Finished)
    assert "".join(e.text for e in events if isinstance(e, Token)) == last.answer.text
    both = papers.ask(question, publishers=[MERCURY])
    assert not both.answered
    assert {hit.publisher for hit in both.nearest} == {MERCURY}


def test_parts_and_speakers_are_narrowed_too(papers: Assistant) -> None:
    two = papers.ask(
        "How many people were hurt and who was the captain of the ferry, according to the Lantern?"
    )
    assert {citation.publisher for citation in two.citations} == {LANTERN}
    assert two.filters == Filters(publishers=(LANTERN,))
    said = papers.ask("What did Ida Solberg say, according to the Lantern?")
    assert said.kind == "said"
    assert said.filters == Filters(publishers=(LANTERN,))
    assert said.wider_question == "What did Ida Solberg say?"


def test_a_follow_up_may_name_the_paper(papers: Assistant) -> None:
    before = papers.ask(f"{CRASH}, according to the Lantern?")
    after = papers.ask("And according to the Upland Mercury?", history=[before])
    assert "Nineteen" in first(after)
    assert after.filters == Filters(publishers=(MERCURY,))


def test_as_of_a_day_the_paper_counts_too(papers: Assistant) -> None:
    answer = papers.ask(
        "As of 17 January 2025, how many people were hurt in the crash according to the Lantern?"
    )
    assert "Eleven" in first(answer)
    assert answer.filters == Filters(None, date(2025, 1, 17), (LANTERN,))


def test_a_model_writes_from_the_paper_that_is_named(papers: Assistant) -> None:
    model = FakeListChatModel(responses=["Eleven people were hurt, the harbour office said [1]."])
    written = Assistant(papers.corpus, model=model).ask(f"{CRASH}, according to the Lantern?")
    assert written.mode == "written"
    assert written.citations[0].publisher == LANTERN
    assert written.filters == Filters(publishers=(LANTERN,))


def test_what_a_paper_wrote_about_is_told_by_it_alone(papers: Assistant) -> None:
    told = papers.ask("what did the mercury write about the fares")
    assert told.kind == "summary"
    assert {citation.publisher for citation in told.citations} == {MERCURY}
    other = papers.ask("What has the Upland Mercury said about zebras?")
    assert not other.answered
    assert f"published by {MERCURY} is about “zebras”" in other.text
