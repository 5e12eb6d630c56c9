"""Near names: what a passage tells of somebody who is only nearly named as the question names them.

A model reads "Erik Johansen" and "Erik Johansson" alike, and "F-35" and "F-16". Where the corpus
has no such name as the question's at all, and the passage a like one, it tells of another.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from corpus import Corpus, Hit
from corpus.search.other_spellings import folded
from corpus.text.search_terms import terms

__all__ = ["NearName", "near_names"]

_ALIKE: Final = 0.85
"""Jaro-Winkler similarity from which two names are near: Johansen and Johansson have .93, Kovalchuk
and Kovalenko .87, Merkel and Merz .82."""
_LONGEST: Final = 1_000
"""Code points of a question whose names are compared; a longer one tells a story."""
_SHORTEST: Final = 4
"""Letters of a name that is compared."""
_SLIP: Final = 6
"""Letters of a first name in which one letter may be wrong, where the last name is right."""
_WORD: Final = re.compile(r"[^\W\d_]+")
_CODE: Final = re.compile(r"\b([A-Z]{1,6}(?=[ \d‐‑–-])|[^\W\d_]{1,6}(?! ))[ ‐‑–-]?(\d{1,4})(?!\w)")
"""Letters and a number: capitals ("F 16"), or written together ("Covid-19"); not "May 5"."""
_DEMONYM: Final = re.compile(r"(?:ians?|eans?|ans?|ish|ese|ch|ic)$")
_ROOT: Final = 3
"""Letters that a country and its people's name have in common: Turkey, Turkish."""


@dataclass(frozen=True, slots=True)
class NearName:
    """A name of the question that the corpus does not have, and a like one of a passage."""

    asked: str
    told: str


def near_names(question: str, corpus: Corpus, hits: Sequence[Hit]) -> dict[int, NearName]:
    """Return what each passage tells of another, by its place; mostly nothing.

    Args:
        question: As it was searched for.
        corpus: Where the articles are.
        hits: Passages that may answer.
    """
    if not hits or len(question) > _LONGEST:
        return {}
    named, codes = list(_named(question)), list(_CODE.finditer(question))
    if not (named or codes):
        return {}
    # Asked of the corpus at once; mostly all are known, and no passage need be looked through.
    unknown = set(corpus.unknown([word for word, *_ in named] + [code[0] for code in codes]))
    names = [name for name in named if name[0] in unknown]
    codes = [code for code in codes if code[0] in unknown]
    telling: dict[int, NearName] = {}
    for index, hit in enumerate(hits) if names or codes else ():
        told = f"{hit.header}\n{hit.text}"
        if near := next(_near(names, codes, told), None):
            telling[index] = near
    return telling


def _named(question: str) -> Iterator[tuple[str, str, str]]:
    """Yield the words of a question that may be names, each with the word before and after it.

    Its first word, which has a capital in any case, is none.
    """
    words = _WORD.findall(question)
    for before, word, after in zip(words, words[1:], [*words[2:], ""], strict=False):
        if len(word) >= _SHORTEST and terms(word):
            yield word, before, after


def _near(
    names: Sequence[tuple[str, str, str]], codes: Sequence[re.Match[str]], told: str
) -> Iterator[NearName]:
    """Yield the names and codes of a text that are near to some that are asked for."""
    for code in codes:
        for other in _CODE.finditer(told):
            same = other[1].lower() == code[1].lower()
            if same and other[2] != code[2]:
                yield NearName(code[0], other[0])
    words = [] if not names else _WORD.findall(told)
    for before, other, after in zip(["", *words], words, [*words[1:], ""], strict=False):
        if other[0].isupper() and len(other) >= _SHORTEST:
            for word, word_before, word_after in names:
                # In a question typed without capitals only the name before tells a name.
                first = before[:1].isupper() and terms(before)
                placed = word[0].isupper() or (first and folded(word_before) == folded(before))
                same = word_after and folded(word_after) == folded(after)
                if word_after[:1].isupper() and not same:
                    continue  # a first name, of somebody with another last name
                if placed and _alike(folded(word), folded(other), follows=bool(same)):
                    yield NearName(word, other)


def _alike(asked: str, told: str, *, follows: bool) -> bool:
    """Tell if two names are near, and neither the same nor one made of the other.

    Args:
        asked: The one, folded.
        told: The other, folded.
        follows: Whether the same name follows on both: a first name may have a wrong letter.
    """
    from rapidfuzz.distance import OSA, JaroWinkler

    if asked[0] != told[0] or asked.startswith(told) or told.startswith(asked):
        return False
    if sorted(asked) == sorted(told):
        return False  # letters that changed places
    if JaroWinkler.similarity(asked, told) < _ALIKE:
        return False
    if _DEMONYM.search(asked) and asked[:_ROOT] == told[:_ROOT]:
        return False
    return not (follows and len(asked) >= _SLIP and OSA.distance(asked, told) == 1)
