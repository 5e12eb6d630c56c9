"""Support: the probability that a passage answers, from the reader's and the search's scores.

The reader alone judges the words before it. A passage that search finds no nearer to the question
than passages of other articles seldom answers it, however well the words may fit; and an article
that never names whom the question is about does not tell what they did.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus import Hit
from corpus.text.search_terms import stems

__all__ = ["WEIGHTS", "Features", "Weights", "features"]

# Keeps the log-odds of a probability of 0 or 1 finite.
_CERTAIN = 1e-6
_USUAL = 0.75
"""What the best passage of another article usually scores; stands for it where there is none."""
FAR = 0.2
"""A lead that is as good as any longer one: among few articles every lead is long."""
# The name behind a question's verb: "did Costa", "is the European Union". It has small letters,
# for names in capitals stand for longer ones.
_SUBJECT = re.compile(
    r"\b(?i:did|does|do|is|was|were|are|has|have|had|will|would|could|can|should)\s+"
    r"(?:the\s+|an?\s+)?((?:[A-Z][\w’'-]*[a-z][\w’'-]*\s?)+)"
)


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of the features in the log-odds of being right, and a constant."""

    reading: float
    lead: float
    unnamed: float
    bias: float


WEIGHTS = Weights(reading=0.97, lead=3.4, unnamed=-2.7, bias=-0.52)
"""Fitted by the recipe of ``assistant.reader.training.measure.weigh`` (see the model's card)."""


@dataclass(frozen=True, slots=True)
class Features:
    """The features of a passage and a question from which support is computed."""

    reading: float
    """Log-odds that the passage answers, and the span is how, as the reader says."""
    lead: float
    """How far the score of the hit is above that of the best hit in another article, ``FAR`` at
    most. An article of the same publisher, headline and day is a part of the same."""
    unnamed: bool
    """Whether the question names who or what it is about ("What did Costa say?"), and no hit in
    the passage's article does. Names in capitals do not count: they stand for longer ones."""

    def log_odds(self, weights: Weights) -> float:
        """Return the weighted sum of the features."""
        return (
            weights.reading * self.reading
            + weights.lead * self.lead
            + weights.unnamed * self.unnamed
            + weights.bias
        )

    def support(self, weights: Weights = WEIGHTS) -> float:
        """Return the calibrated probability, 0..1, that the passage's best sentence answers."""
        return 1 / (1 + math.exp(-self.log_odds(weights)))


def features(
    question: str, hits: Sequence[Hit], read: Sequence[tuple[Hit, float]]
) -> list[Features]:
    """Return the features of the passages that were read.

    Args:
        question: As it was searched for.
        hits: What search brought.
        read: Those that were read, each with the probability, 0..1, that it answers, as the
            reader says.
    """
    subject = _subject(question)
    named = {_piece(hit) for hit in hits if subject & stems(f"{hit.header} {hit.text}")}
    return [
        Features(
            reading=_log_odds(sure),
            lead=min(FAR, hit.score - _best_elsewhere(hits, hit)),
            unnamed=bool(subject) and _piece(hit) not in named,
        )
        for hit, sure in read
    ]


def _log_odds(probability: float) -> float:
    sure = min(max(probability, _CERTAIN), 1 - _CERTAIN)
    return math.log(sure / (1 - sure))


def _best_elsewhere(hits: Sequence[Hit], own: Hit) -> float:
    piece = _piece(own)
    return max((hit.score for hit in hits if _piece(hit) != piece), default=_USUAL)


def _piece(hit: Hit) -> tuple[str, str | None]:
    """Return what passages of one article share, or of parts that came under one headline."""
    return (hit.header, hit.publisher) if hit.title else (hit.article_id, None)


def _subject(question: str) -> frozenset[str]:
    """Return the stems of the name that a question asks about; empty when it names nobody there."""
    match = _SUBJECT.search(question)
    return stems(match[1]) if match else frozenset()
