"""Support: how likely a passage answers, from what the reader and the search say of it.

The reader alone judges the words before it. A passage that search finds no nearer to the question
than the others it brings seldom answers it, however well the words may fit.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from corpus import Hit

__all__ = ["WEIGHTS", "Features", "Weights", "background", "features", "log_odds", "support"]

_CERTAIN = 1e-6
FAR = 0.4
"""A greater lead counts as this one: the passage is on the subject, and reading must tell the
rest. Without a bound, questions that were written to mislead got answers."""
MANY, USUAL = 30, 0.66
"""How many hits make the background, and their mean score for the questions of ``WEIGHTS``."""


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of a passage and a question."""

    reading: float
    """Log-odds that the passage answers, and the span is how, as the reader says."""
    lead: float
    """How far the score of the hit is above the background, ``FAR`` at most."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Of the features in the log-odds of being right."""

    reading: float
    lead: float
    bias: float


WEIGHTS = Weights(reading=0.923, lead=7.585, bias=-2.345)
"""From ``assistant.reader.training.measure.weigh``: 720 questions of SQuAD 1.1's train articles
that the reader was not trained on, each asked with its article there and without it, among 19,164
paragraphs; and 528 of SQuAD 2.0, half of which are written to mislead."""


def background(hits: Sequence[Hit]) -> float:
    """The mean score of what was found; where little was, as if the rest scored as usual."""
    missing = max(0, MANY - len(hits))
    return (sum(hit.score for hit in hits) + missing * USUAL) / (len(hits) + missing)


def features(hit: Hit, answerable: float, around: float) -> Features:
    """The features of a passage.

    Args:
        hit: The passage.
        answerable: Probability, 0..1, that it answers, as the reader says.
        around: The background of the question.
    """
    sure = min(max(answerable, _CERTAIN), 1 - _CERTAIN)
    return Features(reading=math.log(sure / (1 - sure)), lead=min(hit.score - around, FAR))


def log_odds(known: Features, weights: Weights) -> float:
    """The weighted sum of the features."""
    return weights.reading * known.reading + weights.lead * known.lead + weights.bias


def support(known: Features, weights: Weights = WEIGHTS) -> float:
    """Calibrated probability, 0..1, that the passage's best sentence answers."""
    return 1 / (1 + math.exp(-log_odds(known, weights)))
