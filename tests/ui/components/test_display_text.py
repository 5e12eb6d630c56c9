"""Counts as the page shows them."""

from datetime import date

from corpus.listing import Summary
from ui.components.display_text import coverage


def test_what_the_corpus_holds_is_said_in_a_sentence() -> None:
    days = ((date(2024, 3, 3), 1), (date(2025, 5, 6), 2))
    names = tuple((name, 9 - index) for index, name in enumerate("ABCDEFG"))
    assert coverage(Summary(4_000, names, (), days)) == (
        "The corpus holds 4,000 articles from 3 March 2024 to 6 May 2025 "
        "by A, B, C, D, E and 2 others."
    )
    assert coverage(Summary(2, names[:2], (), days[:1])) == (
        "The corpus holds 2 articles of 3 March 2024 by A and B."
    )
    assert coverage(Summary(1, names[:6], (), ())) == (
        "The corpus holds 1 article by A, B, C, D, E and 1 other."
    )
    assert coverage(Summary(0, (), (), ())) == "The corpus holds 0 articles."
