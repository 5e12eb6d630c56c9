"""The figures of an evaluation, each with its confidence interval and what it means."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from assistant.evaluation import metrics
from assistant.evaluation.confidence import (
    area_under_risk_coverage,
    bootstrap,
    expected_calibration_error,
)
from assistant.evaluation.metrics import mean
from assistant.evaluation.run import Outcome

__all__ = ["Measure", "measure_all"]

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure."""

    group: str
    name: str
    value: float | None
    """A share, 0..1, or seconds; None where there was nothing to measure."""
    low: float | None
    """Lower end of the 95% confidence interval."""
    high: float | None
    """Upper end of the 95% confidence interval."""
    count: int
    """Number of questions that it was measured on."""
    meaning: str
    """One line on what it says."""

    def shown(self) -> tuple[str, str]:
        """Return the value and its interval as people read them."""
        if self.value is None or self.low is None or self.high is None:
            return "–", ""
        return f"{self.value:.3f}", f"{self.low:.3f} to {self.high:.3f}"


def measure_all(outcomes: Sequence[Outcome], k: int) -> tuple[Measure, ...]:
    """Return every figure that the outcomes give.

    Args:
        outcomes: What became of each question.
        k: How many passages were searched for.
    """
    return (
        *_retrieval(outcomes, k),
        *_answers(outcomes),
        *_refusals(outcomes),
        *_confidence(outcomes),
        *_citations(outcomes),
        *_time(outcomes),
    )


def _measure(
    group: str,
    name: str,
    meaning: str,
    items: Sequence[_Item],
    statistic: Callable[[Sequence[_Item]], float | None],
) -> Measure:
    low, high = bootstrap(items, statistic) or (None, None)
    return Measure(group, name, statistic(items), low, high, len(items), meaning)


def _retrieval(outcomes: Sequence[Outcome], k: int) -> list[Measure]:
    group = "Retrieval"
    retrieved = [(o.gains, o.relevant) for o in outcomes if o.gains is not None]
    measures = [
        _measure(
            group,
            f"recall@{n}",
            f"share of what is relevant among the first {n} passages",
            [metrics.recall(gains, relevant, n) for gains, relevant in retrieved],
            mean,
        )
        for n in sorted({1, min(5, k), k})
    ]
    ranks = [metrics.reciprocal_rank(gains) for gains, _ in retrieved]
    gain = [metrics.ndcg(gains, relevant, k) for gains, relevant in retrieved]
    return [
        *measures,
        _measure(group, "MRR", "mean of 1 / the rank of the first relevant passage", ranks, mean),
        _measure(group, f"nDCG@{k}", "relevant passages, worth more further up", gain, mean),
    ]


def _answers(outcomes: Sequence[Outcome]) -> list[Measure]:
    group = "Answers"
    known = [o for o in outcomes if o.case.answers]
    either = [o for o in outcomes if o.case.answers or not o.case.answerable]
    rows = [
        (
            "sentence accuracy",
            "first cited sentence holds an answer; a refusal does not",
            [float(bool(o.right)) for o in known],
        ),
        (
            "sentence accuracy, answered",
            "the same, of the questions that were not refused",
            [float(bool(o.right)) for o in known if o.answered],
        ),
        (
            "exact match",
            "the answering words are an answer (SQuAD)",
            [metrics.exact_match(o.words, o.case.answers) for o in known],
        ),
        (
            "F1",
            "overlap of the answering words with an answer (SQuAD)",
            [metrics.f1(o.words, o.case.answers) for o in known],
        ),
        (
            "F1, refusals counted",
            "the same, with 1 for each right refusal (SQuAD 2.0)",
            [metrics.f1(o.words, o.case.answers) for o in either],
        ),
    ]
    return [_measure(group, name, meaning, values, mean) for name, meaning, values in rows]


def _refusals(outcomes: Sequence[Outcome]) -> list[Measure]:
    pairs = [(not o.answered, o.case.answerable) for o in outcomes]
    return [
        _measure(
            "Refusals",
            "refusal precision",
            "share of the refused questions that have no answer",
            [pair for pair in pairs if pair[0]],
            metrics.refusal_precision,
        ),
        _measure(
            "Refusals",
            "refusal recall",
            "share of the questions without an answer that were refused",
            [pair for pair in pairs if not pair[1]],
            metrics.refusal_recall,
        ),
        _measure(
            "Refusals",
            "answerable refused",
            "share of the answerable questions that were refused; lower is better",
            [float(refused) for refused, answerable in pairs if answerable],
            mean,
        ),
    ]


def _confidence(outcomes: Sequence[Outcome]) -> list[Measure]:
    return [
        _measure(
            "Confidence",
            "AUROC",
            "how often an answerable question scores above one that is not",
            [(o.confidence, o.case.answerable) for o in outcomes],
            metrics.auroc,
        ),
        _measure(
            "Confidence",
            "risk-coverage area",
            "mean share of wrong answers over all thresholds; lower is better",
            [(o.confidence, o.right) for o in outcomes if o.right is not None],
            area_under_risk_coverage,
        ),
        _measure(
            "Confidence",
            "calibration error",
            "mean distance of confidence from accuracy; lower is better",
            [(o.confidence, o.right) for o in outcomes if o.right is not None and o.answered],
            expected_calibration_error,
        ),
    ]


def _citations(outcomes: Sequence[Outcome]) -> list[Measure]:
    return [
        _measure(
            "Citations",
            "citation precision",
            "share of citations that are of use (ALCE)",
            [o.citation_precision for o in outcomes if o.citation_precision is not None],
            mean,
        ),
        _measure(
            "Citations",
            "citation recall",
            "share of statements that their citations support (ALCE)",
            [o.citation_recall for o in outcomes if o.citation_recall is not None],
            mean,
        ),
    ]


def _time(outcomes: Sequence[Outcome]) -> list[Measure]:
    seconds = [o.seconds for o in outcomes]

    def p50(values: Sequence[float]) -> float | None:
        return metrics.percentile(values, 0.50)

    def p95(values: Sequence[float]) -> float | None:
        return metrics.percentile(values, 0.95)

    return [
        _measure("Seconds", "p50", "half of the answers took at most this", seconds, p50),
        _measure("Seconds", "p95", "nineteen of twenty took at most this", seconds, p95),
    ]
