"""One server for the tests that leave it as it was, and the settings that lead to it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant, Settings
from assistant.writing import chat_model as models
from tests.model.server import NAME, Server, serving

SETTINGS = Settings(threshold=0.0, shown=3)
"""The model is always asked, and of few passages, for it reads a few hundred words a second."""
PATIENCE = 600
"""Seconds that the model may take: how fast it is, is not what is tested."""


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with serving() as started:
        yield started


@pytest.fixture
def assistant(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Assistant]:
    """An assistant on the sample articles whose answers the model writes."""
    point_to(server, monkeypatch)
    with Assistant.open(tmp_path, SETTINGS) as opened:
        yield opened


def point_to(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Set the environment as a reader would who has such a server, on a busy machine."""
    monkeypatch.setenv("ONRECORD_MODEL", NAME)
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    monkeypatch.setenv("OPENAI_BASE_URL", server.address)
    monkeypatch.setattr(models, "_TIMEOUT", PATIENCE)
    monkeypatch.setitem(models._OPTIONS, "openai", {"timeout": PATIENCE, "max_retries": 0})
