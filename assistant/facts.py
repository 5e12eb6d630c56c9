"""The facts of a sentence: its names, numbers and dates, and whom its pronouns mean."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.words import PRONOUNS, Token, stem, tokens

__all__ = ["Fact", "antecedents", "facts", "is_named", "spellings"]

_DEMONYM: Final = re.compile(r"(?:ians?|eans?|ish|ese|ans?|i|ia|y|e|ic|s)$")
_SHORTEST_ROOT: Final = 4


@dataclass(frozen=True, slots=True)
class Fact:
    """A run of name tokens, a number, or a date, at its place in a sentence."""

    kind: str
    forms: tuple[str, ...]
    start: int
    end: int
    written: str


def spellings(source: Iterable[Token]) -> set[str]:
    """Every form in which a name may be written that stands in ``source``, acronyms too."""
    spelled = [token for token in source if token.kind != "break"]
    known = {token.form for token in spelled} | {token.stem for token in spelled}
    for run in _runs(spelled):
        known.add("".join(token.form[0] for token in run))
    return known


def is_named(form: str, known: set[str]) -> bool:
    """Whether one word of a name is among ``known``, be it as "Italian" for "Italy"."""
    root = _DEMONYM.sub("", form)
    return (
        form in known
        or stem(form) in known
        or (len(root) >= _SHORTEST_ROOT and any(_DEMONYM.sub("", each) == root for each in known))
    )


def antecedents(source: Sequence[Token], before: str) -> set[str]:
    """The names for which a pronoun of the quote may stand: the first of the sentence before."""
    if not before or not any(token.form in PRONOUNS for token in source):
        return set()
    first = next((fact for fact in facts(tokens(before)) if fact.kind == "name"), None)
    return set(first.forms) if first else set()


def facts(sentence: Sequence[Token]) -> Iterator[Fact]:
    """The facts of a sentence in order; neighbouring words of a name are one."""
    place = 0
    while place < len(sentence):
        token, end = sentence[place], place + 1
        if token.kind == "name":
            while end < len(sentence) and sentence[end].kind == "name":
                end += 1
        if token.kind in ("name", "number", "date"):
            run = sentence[place:end]
            written = " ".join(each.written for each in run)
            yield Fact(token.kind, tuple(each.form for each in run), place, end, written)
        place = end


def _runs(sentence: Sequence[Token]) -> Iterator[list[Token]]:
    """Runs of words with a capital, over which an acronym may be made."""
    run: list[Token] = []
    for token in sentence:
        if token.written[0].isupper():
            run.append(token)
        elif token.form not in ("of", "the", "and", "for"):
            if len(run) > 1:
                yield run
            run = []
    if len(run) > 1:
        yield run
