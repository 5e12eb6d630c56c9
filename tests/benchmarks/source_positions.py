"""Measures positions of sources: false alarms where two agree, and differences that are found.

Pairs of invented news in ``source_positions.jsonl``: 40 that agree in other words, 40 that differ.
Half of each was used for tuning, half was kept apart. Each is looked at as positions, and asked: a
whole answer may also tell several answers, "perhaps of different things".

Run it: ``python -m tests.benchmarks.source_positions``
"""

import json
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path

from assistant import Assistant
from assistant.answering.sides.positions import positions
from corpus import Article, Corpus, Filters

PAIRS = Path(__file__).with_suffix(".jsonl")
DAY = date(2023, 5, 2)


def main() -> None:
    """Print how many pairs are told as differing, by half."""
    pairs = [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()]
    told: Counter[tuple[str, bool, bool]] = Counter()
    several: Counter[tuple[str, bool]] = Counter()
    with tempfile.TemporaryDirectory() as home, Corpus.open(Path(home)) as corpus:
        corpus.add(
            Article(id=f"{pair['id']}-{n}", published=DAY, **doc)
            for pair in pairs
            for n, doc in enumerate(pair["docs"])
        )
        assistant = Assistant(corpus)
        for pair in pairs:
            hits = corpus.search(pair["question"], assistant.settings.passages, filters=Filters())
            evidence = assistant.reader.read(pair["question"], hits)
            positions_found = positions(
                pair["question"], evidence, assistant.reader.threshold, corpus
            )
            told[pair["half"], pair["differ"], len(positions_found) > 1] += 1
            answer = assistant.ask(pair["question"])
            several[pair["half"], pair["differ"]] += bool(answer.sections)
    for half in ("tuning", "kept"):
        alarms, agree = told[half, False, True], told[half, False, False]
        right, missed = told[half, True, True], told[half, True, False]
        print(
            f"{half}: false alarms {alarms} of {alarms + agree}, "
            f"found {right} of {right + missed}; "
            f"answers that tell several things: {several[half, False]} of those that agree, "
            f"{several[half, True]} of those that differ"
        )


if __name__ == "__main__":
    main()
