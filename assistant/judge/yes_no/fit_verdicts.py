"""Fit the weights of verdicts on yes-or-no questions, and print them with what they reach.

From the repository root, with scikit-learn installed::

    python -m assistant.judge.yes_no.fit_verdicts [--data ../shared/data]

The questions are our own of yes or no about the news articles that no model was trained on, each
asked of its article alone. The verdict is taken from the sentence that the reader finds best and
from its passage, as at run time. Prints what cross-validation by article gives at some
thresholds, then the weights (logistic regression of three outcomes).
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from assistant.judge.yes_no.verdicts import verdict_features
from assistant.question.understanding.wordings import YES_NO
from assistant.reader.sentence_reader import TrainedReader
from assistant.reader.training.data.news_articles import NewsArticle, load
from corpus import Article, Corpus

OUTCOMES = (None, "yes", "no")
PASSAGES = 10
"""Of each article, among which the reader looks."""
STRENGTH = 0.5
"""Inverse strength of regularisation; between .1 and 2 it changes nothing."""
FOLDS = 10


def asked(article: NewsArticle) -> Iterator[tuple[str, str | None]]:
    """Yield each yes-or-no question about an article, with the verdict that the article has."""
    for question in article.questions:
        for wording, verdict in zip(question.wordings, question.verdicts, strict=False):
            if verdict:
                yield wording, None if verdict == "unclear" else verdict
            elif question.answer is None and YES_NO.match(wording):
                yield wording, None


def main() -> int:
    """Ask, fit, print, and return the exit code."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold, cross_val_predict

    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    articles = [article for article in load(parser.parse_args().data) if article.held_out]
    reader = TrainedReader()
    features, outcomes, docs = [], [], []
    with TemporaryDirectory() as folder, Corpus.open(Path(folder) / "home") as corpus:
        for article in articles:
            corpus.add([Article(text=article.text, title=article.headline, id=article.doc)])
            for question, verdict in asked(article):
                evidence = reader.read(question, corpus.search(question, PASSAGES))
                if evidence:
                    features.append(verdict_features(question, evidence[0]))
                    outcomes.append(OUTCOMES.index(verdict))
                    docs.append(article.doc)
            corpus.remove(article.doc)
    given, wanted = np.array(features), np.array(outcomes)
    model = LogisticRegression(C=STRENGTH, max_iter=3000)
    odds = cross_val_predict(
        model, given, wanted, groups=docs, cv=GroupKFold(FOLDS), method="predict_proba"
    )
    due = int((wanted > 0).sum())
    for threshold in (0.5, 0.55, 0.6, 0.65, 0.7):
        told = np.where(odds[:, 1:].max(axis=1) >= threshold, odds[:, 1:].argmax(axis=1) + 1, 0)
        right = int(((told == wanted) & (wanted > 0)).sum())
        wrong = int(((told > 0) & (told != wanted)).sum())
        sys.stdout.write(
            f"{threshold}: right {right} of {due} due, wrong {wrong} of {len(wanted)}\n"
        )
    model.fit(given, wanted)
    for outcome, weights, bias in zip(OUTCOMES, model.coef_, model.intercept_, strict=True):
        sys.stdout.write(f"{outcome}: {weights.round(3).tolist()}, {bias:.3f}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
