"""A small classifier of the words of a conversation: does a follow-up leave this one out?

It is a logistic regression, which ``assistant.question.resolving.fit_terms`` fits.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, Self

from assistant.question.resolving.said_words import Exchange, SaidWord, said_words

__all__ = ["FILE", "TermClassifier"]

FILE: Final = Path(__file__).with_name("terms.json")

_BESIDE: Final = 1.0
"""Log-odds by which a word may be less likely that stands beside one that is taken."""


@dataclass(frozen=True)
class TermClassifier:
    """The fitted numbers; ``load`` reads those that ship with the package."""

    weights: Mapping[str, float]
    """Of the features of a word, and "bias"."""
    least: float
    """Probability from which a word is taken."""

    @classmethod
    @lru_cache(maxsize=1)
    def load(cls) -> Self:
        """Return the classifier that ships with the package, the same one each time."""
        return cls(**json.loads(FILE.read_text(encoding="utf-8")))

    def left_out(self, question: str, before: Sequence[Exchange]) -> tuple[str, ...]:
        """Return the words of a conversation that a follow-up leaves out, in their order.

        Args:
            question: The follow-up.
            before: The exchanges before it, oldest first.
        """
        said = said_words(question, before) if before else {}
        return self.taken(said, {root: self.odds(word) for root, word in said.items()})

    def taken(self, said: Mapping[str, SaidWord], odds: Mapping[str, float]) -> tuple[str, ...]:
        """Return the words whose log-odds are high enough, in the order in which they were said.

        Of a name all words are taken, or none; of another phrase, those that are likely enough.
        """
        least = math.log(self.least / (1 - self.least))
        roots = {root for root, value in odds.items() if value >= least}
        roots |= {other for root in roots for other in said[root].name if other in said}
        beside = least - _BESIDE
        roots |= {
            other
            for root in roots
            for other in said[root].phrase
            if odds.get(other, beside - 1) >= beside
        }
        words = sorted((said[root] for root in roots), key=_place)
        return tuple(word.text for word in words)

    def odds(self, word: SaidWord) -> float:
        """Return the log-odds that a follow-up leaves a word out."""
        known = word.features.items()
        return self.weights["bias"] + sum(self.weights.get(n, 0.0) * value for n, value in known)


def _place(word: SaidWord) -> tuple[int, int, int]:
    return word.order
