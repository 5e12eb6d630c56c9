"""One data folder, several processes, some of them killed: nothing is lost."""

import multiprocessing
import os
import random
import signal
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pytest

from corpus import Corpus
from corpus.adding import embedding_queue
from corpus.filters import Filters
from corpus.vectors.build import Build
from tests.conftest import story
from tests.servers import Backend, Files

BACKENDS = ("files", "servers")
SECONDS = 200
# Processes come from one that has imported all and opened nothing: importing takes them longest.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload([
    __name__, "chromadb.api.rust", "onnxruntime", "psycopg", "sqlalchemy", "tokenizers"
])  # fmt: skip


def add(told: Connection, home: Path, numbers: range) -> None:
    """Add stories one by one."""
    with Corpus.open(home) as corpus:
        for number in numbers:
            corpus.add(story(number))
            told.send(number)


def add_all(told: Connection, home: Path, numbers: range) -> None:
    """Add stories together, and tell of each that was read."""
    embedding_queue._BATCH, embedding_queue._SYNC = 8, 16
    with Corpus.open(home) as corpus:
        corpus.add(map(story, numbers), progress=told.send)


def ask(told: Connection, home: Path, done: Path) -> None:
    """Search until a file is there, and tell how often."""
    with Corpus.open(home) as corpus:
        asked = 0
        while not done.exists():
            for hit in corpus.search(f"witness of report {asked}", k=3):
                text = corpus.article(hit.article_id, hit.revision).text
                assert text[hit.start : hit.end] == hit.text
            asked += 1
            time.sleep(0.05)
    told.send(asked)


def add_and_die(told: Connection, home: Path) -> None:
    """Add two stories, and be killed while their vectors are written."""
    put = Build.put

    def fatal(build: Build, ids: Any, vectors: Any) -> None:
        put(build, ids[:1], vectors[:1])
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(Build, "put", fatal)  # noqa: B010
    Corpus.open(home).add([story(3), story(4)])


def _run(work: Callable[..., None], environment: dict[str, str], *arguments: Any) -> None:
    os.environ.clear()
    os.environ.update(environment)
    work(*arguments)


def start(work: Callable[..., None], *arguments: Any) -> tuple[BaseProcess, Connection]:
    """A process that does this, with our environment, and what it tells."""
    reading, writing = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=_run, args=(work, dict(os.environ), writing, *arguments))
    process.start()
    writing.close()
    return process, reading


def finished(process: BaseProcess) -> None:
    process.join(SECONDS)
    assert process.exitcode == 0


def kill_while_adding(home: Path, numbers: range, after: int, seconds: float) -> None:
    """Kill -9 a process that adds, so long after it has read so many articles."""
    adder, told = start(add_all, home, numbers)
    for _ in range(after):
        assert told.recv()
    time.sleep(seconds)
    adder.kill()
    adder.join(SECONDS)
    assert adder.exitcode in (-signal.SIGKILL, 0)


def complete(corpus: Corpus, numbers: range) -> bool:
    """Every article is there once, and every chunk is found by its own vector."""
    stored = {article.id: article for article in corpus.articles()}
    assert len(stored) == len(corpus.articles())
    assert stored == {story(number).id: story(number) for number in numbers}
    ids, vectors = corpus._passages.embeddings(corpus._passages.chunk_ids())
    # Stories of one subject have nearly the same vector.
    many = 1 + len(numbers) // 6
    return all(
        chunk_id in corpus._vectors.query(vector, many, Filters())
        for chunk_id, vector in zip(ids, vectors, strict=True)
    )


def test_two_processes_add_and_one_asks(home: Path, tmp_path: Path) -> None:
    done = tmp_path / "done"
    with Corpus.open(home) as corpus:
        corpus.add(story(100))
        assert corpus.search("report 100")
        asker, told = start(ask, home, done)
        adders = [start(add, home, range(first, first + 4)) for first in (101, 105)]
        for adder, _ in adders:
            finished(adder)
        # This corpus was open all the time, and sees what the others added.
        assert complete(corpus, range(100, 109))
        done.touch()
        assert told.recv() > 0
        finished(asker)
        assert corpus.check().problems == ()


def test_three_processes_open_a_folder_that_does_not_exist(home: Path) -> None:
    for process, _ in [start(add, home, range(first, first + 1)) for first in range(3)]:
        finished(process)
    with Corpus.open(home) as corpus:
        assert complete(corpus, range(3))


@pytest.mark.parametrize("seed", range(2))
def test_an_addition_that_is_killed_can_be_taken_up_again(home: Path, seed: int) -> None:
    numbers = range(60)
    chance = random.Random(seed)
    kill_while_adding(home, numbers, chance.randrange(16, 56), chance.uniform(0, 0.2))
    with Corpus.open(home) as corpus:
        whole = {story(number).id: story(number) for number in numbers}
        before = corpus.articles()
        assert before
        assert all(whole[article.id] == article for article in before)
        assert corpus.check(repair=True).ok
        assert corpus.check().problems == ()
        report = corpus.add(map(story, numbers))
        assert len(report.unchanged) == len(before)
        assert len(report.added) == len(numbers) - len(before)
        assert complete(corpus, numbers)


def test_a_process_that_is_killed_while_it_writes_the_vectors(home: Path, backend: Backend) -> None:
    with Corpus.open(home) as corpus:
        corpus.add([story(1), story(2)])
        assert complete(corpus, range(1, 3))
        process, _ = start(add_and_die, home)
        process.join(SECONDS)
        assert process.exitcode == -signal.SIGKILL
        # A folder is then not to be trusted; a server does not mind whose client died.
        assert (corpus.check().problems != ()) == isinstance(backend, Files)
        assert complete(corpus, range(1, 5))
        assert corpus.check().problems == ()


def test_threads_add_and_ask_at_once(home: Path) -> None:
    failures: list[BaseException] = []
    with Corpus.open(home) as first, Corpus.open(home) as second:

        def work(corpus: Corpus, numbers: range) -> None:
            try:
                for number in numbers:
                    corpus.add(story(number))
                    assert corpus.search(f"report {number}", k=5)
            except BaseException as error:
                failures.append(error)

        ranges = [range(first, first + 4) for first in range(0, 16, 4)]
        threads = [
            threading.Thread(target=work, args=(corpus, numbers))
            for corpus, numbers in zip((first, first, second, second), ranges, strict=True)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []
        assert complete(first, range(16))
        assert complete(second, range(16))
        assert first.check().problems == ()


def test_two_threads_add_the_same_articles(corpus: Corpus) -> None:
    reports = []

    def add_ten() -> None:
        reports.append(corpus.add(map(story, range(10))))

    threads = [threading.Thread(target=add_ten) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(len(report.added) for report in reports) == 10
    assert sum(len(report.unchanged) for report in reports) == 10
    assert complete(corpus, range(10))
