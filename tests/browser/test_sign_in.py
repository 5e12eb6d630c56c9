"""Signing in with an identity provider, finding one's own conversations again, and an admin."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from assistant import Assistant
from tests.browser.conftest import Server, drawn, serving, tab
from tests.browser.test_chat import REFUSED, ask
from tests.identity_provider import CLIENT_ID, CLIENT_SECRET, PEOPLE, Provider, providing
from tests.streamlit_client import visiting

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with providing() as running:
        yield running


@pytest.fixture(scope="module")
def room(provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose operator has turned sign-in on, and made Ada an admin."""
    home = tmp_path_factory.mktemp("room")
    Assistant.open(home).close()
    secrets = home / ".streamlit" / "secrets.toml"
    secrets.parent.mkdir()
    secrets.write_text(
        f"""[auth]
redirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"
cookie_secret = "{"0123456789abcdef" * 2}"
client_id = "{CLIENT_ID}"
client_secret = "{CLIENT_SECRET}"
server_metadata_url = "{provider.issuer}/.well-known/openid-configuration"
"""
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ONRECORD_ADMINS", "ada@news.example")
        with serving(home) as running:
            yield running


@pytest.fixture
def visitor(browser: "Browser", room: Server) -> Iterator["Page"]:
    """Somebody with a browser of their own who has not signed in yet."""
    with tab(browser) as page:
        page.goto(room.url)
        page.get_by_role("button", name="Sign in").wait_for()
        yield page


def sign_in(page: "Page", who: str) -> None:
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name=PEOPLE[who]).click()
    page.get_by_test_id("stChatInputTextArea").wait_for()
    drawn(page)


def sign_out(page: "Page") -> None:
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign in").wait_for()


def test_nothing_is_to_be_had_before_signing_in(visitor: "Page", room: Server) -> None:
    assert visitor.get_by_test_id("stChatInputTextArea").count() == 0
    for path in ("articles", "settings", "?c=anything"):
        visitor.goto(f"{room.url}{path}")
        visitor.get_by_role("button", name="Sign in").wait_for()
        assert visitor.get_by_test_id("stChatInputTextArea").count() == 0
    with visiting(room.host) as stranger:
        for page in ("", "articles"):
            stranger.draw(page)
            assert stranger.upload() == (403, "No files can be added here.")


def test_a_reader_is_named_and_can_leave(visitor: "Page") -> None:
    sign_in(visitor, "ada")
    assert visitor.get_by_text(f"Signed in as {PEOPLE['ada']}").count() == 1
    sign_out(visitor)
    assert visitor.get_by_test_id("stChatInputTextArea").count() == 0


def test_each_reader_finds_their_own_conversations_on_any_browser(
    visitor: "Page", browser: "Browser", room: Server
) -> None:
    sign_in(visitor, "ada")
    ask(visitor, REFUSED)
    link = visitor.url
    sign_out(visitor)
    sign_in(visitor, "ben")
    assert visitor.get_by_text(REFUSED).count() == 0
    visitor.goto(link)
    visitor.get_by_text("You have no such conversation").wait_for()
    drawn(visitor)
    assert visitor.get_by_text(REFUSED).count() == 0
    with tab(browser) as elsewhere:
        elsewhere.goto(room.url)
        sign_in(elsewhere, "ada")
        elsewhere.get_by_role("link", name=REFUSED).click()
        elsewhere.locator(".or-refusal").wait_for()


def test_an_admin_exports_and_deletes_what_is_kept_of_a_person(
    visitor: "Page", room: Server
) -> None:
    sign_in(visitor, "ben")
    assert visitor.get_by_role("link", name="People and keys").count() == 0
    visitor.goto(f"{room.url}people")  # a page that there is not, for Ben
    visitor.get_by_test_id("stChatInputTextArea").wait_for()
    drawn(visitor)
    assert visitor.get_by_role("heading", name="People and keys").count() == 0
    visitor.goto(room.url)
    visitor.get_by_test_id("stChatInputTextArea").wait_for()
    ask(visitor, REFUSED)
    visitor.get_by_role("button", name="Sign out").wait_for()
    sign_out(visitor)
    sign_in(visitor, "ada")
    visitor.get_by_role("link", name="People and keys").click()
    newest = visitor.locator(".st-key-people > div").first
    with visitor.expect_download() as download:
        newest.get_by_role("button", name="Export").click()
    (exported,) = json.loads(download.value.path().read_text())
    assert [turn["question"] for turn in exported["turns"]] == [REFUSED]
    newest.get_by_role("button", name="Delete").click()
    visitor.get_by_role("button", name="Delete for good").click()
    visitor.get_by_text("1 conversation of reader:").wait_for()
    sign_out(visitor)
    sign_in(visitor, "ben")
    assert visitor.get_by_text(REFUSED).count() == 0


def test_a_sign_in_that_was_not_asked_for_is_refused(visitor: "Page", room: Server) -> None:
    visitor.goto(f"{room.url}oauth2callback?code=stolen&state=guessed")
    visitor.get_by_role("button", name="Sign in").wait_for()
    assert visitor.get_by_test_id("stChatInputTextArea").count() == 0
