# ruff: noqa: S311 - seeded randomness is what makes a run repeatable
"""Calibration on articles kept out of training: what a support of 0.8 means."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence

from assistant.reader.spans import Calibration, logit
from assistant.reader.training.data.examples import Corpus, Example, is_held_out
from assistant.reader.training.measure.figures import RIGHT, Case, Read

HUMAN = "squad2_abstention"


def _case(corpus: Corpus, example: Example, passage: int, answerable: bool) -> Case:
    return {
        "question": example.question,
        "title": example.title,
        "context": corpus.passages[passage].text,
        "answers": list(example.answers),
        "answerable": answerable,
        "source": example.source,
    }


def held_out(corpus: Corpus, each: int = 600, seed: int = 5) -> list[Case]:
    """Cases from held-out articles: human-written near misses and passages search would bring.

    All questions of the held-out part of `squad2_abstention`; `each` of SQuAD 1's with their
    passage and `each` others with a passage of the same article that ranks high without an
    answer.
    """
    kept = [e for e in corpus.examples if is_held_out(e.source, e.title)]
    human = [e for e in kept if e.source == HUMAN]
    squad = [e for e in kept if e.source != HUMAN and e.span and e.same_article]
    random.Random(seed).shuffle(squad)
    cases = [_case(corpus, e, e.passage, e.answerable) for e in human]
    cases += [_case(corpus, e, e.passage, True) for e in squad[:each]]
    cases += [_case(corpus, e, e.same_article[0], False) for e in squad[each : 2 * each]]
    return cases


def fit(reads: Sequence[Read]) -> Calibration:
    """Logistic regressions of the span's being right (F1 >= `RIGHT`).

    Human-written questions and mined passages weigh the same in total, and in each of the two
    so do answerable and unanswerable ones: a support of .5 supposes even odds beforehand. The
    span's own score over that of "no answer" told nothing that the head had not.
    """
    from sklearn.linear_model import LogisticRegression

    groups = [(read.source == HUMAN, read.answerable) for read in reads]
    counts = Counter(groups)
    support = LogisticRegression(C=100).fit(
        [[read.scores.head] for read in reads],
        [read.overlap >= RIGHT for read in reads],
        [len(reads) / (len(counts) * counts[group]) for group in groups],
    )
    answered = [read for read in reads if read.answerable]
    confidence = LogisticRegression(C=100).fit(
        [[logit(read.scores.share)] for read in answered],
        [read.overlap >= RIGHT for read in answered],
    )
    numbers = (
        support.coef_[0][0],
        support.intercept_[0],
        confidence.coef_[0][0],
        confidence.intercept_[0],
    )
    return Calibration(*(round(float(number), 4) for number in numbers))
