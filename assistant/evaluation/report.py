"""The report of an evaluation, as a table and as JSON."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

from assistant.evaluation.confidence import Bin, reliability, risk_coverage
from assistant.evaluation.measures import Measure, measure_all
from assistant.evaluation.metrics import mean, recall
from assistant.evaluation.run import Outcome

__all__ = ["EvaluationReport"]


@dataclass(frozen=True, slots=True)
class EvaluationReport:
    """The figures that ``evaluate`` measured. ``report["recall@5"]`` is the value of a measure."""

    measures: tuple[Measure, ...]
    recall_at: tuple[tuple[int, float], ...]
    """k and the mean recall@k, for each k."""
    risk_coverage: tuple[tuple[float, float], ...]
    """Coverage and risk, see ``confidence.risk_coverage``."""
    reliability: tuple[Bin, ...]
    """Confidence and accuracy of the answers given."""
    outcomes: tuple[Outcome, ...]
    """One a question, in the order of the file."""

    @classmethod
    def of(cls, outcomes: Sequence[Outcome], k: int) -> Self:
        """Turn the outcomes of questions into figures with their intervals.

        Args:
            outcomes: At least one.
            k: How many passages were searched for.
        """
        known = [(o.confidence, o.right, o.answered) for o in outcomes if o.right is not None]
        retrieved = [(o.gains, o.relevant) for o in outcomes if o.gains is not None]
        recalls = (
            (n, mean([recall(gains, relevant, n) for gains, relevant in retrieved]))
            for n in range(1, k + 1)
        )
        return cls(
            measures=measure_all(outcomes, k),
            recall_at=tuple((n, value) for n, value in recalls if value is not None),
            risk_coverage=tuple(risk_coverage([(sure, right) for sure, right, _ in known])),
            reliability=tuple(
                reliability([(sure, right) for sure, right, given in known if given])
            ),
            outcomes=tuple(outcomes),
        )

    def __getitem__(self, name: str) -> float | None:
        """Return the value of the measure with that name.

        Raises:
            KeyError: There is no such measure.
        """
        return {measure.name: measure.value for measure in self.measures}[name]

    def to_dict(self) -> dict[str, Any]:
        """Return a dictionary that ``json.dumps`` takes."""
        return {
            "questions": len(self.outcomes),
            "measures": [asdict(measure) for measure in self.measures],
            "recall_at": [list(point) for point in self.recall_at],
            "risk_coverage": [list(point) for point in self.risk_coverage],
            "reliability": [asdict(bin_) for bin_ in self.reliability],
            "outcomes": [outcome.to_dict() for outcome in self.outcomes],
        }

    def to_table(self) -> str:
        """Return the figures in columns, as plain text of some 70 characters a line."""
        width = max(len(measure.name) for measure in self.measures)
        lines = [f"{'':{width + 2}}{'value':>6}  {'95% interval':14}  questions"]
        group = ""
        for measure in self.measures:
            if measure.group != group:
                group = measure.group
                lines += ["", group]
            value, interval = measure.shown()
            lines.append(f"  {measure.name:{width}}{value:>6}  {interval:14}  {measure.count:>9}")
        return "\n".join(lines) + "\n"
