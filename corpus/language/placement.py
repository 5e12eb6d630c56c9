"""Facts in the wrong place: words that the quote has, but about something else."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final

from corpus.language.facts import Fact, antecedents, facts, is_named
from corpus.language.tokens import Token
from corpus.language.vocabulary import BEING, REFERRING, TITLES

__all__ = ["misplaced", "replaced"]

NEARLY_THE_SAME: Final = 0.75
"""Similarity of two sequences of words, 0..1, from which they are compared place by place."""
REACH: Final = 5
"""How many words on each side make up the place of a fact."""
RATIO: Final = 1.3
MARGIN: Final = 0.3
"""Another fact's place is the likelier one when its likeness exceeds RATIO times the own one's
by MARGIN. Set on paragraphs of SQuAD's training half."""
LONGEST_ASIDE: Final = 12
"""Words between two commas that may be left out."""
_IN_NAMES: Final = frozenset(("the", "a", "of"))
_CLAUSE: Final = frozenset("that who whom which".split())
_LISTING: Final = TITLES | {",", "and", "the"}
_QUALITY: Final = re.compile("(?:[ei]an|ish|ese)$")
"""The ending of a name that qualifies another: "European"."""
_PREPOSITIONS: Final = frozenset("in at on from to for by with of against into near".split())


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
    theirs = list(_placed(_active(source), before))
    brief = list(_placed(_active(_without_asides(source)), before))
    for mine in _placed(_active(said), ""):
        own = [_likeness(mine, each) for each in (*theirs, *brief) if _same(mine.fact, each.fact)]
        others = [_likeness(mine, each) for each in theirs if _may_replace(each, mine)]
        if own and max(others, default=0.0) > max(own) * RATIO + MARGIN:
            return f"“{mine.fact.written}” stands where the words cited have something else"
    return None


@dataclass(frozen=True, slots=True)
class _Place:
    """A fact in its place."""

    fact: Fact
    around: dict[tuple[int, str], float]
    """The words around it, by side and stem, and how much each tells: near ones the most."""
    preposition: str
    """What introduces it, or nothing."""
    listed: frozenset[str]
    """The names with which it stands in one list."""


def _placed(sentence: Sequence[Token], before: str) -> Iterator[_Place]:
    """The facts of a sentence, and the words that point back to names, in their places."""
    earlier = tuple(antecedents(sentence, before))
    pointing = [
        Fact("name", earlier, place, place + 1, token.written)
        for place, token in enumerate(sentence)
        if token.form in REFERRING and earlier
    ]
    for fact in (*facts(sentence), *pointing):
        listed = _listed(sentence, fact)
        lead = [t for t in sentence[: listed[0].start] if t.form not in _IN_NAMES]
        preposition = lead[-1].form if lead and lead[-1].form in _PREPOSITIONS else ""
        around = _surroundings(sentence, listed[0].start, listed[-1].end)
        names = frozenset(form for each in listed for form in each.forms)
        yield _Place(fact, around, preposition, names)


def _listed(sentence: Sequence[Token], fact: Fact) -> list[Fact]:
    """The names of the list in which a name stands, itself among them; or only the fact."""
    group: list[Fact] = []
    for name in (each for each in facts(sentence) if each.kind == "name"):
        between = sentence[group[-1].end : name.start] if group else ()
        if any(token.form not in _LISTING for token in between):
            if fact in group:
                break
            group = []
        group.append(name)
    return group if fact in group else [fact]


def _may_replace(other: _Place, mine: _Place) -> bool:
    """Whether another fact of the quote is one for which the statement's might stand."""
    return (
        other.fact.kind == mine.fact.kind
        and other.preposition == mine.preposition
        and not _same(mine.fact, other.fact)
        and not set(other.fact.forms) & mine.listed
        and bool(_QUALITY.search(other.fact.forms[-1]))
        == bool(_QUALITY.search(mine.fact.forms[-1]))
    )


def _active(sentence: Sequence[Token]) -> Sequence[Token]:
    """A passive clause turned round: "the bank was robbed by Ada" as "Ada robbed the bank"."""
    for place, token in enumerate(sentence):
        clause = next((i for i in range(place, 0, -1) if sentence[i - 1].kind == "break"), 0)
        being = next((i for i in range(place, clause, -1) if sentence[i].form in BEING), place)
        verb = next((i for i in range(being + 1, place) if sentence[i].kind != "stop"), place)
        if token.form != "by" or verb == place or sentence[verb].kind not in ("word", "speech"):
            continue
        end = place + 1
        while end < len(sentence) and (
            sentence[end].content or sentence[end].form in _IN_NAMES | _LISTING
        ):
            end += 1
        if any(each.kind == "name" for each in sentence[place + 1 : end]):
            agent, did = sentence[place + 1 : end], sentence[verb:place]
            return [
                *sentence[:clause],
                *agent,
                *did,
                *sentence[clause:being],
                *sentence[end:],
            ]
    return sentence


def _without_asides(sentence: Sequence[Token]) -> Sequence[Token]:
    """The sentence without what stands between commas after a name: "Hungary, led by …, did"."""
    commas = [i for i, token in enumerate(sentence) if token.written == ","]
    for start, end in pairwise(commas):
        aside = sentence[start:end]
        named = start and sentence[start - 1].kind == "name"
        clause = any(each.kind == "speech" or each.form in _CLAUSE for each in aside)
        if named and len(aside) <= LONGEST_ASIDE and not clause:
            return [*sentence[:start], *_without_asides(sentence[end + 1 :])]
    return sentence


def _same(one: Fact, other: Fact) -> bool:
    if one.kind != other.kind:
        return False
    if one.kind == "date":
        return any(a == b or a in b or b in a for a in one.forms for b in other.forms)
    return bool(set(one.forms) & set(other.forms)) or (
        one.kind == "name" and any(is_named(form, set(other.forms)) for form in one.forms)
    )


def _surroundings(sentence: Sequence[Token], start: int, end: int) -> dict[tuple[int, str], float]:
    around: dict[tuple[int, str], float] = {}
    sides = (
        (-1, [t for t in sentence[:start] if t.kind != "break"][::-1][:REACH]),
        (1, [t for t in sentence[end:] if t.kind != "break"][:REACH]),
    )
    for side, neighbours in sides:
        for distance, token in enumerate(neighbours):
            weight = (1.0 if token.content or token.kind == "speech" else 0.5) / (1 + distance / 2)
            key = (0 if token.kind == "speech" else side, token.stem)
            around[key] = max(weight, around.get(key, 0.0))
    return around


def _likeness(one: _Place, other: _Place) -> float:
    theirs = other.around
    return sum(min(weight, theirs[key]) for key, weight in one.around.items() if key in theirs)
