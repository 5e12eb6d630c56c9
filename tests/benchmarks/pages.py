"""Articles taken from saved news pages: how much of each is taken, and how little else.

Run from the repository root::

    python -m tests.benchmarks.pages [--data ../shared/data] [--worst 5]

The pages and their hand-made articles are from Scrapinghub's article extraction benchmark. Two
figures, each with a 95% bootstrap interval over pages: the mean over pages of the F1 of the words
(as multisets; a word is a run of letters, digits and underscores), and the benchmark's own F1,
from mean precision and mean recall over runs of four words. Exits with 1 when the first is below
its target.
"""

import argparse
import gzip
import json
import random
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from corpus.errors import SourceError
from corpus.sources.formats.html import article_text, decode_html, parse

TARGET = 0.96
SAMPLES = 2_000

Overlap = tuple[int, int, int]
"""What is in both, what only in the text found, what only in the true one."""


def overlap(extracted: str, true: str, length: int) -> Overlap:
    """Compare the runs of ``length`` words of two texts."""
    ours, theirs = (_runs(re.findall(r"\w+", text), length) for text in (extracted, true))
    both = (ours & theirs).total()
    return both, ours.total() - both, theirs.total() - both


def _runs(words: list[str], length: int) -> Counter[tuple[str, ...]]:
    length = min(length, len(words)) or 1
    return Counter(tuple(words[n : n + length]) for n in range(len(words) - length + 1))


def f1(counts: Overlap) -> float:
    """The harmonic mean of precision and recall, from 0 to 1."""
    both, extra, missing = counts
    return 2 * both / (2 * both + extra + missing) if both else 0.0


def mean_f1(pages: Sequence[Overlap]) -> float:
    """The mean over pages of their F1."""
    return statistics.fmean(map(f1, pages))


def benchmark_f1(pages: Sequence[Overlap]) -> float:
    """The F1 of mean precision and mean recall, as the benchmark defines it."""
    precision = statistics.fmean(b / (b + e) for b, e, _ in pages if b + e)
    recall = statistics.fmean(b / (b + m) for b, _, m in pages if b + m)
    return 2 * precision * recall / (precision + recall)


def interval(pages: Sequence[Overlap], measure: Callable[[Sequence[Overlap]], float]) -> str:
    """The measure with its 95% percentile bootstrap interval, from a fixed seed."""
    draw = random.Random(0)
    values = sorted(measure(draw.choices(pages, k=len(pages))) for _ in range(SAMPLES))
    low, high = values[round(0.025 * SAMPLES)], values[round(0.975 * SAMPLES) - 1]
    return f"{measure(pages):.3f} [{low:.3f}, {high:.3f}]"


def extract(file: Path) -> str:
    """The article of a saved page, or nothing where there is none to be found."""
    data = gzip.decompress(file.read_bytes())
    try:
        return article_text(parse(decode_html(data, file.name), file.name), file.name)
    except SourceError as error:
        report(f"  {error}")
        return ""


def report(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)


def main() -> int:
    """Measure, print, and return the exit code."""
    options = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--worst", type=int, default=5, help="how many of the worst to name")
    arguments = options.parse_args()
    folder: Path = arguments.data / "pages"
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    started = time.perf_counter()
    extracted = {key: extract(folder / f"{key}.html.gz") for key in truth}
    spent = (time.perf_counter() - started) / len(truth)
    words = {key: overlap(extracted[key], truth[key]["articleBody"], 1) for key in truth}
    shingles = [overlap(extracted[key], truth[key]["articleBody"], 4) for key in truth]
    report(f"{len(truth)} pages, {1000 * spent:.0f} ms each")
    report(f"mean word-level F1   {interval(list(words.values()), mean_f1)}, target {TARGET}")
    report(f"benchmark's own F1   {interval(shingles, benchmark_f1)}")
    for key in sorted(truth, key=lambda name: f1(words[name]))[: arguments.worst]:
        report(f"  {f1(words[key]):.3f} {truth[key]['url'][:80]}")
    return 0 if mean_f1(list(words.values())) >= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
