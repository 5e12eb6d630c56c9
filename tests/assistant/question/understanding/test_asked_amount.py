"""Questions that ask for an amount, and sentences that have none."""

import pytest

from assistant.question.understanding.asked_amount import lacks_amount, tells_another_year


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("How many games was Ane Roe banned for?", "Roe got a multi-game ban after the brawl."),
        ("how much did the ferry cost", "The ferry was dearer than the council had hoped."),
        ("How old is the mayor?", "The mayor was born in Torvik."),
        ("What proportion of voters stayed at home?", "Voters stayed at home, the Herald said."),
        ("And since the flood, how many have left?", "People have left since the flood."),
        ("torvik mayor age", "The mayor thanked her staff."),
        ("What was the price of the ferry?", "The ferry was dearer than the council had hoped."),
        ("norwich mill fire death toll", "The fire broke out in the night."),
        ("number of jars broken", "The jars broke when the shelf fell."),
        ("harbour director salary?", "The director is paid by the city."),
    ],
)
def test_a_sentence_without_an_amount_tells_none(question: str, sentence: str) -> None:
    assert lacks_amount(question, sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("How many games was Ane Roe banned for?", "Roe was banned for six games."),
        ("How many games was Ane Roe banned for?", "Nobody was banned."),
        ("How many people came?", "Dozens came."),
        ("How many of the jars broke?", "Half of them broke."),
        ("how much did the ferry cost", "The ferry cost £8m."),
        ("how much is entry", "Entry is free."),
        ("How old is the mayor?", "The 61-year-old mayor resigned."),
        ("torvik mayor age", "The 61-year-old mayor resigned."),
        ("Why did they raise the price?", "The ferry burns more oil in winter."),
        ("who pays the cost", "The council pays for the ferry."),
        ("what are people saying about the price", "It is too dear, said Ane Roe."),
        ("cost of living crisis", "Families skip meals, the charity said."),
        ("Who was banned?", "Roe got a multi-game ban after the brawl."),
        ("How did the match end?", "They drew."),
        ("Wie viele Spiele?", "Sie wurde gesperrt."),
        ("How many games was Ane Roe banned for?", "Roe ist für die nächsten Spiele gesperrt."),
    ],
)
def test_any_amount_may_answer(question: str, sentence: str) -> None:
    assert not lacks_amount(question, sentence)


SOLAR = "The county will have 450 turbines by 2022, up from 175."


@pytest.mark.parametrize(
    ("question", "another"),
    [
        ("How many turbines will the county have by 2030?", True),
        ("how many turbines were there in 2015", True),
        ("How many turbines will the county have by 2022?", False),
        ("How many turbines will the county have?", False),
        # It tells of a year in which something was so.
        ("Who led the county in 2015?", False),
        ("How many turbines did the county have in 2019?", False),
    ],
)
def test_the_amount_of_another_year(question: str, another: bool) -> None:
    passage = f"Windy county (4 March 2019) {SOLAR}"
    assert tells_another_year(question, SOLAR, passage) == another
    assert not tells_another_year(question, f"{SOLAR[:-1]} a year before.", passage)
