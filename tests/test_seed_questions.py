"""Twenty-five questions of our own on the seed article, ten of which it does not answer.

Asked of the article alone, as its file has it and under a headline with its day, and among the
samples: what it says does not depend on what lies beside it.
"""

from datetime import date
from pathlib import Path

import pytest

from assistant import Answer, Assistant
from assistant.evaluation import Case, load_cases
from corpus import Article, Corpus
from corpus.samples import samples

QUESTIONS = Path(__file__).parent / "data" / "seed_questions.jsonl"
TITLE = "Italian PM Meloni suggests extending NATO's Article 5 to Ukraine"
SAMPLES = list(samples())
SEED = next(article for article in SAMPLES if article.id == "sample-meloni-article-5")
BESIDE = {
    "alone": [Article(text=SEED.text)],
    "alone, with title and day": [Article(text=SEED.text, title=TITLE, published=date(2025, 3, 6))],
    "among the samples": SAMPLES,
}


@pytest.fixture(scope="module", params=BESIDE)
def answers(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> list[tuple[Case, Answer]]:
    with Corpus.open(tmp_path_factory.mktemp("home")) as corpus:
        corpus.add(BESIDE[request.param])
        assistant = Assistant(corpus)
        return [(case, assistant.ask(case.question)) for case in load_cases(QUESTIONS)]


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
    assert sum(refused) >= 9


def test_the_first_question_of_the_project(answers: list[tuple[Case, Answer]]) -> None:
    case, answer = answers[0]
    assert case.question == "What did Meloni propose?"
    assert "NATO could extend Article 5 protections to Ukraine" in answer.citations[0].quote
