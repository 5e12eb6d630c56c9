"""The reader's risk-coverage curve: answers given and answers wrong at each threshold."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from corpus import ModelError

__all__ = ["FILE", "Point", "curve"]

FILE: Final = Path(__file__).parent / "model" / "curve.json"
"""A list of objects with ``threshold``, ``coverage`` and ``risk``, made with the model by
``assistant.reader.training.measure.risk_curve``."""


@dataclass(frozen=True, slots=True)
class Point:
    """The figures of one threshold, measured on questions of which the articles answered half."""

    threshold: float
    """The support, 0..1, from which a sentence counted as an answer."""
    coverage: float
    """The share of the questions that was answered, 0..1."""
    risk: float
    """The share of those answers that was wrong, 0..1."""

    @classmethod
    def at(cls, threshold: float) -> "Point":
        """Return the last point of the curve that is not above a threshold, 0..1."""
        first, *others = curve()
        return next((point for point in reversed(others) if point.threshold <= threshold), first)

    @property
    def meaning(self) -> str:
        """One sentence on how many answers, and how many wrong ones, this threshold gives."""
        return (
            "Of 100 test questions, half of which the articles answered, "
            f"{100 * self.coverage:.0f} got an answer, and of 100 such answers "
            f"{100 * self.risk:.0f} were wrong."
        )


@cache
def curve(file: Path = FILE) -> tuple[Point, ...]:
    """Return the points of the curve, at least one, by rising threshold.

    Raises:
        ModelError: The file is missing, or is no such list.
    """
    try:
        rows = json.loads(file.read_text(encoding="utf-8"))
        points = [Point(**{name: float(value) for name, value in row.items()}) for row in rows]
        first, *others = sorted(points, key=lambda point: point.threshold)
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise ModelError(
            f"the reader's curve {file} cannot be read: {error}; install onrecord again"
        ) from error
    return first, *others
