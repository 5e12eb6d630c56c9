"""Questions of who said what, by their wording."""

import time

import pytest

from assistant.question.understanding.quoted import AskedFor, Speech, asks_of_document


@pytest.mark.parametrize(
    ("question", "speaker", "topic"),
    [
        ("What did Ane Roe say about the ferry", "Ane Roe", "the ferry"),
        ("what has the ministry said on prices", "the ministry", "prices"),
        ("What does Roe think of the plan", "Roe", "the plan"),
        ("What is Roe's view on wolves", "Roe", "wolves"),
        ("What were Roe's exact words", "Roe", ""),
        ("What did Roe tell reporters about the leak", "Roe", "the leak"),
        ("What did Roe tell the committee", "Roe", ""),
        ("quotes by Roe", "Roe", ""),
        ("Show me all the statements of Roe about bread", "Roe", "bread"),
        ("How did the mayor react to the ruling", "the mayor", "the ruling"),
        ("what is Roe quoted as saying about bread", "Roe", "bread"),
    ],
)
def test_words_of_a_speaker(question: str, speaker: str, topic: str) -> None:
    assert Speech.of(question) == Speech("words", speaker, topic)


@pytest.mark.parametrize(
    ("question", "asked", "topic"),
    [
        ("Who said that the bridge is safe", "speaker", "the bridge is safe"),
        ("who called it a farce", "speaker", "it a farce"),
        ("Someone said the ferry was late, but who said it", "speaker", "the ferry was late"),
        ("Who is quoted in the article about wolves", "speakers", "wolves"),
        ("whom do the articles quote about wolves", "speakers", "wolves"),
        ("Who is quoted", "speakers", ""),
    ],
)
def test_speakers_of_words(question: str, asked: AskedFor, topic: str) -> None:
    assert Speech.of(question) == Speech(asked, "", topic)


@pytest.mark.parametrize(
    "question",
    [
        "What did Roe propose",
        "What did Roe announce on Monday",
        "What does the law say about deposits",
        "What did he say about it",
        "Who said it",
        "Who told the inspectors about the leak",
        "Who wrote the report on meals",
        "Who testified at the hearing",
        "What happened in Bergen",
    ],
)
def test_other_questions(question: str) -> None:
    assert Speech.of(question) is None


@pytest.mark.parametrize(
    "question",
    [
        "What does the report say about the bridge",
        "What does Norway's constitution say about the king",
        "What did Dr. Lind's report say about wolves",
        "What did the council's letter to the mayor say",
        "What does St. Mary's contract say about rent",
        "How does the BBC's survey describe the town",
    ],
)
def test_what_a_document_says_is_nobodys_words(question: str) -> None:
    assert Speech.of(question) is None
    assert asks_of_document(question)


def test_whose_lawyer_writes_a_letter_is_a_speaker() -> None:
    for question in ("What did Roe's lawyer say about the report", "What did the author say"):
        assert not asks_of_document(question)
        assert Speech.of(question) is not None


@pytest.mark.parametrize("unit", ["what did a say ", "who said ", "so ", "quotes by ", "to about "])
def test_a_long_question_takes_no_time(unit: str) -> None:
    began = time.process_time()
    Speech.of(("what did " + unit * 1_000)[:1_000])
    assert time.process_time() - began < 0.2
