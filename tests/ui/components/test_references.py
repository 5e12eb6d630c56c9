"""The turns of a conversation and the passages they refer to."""

import pytest

from assistant import Answer, Citation
from assistant.history.saved_conversation import Turn
from corpus import Hit, Variant
from ui.components.references import Passage, Reference, history

VARIANT = Variant("d", "t", None, None, None, None, 5, 9, "wood")
CITATION = Citation(1, "a", "r", None, None, None, None, 3, 7, "word", (4, 6), (), (VARIANT,))
HIT = Hit("c", "b", "s", 1, 2, "w", ((1, 2),), None, None, None, None, 1.0)
ANSWERED = Turn("q1", Answer("q1", "q1", answered=True, text="word [1]", citations=(CITATION,)))
REFUSED = Turn("q2", Answer("q2", "q2", answered=False, text="No.", nearest=(HIT,)))
DIFFERS = Reference(0, "differs", 1)
TURNS = [ANSWERED, REFUSED, Turn("q3", problem="broken"), Turn("q4")]


def test_references_survive_their_key() -> None:
    for reference in (Reference(0, "citation", 1), Reference(12, "nearest", 3), DIFFERS):
        assert Reference.parse(reference.key) == reference


@pytest.mark.parametrize(
    "key",
    [
        None,
        7,
        {},
        "",
        "1:citation",
        "1:other:1",
        "-1:citation:1",
        "1:citation:x",
        "1:nearest:²",
        "0:citation:1:1",
        "9" * 5000 + ":citation:1",
    ],
)
def test_anything_else_from_the_browser_is_no_reference(key: object) -> None:
    assert Reference.parse(key) is None


def test_references_resolve_to_the_place_in_the_article() -> None:
    assert Reference(0, "citation", 1).resolve(TURNS) == Passage("a", "r", 3, 7, (4, 6))
    assert Reference(1, "nearest", 1).resolve(TURNS) == Passage("b", "s", 1, 2)
    assert DIFFERS.resolve(TURNS) == Passage("d", "t", 5, 9)


@pytest.mark.parametrize(
    "reference",
    [
        Reference(0, "citation", 2),
        Reference(0, "nearest", 1),
        Reference(0, "differs", 0),
        Reference(0, "differs", 2),
        Reference(1, "differs", 1),
        Reference(1, "nearest", 0),
        Reference(1, "nearest", 2),
        Reference(2, "citation", 1),
        Reference(3, "citation", 1),
        Reference(4, "citation", 1),
    ],
)
def test_a_reference_to_nothing_resolves_to_nothing(reference: Reference) -> None:
    assert reference.resolve(TURNS) is None


def test_history_holds_the_answers() -> None:
    assert history(TURNS) == [ANSWERED.answer, REFUSED.answer]


def test_only_an_unanswered_turn_is_pending() -> None:
    assert [turn.pending for turn in TURNS] == [False, False, False, True]
