"""Sharing a conversation by link, and opening one, run by Streamlit's own test runner."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from assistant import Assistant
from assistant.history.conversations import KeptConversations
from assistant.history.saved_conversation import Conversation
from tests.ui.test_app import drawn, everything
from ui.components.passage_links import PassageLink

PAGE = Path(__file__).parents[3] / "ui" / "app.py"
PROPOSED = "What did Meloni propose?"
OWNER = {"is_logged_in": True, "iss": "https://id.example", "sub": "owner"}
OTHER = {**OWNER, "sub": "other"}
NOWHERE = "This link leads to no conversation."


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        path = tmp_path_factory.mktemp("home")
        Assistant.open(path).close()  # with the samples
        patch.setenv("ONRECORD_HOME", str(path))
        st.cache_resource.clear()
        st.cache_data.clear()
        yield path
        st.cache_resource.clear()
        st.cache_data.clear()


class Visit:
    """A browser of somebody's, in turn: the runner knows one user at a time."""

    def __init__(self, patch: pytest.MonkeyPatch, user: dict[str, Any], **query: str) -> None:
        self._patch, self._user = patch, user
        self.page = AppTest.from_file(str(PAGE), default_timeout=120)
        self.page.query_params.update(query)
        self.run()

    def run(self) -> None:
        self._patch.setattr("streamlit.user", self._user)
        self.page.run()
        assert not self.page.exception

    def press(self, label: str) -> None:
        self._patch.setattr("streamlit.user", self._user)
        next(button for button in self.page.main.button if button.label == label).click().run()
        assert not self.page.exception

    def labels(self) -> list[str]:
        return [button.label for button in self.page.main.button]

    def captions(self) -> list[str]:
        return [caption.value for caption in self.page.caption]

    @property
    def conversation(self) -> Conversation:
        conversation: Conversation = self.page.session_state["conversation"]
        return conversation


@pytest.fixture
def owner(home: Path, monkeypatch: pytest.MonkeyPatch) -> Visit:
    """Somebody who asked a question, and has judged its answer."""
    assert home.is_dir()
    visit = Visit(monkeypatch, OWNER)
    visit.page.chat_input[0].set_value(PROPOSED).run()
    (turn,) = visit.conversation.turns
    turn.comment = "my secret"
    visit.page.session_state["shelf"].keep(visit.conversation, turn)
    return visit


def shared(owner: Visit) -> str:
    """Share what the owner has asked; return the link."""
    owner.press("Share by link")
    (link,) = [text.value for text in owner.page.text if "?shared=" in text.value]
    return str(link)


def token(link: str) -> str:
    return link.partition("?shared=")[2]


def test_the_link_is_at_the_public_address_and_can_be_copied(
    owner: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_PUBLIC_URL", "https://news.example/archive")
    link = shared(owner)
    assert link == f"https://news.example/archive/?shared={token(link)}"
    assert len(token(link)) == 43
    copies = [copy["text"] for copy in drawn(owner.page, "copy")]
    assert link in copies


def test_without_a_public_address_the_link_is_at_the_pages_own(owner: Visit) -> None:
    owner.page.context = {"url": "http://127.0.0.1:8501/"}
    assert shared(owner).startswith("http://127.0.0.1:8501/?shared=")


def test_whoever_opens_the_link_reads_and_changes_nothing(
    owner: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = shared(owner)
    for user in ({}, OTHER, OWNER):
        monkeypatch.setenv("ONRECORD_PUBLIC_URL", "https://news.example")
        visit = Visit(monkeypatch, user, shared=token(link))
        page = visit.page
        assert page.header[0].value == PROPOSED
        assert drawn(page, "question") == [{"question": PROPOSED, "stay": True}]
        (answer,) = drawn(page, "answer")
        (own,) = drawn(owner.page, "answer")
        assert answer == own
        assert visit.labels() == ["New conversation", "Continue in a conversation of my own"]
        main = page.main
        assert len(main.chat_input) == len(main.text_input) == len(main.feedback) == 0
        assert not page.get("download_button")
        told = everything(page)
        assert answer["statements"][0]["text"] in told
        assert "my secret" not in told
        page.session_state["shared-source"] = PassageLink(0, "citation", 1)
        visit.run()
        assert len(drawn(page, "source")) == 1


def test_a_reader_goes_on_in_a_copy_of_their_own(
    owner: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = shared(owner)
    visit = Visit(monkeypatch, OTHER, shared=token(link))
    visit.press("Continue in a conversation of my own")
    assert "shared" not in visit.page.query_params
    assert visit.page.query_params["c"] == visit.conversation.id
    assert visit.conversation.id != owner.conversation.id
    visit.page.chat_input[0].set_value("And when?").run()
    assert [turn.question for turn in visit.conversation.turns] == [PROPOSED, "And when?"]
    shelf = owner.page.session_state["shelf"]
    assert isinstance(shelf, KeptConversations)
    kept = shelf.get(owner.conversation.id)
    assert kept
    assert [(turn.question, turn.comment) for turn in kept.turns] == [(PROPOSED, "my secret")]


def test_a_link_that_never_was_and_one_that_ended_look_the_same(
    owner: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = shared(owner)
    owner.press("Stop sharing")
    assert "Share by link" in owner.labels()
    ended, wrong = (
        Visit(monkeypatch, OTHER, shared=shared_token) for shared_token in (token(link), "x" * 43)
    )
    assert NOWHERE in ended.captions()
    assert ended.captions() == wrong.captions()
    assert ended.labels() == wrong.labels() == ["New conversation"]
    ended.press("New conversation")
    assert "shared" not in ended.page.query_params
    assert len(ended.page.chat_input) == 1


def test_deleting_the_conversation_ends_the_link_for_good(
    owner: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = shared(owner)
    owner.press("Delete this conversation")
    owner.press("Undo")
    assert "Share by link" in owner.labels()
    assert NOWHERE in Visit(monkeypatch, OTHER, shared=token(link)).captions()


def test_after_a_reload_the_link_is_not_shown_and_a_new_one_ends_it(
    owner: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = shared(owner)
    again = Visit(monkeypatch, OWNER, c=owner.conversation.id)
    assert not [text for text in again.page.text if "?shared=" in text.value]
    again.press("New link")
    (new,) = [text.value for text in again.page.text if "?shared=" in text.value]
    assert NOWHERE in Visit(monkeypatch, OTHER, shared=token(link)).captions()
    assert Visit(monkeypatch, OTHER, shared=token(new)).page.header[0].value == PROPOSED


def test_who_has_to_sign_in_sees_nothing_of_it_before(
    owner: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = shared(owner)
    visit = Visit(monkeypatch, {"is_logged_in": False}, shared=token(link))
    assert visit.labels() == ["Sign in"]
    assert PROPOSED not in everything(visit.page)
    assert any("open the link" in text.value for text in visit.page.text)


def test_where_conversations_end_with_the_page_none_is_shared(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert home.is_dir()
    visit = Visit(monkeypatch, {})
    visit.page.chat_input[0].set_value(PROPOSED).run()
    assert "Delete this conversation" in visit.labels()
    assert "Share by link" not in visit.labels()


def test_tokens_are_never_logged(
    owner: Visit, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    link = shared(owner)
    visit = Visit(monkeypatch, OTHER, shared=token(link))
    visit.press("Continue in a conversation of my own")
    owner.press("Stop sharing")
    Visit(monkeypatch, OTHER, shared=token(link))
    assert caplog.records
    assert token(link) not in caplog.text
