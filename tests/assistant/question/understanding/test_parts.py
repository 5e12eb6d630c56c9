"""Questions that ask of several things."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.question.understanding.parts import MOST, parts


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        (
            "What are Ane Roe and Olav Brand each accused of?",
            ["What is Ane Roe accused of?", "What is Olav Brand accused of?"],
        ),
        (
            "How did Roe, Brand and Holm answer the charges?",
            [f"How did {name} answer the charges?" for name in ("Roe", "Brand", "Holm")],
        ),
        (
            "what did the mayor and the doctor say of the fever",
            ["what did the mayor say of the fever?", "what did the doctor say of the fever?"],
        ),
        (
            "How many watches were stolen and how many were found?",
            ["How many watches were stolen?", "How many watches were found?"],
        ),
        (
            "When was the ship due, and when will it be delivered?",
            ["When was the ship due?", "When will it be delivered?"],
        ),
        (
            "Which is older, the Aar bridge or the Lune bridge?",
            ["How old is the Aar bridge?", "How old is the Lune bridge?"],
        ),
        (
            "How does the fare on the tram compare with the bus?",
            ["What is the fare on the tram?", "What is the fare on the bus?"],
        ),
        (
            "what's the difference between bubonic and pneumonic plague?",
            ["What is bubonic plague?", "What is pneumonic plague?"],
        ),
        (
            "how do the moons of Saturn and Jupiter differ?",
            ["What are the moons of Saturn?", "What are the moons of Jupiter?"],
        ),
        (
            "Compare the cost of the dam with the cost of the tram",
            ["What is the cost of the dam?", "What is the cost of the tram?"],
        ),
    ],
)
def test_parts(question: str, asked: list[str]) -> None:
    assert [part.question for part in parts(question)] == asked


@pytest.mark.parametrize(
    "question",
    [
        "What did Meloni propose?",
        "What is bread and butter pudding?",
        "How did it start",
        "Salt and pepper",
    ],
)
def test_whole(question: str) -> None:
    assert parts(question) == ()


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    assert len(parts(text)) <= MOST
