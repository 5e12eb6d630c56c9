"""Words of a question that the corpus has, and how it writes those that it has otherwise."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from corpus.filters import EVERYTHING
from corpus.search.other_spellings import joined, other_spellings, pairs
from corpus.search.spelling import spelled

if TYPE_CHECKING:
    from corpus.library.chunks import Passages

__all__ = ["not_held", "spelled_as_held"]

_READ: Final = 30
"""Passages in which it is looked up how a word is written."""


def spelled_as_held(question: str, english: Sequence[str], passages: "Passages") -> str:
    """Return a question with words that no passage has as passages spell them.

    Args:
        question: As it was typed.
        english: Words of English.
        passages: All of the corpus.
    """

    def held(words: Sequence[str]) -> Sequence[int]:
        return passages.document_frequencies(words)[0] if words else ()

    def texts(words: Sequence[str]) -> list[str]:
        ids = passages.full_text(words, _READ, EVERYTHING)
        hits = passages.hits(ids).values() if ids else ()
        return [f"{hit.header}\n{hit.text}" for hit in hits]

    return spelled(question, english, held, texts)


def not_held(words: Sequence[str], passages: "Passages") -> list[str]:
    """Return those of some words that no passage has, in whatever spelling of theirs.

    Args:
        words: Each a word, or letters and a number as in "F-35".
        passages: All of the corpus.
    """
    spellings = {
        word: [word, *(joined(a, b) for a, b, *_ in pairs(word)), *other_spellings(word)]
        for word in words
    }
    listed = [spelling for known in spellings.values() for spelling in known]
    counts = dict(zip(listed, passages.document_frequencies(listed)[0], strict=True))
    return [word for word, known in spellings.items() if not any(map(counts.get, known))]
