"""Twenty-five questions of our own on the seed article, ten of which it does not answer."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Answer, Assistant
from assistant.evaluation import Case, load_cases

QUESTIONS = Path(__file__).parent / "data" / "seed_questions.jsonl"


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[tuple[Case, Answer]]]:
    cases = load_cases(QUESTIONS)
    with Assistant.open(tmp_path_factory.mktemp("home")) as assistant:
        yield [(case, assistant.ask(case.question)) for case in cases]


def test_the_right_sentence_is_cited_first(answers: list[tuple[Case, Answer]]) -> None:
    asked = [(case, answer) for case, answer in answers if case.answerable]
    right = [
        answer.answered and any(words in answer.citations[0].quote for words in case.answers)
        for case, answer in asked
    ]
    assert len(right) == 15
    assert sum(right) >= 14


def test_what_the_article_does_not_say_is_refused(answers: list[tuple[Case, Answer]]) -> None:
    refused = [not answer.answered for case, answer in answers if not case.answerable]
    assert len(refused) == 10
    assert sum(refused) >= 8


def test_the_first_question_of_the_project(answers: list[tuple[Case, Answer]]) -> None:
    case, answer = answers[0]
    assert case.question == "What did Meloni propose?"
    assert answer.citations[0].article_id == "sample-meloni-article-5"
    assert "NATO could extend Article 5 protections to Ukraine" in answer.citations[0].quote
