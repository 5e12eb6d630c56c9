"""Suggested questions after an answer."""

import pytest

from assistant import Answer, Assistant
from corpus import Article, Corpus

MILL = Article(
    title="Strike at the Linden mill",
    text=(
        "“We will not go back for two percent,” said Anna Bell, who leads the union. "
        "The mill has 300 workers. “The offer stands,” said Peter Holm, its manager."
    ),
)
TALKS = Article(
    title="Talks at the mill", text="“We are close,” said Anna Bell. The talks began on Friday."
)


@pytest.fixture
def assistant(corpus: Corpus) -> Assistant:
    corpus.add([MILL, TALKS])
    return Assistant(corpus)


def test_each_is_answered_and_none_was_asked(assistant: Assistant) -> None:
    answer = assistant.ask("How many workers has the mill?")
    questions = assistant.suggestions_after(answer)
    assert questions == (
        "What did Anna Bell say?",
        "Summarise the article “Strike at the Linden mill”",
        "Which articles mention Anna Bell?",
    )
    for question in questions:
        following = assistant.ask(question, history=[answer])
        assert following.answered, question
        assert question not in assistant.suggestions_after(following)
    assert assistant.suggestions_after(answer, 1) == questions[:1]


def test_who_was_asked_about_is_not_suggested_again(assistant: Assistant) -> None:
    answer = assistant.ask("What did Anna Bell say?")
    assert "What did Anna Bell say?" not in assistant.suggestions_after(answer)


def test_what_cites_nothing_leads_nowhere(assistant: Assistant) -> None:
    assert assistant.suggestions_after(Answer("?", "?", answered=False, text="No.")) == ()


def test_an_article_that_is_gone_leads_nowhere(assistant: Assistant) -> None:
    answer = assistant.ask("How many workers has the mill?")
    assistant.corpus.remove(answer.citations[0].article_id)
    assert assistant.suggestions_after(answer) == ()


@pytest.mark.parametrize(
    "speaker",
    ["The company", "Aviation analysts", "The US Embassy", "NBC News", "Homeland Security"],
)
def test_only_people_are_asked_for_their_words(corpus: Corpus, speaker: str) -> None:
    corpus.add(Article(text=f"“We wait,” said {speaker}. The mill of Linden has 300 workers."))
    assistant = Assistant(corpus)
    answer = assistant.ask("How many workers has the mill of Linden?")
    assert answer.answered
    assert not any("say?" in question for question in assistant.suggestions_after(answer))
