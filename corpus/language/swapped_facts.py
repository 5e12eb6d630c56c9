"""Swapped facts: words that the quote has, but about something else."""

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

_NEARLY_THE_SAME: Final = 0.75
"""Similarity of two sequences of words, 0..1, from which they are compared place by place."""
_REACH: Final = 5
"""Number of words on each side that make up the place of a fact."""
_RATIO: Final = 1.3
_MARGIN: Final = 0.3
"""Another fact's place is the likelier one when its likeness exceeds _RATIO times the own one's
by _MARGIN. Set on paragraphs of SQuAD's training half."""
_LONGEST_ASIDE: Final = 12
"""Words between two commas that may be left out."""
_IN_NAMES: Final = frozenset(("the", "a", "of"))
_CLAUSE: Final = frozenset("that who whom which".split())
_LISTING: Final = TITLES | {",", "and", "the"}
_QUALITY: Final = re.compile("(?:[ei]an|ish|ese)$")
"""The ending of a name that qualifies another: "European"."""
_PREPOSITIONS: Final = frozenset("in at on from to for by with of against into near".split())


def replaced(said: Sequence[Token], source: Sequence[Token]) -> str | None:
    """Say which fact stands for another of its kind, in a sentence that is nearly the quote's."""
    said_tokens = [token for token in said if token.kind != "break"]
    source_tokens = [token for token in source if token.kind != "break"]
    # Without autojunk, which would pass over words that come often.
    matcher = SequenceMatcher(
        None, [t.stem for t in said_tokens], [t.stem for t in source_tokens], False
    )
    if matcher.ratio() < _NEARLY_THE_SAME:
        return None
    for change, a, b, c, d in matcher.get_opcodes():
        if change != "replace":
            continue
        for kind in ("name", "number", "date"):
            new = [token.form for token in said_tokens[a:b] if token.kind == kind]
            old = [token.form for token in source_tokens[c:d] if token.kind == kind]
            if new and old and not any(is_named(form, set(old)) for form in new):
                return f"“{new[0]}” stands where the words cited have “{old[0]}”"
    return None


def misplaced(said: Sequence[Token], source: Sequence[Token], before: str) -> str | None:
    """Say which fact of the statement stands where the quote has another; None when none does."""
    theirs = list(_placed(_active(source), before))
    # What stands between two commas moves a fact away from the words around it.
    brief = list(_placed(_active(_without_asides(source)), before))
    for placed in _placed(_active(said), ""):
        own = [
            _likeness(placed, candidate)
            for candidate in (*theirs, *brief)
            if _same(placed.fact, candidate.fact)
        ]
        others = [
            _likeness(placed, candidate) for candidate in theirs if _may_replace(candidate, placed)
        ]
        if own and max(others, default=0.0) > max(own) * _RATIO + _MARGIN:
            return f"“{placed.fact.written}” stands where the words cited have something else"
    return None


@dataclass(frozen=True, slots=True)
class _PlacedFact:
    """A fact with its context in a sentence."""

    fact: Fact
    around: dict[tuple[int, str], float]
    """The words around it, by side and stem, and how much each tells: near ones the most."""
    preposition: str
    """What introduces it, or nothing."""
    listed: frozenset[str]
    """The names with which it stands in one list."""


def _placed(sentence: Sequence[Token], before: str) -> Iterator[_PlacedFact]:
    """Yield the facts of a sentence, and the words that point back to names, with their context."""
    earlier = tuple(antecedents(sentence, before))
    pointing = [
        Fact("name", earlier, index, index + 1, token.written)
        for index, token in enumerate(sentence)
        if token.form in REFERRING and earlier
    ]
    for fact in (*facts(sentence), *pointing):
        listed = _listed(sentence, fact)
        lead = [t for t in sentence[: listed[0].start] if t.form not in _IN_NAMES]
        preposition = lead[-1].form if lead and lead[-1].form in _PREPOSITIONS else ""
        around = _surroundings(sentence, listed[0].start, listed[-1].end)
        names = frozenset(form for name in listed for form in name.forms)
        yield _PlacedFact(fact, around, preposition, names)


def _listed(sentence: Sequence[Token], fact: Fact) -> list[Fact]:
    """Return the names of the list in which a name stands, itself among them; or only the fact."""
    group: list[Fact] = []
    for name in (candidate for candidate in facts(sentence) if candidate.kind == "name"):
        between = sentence[group[-1].end : name.start] if group else ()
        if any(token.form not in _LISTING for token in between):
            if fact in group:
                break
            group = []
        group.append(name)
    return group if fact in group else [fact]


def _may_replace(other: _PlacedFact, stated: _PlacedFact) -> bool:
    """Tell if another fact of the quote is one for which the statement's might stand."""
    return (
        other.fact.kind == stated.fact.kind
        and other.preposition == stated.preposition
        and not _same(stated.fact, other.fact)
        and not set(other.fact.forms) & stated.listed
        and bool(_QUALITY.search(other.fact.forms[-1]))
        == bool(_QUALITY.search(stated.fact.forms[-1]))
    )


def _active(sentence: Sequence[Token]) -> Sequence[Token]:
    """Turn a passive clause round: "the bank was robbed by Ada" as "Ada robbed the bank"."""
    for index, token in enumerate(sentence):
        # Backwards, to the nearest break and the nearest "was".
        clause = next((i for i in range(index, 0, -1) if sentence[i - 1].kind == "break"), 0)
        being = next((i for i in range(index, clause, -1) if sentence[i].form in BEING), index)
        verb = next((i for i in range(being + 1, index) if sentence[i].kind != "stop"), index)
        if token.form != "by" or verb == index or sentence[verb].kind not in ("word", "speech"):
            continue
        end = index + 1
        while end < len(sentence) and (
            sentence[end].content or sentence[end].form in _IN_NAMES | _LISTING
        ):
            end += 1
        if any(part.kind == "name" for part in sentence[index + 1 : end]):
            agent, did = sentence[index + 1 : end], sentence[verb:index]
            return [
                *sentence[:clause],
                *agent,
                *did,
                *sentence[clause:being],
                *sentence[end:],
            ]
    return sentence


def _without_asides(sentence: Sequence[Token]) -> Sequence[Token]:
    """Remove from a sentence what stands between commas after a name: "Hungary, led by …, did"."""
    commas = [i for i, token in enumerate(sentence) if token.written == ","]
    for start, end in pairwise(commas):
        aside = sentence[start:end]
        named = start and sentence[start - 1].kind == "name"
        clause = any(part.kind == "speech" or part.form in _CLAUSE for part in aside)
        if named and len(aside) <= _LONGEST_ASIDE and not clause:
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
        (-1, [t for t in sentence[:start] if t.kind != "break"][::-1][:_REACH]),
        (1, [t for t in sentence[end:] if t.kind != "break"][:_REACH]),
    )
    for side, neighbours in sides:
        for distance, token in enumerate(neighbours):
            # Near words tell a place more surely than far ones, and small words less.
            weight = (1.0 if token.content or token.kind == "speech" else 0.5) / (1 + distance / 2)
            # A verb of saying may stand on either side of who speaks.
            key = (0 if token.kind == "speech" else side, token.stem)
            around[key] = max(weight, around.get(key, 0.0))
    return around


def _likeness(one: _PlacedFact, other: _PlacedFact) -> float:
    theirs = other.around
    return sum(min(weight, theirs[key]) for key, weight in one.around.items() if key in theirs)
