"""Support: how likely a passage answers, from what the reader and the search say of it.

The reader alone judges the words before it. That a passage was found far down, is about something
else, or lacks half of the question's words speaks against it too, most of all when no article
answers the question.
"""

import math
from dataclasses import dataclass

from corpus import Hit

__all__ = ["WEIGHTS", "Features", "Weights", "features", "log_odds", "support"]

_CERTAIN = 1e-6


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of a passage and a question."""

    reading: float
    """Log-odds that the passage answers, as the reader says."""
    rank: float
    """Logarithm of the passage's place in the search, from 1."""
    covered: float
    """Share of the question's words, 0..1, that the passage's title and best sentence have."""
    similarity: float
    """Cosine, -1..1, of the passage's embedding to the question's."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Of the features in the log-odds of being right."""

    reading: float
    rank: float
    covered: float
    similarity: float
    bias: float


WEIGHTS = Weights(reading=0.898, rank=-0.18, covered=1.796, similarity=1.796, bias=-2.776)
"""From ``assistant.reader.training.weigh``: 260 questions of SQuAD 1.1's train articles that the
reader was not trained on, each asked with its article there and without it, among 19,164
paragraphs."""


def features(hit: Hit, answerable: float, rank: int) -> Features:
    """The features of a passage.

    Args:
        hit: The passage.
        answerable: Probability, 0..1, that it answers, as the reader says.
        rank: Its place in the search, from 1.
    """
    sure = min(max(answerable, _CERTAIN), 1 - _CERTAIN)
    return Features(
        reading=math.log(sure / (1 - sure)),
        rank=math.log(rank),
        covered=hit.covered,
        similarity=hit.similarity,
    )


def log_odds(known: Features, weights: Weights) -> float:
    """The weighted sum of the features."""
    return (
        weights.reading * known.reading
        + weights.rank * known.rank
        + weights.covered * known.covered
        + weights.similarity * known.similarity
        + weights.bias
    )


def support(known: Features, weights: Weights = WEIGHTS) -> float:
    """Calibrated probability, 0..1, that the passage's best sentence answers."""
    return 1 / (1 + math.exp(-log_odds(known, weights)))
