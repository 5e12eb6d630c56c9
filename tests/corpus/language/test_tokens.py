"""Two ways of writing the same have the same tokens."""

import pytest

from corpus.language.tokens import fold, tokens, visible
from corpus.text.search_terms import stem


def forms(text: str) -> list[str]:
    return [token.form for token in tokens(text) if token.kind != "break"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("6 March", "March 6"),
        ("8th April, 2014", "April 8, 2014"),
        ("2025-03-06", "2025, March 6"),
        ("the 6th of March", "the 6 March"),
        ("11 and 12 July 2023", "July 11 and 12, 2023"),
        ("9 to 11 July", "July 9 to 11"),
        ("the U.K.", "the United Kingdom"),
        ("U.S. troops", "US troops"),
        ("the U.S average", "the US average"),
        ("the 1920's", "the 1920s"),
        ("Â£25m", "25 million pounds"),
        ("12,000", "twelve thousand"),
        ("3.5 million", "3,500,000"),
        ("$3.5m", "3.5 million dollars"),
        ("twenty-five", "25"),
        ("5%", "five per cent"),
        ("€40 billion", "40 billion euros"),
        ("is unlikely", "is not likely"),
        ("didn't go", "did not go"),
        ("can’t", "cannot"),
        ("António’s", "Antonio"),
        ("“so”", '"so"'),
        ("ze\u200bro\u202e", "zero"),
    ],
)
def test_the_same(one: str, other: str) -> None:
    assert forms(one) == forms(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("6 March", "6 April"),
        ("March 6", "March 7"),
        ("9 to 11 July", "9 to 12 July"),
        ("on March 6 and 12 people", "on March 6 and March 12"),
        ("12,000", "12"),
        ("1990s", "1990"),
        ("Iran", "Iraq"),
        ("5 million", "5 billion"),
    ],
)
def test_not_the_same(one: str, other: str) -> None:
    assert forms(one) != forms(other)


def test_kinds() -> None:
    kinds = {token.form: token.kind for token in tokens("On May 2 Ada said it was not 5 crowns.")}
    assert kinds["5-2"] == "date"
    assert kinds["ada"] == "name"
    assert kinds["say"] == "speech"
    assert kinds["not"] == "negation"
    assert kinds["5"] == "number"
    assert kinds["crowns"] == "word"


@pytest.mark.parametrize(
    "words",
    [
        "propose proposed proposes proposal",
        "throw threw thrown",
        "open opened opening",
        "stop stopped stops",
        "call called",
    ],
)
def test_stems_meet(words: str) -> None:
    assert len({stem(word) for word in words.split()}) == 1


def test_what_cannot_be_seen_goes() -> None:
    assert visible("a\u200bb\u202ec\U000e0041d\x1b\ud800e") == "abcd  e"
    assert fold("“ﬁne”—\u00ad") == '"fine"-'
