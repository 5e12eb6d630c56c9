"""Choose the sentences of a text to hold a claim against."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from corpus.text.search_terms import stems

__all__ = ["MOST", "WORDS", "best_sentences"]

MOST: Final = 8
"""Sentences that are chosen, unless the text is short enough to be taken whole."""
WORDS: Final = 150
"""Words that the chosen sentences may have together; a text no longer is taken whole."""
_AGAIN: Final = 0.25
"""What a word of the claim that a chosen sentence has already counts in another."""
_PRONOUN = re.compile(
    r"[\"“'‘]?(?:he|she|it|they|his|her|its|their|this|that|these|those)\b", re.IGNORECASE
)


@lru_cache(maxsize=65536)
def _stems(sentence: str) -> frozenset[str]:
    return stems(sentence)


def best_sentences(
    claim: str, sentences: Sequence[str], most: int = MOST, words: int = WORDS
) -> list[int]:
    """Return which sentences tell most of what the claim tells, in the order of the text.

    They share the most words with the claim, rare ones counting more, and words that no other
    chosen sentence has. With them come the sentence before one that begins with a pronoun, and
    the text's first, as far as the number of words allows.

    Args:
        claim: The sentence to be judged.
        sentences: Those of the text that it is held against.
        most: How many sentences to choose at most.
        words: How many words they may have together.
    """
    lengths = [len(sentence.split()) for sentence in sentences]
    if sum(lengths) <= words or len(sentences) <= 1:
        return list(range(len(sentences)))
    stems = [_stems(sentence) for sentence in sentences]
    counts = Counter(word for sentence_stems in stems for word in sentence_stems)
    claimed = _stems(claim)
    weight = {word: math.log(1 + len(sentences) / counts[word]) for word in claimed & set(counts)}
    shared = [sentence_stems & claimed for sentence_stems in stems]
    chosen: set[int] = set()
    covered: set[str] = set()
    room = words

    def add(index: int) -> None:
        nonlocal room
        if index not in chosen and len(chosen) < most and (lengths[index] <= room or not chosen):
            chosen.add(index)
            covered.update(shared[index])
            room -= lengths[index]

    def gain(index: int) -> float:
        told = sum(weight[word] for word in shared[index])
        return told - (1 - _AGAIN) * sum(weight[word] for word in shared[index] & covered)

    left = set(range(len(sentences)))
    while left and len(chosen) < most:
        # In order, so that of two that tell as much the first is taken, every time.
        best = max(sorted(left), key=gain)
        if chosen and gain(best) <= 0:
            break
        left.discard(best)
        first = not chosen
        add(best)
        # The sentence before may say who "he" is.
        if best in chosen and best and _PRONOUN.match(sentences[best]):
            add(best - 1)
        if first:
            add(0)
    return sorted(chosen)
