"""Follow-ups whose missing words are known, for the classifier to learn from."""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from assistant.question.resolving.said_words import Exchange
from corpus.text.search_terms import terms

__all__ = ["YEARS", "FollowUp", "follow_ups"]

YEARS: Final = ("2019", "2020")
"""Of TREC CAsT; 2022 is kept for the measure."""
ANSWERS: Final = Path(__file__).with_name("answers.jsonl")
OWN: Final = Path("tests/benchmarks/conversations.jsonl")
OF_OTHERS: Final = 0.3
"""Weight of a question on another topic, beside a follow-up that somebody asked."""


@dataclass(frozen=True)
class FollowUp:
    """A question, what was said before it, and how people would put it by itself."""

    source: str
    conversation: str
    question: str
    whole: str
    before: tuple[Exchange, ...]
    weight: float = 1.0

    @property
    def needed(self) -> set[str]:
        """The words that it leaves out, in lower case."""
        return terms(self.whole) - terms(self.question)


def follow_ups(data: Path) -> list[FollowUp]:
    """Return all of them; ``data`` is the folder of the sets."""
    asked = [*_of_cast(data), *_of_own()]
    draw = random.Random(1)  # noqa: S311 (the same draw each time)
    openings = sorted({(one.conversation, one.before[0].asked) for one in asked})
    others = []
    for one in asked:
        conversation, opening = draw.choice(openings)
        if conversation != one.conversation:
            others.append(
                FollowUp("another topic", one.conversation, opening, opening, one.before, OF_OTHERS)
            )
    return [*asked, *others]


def _of_cast(data: Path) -> Iterator[FollowUp]:
    """Yield those of TREC CAsT, with answers that were written for this to those of 2020."""
    answers = {(row["id"], row["turn"]): row["answer"] for row in _rows(ANSWERS)}
    for row in _rows(data / "followups/cast.jsonl"):
        if row["id"].startswith(YEARS):
            turns = [
                (turn["raw"], turn["resolved"], answers.get((row["id"], number), ""))
                for number, turn in enumerate(row["turns"])
            ]
            yield from _told(row["id"][:4], row["id"], turns)


def _of_own() -> Iterator[FollowUp]:
    """Yield those of our own conversations about news that are for tuning."""
    for row in _rows(OWN):
        if row["use"] == "tune":
            turns = [
                (turn["question"], turn["standalone"], " ".join((turn["sentence"] or ())[:1]))
                for turn in row["turns"]
            ]
            yield from _told("own", row["id"], turns)


def _told(source: str, name: str, turns: Sequence[tuple[str, str, str]]) -> Iterator[FollowUp]:
    before: tuple[Exchange, ...] = ()
    for question, whole, answer in turns:
        if before:
            yield FollowUp(source, name, question, whole, before)
        before = (*before, Exchange(question, answer))


def _rows(path: Path) -> Iterator[Any]:
    return map(json.loads, path.read_text(encoding="utf-8").splitlines())
