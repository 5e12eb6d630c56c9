"""Word-by-word comparison of two revisions of an article."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from corpus.article import Article

__all__ = ["Diff", "changes", "compare"]

_Change = tuple[Literal["same", "removed", "added"], str]
"""A part of the text and what became of it."""

_MOST_COMPARED = 16_000_000
"""Pairs of paragraphs, or of words, that are compared with each other. Two longer parts that differ
are told as one removed and one added: to find what they share takes with the square."""
_MOST_EXACT = 250_000
"""Pairs that are compared exactly, 250 words each or so: a second at most. In longer parts difflib
may pass over what stands often ("the", a space): rewritten throughout, they take with the cube."""
_FACTS = ("title", "url", "publisher", "authors", "published", "updated", "language")
# A word with what is within it ("don't", "3.5"), white space, or any other single character.
_PIECES = re.compile(r"\w+(?:[’'.,-]\w+)*|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Diff:
    """The difference between two revisions of one article."""

    old: Article
    new: Article
    facts: tuple[str, ...]
    """The names of the facts that differ."""
    text: tuple[_Change, ...]
    """Without what was added it is the old text, and without what was removed the new one."""

    def to_dict(self) -> dict[str, Any]:
        """A dictionary that ``json.dumps`` takes."""
        old, new = self.old.to_dict(), self.new.to_dict()
        return {
            "id": self.new.id,
            "old": self.old.revision,
            "new": self.new.revision,
            "facts": {name: [old[name], new[name]] for name in self.facts},
            "text": [list(change) for change in self.text],
        }


def compare(old: Article, new: Article) -> Diff:
    """Compare two revisions."""
    facts = tuple(name for name in _FACTS if getattr(old, name) != getattr(new, name))
    return Diff(old, new, facts, tuple(changes(old.text, new.text)))


def changes(old: str, new: str) -> Iterator[_Change]:
    """Yield the parts of two texts in order, as the same, removed or added.

    Paragraphs are compared first, and only those that differ word by word: that is quick for a
    book, too, and a sentence is not made up of words from all over the text.
    """
    same = removed = added = ""
    for kind, one, other in _parts(old, new):
        between = removed or added
        if kind != "equal" or (between and one.isspace() and "\n" not in one):
            # White space alone does not keep two changes apart.
            removed, added = removed + one, added + other
            continue
        if between:
            yield from _changes(same, removed, added)
            same = removed = added = ""
        same += one
    yield from _changes(same, removed, added)


def _parts(old: str, new: str) -> Iterator[tuple[str, str, str]]:
    lines = old.splitlines(keepends=True), new.splitlines(keepends=True)
    for kind, before, after in _blocks(*lines):
        if kind == "replace":
            yield from _blocks(_PIECES.findall(before), _PIECES.findall(after))
        else:
            yield kind, before, after


def _blocks(old: list[str], new: list[str]) -> Iterator[tuple[str, str, str]]:
    # What both begin and end with is left out first: comparing takes with the square.
    start = _shared(old, new)
    end = _shared(old[start:][::-1], new[start:][::-1])
    opening, ours = "".join(old[:start]), old[start : len(old) - end]
    closing, theirs = "".join(old[len(old) - end :]), new[start : len(new) - end]
    if opening:
        yield "equal", opening, opening
    pairs = len(ours) * len(theirs)
    if pairs > _MOST_COMPARED:
        yield "replace", "".join(ours), "".join(theirs)
    else:
        matcher = SequenceMatcher(None, ours, theirs, autojunk=pairs > _MOST_EXACT)
        for kind, a, b, c, d in matcher.get_opcodes():
            yield kind, "".join(ours[a:b]), "".join(theirs[c:d])
    if closing:
        yield "equal", closing, closing


def _shared(old: list[str], new: list[str]) -> int:
    """Count the elements that both begin with."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((index for index, (a, b) in pairs if a != b), min(len(old), len(new)))


def _changes(same: str, removed: str, added: str) -> Iterator[_Change]:
    if same:
        yield "same", same
    if removed:
        yield "removed", removed
    if added:
        yield "added", added
