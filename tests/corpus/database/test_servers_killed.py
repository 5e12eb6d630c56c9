"""Servers that are killed and started again while many add and ask: what was stored is there."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from corpus import Corpus, StoreError
from tests.conftest import story
from tests.servers import Chroma, Postgres, Servers, start_chroma, start_postgres
from tests.small import Small

ADDERS, ASKERS = (1, 2, 3), (4, 5)


@pytest.fixture(scope="module")
def servers() -> Iterator[Servers]:
    """Servers of this module's own, to be harmed."""
    servers = Servers(start_postgres(), start_chroma())
    yield servers
    servers.chroma.stop()
    servers.postgres.stop()


class Load:
    """Adders and askers, each of whom has opened the corpus, at work until they are told to stop.

    Attributes:
        added: The numbers of the stories that were reported as stored.
        refused: What was said to who could not go on for a while.
        failures: What must not happen.
    """

    def __init__(self, home: Path) -> None:
        self.added: list[int] = []
        self.refused: list[str] = []
        self.failures: list[BaseException] = []
        self._home = home
        self._rounds: Counter[int] = Counter()
        self._stop = threading.Event()

    @contextmanager
    def running(self) -> Iterator[None]:
        threads = [threading.Thread(target=self._work, args=(who,)) for who in ADDERS + ASKERS]
        for thread in threads:
            thread.start()
        try:
            self.goes_on()
            yield
        finally:
            self._stop.set()
            for thread in threads:
                thread.join()

    def goes_on(self) -> None:
        """Wait until each of them has done what it does once more."""
        before = self._rounds.copy()
        self._until(lambda: all(self._rounds[who] > before[who] + 1 for who in ADDERS + ASKERS))

    def is_refused(self) -> None:
        """Wait until somebody cannot go on."""
        self._until(lambda: bool(self.refused))

    def _until(self, happened: Callable[[], bool]) -> None:
        while not happened():
            assert self.failures == []
            time.sleep(0.05)

    def _work(self, who: int) -> None:
        number = 1000 * who
        try:
            with Corpus.open(self._home) as corpus:
                while not self._stop.is_set():
                    try:
                        self._round(corpus, number, add=who in ADDERS)
                        number += 1
                        self._rounds[who] += 1
                    except StoreError as error:
                        self.refused.append(str(error))
                        time.sleep(0.1)
        except BaseException as error:
            self.failures.append(error)

    def _round(self, corpus: Corpus, number: int, *, add: bool) -> None:
        if add:
            corpus.add(story(number))
            self.added.append(number)
        for hit in corpus.search(f"report {number}", k=3):
            article = corpus.article(hit.article_id, hit.revision)
            assert article.text[hit.start : hit.end] == hit.text


@pytest.mark.parametrize("killed", ["chroma", "postgres", "both"])
def test_killed_and_restarted_under_load(
    servers: Servers, tmp_path: Path, killed: str, caplog: pytest.LogCaptureFixture
) -> None:
    harmed: list[Chroma | Postgres] = []
    if killed != "postgres":
        harmed.append(servers.chroma)
    if killed != "chroma":
        harmed.append(servers.postgres)
    with servers.fresh():
        load = Load(tmp_path / "home")
        with load.running():
            for server in harmed:
                server.kill()
            if killed == "chroma":
                load.goes_on()
            else:
                load.is_refused()
            for server in harmed:
                server.start()
            load.goes_on()
        assert load.failures == []
        assert all("\n" not in reason for reason in load.refused)
        assert [
            reason for reason in load.refused if "again" not in reason and "check the" not in reason
        ] == []
        assert (load.refused == []) == (killed == "chroma")
        everything_is_there(tmp_path / "home", load.added)
    assert not (tmp_path / "home").exists()
    assert [record.getMessage() for record in caplog.records if record.exc_info] == []


def everything_is_there(home: Path, added: list[int]) -> None:
    parts = Small(home)
    assert parts.corpus.check(repair=True).ok
    assert parts.corpus.check().problems == ()
    stored = {article.id: article for article in parts.corpus.articles()}
    assert len(stored) == parts.corpus.count()
    assert all(stored[story(number).id] == story(number) for number in added)
    assert parts.lost(every=1) == []
    parts.close()
