"""Yes-or-no questions in their parts."""

import pytest

from assistant.judge.yes_no.asking import Asked


@pytest.mark.parametrize(
    ("question", "subject", "predicate", "rest", "time"),
    [
        ("Did Costa reject the plan?", "costa", "reject", "plan", "done"),
        ("did the council reject the plan", "council", "reject", "plan", "done"),
        ("Was he really arrested?", "", "arrested", "", "done"),
        ("Is it true that the mayor resigned?", "mayor", "resigned", "", "done"),
        ("Is it true that the mayor will resign?", "mayor", "resign", "", "coming"),
        ("Hasn't the cap been lifted already?", "cap", "lifted", "", "done"),
        ("And will Zelensky sign it?", "zelensky", "sign", "", "coming"),
        ("Is the mayor going to resign?", "mayor", "resign", "", "coming"),
        ("Did Nordvik make a profit?", "nordvik", "profit", "", "done"),
        ("Was Roe found guilty?", "roe", "guilty", "found", "done"),
        ("Can visitors still bring dogs?", "visitors", "bring", "dogs", "able"),
        ("Were there any fires?", "", "fires", "", "done"),
    ],
)
def test_the_parts(question: str, subject: str, predicate: str, rest: str, time: str) -> None:
    parts = Asked.of(question)
    assert parts is not None
    assert " ".join(token.form for token in parts.subject) == subject
    assert parts.predicate.form == predicate
    assert " ".join(token.form for token in parts.rest) == rest
    assert parts.time == time


def test_the_article_tells_where_the_subject_ends() -> None:
    text = "The northern pier of Melbury will close, the council said."
    parts = Asked.of("Will the northern pier of Melbury close?", text)
    assert parts is not None
    assert [token.form for token in parts.subject] == ["northern", "pier", "melbury"]
    assert parts.predicate.form == "close"


def test_a_subject_ends_with_a_whole_word() -> None:
    parts = Asked.of("Did the Liberals vote for the law?", "The Liberals voted against the law.")
    assert parts is not None
    assert [token.form for token in parts.subject] == ["liberals"]


@pytest.mark.parametrize(
    "question",
    ["Who opened the bridge?", "Did he win or lose?", "Can you help me?", "Did?", "Was . ?"],
)
def test_another_question(question: str) -> None:
    assert Asked.of(question) is None
