"""The chat for everybody: by keyboard, by screen reader, in either scheme, without motion."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from corpus import Corpus
from tests.browser.conftest import Server, drawn, visiting
from tests.browser.test_chat import REFUSED, ask, ask_suggestion, open_passage

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser


@pytest.fixture(params=["light", "dark"])
def either(request: pytest.FixtureRequest, browser: "Browser", server: Server) -> "Iterator[Page]":
    """The page in each scheme."""
    with visiting(browser, server, color_scheme=request.param) as page:
        yield page


def check(page: "Page", state: str) -> None:
    """Have axe-core look at the page as it is."""
    from axe_playwright_python.sync_playwright import Axe

    page.wait_for_timeout(400)  # what fades in has too little contrast on its way
    found = Axe().run(page).response["violations"]
    serious = [each for each in found if each["impact"] in ("serious", "critical")]
    places = [
        (state, each["id"], node["target"], node["html"][:160])
        for each in serious
        for node in each["nodes"]
    ]
    assert places == []


def test_axe_finds_nothing_serious_in_the_chat(either: "Page") -> None:
    page = either
    check(page, "empty page")
    answer = ask_suggestion(page)
    check(page, "answer")
    answer.locator("button.or-marker").first.hover()
    page.locator(".or-card:popover-open").wait_for()
    check(page, "card")
    open_passage(page, answer.locator("button.or-marker").first)
    check(page, "source")
    page.get_by_role("button", name="Close").click()
    page.goto(f"{page.url}&after=2024-01-01&publisher=On+Record+samples")
    page.locator(".st-key-filters .stButton").first.wait_for()
    page.get_by_role("button", name="Filters").click()
    page.get_by_role("combobox", name="Publishers").wait_for()
    check(page, "filters")
    page.keyboard.press("Escape")
    ask(page, REFUSED).get_by_role("button", name="Ask again without filters").wait_for()
    check(page, "refusal")


def test_axe_finds_nothing_serious_on_the_other_pages(either: "Page", home: "Path") -> None:
    page = either
    links = page.get_by_test_id("stSidebarNavLink")
    pages = links.evaluate_all("links => links.map(link => link.href)")
    assert len(pages) >= 3
    with Corpus.open(home) as corpus:
        article = corpus.articles()[0].id
    for address in (*pages, *(f"{each}?article={article}" for each in pages if "articles" in each)):
        page.goto(address)
        page.locator("h1").wait_for()
        drawn(page)
        check(page, address)


def card_of(page: "Page", marker: "Locator") -> "Locator":
    """The card that is shown for a marker, which names it as its description."""
    card = page.locator(".or-card:popover-open")
    card.wait_for()
    assert marker.get_attribute("aria-describedby") == card.get_attribute("id")
    assert card.get_attribute("role") == "tooltip"
    return card


def test_a_marker_shows_its_quote_to_a_pointer(page: "Page", home: "Path") -> None:
    marker = ask_suggestion(page).locator("button.or-marker").first
    marker.hover()
    card = card_of(page, marker)
    quote = card.locator(".or-card-quote").inner_text()
    with Corpus.open(home) as corpus:
        assert any(quote in " ".join(article.text.split()) for article in corpus.articles())
    assert card.locator(".or-details").inner_text()
    card.hover()  # it stays for those who have to look closely
    page.wait_for_timeout(500)
    assert card.is_visible()
    page.keyboard.press("Escape")
    card.wait_for(state="hidden")
    marker.hover()
    card.wait_for()
    page.mouse.move(5, 5)
    card.wait_for(state="hidden")


def test_a_marker_shows_its_quote_to_the_keyboard(page: "Page") -> None:
    marker = ask_suggestion(page).locator("button.or-marker").first
    page.locator(".or-question").focus()
    page.keyboard.press("Tab")
    card = card_of(page, marker)
    page.keyboard.press("Escape")
    card.wait_for(state="hidden")
    assert page.evaluate("document.activeElement.matches('button.or-marker')")
    page.keyboard.press("Enter")
    page.locator(".or-source").wait_for()


def test_a_card_stays_in_the_window(browser: "Browser", server: Server) -> None:
    with visiting(browser, server, viewport={"width": 320, "height": 568}) as page:
        marker = ask_suggestion(page).locator("button.or-marker").first
        marker.hover()
        box = card_of(page, marker).bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 568
