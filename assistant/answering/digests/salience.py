"""A linear model of salience: how much of a text's summaries each sentence carries."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from assistant.answering.setting import points_back

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float32]

__all__ = ["salience", "salience_features"]

_MOST_WORDS, _MOST_FIGURES, _MOST_NAMES = 40, 3, 5
"""Words, figures and capitalised words of a sentence that count."""
_LEAST: Final = 1e-3
"""Of any sentence, for something must be chosen even where all are poor."""
# As fit_salience.py fits them on models' summaries of news; they differ little between halves.
_WEIGHTS: Final = {
    "early": 0.1265,
    "long": 0.0166,
    "central": 0.0139,
    "near the headline": 0.0271,
    "figures": 0.0108,
    "names": 0.0052,
    "points back": -0.0049,
    "of us": -0.0195,
    "quotes": -0.0048,
    "asks": -0.0256,
}
# The constant of the same fit.
_NONE: Final = -0.0676
_FIGURE: Final = re.compile(r"\d[\d.,]*")
# Behind a small letter or a comma, for the first word of a sentence has its capital anyway.
_NAME: Final = re.compile(r"(?<=[a-z,] )[A-Z]\w+")
_OF_US: Final = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Yy]ou|[Yy]our)\b")


def salience(sentences: Sequence[str], vectors: "Numbers", headline: "Numbers") -> "Numbers":
    """Return about what share of the sentences of a text's summaries rests on each of its own.

    Args:
        sentences: All of the text, in order.
        vectors: Their unit vectors, (sentences, dimensions).
        headline: The unit vector of its headline.
    """
    import numpy as np

    return np.maximum(
        salience_features(sentences, vectors, headline) @ [*_WEIGHTS.values()] + _NONE, _LEAST
    )


def salience_features(
    sentences: Sequence[str], vectors: "Numbers", headline: "Numbers"
) -> "Numbers":
    """Return what the model weighs of each sentence, (sentences, weights); as in ``salience``."""
    import numpy as np

    middle = vectors.mean(axis=0)
    columns = {
        "early": 1 / (1 + np.arange(len(sentences))),
        "long": np.sqrt([min(len(text.split()), _MOST_WORDS) for text in sentences]),
        "central": vectors @ (middle / max(float(np.linalg.norm(middle)), _LEAST)),
        "near the headline": vectors @ headline,
        "figures": [min(len(_FIGURE.findall(text)), _MOST_FIGURES) for text in sentences],
        "names": [min(len(_NAME.findall(text)), _MOST_NAMES) for text in sentences],
        "points back": [points_back(text) for text in sentences],
        "of us": [bool(_OF_US.search(text)) for text in sentences],
        "quotes": [bool(re.search(r'["“”]', text)) for text in sentences],
        "asks": [text.rstrip().endswith("?") for text in sentences],
    }
    return np.stack([np.asarray(columns[name], np.float32) for name in _WEIGHTS], axis=1)
