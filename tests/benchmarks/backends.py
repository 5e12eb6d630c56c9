"""What servers cost: adding articles and asking, in a data folder and on servers of one's own.

    python -m tests.benchmarks.backends [--articles N]

Adds N of SQuAD's training paragraphs (1,000 by default) to an empty corpus, then searches it for
questions about them, one after the other: first in files, then on PostgreSQL and ``chroma run``
started for this on loopback, with their usual durability. A line for each.
"""

import argparse
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from statistics import median, quantiles

from corpus import Article, Corpus
from tests.benchmarks.data import FOLDER, rows, training_paragraphs
from tests.servers import Files, Servers, start_chroma, start_postgres

QUESTIONS = 200


def measure(name: str, articles: Sequence[Article], questions: Sequence[str]) -> Iterator[str]:
    """Add and ask, and say how long it took."""
    with tempfile.TemporaryDirectory() as home, Corpus.open(home) as corpus:
        corpus.embed(["The model is loaded before the clock starts."])
        began, worked = time.perf_counter(), time.process_time()
        corpus.add(articles)
        added, work = time.perf_counter() - began, time.process_time() - worked
        corpus.search(questions[0])
        times = [timed(corpus, question) for question in questions]
        _, chunks = corpus._library.count()
    yield (
        f"{name:8} {len(articles)} articles, {chunks} chunks in {added:.1f} s "
        f"({len(articles) / added:.0f} articles/s; {work:.1f} s of processor time here); "
        f"search median {1000 * median(times):.1f} ms, "
        f"95% within {1000 * quantiles(times, n=20)[-1]:.1f} ms"
    )


def timed(corpus: Corpus, question: str) -> float:
    """Seconds that one search takes."""
    began = time.perf_counter()
    corpus.search(question)
    return time.perf_counter() - began


@contextmanager
def servers() -> Iterator[Servers]:
    """PostgreSQL and Chroma until the block ends."""
    with ExitStack() as stack:
        postgres = start_postgres(durable=True)
        stack.callback(postgres.stop)
        chroma = start_chroma()
        stack.callback(chroma.stop)
        yield Servers(postgres, chroma)


def main() -> None:
    """Print a line for each backend."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=1000)
    given = parser.parse_args()
    articles = training_paragraphs()[: given.articles]
    texts = {article.text for article in articles}
    asked = (
        row["question"]
        for row in rows(Path(FOLDER) / "train" / "squad1_train.jsonl.gz")
        if row["context"] in texts
    )
    questions = [question for question, _ in zip(asked, range(QUESTIONS), strict=False)]
    with servers() as started:
        places: dict[str, AbstractContextManager[None]] = {
            "files": Files().fresh(),
            "servers": started.fresh(),
        }
        for name, place in places.items():
            with place:
                for line in measure(name, articles, questions):
                    print(line, flush=True)


if __name__ == "__main__":
    main()
