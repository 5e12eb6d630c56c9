"""Yes-or-no questions as the statements that they ask about."""

import pytest

from assistant.judge.yes_no.declarative import as_statement
from assistant.reader import Reader


@pytest.mark.parametrize(
    ("question", "statement"),
    [
        ("Did the council accept the car park?", "The council accepted the car park."),
        ("did more than 500 residents sign it", "More than 500 residents signed it."),
        ("Does the union believe Yuki Arden?", "The union believes Yuki Arden."),
        ("Do pilots carry knives?", "Pilots carry knives."),
        ("Didn't they strike in May?", "They struck in May."),
        ("Has parliament voted on it yet?", "Parliament has voted on it."),
        ("Was anyone hurt in the fire?", "Someone was hurt in the fire."),
        ("Were there any fires?", "There were some fires."),
        ("Is the mayor going to resign?", "The mayor is going to resign."),
        ("Is Titan bigger than Mercury?", "Titan is bigger than Mercury."),
        ("Will Ines Calloway try again?", "Ines Calloway will try again."),
        ("Can the old pier still be saved?", "The old pier still can be saved."),
        ("Has the royal family left Skarvik?", "The royal family has left Skarvik."),
        # Words in "-ly" that are no adverbs.
        ("Did the Holy See sell the palace?", "The Holy See sold the palace."),
        ("Is the holy fountain dry?", "The holy fountain is dry."),
        ("Was the lovely old mill torn down?", "The lovely old mill was torn down."),
        ("Has the homily been printed?", "The homily has been printed."),
        ("Has the lively market closed?", "The lively market has closed."),
        ("Is the new bridge open?", "The new bridge is open."),
        ("Was the old town hall empty?", "The old town hall was empty."),
        ("Are the leaked papers genuine?", "The leaked papers are genuine."),
        ("Is the plan a success?", "The plan is a success."),
        ("Are his two sons safe?", "His two sons are safe."),
        ("Is it true that the zoo closed?", "The zoo closed."),
        ("Did parliament override the veto?", "Parliament overrode the veto."),
    ],
)
def test_the_statement(question: str, statement: str) -> None:
    assert as_statement(question, Reader.load().knows) == statement


@pytest.mark.parametrize(
    ("question", "statement"),
    [
        ("Is the old stone pier in danger?", "The old stone pier is in danger."),
        (
            "Was the chief engineer aware of the crack?",
            "The chief engineer was aware of the crack.",
        ),
        ("Are the county schools short of teachers?", "The county schools are short of teachers."),
        ("Is the night ferry full on Fridays?", "The night ferry is full on Fridays."),
        ("Was the second trial free of errors?", "The second trial was free of errors."),
    ],
)
def test_a_subject_of_several_words_stands_in_the_article(question: str, statement: str) -> None:
    text = (
        "The old stone pier, the chief engineer, the county schools, the night ferry"
        " and the second trial."
    )
    assert as_statement(question, Reader.load().knows, text) == statement


@pytest.mark.parametrize(
    "question", ["Was it red or blue?", "Who left?", "Will you sue?", "yes?", "did yet", ""]
)
def test_no_statement(question: str) -> None:
    assert as_statement(question, Reader.load().knows) is None
