"""One data folder, several processes, some of them killed: nothing is lost."""

import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from corpus import Corpus
from corpus.filters import Filters
from tests.conftest import story
from tests.servers import Backend, Files

BACKENDS = ("files", "servers")
ROOT = Path(__file__).parents[2]
ADD = """
import sys
from pathlib import Path
from corpus import Corpus
from tests.conftest import story
home, first, last = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
with Corpus.open(home) as corpus:
    print("ready", flush=True)
    for number in range(first, last):
        corpus.add(story(number))
        print(number, flush=True)
"""
ADD_ALL = """
import sys
from pathlib import Path
from corpus import Corpus
from corpus.adding import embedding_queue
from tests.conftest import story
embedding_queue.BATCH = 8
embedding_queue.SYNC = 16
first, last = int(sys.argv[2]), int(sys.argv[3])
with Corpus.open(Path(sys.argv[1])) as opened:
    opened.add(map(story, range(first, last)), progress=lambda name: print(name, flush=True))
"""
ASK = """
import sys
import time
from pathlib import Path
from corpus import Corpus
with Corpus.open(Path(sys.argv[1])) as corpus:
    print("ready", flush=True)
    asked = 0
    while not Path(sys.argv[2]).exists():
        for hit in corpus.search(f"witness of report {asked}", k=3):
            assert corpus.article(hit.article_id, hit.revision).text[hit.start:hit.end] == hit.text
        asked += 1
        time.sleep(0.05)
    print(asked)
"""


def start(code: str, *arguments: object) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def finished(process: "subprocess.Popen[str]") -> str:
    out, err = process.communicate(timeout=200)
    assert process.returncode == 0, err
    return out


def kill_while_adding(home: Path, numbers: range, after: int, seconds: float) -> None:
    """Kill -9 a process that adds, so long after it has read so many articles."""
    adder = start(ADD_ALL, home, numbers.start, numbers.stop)
    assert adder.stdout
    for _ in range(after):
        assert adder.stdout.readline()
    time.sleep(seconds)
    adder.kill()
    adder.communicate()
    assert adder.returncode in (-signal.SIGKILL, 0)


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
        asker = start(ASK, home, done)
        adders = [start(ADD, home, first, first + 4) for first in (101, 105)]
        for adder in adders:
            finished(adder)
        # This corpus was open all the time, and sees what the others added.
        assert complete(corpus, range(100, 109))
        done.touch()
        assert int(finished(asker).split()[-1]) > 0
        assert corpus.check().problems == ()


def test_three_processes_open_a_folder_that_does_not_exist(home: Path) -> None:
    for process in [start(ADD, home, first, first + 1) for first in range(3)]:
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
    code = (
        "import os, signal, sys; from pathlib import Path; from corpus import Corpus\n"
        "from corpus.vectors.build import Build\n"
        "from tests.conftest import story\n"
        "put = Build.put\n"
        "def fatal(build, ids, vectors):\n"
        "    put(build, ids[:1], vectors[:1])\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "Build.put = fatal\n"
        "Corpus.open(Path(sys.argv[1])).add([story(3), story(4)])\n"
    )
    with Corpus.open(home) as corpus:
        corpus.add([story(1), story(2)])
        assert complete(corpus, range(1, 3))
        process = start(code, home)
        process.communicate()
        assert process.returncode == -signal.SIGKILL
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

    def add() -> None:
        reports.append(corpus.add(map(story, range(10))))

    threads = [threading.Thread(target=add) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(len(report.added) for report in reports) == 10
    assert sum(len(report.unchanged) for report in reports) == 10
    assert complete(corpus, range(10))
