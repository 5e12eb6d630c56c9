"""The page of people and keys, run by Streamlit's own test runner: admins only, each time."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from assistant.history.all_conversations import AllConversations
from corpus import Corpus, InvalidInput
from tests.ui.log_lines import logged
from tests.ui.screens.test_articles_page import drawn, run
from tests.ui.screens.test_questions_page import ANSWERED, PAGE, READER, asked, pages_offered
from tests.ui.test_app import everything
from ui.api.api_keys import ApiKeys, matching
from ui.screens import people_page
from ui.session.owner import short_name

ADMIN = "me@news.example"
ANN, BEN = f"reader:{'ab12' * 16}", f"browser:{'ab34' * 16}"


def _people() -> None:
    from ui.screens.people_page import draw_people_and_keys

    draw_people_and_keys()


@pytest.fixture
def kept(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with two people and a key, at a public address whose admin has signed in."""
    asked(home, ANN, ("Who opened the dam?", ANSWERED), days=1)
    asked(home, ANN, ("Why?", ANSWERED), days=1)
    asked(home, BEN, ("What now?", ANSWERED))
    with Corpus.open(home) as corpus:
        ApiKeys(corpus).add("web", "reader", 1500)
    monkeypatch.setattr("streamlit.user", READER)
    monkeypatch.setenv("ONRECORD_PUBLIC_URL", "https://news.example")
    monkeypatch.setenv("ONRECORD_ADMINS", ADMIN)
    return home


@pytest.fixture
def downloads(monkeypatch: pytest.MonkeyPatch) -> dict[str, Callable[[], str]]:
    """Return what makes each download of the page, by the key of its button."""
    made: dict[str, Callable[[], str]] = {}
    button = st.download_button

    def note(label: str, data: Callable[[], str], **options: Any) -> bool:
        made[options["key"]] = data
        return button(label, data, **options)

    monkeypatch.setattr("streamlit.download_button", note)
    return made


def press(page: AppTest, key: str) -> AppTest:
    page.button(key=key).click().run()
    assert not page.exception
    return page


def people(home: Path) -> dict[str, int]:
    with Corpus.open(home) as corpus:
        return {person.owner: person.conversations for person in AllConversations(corpus).people()}


def keys(home: Path) -> list[tuple[str, str, int]]:
    with Corpus.open(home) as corpus:
        return [(key.name, key.role, key.rate) for key in ApiKeys(corpus).all()]


def told(page: AppTest) -> str:
    return " ".join([element.value for element in (*page.text, *page.caption)]).replace("\\", "")


def test_people_and_keys_are_listed(kept: Path) -> None:
    page = run(_people)
    assert kept.is_dir()
    assert [header.value for header in page.header] == ["2 people", "1 key"]
    names = [text.value for text in page.text]
    assert names == [short_name(BEN), short_name(ANN), "web"]  # whoever asked last first
    assert "2 conversations, last asked on" in told(page)
    assert "reader, 1,500 a minute, made on" in told(page)
    assert "dam" not in everything(page)  # nobody's questions are shown


def test_where_nobody_asked_and_no_key_was_made_the_page_says_so(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("streamlit.user", READER)
    monkeypatch.setenv("ONRECORD_ADMINS", ADMIN)
    assert home.is_dir()
    assert [header.value for header in run(_people).header] == ["No people", "No keys"]


def test_deleting_a_person_is_confirmed_and_removes_only_theirs(kept: Path) -> None:
    page = press(run(_people), f"delete-{ANN}")
    assert "Delete 2 conversations for good" in told(page)
    press(page, f"cancel-{ANN}")
    assert people(kept) == {ANN: 2, BEN: 1}
    with logged("requests") as lines:
        press(press(page, f"delete-{ANN}"), f"confirm-{ANN}")
    assert people(kept) == {BEN: 1}
    assert f"2 conversations of {short_name(ANN)} deleted." in told(page)
    assert page.header[0].value == "1 person"
    (line,) = lines()
    assert (line["audit"], line["person"], line["conversations"]) == ("deleted", ANN, 2)
    assert line["by"].endswith(f" {ADMIN}")


def test_a_name_that_begins_like_another_is_its_own(kept: Path) -> None:
    asked(kept, "terminal:a", ("One?", ANSWERED))
    asked(kept, "terminal:ab", ("Two?", ANSWERED))
    page = press(run(_people), "delete-terminal:a")
    press(page, "confirm-terminal:a")
    assert people(kept) == {ANN: 2, BEN: 1, "terminal:ab": 1}
    page = press(page, "delete-terminal:ab")
    with Corpus.open(kept) as corpus:  # meanwhile somebody else has done it
        everyone = AllConversations(corpus)
        everyone.delete(everyone.person("terminal:ab"))
    press(page, "confirm-terminal:ab")
    assert "terminal:ab" in page.error[0].value.replace("\\", "")
    assert people(kept) == {ANN: 2, BEN: 1}


def test_an_export_is_what_the_command_gives(
    kept: Path, downloads: dict[str, Callable[[], str]]
) -> None:
    run(_people)
    with logged("requests") as lines:
        exported = json.loads(downloads[f"export-{ANN}"]())
    with Corpus.open(kept) as corpus:
        everyone = AllConversations(corpus)
        expected = everyone.export(everyone.person(ANN))
    assert exported == json.loads(json.dumps(expected))
    assert [row["shared"] for row in exported] == [False, False]
    (line,) = lines()
    assert (line["audit"], line["person"]) == ("exported", ANN)
    assert line["by"].endswith(f" {ADMIN}")


def test_revoking_a_key_is_confirmed_and_takes_effect_at_once(kept: Path) -> None:
    page = press(run(_people), "revoke-web")
    assert [name for name, *_ in keys(kept)] == ["web"]
    with logged("requests") as lines:
        press(page, "confirm-web")
    assert keys(kept) == []
    assert "The key of web is revoked." in told(page)
    (line,) = lines()
    assert (line["audit"], line["key"]) == ("revoked", "web")


def test_a_key_is_made_and_shown_this_once(kept: Path) -> None:
    page = run(_people)
    page.text_input(key="key-name").set_value("newsroom")
    page.selectbox(key="key-role").set_value("editor")
    page.number_input(key="key-rate").set_value(90)
    with logged("requests") as lines:
        next(b for b in page.button if b.label == "Make a key").click().run()
    assert not page.exception
    assert ("newsroom", "editor", 90) in keys(kept)
    (key,) = (text.value for text in page.text if text.value.startswith("onrecord_"))
    with Corpus.open(kept) as corpus:
        known = matching(ApiKeys(corpus).all(), key)
    assert known
    assert known.name == "newsroom"
    assert drawn(page, "copy")["text"] == key
    (line,) = lines()
    assert (line["audit"], line["key"], line["role"]) == ("made", "newsroom", "editor")
    assert key not in json.dumps(line)
    assert page.run().text[-1].value == key  # a page that draws itself anew loses nothing
    press(page, "have-key")
    assert key not in everything(page)
    assert key not in everything(run(_people))


@pytest.mark.parametrize(("name", "words"), [("a b", "cannot name a key"), ("web", "already")])
def test_a_name_that_cannot_be_used_is_told(kept: Path, name: str, words: str) -> None:
    page = run(_people)
    page.text_input(key="key-name").set_value(name)
    next(b for b in page.button if b.label == "Make a key").click().run()
    assert not page.exception
    assert words in page.error[0].value
    assert page.text_input(key="key-name").value == name  # to be put right
    assert keys(kept) == [("web", "reader", 1500)]


def test_of_many_people_some_are_shown_and_the_others_found(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people_page, "_ROWS", 1)
    assert kept.is_dir()
    page = run(_people)
    assert page.text[0].value == short_name(BEN)
    next(b for b in page.button if b.label == "Next").click().run()
    assert page.text[0].value == short_name(ANN)
    page.text_input(key="people-sought").set_value(BEN).run()
    assert page.text[0].value == short_name(BEN)
    page.text_input(key="people-sought").set_value("reader:none").run()
    assert "No name begins like that." in told(page)


def test_who_is_struck_off_while_the_page_is_open_does_nothing(
    kept: Path, monkeypatch: pytest.MonkeyPatch, downloads: dict[str, Callable[[], str]]
) -> None:
    deleting = press(run(_people), f"delete-{ANN}")
    revoking = press(run(_people), "revoke-web")
    making = run(_people)
    making.text_input(key="key-name").set_value("mine")
    monkeypatch.setenv("ONRECORD_ADMINS", "other@news.example")
    with logged("requests") as lines:
        press(deleting, f"confirm-{ANN}")
        press(revoking, "confirm-web")
        next(b for b in making.button if b.label == "Make a key").click().run()
        with pytest.raises(InvalidInput, match="only admins"):
            downloads[f"export-{ANN}"]()
    assert lines() == []
    assert people(kept) == {ANN: 2, BEN: 1}
    assert keys(kept) == [("web", "reader", 1500)]
    for page in (deleting, revoking, making):
        assert not page.exception
        assert "only admins see people and keys" in page.error[0].value
        assert short_name(ANN) not in everything(page)


@pytest.mark.parametrize(
    ("user", "address", "editors", "admins", "shown"),
    [
        ({}, "", "", "", False),
        ({}, "", "", ADMIN, False),
        ({}, "https://news.example", "", ADMIN, False),
        (READER, "https://news.example", "", "", False),
        (READER, "https://news.example", "", "desk@news.example", False),
        (READER, "https://news.example", ADMIN, "desk@news.example", False),
        (READER, "https://news.example", "desk@news.example", ADMIN, True),
        (READER, "", "", ADMIN, True),
        ({**READER, "email_verified": False}, "https://news.example", "", ADMIN, False),
        ({**READER, "is_logged_in": False}, "https://news.example", "", ADMIN, False),
    ],
)
def test_only_admins_see_the_page(
    kept: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    user: dict[str, Any],
    address: str,
    editors: str,
    admins: str,
    shown: bool,
) -> None:
    assert kept.is_dir()
    monkeypatch.setattr("streamlit.user", user)
    monkeypatch.setenv("ONRECORD_PUBLIC_URL", address)
    monkeypatch.setenv("ONRECORD_EDITORS", editors)
    monkeypatch.setenv("ONRECORD_ADMINS", admins)
    assert ("People and keys" in pages_offered(monkeypatch)) is shown
    page = run(_people)
    assert bool(page.error) is not shown
    assert bool(page.button) is shown
    for secret in (short_name(ANN), "web"):
        assert (secret in [text.value for text in page.text]) is shown


def test_a_key_that_was_made_is_forgotten_on_leaving_the_page(kept: Path) -> None:
    assert kept.is_dir()
    page = AppTest.from_file(str(PAGE), default_timeout=120)
    page.session_state["people-made"] = ("web", "onrecord_secret")
    page.run()
    assert not page.exception
    assert "people-made" not in page.session_state
