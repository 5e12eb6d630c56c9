"""Fixtures of all tests: a quiet environment, a data folder of one's own, small articles."""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from corpus import Article, Corpus
from tests.servers import Backend, Chroma, Files, Postgres, Servers, start_chroma, start_postgres

# Nothing that the tests start may report home; set before anything heavy is imported.
os.environ.update(
    ANONYMIZED_TELEMETRY="False",
    HF_HUB_OFFLINE="1",
    HF_HUB_DISABLE_TELEMETRY="1",
    LANGSMITH_TRACING="false",
)
# What the tests store need not outlive the machine: half of their time would be waiting for a disk
# to have written it. A process that is killed leaves the same behind in memory.
_MEMORY = Path("/dev/shm")
_ROOM = 4 << 30
"""Bytes that all folders of the tests never need."""
if "TMPDIR" not in os.environ and _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ROOM:
    os.environ["TMPDIR"] = tempfile.tempdir = str(_MEMORY)
# Each process that the tests start would compile all modules again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# The machine may be busy: how long an example takes says nothing. A data folder that examples
# share is meant to be shared.
settings.register_profile(
    "onrecord",
    deadline=None,
    max_examples=50,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("onrecord")

_MAIN = sys.modules["__main__"]
"""What Streamlit puts a page of the chat in the place of, when it runs one in this process."""
_ORDER = {"browser": 0, "ui": 1, "assistant": 3}
"""Where folders of tests come in a run, those with the longest files first; of all others 2."""
_KEPT = 10_000
"""Outputs of each model that are kept in a process: 50 MB at most."""
_SUBJECTS = (
    ("The bridge over the river Aar", "was closed for repairs", "lorries had damaged a pillar"),
    ("The bakers of Lisbon", "went on strike", "flour had doubled in price"),
    ("A comet", "was seen above Iceland", "the sky had cleared at last"),
    ("The chess champion", "lost in nineteen moves", "she had not slept"),
    ("The orchard", "froze in April", "the wind came from the north"),
    ("A telescope in Chile", "found a cold planet", "its star had dimmed twice"),
    ("The ferry to Skye", "was cancelled", "the engine leaked oil"),
    ("The museum of clocks", "opened its cellar", "a collector had left it a fortune"),
)


def pytest_configure(config: pytest.Config) -> None:
    """Have no setting of whoever runs the tests count, and keep the order of the files."""
    for name in [variable for variable in os.environ if variable.startswith("ONRECORD_")]:
        os.environ.pop(name)
    config.option.loadscopereorder = False


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the longest files first, so that no process is left with one when the others end."""
    tests = Path(__file__).parent
    items.sort(key=lambda item: _ORDER.get(item.path.relative_to(tests).parts[0], 2))


@pytest.fixture(autouse=True)
def main_module() -> Iterator[None]:
    """Give a process its own main module again: those that it starts read that, too."""
    yield
    sys.modules["__main__"] = _MAIN


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run the tests of a module that names BACKENDS on each of them."""
    names = getattr(metafunc.module, "BACKENDS", ())
    if names and "backend" in metafunc.fixturenames:
        metafunc.parametrize("backend", names, indirect=True, scope="module")


@pytest.fixture(scope="session")
def remembered() -> tuple[Callable[..., Any], Callable[..., Any]]:
    """The two models' own computing, each input computed once in a process."""
    from assistant.reader.encoding import Encoded
    from assistant.reader.span_model import Reader
    from corpus.models.embedding import Embedder

    run = Reader._run

    @lru_cache(_KEPT)
    def computed(reader: Reader, ids: tuple[int, ...], second: int, *outputs: str) -> Any:
        return run(reader, Encoded(list(ids), second, 0), list(outputs))

    def remembered_run(reader: Reader, encoded: Encoded, outputs: list[str]) -> Any:
        logits = computed(reader, tuple(encoded.ids), encoded.second, *outputs)
        return [array.copy() for array in logits]  # the reader writes into them

    return remembered_run, lru_cache(_KEPT)(Embedder._vector)


@pytest.fixture(scope="module", autouse=True)
def _remembering(
    request: pytest.FixtureRequest, remembered: tuple[Callable[..., Any], Callable[..., Any]]
) -> Iterator[None]:
    """Have no input of a model computed twice, but in modules that test the models (COMPUTES)."""
    from assistant.reader.span_model import Reader
    from corpus.models.embedding import Embedder

    with pytest.MonkeyPatch.context() as patched:
        if not getattr(request.module, "COMPUTES", False):
            patched.setattr(Reader, "_run", remembered[0])
            patched.setattr(Embedder, "_vector", remembered[1])
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """PostgreSQL, for databases of one's own."""
    server = start_postgres()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def chroma() -> Iterator[Chroma]:
    """A Chroma server, shared by all who do not harm it."""
    server = start_chroma()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def backend(request: pytest.FixtureRequest) -> Backend:
    """The place of the corpus: "files" or, in modules that ask for it, "servers"."""
    if getattr(request, "param", "files") == "files":
        return Files()
    return Servers(request.getfixturevalue("postgres"), request.getfixturevalue("chroma"))


@pytest.fixture(scope="module")
def original(backend: Backend, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The data folder of a library of many chunks, without vectors, to be copied."""
    from tests.small import ARTICLES, Small

    home = tmp_path_factory.mktemp("original") / "home"
    with backend.fresh():
        Small(home, articles=ARTICLES).close()
        yield home


@pytest.fixture
def home(tmp_path: Path, backend: Backend) -> Iterator[Path]:
    """The path of a data folder that does not exist yet; with servers, an empty database."""
    with backend.fresh():
        yield tmp_path / "home"


@pytest.fixture
def corpus(home: Path) -> Iterator[Corpus]:
    """An empty corpus in ``home``."""
    with Corpus.open(home) as opened:
        yield opened


def story(number: int, *, sentences: int = 4) -> Article:
    """A short article like no other: its subject varies, and its number is in every sentence."""
    who, what, why = _SUBJECTS[number % len(_SUBJECTS)]
    lines = [f"{who} {what}, because {why}, report {number} says."]
    lines += [
        f"Witness {number} of report {number} said that {who.lower()} had been a worry for years."
        for number in range(1, sentences)
    ]
    return Article(
        title=f"{who} ({number})",
        text=" ".join(lines),
        url=f"https://news.example/{number}",
        publisher="The Example",
        published=date(2025, 1 + number % 12, 1 + number % 28),
    )
