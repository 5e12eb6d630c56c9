# ruff: noqa: S311 - seeded randomness is what makes a run repeatable
"""Claims that we wrote about news articles: true ones in other words, and each made false.

``written_claims.jsonl.gz`` has a line for each: the article's name among the claims (``doc``), the
ranges of the one to three sentences that bear the claim out, the claim, what it became when one
thing in it was made wrong as models and hurried reporters err, what kind of error that is, and
whether the sentences contradict it or do not tell. The articles themselves remain their
publishers', and are read from ``claims/train.jsonl.gz``.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from assistant.judge.selection import WORDS, best_sentences
from assistant.judge.training.making import Pair
from assistant.judge.training.rules import SUPPORTED
from assistant.judge.training.texts import split
from assistant.reader.training.data.examples import rows
from assistant.reader.training.data.news_articles import texts
from corpus.text.sentences import sentence_ranges

FILE: Final = Path(__file__).with_name("written_claims.jsonl.gz")
EVIDENCE: Final = 4
"""How many times a claim comes, each time with other sentences beside those that bear it out."""
WEIGHT: Final = 2.0
"""How much such a pair counts: no others err as people and models do."""
_BESIDE: Final = 5
"""Other sentences that come with those that bear a claim out, at most."""


def written_pairs(data: Path, file: Path = FILE) -> Iterator[Pair]:
    """Give the pairs that are made of what was written.

    Args:
        data: The folder of training data.
        file: What was written.
    """
    articles = texts(data)
    for row in rows(file):
        text = articles[row["doc"]]
        ranges = sentence_ranges(text)
        sentences = split(text)
        bearing = [
            at
            for at, (low, high) in enumerate(ranges)
            if any(low < end and start < high for start, end in row["sentences"])
        ]
        for claim, label in ((row["faithful"], SUPPORTED), (row["false"], row["label"])):
            for number in range(EVIDENCE):
                rng = random.Random(f"{row['faithful']}{number}")
                chosen = _beside(rng, claim, sentences, bearing, number)
                yield {
                    "claim": claim,
                    "evidence": " ".join(sentences[at] for at in chosen),
                    "header": "",
                    "label": label,
                    "source": "written",
                    "kind": row["kind"],
                    "weight": WEIGHT,
                    "doc": row["doc"],
                }


def _beside(
    rng: random.Random, claim: str, sentences: Sequence[str], bearing: Sequence[int], number: int
) -> list[int]:
    """Return the sentences that a claim is held against: those alone, as at run time, or others."""
    if number == 0:
        return list(bearing)
    if number == 1:
        return sorted({*bearing, *best_sentences(claim, sentences)})
    chosen, words = set(bearing), sum(len(sentences[at].split()) for at in bearing)
    others = [at for at in range(len(sentences)) if at not in chosen]
    for at in rng.sample(others, min(len(others), rng.randint(1, _BESIDE))):
        words += len(sentences[at].split())
        if words <= WORDS:
            chosen.add(at)
    return sorted(chosen)
