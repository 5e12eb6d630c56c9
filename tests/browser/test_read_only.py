"""A library that is open for reading only, in a real browser; and its server when it is gone."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Server, serving, visiting
from tests.browser.test_articles import at
from tests.browser.test_chat import ask
from tests.browser.test_conversations import links, start_again
from tests.streamlit_client import visiting as asking

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def read_only(home: Path) -> Iterator[Server]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("ONRECORD_READ_ONLY", "1")
        with serving(home) as running:
            yield running


def test_where_nothing_may_be_written_conversations_end_with_the_page(
    browser: "Browser", read_only: Server
) -> None:
    with visiting(browser, read_only) as page:
        page.get_by_text("end with the page: this library is open for reading only").wait_for()
        ask(page, "What did Meloni propose?")
        start_again(page)
        links(page).click()
        page.locator(".or-answer").wait_for()
        assert page.get_by_role("alert").count() == 0
        page.reload()
        page.get_by_text("You have no such conversation").wait_for()
        assert links(page).count() == 0


def test_no_control_edits_its_articles(browser: "Browser", read_only: Server) -> None:
    with at(browser, read_only, "articles") as page:
        page.locator(".or-articles").wait_for()
        assert page.get_by_text("Add articles").count() == 0
        page.locator(".or-entry").first.click()
        page.locator(".or-reading").wait_for()
        assert page.get_by_role("button", name="Remove").count() == 0
        with asking(read_only.host) as visit:
            visit.draw("articles")
            assert visit.upload() == (403, "No files can be added here.")


# Last, for it ends the server.
def test_a_server_that_is_gone_is_said_in_one_line(browser: "Browser", read_only: Server) -> None:
    with visiting(browser, read_only) as page:
        read_only.stop()
        dialog = page.get_by_role("dialog")
        dialog.wait_for(timeout=60_000)
        assert "not responding" in dialog.inner_text()
        assert "Traceback" not in dialog.inner_text()
