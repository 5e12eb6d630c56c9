"""Facts that the quote has, but elsewhere."""

import pytest

from corpus.language.swapped_facts import misplaced, replaced
from corpus.language.tokens import tokens

QUOTE = "Ada Quill opened the bridge in Lune in 1931 and Ben Hart closed it in York in 1999."


@pytest.mark.parametrize(
    "statement",
    [
        "Ben Hart opened the bridge in Lune in 1931 and Ada Quill closed it in York in 1999.",
        "Ben Hart opened the bridge.",
        "Ada Quill opened the bridge in York.",
        "Ben Hart closed it in York in 1931.",
    ],
)
def test_swapped_within_the_quote(statement: str) -> None:
    assert misplaced(tokens(statement), tokens(QUOTE), "")


@pytest.mark.parametrize(
    "statement",
    [
        QUOTE,
        "Ada Quill opened the bridge in Lune.",
        "Ben Hart closed it in 1999.",
        "In 1931 Ada Quill opened the bridge.",
    ],
)
def test_in_their_own_places(statement: str) -> None:
    assert misplaced(tokens(statement), tokens(QUOTE), "") is None
    assert replaced(tokens(statement), tokens(QUOTE)) is None


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("The bridge was opened by Ada Quill.", "Ada Quill opened the bridge in Lune."),
        ("Ada Quill opened the bridge.", "The bridge was opened by Ada Quill in York."),
        ("Lune did not join the plan.", "Lune, led by Ben Hart, did not join the plan."),
        ("Ben Hart and Ada Quill came to York.", "Ada Quill and Ben Hart came to York."),
        (
            "A fair was held in York for Lune.",
            "The people met in York on 2 May for a fair for Lune.",
        ),
    ],
)
def test_the_same_in_another_order(statement: str, quote: str) -> None:
    assert misplaced(tokens(statement), tokens(quote), "") is None


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("Ada Quill was praised by Ben Hart.", "Ada Quill praised Ben Hart for the bridge."),
        ("Ben Hart praised Ada Quill.", "Ben Hart was praised by Ada Quill."),
    ],
)
def test_another_meaning_in_the_same_words(statement: str, quote: str) -> None:
    assert misplaced(tokens(statement), tokens(quote), "")


def test_one_fact_for_another_in_a_near_copy() -> None:
    assert replaced(tokens(QUOTE.replace("York", "Lune")), tokens(QUOTE))
    assert replaced(tokens("Something else altogether in York."), tokens(QUOTE)) is None
