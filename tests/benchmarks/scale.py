"""A corpus of 20,000 articles on two cores: time, memory, disk, and what a question takes.

    python -m tests.benchmarks.scale [--articles 20000] [--home HOME] [--data ../shared/data]

Run from the repository root, with the "training" dependency group for the comparison with
sentence-transformers; without it that figure is left out. SQuAD's training paragraphs stand in
for articles, followed by those of QED. They are added by ``onrecord add``, which is killed half-way
and started again, unless HOME has them already. Then, in turns, so that other work on the machine
slows both alike: our embedder and the original model on the same texts; questions to a corpus of
1,000 articles and to the large one. Exits with 1 when a target is missed.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from assistant import Assistant
from corpus import Article, Corpus
from corpus.embedding import Embedder
from tests.benchmarks.data import FOLDER, rows, squad, training_paragraphs
from tests.benchmarks.embedder import original, seconds

FEW = 1000
QUESTIONS = 100
BLOCK = 250
BLOCKS = 8
MEMORY = 1 << 30
"""Bytes at most while adding."""
SPEED = 2.5
"""Times the throughput of sentence-transformers, at least."""
LATENCY = 2.0
"""Times the latency with 1,000 articles, at most."""


def stand_ins(folder: Path, count: int) -> list[Article]:
    """So many paragraphs as articles."""
    found = training_paragraphs(folder)
    seen = {article.text for article in found}
    for row in rows(folder / "train" / "qed.jsonl.gz"):
        if row["context"] not in seen:
            seen.add(row["context"])
            found.append(Article(text=row["context"], publisher="QED"))
    return found[:count]


def add(home: Path, file: Path, kill_at: int | None = None) -> float:
    """Run ``onrecord add``; return its seconds. Kill it when so many articles are stored."""
    command = [sys.executable, "-m", "assistant.cli", "--home", str(home), "add", str(file)]
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None and kill_at is not None:
            time.sleep(1)
            with Corpus.open(home) as corpus:
                if corpus.count() >= kill_at:
                    process.kill()
                    break
        process.wait()
    return time.perf_counter() - began


def filled(home: Path, articles: Sequence[Article]) -> Iterator[str]:
    """Add the articles, with a kill half-way; what it took, a line each."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "articles.jsonl"
        lines = (json.dumps(article.to_dict(), ensure_ascii=False) for article in articles)
        file.write_text("\n".join(lines), encoding="utf-8")
        first = add(home, file, kill_at=len(articles) // 2)
        with Corpus.open(home) as corpus:
            kept = corpus.count()
        second = add(home, file)
    with Corpus.open(home) as corpus:
        count, report = corpus.count(), corpus.check()
    yield f"killed after {first:.0f} s with {kept:,} articles; the rest took {second:.0f} s"
    yield f"then {count:,} of {len(articles):,} articles, {len(report.problems)} problems"
    taken, million = first + second, 1e6 / report.chunks
    yield f"{count / taken:.1f} articles/s, {report.chunks / taken:.1f} chunks/s"
    size = sum(path.stat().st_size for path in home.rglob("*") if path.is_file())
    yield f"{size / 1e6:.0f} MB on disk for {report.chunks:,} chunks"
    yield (
        f"a million chunks: {size * million / 1e9:.1f} GB, "
        f"{taken * million / 3600:.1f} hours (extrapolated)"
    )


def peak() -> int:
    """Bytes of memory that the largest process of ours so far had."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024


def faster(texts: Sequence[str]) -> float:
    """How many times as many texts our embedder does as sentence-transformers, in turns."""
    ours, theirs = Embedder.load().embed, original()
    for embed in (ours, theirs):
        embed(texts[:20])
    blocks = [texts[n * BLOCK : (n + 1) * BLOCK] for n in range(BLOCKS)]
    times = [(seconds(ours, block), seconds(theirs, block)) for block in blocks if block]
    return statistics.median(theirs / ours for ours, theirs in times)


def slower(small: Path, large: Path, questions: Sequence[str]) -> tuple[float, float]:
    """Median seconds of an answer from each of two corpora, in turns."""
    times: tuple[list[float], list[float]] = ([], [])
    with Assistant.open(small) as few, Assistant.open(large) as many:
        for assistant in (few, many):
            assistant.ask(questions[0])
        for question in questions:
            for assistant, taken in zip((few, many), times, strict=True):
                began = time.perf_counter()
                assistant.ask(question)
                taken.append(time.perf_counter() - began)
    return statistics.median(times[0]), statistics.median(times[1])


def main() -> int:
    """Print every figure; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--home", type=Path, help="keep the corpora here, and use them again")
    parser.add_argument("--data", type=Path, default=FOLDER)
    arguments = parser.parse_args()
    articles = stand_ins(arguments.data, arguments.articles)
    good = True
    with tempfile.TemporaryDirectory() as folder:
        home = arguments.home or Path(folder)
        large, small = home / f"{len(articles)}", home / f"{FEW}"
        if not large.exists():
            for line in filled(large, articles):
                print(line, flush=True)
            print(f"peak memory {peak() / 1e6:.0f} MB (at most {MEMORY / 1e6:.0f})", flush=True)
            good &= peak() <= MEMORY
        if find_spec("sentence_transformers"):
            ratio = faster([article.text for article in articles])
            print(f"embedding {ratio:.2f} times as fast (at least {SPEED})", flush=True)
            good &= ratio >= SPEED
        with Corpus.open(small) as corpus:
            corpus.add(articles[:FEW])
        _, asked = squad(arguments.data)
        few, many = slower(small, large, [question.text for question in asked[:QUESTIONS]])
    print(f"an answer: {few * 1000:.0f} ms from {FEW:,} articles, {many * 1000:.0f} from all")
    print(f"ratio {many / few:.2f} (at most {LATENCY})")
    return 0 if good and many <= LATENCY * few else 1


if __name__ == "__main__":
    sys.exit(main())
