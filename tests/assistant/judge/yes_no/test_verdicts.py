"""Verdicts on yes-or-no questions, and the sentences that settle them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant import Answer, Assistant
from assistant.judge.yes_no.verdicts import with_verdict
from assistant.reader.evidence import Evidence
from corpus import Article, Corpus
from tests.benchmarks.verification import passage


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Corpus.open(tmp_path_factory.mktemp("verdicts") / "home") as corpus:
        corpus.add(
            [
                Article(
                    title="Pier closes",
                    publisher="Harbour Post",
                    published=date(2025, 4, 1),
                    text="The pier of Melbury was closed on 31 March 2025. Ane Roe, the harbour "
                    "master, did not attend the closing. A new pier will be opened in May. The "
                    "opening of the market was put off.",
                ),
            ]
        )
        yield Assistant(corpus)


@pytest.mark.parametrize(
    ("question", "verdict", "quote"),
    [
        ("Was the pier of Melbury closed on 31 March 2025?", "yes", "closed on 31 March"),
        ("Was the pier of Melbury closed on 30 March 2025?", "no", "closed on 31 March"),
        ("Has the new pier been opened?", None, ""),
        ("Was the market opened?", "no", "was put off"),
        ("Did Ane Roe miss the closing?", "yes", "did not attend"),
    ],
)
def test_a_verdict_only_where_a_sentence_settles_it(
    assistant: Assistant, question: str, verdict: str | None, quote: str
) -> None:
    answer = assistant.ask(question)
    assert (answer.kind, answer.verdict) == ("yes-no", verdict)
    if verdict:
        assert answer.text.startswith(f"{verdict.capitalize()}")
        assert quote in answer.citations[0].quote


def test_a_day_as_of_which_it_is_asked_is_no_day_of_the_event(assistant: Assistant) -> None:
    answer = assistant.ask("As of 10 April 2025, was the pier of Melbury closed?")
    assert (answer.as_of, answer.verdict) == (date(2025, 4, 10), "yes")


def test_a_verdict_has_no_sections_of_another_answer(tmp_path: Path) -> None:
    with Corpus.open(tmp_path) as corpus:
        for day, count in ((1, 12), (2, 15), (3, 19)):
            corpus.add(
                Article(
                    title=f"Fire at the mill, day {day}",
                    published=date(2025, 3, day),
                    text=f"The fire at the Tollbridge mill killed {count} people, firemen said.",
                )
            )
        answer = Assistant(corpus).ask("Did the fire at the Tollbridge mill kill 12 people?")
    cited = {citation.number for citation in answer.citations}
    told = [statement for section in answer.sections for statement in section.statements]
    assert all(set(statement.citations) <= cited for statement in told)
    if answer.verdict:
        assert not answer.sections


def test_what_is_half_asked_gets_no_verdict(assistant: Assistant) -> None:
    first = assistant.ask("When was the pier of Melbury closed?")
    answer = assistant.ask("was it closed", history=[first])
    assert (answer.kind, answer.verdict) == ("yes-no", None)


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    texts = {
        "Harbour club folds": "Skarvik's rowing club has shut its doors for good after 90 years. "
        "Its chairman, Olav Moen, pledged to find every member a seat in a boat elsewhere.",
        "Vet cleared over dead horse": "A jury acquitted the vet Maren Holt on Friday of "
        "neglecting a race horse. The owner still considers her guilty.",
        "Island wants its own bank": "Voters on Hest turned down a plan for a bank of their own. "
        "The council may try again next year. “Our savings stay abroad,” the clerk Ida Lund wrote.",
        "Choir sings on": "The choir of Bergby was barred from the church hall in March. It has "
        "rehearsed in a barn ever since.",
    }
    with Corpus.open(tmp_path_factory.mktemp("judged") / "home") as corpus:
        corpus.add(Article(title=title, text=text) for title, text in texts.items())
        yield Assistant(corpus)


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Has the rowing club of Skarvik closed?", "yes"),
        ("Did Olav Moen promise to find seats for the members?", "yes"),
        ("Was Maren Holt convicted?", "no"),
        ("Did the voters on Hest accept the plan for a bank?", "no"),
        ("Is the choir of Bergby allowed to use the church hall?", "no"),
        ("Will the council of Hest try again?", None),
        ("Was Peder Holt convicted?", None),
        ("Did Ida Lund write a book about savings?", None),
        ("Did the choir of Bergby win a prize?", None),
    ],
)
def test_verdicts_on_news(newsroom: Assistant, question: str, verdict: str | None) -> None:
    answer = newsroom.ask(question)
    assert answer.verdict == verdict
    if verdict:
        assert answer.text.startswith(verdict.capitalize())


SUMMIT = """\
The mayors of the nine valley towns met in Halden on Monday.
All nine mayors agreed on the new school.
A separate text on Skarvik was signed by eight of the nine. Tor Lie of Elvebakken did not join it.
Brekke Bygg won the order for the hall in the spring.
The order for the Myrdal bridge went to Holt and Sons.
The council of Nes cut its fees. The fees of the harbour of Lia rose."""


@pytest.mark.parametrize(
    ("question", "wrong"),
    [
        ("Did all nine mayors sign the text on Skarvik?", "yes"),
        ("Did Brekke Bygg win the order for the Myrdal bridge?", "yes"),
        ("Did all nine mayors back the text on Skarvik?", "yes"),
        ("Have the fees of the harbour of Lia been cut?", "yes"),
        ("Did Holt and Sons win the order for the hall?", "yes"),
    ],
)
def test_a_sentence_on_something_alike_settles_nothing(
    tmp_path: Path, question: str, wrong: str
) -> None:
    with Corpus.open(tmp_path / "home") as corpus:
        corpus.add([Article(title="Valley towns meet", text=SUMMIT)])
        assert Assistant(corpus).ask(question).verdict != wrong


def verdict(question: str, sentence: str, before: str = "") -> str | None:
    """The verdict where a passage has this sentence, the best, after another one."""
    article = Article(text=f"{before} {sentence}".strip())
    hit = replace(passage(article), title=None)
    start = len(article.text) - len(sentence)
    found = Evidence(hit, start, len(article.text), 0.8)
    refusal = Answer(question, question, answered=False, text="")
    return with_verdict(refusal, [found]).verdict


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("Did the council approve the plan?", "The council gave the go-ahead to the plan.", "yes"),
        ("Did the council approve the plan?", "The council turned down the plan.", "no"),
        ("Did the council approve the plan?", "The council failed to approve the plan.", "no"),
        ("Was the plan approved?", "The council approved the plan on Monday.", "yes"),
        ("Was the rocket launched?", "The launch of the rocket was put off.", "no"),
        ("Is the pier open?", "The pier remains shut.", "no"),
        ("Is Titan bigger than Ash?", "Titan is bigger than the planet Ash.", "yes"),
        ("Did Roe plead not guilty?", "Roe pleaded guilty on Monday.", "no"),
        ("Did Roe plead not guilty?", "Roe pleaded not guilty on Monday.", "yes"),
        ("Was anyone killed?", "Nobody was killed.", "no"),
        ("Will Roe resign?", "Roe said that she would not resign.", "no"),
        ("Can people swim in the lake?", "People may swim in the lake from May.", "yes"),
        ("Was there a fire?", "There was no fire.", "no"),
        ("Did prices rise by 8 per cent?", "Prices rose by 6 per cent.", "no"),
        ("Did prices rise by 6 per cent?", "Prices rose by 6 per cent.", "yes"),
        ("Was the tiger caught on Monday?", "The tiger was caught on Tuesday.", "no"),
        ("Are all schools closed?", "All schools are closed.", "yes"),
        ("Is Sunday the busiest day?", "Sunday is the second busiest day.", "no"),
    ],
)
def test_other_words_that_say_the_same_or_the_opposite(
    question: str, sentence: str, expected: str
) -> None:
    assert verdict(question, sentence) == expected


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Did the council approve the plan?", "The council may approve the plan."),
        ("Did the council approve the plan?", "The council plans to approve the plan in May."),
        ("Did the council approve the plan?", "The council has to approve the plan."),
        ("Did the firm close the mill?", "The firm had to close the mill by May."),
        ("Did the council approve the plan?", "The council will approve the plan in May."),
        ("Did Roe take bribes?", "Roe allegedly took bribes."),
        ("Will the ward close?", "The ward will close unless nurses are found."),
        ("Has the statue been moved?", "The date of the move is not known."),
        ("Did the firm strike?", "The firm did not rule out that it might strike."),
        ("Is the phone any good?", "The hinge was moved to the phone, and this is a good thing."),
        ("Was the tiger caught on Monday?", "The tiger was caught."),
        ("Are all schools closed?", "Schools are closed."),
    ],
)
def test_what_is_planned_alleged_or_left_open_settles_nothing(question: str, sentence: str) -> None:
    assert verdict(question, sentence) is None


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Did more than 500 people sign?", "More than 600 people signed."),
        ("Did over 20,000 fans come?", "Some 25,000 fans came."),
        ("Were at least 12 ships lost?", "Fifteen ships were lost."),
        ("Did it cost about 3 million?", "It cost 3.1 million."),
        ("Did fewer than 40 houses burn?", "Thirty-two houses burnt down."),
    ],
)
def test_figures_are_not_compared(question: str, sentence: str) -> None:
    assert verdict(question, sentence) is None


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Was Peder Holt convicted?", "The jury acquitted Maren Holt."),
        ("Did Emma Lund resign?", "Ida Lund resigned on Monday."),
        ("Has Jonas Berg won the race?", "Erik Berg won the race in Lia."),
        ("Is Tom Vale the mayor?", "Ann Vale is the mayor of Lia."),
        ("Was Piet Roos hurt?", "Anna Roos was hurt when the boat capsized."),
    ],
)
def test_what_became_of_a_namesake_settles_nothing(question: str, sentence: str) -> None:
    assert verdict(question, sentence) is None


def test_articles_that_say_yes_and_no_are_both_quoted(tmp_path: Path) -> None:
    with Corpus.open(tmp_path / "home") as corpus:
        corpus.add(
            [
                Article(title="Roe", text="Ane Roe, the mayor of Lia, resigned on Monday."),
                Article(title="Lia", text="Ane Roe did not resign as mayor of Lia on Monday."),
            ]
        )
        answer = Assistant(corpus).ask("Did Ane Roe resign as mayor of Lia?")
    assert (answer.verdict, len(answer.citations)) == ("disputed", 2)
    assert answer.text.startswith("Sources differ.")


def test_who_took_office_is_not_said_to_have_left_it(tmp_path: Path) -> None:
    with Corpus.open(tmp_path) as corpus:
        corpus.add(
            [
                Article(
                    published=date(2024, 2, 1),
                    text="Rolf Aas was sworn in as mayor of Hamnes on Thursday. He follows Gerd "
                    "Lunde, who had led the town for twelve years.",
                ),
                Article(
                    published=date(2024, 7, 1),
                    text="Talks began in Geneva. General Otto Brink commands the northern army.",
                ),
                Article(
                    published=date(2024, 9, 1),
                    text="The ceasefire is holding. General Otto Brink retired last week.",
                ),
            ]
        )
        assistant = Assistant(corpus)
        assert assistant.ask("Is Rolf Aas still mayor of Hamnes?").verdict is None
        # What is told last counts.
        answer = assistant.ask("Is Otto Brink still in command?")
        assert answer.verdict == "no"
        assert "retired" in answer.citations[0].quote
