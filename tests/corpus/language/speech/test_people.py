"""People of a text."""

import pytest

from corpus.language.speech.people import People
from corpus.language.speech.quotations import quotations
from corpus.language.speech.units import units
from corpus.text.sentences import sentence_ranges


def people(text: str) -> People:
    return People(list(units(text, sentence_ranges(text), quotations(text))))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ane Roe left. Roe waved.", ["Ane Roe", "Ane Roe"]),
        ("Mr Roe left. Ane Roe waved. Tom Roe wept.", ["Ane Roe", "Tom Roe"]),
        ("Finance Minister Ane Roe met Jan van der Meer.", ["Ane Roe", "Jan van der Meer"]),
        ("She lives in New York near Lake Geneva and met Ane Roe.", ["Ane Roe"]),
        ("The World Bank and the Polar Institute met.", []),
        ("The queen met Prince Otto. Otto said no.", ["Prince Otto", "Prince Otto"]),
        ("J. K. Roe left.", ["J. K. Roe"]),
        ("Anna Lund’s dog barked.", ["Anna Lund"]),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    assert [mention.name.replace(" .", ".") for mention in people(text).mentions] == names


def test_he_or_she_is_learnt_from_titles_and_pronouns() -> None:
    known = people("Mrs Roe left. Tom Falk came. He sat down. Businesswoman Ida Lie spoke.")
    assert known.gender("Tom Falk") == "he"
    assert known.gender("Ida Lie") == "she"
    assert known.gender("Nobody Here") is None
