"""Search: how many passages are found, and how fast.

    python -m tests.benchmarks.search HOME [--grid]

HOME is a data folder: SQuAD's training paragraphs are added to it, which takes minutes the first
time. Two tables are printed. The first has hits@1 and @5 of full text, of vectors and of both on
the answerable questions of ``squad2_dev``, among its own paragraphs. The second has the recall
of Chroma's graph against exact search, and the time of a query, on the embeddings in HOME: with
the settings in ``corpus.vectors.build``, or with several.
"""

import argparse
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from corpus import Corpus
from corpus.vectors import build as settings
from corpus.vectors.build import PAGE
from corpus.vectors.chroma_folder import FolderStorage
from tests.benchmarks.data import fill, squad, training_paragraphs

DEPTH = 50
QUERIES = 300
CHUNKS = 20_000
GRID = [(16, 100, 100), (16, 200, 200), (32, 200, 100), (32, 200, 200), (48, 400, 400)]
"""max_neighbors, ef_construction, ef_search."""


def quality() -> Iterator[str]:
    """Hits among the paragraphs of ``squad2_dev``, a line for each way to search."""
    articles, questions = squad()
    asked = [question for question in questions if question.answerable]
    ranks: dict[str, list[int]] = {"full text": [], "vectors": [], "both": []}
    with tempfile.TemporaryDirectory() as folder, Corpus.open(folder) as corpus:
        corpus.add(articles)
        for question in asked:
            hits = corpus.search(question.text, 4 * DEPTH)
            words = sorted((h for h in hits if h.text_rank), key=lambda hit: hit.text_rank or 0)
            near = sorted((h for h in hits if h.vector_rank), key=lambda hit: hit.vector_rank or 0)
            for name, ranked in (("full text", words), ("vectors", near), ("both", hits)):
                ranked_ids = list(dict.fromkeys(hit.article_id for hit in ranked))
                ranked_ids.append(question.article.id)
                ranks[name].append(ranked_ids.index(question.article.id))
    yield f"{len(asked)} questions, {len(articles)} paragraphs"
    for name, places in ranks.items():
        at = [np.mean([rank < k for rank in places]) for k in (1, 5)]
        yield f"{name:10} hits@1 {at[0]:.3f}  hits@5 {at[1]:.3f}"


def graph(home: Path, choices: list[tuple[int, int, int]]) -> Iterator[str]:
    """Recall of the graph against exact search, a line for each choice of settings."""
    _, questions = squad()
    with Corpus.open(home) as corpus:
        ids, embeddings = corpus._passages.embeddings(corpus._passages.chunk_ids()[:CHUNKS])
        asked = corpus.embed([question.text for question in questions[:QUERIES]])
    nearest = np.argsort(-(asked @ embeddings.T), axis=1)[:, :DEPTH]
    exact = [[ids[number] for number in row] for row in nearest]
    yield f"{len(ids)} chunks, {len(asked)} questions"
    for neighbours, construction, search in choices:
        settings.HNSW["max_neighbors"] = neighbours
        settings.HNSW["ef_construction"] = construction
        settings.HNSW["ef_search"] = search
        folder = Path(tempfile.mkdtemp())
        began = time.perf_counter()
        with FolderStorage(folder).create("build") as index:
            for first in range(0, len(ids), PAGE):
                index.put(ids[first : first + PAGE], embeddings[first : first + PAGE])
            built = time.perf_counter() - began
            index.query(asked[0], DEPTH)
            began = time.perf_counter()
            nearest_ids = [index.query(vector, DEPTH) for vector in asked]
            seconds = (time.perf_counter() - began) / len(asked)
        recall = {
            k: np.mean(
                [len(set(f[:k]) & set(e[:k])) / k for f, e in zip(nearest_ids, exact, strict=True)]
            )
            for k in (10, DEPTH)
        }
        shutil.rmtree(folder)
        yield (
            f"neighbours {neighbours}, construction {construction}, search {search}: "
            f"recall@10 {recall[10]:.4f}, recall@{DEPTH} {recall[DEPTH]:.4f}, "
            f"built in {built:.0f} s, query {1000 * seconds:.1f} ms"
        )


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("home", type=Path)
    parser.add_argument("--grid", action="store_true", help="try several settings of the graph")
    arguments = parser.parse_args()
    for line in quality():
        print(line, flush=True)
    fill(arguments.home, training_paragraphs())
    now = settings.HNSW
    ours = (now["max_neighbors"], now["ef_construction"], now["ef_search"])
    for line in graph(arguments.home, GRID if arguments.grid else [ours]):
        print(line, flush=True)


if __name__ == "__main__":
    main()
