"""Values that change: the newest leads, earlier ones keep their day, and "as of" looks back."""

from datetime import date

import pytest

from assistant import Answer, Assistant, Filters
from tests.assistant.answering.changes.conftest import CANAL

FIRE = "How many people died in the Tollbridge fire?"


def told(answer: Answer) -> list[tuple[str | None, date | None, str]]:
    """Heading, day and first words of each section."""
    return [(s.heading, s.day, s.statements[0].text.split()[0]) for s in answer.sections]


def test_the_newest_value_leads_and_earlier_ones_keep_their_day(changing: Assistant) -> None:
    answer = changing.ask(FIRE)
    assert told(answer) == [
        (None, date(2025, 3, 7), "Nine"),
        ("Earlier", date(2025, 3, 4), "Seven"),
        ("Earlier", date(2025, 3, 2), "Three"),
    ]
    assert (answer.kind, answer.as_of, answer.filters) == ("fact", None, None)
    assert (
        answer.remark == "From the newest article; what earlier ones tell otherwise stands below."
    )
    assert answer.statements[0].text.startswith("Nine people died")
    assert answer.differs == ()
    assert "Earlier, Courier, 2 March 2025: Three people died" in answer.text
    for citation in answer.citations:
        article = changing.corpus.article(citation.article_id, citation.revision)
        assert article.text[citation.start : citation.end] == citation.quote


def test_the_earliest_leads_where_it_is_asked_for(changing: Assistant) -> None:
    answer = changing.ask("Initially, how many people died in the Tollbridge fire?")
    assert told(answer)[0] == (None, date(2025, 3, 2), "Three")
    assert {heading for heading, *_ in told(answer)[1:]} == {"Later"}


@pytest.mark.parametrize(
    ("question", "first", "day"),
    [
        (f"As of 5 March 2025, {FIRE.lower().replace('tollbridge', 'Tollbridge')}", "Seven", 5),
        ("How many people had died in the Tollbridge fire by 3 March 2025?", "Three", 3),
        ("How many people had died in the Tollbridge fire as of 3 March?", "Three", 3),
        ("On 4 March 2025, how many people had died in the Tollbridge fire?", "Seven", 4),
    ],
)
def test_as_of_a_day_nothing_later_is_read(
    changing: Assistant, question: str, first: str, day: int
) -> None:
    answer = changing.ask(question)
    assert answer.statements[0].text.startswith(f"{first} people died")
    assert answer.as_of == date(2025, 3, day)
    assert answer.filters == Filters(published_before=date(2025, 3, day))
    assert answer.remark.startswith(f"As of {day} March 2025.")
    assert answer.text.startswith(answer.remark)
    assert f"As of {day} March 2025." in answer.to_markdown()
    assert answer.to_dict()["as_of"] == f"2025-03-0{day}"
    assert all(c.published and c.published <= answer.as_of for c in answer.citations)


def test_before_anything_was_published_it_is_refused(changing: Assistant) -> None:
    answer = changing.ask(f"As of 20 February 2025, {FIRE[:1].lower()}{FIRE[1:]}")
    assert not answer.answered
    assert answer.text == "What was published by 20 February 2025 does not answer that."
    assert answer.nearest == () or all(
        hit.published and hit.published <= date(2025, 2, 20) for hit in answer.nearest
    )


def test_an_article_is_read_as_it_stood(changing: Assistant) -> None:
    then = changing.ask("As of 3 February 2025, when was the Gorse canal to be drained?")
    assert "10 February" in then.statements[0].text
    assert then.citations[0].revision == CANAL[0].revision
    now = changing.ask("When will the Gorse canal be drained?")
    assert "3 March" in now.statements[0].text


def test_what_was_known_is_told_newest_first(changing: Assistant) -> None:
    answer = changing.ask("What was known about the Tollbridge mill fire on 5 March 2025?")
    assert answer.kind == "latest"
    assert answer.as_of == date(2025, 3, 5)
    assert [section.day for section in answer.sections] == [date(2025, 3, 4), date(2025, 3, 2)]
