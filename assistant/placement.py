"""Facts in the wrong place: words that the quote has, but about something else."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final

from assistant.facts import Fact, antecedents, facts, is_named
from assistant.words import PRONOUNS, Token

__all__ = ["misplaced", "replaced"]

NEARLY_THE_SAME: Final = 0.75
"""Similarity of two sequences of words, 0..1, from which they are compared place by place."""
REACH: Final = 5
"""How many words on each side make up the place of a fact."""
RATIO: Final = 1.3
MARGIN: Final = 0.3
"""Another fact's place is the likelier one when its likeness exceeds RATIO times the own one's
by MARGIN. Set on paragraphs of SQuAD's training half."""


def replaced(said: Sequence[Token], source: Sequence[Token]) -> str | None:
    """In a sentence that is nearly the quote's: a fact that stands for another of its kind."""
    mine = [token for token in said if token.kind != "break"]
    theirs = [token for token in source if token.kind != "break"]
    matcher = SequenceMatcher(None, [t.stem for t in mine], [t.stem for t in theirs], False)
    if matcher.ratio() < NEARLY_THE_SAME:
        return None
    for change, a, b, c, d in matcher.get_opcodes():
        if change != "replace":
            continue
        for kind in ("name", "number", "date"):
            new = [token.form for token in mine[a:b] if token.kind == kind]
            old = [token.form for token in theirs[c:d] if token.kind == kind]
            if new and old and not any(is_named(form, set(old)) for form in new):
                return f"“{new[0]}” stands where the words cited have “{old[0]}”"
    return None


def misplaced(said: Sequence[Token], source: Sequence[Token], before: str) -> str | None:
    """A fact that the quote has, but in the place where the statement has another."""
    theirs = list(facts(source))
    earlier = antecedents(source, before)
    pronouns = [
        Fact("name", tuple(earlier), place, place + 1, token.written)
        for place, token in enumerate(source)
        if token.form in PRONOUNS and earlier
    ]
    for fact in facts(said):
        here = _surroundings(said, fact)
        places = [
            (each, _likeness(here, _surroundings(source, each)))
            for each in (*theirs, *pronouns)
            if each.kind == fact.kind
        ]
        own = max((like for each, like in places if _same(fact, each)), default=None)
        other = max((like for each, like in places if not _same(fact, each)), default=0.0)
        if own is not None and other > own * RATIO + MARGIN:
            return f"“{fact.written}” stands where the words cited have something else"
    return None


def _same(one: Fact, other: Fact) -> bool:
    if one.kind == "date":
        return any(a == b or a in b or b in a for a in one.forms for b in other.forms)
    return bool(set(one.forms) & set(other.forms)) or (
        one.kind == "name" and any(is_named(form, set(other.forms)) for form in one.forms)
    )


def _surroundings(sentence: Sequence[Token], fact: Fact) -> dict[tuple[int, str], float]:
    """The words around a fact with their sides, and how much each tells: near ones the most."""
    around: dict[tuple[int, str], float] = {}
    sides = (
        (-1, [t for t in sentence[: fact.start] if t.kind != "break"][::-1][:REACH]),
        (1, [t for t in sentence[fact.end :] if t.kind != "break"][:REACH]),
    )
    for side, neighbours in sides:
        for distance, token in enumerate(neighbours):
            weight = (1.0 if token.content or token.kind == "speech" else 0.5) / (1 + distance / 2)
            key = (0 if token.kind == "speech" else side, token.stem)
            around[key] = max(weight, around.get(key, 0.0))
    return around


def _likeness(one: dict[tuple[int, str], float], other: dict[tuple[int, str], float]) -> float:
    return sum(min(weight, other[key]) for key, weight in one.items() if key in other)
