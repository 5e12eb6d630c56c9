"""Figures of a model on questions whose passage is given, by the run-time reader itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

from assistant.evaluation.metrics import auroc, exact_match, f1, mean
from assistant.reader.span_model import THREADS, Passage, Reader
from assistant.reader.spans import Calibration, Scores

Case = dict[str, Any]
"""A row: `question`, `title`, `context`, `answerable`, `answers` or `answer`, `source`."""
RIGHT = 0.5
"""The least F1 with which a span counts as right."""


@dataclass(frozen=True, slots=True)
class Read:
    """One case as it was read: the truth, the raw scores, and the span's EM and F1 (0..1)."""

    source: str
    answerable: bool
    scores: Scores
    exact: float
    overlap: float


def _read(reader: Reader, case: Case) -> Read | None:
    header = str(case.get("title") or "").replace("_", " ")
    read = reader.scores(case["question"], Passage(header, case["context"]))
    if read is None:
        return None
    scores, (start, end) = read
    words = case["context"][start:end]
    answers = case.get("answers") or [case.get("answer", "")]
    exact = exact_match(words, answers) if case["answerable"] else 0.0
    overlap = f1(words, answers) if case["answerable"] else 0.0
    return Read(case["source"], case["answerable"], scores, exact, overlap)


def read_all(reader: Reader, cases: Iterable[Case]) -> list[Read]:
    """Read every case, on as many threads as the reader itself uses."""
    with ThreadPoolExecutor(THREADS) as pool:
        return [read for read in pool.map(partial(_read, reader), cases) if read is not None]


def calibration_error(pairs: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Expected calibration error, 0..1, in `bins` bins of equal width (Guo et al. 2017)."""
    groups: dict[int, list[float]] = {}
    for probability, truth in pairs:
        bin_ = min(bins - 1, int(probability * bins))
        groups.setdefault(bin_, []).append(probability - truth)
    return sum(abs(sum(group)) for group in groups.values()) / len(pairs)


def reliability(pairs: Sequence[tuple[float, bool]], bins: int = 10) -> list[dict[str, float]]:
    """For each part of the scale: how many, the mean probability, the share that was true."""
    table = []
    for number in range(bins):
        group = [pair for pair in pairs if min(bins - 1, int(pair[0] * bins)) == number]
        if group:
            said = sum(probability for probability, _ in group) / len(group)
            true = sum(truth for _, truth in group) / len(group)
            table.append({"count": len(group), "said": round(said, 3), "true": round(true, 3)})
    return table


def overall_f1(reads: Sequence[Read], supports: Sequence[float], threshold: float) -> float:
    """SQuAD 2.0's F1: a span's overlap where one is given, 1 for a right refusal."""
    points = [
        read.overlap if support >= threshold else float(not read.answerable)
        for read, support in zip(reads, supports, strict=True)
    ]
    return sum(points) / len(points)


def figures(reads: Sequence[Read], calibration: Calibration) -> dict[str, Any]:
    """All figures of a set of cases; shares, 0..1."""
    supports = [calibration.answerable(read.scores) for read in reads]
    pairs = [(s, read.answerable) for s, read in zip(supports, reads, strict=True)]
    positive = [read for read in reads if read.answerable]
    said = [(s, read.overlap >= RIGHT) for s, read in zip(supports, reads, strict=True)]
    right = [(calibration.confidence(r.scores), r.overlap >= RIGHT) for r in positive]
    steps = [overall_f1(reads, supports, step / 100) for step in range(101)]
    table: dict[str, Any] = {
        "span_f1": mean([read.overlap for read in positive]),
        "span_em": mean([read.exact for read in positive]),
        "overall_f1": overall_f1(reads, supports, 0.5),
        "overall_f1_best_threshold": max(steps),
        "auroc": auroc(pairs),
        "ece_answerable": calibration_error(said),
        "ece_confidence": calibration_error(right),
    }
    return {
        "questions": len(reads),
        "answerable": len(positive),
        **{name: value if value is None else round(value, 4) for name, value in table.items()},
        "reliability": reliability(said),
    }
