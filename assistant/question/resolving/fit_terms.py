"""Fit the classifier of words that a follow-up leaves out, and write ``terms.json`` beside it.

From the repository root, with scikit-learn installed::

    python -m assistant.question.resolving.fit_terms [--data ../shared/data]

Prints what is found in six-fold cross-validation over conversations.

Tried, and no better: the words that the questions before were found to leave out as features, for
their errors add up (only the words that people added there helped, which nobody has in use), the
nearness of word and follow-up by the embedder, boosted trees, a second pass over phrases, and
follow-ups made of SQuAD's questions on one paragraph by leaving a name out.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from assistant.question.resolving.known_follow_ups import FollowUp, follow_ups
from assistant.question.resolving.said_words import said_words
from assistant.question.resolving.term_classifier import FILE, TermClassifier
from assistant.question.standalone import leans
from corpus.text.search_terms import stem, terms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

STRENGTH: Final = 0.01
"""Inverse strength of the regularisation, by cross-validation."""
LEAST: Final = 0.25
"""Probability from which a word is taken."""
FOLDS: Final = 6

_Rows = Sequence[Mapping[str, float]]


def main() -> None:
    """Fit, print what was found, and write the file."""
    import numpy as np

    parser = argparse.ArgumentParser(prog="python -m assistant.question.resolving.fit_terms")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    options = parser.parse_args()
    pairs = [(one, said_words(one.question, one.before)) for one in follow_ups(options.data)]
    pairs = [(one, said) for one, said in pairs if said]
    some, groups = [one for one, _ in pairs], [one.conversation for one, _ in pairs]
    weights = np.array([one.weight for one in some])
    which = [(index, root) for index, (_, said) in enumerate(pairs) for root in said]
    of = [index for index, _ in which]
    rows = [pairs[index][1][root].features for index, root in which]
    roots = [{stem(word) for word in one.needed} for one in some]
    is_needed = np.array([root in roots[index] for index, root in which])
    held = _held_out(rows, is_needed, [groups[i] for i in of], weights[of], STRENGTH)
    odds: list[dict[str, float]] = [{} for _ in some]
    for (index, root), value in zip(which, held, strict=True):
        odds[index][root] = float(value)
    given = TermClassifier({"bias": 0.0}, LEAST)
    chosen = [
        given.taken(said, own) if leans(one.question, one.before[-1].asked) else ()
        for (one, said), own in zip(pairs, odds, strict=True)
    ]
    _report(some, chosen)
    numbers = {
        "weights": _fitted(rows, is_needed, weights[of], STRENGTH),
        "least": LEAST,
    }
    FILE.write_text(json.dumps(numbers, indent=1) + "\n", encoding="utf-8")


def _report(some: Sequence[FollowUp], chosen: Sequence[Sequence[str]]) -> None:
    for source in dict.fromkeys(one.source for one in some):
        need = found = added = right = whole = count = idle = given = 0
        for one, taken in zip(some, chosen, strict=True):
            if one.source != source:
                continue
            words = terms(" ".join(taken)) - terms(one.question)
            if not one.needed:
                idle, given = idle + 1, given + bool(words)
                continue
            count += 1
            need += len(one.needed)
            found += len(one.needed & words)
            added += len(words)
            right += len(words & terms(one.whole))
            whole += one.needed <= words
        sys.stdout.write(
            f"{source}: {count} need words; recalled {found / max(1, need):.3f}, right "
            f"{right / max(1, added):.3f}, whole {whole / max(1, count):.3f}; "
            f"of {idle} that need none {given} get some\n"
        )


def _matrix(rows: _Rows) -> "tuple[list[str], NDArray[np.float64], NDArray[np.float64]]":
    """Return the features' names, their values and their standard deviations."""
    import numpy as np

    names = sorted({name for row in rows for name in row})
    values = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    return names, values, values.std(axis=0) + 1e-6


def _held_out(
    rows: _Rows, labels: Any, groups: Sequence[str], weights: Any, strength: float
) -> "NDArray[np.float64]":
    """Return the log-odds of each row by a regression that has not seen its conversation."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold

    _, values, spread = _matrix(rows)
    values = values / spread
    odds: NDArray[np.float64] = np.zeros(len(rows))
    for known, kept in GroupKFold(FOLDS).split(values, labels, groups):
        model = LogisticRegression(C=strength, max_iter=500)
        model.fit(values[known], labels[known], weights[known])
        odds[kept] = model.decision_function(values[kept])
    return odds


def _fitted(rows: _Rows, labels: Any, weights: Any, strength: float) -> dict[str, float]:
    from sklearn.linear_model import LogisticRegression

    names, values, spread = _matrix(rows)
    model = LogisticRegression(C=strength, max_iter=500).fit(values / spread, labels, weights)
    by_name = dict(zip(names, model.coef_[0] / spread, strict=True))
    kept = {name: round(float(weight), 4) for name, weight in by_name.items() if weight}
    return {"bias": round(float(model.intercept_[0]), 4)} | kept


if __name__ == "__main__":
    main()
