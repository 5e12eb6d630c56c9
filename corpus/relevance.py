"""How near a passage comes to a question: in meaning, and in its words."""

import math
from collections.abc import Mapping, Sequence

from corpus.hit import Hit
from corpus.words import stem, stems, without_accents

__all__ = ["COVERED", "SENTENCE", "Asked", "score"]

COVERED = 0.8
"""How much the words count beside the meaning."""
SENTENCE = 0.6
"""How much of that the best sentence counts, and not the whole passage. Both were fitted on 1,300
questions of SQuAD 1.1's train articles among 19,164 paragraphs: values near these do alike, and
bring the right one first for 79% of them, where reciprocal rank fusion of full text and vectors
did for 71%."""


ELSEWHERE, SHARE = 1_000, 0.02
"""How many chunks of other texts are counted beside the corpus's own, and the share of them that
holds a word. In a single article it is chance which words stand in every chunk; without these they
would weigh nothing."""


class Asked:
    """The telling words of a question, the rarer the weightier.

    Args:
        words: As ``query_words`` takes them from the question.
        held: How many chunks hold each word.
        total: How many chunks there are.
    """

    def __init__(self, words: Sequence[str], held: Sequence[int], total: int) -> None:
        self._weights: Mapping[str, float] = {
            stem(without_accents(word).lower()): _rarity(count, total)
            for word, count in zip(words, held, strict=True)
        }
        self._whole = sum(self._weights.values())

    def covered(self, hit: Hit) -> float:
        """The share, 0..1, of the words that a hit has, in its best sentence and in all of it.

        Its title counts in both.
        """
        title = stems(hit.header)
        sentences = [stems(hit.text[a - hit.start : b - hit.start]) for a, b in hit.sentences]
        best = max(self._share(title | sentence) for sentence in sentences)
        return SENTENCE * best + (1 - SENTENCE) * self._share(title.union(*sentences))

    def _share(self, found: frozenset[str]) -> float:
        return sum(self._weights[each] for each in self._weights.keys() & found) / self._whole


def score(similarity: float, covered: float) -> float:
    """Of a hit: the higher, the nearer it comes to the question."""
    return similarity + COVERED * covered


def _rarity(held: float, total: int) -> float:
    """A word's weight in BM25 (Robertson and Zaragoza 2009), never negative."""
    held, total = held + SHARE * ELSEWHERE, total + ELSEWHERE
    return math.log(1 + (max(total - held, 0) + 0.5) / (held + 0.5))
