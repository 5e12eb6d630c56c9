"""The looks of the chat: wide and narrow, light and dark, with a picture of each state.

The pictures go to ``screenshots/`` at the project's root, which git ignores: look at them.
"""

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Server, still, visiting
from tests.browser.pictures import BOTH, LOOKS, take, tour
from tests.browser.test_access import COLOURS, check
from tests.browser.test_chat import ask_suggestion, open_passage

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

OVERFLOW = """() => Math.max(...[...document.querySelectorAll("html, .stMain, .or-source-body")]
    .map(node => node.scrollWidth - node.clientWidth))"""
LUMINANCE = """() => {
    const [r, g, b] = getComputedStyle(document.querySelector(".stApp")).backgroundColor
        .match(/\\d+/g).map(Number);
    return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
}"""


@pytest.mark.parametrize("look", BOTH)
def test_every_state_fits_and_follows_the_system(
    browser: "Browser", server: Server, look: str
) -> None:
    with visiting(browser, server, **LOOKS[look]) as page:
        for state in tour(page, server):
            assert (page.evaluate(LUMINANCE) > 0.5) == look.endswith("light")
            take(page, f"{look}-{state}")
            assert page.evaluate(OVERFLOW) <= 0, state
            if look.endswith("dark"):
                check(page, state, COLOURS)


@pytest.mark.parametrize("look", ["desktop-light", "phone-light"])
def test_the_source_leaves_its_marker_in_view(
    browser: "Browser", server: Server, look: str
) -> None:
    with visiting(browser, server, **LOOKS[look]) as page:
        marker = ask_suggestion(page).locator("button.or-marker").last
        pane = open_passage(page, marker)
        still(page)
        frame, marker_box = pane.bounding_box(), marker.bounding_box()
        assert frame
        assert marker_box
        if look.startswith("phone"):
            assert 0 <= marker_box["y"] < marker_box["y"] + marker_box["height"] <= frame["y"]
        else:
            assert marker_box["x"] + marker_box["width"] <= frame["x"]


def test_motion_is_left_out_for_those_who_ask(browser: "Browser", server: Server) -> None:
    with visiting(browser, server, reduced_motion="reduce") as page:
        pane = open_passage(page, ask_suggestion(page).locator("button.or-marker").first)
        assert pane.evaluate("node => getComputedStyle(node).animationName") == "none"
        assert moving(page) == []


def moving(page: "Page") -> list[str]:
    """Return the classes of what is animated on the page."""
    animations: list[str] = page.evaluate("""() => document.getAnimations()
        .filter(each => each.effect.getComputedTiming().duration > 1)
        .map(each => each.effect.target.className)""")
    return animations
