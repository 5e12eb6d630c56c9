"""The sets of questions in this folder, written by hand about invented news.

They were written without a look at the program's rules. Lines with ``"use": "tune"`` may be looked
at while rules are made or models are fitted; those with ``"use": "test"`` only measure, and those
with ``"use": "seen"`` only measured until somebody looked at them. ``kinds_unseen.jsonl`` was
written later than ``kinds.jsonl``, without a look at it: nobody who makes rules reads it.
``kinds_varied.jsonl`` is a third, by lot, of 1,350 questions of nine kinds by many sorts of
readers, no wording more than three times; the classifier is fitted on the others.
``kinds_kept.jsonl`` is about other things than the last 2,837 questions that the classifier learns
from; both are by the same hand, the set before them.
``yes_no_traps.jsonl`` was written by who made the rules for yes and no, its half for measuring
before them: what is planned, alleged, denied, done in part or on another day.
``page_questions_seen.jsonl`` and ``page_questions_unseen.jsonl`` ask of the saved news pages, each
written by somebody who read half of the pages and nothing of ours; of the second only counts are
looked at (docs/benchmarks.md has the command).
"""

import json
from datetime import date
from pathlib import Path
from typing import Any, Final

__all__ = ["TODAY", "USES", "Row", "articles", "kinds", "publishers", "rows"]

USES: Final = ("tune", "test")

TODAY: Final = {
    "kinds": date(2025, 3, 12),
    "kinds_unseen": date(2026, 1, 8),
    "kinds_varied": date(2026, 11, 26),
    "kinds_kept": date(2026, 11, 26),
}
"""The day on which all questions of a set are asked: a Wednesday, else Thursdays."""

Row = dict[str, Any]


def rows(name: str, use: str | None = None) -> list[Row]:
    """The lines of ``NAME.jsonl`` in their order; of one use only, if it is given."""
    file = Path(__file__).with_name(f"{name}.jsonl")
    items = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return [row for row in items if use is None or row.get("use") == use]


def kinds(name: str = "kinds", use: str | None = None) -> list[Row]:
    """The questions whose kind is known: the lines of ``NAME.jsonl`` after the first."""
    return [row for row in rows(name, use) if "id" in row]


def publishers(name: str = "kinds") -> list[str]:
    """The publishers that the questions of ``NAME.jsonl`` may name: its first line."""
    return list(rows(name)[0]["publishers"])


def articles() -> dict[str, str]:
    """The texts of the articles that the conversations and comparisons are about, by id."""
    return {row["id"]: row["text"] for row in rows("conversation_articles")}
