"""Facts that the quote has, but elsewhere."""

import pytest

from assistant.placement import misplaced, replaced
from assistant.words import tokens

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


def test_one_fact_for_another_in_a_near_copy() -> None:
    assert replaced(tokens(QUOTE.replace("York", "Lune")), tokens(QUOTE))
    assert replaced(tokens("Something else altogether in York."), tokens(QUOTE)) is None
