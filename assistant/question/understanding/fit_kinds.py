"""Fit the classifier of questions, and write ``assistant/question/understanding/kinds.npz``.

From the repository root, with scikit-learn installed::

    python -m assistant.question.understanding.fit_kinds [--data ../shared/data]

The questions of ``questions.jsonl`` are our own, each with its kind, and where it has them the
words that are its subject, speaker, publisher and days. As questions of fact some that people asked
a search engine (QED), some of SQuAD 1.1 and some of those that we wrote about news articles stand
beside them. Prints the share of kinds right in five-fold cross-validation.
"""

import argparse
import json
import random
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

from assistant.question.understanding.classifier import FILE, bare, grams, split_words
from assistant.question.understanding.wordings import YES_NO
from assistant.reader.training.data import news_articles
from assistant.reader.training.data.examples import rows
from corpus.language.vocabulary import SAYING
from corpus.models.embedding import Embedder

QUESTIONS = Path(__file__).with_name("questions.jsonl")
FACTS, NEWS = 400, 6000
"""Questions of each public set, and about news articles."""
OF_NEWS = 0.3
"""What a question about news counts beside another, so that those of fact do not outweigh all."""
LEAST, ASKS = 3, 3
"""Questions that have a feature which counts; times that a word is seen whose odds count."""
BY_GRAM, BY_VECTOR = 1.0, 30.0
"""Inverse strengths of regularisation, by cross-validation."""
SHARE = 0.6
"""Of the logits that count words, in the mean; by cross-validation."""
ABOUT_THE_WORLD = ("fact", "yes-no", "compare")
"""Kinds of which every question has a subject, marked or not."""
OF_SPEECH = SAYING | frozenset(
    """quote quotes quoted quotation words word remark remarks comment comments statement view views
    opinion opinions think thinks thought reaction reactions react reacted respond responded
    response reply verdict feel feels felt call called describe described describes name criticise
    criticised praise praised blame blamed blames accuse accused thank thanked message tweet tweeted
    wrote write sentiment stance position line take mind claim claims promise promised""".split()
)
"""Words of a question that may ask for what somebody said or thought."""
ASKS_MORE = re.compile(
    r"\b(?:compar|differ|versus|vs\b|latest|update|news|timeline|article|story|stories|coverage)",
    re.IGNORECASE,
)
"""What may ask for another kind of answer."""
NOT_FACT = re.compile(
    r"(?:is|are|was|were|did|does|do|has|have|can|could|will)\b|.*\b(?:difference|compare)\b", re.I
)


def facts(data: Path) -> list[str]:
    """Return questions of fact from public sets; none that asks yes or no, or to compare."""
    chance = random.Random(1)  # noqa: S311 - repeatable
    questions: list[str] = []
    for source in ("qed", "squad1_train"):
        asked = [row["question"] for row in rows(data / "train" / f"{source}.jsonl.gz")]
        questions += chance.sample(asked, FACTS)
    return [question for question in questions if not NOT_FACT.match(question)]


def news(data: Path) -> list[tuple[str, str]]:
    """Return questions about news articles, each with its kind: of fact, or of yes or no.

    Those with a word of saying or thinking are left out: they may ask for somebody's words.
    """
    asked = [
        " ".join(wording.split())
        for article in news_articles.load(data)
        if not article.held_out
        for question in article.questions
        for wording in question.wordings
        if not (_words(wording) & OF_SPEECH or ASKS_MORE.search(wording))
    ]
    drawn = random.Random(2).sample(asked, min(NEWS, len(asked)))  # noqa: S311 - repeatable
    return [(wording, "yes-no" if YES_NO.match(wording) else "fact") for wording in drawn]


def _words(question: str) -> set[str]:
    return {word.removesuffix("'s") for word, *_ in split_words(question)}


def _word_odds(questions: list[dict[str, Any]]) -> dict[str, float]:
    """Return the log-odds of each word that it belongs to a question's subject.

    A question about the world of which no subject is marked tells nothing of its words.
    """
    inside: Counter[str] = Counter()
    outside: Counter[str] = Counter()
    for row in questions:
        if row["kind"] in ABOUT_THE_WORLD and not row.get("topic"):
            continue
        named = [row.get(name, "") for name in ("topic", "speaker", "publisher", "days")]
        # A speaker's name or a day is no part of the subject, nor does it ask.
        left = Counter(word for text in named for word, *_ in split_words(text))
        topic = Counter(word for word, *_ in split_words(row.get("topic", "")))
        for word, *_ in split_words(row["question"]):
            if topic[word] > 0:
                topic[word] -= 1
                inside[word] += 1
            elif left[word] <= 0:
                outside[word] += 1
            left[word] -= 1
    return {
        word: float(np.log((inside[word] + 0.5) / (outside[word] + 0.5)))
        for word in sorted(inside | outside)
        if inside[word] + outside[word] >= ASKS
    }


def main() -> None:
    """Fit, print and write."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedKFold, cross_val_predict

    parser = argparse.ArgumentParser(prog="python -m assistant.question.understanding.fit_kinds")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    options = parser.parse_args()
    own = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    told = [(row["question"], row["kind"]) for row in own]
    told += [(question, "fact") for question in facts(options.data)]
    of_news = news(options.data)
    weights = np.concatenate([np.ones(len(told)), np.full(len(of_news), OF_NEWS)])
    told += of_news
    asked = [bare(question) for question, _ in told]
    kinds = np.array([kind for _, kind in told])
    odds = _word_odds(own)
    asking = frozenset(word for word, value in odds.items() if value <= 0)
    features = [grams(question, asking) for question in asked]
    counts = Counter(gram for some in features for gram in some)
    vocabulary = sorted(gram for gram, count in counts.items() if count >= LEAST)
    places = {gram: index for index, gram in enumerate(vocabulary)}
    cells = [(i, places[g]) for i, some in enumerate(features) for g in some if g in places]
    line, column = zip(*cells, strict=True)
    by_gram = csr_matrix((np.ones(len(cells)), (line, column)), shape=(len(asked), len(vocabulary)))
    vectors = Embedder.load().embed(asked)
    folds = StratifiedKFold(5, shuffle=True, random_state=1)
    one = LogisticRegression(C=BY_GRAM, max_iter=1000)
    two = LogisticRegression(C=BY_VECTOR, max_iter=1000)
    held = [
        cross_val_predict(model, given, kinds, cv=folds, method="predict_log_proba")
        for model, given in ((one, by_gram), (two, vectors))
    ]
    one.fit(by_gram, kinds, sample_weight=weights)
    two.fit(vectors, kinds, sample_weight=weights)
    best = one.classes_[(SHARE * held[0] + (1 - SHARE) * held[1]).argmax(axis=1)]
    sys.stdout.write(f"{len(asked)} questions, {len(vocabulary)} features\n")
    sys.stdout.write(f"cross-validated: {np.mean(best == kinds):.3f} right\n")
    for kind in one.classes_:
        right = np.mean(best[kinds == kind] == kind)
        sys.stdout.write(f"{kind:>13} {np.sum(kinds == kind):5} {right:.3f}\n")
    # Two linear models whose logits are averaged are one, with the mean of their weights. Words are
    # kept as bytes, for numpy would pad each to the length of the longest.
    np.savez_compressed(
        FILE,
        kinds=np.frombuffer("\n".join(one.classes_).encode(), np.uint8),
        vocabulary=np.frombuffer("\n".join(vocabulary).encode(), np.uint8),
        words=np.frombuffer("\n".join(odds).encode(), np.uint8),
        by_gram=(SHARE * one.coef_.T).astype(np.float16),
        by_vector=((1 - SHARE) * two.coef_.T).astype(np.float16),
        bias=(SHARE * one.intercept_ + (1 - SHARE) * two.intercept_).astype(np.float32),
        within=np.array(list(odds.values()), np.float16),
    )


if __name__ == "__main__":
    main()
