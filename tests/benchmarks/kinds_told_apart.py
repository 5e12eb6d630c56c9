"""Kinds of questions told apart, and topics, days and speakers understood: how many are right.

Run from the repository root::

    python -m tests.benchmarks.kinds_told_apart [--use tune|seen|unseen|varied|kept]

The questions are those of ``kinds.jsonl``, typed as people type, with the kind of each and, for
some kinds, what must be understood: topic, days, publisher, speaker. What is understood is counted
among the questions whose kind was told right. Topics and speakers are compared without regard to
case, quotation marks and an article before them; a period that ends today or later counts as open.

``--use unseen``, ``--use varied`` and ``--use kept`` ask the questions of ``kinds_unseen.jsonl``,
``kinds_varied.jsonl`` and ``kinds_kept.jsonl`` instead and print counts only, so that no rule is
made for one of them.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from assistant.question.understanding.kinds import understood
from assistant.question.understanding.request import Request
from assistant.question.understanding.several.parts import parts
from assistant.question.understanding.small_talk import topics
from corpus.models.embedding import Embedder
from tests.benchmarks.sets import TODAY, Row, kinds, publishers

KINDS = (
    "fact", "conversation", "articles", "summary", "latest", "timeline", "said", "yes-no", "compare"
)  # fmt: skip
BLIND = ("unseen", "varied", "kept")
"""Sets of which only counts are printed."""
DETAILS = ("topic", "of", "days", "publisher", "speaker")
_EDGES = re.compile(r"^[\s\"“”'‘’]*(?:(?:the|an?)\s+)?|[\s\"“”'‘’?.!,]+$", re.IGNORECASE)


def bare(words: str | None) -> str | None:
    """The words without regard to case, quotation marks and an article before them."""
    return _EDGES.sub("", words).casefold() or None if words else None


def period(first: date | None, last: date | None, today: date) -> tuple[date | None, date | None]:
    """A period to compare: one that ends today or later is open."""
    return first, None if last and last >= today else last


def expected(row: Row, detail: str, today: date) -> object:
    """A detail as the set has it, made comparable."""
    value = row[detail]
    if detail == "days" and value:
        first, last = (date.fromisoformat(day) if day else None for day in value)
        return period(first, last, today)
    return bare(value) if isinstance(value, str) else value


def detected(request: Any, detail: str, today: date) -> object:
    """A detail as the program understands it, made comparable."""
    value = getattr(request, detail)
    if detail == "days" and value:
        return period(value.first, value.last, today)
    return bare(value) if isinstance(value, str) else value or None


def matrix(pairs: Sequence[tuple[str, str]]) -> str:
    """A table of counts: a row for each true kind, a column for each that was told."""
    counts = Counter(pairs)
    columns = [*KINDS, *sorted({told for _, told in pairs} - set(KINDS))]
    lines = ["true \\ told ".rjust(14) + "".join(kind[:8].rjust(10) for kind in columns)]
    for kind in KINDS:
        cells = (str(counts[kind, told] or ".") for told in columns)
        lines.append(kind.rjust(13) + " " + "".join(cell.rjust(10) for cell in cells))
    return "\n".join(lines)


def details_of(row: Row, request: object) -> list[str]:
    """The details that the set knows of a question and the program tells."""
    known = [name for name in DETAILS if name in row and hasattr(request, name)]
    # Only lists of articles differ between being about something and mentioning it.
    return [name for name in known if name != "of" or (row["kind"] == "articles" and row["topic"])]


def show_kinds(asked: Sequence[tuple[Row, Any]]) -> None:
    """Print how many kinds are right, and the confusion matrix."""
    pairs = [(row["kind"], request.kind) for row, request in asked]
    right = sum(true == told for true, told in pairs)
    print(f"{right} of {len(pairs)} kinds right, {right / len(pairs):.3f}")
    print(matrix(pairs))
    for kind in KINDS:
        hits = [true == told for true, told in pairs if kind in (true, told)]
        if hits:
            print(f"{kind:>13} F1 {2 * sum(hits) / (len(hits) + sum(hits)):.3f}")


def wrong_kinds(asked: Sequence[tuple[Row, Any]]) -> list[str]:
    """A line on each question whose kind is told wrong."""
    return [
        f"  {row['kind']}, told {request.kind}: {row['question']}"
        for row, request in asked
        if request.kind != row["kind"]
    ]


def show_details(asked: Sequence[tuple[Row, Any]], today: date) -> list[str]:
    """Print how many details of the questions whose kind is right are right.

    Returns a line on each that is wrong.
    """
    right: Counter[str] = Counter()
    known: Counter[str] = Counter()
    wrong = []
    for row, request in asked:
        if request.kind != row["kind"]:
            continue
        for name in details_of(row, request):
            true, told = expected(row, name, today), detected(request, name, today)
            known[name] += 1
            right[name] += true == told
            if true != told:
                wrong.append(f"  {name} {told}, not {true}: {row['question']}")
    print(", ".join(f"{name} {right[name]} of {known[name]} right" for name in known))
    return wrong


def told(question: str, names: Sequence[str], today: date) -> Request:
    """Return what the program takes a question for that nothing was said before."""
    if topics(question):
        return Request("conversation")
    request = understood(question, names, today, Embedder.load().embed)
    return Request("compare") if request.kind == "fact" and parts(question) else request


def main() -> int:
    """Measure, print, and return the exit code."""
    options = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    options.add_argument(
        "--use",
        choices=("tune", "seen", *BLIND),
        help="a half of the questions, or a set kept apart",
    )
    use = options.parse_args().use
    unseen = use in BLIND
    name = f"kinds_{use}" if unseen else "kinds"
    names, today = publishers(name), TODAY[name]
    asked = [
        (row, told(row["question"], names, today)) for row in kinds(name, None if unseen else use)
    ]
    show_kinds(asked)
    wrong = show_details(asked, today)
    if not unseen:
        print(*wrong_kinds(asked), *wrong, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
