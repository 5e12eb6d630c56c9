"""The facts of a sentence: its names, numbers and dates, and whom its pronouns mean."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from corpus.language.tokens import Token, tokens
from corpus.language.vocabulary import PARTICLES, PERSONAL, REFERRING
from corpus.text.search_terms import stem

__all__ = ["Fact", "antecedents", "facts", "is_named", "spellings"]

# Endings by which the names of a country, its people and its language differ: "Italy", "Italian".
_DEMONYM: Final = re.compile(r"(?:ians?|eans?|ish|ese|ans?|i|ia|y|e|ic|s)$")
_PERSON: Final = re.compile(r"^[A-Z]\w[^\WA-Z]*(?: [^\WA-Z]+)*(?: [A-Z][^\WA-Z]*)+$")
"""Words with a capital each, and particles between them."""
# Letters that must be left without such an ending, for few letters begin many names.
_SHORTEST_ROOT: Final = 4


@dataclass(frozen=True, slots=True)
class Fact:
    """A run of name tokens, a number, or a date, with its range of tokens in a sentence."""

    kind: str
    forms: tuple[str, ...]
    start: int
    end: int
    written: str


def spellings(source: Iterable[Token]) -> set[str]:
    """Return every form in which a name in ``source`` may be written, acronyms too."""
    spelled = [token for token in source if token.kind != "break"]
    known = {token.form for token in spelled} | {token.stem for token in spelled}
    for run in _runs(spelled):
        known.add("".join(token.form[0] for token in run))
    return known


def is_named(form: str, known: set[str]) -> bool:
    """Tell if one word of a name is among ``known``, be it as "Italian" for "Italy"."""
    root = _DEMONYM.sub("", form)
    return (
        form in known
        or stem(form) in known
        or (len(root) >= _SHORTEST_ROOT and any(_DEMONYM.sub("", word) == root for word in known))
    )


def antecedents(source: Sequence[Token], before: str) -> set[str]:
    """Return the names that the quote's pronouns, and other words that point back, may stand for.

    "He" and "she" mean the first name of the sentences before, one of several words if there
    is any; "it" or "there" any name.
    """
    pointing = {token.form for token in source} & REFERRING
    if not before or not pointing:
        return set()
    names = [fact for fact in facts(tokens(before)) if fact.kind == "name"]
    if pointing <= PERSONAL:
        whole = [fact for fact in names if _PERSON.search(fact.written)]
        names = (whole or names)[:1]
    return {form for fact in names for form in fact.forms}


def facts(sentence: Sequence[Token]) -> Iterator[Fact]:
    """Yield the facts of a sentence in order; neighbouring words of a name are one."""
    start = 0
    while start < len(sentence):
        token, end = sentence[start], start + 1
        while token.kind == "name" and (following := _continued(sentence, end)):
            end = following
        if token.kind in ("name", "number", "date"):
            run = sentence[start:end]
            written = " ".join(part.written for part in run)
            yield Fact(token.kind, tuple(part.form for part in run), start, end, written)
        start = end


def _continued(sentence: Sequence[Token], end: int) -> int | None:
    """Return the end of a name that goes on after ``end``, over particles; None if it stops."""
    while end < len(sentence) and sentence[end].form in PARTICLES:
        end += 1
    return end + 1 if end < len(sentence) and sentence[end].kind == "name" else None


def _runs(sentence: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield runs of words with a capital, for which an acronym may stand."""
    run: list[Token] = []
    for token in sentence:
        if token.written[0].isupper():
            run.append(token)
        # Acronyms pass over these: the Bank for International Settlements is BIS.
        elif token.form not in ("of", "the", "and", "for"):
            if len(run) > 1:
                yield run
            run = []
    if len(run) > 1:
        yield run
