"""Answers about the corpus: which articles there are, about what, by whom and from when."""

import json

import pytest

from assistant import Answer, Assistant
from assistant.answer import Total
from corpus import Article


def headings(answer: Answer) -> list[str | None]:
    return [section.heading for section in answer.sections]


def check(assistant: Assistant, answer: Answer) -> None:
    """Every sentence but the remark is cited, word for word."""
    for citation in answer.citations:
        text = assistant.corpus.article(citation.article_id, citation.revision).text
        assert text[citation.start : citation.end] == citation.quote
    assert [s for section in answer.sections for s in section.statements] == [*answer.statements]
    assert all(statement.citations for statement in answer.statements)
    assert answer.text.startswith(answer.remark)
    json.dumps(answer.to_dict())
    assert answer.to_message().text == answer.text


@pytest.mark.parametrize(
    ("question", "remark", "titles"),
    [
        (
            "Which articles mention Ane Roe?",
            "2 of the 4 articles mention “Ane Roe”.",
            ["Ferry to Skarvik to stop in winter", "Tram line opens"],
        ),
        (
            "How many articles mention the tram?",
            "2 of the 4 articles mention “tram”.",
            ["Tram line opens", "Snow"],
        ),
        (
            "Which articles are about the ferry?",
            "2 of the 4 articles are about “ferry”.",
            ["Ferry to Skarvik to stop in winter", "Islanders protest"],
        ),
        (
            "what do you have from 2024?",
            "1 of the 4 articles was published in 2024.",
            ["Tram line opens"],
        ),
        (
            "articles by Harbour Post",
            "2 of the 4 articles were published by Harbour Post.",
            ["Islanders protest", "Tram line opens"],
        ),
        (
            "which articles from March 2025 mention the mayor",
            "1 of the 2 articles published in March 2025 mentions “mayor”.",
            ["Islanders protest"],
        ),
        (
            "list the oldest articles",
            "There are 4 articles, 3 of them by 2 publishers, "
            "published from 20 June 2024 to 9 March 2025.",
            ["Tram line opens", "Ferry to Skarvik to stop in winter", "Islanders protest", "Snow"],
        ),
    ],
)
def test_listed(press: Assistant, question: str, remark: str, titles: list[str]) -> None:
    answer = press.ask(question)
    assert (answer.kind, answer.answered, answer.remark) == ("articles", True, remark)
    assert headings(answer) == titles
    assert answer.total is not None
    assert answer.total.listed == len(titles)
    check(press, answer)


def test_the_quote_is_where_the_name_stands(press: Assistant) -> None:
    answer = press.ask("Which articles mention Olav Brand?")
    assert [c.quote for c in answer.citations] == [
        '"We are not a museum," said Olav Brand, who keeps the shop.'
    ]
    assert answer.sections[0].publisher == "Harbour Post"


def test_what_stands_nowhere_as_it_is_written(press: Assistant) -> None:
    answer = press.ask("Which articles mention Olav Brand's shop?")
    assert answer.remark == "1 of the 4 articles has all words of “Olav Brand's shop”."
    assert [c.quote for c in answer.citations] == [
        '"We are not a museum," said Olav Brand, who keeps the shop.'
    ]
    assert press.ask("Which articles mention Olav Brand's boat?").total == Total(0, 4, 0)


def test_a_matter_is_asked_for_by_its_name(press: Assistant) -> None:
    answer = press.ask("How many articles are about the tram affair?")
    assert answer.remark == "2 of the 4 articles are about “tram affair”."
    assert not press.ask("Which articles are about the whale affair?").citations


def test_none(press: Assistant) -> None:
    answer = press.ask("How many articles mention Lisbon?")
    assert not answer.answered
    assert answer.text == "None of the 4 articles mentions “Lisbon”."
    assert answer.total == Total(0, 4, 0)
    assert len(answer.nearest) == 3
    assert press.ask("anything from 1999?").text == "None of the 4 articles was published in 1999."


def test_part_of_a_word_is_no_mention(press: Assistant) -> None:
    assert press.ask("which articles mention Roe?").total == Total(2, 4, 2)
    assert press.ask("which articles mention Skar?").total == Total(0, 4, 0)


def test_capitals_alone_are_no_common_word(press: Assistant) -> None:
    press.corpus.add(Article(text="The UK and US met. Nobody told us.", id="capitals"))
    press.corpus.add(Article(text="Let us go, the captain said.", id="common"))
    assert press.ask("which articles mention US?").total == Total(1, 6, 1)
    assert press.ask("which articles mention us?").total == Total(2, 6, 2)
    assert press.ask("which articles mention SKARVIK?").total == Total(2, 6, 2)
    press.corpus.remove("capitals")
    press.corpus.remove("common")


def test_publishers(press: Assistant) -> None:
    answer = press.ask("Which papers do you have?")
    assert answer.text == "2 publishers: Harbour Post (2), The Fjord Times (1)."
    assert not answer.citations
    assert press.ask("which papers wrote about the ferry?").remark == (
        "2 publishers: Harbour Post (1), The Fjord Times (1); "
        "2 of the 4 articles are about “ferry”."
    )


def test_the_question_s_filters_add_to_the_caller_s(press: Assistant) -> None:
    answer = press.ask("which articles mention Ane Roe?", publishers=["harbour post"])
    assert headings(answer) == ["Tram line opens"]
    assert answer.filters is None
    answer = press.ask("articles by the Fjord Times", publishers=["Harbour Post"])
    assert not answer.answered
    assert answer.filters is not None
    assert answer.filters.publishers == ("The Fjord Times",)
