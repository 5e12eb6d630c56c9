"""What the tests share: a quiet environment, a data folder of one's own, small articles."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

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

# The machine may be busy: how long an example takes says nothing. A data folder that examples
# share is meant to be shared.
settings.register_profile(
    "onrecord",
    deadline=None,
    max_examples=50,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("onrecord")

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


def pytest_configure() -> None:
    """Have no setting of whoever runs the tests count."""
    for name in [each for each in os.environ if each.startswith("ONRECORD_")]:
        os.environ.pop(name)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run the tests of a module that names BACKENDS on each of them."""
    names = getattr(metafunc.module, "BACKENDS", ())
    if names and "backend" in metafunc.fixturenames:
        metafunc.parametrize("backend", names, indirect=True, scope="module")


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
    """Where the corpus is kept: "files" or, in modules that ask for it, "servers"."""
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
        f"Witness {place} of report {number} said that {who.lower()} had been a worry for years."
        for place in range(1, sentences)
    ]
    return Article(
        title=f"{who} ({number})",
        text=" ".join(lines),
        url=f"https://news.example/{number}",
        publisher="The Example",
        published=date(2025, 1 + number % 12, 1 + number % 28),
    )
