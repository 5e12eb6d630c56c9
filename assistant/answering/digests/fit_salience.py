"""Fit the weights of ``salience.py``, and write them out with what they reach.

From the repository root::

    python -m assistant.answering.digests.fit_salience [--data ../shared/data]

Language models' summaries of articles, of which a model says that they are faithful, tell what is
worth telling (``vectara_llm`` and ``summeval`` of the claims): what share of their sentences has
each sentence of the article as its nearest. Fitted on the training articles by ridge regression;
measured on the others by how much of each summary's sentence, in stems, the nearest of the chosen
sentences has.
"""

import argparse
import gzip
import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.answering.compose import passage_of, statements_of
from assistant.answering.digests.salience import salience_features
from assistant.answering.digests.telling import FEWEST_WORDS, telling
from assistant.reader.evidence import Evidence
from corpus import Article
from corpus.models.embedding import Embedder
from corpus.text.search_terms import stems

SOURCES = ("vectara_llm", "summeval")
FEWEST, MOST = 9, 80
"""Sentences of an article."""
SUMMARISED = 60
"""Sentences of summaries of each article, drawn."""
LEAST_STEMS, LEAST_SHARED = 4, 0.4
"""Stems of a summary's sentence that counts, and their share in the sentence it rests on."""
HEADLINE = range(6, 15)
"""Words of a summary's sentence that stands for the headline, which the articles lack."""
STRENGTH = 3.0
"""Of regularisation; between 1 and 10 it changes nothing."""

Numbers = NDArray[np.float32]


@dataclass(frozen=True)
class Summarised:
    """An article, and how much of each sentence of its summaries each of its own has."""

    quotes: list[Evidence]
    headline: str
    shared: Numbers
    """Share of stems, (sentences of summaries, sentences)."""


def articles(path: Path) -> Iterator[Summarised]:
    """Yield the articles of one file of claims that are long enough."""
    claims, texts = defaultdict(list), {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["source"] in SOURCES and row["label"] == 1:
                claims[row["doc"]].append(row["claim"])
                texts[row["doc"]] = row["evidence"]
    for doc, told in claims.items():
        # By the article's own name, so that the same are drawn whatever came before it.
        random.Random(doc).shuffle(told)  # noqa: S311 - which are drawn is no secret
        quotes = [quote for quote in _quotes(texts[doc]) if _long(quote)][:MOST]
        short = (claim for claim in told if len(claim.split()) in HEADLINE)
        headline = next(short, quotes[0].quote if quotes else "")
        sought = [stems(claim) for claim in told[:SUMMARISED] if claim != headline]
        sought = [claim for claim in sought if len(claim) >= LEAST_STEMS]
        if len(quotes) < FEWEST or not sought:
            continue
        held = [stems(quote.quote) for quote in quotes]
        shared = [[len(claim & own) / len(claim) for own in held] for claim in sought]
        yield Summarised(quotes, headline, np.asarray(shared, np.float32))


def _quotes(text: str) -> list[Evidence]:
    return list(statements_of([passage_of(Article(text=text))]))


def _long(quote: Evidence) -> bool:
    return len(quote.quote.split()) >= FEWEST_WORDS


def main() -> int:
    """Fit, measure, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    data = parser.parse_args().data / "claims"
    embed = Embedder.load().embed
    rows, shares = [], []
    for article in articles(data / "train.jsonl.gz"):
        texts = [quote.quote for quote in article.quotes]
        vectors = embed([article.headline, *texts])
        rows.append(salience_features(texts, vectors[1:], vectors[0]))
        nearest = article.shared.argmax(axis=1)[article.shared.max(axis=1) >= LEAST_SHARED]
        rests = np.bincount(nearest, minlength=len(texts))
        shares.append(rests / max(1, rests.sum()))
    given, wanted = np.concatenate(rows), np.concatenate(shares)
    mean, spread = given.mean(axis=0), given.std(axis=0) + 1e-9
    scaled = (given - mean) / spread
    # Ridge regression, which has a solution in one step.
    square = scaled.T @ scaled + STRENGTH * np.eye(scaled.shape[1])
    weights = np.linalg.solve(square, scaled.T @ (wanted - wanted.mean())) / spread
    sys.stdout.write(f"{weights.round(4).tolist()}, {wanted.mean() - weights @ mean:.4f}\n")
    others = list(articles(data / "dev.jsonl.gz"))
    for most in (3, 5, 9):
        chosen = [telling(article.quotes, embed, most, article.headline) for article in others]
        first = [article.quotes[:most] for article in others]
        sys.stdout.write(
            f"{most} sentences of {len(others)} articles: {_told(others, chosen):.3f} told,"
            f" the first ones {_told(others, first):.3f}\n"
        )
    return 0


def _told(articles: Sequence[Summarised], chosen: Sequence[Sequence[Evidence]]) -> float:
    """Return the share of the summaries' stems that the nearest chosen sentence has, 0..1."""
    parts = [
        article.shared[:, [article.quotes.index(quote) for quote in quotes]].max(axis=1).mean()
        for article, quotes in zip(articles, chosen, strict=True)
    ]
    return float(np.mean(parts))


if __name__ == "__main__":
    sys.exit(main())
