"""Whole articles, and questions that other people wrote for several sources at once.

Run from the repository root::

    python -m tests.benchmarks.newsroom [--data ../shared/data]
        [--part onestop|ramdocs|nomiracl|multihop|timelines ...]

- ``onestop``: OneStopQA's articles, whole, at the level "Adv", each alone in a corpus and all
  together. An answer is right when its first citation touches the annotated span.
- ``ramdocs``: questions on things of one name, and with false passages among true ones, each among
  its own passages: all right answers quoted and no false one; any false one.
- ``nomiracl``: questions among passages of which none answers, and among such as do: refused.
- ``multihop``: questions that compare several papers, of all the articles: all gold ones cited.
- ``timelines``: of names that several titles have, the days told against the days on which those
  articles were published (F1).

The texts of ``newsroom`` are read from the data folder, and never trained on.
"""

import argparse
import gzip
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from assistant import Answer, Assistant
from assistant.evaluation.metrics import mean
from corpus import Article, Corpus
from tests.benchmarks.data import FOLDER

Row = dict[str, Any]
SURE: Final = 0.7
"""Support from which an answer is one that a reader relies on."""
DRAWN: Final = 80
"""Questions of RAMDocs."""
NAMES: Final = (
    "Sam Bankman-Fried",
    "OpenAI",
    "Google",
    "Israel",
    "Taylor Swift",
    "Travis Kelce",
    "Epic",
    "Amazon",
)
"""Of timelines: five titles or more have each."""


def rows(folder: Path, name: str) -> list[Row]:
    """Read one of the newsroom's files."""
    with (folder / "newsroom" / f"{name}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def article(row: Row) -> Article:
    """Return an article as the newsroom's files have it."""
    day = row.get("published")
    return Article(
        id=row["id"].replace("#", "-"),
        text=row["text"],
        title=row.get("title"),
        publisher=row.get("publisher"),
        published=date.fromisoformat(day[:10]) if day else None,
    )


@contextmanager
def asked_of(articles: Iterable[Article]) -> Iterator[Assistant]:
    """An assistant over these articles and no others."""
    with TemporaryDirectory() as folder, Corpus.open(Path(folder) / "home") as corpus:
        corpus.add(articles)
        yield Assistant(corpus)


def each_alone(questions: Iterable[Row]) -> Iterator[tuple[Row, Answer]]:
    """Yield each question with its answer from its own passages."""
    for row in questions:
        with asked_of(map(article, row["articles"])) as assistant:
            yield row, assistant.ask(row["question"])


def onestop(folder: Path) -> Iterator[str]:
    """Ask of whole articles, each alone and all together."""
    with gzip.open(folder / "eval" / "onestopqa_news_dev.jsonl.gz", "rt", encoding="utf-8") as file:
        questions = [row for row in map(json.loads, file) if row["level"] == "Adv"]
    paragraphs: dict[str, dict[str, int]] = defaultdict(dict)
    for row in questions:
        starts = paragraphs[row["title"]]
        starts.setdefault(row["context"], sum(len(known) + 2 for known in starts))
    whole = {title: Article(text="\n\n".join(of), title=title) for title, of in paragraphs.items()}
    answerable = [row for row in questions if row["answerable"]]

    def counted(assistant: Assistant, some: Iterable[Row], counts: Counter[str]) -> None:
        for row in some:
            answer = assistant.ask(row["question"])
            first = answer.citations[0] if answer.answered and answer.citations else None
            start = paragraphs[row["title"]][row["context"]]
            right = (
                first is not None
                and first.title == row["title"]
                and any(first.start < start + b and start + a < first.end for a, b in row["spans"])
            )
            sure = first is not None and answer.confidence >= SURE
            counts.update(asked=1, right=right, refused=first is None, sure=sure)
            counts["sure and wrong"] += sure and not right

    alone: Counter[str] = Counter()
    for title, text in whole.items():
        with asked_of([text]) as assistant:
            counted(assistant, (row for row in answerable if row["title"] == title), alone)
    together: Counter[str] = Counter()
    with asked_of(whole.values()) as assistant:
        counted(assistant, answerable, together)
    for name, counts in (("each alone", alone), ("all together", together)):
        yield f"OneStopQA, {name}: {dict(counts)}, right {counts['right'] / counts['asked']:.3f}"


def ramdocs(folder: Path) -> Iterator[str]:
    """Ask questions with several right answers, and with false ones."""
    drawn = random.Random(0).sample(rows(folder, "ramdocs"), DRAWN)
    counts: Counter[str] = Counter()
    for row, answer in each_alone(row for row in drawn if row["type"] == "conflict"):
        told = " ".join(citation.quote for citation in answer.citations).casefold()
        every = all(value.casefold() in told for value in row["answers"])
        false = any(value.casefold() in told for value in row["wrong"])
        counts.update({"asked": 1, "all right, none false": every and not false, "a false": false})
    yield f"RAMDocs: {dict(counts)}"


def nomiracl(folder: Path) -> Iterator[str]:
    """Ask questions among passages that do not answer, and among such as do."""
    counts = Counter(
        (row["type"], "answered" if answer.answered else "refused")
        for row, answer in each_alone(rows(folder, "nomiracl_en"))
    )
    for (kind, outcome), count in sorted(counts.items()):
        yield f"NoMIRACL, {kind}: {count} {outcome}"


def multihop(folder: Path) -> Iterator[str]:
    """Ask questions that need several papers' articles."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    with asked_of(map(article, rows(folder, "multihop_rag_articles"))) as assistant:
        for row in rows(folder, "multihop_rag"):
            answer = assistant.ask(row["question"])
            gold = {known["article_id"].replace("#", "-") for known in row["gold"]}
            cited = {citation.article_id for citation in answer.citations}
            counts[row["type"]].update(
                {"asked": 1, "all cited": bool(gold) and gold <= cited, "refused": not cited}
            )
    for kind, of_kind in sorted(counts.items()):
        yield f"MultiHop-RAG, {kind}: {dict(of_kind)}"


def timelines(folder: Path) -> Iterator[str]:
    """Ask for timelines of names, and compare days."""
    articles = [article(row) for row in rows(folder, "multihop_rag_articles")]
    scores = []
    with asked_of(articles) as assistant:
        for name in NAMES:
            wanted = {a.published for a in articles if name.lower() in (a.title or "").lower()}
            answer = assistant.ask(f"Give me a timeline of the {name} story")
            told = {section.day for section in answer.sections if section.day}
            scores.append(2 * len(told & wanted) / max(1, len(told) + len(wanted)))
            yield f"timeline of {name}: {len(wanted)} days, {len(told)} told, F1 {scores[-1]:.2f}"
    yield f"timelines: mean F1 {mean(scores):.2f}"


PARTS: Final = {
    "onestop": onestop,
    "ramdocs": ramdocs,
    "nomiracl": nomiracl,
    "multihop": multihop,
    "timelines": timelines,
}


def main() -> int:
    """Print the figures; return the exit code."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    options.add_argument("--data", type=Path, default=FOLDER)
    options.add_argument("--part", choices=PARTS, nargs="+", default=list(PARTS))
    given = options.parse_args()
    for part in given.part:
        for line in PARTS[part](given.data):
            print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
