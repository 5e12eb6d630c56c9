"""Search, reading and silence on public question sets: the table of the README.

Run from the repository root. It takes the better part of an hour on two cores, and the first
time some ten minutes more, to embed 19,164 paragraphs::

    python -m tests.benchmarks.reading --home DIR [--questions N] [--data ../shared/data]

Four ways to answer get the same questions in the same run: BM25 only and vectors only (each
cites the sentence that is best by its own measure), both fused without the trained reader, and
the assistant as it ships.

- Right passage: among the first 5 or 30 chunks found, for the assistant after reading, is one
  of the paragraph that the question was asked about, or of another with the same words (two
  paragraphs of ``squad2_dev`` are nearly one, and search counts copies once).
- First sentence: it is right when it holds a gold answer (SQuAD) or lies in the annotated span
  (News). "If it must answer" takes the best sentence even where the assistant refuses.
- Article taken out: the same questions, searched in all other articles. Some of those answer
  too: "answered by another article" counts a first sentence that holds a gold answer.
- Gold passage: the right paragraph alone is read, also for questions that it does not answer;
  by the trained reader alone, which refuses below .5, and in "narrowed" by the assistant that is
  asked of this one article.

The figures go to stdout as a Markdown table, with 95% bootstrap intervals for the assistant,
and to DIR/reading.json.
"""

import argparse
import json
import random
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant import Assistant, Evidence, EvidenceReader
from assistant.evaluation.confidence import bootstrap, expected_calibration_error
from assistant.evaluation.metrics import auroc, f1, holds, mean, percentile
from assistant.reader.training.measure.figures import RIGHT
from corpus import Corpus, Hit
from tests.benchmarks import data
from tests.benchmarks.systems import DEPTH, System, all_systems

TOP = 5
TIMED = 200
"""Questions asked in a process of its own, whose memory is measured."""

TOP_5 = "right passage in the top 5"
TOP_30 = "right passage in the top 30"
FORCED = "first sentence right, if it must answer"
GIVEN = "first sentence right, a refusal counting as wrong"
REFUSED = "answerable, refused"
SILENT = "article taken out, refused"
ELSEWHERE = "SQuAD: article taken out, refused or answered by another article"
SPAN = "Gold passage: span F1, answerable"
OVERALL = "Gold passage: F1, refusals counted"
NARROWED = "Gold passage: F1, refusals counted, narrowed"
AUROC = "Gold passage: AUROC, answerable against not"
CALIBRATION = "Gold passage: calibration error of the support"
P50 = "Seconds a question, p50"
P95 = "Seconds a question, p95"
MEMORY = "Memory at most, MB"

Values = defaultdict[tuple[str, str], list[Any]]
"""By row and system: what was measured, one item a question."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    name: str
    must: str = ""
    aim: str = ""
    figure: Callable[[Sequence[Any]], float | None] = mean


ROWS = (
    Row(f"SQuAD: {TOP_5}", "≥ .90", ".94"),
    Row(f"SQuAD: {TOP_30}", "≥ .965", ".98"),
    Row(f"SQuAD: {FORCED}", "≥ .80", ".87"),
    Row(f"SQuAD: {GIVEN}"),
    Row(f"SQuAD: {REFUSED}", "≤ .12", ".05"),
    Row(f"SQuAD: {SILENT}", "≥ .88", ".95"),
    Row(ELSEWHERE),
    Row(f"News: {TOP_5}"),
    Row(f"News: {TOP_30}"),
    Row(f"News: {FORCED}", "fused + .12", "+ .20"),
    Row(f"News: {GIVEN}"),
    Row(f"News: {REFUSED}", "≤ .12", ".05"),
    Row(f"News: {SILENT}", "≥ .88", ".95"),
    Row(SPAN, "≥ .80", ".86"),
    Row(OVERALL, "≥ .68", ".75"),
    Row(NARROWED),
    Row(AUROC, "≥ .78", ".85", auroc),
    Row(CALIBRATION, figure=expected_calibration_error),
    Row(P50, "≤ .35", ".20", lambda seconds: percentile(seconds, 0.50)),
    Row(P95, "≤ .70", ".40", lambda seconds: percentile(seconds, 0.95)),
    Row(MEMORY, "≤ 900", "600"),
)


def search(system: System, questions: Sequence[data.Question], values: Values, name: str) -> None:
    """Ask questions whose paragraph is there."""
    system.see(questions[0].text)
    for question in questions:
        seen = system.see(question.text)
        articles = [question.article.id in articles_of(hit) for hit in seen.hits]
        right = bool(seen.evidence) and is_right(seen.evidence[0], question)
        values[f"{name}: {TOP_5}", system.name].append(any(articles[:TOP]))
        values[f"{name}: {TOP_30}", system.name].append(any(articles))
        values[f"{name}: {FORCED}", system.name].append(right)
        if seen.refused is not None:
            values[f"{name}: {REFUSED}", system.name].append(seen.refused)
            values[f"{name}: {GIVEN}", system.name].append(right and not seen.refused)
        if seen.seconds is not None and name == "SQuAD":
            values[P50, system.name].append(seen.seconds)
            values[P95, system.name].append(seen.seconds)


def articles_of(hit: Hit) -> set[str]:
    """The articles that hold a passage."""
    return {hit.article_id, *(copy.article_id for copy in hit.also_in)}


def is_right(evidence: Evidence, question: data.Question) -> bool:
    """Tell if a sentence holds a gold answer or, where its place is known, lies there."""
    if not question.spans:
        return holds(evidence.quote, question.answers)
    return evidence.hit.article_id == question.article.id and any(
        evidence.start < end and start < evidence.end for start, end in question.spans
    )


def silence(
    system: System,
    corpus: Corpus,
    questions: Sequence[data.Question],
    values: Values,
    name: str,
) -> None:
    """Ask the same questions with their article taken out."""
    publishers = corpus.publishers()
    for question in questions:
        others = [publisher for publisher in publishers if publisher != question.article.publisher]
        seen = system.see(question.text, others)
        if seen.refused is None:
            return
        values[f"{name}: {SILENT}", system.name].append(seen.refused)
        if not question.spans:
            right = bool(seen.evidence) and is_right(seen.evidence[0], question)
            values[ELSEWHERE, system.name].append(seen.refused or right)


def gold(
    system: System, corpus: Corpus, questions: Sequence[data.Question], values: Values
) -> None:
    """Read the right paragraph alone, also for questions that it does not answer."""
    for question in questions:
        hits = corpus.search(question.text, DEPTH, article_ids=[question.article.id])
        words, support, kept = given(system.alone, question.text, hits)
        if question.answerable:
            values[SPAN, system.name].append(f1(words, question.answers))
        values[OVERALL, system.name].append(f1(kept, question.answers))
        values[AUROC, system.name].append((support, question.answerable))
        if system.alone.threshold > 0:
            right = question.answerable and f1(words, question.answers) >= RIGHT
            values[CALIBRATION, system.name].append((support, right))
        _, _, kept = given(system.reader, question.text, hits)
        values[NARROWED, system.name].append(f1(kept, question.answers))


def given(reader: EvidenceReader, question: str, hits: Sequence[Hit]) -> tuple[str, float, str]:
    """The words that a reader finds in a passage, their support, and what it answers."""
    best = next(iter(reader.read(question, hits)), None)
    if best is None:
        return "", 0.0, ""
    words = answering_words(best)
    return words, best.support, words if best.support >= reader.threshold else ""


def answering_words(evidence: Evidence) -> str:
    """The words that answer, or the whole sentence where the reader does not tell them."""
    if evidence.span is None:
        return evidence.quote
    start, end = (position - evidence.start for position in evidence.span)
    return evidence.quote[start:end]


def memory(home: Path, questions: Sequence[data.Question]) -> float:
    """Megabytes (10^6 bytes) that a process holds at most while it answers questions."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.reading", "--ask", "--home", str(home)],
        input=json.dumps([question.text for question in questions[:TIMED]]),
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout)


def ask(home: Path) -> None:
    """Answer the questions on stdin and print the peak of this process's memory."""
    with Assistant.open(home) as assistant:
        for question in json.load(sys.stdin):
            assistant.ask(question)
    # Not getrusage: its peak counts what the parent held when this process was started.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    kibibytes = next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]
    sys.stdout.write(f"{int(kibibytes) * 1024 / 1e6:.0f}\n")


def measure(home: Path, folder: Path, most: int | None) -> Values:
    """Build what is missing, ask everything, and return what was measured."""
    paragraphs, asked = data.squad(folder)
    paragraphs = data.training_paragraphs(folder) + paragraphs
    articles, reported = data.news(folder)
    sets = {"SQuAD": (paragraphs, asked), "News": (paragraphs + articles, reported)}
    values: Values = defaultdict(list)
    for name, (needed, every) in sets.items():
        questions = sample(every, most)
        answerable = sample([question for question in every if question.answerable], most)
        with stage(f"{name}: {len(needed):,} paragraphs"):
            data.fill(home / name, needed, start=home / "SQuAD")
        with Corpus.open(home / name) as corpus:
            for system in all_systems(corpus):
                with stage(f"{name}, {system.name}"):
                    search(system, answerable, values, name)
                    silence(system, corpus, answerable, values, name)
                    if name == "SQuAD":
                        gold(system, corpus, questions, values)
        if name == "SQuAD":
            with stage("memory"):
                values[MEMORY, system.name].append(memory(home / name, answerable))
    return values


def sample(questions: list[data.Question], most: int | None) -> list[data.Question]:
    """At most so many of the questions, always the same ones."""
    if most is None or most >= len(questions):
        return questions
    return random.Random(0).sample(questions, most)


def table(values: Values) -> str:
    """The figures as a Markdown table."""
    names = list(dict.fromkeys(name for _, name in values))
    lines = [
        f"| | {' | '.join(names)} | 95% interval | must | aim |",
        f"|---|{'---:|' * len(names)}---|---|---|",
    ]
    for row in ROWS:
        cells = [shown(row.figure(values[row.name, name])) for name in names]
        ends = bootstrap(values[row.name, names[-1]], row.figure)
        interval = " to ".join(map(shown, ends)) if ends and row.name != MEMORY else ""
        lines.append(f"| {row.name} | {' | '.join(cells)} | {interval} | {row.must} | {row.aim} |")
    return "\n".join(lines)


def shown(value: float | None) -> str:
    """Three decimals of a share or of seconds; megabytes whole."""
    if value is None:
        return "–"
    return f"{value:.0f}" if value >= 10 else f"{value:.3f}"


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Say on stderr what is being done, and how long it took."""
    started = time.perf_counter()
    sys.stderr.write(f"{name} ... ")
    sys.stderr.flush()
    yield
    sys.stderr.write(f"{time.perf_counter() - started:.0f} s\n")


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description="Search, reading and silence.")
    parser.add_argument("--home", type=Path, required=True, help="folder of the two corpora")
    parser.add_argument("--data", type=Path, default=data.FOLDER)
    parser.add_argument("--questions", type=int, metavar="N", help="at most so many of each set")
    parser.add_argument("--ask", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.ask:
        ask(given.home)
        return
    values = measure(given.home, given.data, given.questions)
    report_json = {f"{row} | {name}": items for (row, name), items in values.items()}
    (given.home / "reading.json").write_text(json.dumps(report_json), encoding="utf-8")
    sys.stdout.write(table(values) + "\n")


if __name__ == "__main__":
    main()
