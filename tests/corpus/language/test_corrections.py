"""Notes by which articles correct themselves, told from what articles report of corrections."""

import pytest

from corpus.language.corrections import corrections, wrong_and_right
from corpus.language.tokens import tokens

BEFORE = "The fire broke out at night, the brigade said."
NOTES = {
    (
        "Correction: An earlier version of this article said 12 people were killed. The number is"
        " 15."
    ): ("12", "15"),
    "Correction (3 March 2024): The number of people killed in the fire is 15, not 12.": (
        "12",
        "15",
    ),
    (
        "CORRECTION, March 3, 2024: An earlier version of this story misspelled the name of the "
        "mayor. She is Ann Roe, not Anne Row."
    ): ("Row", "Roe"),
    "Clarification: The mayor spoke on Tuesday, not on Wednesday.": ("Wednesday", "Tuesday"),
    (
        "This article was amended on 3 March 2024 to correct the number of people killed from 12 "
        "to 15."
    ): ("12", "15"),
    "This article was amended on 3 March to say that the fire was in Hull, not Leeds.": (
        "Leeds",
        "Hull",
    ),
    (
        "This article was amended on 5 May 2023. An earlier version said that Jo Cox was finance "
        "minister; she was foreign minister."
    ): ("finance", "foreign"),
    (
        "Editor's note: This story has been updated to correct the year of the election, which "
        "was 1998."
    ): ("", ""),
    (
        "An earlier version of this article incorrectly stated that the bridge is 300 metres "
        "long. It is 230 metres long."
    ): ("300", "230"),
    ("This story has been corrected to show that the dam holds 3 million litres, not 3 billion."): (
        "billion",
        "million",
    ),
    "This story has been corrected to say the vote is on Monday instead of Tuesday.": (
        "Tuesday",
        "Monday",
    ),
    "(Corrects number of dead to 15, not 12, in paragraph 2)": ("12", "15"),
    "(This 3 March story corrects number of dead to 15 from 12)": ("12", "15"),
    (
        "Because of an editing error, an article on Tuesday about the mill fire misstated the "
        "number of victims. It is 15, not 12."
    ): ("12", "15"),
    (
        "An article on Friday about the canal misidentified the chairman of the board. He is Tom "
        "Pell, not Tim Pell."
    ): ("Tim", "Tom"),
    "This version corrects the spelling of Pell.": ("", ""),
    "We incorrectly said the dam opened in 1987. It opened in 1978. We regret the error.": (
        "1987",
        "1978",
    ),
    "In an earlier version of this article, the mayor was said to be 54. He is 45.": ("54", "45"),
    "A previous version of this report gave the wrong date for the opening, which is 4 June.": (
        "",
        "4 June",
    ),
    (
        "The headline of this article was amended on 4 June 2020 to make clear that nobody was "
        "hurt."
    ): ("", ""),
    "This article originally said the price was £30. It is £13.": ("£30", "£13"),
    (
        "* This article was corrected on 2 June 2021 because it gave the toll as nine. Seven "
        "people died."
    ): ("nine", "Seven"),
    (
        "Note: an earlier version of this article said the plant would close in May. It will "
        "close in June."
    ): ("May", "June"),
    "UPDATE: This story has been corrected. The suspect is 23, not 32.": ("32", "23"),
}
"""Notes with what they say was wrong and is right."""
NO_NOTES = (
    "The ministry corrected its figures on Tuesday, saying 15 people were killed.",
    "The report was amended to remove a passage on the minister.",
    "Correction: what a fall of ten per cent means for your savings?",
    "Shares entered a correction on Monday, falling 10%.",
    "An earlier version of the bill said that fines would be doubled.",
    "The earlier version of the vaccine was less effective.",
    "Editor's note: The author was deputy mayor from 2010 to 2014.",
    "This article was updated on 3 March to include a comment by the mayor.",
    "An earlier version of this article appeared in the Herald.",
    "This report said that the company had misled investors, the judge found.",
    "The clarification came after a day of confusion over the minister's words.",
    "This article of the constitution says that power belongs to the people.",
    "The story was first published in 2019.",
    "We regret the loss of so many lives, the mayor said.",
    "The error cost the company 12 million dollars.",
    "This story is wrong, the president said of the Herald's front page.",
    "Correction officers went on strike on Monday.",
    "The department of corrections said that three inmates had escaped.",
    "In this report, we show that prices rose by 12%.",
    "These reports are wrong, the ministry said.",
    "Our story begins in 1912.",
)


@pytest.mark.parametrize("note", NOTES)
def test_a_note_is_found_where_it_stands(note: str) -> None:
    text = f"{BEFORE}\n{note}\nShare this"
    (correction,) = corrections(text)
    assert text[correction.start : correction.end] == correction.quote == note


@pytest.mark.parametrize("line", NO_NOTES)
def test_what_is_only_reported_is_no_note(line: str) -> None:
    assert corrections(f"{BEFORE}\n{line}\nThe mayor spoke.") == ()


def test_a_note_may_end_a_paragraph_or_stand_below_its_label() -> None:
    note = "This article was amended on 3 March 2024 to say that 15 died, not 12."
    assert [correction.quote for correction in corrections(f"{BEFORE} {note}")] == [note]
    below = "The number of dead is 15 and not 12."
    assert [correction.quote for correction in corrections(f"{BEFORE}\nCorrection\n{below}")] == [
        below
    ]
    assert corrections(f"{BEFORE}\n{below}") == ()


@pytest.mark.parametrize(("note", "values"), [case for case in NOTES.items() if any(case[1])])
def test_a_note_tells_what_was_wrong_and_what_is_right(note: str, values: tuple[str, str]) -> None:
    wrong, right = (" ".join(part.split()) for part in wrong_and_right(note))
    assert values[0] in wrong
    assert values[1] in right
    if all(values):
        assert values[0] not in right
        assert values[1] not in wrong


def test_the_day_of_the_correction_is_no_value() -> None:
    wrong, right = wrong_and_right(
        "This article was amended on 3 March 2024 to say that the fire was in Hull, not Leeds."
    )
    assert not [token for token in tokens(f"{wrong} {right}") if token.kind in ("date", "number")]
