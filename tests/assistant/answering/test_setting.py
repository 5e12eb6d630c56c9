"""The sentence before a quote that cannot be read alone."""

import pytest

from assistant import Answer, Assistant
from assistant.answer_parts import Statement
from assistant.answering.compose import passage_of
from assistant.answering.fact import cite
from assistant.answering.setting import points_back, with_settings
from assistant.reader.evidence import Evidence
from corpus import Article, Corpus

TEXT = """\
Workers at the Linden mill went on strike. Anna Bell, who leads the union, spoke at noon. \
She demanded a rise of six percent. But the mill offered two.
READ MORE: How the strike began
They will meet again on Friday. “We are patient. We have waited ten years,” said Bell.
"""


@pytest.mark.parametrize(
    "quote",
    [
        "He said the plan would fail.",
        "But Macron said no.",
        "In March, he resigned.",
        "It employs 300 people.",
        "This would cost €3 million.",
        "When he arrived, the hall was empty.",
        "Their house burned down in 2019.",
        "Some of them left.",
        "Also on trial is the brother of the mayor.",
        "“We have lost.”",
        "We have waited ten years,” said Bell.",
    ],
)
def test_what_points_back(quote: str) -> None:
    assert points_back(quote)


@pytest.mark.parametrize(
    "quote",
    [
        "The mayor, Anna Bell, said it would rain.",
        "Protesters raised their signs.",
        "It is unclear whether the ship sank.",
        "It was not known why the bridge fell.",
        "This week, Germany voted.",
        "“We have lost,” said Ann Lee.",
        "While France voted, they waited.",
        "As a result, the company closed.",
        "That year the river froze.",
    ],
)
def test_what_can_be_read_alone(quote: str) -> None:
    assert not points_back(quote)


def test_the_rest_of_a_quotation_points_back() -> None:
    assert points_back("We have waited ten years.", "“We are patient. ")
    assert not points_back("We have waited ten years.", "“We are patient,” said Bell. ")


@pytest.fixture
def mill(corpus: Corpus) -> Article:
    article = Article(text=TEXT, title="Strike at the Linden mill", id="mill")
    corpus.add(article)
    return article


def settings(corpus: Corpus, article: Article, *quotes: str) -> list[str]:
    """The settings of an answer that quotes these sentences."""
    hit = passage_of(article)
    pieces = [
        Evidence(hit, start, end, 0.9)
        for quote in quotes
        for start, end in hit.sentences
        if quote in article.text[start:end]
    ]
    citations = tuple(cite(number, piece) for number, piece in enumerate(pieces, 1))
    statements = tuple(Statement(c.quote, (c.number,), 0.9) for c in citations)
    answer = with_settings(Answer("?", "?", True, "", statements, citations), corpus)
    for citation in answer.citations:
        if citation.setting:
            start, end = citation.setting.start, citation.setting.end
            assert article.text[start:end] == citation.setting.quote
    return [answer.setting_of(statement) for statement in answer.statements]


def test_the_sentence_before_is_shown(corpus: Corpus, mill: Article) -> None:
    assert settings(corpus, mill, "a rise of six", "Workers at") == [
        "Anna Bell, who leads the union, spoke at noon.",
        "",
    ]


def test_one_more_where_that_points_back_too(corpus: Corpus, mill: Article) -> None:
    assert settings(corpus, mill, "the mill offered two") == [
        "Anna Bell, who leads the union, spoke at noon. She demanded a rise of six percent."
    ]


def test_what_is_no_statement_is_passed_over(corpus: Corpus, mill: Article) -> None:
    (setting,) = settings(corpus, mill, "meet again")
    assert setting.endswith("But the mill offered two.")


def test_what_the_answer_has_before_is_not_repeated(corpus: Corpus, mill: Article) -> None:
    assert settings(corpus, mill, "Anna Bell", "a rise of six") == ["", ""]


def test_every_form_of_an_answer_shows_it(corpus: Corpus, mill: Article) -> None:
    answer = Assistant(corpus).ask("What did Anna Bell demand?")
    (statement, *_) = answer.statements
    assert statement.text == "She demanded a rise of six percent."
    setting = answer.setting_of(statement)
    assert setting == "Anna Bell, who leads the union, spoke at noon."
    assert f"*{setting}* {statement.text}" in answer.to_markdown()
    assert f"<small>{setting}</small> {statement.text}" in answer._repr_html_()
    assert f"after “{setting}”" in str(answer)
    assert answer.to_dict()["citations"][0]["setting"]["quote"] == setting
    assert setting not in answer.text
