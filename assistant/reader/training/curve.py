"""The risk-coverage curve that ships beside the model, from articles kept out of training.

From the repository root, after every ``weigh``, whose questions it asks again::

    python -m assistant.reader.training.curve --home DIR [--data ../shared/data]

Half of what is read has no answer: the same questions, with their own article taken out.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.curve import FILE
from assistant.reader import Reader
from assistant.reader.training.weigh import QUESTIONS, ask, best, open_corpus

STEPS = 100
"""Thresholds from 0, evenly spaced below 1."""


def points(scored: Sequence[tuple[float, bool]]) -> list[dict[str, float]]:
    """For each threshold the share of questions answered, and of those the share that is wrong.

    A threshold from which nothing is answered has no risk, and is left out.
    """
    found = []
    for step in range(STEPS):
        threshold = step / STEPS
        answered = [right for sure, right in scored if sure >= threshold]
        if answered:
            coverage, risk = len(answered) / len(scored), answered.count(False) / len(answered)
            point = {"threshold": threshold, "coverage": coverage, "risk": risk}
            found.append({name: round(value, 4) for name, value in point.items()})
    return found


def main() -> None:
    """Ask, and write the curve."""
    parser = argparse.ArgumentParser(prog="python -m assistant.reader.training.curve")
    parser.add_argument("--home", type=Path, required=True, help="data folder for the paragraphs")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--questions", type=int, default=QUESTIONS)
    parser.add_argument("--out", type=Path, default=FILE)
    options = parser.parse_args()
    with open_corpus(options.home / "paragraphs", options.data) as corpus:
        asked = ask(corpus, Reader.load(), options.data, options.questions)
        scored = [best(side) for pair in asked for side in pair]
    lines = ",\n".join(f" {json.dumps(point)}" for point in points(scored))
    options.out.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    sys.stdout.write(f"{options.out}: {len(scored)} questions\n")


if __name__ == "__main__":
    main()
