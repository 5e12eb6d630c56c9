"""The vector index on a Chroma server that is killed, restarted and robbed of its index."""

import os
import re
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import numpy as np
import pytest

from corpus import Corpus, StoreError
from tests.conftest import story
from tests.servers import Chroma, Postgres, Servers, settings, start_chroma
from tests.small import NONE, Small

REST = 1.0
"""Seconds that queries do without the server here; users' do without it for five."""
VECTOR = np.full(384, 384**-0.5, dtype=np.float32)


@pytest.fixture(autouse=True)
def _short_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.vectors.index._REST", REST)


@pytest.fixture(scope="module")
def mortal() -> Iterator[Chroma]:
    """A server of this module's own, to be harmed."""
    server = start_chroma()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def backend(postgres: Postgres, mortal: Chroma) -> Servers:
    return Servers(postgres, mortal)


@pytest.fixture
def small(backend: Servers, original: Path, tmp_path: Path) -> Iterator[Small]:
    mortal = backend.chroma
    if mortal.process is None or mortal.process.poll() is not None:
        mortal.start()
    with backend.copy(original, tmp_path):
        parts = Small(tmp_path)
        parts.index.sync()
        yield parts
        parts.close()


def rested(small: Small) -> bool:
    """Tell if the index answers again, once queries have done without it for a while."""
    deadline = time.monotonic() + 60 * REST
    while time.monotonic() < deadline:
        small.index.query(VECTOR, 1, NONE)
        if small.index._index is not None:
            return True
        time.sleep(REST / 10)
    return False


def graphs(server: Chroma) -> list[Path]:
    return [path.parent for path in (server.folder / "data").rglob("data_level0.bin")]


def remove(folder: Path) -> None:
    shutil.rmtree(folder)


def truncate(folder: Path) -> None:
    for path in folder.iterdir():
        os.truncate(path, path.stat().st_size // 2)


def garble(folder: Path) -> None:
    path = folder / "data_level0.bin"
    path.write_bytes(os.urandom(path.stat().st_size))


def test_a_server_that_is_down_is_done_without(
    small: Small, mortal: Chroma, caplog: pytest.LogCaptureFixture
) -> None:
    exact = small.passages.nearest(VECTOR, 10, NONE)
    assert small.index.query(VECTOR, 10, NONE) == exact
    mortal.kill()
    caplog.clear()
    for _ in range(3):
        assert small.index.query(VECTOR, 10, NONE) == exact
    (line,) = [record.getMessage() for record in caplog.records]
    assert "\n" not in line
    assert "check ONRECORD_CHROMA_URL" in line
    # What is added meanwhile is found, and its vectors follow.
    small.add(range(200, 210))
    small.index.sync()
    assert len(small.library.state()) > 0
    assert small.lost() == []
    assert small.passages.pending() is not None
    (problem,) = small.index.problems()
    assert "cannot be asked" in problem
    mortal.start()
    assert rested(small)
    assert small.passages.pending() is None
    assert small.lost() == []
    assert small.index.problems() == []


@pytest.mark.parametrize("harm", [remove, truncate, garble])
def test_a_server_that_lost_its_graph_is_given_a_new_one(
    small: Small, mortal: Chroma, harm: "object"
) -> None:
    build = small.build
    assert small.lost() == []
    mortal.kill()
    for folder in graphs(mortal):
        harm(folder)  # type: ignore[operator]
    mortal.start()
    # From the first question on the answers are right; after a while they come from a new graph.
    deadline = time.monotonic() + 60 * REST
    while small.build == build and time.monotonic() < deadline:
        assert small.lost() == []
        if mortal.process and mortal.process.poll() is not None:
            mortal.start()  # a garbled graph kills it
        time.sleep(REST / 10)
    assert small.build != build
    assert rested(small)
    assert small.lost() == []
    assert small.index.problems() == []


def test_a_server_that_comes_back_empty(small: Small, mortal: Chroma) -> None:
    assert small.lost() == []
    mortal.kill()
    shutil.rmtree(mortal.folder / "data")
    mortal.start()
    assert small.lost() == []
    assert rested(small)
    assert small.lost() == []
    assert small.index.problems() == []


def test_a_server_that_hangs_is_not_waited_for(
    small: Small, mortal: Chroma, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.vectors.chroma_server._ANSWER_SECONDS", 1.0)
    exact = small.passages.nearest(VECTOR, 5, NONE)
    small.index.close()
    mortal.signal(signal.SIGSTOP)
    try:
        assert small.index.query(VECTOR, 5, NONE) == exact
    finally:
        mortal.signal(signal.SIGCONT)
    assert rested(small)


def test_builds_that_were_given_up_are_removed(small: Small, mortal: Chroma) -> None:
    first = small.build
    small.library.set_state(vectors_builds=f"{first} 0123456789ab")
    small.index._storage.create("0123456789ab").close()
    small.index.rebuild()
    kept = small.library.state()["vectors_builds"].split()
    for name in (first, "0123456789ab"):
        with pytest.raises(Exception, match="does not exist"):
            small.index._storage.open(name)
    assert small.build in kept


@pytest.fixture
def elsewhere(mortal: Chroma) -> str:
    """A tenant and a database that are there, and not the index's."""
    name = f"tenant-{time.monotonic_ns()}"
    tenants = f"{mortal.url}/api/v2/tenants"
    httpx.post(tenants, json={"name": name}).raise_for_status()
    httpx.post(f"{tenants}/{name}/databases", json={"name": "database"}).raise_for_status()
    return f"{name}/database"


@pytest.mark.parametrize(
    ("database", "seal"),
    [
        ("nobody/default_database", None),
        ("default_tenant/nothing", None),
        ("nobody/default_database", ""),  # an older library does not say where its index is
        ("default_tenant/nothing", ""),
        ("elsewhere", None),
    ],
)
def test_a_client_in_the_wrong_place_is_refused_for_itself(
    small: Small, tmp_path: Path, elsewhere: str, *, database: str, seal: str | None
) -> None:
    if seal is not None:
        small.library.set_state(vectors_seal=seal)
    before = small.library.state()
    exact = small.passages.nearest(VECTOR, 5, NONE)
    address = (
        f"{os.environ['ONRECORD_CHROMA_URL']}/{elsewhere if database == 'elsewhere' else database}"
    )
    with settings(ONRECORD_CHROMA_URL=address):
        other = Small(tmp_path)
        try:
            assert other.index.query(VECTOR, 5, NONE) == exact
            other.index.sync()
            with pytest.raises(StoreError, match="ONRECORD_CHROMA_URL"):
                other.index.probe()
            with pytest.raises(StoreError, match="ONRECORD_CHROMA_URL"):
                other.corpus.check(repair=True)
        finally:
            other.close()
    now = small.library.state()
    assert [now[name] for name in ("vectors", "vectors_generation")] == [
        before[name] for name in ("vectors", "vectors_generation")
    ]
    assert "vectors_suspect" not in now
    assert small.index.problems() == []


def test_an_index_moves_to_another_database_when_it_is_told_to(
    small: Small, mortal: Chroma, tmp_path: Path, elsewhere: str
) -> None:
    with settings(ONRECORD_CHROMA_URL=f"{mortal.url}/{elsewhere}"):
        other = Small(tmp_path)
        try:
            other.index.rebuild()
            assert other.index.problems() == []
        finally:
            other.close()
    with pytest.raises(StoreError, match=f"kept in {elsewhere} and not in default_tenant/"):
        small.index.problems()


def test_a_library_that_is_missing_is_told_where_its_vectors_are_on_a_server(
    mortal: Chroma, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if mortal.process is None or mortal.process.poll() is not None:
        mortal.start()
    monkeypatch.delenv("ONRECORD_DATABASE_URL", raising=False)
    monkeypatch.setenv("ONRECORD_CHROMA_URL", mortal.url)
    home = tmp_path / "home"
    with Corpus.open(home) as corpus:
        corpus.add(story(1))
        assert corpus.search("report 1")
    note = home / "vectors" / "on-server"
    note.unlink()  # as beside a library whose vectors are older than that file
    with Corpus.open(home) as corpus:
        assert len(corpus) == 1
        assert corpus.search("report 1")
    collection = re.fullmatch(
        rf"{mortal.url} default_tenant/default_database (onrecord-\w+)\n", note.read_text("utf-8")
    )
    assert collection
    place = f"{mortal.url}/api/v2/tenants/default_tenant/databases/default_database"
    there = httpx.get(f"{place}/collections").json()
    assert collection[1] in {made["name"] for made in there}  # which may be deleted by that name
    assert note.stat().st_mode & 0o777 == 0o600
    os.utime(note, (1, 1))
    with Corpus.open(home) as corpus:
        assert corpus.search("report 1")
    assert note.stat().st_mtime == 1  # it says so already
    for path in home.glob("library.db*"):
        path.unlink()
    with pytest.raises(StoreError, match=r"library\.db is missing, though .*vectors"):
        Corpus.open(home)
    with pytest.raises(StoreError, match=r"library\.db is missing, though .*vectors"):
        Corpus.open(home, read_only=True)
    shutil.rmtree(home / "vectors")
    with Corpus.open(home) as corpus:
        assert len(corpus) == 0
