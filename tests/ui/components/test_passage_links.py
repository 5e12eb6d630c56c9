"""The turns of a conversation and the passages they refer to."""

import pytest

from assistant import Answer, Citation
from assistant.history.saved_conversation import Turn
from corpus import Hit, Variant
from ui.components.passage_links import OpenedPassage, PassageLink, history

VARIANT = Variant("d", "t", None, None, None, None, 5, 9, "wood")
CITATION = Citation(1, "a", "r", None, None, None, None, 3, 7, "word", (4, 6), (), (VARIANT,))
HIT = Hit("c", "b", "s", 1, 2, "w", ((1, 2),), None, None, None, None, 1.0)
ANSWERED = Turn("q1", Answer("q1", "q1", answered=True, text="word [1]", citations=(CITATION,)))
REFUSED = Turn("q2", Answer("q2", "q2", answered=False, text="No.", nearest=(HIT,)))
DIFFERS = PassageLink(0, "differs", 1)
TURNS = [ANSWERED, REFUSED, Turn("q3", problem="broken"), Turn("q4")]


def test_links_survive_their_key() -> None:
    for link in (PassageLink(0, "citation", 1), PassageLink(12, "nearest", 3), DIFFERS):
        assert PassageLink.parse(link.key) == link


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
def test_anything_else_from_the_browser_is_no_link(key: object) -> None:
    assert PassageLink.parse(key) is None


def test_links_resolve_to_the_place_in_the_article() -> None:
    assert PassageLink(0, "citation", 1).resolve(TURNS) == OpenedPassage("a", "r", 3, 7, (4, 6))
    assert PassageLink(1, "nearest", 1).resolve(TURNS) == OpenedPassage("b", "s", 1, 2)
    assert DIFFERS.resolve(TURNS) == OpenedPassage("d", "t", 5, 9)


@pytest.mark.parametrize(
    "link",
    [
        PassageLink(0, "citation", 2),
        PassageLink(0, "nearest", 1),
        PassageLink(0, "differs", 0),
        PassageLink(0, "differs", 2),
        PassageLink(1, "differs", 1),
        PassageLink(1, "nearest", 0),
        PassageLink(1, "nearest", 2),
        PassageLink(2, "citation", 1),
        PassageLink(3, "citation", 1),
        PassageLink(4, "citation", 1),
    ],
)
def test_a_link_to_nothing_resolves_to_nothing(link: PassageLink) -> None:
    assert link.resolve(TURNS) is None


def test_history_holds_the_answers() -> None:
    assert history(TURNS) == [ANSWERED.answer, REFUSED.answer]


def test_only_an_unanswered_turn_is_pending() -> None:
    assert [turn.pending for turn in TURNS] == [False, False, False, True]
