"""Fit the model of verdicts, and write ``assistant/judge/yes_no/verdicts.npz``.

From the repository root, with scikit-learn installed::

    python -m assistant.judge.yes_no.fit_verdicts [--data ../shared/data]

The pairs are our yes-or-no questions about news articles, put as statements, each with the sentence
that settles it under the headline, and the verdict; those that nothing settles with the sentence
that comes nearest; and each with another sentence of its article, which says nothing to it. Prints
what cross-validation by article and the articles held out give at some thresholds.
"""

import argparse
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.judge.yes_no.declarative import as_statement
from assistant.judge.yes_no.verdict_model import FILE
from assistant.reader import Reader
from assistant.reader.training.data.news_articles import NewsArticle, load
from corpus.text.sentences import sentence_ranges

VERDICTS = ("yes", "no", "unclear")
FEWEST_WORDS = 6
"""Of another sentence that says nothing to a question."""
STRENGTH = 0.003
"""Inverse strength of regularisation; between .001 and .01 it changes little."""
WRONG = (0.02, 0.04, 0.06)
"""Shares of wrong verdicts, of all pairs, at which the right ones are told."""


@dataclass(frozen=True)
class Pair:
    """A statement and a sentence, with what the sentence says to it."""

    doc: str
    held_out: bool
    statement: str
    evidence: str
    verdict: int
    """Place in ``VERDICTS``."""


def pairs(article: NewsArticle, reader: Reader) -> Iterator[Pair]:
    """Yield the pairs of an article."""
    chance = random.Random(article.doc)  # noqa: S311 - which are drawn is no secret
    ranges = sentence_ranges(article.text)
    for asked in article.questions:
        for wording, told in zip(asked.wordings, asked.verdicts, strict=False):
            statement = as_statement(wording, reader.knows, article.text)
            if statement is None or (asked.answer and told is None):
                continue
            sentences = [(asked.sentence, told or "unclear")]
            others = [
                (low, high)
                for low, high in ranges
                if (high <= asked.sentence[0] or low >= asked.sentence[1])
                and len(article.text[low:high].split()) >= FEWEST_WORDS
            ]
            if told and others:
                sentences.append((chance.choice(others), "unclear"))
            for span, verdict in sentences:
                evidence = f"{article.headline}. {article.words(span)}"
                place = VERDICTS.index(verdict)
                yield Pair(article.doc, article.held_out, statement, evidence, place)


def main() -> int:
    """Fit, write, say what it reaches, and return the exit code."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold, cross_val_predict
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    reader = Reader.load()
    known = [pair for article in load(parser.parse_args().data) for pair in pairs(article, reader)]
    states = np.stack([reader.states(pair.statement, pair.evidence) for pair in known])
    told = np.array([pair.verdict for pair in known])
    held = np.array([pair.held_out for pair in known])
    docs = np.array([pair.doc for pair in known])
    model: Any = make_pipeline(StandardScaler(), LogisticRegression(C=STRENGTH, max_iter=400))
    crossed = cross_val_predict(
        model,
        states[~held],
        told[~held],
        groups=docs[~held],
        cv=GroupKFold(5),
        method="predict_proba",
    )
    model.fit(states[~held], told[~held])
    say("cross-validated", crossed, told[~held])
    say("held out", model.predict_proba(states[held]), told[held])
    scaler, fitted = model[0], model[-1]
    weights = fitted.coef_ / scaler.scale_
    constants = fitted.intercept_ - weights @ scaler.mean_
    np.savez(FILE, weights=weights.astype(np.float32), constants=constants.astype(np.float32))
    return 0


def say(name: str, given: NDArray[np.float64], told: NDArray[np.int64]) -> None:
    """Write the share of due verdicts that are right at each share of wrong ones."""
    best = given[:, :2].max(axis=1)
    due = told != VERDICTS.index("unclear")
    line = f"{name}, {len(told)} pairs, {due.sum()} with a verdict:"
    for most in WRONG:
        for threshold in np.linspace(0.3, 0.98, 69):
            settled = best >= threshold
            right = given[:, :2].argmax(axis=1) == told
            if (settled & ~right).mean() <= most:
                share = (settled & right).sum() / due.sum()
                line += f" {share:.3f} right at {most} wrong (threshold {threshold:.2f});"
                break
    sys.stdout.write(f"{line.rstrip(';')}\n")


if __name__ == "__main__":
    sys.exit(main())
