"""A corpus of 20,000 articles on two cores: time, memory, disk, and what a question takes.

    python -m tests.benchmarks.scale --home HOME [--articles 20000] [--data ../shared/data]

Run from the repository root. SQuAD's training paragraphs stand in for articles, followed by those
of QED. Three parts:

- ``onrecord add`` adds those that are not in HOME yet, is killed with ``kill -9`` half-way and
  started again.
- Our embedder and the original model on sentence-transformers, with the "training" dependency
  group (else left out), take blocks of the same texts in turns.
- Questions are put in turns to a corpus of the first 1,000 articles and to the large one; they
  are about articles that both have. Then each gets further articles, one by one.

What takes turns is slowed alike by other work on the machine, and processor seconds hardly are.
Exits with 1 when a target is missed.
"""

import argparse
import json
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from assistant import Assistant
from corpus import Article, Corpus
from tests.benchmarks.data import FOLDER, asked_about, rows, training_paragraphs
from tests.benchmarks.embedder import original
from tests.benchmarks.meter import Meter, metered

FEW = 1000
QUESTIONS = 100
MORE = 10
"""Articles that are added one by one."""
PUBLISHER = "SQuAD 1.1"
"""Of nearly all articles: their embeddings are compared one by one."""
BLOCK = 100
BLOCKS = 8
POLL = 5.0
"""Seconds between two looks at how far an addition is."""
MEMORY = 1 << 30
"""Bytes at most that a process may have while adding."""
SPEED = 2.5
"""Times the throughput of sentence-transformers, at least."""
LATENCY = 2.0
"""Times the latency with 1,000 articles, at most."""


@dataclass(slots=True)
class Verdict:
    """Tells at the end if every target was met."""

    good: bool = True

    def line(self, text: str, *, met: bool = True) -> None:
        """Print a line now: the whole takes long."""
        self.good &= met
        print(text if met else f"{text}  MISSED", flush=True)


def stand_ins(folder: Path, count: int) -> list[Article]:
    """So many paragraphs as articles."""
    paragraphs = training_paragraphs(folder)
    seen = {article.text for article in paragraphs}
    for row in rows(folder / "train" / "qed.jsonl.gz"):
        if row["context"] not in seen:
            seen.add(row["context"])
            paragraphs.append(Article(text=row["context"], publisher="QED"))
    return paragraphs[:count]


# -- adding -------------------------------------------------------------------------------------


def add(home: Path, file: Path, kill_at: int | None = None) -> tuple[Meter, str]:
    """Run ``onrecord add``, and kill it when so many articles are stored; what it took and said."""
    command = [sys.executable, "-m", "ui.cli.main", "--home", str(home), "add", str(file)]
    with Meter() as meter, subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        while process.poll() is None and kill_at is not None:
            time.sleep(POLL)
            with Corpus.open(home) as corpus:
                if corpus.count() >= kill_at:
                    process.kill()
                    break
        said, _ = process.communicate()
    return meter, said.strip()


def fill(home: Path, articles: Sequence[Article], verdict: Verdict) -> None:
    """Add those of the articles that are not there, with a kill half-way; say what it took."""
    with Corpus.open(home) as corpus:
        there = {article.id for article in corpus.articles()}
        _, chunks = corpus._library.count()
    wanted = there | {article.id for article in articles}
    if wanted == there:
        return
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "articles.jsonl"
        lines = (json.dumps(article.to_dict(), ensure_ascii=False) for article in articles)
        file.write_text("\n".join(lines), encoding="utf-8")
        first, _ = add(home, file, kill_at=(len(there) + len(wanted)) // 2)
        with Corpus.open(home) as corpus:
            kept = corpus.count()
        second, said = add(home, file)
    with Corpus.open(home) as corpus:
        stored, report = corpus.articles(), corpus.check()
    verdict.line(f"killed with {kept:,} articles; the same command again: {said}")
    once = len(stored) == len(wanted) and {article.id for article in stored} == wanted
    for problem in report.problems:
        verdict.line(problem, met=False)
    verdict.line(f"then {len(stored):,} articles in {report.chunks:,} chunks", met=once)
    new, chunks = len(wanted) - len(there), report.chunks - chunks
    seconds, work = first.seconds + second.seconds, first.processor + second.processor
    verdict.line(
        f"adding {new:,}: {seconds:,.0f} s ({new / seconds:.1f} articles/s), {work:,.0f} processor "
        f"seconds: {1000 * work / new:.1f} ms an article, {1000 * work / chunks:.1f} ms a chunk"
    )
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    verdict.line(f"memory: {peak / 1e6:.0f} MB (at most {MEMORY / 1e6:.0f})", met=peak <= MEMORY)


def disk(home: Path) -> Iterator[str]:
    """Format the sizes of a data folder's parts and of its library's tables, a line each."""
    parts: Counter[str] = Counter()
    for path in home.rglob("*"):
        if path.is_file():
            parts[path.relative_to(home).parts[0]] += path.stat().st_size
    sizes = "SELECT name, sum(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC LIMIT 6"
    with closing(sqlite3.connect(home / "library.db")) as library:
        tables = library.execute(sizes).fetchall()
        ((chunks, embeddings),) = library.execute(
            "SELECT count(*), sum(length(embedding)) FROM chunks"
        )
    of_library = [(f"library.db: {name}", size) for name, size in tables]
    for name, size in (*parts.most_common(), *of_library, ("all embeddings", embeddings)):
        yield f"{name:32} {size / 1e6:7.1f} MB, {size / chunks:6.0f} bytes a chunk"


# -- comparing in turns -------------------------------------------------------------------------


def compare_embedders(texts: Sequence[str], verdict: Verdict) -> None:
    """Say how many times as many texts our embedder does as sentence-transformers."""
    from corpus.models.embedding import Embedder

    ours, theirs = Embedder.load().embed, original()
    for embed in (ours, theirs):
        embed(texts[:20])
    spread = texts[:: max(1, len(texts) // (BLOCK * BLOCKS))]
    blocks = [spread[n * BLOCK : (n + 1) * BLOCK] for n in range(BLOCKS)]
    turns = [[metered(embed, block) for embed in (ours, theirs)] for block in blocks if block]
    ratio = statistics.median(other.seconds / one.seconds for one, other in turns)
    work = statistics.median(other.processor / one.processor for one, other in turns)
    verdict.line(
        f"embedding: {ratio:.2f} times as many texts a second as sentence-transformers "
        f"(at least {SPEED}), {work:.2f} times as many a processor second",
        met=ratio >= SPEED,
    )


def compare_latency(small: Path, large: Path, asked: Sequence[str], verdict: Verdict) -> None:
    """Say what an answer takes from each of two corpora, and what in it grows with the corpus."""
    with Assistant.open(small) as few, Assistant.open(large) as many:
        works: dict[str, Callable[[str], object]] = {
            f"an answer from {small.name} articles": few.ask,
            f"an answer from {large.name} articles": many.ask,
            "  in the first the search": few.corpus.search,
            "  in the second the search": many.corpus.search,
            "  the same, of one publisher": partial(many.corpus.search, publishers=[PUBLISHER]),
        }
        for work in works.values():
            work(asked[0])
        turns = [[metered(work, question) for work in works.values()] for question in asked]
    medians = []
    for name, meters in zip(works, zip(*turns, strict=True), strict=True):
        seconds = [meter.seconds for meter in meters]
        medians.append(statistics.median(seconds))
        processor = statistics.median(meter.processor for meter in meters)
        verdict.line(
            f"{name:32} {1000 * medians[-1]:5.0f} ms (p50), "
            f"{1000 * statistics.quantiles(seconds, n=20)[-1]:5.0f} ms (p95), "
            f"{1000 * processor:5.0f} ms of processor time (p50)"
        )
    ratio = medians[1] / medians[0]
    verdict.line(f"ratio {ratio:.2f} (at most {LATENCY})", met=ratio <= LATENCY)


def compare_additions(small: Path, large: Path, more: Sequence[Article], verdict: Verdict) -> None:
    """Say what one more article costs, which both corpora lose again."""
    with Corpus.open(small) as few, Corpus.open(large) as many:
        turns = []
        for article in more:
            turns.append([metered(corpus.add, article) for corpus in (few, many)])
            for corpus in (few, many):
                corpus.remove(article.id)
    for home, meters in zip((small, large), zip(*turns, strict=True), strict=True):
        work = statistics.median(meter.processor for meter in meters)
        verdict.line(f"one more article than {home.name}: {1000 * work:.0f} ms of processor time")


def main() -> int:
    """Print every figure; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--home", type=Path, required=True, help="where the corpora are kept")
    parser.add_argument("--data", type=Path, default=FOLDER)
    arguments = parser.parse_args()
    articles = stand_ins(arguments.data, arguments.articles + MORE)
    articles, more = articles[: arguments.articles], articles[arguments.articles :]
    verdict = Verdict()
    large, small = (arguments.home / f"{n}" for n in (len(articles), FEW))
    fill(large, articles, verdict)
    for line in disk(large):
        verdict.line(line)
    if find_spec("sentence_transformers"):
        compare_embedders([article.text for article in articles], verdict)
    with Corpus.open(small) as corpus:
        corpus.add(articles[:FEW])
    about = asked_about(articles[:FEW], arguments.data)
    asked = about[:: max(1, len(about) // QUESTIONS)][:QUESTIONS]
    compare_latency(small, large, asked, verdict)
    compare_additions(small, large, more, verdict)
    return 0 if verdict.good else 1


if __name__ == "__main__":
    sys.exit(main())
