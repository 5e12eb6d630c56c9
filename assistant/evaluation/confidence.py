"""Figures of confidence: risk-coverage, calibration error, and bootstrap intervals."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from assistant.evaluation.metrics import mean

__all__ = [
    "Bin",
    "area_under_risk_coverage",
    "bootstrap",
    "expected_calibration_error",
    "reliability",
    "risk_coverage",
]

_Item = TypeVar("_Item")

_RESAMPLES = 1000
"""Of the bootstrap: enough for the 2.5th and the 97.5th percentile of a figure."""
_BINS = 10
"""Of the reliability plot, as in Guo et al. 2017's figures."""


@dataclass(frozen=True, slots=True)
class Bin:
    """The cases whose confidence lies in one range."""

    confidence: float
    """Their mean confidence, 0..1."""
    accuracy: float
    """The share of them that were right, 0..1."""
    count: int


def risk_coverage(scored: Sequence[tuple[float, bool]]) -> list[tuple[float, float]]:
    """Return coverage and risk as the demanded confidence falls (El-Yaniv and Wiener 2010).

    Args:
        scored: For each question the confidence of its answer, and whether that is right.

    Returns:
        For each distinct confidence, highest first: the share of questions answered with at
        least that confidence, and the share of those that are wrong. Both in 0..1.
    """
    ordered = sorted(scored, key=lambda item: -item[0])
    points, wrong = [], 0
    for count, (confidence, right) in enumerate(ordered, 1):
        wrong += not right
        # Equal confidences cannot be told apart by a threshold: they come in together.
        if count == len(ordered) or ordered[count][0] != confidence:
            points.append((count / len(ordered), wrong / count))
    return points


def area_under_risk_coverage(scored: Sequence[tuple[float, bool]]) -> float | None:
    """Return AURC, 0..1, lower is better: the mean risk over all coverages (Geifman et al. 2019).

    ``None`` without questions.
    """
    points = risk_coverage(scored)
    before = [0.0, *(coverage for coverage, _ in points)]
    steps = [(c - b) * risk for b, (c, risk) in zip(before, points, strict=False)]
    return sum(steps) if steps else None


def reliability(scored: Sequence[tuple[float, bool]], bins: int = _BINS) -> list[Bin]:
    """Return confidence and accuracy in bins of equal width; bins without a case are left out.

    Args:
        scored: For each answer its confidence, 0..1, and whether it is right.
        bins: How many the range 0..1 is cut into. A confidence on an edge falls into the
            upper bin, 1 into the last.
    """
    groups: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for confidence, right in scored:
        groups[min(int(confidence * bins), bins - 1)].append((confidence, right))
    return [
        Bin(
            confidence=sum(confidence for confidence, _ in group) / len(group),
            accuracy=sum(right for _, right in group) / len(group),
            count=len(group),
        )
        for group in groups
        if group
    ]


def expected_calibration_error(
    scored: Sequence[tuple[float, bool]], bins: int = _BINS
) -> float | None:
    """Return ECE, 0..1, lower is better: the mean gap, over answers, of confidence and accuracy.

    With bins of equal width (Naeini et al. 2015, Guo et al. 2017). ``None`` without answers.
    """
    gaps = [abs(bin_.accuracy - bin_.confidence) * bin_.count for bin_ in reliability(scored, bins)]
    return sum(gaps) / len(scored) if gaps else None


def bootstrap(
    items: Sequence[_Item],
    statistic: "Callable[[Sequence[_Item]], float | None]",
    *,
    resamples: int = _RESAMPLES,
    seed: int = 0,
) -> tuple[float, float] | None:
    """Return the 95% confidence interval of a statistic, by the percentile bootstrap (Efron 1979).

    Args:
        items: What was measured, one item a question.
        statistic: From items to the figure, or ``None`` where it is not defined; such
            resamples are left out.
        resamples: How often items are drawn with replacement.
        seed: The same seed gives the same interval.

    Returns:
        Lower and upper end; ``None`` when no resample has the figure.
    """
    import numpy as np

    if not items:
        return None
    generator = np.random.default_rng(seed)
    size = len(items)
    if statistic is mean:
        values = np.asarray(items, dtype=np.float64)
        drawn = [values[generator.integers(size, size=size)].mean() for _ in range(resamples)]
    else:
        samples = (generator.integers(size, size=size).tolist() for _ in range(resamples))
        figures = (statistic([items[i] for i in sample]) for sample in samples)
        drawn = [figure for figure in figures if figure is not None]
    if not drawn:
        return None
    low, high = np.percentile(drawn, (2.5, 97.5))
    return float(low), float(high)
