"""Spelling: misspelt words of a question put right by words that the corpus has."""

import re
from collections.abc import Callable, Sequence
from typing import Final

__all__ = ["spelled"]

SHORTEST: Final = 5
"""Letters of a word that is put right; of a shorter one too many others are near."""
LONG: Final = 9
"""Letters from which two letters may be wrong; in a shorter word one may."""
ENGLISH: Final = 0.5
"""Share of a question's words that are English, from which it is taken for English."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_OWNED = re.compile(r"['’]s$")


def spelled(
    question: str, english: Sequence[str], held: Callable[[Sequence[str]], Sequence[int]]
) -> str:
    """Return a question with its misspelt words put right.

    A word is misspelt if it is neither English nor in the corpus, and one letter away from an
    English word that is: left out, put in, changed, or two that changed places (Damerau 1964). A
    word with a capital may be a name, and is left alone.

    Args:
        question: As it was typed.
        english: Words of English, in lower case.
        held: Counts, for each of some words, the passages that have it.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    known = frozenset(english)
    words = [match[0] for match in _WORD.finditer(question)]
    if sum(word.lower() in known for word in words) < ENGLISH * len(words):
        return question

    def right(match: re.Match[str]) -> str:
        word = _OWNED.sub("", match[0])
        owned = match[0][len(word) :]
        if len(word) < SHORTEST or not word.islower() or word in known or any(held([word])):
            return match[0]
        near = process.extract(
            word, english, scorer=OSA.distance, score_cutoff=1 + (len(word) >= LONG), limit=12
        )
        near = [
            entry for entry in near if entry[0][0] in word[:2] and len(entry[0]) >= SHORTEST - 1
        ]
        counts = held([candidate for candidate, *_ in near]) if near else ()
        best = max(
            (
                (-distance, count, candidate)
                for (candidate, distance, _), count in zip(near, counts, strict=True)
                if count
            ),
            default=None,
        )
        return best[2] + owned if best else match[0]

    return _WORD.sub(right, question)
