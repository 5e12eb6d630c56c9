"""Yes-or-no questions: how often the settling sentence is quoted, and the verdict right.

Run from the repository root::

    python -m tests.benchmarks.yes_no [--set yes_no|yes_no_traps|yes_no_unseen] [--use tune|test]

Each question of the set is asked of a corpus that has its article alone; those of
``yes_no_unseen.jsonl`` were written without a look at the rules, as papers and readers write. A
sentence is right when the first citation quotes it; a verdict is right when it is the set's, and
right where the article settles nothing when there is none. A verdict is wrong when it says yes or
no where something else is true; saying nothing, or "disputed", is not wrong, only not right.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant import Answer, Assistant
from corpus import Article, Corpus
from tests.benchmarks.sets import USES, Row, rows

SETS = ("yes_no", "yes_no_traps", "yes_no_unseen")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the set with its answer."""

    row: Row
    answer: Answer

    @property
    def quote(self) -> str | None:
        """The first sentence cited."""
        return self.answer.citations[0].quote if self.answer.citations else None

    @property
    def verdict(self) -> str | None:
        """The verdict given; None where it is that sources differ."""
        return None if self.answer.verdict == "disputed" else self.answer.verdict

    @property
    def right_sentence(self) -> bool:
        """True if the first citation quotes the sentence that settles the question."""
        return self.row["sentence"] is not None and self.quote == self.row["sentence"]

    @property
    def right_verdict(self) -> bool:
        """True if the verdict is the set's."""
        return bool(self.verdict == self.row["verdict"])

    @property
    def wrong_verdict(self) -> bool:
        """True if it says yes or no where something else is true."""
        return self.verdict is not None and not self.right_verdict


def ask_all(questions: list[Row]) -> Iterator[Asked]:
    """Ask each question of a corpus that has its article alone."""
    with TemporaryDirectory() as folder, Corpus.open(Path(folder) / "home") as corpus:
        assistant = Assistant(corpus)
        for row in questions:
            article = Article(
                title=row["title"],
                text=row["article"],
                publisher="The Example",
                published=date.fromisoformat(row["published"]),
            )
            corpus.add([article])
            yield Asked(row, assistant.ask(row["question"]))
            corpus.remove(article.id)


def show(use: str, asked: list[Asked]) -> None:
    """Print the figures of one half, then its questions that went wrong."""
    settled = [one for one in asked if one.row["verdict"]]
    wrong = sum(one.wrong_verdict for one in asked)
    print(
        f"{use}: verdict right {sum(e.right_verdict for e in settled)} of {len(settled)} due, "
        f"sentence {sum(e.right_sentence for e in settled)}, "
        f"both {sum(e.right_sentence and e.right_verdict for e in settled)}; "
        f"wrong {wrong} of {len(asked)} ({wrong / len(asked):.3f})"
    )
    for true in ("yes", "no", None):
        told = [one.answer.verdict for one in asked if one.row["verdict"] == true]
        counts = ", ".join(
            f"{v or 'none'} {told.count(v)}" for v in ("yes", "no", "disputed", None)
        )
        print(f"  {true or 'none'} ({len(told)}): told {counts}")
    for one in asked:
        if not one.right_verdict or (one.row["verdict"] and not one.right_sentence):
            mark = "WRONG" if one.wrong_verdict else "     "
            print(
                f"  {mark} {one.row['verdict']}, told {one.answer.verdict}: "
                f"{one.row['question']}\n          {one.quote}"
            )


def main() -> int:
    """Measure, print, and return the exit code."""
    options = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    options.add_argument("--set", choices=SETS, default=SETS[0], help="which questions")
    options.add_argument("--use", choices=USES, help="only this half of the questions")
    arguments = options.parse_args()
    for use in [arguments.use] if arguments.use else USES:
        if questions := rows(arguments.set, use):
            show(use, list(ask_all(questions)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
