"""Questions in French, German, Spanish and Italian: answered rightly, wrongly and not at all.

    python -m tests.benchmarks.languages

The articles and questions of ``languages.jsonl`` are invented. Eight articles are in English and
are asked in each language: questions about a name, other questions that they answer, and ones that
they do not. Two articles of each language are asked in it. Printed is, for each language and kind
of question, how many were answered rightly, wrongly and not at all; every wrong answer; and in how
many refusals it is said why.
"""

import json
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from assistant import Assistant
from corpus import Corpus

SET = Path(__file__).with_name("languages.jsonl")


def measured(articles: list[str], questions: list[dict[str, Any]]) -> Counter[tuple[str, str, str]]:
    """Ask some articles, and count what came of it by language, kind and outcome."""
    counts: Counter[tuple[str, str, str]] = Counter()
    with tempfile.TemporaryDirectory() as home, Corpus.open(home) as corpus:
        corpus.add([{"id": str(number), "text": text} for number, text in enumerate(articles)])
        assistant = Assistant(corpus)
        for asked in questions:
            answer = assistant.ask(asked["question"])
            told = asked["told"]
            first = answer.statements[0].text if answer.statements else ""
            right = told is not None and answer.answered and told in first
            outcome = "right" if right else "wrong" if answer.answered else "refused"
            counts[asked["language"], asked["kind"], outcome] += 1
            if outcome == "wrong":
                print(f"{asked['question']} -> {answer.text}")
            if outcome == "refused" and "seems to be in" in answer.text:
                counts[asked["language"], asked["kind"], "told why"] += 1
    return counts


def main() -> None:
    """Print the table."""
    rows = [json.loads(line) for line in SET.read_text(encoding="utf-8").splitlines()]
    english = [row for row in rows if "language" not in row]
    counts = measured(
        [row["article"] for row in english],
        [row for row in rows if "question" in row and "own" not in row["kind"]],
    )
    for language in sorted({row["language"] for row in rows if "language" in row}):
        its = [row for row in rows if row.get("language") == language]
        counts += measured(
            [row["article"] for row in its if "article" in row],
            [row for row in its if "own" in row.get("kind", "")],
        )
    for language, kind in sorted({key[:2] for key in counts}):
        told = (
            f"{o} {counts[language, kind, o]}" for o in ("right", "wrong", "refused", "told why")
        )
        print(f"{language:8} {kind:18} {', '.join(told)}")


if __name__ == "__main__":
    main()
