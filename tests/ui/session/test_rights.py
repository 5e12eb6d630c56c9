"""Rights to add and remove: users of this computer, editors at an address; and admins."""

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
    monkeypatch: pytest.MonkeyPatch,
    user: dict[str, Any],
    address: str = "",
    editors: str = "",
    admins: str = "",
) -> None:
    monkeypatch.setattr("streamlit.user", user)
    monkeypatch.setenv("ONRECORD_PUBLIC_URL", address)
    monkeypatch.setenv("ONRECORD_EDITORS", editors)
    monkeypatch.setenv("ONRECORD_ADMINS", admins)


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


@pytest.mark.parametrize(
    ("user", "editors", "admins", "edits", "administers"),
    [
        # Without a list nobody is an admin, and everything is as it was.
        ({}, "", "", None, False),
        (DESK, "", "", True, False),
        (DESK, "desk@news.example", "", True, False),
        (DESK, "", "desk@news.example", True, True),
        (DESK, "", "group:night-shift", True, True),
        (DESK, "", "group:night, night-shift", True, False),
        (DESK, "", "other@news.example", True, False),
        # An admin is an editor too; an editor is no admin.
        (DESK, "other@news.example", "other@news.example, DESK@news.example", True, True),
        (DESK, "other@news.example", "group:night-shift", True, True),
        (DESK, "desk@news.example", "other@news.example", True, False),
        (DESK, "other@news.example", "other@news.example", False, False),
        ({**DESK, "email_verified": False}, "x@y.example", "desk@news.example", False, False),
        ({**DESK, "email_verified": True}, "x@y.example", "desk@news.example", True, True),
        # Who has not signed in is nobody, whatever is known of them.
        ({}, "", "none, group:", None, False),
        ({**DESK, "is_logged_in": False}, "", "desk@news.example, group:night-shift", None, False),
        ({"email": "desk@news.example"}, "", "desk@news.example", None, False),
        ({"is_logged_in": True}, "", "none, group:", True, False),
        ({"is_logged_in": True, "email": ""}, "", ",, ", True, False),
        ({"is_logged_in": True, "email": "group:admins"}, "", "group:admins", True, False),
        ({"is_logged_in": True, "groups": "admins"}, "", "group:admins", True, False),
    ],
)
@pytest.mark.parametrize("address", ["", PUBLIC])
def test_who_is_an_admin(
    monkeypatch: pytest.MonkeyPatch,
    corpus: Corpus,
    *,
    user: dict[str, Any],
    address: str,
    editors: str,
    admins: str,
    edits: bool | None,
    administers: bool,
) -> None:
    settings(monkeypatch, user, address, editors, admins)
    assert rights.may_administer(corpus) is administers
    assert rights.may_administer(corpus, rights.signed_in_names()) is administers
    assert rights.may_edit(corpus) is (not address if edits is None else edits)


def test_an_admin_who_is_struck_off_is_none_at_once(
    monkeypatch: pytest.MonkeyPatch, corpus: Corpus
) -> None:
    settings(monkeypatch, DESK, PUBLIC, admins="desk@news.example")
    names = rights.signed_in_names()
    assert rights.may_administer(corpus, names)
    monkeypatch.setenv("ONRECORD_ADMINS", "")
    assert not rights.may_administer(corpus)
    assert not rights.may_administer(corpus, names)


def test_nobody_changes_a_corpus_that_is_open_for_reading_only(
    monkeypatch: pytest.MonkeyPatch, corpus: Corpus
) -> None:
    settings(monkeypatch, DESK, admins="desk@news.example")
    assert rights.may_administer(corpus)
    with Corpus.open(corpus.home, read_only=True) as closed:
        assert not rights.may_edit(closed)
        assert not rights.may_administer(closed)


def test_a_visitor_is_somebody_unknown_at_a_public_address(monkeypatch: pytest.MonkeyPatch) -> None:
    settings(monkeypatch, {})
    assert not rights.is_visitor()
    settings(monkeypatch, {}, PUBLIC)
    assert rights.is_visitor()
    settings(monkeypatch, DESK, PUBLIC)
    assert not rights.is_visitor()
