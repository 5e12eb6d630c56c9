"""Conversations as people have them: reloaded, linked, renamed, removed, exported, their own."""

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Server, redrawing, visiting
from tests.browser.test_chat import REFUSED, ask, ask_suggestion, highlighted, open_passage
from ui.serving.browser_cookie import COOKIE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Cookie, Download, Locator, Page, ViewportSize

pytestmark = pytest.mark.browser

MARKUP = "What did **Meloni** <b>propose</b>?"


def links(page: "Page") -> "Locator":
    """The conversations in the sidebar."""
    return page.locator(".st-key-history a")


def shows(elements: "Locator", *texts: str) -> None:
    """Wait until these elements are there, and no others: old ones go when the page is done."""
    from playwright.sync_api import expect

    expect(elements).to_have_text(list(texts), timeout=30_000)


def options(page: "Page") -> "Locator":
    """The open menu of the conversation."""
    menu = page.locator(".st-key-menu")
    if not menu.is_visible():
        page.get_by_role("button", name="Options").click()
        menu.wait_for()
    return menu


def start_again(page: "Page") -> None:
    page.get_by_role("button", name="New conversation").click()
    page.get_by_test_id("stChatMessage").first.wait_for(state="detached")


def reload(page: "Page") -> None:
    page.reload()
    page.locator(".or-answer, .st-key-welcome button").first.wait_for()


def test_a_reload_loses_nothing(page: "Page") -> None:
    words = ask_suggestion(page).locator(".or-text").inner_text()
    ask(page, REFUSED)
    assert in_view(page.locator(".or-question").last)
    questions = page.locator(".or-question").all_inner_texts()
    reload(page)
    page.locator(".or-answer").nth(1).wait_for()
    assert page.locator(".or-question").all_inner_texts() == questions
    assert page.locator(".or-answer .or-text").first.inner_text() == words
    marker = page.locator("button.or-marker").first
    open_passage(page, marker)
    assert highlighted(page)


def in_view(question: "Locator") -> bool:
    """Tell if it stands below the masthead, where the user looks for it."""
    question.page.wait_for_timeout(1000)  # nothing may scroll it away when the answer is there
    box = question.bounding_box()
    return box is not None and 50 <= box["y"] <= 200


def test_a_link_opens_a_conversation_and_the_list_leads_back(page: "Page") -> None:
    ask(page, MARKUP)
    first = page.url
    assert re.search(r"\?c=[0-9a-f]{32}$", first)
    start_again(page)
    assert "?" not in page.url
    ask(page, REFUSED)
    assert page.url != first
    shows(links(page), REFUSED, MARKUP)
    links(page).nth(1).click()
    page.wait_for_url(first)
    page.locator(".or-question", has_text="Meloni").wait_for()
    shows(page.locator(".or-question"), MARKUP)
    page.go_back()
    shows(page.locator(".or-question"), REFUSED)
    other = page.context.new_page()
    other.goto(first)
    other.locator(".or-answer").wait_for()
    shows(other.locator(".or-question"), MARKUP)


def test_the_conversation_is_still_open_after_a_look_at_another_page(page: "Page") -> None:
    ask(page, REFUSED)
    address = page.url
    page.get_by_role("link", name="Articles").click()
    page.get_by_role("heading", level=1, name="Articles").wait_for()
    page.get_by_role("link", name="Chat").click()
    shows(page.locator(".or-question"), REFUSED)
    page.wait_for_url(address)
    start_again(page)
    assert "?" not in page.url


def test_on_a_phone_the_list_goes_when_a_conversation_was_chosen(
    browser: "Browser", server: Server
) -> None:
    phone: ViewportSize = {"width": 390, "height": 844}
    with visiting(browser, server, viewport=phone, has_touch=True) as page:
        ask(page, MARKUP)
        start_again(page)
        ask(page, REFUSED)
        page.get_by_test_id("stExpandSidebarButton").click()
        links(page).nth(1).click()
        shows(page.locator(".or-question"), MARKUP)
        page.get_by_test_id("stExpandSidebarButton").wait_for()


def test_nobody_elses_conversation_is_shown(
    browser: "Browser", server: Server, page: "Page"
) -> None:
    ask(page, REFUSED)
    with visiting(browser, server) as stranger:
        assert links(stranger).count() == 0
        stranger.goto(page.url)
        stranger.get_by_text("You have no such conversation").wait_for()
        assert stranger.locator(".or-question").count() == 0
        assert "?" not in stranger.url
        ask(stranger, MARKUP)
        shows(links(stranger), MARKUP)
    reload(page)
    shows(links(page), REFUSED)


def test_what_knows_the_browser_is_out_of_reach(page: "Page") -> None:
    cookie = own_cookie(page)
    assert cookie["httpOnly"]
    assert cookie["sameSite"] == "Lax"
    ask(page, REFUSED)
    assert cookie["value"] not in page.url
    assert cookie["value"] not in page.content()
    assert cookie["value"] not in page.evaluate("document.cookie + JSON.stringify(localStorage)")
    reload(page)
    assert own_cookie(page)["value"] == cookie["value"]


def own_cookie(page: "Page") -> "Cookie":
    return next(c for c in page.context.cookies() if c["name"] == COOKIE)


def test_a_conversation_is_found_by_its_words_and_renamed(page: "Page") -> None:
    ask(page, REFUSED)
    start_again(page)
    ask(page, MARKUP)
    name = options(page).get_by_label("Name")
    name.fill("The *Meloni* plan")
    name.press("Enter")
    page.locator(".st-key-history a", has_text="The *Meloni* plan").wait_for()
    search = page.get_by_label("Search conversations")
    for words, titles in (("HELSINKI", [REFUSED]), ("melONI  plan", ["The *Meloni* plan"])):
        search.fill(words)
        search.press("Enter")
        shows(links(page), *titles)
    search.fill("zebra crossing")
    search.press("Enter")
    page.get_by_text("No conversation has these words.").wait_for()
    reload(page)
    shows(links(page), "The *Meloni* plan", REFUSED)


def test_what_is_deleted_comes_back_by_undo(page: "Page") -> None:
    ask_suggestion(page)
    ask(page, REFUSED)
    options(page).get_by_role("button", name="Delete this conversation").click()
    shows(links(page))
    shows(page.locator(".or-answer"))
    page.get_by_text("is deleted.").wait_for()
    page.get_by_role("button", name="Undo").click()
    page.locator(".or-answer").nth(1).wait_for()
    assert links(page).count() == 1
    options(page).get_by_role("button", name="Delete this conversation").click()
    page.get_by_text("is deleted.").wait_for()
    reload(page)
    assert links(page).count() == 0
    page.get_by_role("button", name="Undo").click()
    page.locator(".or-answer").nth(1).wait_for()


def test_a_conversation_is_downloaded_in_every_format(page: "Page") -> None:
    ask(page, "What did Meloni propose?")
    markdown = read(page, "Markdown")
    assert markdown.startswith("# What did Meloni propose?")
    assert "[1]" in markdown
    assert json.loads(read(page, "JSON"))["turns"][0]["answer"]["answered"]
    (reference,) = json.loads(read(page, "References, CSL-JSON"))
    assert reference["type"] == "article-newspaper"
    assert read(page, "References, BibTeX").startswith("@")


def read(page: "Page", name: str) -> str:
    """Return what a button of the menu downloads."""
    with page.expect_download() as coming:
        options(page).get_by_role("button", name=name, exact=True).click()
    download: Download = coming.value
    assert re.fullmatch(
        r"conversation-[0-9a-f]{32}\.(md|json|csl\.json|bib)", download.suggested_filename
    )
    return Path(download.path()).read_text(encoding="utf-8")


def test_an_answer_is_copied_with_its_citations(page: "Page") -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    words = ask(page, "What did Meloni propose?").locator(".or-text").inner_text()
    page.get_by_role("button", name="Copy").click()
    page.get_by_role("button", name="Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(words[:40])
    assert "\n> " in copied


def test_a_verdict_and_its_reason_are_kept(page: "Page") -> None:
    ask(page, "What did Meloni propose?")
    thumbs = page.get_by_test_id("stFeedback").get_by_role("radio")
    thumbs.nth(1).click()
    reason = page.get_by_label("What makes it so?")
    reason.fill("It misses the *date*")
    reason.press("Enter")
    page.get_by_text("Your comment is kept.").wait_for()
    reload(page)
    assert page.get_by_label("What makes it so?").input_value() == "It misses the *date*"
    assert thumbs.nth(1).get_attribute("aria-checked") == "true"


def test_a_question_is_asked_again_in_its_place(page: "Page") -> None:
    words = ask(page, "What did Meloni propose?").locator(".or-text").inner_text()
    with redrawing(page):
        page.get_by_role("button", name="Ask again").click()
    assert page.locator(".or-question").count() == 1
    assert page.locator(".or-text").inner_text() == words
