"""Turns the network's scores into a span, its confidence and the passage's answerability."""

import json
import math
from dataclasses import asdict, dataclass

__all__ = ["MAX_ANSWER", "Calibration", "Scores", "logit"]

MAX_ANSWER = 40
"""The longest span considered, in tokens."""


def sigmoid(value: float) -> float:
    """Return the logistic function of a value, 0..1."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))  # so that exp never overflows


def logit(share: float) -> float:
    """Return the logistic function's inverse of a share, kept finite: -13.8..13.8."""
    share = max(1e-6, min(1 - 1e-6, share))
    return math.log(share / (1 - share))


@dataclass(frozen=True, slots=True)
class Calibration:
    """Turns raw scores into probabilities; fitted on articles kept out of training.

    Attributes:
        head: Weight of the answerability head's logit.
        bias: Constant of the same logistic regression.
        sharpness: Weight of the logit of the best span's share among all spans.
        shift: Constant of that regression.
    """

    head: float = 1.0
    bias: float = 0.0
    sharpness: float = 1.0
    shift: float = 0.0

    def answerable(self, scores: "Scores") -> float:
        """Return the probability, 0..1, that the passage answers the question by this span."""
        return sigmoid(self.head * scores.head + self.bias)

    def confidence(self, scores: "Scores") -> float:
        """Return the probability, 0..1, that the span is right (F1 >= .5) if there is an answer."""
        return sigmoid(self.sharpness * logit(scores.share) + self.shift)

    def to_json(self) -> str:
        """Return the calibration as a JSON object."""
        return json.dumps(asdict(self), indent=2) + "\n"

    @classmethod
    def from_json(cls, text: bytes) -> "Calibration":
        """Return the calibration written by `to_json`."""
        return cls(**json.loads(text))


@dataclass(frozen=True, slots=True)
class Scores:
    """The network's best span and answerability logit for one window.

    Attributes:
        start: First token of the best span, from the passage's first.
        end: Its last token, inclusive.
        head: Logit of the answerability head.
        share: Probability, 0..1, of that span among all spans of the window.
    """

    start: int
    end: int
    head: float
    share: float
