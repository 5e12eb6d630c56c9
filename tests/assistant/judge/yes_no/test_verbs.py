"""Forms of English verbs."""

import pytest

from assistant.judge.yes_no.verbs import is_participle, is_verb, past, third_person

WORDS = frozenset("cancelled cancel carry carried table offer offered".split())


@pytest.mark.parametrize(
    ("base", "form"),
    [
        ("reject", "rejected"),
        ("agree", "agreed"),
        ("carry", "carried"),
        ("stop", "stopped"),
        ("cancel", "cancelled"),
        ("offer", "offered"),
        ("play", "played"),
        ("write", "wrote"),
        ("cut", "cut"),
    ],
)
def test_the_past(base: str, form: str) -> None:
    assert past(base, WORDS.__contains__) == form


@pytest.mark.parametrize(
    ("base", "form"),
    [("want", "wants"), ("carry", "carries"), ("go", "goes"), ("pass", "passes"), ("have", "has")],
)
def test_the_third_person(base: str, form: str) -> None:
    assert third_person(base) == form


def test_which_words_may_be_verbs() -> None:
    assert is_verb("offer", WORDS.__contains__)
    assert is_verb("sing", WORDS.__contains__)
    assert not is_verb("table", WORDS.__contains__)
    assert [is_participle(word) for word in ("written", "closed", "bed", "table")] == [
        True,
        True,
        False,
        False,
    ]
