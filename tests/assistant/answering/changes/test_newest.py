"""A later article takes an earlier one's place only where both tell of one thing."""

from datetime import date

import pytest

from assistant import Evidence
from assistant.answering.changes.newest import newest_first
from corpus import Hit

DAY, LATER = date(2025, 3, 2), date(2025, 3, 9)


def piece(text: str, answer: str, published: date | None, support: float = 0.9) -> Evidence:
    """A sentence that is an article of its own, with its answering words."""
    whole = (0, len(text))
    hit = Hit(text, text, "r", *whole, text, (whole,), None, None, None, published, 1.0)
    start = text.index(answer)
    return Evidence(hit, *whole, support, (start, start + len(answer)))


def leads(question: str, *pieces: Evidence) -> tuple[str, list[str]]:
    """The answer that leads, and those that it takes the place of."""
    told = newest_first(question, pieces, 0.35)
    return told.evidence[0].answer, [piece.answer for piece in told.replaced]


FIRE = "How many people died in the Penrose fire?"
THREE = piece("Three people died in the Penrose fire, police said.", "Three", DAY)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Nine people died in the Penrose fire, police said.", "Nine"),
        ("The Penrose fire killed nine people, the coroner confirmed.", "nine"),
    ],
)
def test_the_newer_value_leads(text: str, answer: str) -> None:
    assert leads(FIRE, THREE, piece(text, answer, LATER, 0.5)) == (answer, ["Three"])
    assert leads(FIRE, piece(text, answer, LATER), THREE) == (answer, ["Three"])
    first = FIRE.replace("people", "people initially")
    assert leads(first, piece(text, answer, LATER), THREE) == ("Three", [answer])


def test_each_other_value_is_told_once_the_newest_first() -> None:
    nine = piece("Nine people died in the Penrose fire, police said.", "Nine", LATER)
    seven = piece("Seven people died in the Penrose fire.", "Seven people", date(2025, 3, 5))
    again = piece("Three people died in the Penrose fire.", "Three people", date(2025, 3, 3))
    assert leads(FIRE, THREE, again, nine, seven) == ("Nine", ["Seven people", "Three people"])


@pytest.mark.parametrize(
    ("text", "answer", "day"),
    [
        ("Nine people died in the Crown fire, police said.", "Nine", LATER),
        ("Nine people died in the Penrose fire, police said.", "Nine", None),
        ("Nine people died in the Penrose fire, police said.", "Nine", DAY),
        ("Nine people died in the Penrose fire, police said.", "Nine", date(2026, 3, 2)),
        ("Two more people died in the Penrose fire.", "Two", LATER),
        ("Two people who nearly died in the Penrose fire are still in hospital.", "Two", LATER),
        ("Some 400 candles were lit for those who died in the Penrose fire.", "400", LATER),
        ("Police feared that up to 20 people could have died in the Penrose fire.", "20", LATER),
        ("It is not true that 20 people died in the Penrose fire, police said.", "20", LATER),
        ("The people who died in the Penrose fire were buried on Sunday.", "Sunday", LATER),
    ],
)
def test_what_may_be_something_else_does_not_win(text: str, answer: str, day: date | None) -> None:
    assert leads(FIRE, THREE, piece(text, answer, day, 0.8)) == ("Three", [])


def test_a_year_in_the_question_is_that_of_the_event() -> None:
    won = piece("Thornby won the Aston cup in 2024.", "Thornby", date(2024, 12, 20))
    next_year = piece("Weldon won the Aston cup.", "Weldon", date(2025, 2, 9))
    assert leads("Who won the Aston cup in 2024?", won, next_year) == ("Thornby", [])


def test_what_agrees_or_is_unsure_changes_nothing() -> None:
    same = piece("In the Penrose fire three people died.", "three people", LATER)
    unsure = piece("In Penrose nine people are said to have died in a fire.", "nine", LATER, 0.05)
    assert leads(FIRE, THREE, same, unsure) == ("Three", [])
    assert newest_first(FIRE, [], 0.35).evidence == ()
    low = piece(THREE.quote, "Three", DAY, 0.2)
    assert newest_first(FIRE, [low], 0.35).evidence == (low,)


def test_a_court_may_turn_what_another_decided_after_months() -> None:
    asked = "What sentence did Tomas Reidl get?"
    six = piece("Tomas Reidl was sentenced to six years in prison.", "six years", DAY)
    text = "An appeal court cut the sentence of Tomas Reidl to two years in prison."
    two = piece(text, "two years", date(2025, 9, 20))
    assert leads(asked, six, two) == ("two years", ["six years"])


def test_what_is_denied_beside_does_not_matter() -> None:
    asked = "What share voted yes in the Mara vote?"
    half = piece(
        "In the Mara vote 52 per cent voted yes, with a third counted.", "52 per cent", DAY
    )
    text = "In the Mara vote 48 per cent voted yes, so the port will not be sold."
    final = piece(text, "48 per cent", LATER)
    assert leads(asked, half, final) == ("48 per cent", ["52 per cent"])


def test_a_deputy_takes_nobodys_place() -> None:
    asked = "Who is the mayor of Pelham?"
    mayor = piece("Rosa Linde is the mayor of Pelham.", "Rosa Linde", DAY)
    deputy = piece("Karl Brunn is the deputy mayor of Pelham.", "Karl Brunn", LATER)
    assert leads(asked, mayor, deputy) == ("Rosa Linde", [])


def test_what_became_of_some_is_no_new_count() -> None:
    asked = "How many people were injured in the blast at Norr?"
    eighty = piece("The blast at Norr injured 80 people, doctors said.", "80 people", DAY)
    home = piece("Nine people injured in the blast at Norr were sent home.", "Nine people", LATER)
    assert leads(asked, eighty, home) == ("80 people", [])
