"""The chat for everybody: by keyboard, by screen reader, in either scheme, without motion."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

import pytest

from corpus import Corpus
from tests.browser.conftest import Server, drawn, still, visiting
from tests.browser.test_chat import REFUSED, ask, ask_suggestion, open_passage

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser

COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""All of axe-core's rules that look at colours, but that for which WCAG's level AA does not ask."""


def check(page: "Page", state: str, options: Mapping[str, object] | None = None) -> None:
    """Have axe-core look at the page as it is, with these options."""
    from axe_playwright_python.sync_playwright import Axe

    still(page)  # what fades in has too little contrast on its way
    results = Axe().run(page, options={"resultTypes": ["violations"], **(options or {})})
    serious = [
        violation
        for violation in results.response["violations"]
        if violation["impact"] in ("serious", "critical")
    ]
    places = [
        (state, violation["id"], node["target"], node["html"][:160])
        for violation in serious
        for node in violation["nodes"]
    ]
    assert places == []


def test_axe_finds_nothing_serious(browser: "Browser", server: Server, home: "Path") -> None:
    # In the dark nothing but the colours is different: test_looks has them looked at.
    with visiting(browser, server) as page:
        look = partial(check, page)
        look("empty page")
        answer = ask_suggestion(page)
        look("answer")
        answer.locator("button.or-marker").first.hover()
        page.locator(".or-card:popover-open").wait_for()
        look("card")
        open_passage(page, answer.locator("button.or-marker").first)
        look("source")
        page.get_by_role("button", name="Close").click()
        page.goto(f"{page.url}&after=2024-01-01&publisher=On+Record+samples")
        page.locator(".st-key-filters .stButton").first.wait_for()
        page.get_by_role("button", name="Filters").click()
        page.get_by_role("combobox", name="Publishers").wait_for()
        look("filters")
        page.keyboard.press("Escape")
        ask(page, REFUSED).get_by_role("button", name="Ask again without filters").wait_for()
        look("refusal")
        links = page.get_by_test_id("stSidebarNavLink")
        pages = links.evaluate_all("links => links.map(link => link.href)")
        assert len(pages) >= 3
        with Corpus.open(home) as corpus:
            article = corpus.articles()[0].id
        reading = [
            f"{page_name}?article={article}" for page_name in pages if "articles" in page_name
        ]
        for address in (*pages[1:], *reading):
            page.goto(address)
            page.locator("h1").wait_for()
            drawn(page)
            look(address)


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
