"""How the chat looks: wide and narrow, light and dark, with a picture of each state.

The pictures go to ``screenshots/`` at the project's root, which git ignores: look at them.
"""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Server, visiting
from tests.browser.test_chat import LAMPS, REFUSED, ask, ask_suggestion, open_passage

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PICTURES = Path(__file__).parents[2] / "screenshots"
SIZES = {"desktop": (1280, 800), "phone": (390, 844)}
OVERFLOW = """() => Math.max(...[...document.querySelectorAll("html, .stMain, .or-source-body")]
    .map(node => node.scrollWidth - node.clientWidth))"""
LUMINANCE = """() => {
    const [r, g, b] = getComputedStyle(document.querySelector(".stApp")).backgroundColor
        .match(/\\d+/g).map(Number);
    return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
}"""


def take(page: "Page", look: str, state: str) -> None:
    """Save a picture; nothing on it may stick out at the side."""
    page.wait_for_timeout(400)  # the pane fades in, and focus rings settle
    PICTURES.mkdir(exist_ok=True)
    page.screenshot(path=PICTURES / f"{look}-{state}.png")
    assert page.evaluate(OVERFLOW) <= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_every_state_fits_and_follows_the_system(
    browser: "Browser", server: Server, size: str, scheme: str
) -> None:
    width, height = SIZES[size]
    options = {
        "viewport": {"width": width, "height": height},
        "color_scheme": scheme,
        "has_touch": size == "phone",
    }
    look = f"{size}-{scheme}"
    with visiting(browser, server, **options) as page:
        assert (page.evaluate(LUMINANCE) > 0.5) == (scheme == "light")
        take(page, look, "1-empty")
        answer = ask_suggestion(page)
        take(page, look, "2-answer")
        marker = answer.locator("button.or-marker").last
        pane = open_passage(page, marker)
        take(page, look, "3-source")
        frame, place = pane.bounding_box(), marker.bounding_box()
        assert frame
        assert place
        if size == "phone":
            assert 0 <= place["y"] < place["y"] + place["height"] <= frame["y"]
        else:
            assert place["x"] + place["width"] <= frame["x"]
        pane.get_by_role("button", name="Close").click()
        pane.wait_for(state="detached")
        ask(page, REFUSED)
        page.mouse.move(0, 0)
        take(page, look, "4-refusal")


def test_long_words_wrap_on_a_phone(browser: "Browser", server: Server) -> None:
    options = {"viewport": {"width": 390, "height": 844}}
    with visiting(browser, server, **options) as page:
        answer = ask(page, f"{LAMPS} {'unbroken' * 40}")
        take(page, "phone-light", "5-long-question")
        open_passage(page, answer.locator("button[data-ref]", has_text="Zanzibar").first)
        take(page, "phone-light", "6-long-words")


def test_motion_is_left_out_for_those_who_ask(browser: "Browser", server: Server) -> None:
    with visiting(browser, server, reduced_motion="reduce") as page:
        pane = open_passage(page, ask_suggestion(page).locator("button.or-marker").first)
        assert pane.evaluate("node => getComputedStyle(node).animationName") == "none"
