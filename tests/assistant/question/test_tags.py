"""Statements that a tag makes questions."""

import pytest

from assistant.question.tags import without_tag


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Roe resigned, didn't she?", "Is it true that Roe resigned?"),
        ("roe was convicted of theft wasnt he", "Is it true that roe was convicted of theft?"),
        ("Roe resigned, did she not?", "Is it true that Roe resigned?"),
        ("So the firm bought 30 ships, right?", "Is it true that the firm bought 30 ships?"),
        ("Holm bought all of the firm, no?", "Is it true that Holm bought all of the firm?"),
        ("Roe left the board, is that true?", "Is it true that Roe left the board?"),
        # Behind a denial the tag asks for what is denied.
        ("The crew didn't drown, did they?", "Is it true that The crew did drown?"),
        ("Roe won't resign, will he?", "Is it true that Roe will resign?"),
        ("Roe has never been fined, has she?", "Is it true that Roe has been fined?"),
        ("He was fired, wasn't he? (Roe captain)", "Is it true that He was fired? (Roe captain)"),
        ("did the firm go public or not?", "did the firm go public?"),
        ("Did Roe confess, yes or no", "Did Roe confess?"),
    ],
)
def test_a_statement_with_a_tag_is_a_question(question: str, asked: str) -> None:
    assert without_tag(question) == asked


@pytest.mark.parametrize(
    "question",
    [
        "what did he do?",
        "Which is right?",
        "When Roe left, where was he?",
        "tell me about it, is that right?",
        "was it Roe, or was it Brand?",
        "nobody knows where it is",
        "Roe resigned over the report that it was",
        "Skarvik, right?",
        "to be or not to be",
        "how old is he",
    ],
)
def test_any_other_question_stays(question: str) -> None:
    assert without_tag(question) == question
