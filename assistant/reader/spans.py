"""From the network's scores to a span, its confidence and the passage's answerability."""

import json
import math
import unicodedata
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

__all__ = ["MAX_ANSWER", "Calibration", "Scores", "characters", "logit", "score"]

MAX_ANSWER = 40
"""The longest span considered, in tokens."""


def sigmoid(value: float) -> float:
    """The logistic function, 0..1."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))


def logit(share: float) -> float:
    """The logistic function's inverse, kept finite: -13.8..13.8."""
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
        claim: Weight of the answerability head's logit when a claim stands in the question's
            place.
        claim_bias: Constant of that regression.
    """

    head: float = 1.0
    bias: float = 0.0
    sharpness: float = 1.0
    shift: float = 0.0
    claim: float = 1.0
    claim_bias: float = 0.0

    def answerable(self, scores: "Scores") -> float:
        """Probability, 0..1, that the passage answers the question, and the span is how."""
        return sigmoid(self.head * scores.head + self.bias)

    def confidence(self, scores: "Scores") -> float:
        """Probability, 0..1, that the span is right (F1 at least .5) if there is an answer."""
        return sigmoid(self.sharpness * logit(scores.share) + self.shift)

    def supported(self, scores: "Scores") -> float:
        """Probability, 0..1, that the passage bears out the claim read in a question's place."""
        return sigmoid(self.claim * scores.head + self.claim_bias)

    def to_json(self) -> str:
        """Itself as a JSON object."""
        return json.dumps(asdict(self), indent=2) + "\n"

    @classmethod
    def from_json(cls, text: bytes) -> "Calibration":
        """The calibration written by `to_json`."""
        return cls(**json.loads(text))


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says about one window.

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


def score(
    start: "npt.NDArray[np.float32]",
    end: "npt.NDArray[np.float32]",
    head: "npt.NDArray[np.float32]",
) -> Scores:
    """Best span of one window.

    Args:
        start: Start logits of the passage's tokens, of which there is one at least.
        end: End logits of the same tokens.
        head: Logit of the answerability head, shape (1,).
    """
    import numpy as np

    pairs = start[:, None].astype(np.float64) + end[None, :]
    size = len(pairs)
    valid = np.triu(np.ones((size, size), dtype=bool)) & ~np.triu(
        np.ones((size, size), dtype=bool), MAX_ANSWER
    )
    pairs[~valid] = -np.inf
    best = int(pairs.argmax())
    top = float(pairs.flat[best])
    share = 1 / float(np.exp(pairs - top).sum())
    return Scores(best // size, best % size, float(head[0]), share)


def characters(text: str, start: int, end: int) -> tuple[int, int]:
    """`[start, end)` grown to the end of its last character as readers see it.

    Word pieces leave out combining marks, joiners and variation selectors that belong to the
    letter or emoji before them.
    """
    while end < len(text) and (
        unicodedata.category(text[end]) in ("Mn", "Mc", "Me") or text[end] == "\u200d"
    ):
        end += 1
    return start, end
