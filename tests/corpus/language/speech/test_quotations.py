"""Quotations by their marks."""

import pytest

from corpus.language.speech.quotations import quotations


def read(text: str) -> list[str]:
    return [text[slice(*quotation.words)] for quotation in quotations(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('"No," she said. "Never."', ["No,", "Never."]),
        ("“No,” she said. “Never.”", ["No,", "Never."]),
        ("'No,' she said.", ["No,"]),
        ("‘We don’t,’ she said.", ["We don’t,"]),
        ("He said 'the farmers' land is lost' and left.", ["the farmers' land is lost"]),
        ("He said “they cried ‘Fire!’ and ran”.", ["they cried ‘Fire!’ and ran"]),
        ("«Nein», sagte er. „Nie“.", ["Nein", "Nie"]),
        ("Rock 'n' roll and the dogs' bowls of '68.", ["n"]),
        ('A 5" pipe and a 6" pipe.', []),
        ('""  " "', []),
        ('He said: "It goes on.', ["It goes on."]),
        ('A "lost mark in the middle.', []),
        ("He said: ”It is coming.” So they left.", ["It is coming."]),
        ("“No,” she said”, and left.", ["No,"]),
    ],
)
def test_pairs_of_marks(text: str, words: list[str]) -> None:
    assert read(text) == words


def test_a_quotation_over_paragraphs() -> None:
    first, second, third = quotations("“One.\n\n“Two,” he said.\n“Three.”")
    assert [quotation.closed for quotation in (first, second, third)] == [False, True, True]
    assert [quotation.continues for quotation in (first, second, third)] == [False, True, False]
