"""A server of the API on loopback, with a corpus of its own, and how to reach it."""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from assistant import Assistant
from corpus import Corpus
from corpus.samples import add_samples
from tests.conftest import story
from ui.api.api_keys import ApiKeys
from ui.api.api_server import application, listening, local_hosts, server

QUESTION = "Who said the best security guarantee are the Ukrainians themselves?"
UNANSWERABLE = "What is the capital of Peru?"
SITE = "https://news.example"
"""A site whose pages may ask."""


@dataclass(frozen=True)
class Served:
    """A server that runs, and its corpus."""

    port: int
    assistant: Assistant

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def corpus(self) -> Corpus:
        return self.assistant.corpus

    def client(self, key: str = "", **headers: str) -> httpx.Client:
        bearer = {"authorization": f"Bearer {key}"} if key else {}
        return httpx.Client(
            base_url=self.url,
            headers={**bearer, **headers},
            timeout=60,
            trust_env=False,
            verify=False,  # without TLS; reading the certificates would take longest
        )


@contextmanager
def serving(
    assistant: Assistant, *, local: bool = True, origins: Sequence[str] = (SITE,)
) -> Iterator[Served]:
    """Serve an assistant on a free port, as ``serve_api`` does; it is closed at the end."""
    with listening("127.0.0.1", 0) as bound:
        port = bound.getsockname()[1]
        hosts = local_hosts("127.0.0.1", port) if local else None
        app = application(assistant, hosts=hosts, local=local, origins=origins)
        running = server(app)
        thread = threading.Thread(target=running.run, kwargs={"sockets": [bound]})
        thread.start()
        try:
            deadline = time.monotonic() + 60
            while not running.started:
                assert thread.is_alive()
                assert time.monotonic() < deadline
                time.sleep(0.01)
            yield Served(port, assistant)
        finally:
            running.should_exit = True
            thread.join()


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The sample articles and a few more, without any key: open to this computer. Not changed."""
    corpus = Corpus.open(tmp_path_factory.mktemp("samples") / "home")
    add_samples(corpus)
    corpus.add([story(1), story(2)])
    with serving(Assistant(corpus)) as served:
        yield served


@dataclass(frozen=True)
class Keyed:
    """A server that asks for keys, on a host that others reach; and keys of each role."""

    served: Served
    keys: ApiKeys
    reader: str
    editor: str
    admin: str


@pytest.fixture(scope="session")
def keyed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Keyed]:
    corpus = Corpus.open(tmp_path_factory.mktemp("keyed") / "home")
    corpus.add([story(1), story(2)])
    keys = ApiKeys(corpus)
    reader, editor = keys.add("rita", "reader", 1000), keys.add("ed", "editor", 1000)
    admin = keys.add("ada", "admin", 1000)
    with serving(Assistant(corpus), local=False) as served:
        yield Keyed(served, keys, reader, editor, admin)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Served]:
    """A server of an empty corpus, open to this computer."""
    with serving(Assistant(Corpus.open(tmp_path / "home"))) as served:
        yield served
