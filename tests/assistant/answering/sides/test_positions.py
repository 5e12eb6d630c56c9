"""Sources that differ stand side by side; those that agree are counted, copies and papers once."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant import Answer, Assistant
from corpus import Article, Corpus
from ui.components.answer_view import answer_view

DAY, LATER = date(2025, 3, 2), date(2025, 3, 4)
MORE = (
    "Officials will speak again this week. Neighbours said that they had seen nothing like it.",
    "More is to be known in the coming days, and the minister declined to comment on Friday.",
    "A spokeswoman gave no details. In the town hall residents met until midnight to talk it over.",
)
WIRE = (
    "A goods train left the rails near Ostrow on Friday and blocked the line for hours, the rail "
    "office said. It carried 900 tonnes of coal from the pits of Leng. Engineers worked through "
    "the night to clear the track, and the first train ran again at noon on Saturday. "
)
ARTICLES = (
    ("Courier", DAY, "Fourteen people died in the Aske hotel fire, firemen said.", 0),
    ("Herald", DAY, "The Aske hotel fire killed 17 people, the hospital said.", 1),
    ("Post", DAY, "Seventeen people died in the Aske hotel fire.", 2),
    ("Courier", DAY, "The Bramber tunnel is 4.2 kilometres long.", 1),
    ("Herald", DAY, "Built in six years, the Bramber tunnel is 4.2 kilometres long.", 2),
    ("Post", DAY, "Drivers tried the Bramber tunnel, 4.2 kilometres long.", 0),
    ("Courier", DAY, "Police said 5,000 people attended the Fenmoor rally.", 0),
    ("Herald", LATER, "By now 8,000 people attended the Fenmoor rally, it said.", 1),
    ("Courier", DAY, "There are 60 bears living in the Velan park, rangers say.", 0),
    ("Courier", DAY, "In the Velan park there are 95 bears living, hunters say.", 2),
    ("Courier", DAY, WIRE, 0),
    ("Herald", DAY, WIRE, 0),
    ("Herald", DAY, "The lime trees of Hope Street will be felled in June.", 2),
)


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home: Path = tmp_path_factory.mktemp("sides")
    with Corpus.open(home) as corpus:
        corpus.add(
            Article(id=f"a{n}", text=f"{text} {MORE[more]}", publisher=paper, published=day)
            for n, (paper, day, text, more) in enumerate(ARTICLES)
        )
        yield Assistant(corpus)


def papers(answer: Answer) -> list[tuple[str | None, set[str]]]:
    """The positions of an answer with the papers that hold them."""
    cited = {citation.number: citation.publisher or "" for citation in answer.citations}
    return [
        (section.heading, {cited[n] for said in section.statements for n in said.citations})
        for section in answer.sections
    ]


TOLL = "How many people died in the Aske hotel fire?"


def test_sources_that_differ_stand_side_by_side(asked: Assistant) -> None:
    answer = asked.ask(TOLL)
    assert answer.answered
    assert answer.remark.startswith("Sources differ: ")
    assert "(Courier, 2 March 2025)" in answer.remark
    positions = {frozenset(who) for _, who in papers(answer)}
    assert positions == {frozenset({"Courier"}), frozenset({"Herald", "Post"})}
    for citation in answer.citations:
        text = asked.corpus.article(citation.article_id, citation.revision).text
        assert text[citation.start : citation.end] == citation.quote
    drawn = answer_view(answer, 0, {})
    assert [section["title"] for section in drawn["sections"]] == [
        section.heading for section in answer.sections
    ]
    assert "Sources differ" in answer.to_markdown()


@pytest.mark.parametrize(
    "question", ["Who disagrees?", "Do sources agree on the toll?", "What do others say?"]
)
def test_the_positions_are_told_after_an_answer(asked: Assistant, question: str) -> None:
    answer = asked.ask(question, history=[asked.ask(TOLL)])
    assert answer.remark.startswith("Sources differ: ")
    assert len(answer.sections) == 2


def test_several_sources_that_agree_are_counted(asked: Assistant) -> None:
    answer = asked.ask("How long is the Bramber tunnel?")
    assert answer.remark == "3 sources agree."
    assert answer.text.startswith("3 sources agree. ")
    after = asked.ask("Do the sources agree?", history=[answer])
    assert after.remark.startswith("3 sources agree: 4.2 kilometres")


def test_a_later_value_is_told_as_an_update(asked: Assistant) -> None:
    answer = asked.ask("How many people attended the Fenmoor rally?")
    assert [section.heading for section in answer.sections] == [None, "Earlier"]
    after = asked.ask("Is that disputed?", history=[answer])
    assert after.remark == (
        "Later articles tell otherwise: 5,000 (Courier, 2 March 2025), "
        "8,000 (Herald, 4 March 2025)."
    )


@pytest.mark.parametrize(
    "question",
    ["How many tonnes of coal did the train carry?", "How many bears live in the Velan park?"],
)
def test_copies_and_one_paper_are_one_source(asked: Assistant, question: str) -> None:
    answer = asked.ask(question)
    assert answer.answered
    assert not answer.sections
    assert "sources" not in answer.remark
    after = asked.ask("Do sources agree?", history=[answer])
    assert after.remark.startswith("I found no source that tells otherwise: ")


def test_it_can_be_asked_at_once(asked: Assistant) -> None:
    answer = asked.ask("Do all papers agree on how many people died in the Aske hotel fire?")
    assert answer.remark.startswith("Sources differ: ")


def test_who_disagrees_is_no_talk_where_nothing_was_asked(asked: Assistant) -> None:
    assert "ources differ" not in asked.ask("Who disagrees?").text


def test_after_a_follow_up_sources_are_compared_on_what_that_asked(asked: Assistant) -> None:
    first = asked.ask("How many people died in the Bramber tunnel fire?")
    second = asked.ask("And in the Aske hotel fire?", history=[first])
    answer = asked.ask("Do sources agree?", history=[first, second])
    assert answer.standalone_question == second.standalone_question
    assert answer.remark.startswith("Sources differ")
