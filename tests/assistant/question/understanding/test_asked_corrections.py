"""Questions about the corrections that articles carry, and others about corrections in the news."""

from datetime import date

import pytest

from assistant.question.understanding.kinds import understood

ASKED = {
    "Any corrections?": "",
    "any corrections": "",
    "Are there any corrections?": "",
    "Which articles have been corrected?": "",
    "How many articles were corrected?": "",
    "Has the article about the mill fire been corrected?": "mill fire",
    "Was the story about the mill fire corrected?": "mill fire",
    "Has the mill fire article been corrected?": "mill fire",
    "Show me the corrections": "",
    "What corrections have been made?": "",
    "List all corrections and clarifications": "",
    "Which stories carry a correction?": "",
    "Are there any articles with corrections?": "",
    "Have there been any corrections to the mill fire story?": "mill fire",
    "Does the article about Tollbridge have a correction?": "Tollbridge",
    "Any corrections to the article on the canal?": "canal",
    "Has any article been amended?": "",
    "Corrections about the death toll": "death toll",
    "Have any of the articles been retracted?": "",
    "Was the article on the canal amended later?": "canal",
    "Have there been corrections since Monday?": "",
}
NOT_ASKED = (
    "What did the department of corrections say?",
    "Did the ministry correct its figures?",
    "Who corrected the figures?",
    "Was the bill amended?",
    "Has the law been amended?",
    "Was the toll corrected?",
    "When did shares enter a correction?",
    "Are corrections officers on strike?",
    "Which articles mention corrections?",
    "Why was the article corrected?",
    "What is the correction in house prices?",
    "Has the report on the dam been amended by the ministry?",
    "Who clarified the statement?",
)


@pytest.mark.parametrize(("question", "topic"), ASKED.items())
def test_corrections_are_asked_for(question: str, topic: str) -> None:
    request = understood(question, ["Courier"], date(2026, 11, 26))
    assert (request.kind, request.of, request.topic) == ("articles", "corrected", topic)


@pytest.mark.parametrize("question", NOT_ASKED)
def test_what_others_correct_is_asked_of_the_articles(question: str) -> None:
    assert understood(question, ["Courier"], date(2026, 11, 26)).of != "corrected"
