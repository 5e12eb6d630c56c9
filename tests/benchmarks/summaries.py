"""Summaries of one article: how many of its key points they tell.

Run from the repository root::

    python -m tests.benchmarks.summaries [--data ../shared/data]

``key_points.jsonl.gz`` has 300 news articles of 20 to 70 sentences, by their names among the claims
(``claims/train.jsonl.gz``), with five to seven things that a reader of each must be told, the most
important first, and the sentences any one of which tells each; a language model of ours marked
them, reading each article. A point is told when one of its sentences is chosen. The first
sentences of the article, and as many chosen at best, stand beside.
"""

import argparse
import gzip
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from assistant.answering.compose import passage_of
from assistant.answering.digests.telling import telling
from assistant.reader.evidence import Evidence
from assistant.reader.training.data.news_articles import load
from corpus import Article
from corpus.models.embedding import Embedder
from tests.benchmarks.data import FOLDER

FILE = Path(__file__).with_name("key_points.jsonl.gz")
LENGTHS = (3, 5, 9)
"""Sentences of a short, a usual and a long summary."""


@dataclass(frozen=True, slots=True)
class Marked:
    """An article with its sentences, and for each key point the sentences that tell it."""

    headline: str
    quotes: list[Evidence]
    points: list[list[int]]

    def told(self, chosen: Sequence[Evidence]) -> float:
        """Return the share of the key points that one of some sentences tells, 0..1."""
        indices = {self.quotes.index(quote) for quote in chosen}
        return mean(bool(indices & set(point)) for point in self.points)


def articles(data: Path) -> Iterator[Marked]:
    """Yield the articles that were marked."""
    with gzip.open(FILE, "rt", encoding="utf-8") as lines:
        marked = {row["doc"]: row for row in map(json.loads, lines)}
    for article in load(data):
        if row := marked.get(article.doc):
            whole = passage_of(Article(text=article.text, title=article.headline))
            quotes = [Evidence(whole, start, end, 0.0) for start, end in row["sentences"]]
            yield Marked(article.headline, quotes, row["points"])


def main() -> int:
    """Measure, print, and return the exit code."""
    options = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    options.add_argument("--data", type=Path, default=FOLDER, help="where the claims are")
    marked = list(articles(options.parse_args().data))
    embed = Embedder.load().embed
    for most in LENGTHS:
        ours = mean(one.told(telling(one.quotes, embed, most, one.headline)) for one in marked)
        first = mean(one.told(one.quotes[:most]) for one in marked)
        best = mean(min(1.0, most / len(one.points)) for one in marked)
        print(
            f"{most} sentences of {len(marked)} articles: {ours:.3f} of the key points told, "
            f"the first ones {first:.3f}, at best {best:.3f}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
