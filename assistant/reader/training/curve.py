# ruff: noqa: S311 - seeded randomness is what makes a run repeatable
"""The risk-coverage curve that ships beside the model, from articles kept out of training.

From the repository root, after every ``export``::

    python -m assistant.reader.training.curve --home DIR [--data ../shared/data]

Every paragraph of SQuAD 1.1's training half is searched; the first run embeds them into DIR,
which takes some ten minutes. What is found for each question is read twice: as it is, and without
the paragraphs of the question's own article, so that half of what is read has no answer.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from assistant.curve import FILE
from assistant.evaluation.metrics import holds
from assistant.reader.training.examples import is_held_out, rows
from assistant.reading import TrainedReader
from corpus import Article, Corpus

SOURCE = "squad1_train"
DEPTH = 150
"""Passages searched, so that enough are left without those of one article."""
STEPS = 20
"""Thresholds from 0, evenly spaced below 1."""

Scored = tuple[float, bool]
"""The support of the best sentence, 0..1, and whether that sentence is right."""


def points(scored: Sequence[Scored]) -> list[dict[str, float]]:
    """For each threshold the share of questions answered, and of those the share that is wrong.

    A threshold from which nothing is answered has no risk, and is left out.
    """
    found = []
    for step in range(STEPS):
        threshold = step / STEPS
        answered = [right for support, right in scored if support >= threshold]
        if answered:
            coverage, risk = len(answered) / len(scored), answered.count(False) / len(answered)
            point = {"threshold": threshold, "coverage": coverage, "risk": risk}
            found.append({name: round(value, 4) for name, value in point.items()})
    return found


def ask(corpus: Corpus, data: Path, questions: int) -> Iterator[Scored]:
    """Read what search brings for held-out questions, with and without their own article."""
    held_out = [
        row
        for row in rows(data / "train" / f"{SOURCE}.jsonl.gz")
        if is_held_out(row["source"], row["title"])
    ]
    reader = TrainedReader()
    for row in random.Random(11).sample(held_out, min(questions, len(held_out))):
        hits = corpus.search(row["question"], DEPTH)
        others = [hit for hit in hits if hit.title != _title(row)]
        for found, answers in ((hits, [row["answer"]]), (others, [])):
            best = next(iter(reader.read(row["question"], found[: reader.depth])), None)
            yield (best.support, holds(best.quote, answers)) if best else (0.0, False)


def main() -> None:
    """Fill the corpus, ask, and write the curve."""
    parser = argparse.ArgumentParser(prog="python -m assistant.reader.training.curve")
    parser.add_argument("--home", type=Path, required=True, help="data folder for the paragraphs")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--questions", type=int, default=400)
    parser.add_argument("--out", type=Path, default=FILE)
    options = parser.parse_args()
    with Corpus.open(options.home) as corpus:
        found = rows(options.data / "train" / f"{SOURCE}.jsonl.gz")
        titles = {row["context"]: _title(row) for row in found}
        if corpus.count() < len(titles):
            corpus.add(Article(text=text, title=title) for text, title in titles.items())
        scored = list(ask(corpus, options.data, options.questions))
    lines = ",\n".join(f" {json.dumps(point)}" for point in points(scored))
    options.out.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    sys.stdout.write(options.out.read_text(encoding="utf-8"))


def _title(row: dict[str, Any]) -> str:
    title: str = row["title"]
    return title.replace("_", " ")


if __name__ == "__main__":
    main()
