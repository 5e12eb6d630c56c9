"""The cost of servers: adding articles and asking, in a data folder and on one's own servers.

    python -m tests.benchmarks.backends [--articles 1000] [--data ../shared/data]

Run from the repository root. SQuAD's training paragraphs are added, a hundred at a time and in
turns, to a corpus in files and to one on PostgreSQL and ``chroma run``, which are started for this
on loopback with their usual durability. Then both are searched in turns for questions about the
articles. What takes turns is slowed alike by other work on the machine, and processor seconds
hardly are.
"""

import argparse
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import TypeVar

from corpus import Article, Corpus
from tests.benchmarks.data import FOLDER, asked_about, training_paragraphs
from tests.benchmarks.meter import Meter
from tests.servers import Servers, start_chroma, start_postgres

BLOCK = 100
QUESTIONS = 200
Given = TypeVar("Given", bound=Sequence[object])
Turns = list[tuple[Meter, Meter]]
"""What each took: files first, then servers."""


@contextmanager
def corpora() -> Iterator[tuple[Corpus, Corpus, tuple[int, int]]]:
    """An empty corpus in files, one on servers, and the ids of the servers' processes."""
    with ExitStack() as stack:
        homes = [stack.enter_context(tempfile.TemporaryDirectory()) for _ in range(2)]
        files = stack.enter_context(Corpus.open(homes[0]))
        postgres = start_postgres(durable=True)
        stack.callback(postgres.stop)
        chroma = start_chroma()
        stack.callback(chroma.stop)
        stack.enter_context(Servers(postgres, chroma).fresh())
        servers = stack.enter_context(Corpus.open(homes[1]))
        assert postgres.process
        assert chroma.process
        yield files, servers, (postgres.process.pid, chroma.process.pid)


def in_turns(
    works: tuple[Callable[[Given], object], Callable[[Given], object]],
    given: Sequence[Given],
    servers: tuple[int, int],
) -> Turns:
    """Measure two kinds of work with each of what is given."""
    turns = []
    for turn in given:
        meters = Meter(), Meter(*servers)
        for work, meter in zip(works, meters, strict=True):
            with meter:
                work(turn)
        turns.append(meters)
    return turns


def told(what: str, turns: Turns, count: int) -> Iterator[str]:
    """Format what each of so many things took, a line for each backend."""
    for name, meters in zip(("files", "servers"), zip(*turns, strict=True), strict=True):
        milliseconds = sorted(1000 * meter.seconds * len(turns) / count for meter in meters)
        here, there = (
            1000 * sum(getattr(meter, kind) for meter in meters) / count
            for kind in ("processor", "elsewhere")
        )
        yield (
            f"{what}, {name:8} {median(milliseconds):7.1f} ms (p50), "
            f"{milliseconds[len(milliseconds) * 95 // 100]:7.1f} ms (p95); "
            f"processor time {here:.1f} ms here, {there:.1f} ms of the servers"
        )
    ratio = median(servers.seconds / files.seconds for files, servers in turns)
    yield f"{what}: servers take {ratio:.2f} times as long"


def main() -> None:
    """Print what adding and searching take."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--data", type=Path, default=FOLDER)
    given = parser.parse_args()
    articles: list[Article] = training_paragraphs(given.data)[: given.articles]
    blocks = [articles[first : first + BLOCK] for first in range(0, len(articles), BLOCK)]
    questions = asked_about(articles, given.data)[:QUESTIONS]
    with corpora() as (files, servers, processes):
        files.embed(["The model is loaded before the clock starts."])
        turns = in_turns((files.add, servers.add), blocks, processes)
        for line in told("adding an article", turns, len(articles)):
            print(line, flush=True)
        for corpus in (files, servers):
            corpus.search(questions[0])
        turns = in_turns((files.search, servers.search), questions, processes)
        for line in told("a search", turns, len(questions)):
            print(line)


if __name__ == "__main__":
    main()
