"""Sentences that settle a yes-or-no question, and those that do not."""

import pytest

from assistant.judge.yes_no.asking import Asked
from assistant.judge.yes_no.settling import settles


def verdict(question: str, sentence: str, before: str = "") -> str | None:
    parts = Asked.of(question, f"{before} {sentence}")
    assert parts is not None
    settled = settles(parts, sentence, [before])
    return None if settled is None else "yes" if settled.so else "no"


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("Did the council approve the plan?", "The council gave the go-ahead to the plan.", "yes"),
        ("Did the council approve the plan?", "The council turned down the plan.", "no"),
        ("Did the council approve the plan?", "The council did not approve the plan.", "no"),
        ("Did the council approve the plan?", "The council failed to approve the plan.", "no"),
        ("Was the plan approved?", "The council approved the plan on Monday.", "yes"),
        ("Was the rocket launched?", "The launch of the rocket was put off.", "no"),
        ("Is the pier open?", "The pier remains shut.", "no"),
        ("Is the bridge safe?", "It is a safe bridge, the bridge.", "yes"),
        ("Is Titan bigger than Ash?", "Titan is bigger than the planet Ash.", "yes"),
        ("Did Roe plead not guilty?", "Roe pleaded guilty on Monday.", "no"),
        ("Did Roe plead not guilty?", "Roe pleaded not guilty on Monday.", "yes"),
        ("Was anyone killed?", "Nobody was killed.", "no"),
        ("Will Roe resign?", "Roe said that she would not resign.", "no"),
        ("Will the firm cut jobs?", "The firm will cut 900 jobs.", "yes"),
        ("Can people swim in the lake?", "People may swim in the lake from May.", "yes"),
        ("Was there a fire?", "There was no fire.", "no"),
    ],
)
def test_other_words_that_say_the_same_or_the_opposite(
    question: str, sentence: str, expected: str
) -> None:
    assert verdict(question, sentence) == expected


@pytest.mark.parametrize(
    ("question", "sentence", "before", "expected"),
    [
        ("Does the phone have the glass screen?", "It has a folding screen.",
         "The phone with a glass screen cracked.", None),
        ("Did the city open the night shelter?", "The city opened a day shelter.",
         "A night shelter was planned.", None),
        ("Did the firm sell the steel mill?", "The firm sold the paper mill.",
         "It had a steel mill, too.", None),
        ("Did the museum buy the silver coin?", "The museum bought the gold coin.",
         "A silver coin was on offer.", None),
        ("Did the club sign the young striker?", "The club signed a veteran striker.",
         "A young striker was tried.", None),
        ("Does the museum have the butterfly room?", "The museum features a beetle room.",
         "A butterfly room was planned.", None),
        ("Did the city cut the family benefit?", "The city cut the housing benefit.",
         "The family benefit is paid monthly.", None),
        ("Did the firm sell the steel mill?", "The firm sold the mill.",
         "It had a steel mill.", "yes"),
    ],
)  # fmt: skip
def test_a_thing_of_another_sort_settles_nothing(
    question: str, sentence: str, before: str, expected: str | None
) -> None:
    assert verdict(question, sentence, before) == expected


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Did the council approve the plan?", "The council may approve the plan."),
        ("Did the council approve the plan?", "The council plans to approve the plan in May."),
        ("Did the council approve the plan?", "The council has to approve the plan."),
        ("Was the plan approved?", "The council needs to approve the plan."),
        ("Has Roe left the party?", "Roe is to leave the party."),
        ("Did the firm close the mill?", "The firm had to close the mill by May."),
        ("Has the ship sailed?", "The ship was due to sail on Monday."),
        ("Did the council approve the plan?", "The council will approve the plan in May."),
        ("Did the council approve the plan?", "The council approved the budget."),
        ("Did the council approve the plan?", "Two members of the council approved the plan."),
        ("Did the council approve the plan?", "The committee approved the plan."),
        ("Did the council approve the plan?", "The council approved the plan, said Ann Roe."),
        ("Did Roe take bribes?", "Roe allegedly took bribes."),
        ("Did Roe copy the song?", "Roe denied that he had copied the song."),
        ("Did Roe beat Doe?", "Doe beat Roe."),
        ("Will the ward close?", "The ward will close unless nurses are found."),
        ("Will the ward close?", "If no nurses are found, the ward will close."),
        ("Was anyone hurt?", "Nobody else was hurt."),
        ("Was anyone hurt?", "None of them was badly hurt."),
        ("Has the statue been moved?", "The date of the move is not known."),
        ("Was there a tsunami?", "A tsunami warning was lifted."),
        ("Has the work begun?", "The work begins in June."),
        ("Did the firm strike?", "The firm did not rule out that it might strike."),
        ("Is the phone any good?", "The hinge was moved to the phone, and this is a good thing."),
        ("Is the new bridge safe?", "The new bridge has a safe place for bicycles."),
        ("Is the vaccine effective?", "The vaccine came with an effective campaign."),
        ("Is the tunnel dangerous?", "The tunnel lies in a dangerous valley."),
        ("Is the mayor popular?", "The mayor wrote a popular book."),
    ],
)
def test_what_settles_nothing(question: str, sentence: str) -> None:
    assert verdict(question, sentence) is None


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("Did prices rise by 8 per cent?", "Prices rose by 6 per cent.", "no"),
        ("Did prices rise by 6 per cent?", "Prices rose by 6 per cent.", "yes"),
        ("Did more than 500 people sign?", "More than 600 people signed.", "yes"),
        ("Did more than 700 people sign?", "About 600 people signed.", "no"),
        ("Did more than 700 people sign?", "More than 600 people signed.", None),
        ("Was the tiger caught on Monday?", "The tiger was caught on Tuesday.", "no"),
        ("Was the tiger caught on Monday?", "The tiger was caught.", None),
        ("Are all schools closed?", "About 70 per cent of schools are closed.", "no"),
        ("Are all schools closed?", "All schools are closed.", "yes"),
        ("Are all schools closed?", "Schools are closed.", None),
        ("Is Sunday the busiest day?", "Sunday is the second busiest day.", "no"),
    ],
)
def test_figures_days_and_parts(question: str, sentence: str, expected: str | None) -> None:
    assert verdict(question, sentence) == expected


@pytest.mark.parametrize(
    "question",
    [
        "is the 16 inch laptop any good",
        "Is the 737 jet safe?",
        "was the 2019 budget approved",
        "Did the 14 bus crash?",
        "is the 5 pound note valid",
        "are the 12 towers open",
    ],
)
def test_a_number_alone_is_no_subject(question: str) -> None:
    assert Asked.of(question, "A text of something else.") is None


def test_a_pronoun_is_the_nearest_name() -> None:
    before = "Ann Roe, the mayor, spoke on Monday."
    assert verdict("Did Ann Roe resign?", "She resigned.", before) == "yes"
    assert verdict("Did Bo Lee resign?", "She resigned.", before) is None


def test_a_role_is_the_name_beside_it() -> None:
    before = "The mayor, Ann Roe, spoke on Monday."
    assert verdict("Did the mayor resign?", "Ms Roe resigned on Tuesday.", before) == "yes"
    assert verdict("Did the mayor resign?", "Ms Doe resigned on Tuesday.", before) is None
