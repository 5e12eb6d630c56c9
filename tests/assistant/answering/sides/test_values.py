"""Two answers are told to differ only where nothing explains the difference away."""

from datetime import date

import pytest

from assistant import Evidence
from assistant.answering.sides.values import compared_values
from corpus import Hit

DEAD = "How many people died in the Penrose fire?"
WON = "Who won the Ashby election?"
OPENS = "When does the Ferris tunnel open?"


def piece(text: str, answer: str) -> Evidence:
    """A sentence that is an article of its own, with its answering words."""
    whole = (0, len(text))
    day = date(2025, 3, 2)
    hit = Hit(text, text, "r", *whole, text, (whole,), None, None, None, day, 1.0)
    start = text.index(answer)
    return Evidence(hit, *whole, 0.9, (start, start + len(answer)))


THREE = piece("Thirteen people died in the Penrose fire, police said.", "Thirteen")
MARSH = piece("Helen Marsh won the Ashby election by 400 votes.", "Helen Marsh")
MAY = piece("The Ferris tunnel opens on 4 May, the operator said.", "4 May")


@pytest.mark.parametrize(
    ("question", "one", "text", "answer", "expected"),
    [
        (DEAD, THREE, "The Penrose fire killed 19 people, doctors said.", "19 people", "different"),
        (DEAD, THREE, "The Penrose fire killed 13 people.", "13 people", "same"),
        (DEAD, THREE, "At least 10 people died in the Penrose fire.", "10", "same"),
        (DEAD, THREE, "At least 11 people died in the Penrose fire.", "11", "unclear"),
        (DEAD, THREE, "Up to 20 people died in the Penrose fire.", "20", "unclear"),
        (DEAD, THREE, "Six men and seven women died in the Penrose fire.", "Six", "unclear"),
        (DEAD, THREE, "Of the 13 who died in the Penrose fire 4 were children.", "4", "unclear"),
        (DEAD, THREE, "Nine firemen were hurt in the Penrose fire.", "Nine", "unclear"),
        (DEAD, THREE, "In 1998 nineteen people died in a fire in Penrose.", "nineteen", "unclear"),
        (DEAD, THREE, "Many people died in the Penrose fire.", "Many", "unclear"),
        (WON, MARSH, "Peter Crane won the Ashby election, he said.", "Peter Crane", "different"),
        (WON, MARSH, "Dame Helen Marsh won the Ashby election.", "Dame Helen Marsh", "same"),
        (WON, MARSH, "Ms Marsh won the Ashby election.", "Ms Marsh", "same"),
        (WON, MARSH, "Labour won the Ashby election.", "Labour", "unclear"),
        (WON, MARSH, "Ola Crane and Jo Pike won the Ashby election.", "Ola Crane", "unclear"),
        (OPENS, MAY, "The Ferris tunnel opens on 11 May, the city said.", "11 May", "different"),
        (OPENS, MAY, "The Ferris tunnel opens on May 4, 2025.", "May 4, 2025", "same"),
        (OPENS, MAY, "The Ferris tunnel opens on the night of 5 May.", "5 May", "unclear"),
    ],
)  # fmt: skip
def test_values_are_compared(
    question: str, one: Evidence, text: str, answer: str, expected: str
) -> None:
    other = piece(text, answer)
    assert compared_values(question, one, other) == expected
    assert compared_values(question, other, one) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2,980", "3,000", "same"),
        ("48.6 million", "49 million", "same"),
        ("85 million", "130 million", "different"),
        ("12", "a dozen", "same"),
    ],
)
def test_rounded_figures_agree(one: str, other: str, expected: str) -> None:
    question = "How many letters did the Corr office lose?"
    told = (piece(f"The Corr office lost {value} letters.", value) for value in (one, other))
    assert compared_values(question, *told) == expected
