"""Values that changed: how often the newest article answers, or the one of a day asked for.

Run from the repository root::

    python -m tests.benchmarks.superseded [--use tune|test]

Each of the 60 pairs of ``superseded.jsonl`` is invented news in which a later article, or a later
revision of one, tells another value of the same thing: a toll, a date, a winner, a state. It is
asked for plainly, as the latest, and as of a day between. In the 20 controls the later article
tells of something else, and must not win. All articles of a half are in one corpus.

An answer is right when the first quote has the value sought. A superseded value is shown as current
when a quote has it, and not the value sought, without being under "Earlier". A control is broken
when it is answered by another quote than its own. Of the half kept for the test only counts are
printed.
"""

import argparse
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from assistant import Answer, Assistant
from corpus import Article, Corpus
from tests.benchmarks.sets import USES, Row, rows

WORDINGS: Final = ("plain", "latest", "as of", "control")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the set with its answer."""

    question: Row
    answer: Answer

    def _has(self, quote: str, which: str) -> bool:
        return any(value.casefold() in quote.casefold() for value in self.question[which])

    @property
    def right(self) -> bool:
        """True if the first quote has the value sought."""
        said = self.answer.statements
        return bool(said) and self._has(said[0].text, "right")

    @property
    def superseded(self) -> bool:
        """True if a superseded value, or one of a later day, is shown as the answer."""
        earlier = {
            statement.text
            for section in self.answer.sections
            if section.heading == "Earlier"
            for statement in section.statements
        }
        return any(
            self._has(statement.text, "superseded")
            and not self._has(statement.text, "right")
            and statement.text not in earlier
            for statement in self.answer.statements
        )

    @property
    def told_earlier(self) -> bool:
        """True if a superseded value is shown as an earlier one."""
        return any(
            self._has(statement.text, "superseded")
            for section in self.answer.sections
            if section.heading == "Earlier"
            for statement in section.statements
        )


def ask_all(questions: list[Row]) -> list[Asked]:
    """Ask all questions of a corpus with all articles."""
    with TemporaryDirectory() as folder, Corpus.open(Path(folder) / "home") as corpus:
        for row in questions:
            for article in row["articles"]:  # a revision takes the place of the one before
                corpus.add(Article.from_dict(article))
        assistant = Assistant(corpus)
        return [
            Asked(q, assistant.ask(q["question"])) for row in questions for q in row["questions"]
        ]


def show(use: str, asked: list[Asked]) -> None:
    """Print the counts of one half, and of the half for tuning what went wrong."""
    for wording in WORDINGS:
        some = [one for one in asked if one.question["wording"] == wording]
        counts = Counter(
            right=sum(one.right for one in some),
            refused=sum(not one.answer.answered for one in some),
            superseded=sum(one.superseded for one in some),
            earlier=sum(one.told_earlier for one in some),
        )
        print(
            f"{use}, {wording}: {counts['right']} of {len(some)} right, "
            f"{counts['refused']} refused, "
            + (
                f"{sum(e.answer.answered and not e.right for e in some)} broken, "
                f"{sum(bool(e.answer.sections) for e in some)} with an earlier value"
                if wording == "control"
                else f"{counts['superseded']} superseded shown as current, "
                f"{counts['earlier']} told as earlier"
            )
        )
    if use == "test":
        return
    for one in asked:
        question, control = one.question, one.question["wording"] == "control"
        if not one.right or one.superseded or (control and one.answer.sections):
            print(f"  {question['wording']}: {question['question']} ({question['right']})")
            print("     ", [statement.text for statement in one.answer.statements])


def main() -> int:
    """Measure, print, and return the exit code."""
    options = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    options.add_argument("--use", choices=USES, help="only this half of the pairs")
    arguments = options.parse_args()
    for use in [arguments.use] if arguments.use else USES:
        show(use, ask_all(rows("superseded", use)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
