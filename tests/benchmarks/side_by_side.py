"""Questions that ask of several things: how many get a quote for each, beside the fact path.

Run from the repository root::

    python -m tests.benchmarks.side_by_side

The questions are those of ``compare.jsonl``, on the invented articles of
``conversation_articles.jsonl``, added to a corpus in a temporary folder. A side counts if a
sentence that is right for it is among the citations.
"""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant import Assistant
from assistant.answering.fact import extract
from corpus import Article, Corpus
from tests.benchmarks.sets import Row, rows


def told(sides: Sequence[Row], quotes: Sequence[str]) -> list[bool]:
    """Tell for each side that the articles tell if a right sentence is among the quotes."""
    return [
        any(right in quote or quote in right for right in side["sentence"] for quote in quotes)
        for side in sides
        if side["sentence"]
    ]


def main() -> int:
    """Ask, print, and return the exit code."""
    articles = [
        Article(
            text=row["text"],
            title=row["title"],
            publisher=row["publisher"],
            published=date.fromisoformat(row["published"]),
        )
        for row in rows("conversation_articles")
    ]
    questions = rows("compare")
    whole = {"in parts": 0, "as one fact": 0}
    with TemporaryDirectory() as folder, Corpus.open(Path(folder)) as corpus:
        corpus.add(articles)
        assistant = Assistant(corpus)
        reader = assistant.reader
        for row in questions:
            answer = assistant.ask(row["question"])
            sides = told(row["sides"], [citation.quote for citation in answer.citations])
            whole["in parts"] += all(sides)
            evidence = reader.read(row["question"], corpus.search(row["question"], 30))
            _, citations = extract(evidence, reader.threshold)
            alone = told(row["sides"], [citation.quote for citation in citations])
            whole["as one fact"] += all(alone)
            if not all(sides):
                print(f"  {sum(sides)} of {len(sides)} sides: {row['question']}")
    for name, count in whole.items():
        print(f"all sides cited, {name}: {count} of {len(questions)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
