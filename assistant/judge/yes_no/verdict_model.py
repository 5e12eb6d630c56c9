"""The model of verdicts: what a sentence says to a yes-or-no question put as a statement.

A linear layer on the trained reader's states of both, fitted by ``assistant.judge.yes_no``'s
``fit_verdicts`` on yes-or-no questions about news. It asks what a reader infers; the judge, which
learnt from claims in an article's own wording, whether each word is borne out.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["FILE", "VerdictModel"]

FILE = Path(__file__).with_name("verdicts.npz")


@dataclass(frozen=True, slots=True)
class VerdictModel:
    """Weights of yes, no and neither, (3, states), and their constants, (3,)."""

    weights: "NDArray[np.float32]"
    constants: "NDArray[np.float32]"

    @classmethod
    @cache
    def load(cls) -> "VerdictModel":
        """Load the one that ships; once in a process."""
        import numpy as np

        with np.load(FILE) as stored:
            return cls(stored["weights"], stored["constants"])

    def probabilities(self, states: "NDArray[np.float32]") -> tuple[float, float]:
        """Return how likely "yes" and "no" are, 0..1; what is left of 1 is that it does not say.

        Args:
            states: What ``Reader.states`` makes of the statement and the sentence.
        """
        import numpy as np

        logits = self.weights @ states + self.constants
        shares = np.exp(logits - logits.max())
        yes, no, _ = (shares / shares.sum()).tolist()
        return yes, no
