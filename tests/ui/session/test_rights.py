"""Who may add, remove and choose a model: users of this computer, and editors at an address."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus import Corpus
from ui.session import rights

DESK = {"is_logged_in": True, "email": "Desk@news.example", "groups": ["Night Shift"]}
PUBLIC = "https://news.example"


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with Corpus.open(tmp_path / "home") as opened:
        yield opened


def settings(
    monkeypatch: pytest.MonkeyPatch, user: dict[str, Any], address: str = "", editors: str = ""
) -> None:
    monkeypatch.setattr("streamlit.user", user)
    monkeypatch.setenv("ONRECORD_PUBLIC_URL", address)
    monkeypatch.setenv("ONRECORD_EDITORS", editors)


@pytest.mark.parametrize(
    ("user", "address", "editors", "edits"),
    [
        ({}, "", "", True),
        ({}, PUBLIC, "", False),
        ({"is_logged_in": False}, PUBLIC, "", False),
        ({"is_logged_in": False, "email": "desk@news.example"}, PUBLIC, "desk@news.example", False),
        (DESK, PUBLIC, "", True),
        (DESK, "", "", True),
        (DESK, PUBLIC, "desk@news.example", True),
        (DESK, PUBLIC, "other@news.example, DESK@news.example", True),
        (DESK, PUBLIC, "other@news.example", False),
        (DESK, "", "other@news.example", False),
        (DESK, PUBLIC, "group:night-shift", True),
        (DESK, PUBLIC, "group:night", False),
        (DESK, PUBLIC, "night-shift", False),
        ({**DESK, "email_verified": False}, PUBLIC, "desk@news.example", False),
        ({**DESK, "email_verified": True}, PUBLIC, "desk@news.example", True),
        ({**DESK, "groups": "desk"}, PUBLIC, "group:desk", False),
        ({"is_logged_in": True, "groups": ["x"], "email": None}, PUBLIC, "none", False),
        ({"is_logged_in": True, "email": "group:editors"}, PUBLIC, "group:editors", False),
    ],
)
def test_who_may_change_the_corpus(
    monkeypatch: pytest.MonkeyPatch,
    corpus: Corpus,
    user: dict[str, Any],
    address: str,
    editors: str,
    *,
    edits: bool,
) -> None:
    settings(monkeypatch, user, address, editors)
    assert rights.may_edit(corpus) is edits


def test_nobody_changes_a_corpus_that_is_open_for_reading_only(
    monkeypatch: pytest.MonkeyPatch, corpus: Corpus
) -> None:
    settings(monkeypatch, DESK)
    with Corpus.open(corpus.home, read_only=True) as closed:
        assert not rights.may_edit(closed)


def test_a_visitor_is_somebody_unknown_at_a_public_address(monkeypatch: pytest.MonkeyPatch) -> None:
    settings(monkeypatch, {})
    assert not rights.is_visitor()
    settings(monkeypatch, {}, PUBLIC)
    assert rights.is_visitor()
    settings(monkeypatch, DESK, PUBLIC)
    assert not rights.is_visitor()
