"""Articles that correct themselves: the note is no news, and the right value leads."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest

from assistant import Answer, Assistant
from corpus import Article, Corpus
from corpus.language.utterances import utterances
from ui.cli.output import answer_lines
from ui.components.answer_view import answer_view

TOLL = (
    "Correction: An earlier version of this article said 12 people were killed. The number is 15."
)
TEXTS = {
    "old": (
        "Fire at Tollbridge mill",
        "A fire tore through a cotton mill in Tollbridge on Saturday night.\n"
        "The fire killed 12 people, the county brigade said. Its cause is not known.\n"
        "The mayor, Ann Roe, said the town was in mourning.\n" + TOLL,
    ),
    "mended": (
        "Gorse canal to be drained",
        "The Gorse canal will be drained on 3 March for repairs, the board said.\n"
        "Anglers are to move 4,000 fish to the Wend before that.\n"
        "This article was amended on 7 February to say that the Gorse canal will be drained on 3 "
        "March, not 10 February.",
    ),
    "plain": (
        "Harbour bridge opens",
        "The harbour bridge at Penrose opened on Friday after nine years of work.\n"
        "It is 230 metres long and cost 48 million pounds, the council said.",
    ),
    "cut": (
        "Dam at Weldon is full",
        "The dam at Weldon is full for the first time since 2009, the water board said on Monday.\n"
        "Heavy rain fell on the hills for six days. The board opened two of the four gates.\n"
        "Correction: An earlier version of this story misstated the size of the dam at Weldon. We "
        "regret the error. The dam holds 3 million litres, not 3 billion. The board gave the "
        "figure. It was printed in all editions of the day.",
    ),
}


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home: Path = tmp_path_factory.mktemp("corrected")
    with Corpus.open(home) as corpus:
        for day, (name, (title, text)) in enumerate(TEXTS.items(), 1):
            day_of = date(2025, 2, day)
            corpus.add(
                Article(id=name, title=title, text=text, publisher="Courier", published=day_of)
            )
        yield Assistant(corpus)


def first(answer: Answer) -> str:
    return answer.statements[0].text


def test_the_corrected_value_leads_and_the_wrong_one_stands_below(asked: Assistant) -> None:
    answer = asked.ask("How many people did the fire in Tollbridge kill?")
    assert first(answer) == TOLL
    assert [section.heading for section in answer.sections] == [
        "Correction",
        "Before the correction",
    ]
    assert answer.statements[1].text.startswith("The fire killed 12 people")
    for citation in answer.citations:
        text = asked.corpus.article(citation.article_id, citation.revision).text
        assert text[citation.start : citation.end] == citation.quote


def test_a_verdict_does_not_rest_on_what_was_corrected(asked: Assistant) -> None:
    answer = asked.ask("Did the fire in Tollbridge kill 12 people?")
    assert (answer.kind, answer.verdict) == ("yes-no", "no")
    assert TOLL in answer.text
    assert asked.ask("Did the fire in Tollbridge kill people?").verdict != "no"


def test_where_the_text_was_mended_the_note_is_shown_with_it(asked: Assistant) -> None:
    answer = asked.ask("When will the Gorse canal be drained?")
    assert first(answer).startswith("The Gorse canal will be drained on 3 March")
    (citation,) = answer.citations
    (note,) = citation.corrections
    assert note.quote.startswith("This article was amended on 7 February")
    text = asked.corpus.article("mended").text
    assert text[note.start : note.end] == note.quote
    assert citation.to_dict()["corrections"] == [asdict(note)]
    assert "Corrected by the article itself" in answer.to_markdown()
    assert "Corrected by the article itself" in answer._repr_html_()
    assert "Corrected by the article itself" in " ".join(" ".join(answer_lines(answer)).split())
    (drawn,) = answer_view(answer, 0, {})["corrections"]
    assert (drawn["number"], drawn["text"]) == (1, note.quote)


def test_what_a_note_does_not_correct_stands_without_it(asked: Assistant) -> None:
    for question in ("What will anglers do with the fish?", "How long is the harbour bridge?"):
        answer = asked.ask(question)
        assert answer.answered
        assert not any(citation.corrections for citation in answer.citations)
        assert not answer.sections


def test_a_note_that_passages_cut_apart_is_not_quoted_as_news(asked: Assistant) -> None:
    note = TEXTS["cut"][1].rindex("Correction")
    for question in ("What did the board give?", "How many litres does the dam at Weldon hold?",
                     "What was printed in all editions of the day?"):  # fmt: skip
        answer = asked.ask(question)
        cited = [c for c in answer.citations if c.article_id == "cut"]
        assert all(c.start < note for c in cited)


@pytest.mark.parametrize("question", ["Any corrections?", "Which articles have been corrected?"])
def test_how_many_articles_are_corrected_is_told_with_the_notes(
    asked: Assistant, question: str
) -> None:
    answer = asked.ask(question)
    assert answer.remark == "3 of the 4 articles have a correction."
    assert [section.heading for section in answer.sections] == [
        "Dam at Weldon is full", "Gorse canal to be drained", "Fire at Tollbridge mill",
    ]  # fmt: skip
    assert answer.sections[2].statements[0].text == TOLL
    assert answer.total
    assert (answer.total.count, answer.total.of) == (3, 4)


def test_whether_an_article_was_corrected(asked: Assistant) -> None:
    yes = asked.ask("Has the article about the Tollbridge fire been corrected?")
    assert (yes.remark, first(yes)) == (
        "The one article about “Tollbridge fire” has a correction.", TOLL,
    )  # fmt: skip
    no = asked.ask("Was the story on the harbour bridge corrected?")
    assert no.remark == "The one article about “harbour bridge” has no correction."
    assert not no.statements


def test_whether_what_was_quoted_was_corrected(asked: Assistant) -> None:
    before = asked.ask("When will the Gorse canal be drained?")
    answer = asked.ask("Has that been corrected?", history=[before])
    assert answer.remark == "“Gorse canal to be drained” carries a correction."
    assert first(answer).startswith("This article was amended")
    plain = asked.ask("How long is the harbour bridge?")
    answer = asked.ask("Was the article amended?", history=[plain])
    assert answer.remark == "“Harbour bridge opens” carries no correction."


def test_a_summary_begins_with_the_correction(asked: Assistant) -> None:
    answer = asked.ask("Summarise the article about the Tollbridge mill fire")
    assert answer.sections[0].heading == "Corrected by the article itself"
    assert first(answer) == TOLL
    assert TOLL not in [statement.text for statement in answer.sections[1].statements]


def test_nobody_is_quoted_from_a_note() -> None:
    note = "This article was amended on 3 March. Ann Roe said 15 people died, not 12."
    assert utterances(f"The mill burned down.\n{note}") == []
    assert utterances("The mill burned down.\nAnn Roe said 15 people died.")


def test_where_none_is_corrected_that_is_told(tmp_path: Path) -> None:
    with Corpus.open(tmp_path) as corpus:
        corpus.add([{"id": str(n), "text": f"Report {n} is on the lime trees."} for n in range(3)])
        answer = Assistant(corpus).ask("Any corrections?")
    assert answer.text == "None of the 3 articles has a correction."


SENT_AFTER = {
    "glider": (
        "The pilot Hanne Brodd, 43, died when her glider came down near Lom on Thursday.",
        "Correction: The pilot Hanne Brodd, who died when her glider came down near Lom, was 34. "
        "A report of Friday gave a wrong age.",
    ),
    "ferry": (
        "Firefighters said 12 people died when a ferry burned off Kelso on Monday. The ferry "
        "carried 90 passengers.",
        "Correction: In a story on 16 May about a ferry fire off Kelso, the Courier wrongly "
        "reported that 12 people died. The number is 15.",
    ),
    "budget": (
        "The council of Marby approved a school budget of 4.1 million euros on Tuesday.",
        "A story published on Wednesday about the school budget of Marby misstated its size. The "
        "council approved 1.4 million euros, not 4.1 million.",
    ),
    "judge": (
        "Judge Ida Rask sentenced the smuggler Tor Veld to nine years in prison on Friday.",
        "Correction: Tor Veld was sentenced by Judge Ann Rosk, not Ida Rask, as a report on Friday "
        "said.",
    ),
    "museum": (
        "The museum of Harwick will reopen on 3 June, its director Jan Moll said.",
        "CORRECTION\nThe museum of Harwick will reopen on 13 June. An earlier version of this "
        "article gave a wrong day.",
    ),
}
"""Articles, and what their papers sent days later: nothing but a note."""


@pytest.fixture(scope="module")
def corrected_later(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Corpus.open(tmp_path_factory.mktemp("later")) as corpus:
        for name, texts in SENT_AFTER.items():
            for day, text in zip((16, 19), texts, strict=True):
                corpus.add(
                    Article(
                        id=f"{name}-{day}",
                        title=f"News of the {name}",
                        text=text,
                        publisher="Courier",
                        published=date(2025, 5, day),
                    )
                )
        yield Assistant(corpus)


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("How old was the pilot Hanne Brodd?", "was 34"),
        ("How many people died when the ferry burned off Kelso?", "The number is 15."),
        ("How much is the school budget of Marby?", "1.4 million euros, not 4.1 million"),
        ("Who sentenced Tor Veld?", "Ann Rosk"),
        ("When will the museum of Harwick reopen?", "13 June"),
    ],
)
def test_a_note_sent_as_an_article_of_its_own_leads(
    corrected_later: Assistant, question: str, right: str
) -> None:
    answer = corrected_later.ask(question)
    assert right in first(answer)
    # The wrong value is told as what it was, if at all.
    assert all(section.heading for section in answer.sections[1:])


def test_what_a_later_note_corrects_keeps_its_own_day(corrected_later: Assistant) -> None:
    answer = corrected_later.ask("How many people died when the ferry burned off Kelso?")
    assert answer.remark.startswith("Its paper corrects the article")
    assert [(section.heading, section.day) for section in answer.sections] == [
        ("Correction", date(2025, 5, 19)),
        ("Before the correction", date(2025, 5, 16)),
    ]


def test_a_note_does_not_take_the_place_of_what_it_leaves_as_it_was(
    corrected_later: Assistant,
) -> None:
    answer = corrected_later.ask("How many passengers did the ferry off Kelso carry?")
    assert first(answer) == "The ferry carried 90 passengers."
    assert not answer.sections


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Was Hanne Brodd 43?", "no"),
        ("Was Hanne Brodd 34?", "yes"),
        ("Did Nordal pay 80 million euros for the Sand orchard?", "no"),
        ("Did Nordal pay 18 million euros for the Sand orchard?", "yes"),
        ("Did Eva Ruud win the Lind prize?", "no"),
        ("Did Eva Rohde win the Lind prize?", "yes"),
    ],
)
def test_a_note_settles_a_question_of_yes_or_no(
    tmp_path: Path, question: str, verdict: str
) -> None:
    texts = [
        ("2025-05-16", "The pilot Hanne Brodd, 43, died when her glider came down near Lom."),
        (
            "2025-05-19",
            "Correction: The pilot Hanne Brodd, who died when her glider came down near Lom, was "
            "34. A report of Friday gave a wrong age.",
        ),
        (
            "2025-03-01",
            "The firm Nordal paid 80 million euros for the Sand orchard, its chief said. It will "
            "plant apples.\n\nCorrection, 3 March: An earlier version of this article said that "
            "Nordal paid 80 million euros. It paid 18 million euros.",
        ),
        (
            "2025-02-10",
            "The poet Eva Ruud won the Lind prize on Sunday.\n\nCorrection: The Lind prize was won "
            "by the poet Eva Rohde, not Eva Ruud.",
        ),
    ]
    with Corpus.open(tmp_path) as corpus:
        corpus.add(
            Article(text=text, publisher="Sky Report", published=date.fromisoformat(day))
            for day, text in texts
        )
        answer = Assistant(corpus).ask(question)
    assert answer.verdict == verdict
    assert "Correction" in answer.statements[0].text
    assert answer.text.startswith(answer.verdict_word)
