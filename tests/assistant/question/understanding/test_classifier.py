"""The classifier of questions by kind, and the subject of a question."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.question.understanding import classifier as module
from assistant.question.understanding.classifier import Classifier, bare, grams, split_words
from corpus.models.embedding import Embedder

QUESTIONS = Path(module.__file__).with_name("questions.jsonl")


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return Classifier.load()


def test_its_own_questions_are_told_apart(classifier: Classifier) -> None:
    rows = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()][::20]
    questions = [bare(row["question"]) for row in rows]
    vectors = Embedder.load().embed(questions)
    right = 0
    for row, question, vector in zip(rows, questions, vectors, strict=True):
        told = classifier.probabilities(question, vector)
        assert sum(told.values()) == pytest.approx(1)
        right += max(told, key=lambda kind: told[kind]) == row["kind"]
    assert right >= 0.9 * len(rows)


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("is there anything in there about the ferry strike", "ferry strike"),
        ("could you find everything on Ane Roe", "Ane Roe"),
        ("walk me through the story of the drowned village", "drowned village"),
        ("what do you have", ""),
    ],
)
def test_the_subject_is_found(classifier: Classifier, question: str, subject: str) -> None:
    assert classifier.subject(question).removeprefix("the ") == subject


def test_words_that_do_not_ask_are_as_one() -> None:
    pieces = grams("Articles about Ane Roe?", frozenset(["articles", "about", "?"]))
    assert {"^ articles", "about ane roe", "*:^ articles about *", "*:about * ? $"} <= pieces


def test_a_question_mark_tells_nothing() -> None:
    assert bare(" Who’s  Ane Roe ?! ") == bare("who's Ane Roe").replace("who", "Who")


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    classifier = Classifier.load()
    assert classifier.subject(text) in text
    assert all(0 <= low < high <= len(text) for _, low, high in split_words(text))
    told = classifier.probabilities(text, np.zeros(384, np.float32))
    assert sum(told.values()) == pytest.approx(1)
