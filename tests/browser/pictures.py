"""Take a picture of every state of every page: ``python -m tests.browser.pictures [QUESTION]``.

They go to ``screenshots/``, which git ignores; the two that the README shows, to ``docs/``.
"""

import io
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from tests.browser.conftest import (
    ARGUMENTS,
    BROWSERS,
    FOG,
    Server,
    drawn,
    fill,
    serving,
    still,
    visiting,
)
from tests.browser.test_chat import LAMPS, REFUSED, ask, ask_suggestion, open_passage

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["BOTH", "LOOKS", "take", "tour"]

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "screenshots"
QUESTION = "What did NATO allies reaffirm in July 2024?"
SIZES = {"desktop": (1280, 800), "phone": (390, 844)}
LOOKS: dict[str, dict[str, Any]] = {
    f"{size}-{scheme}": {
        "viewport": {"width": width, "height": height},
        "color_scheme": scheme,
        "has_touch": size == "phone",
    }
    for size, (width, height) in SIZES.items()
    for scheme in ("light", "dark")
}
BOTH = ("phone-light", "desktop-dark")
"""Looks that have each size and each scheme once."""
README = {"viewport": {"width": 1200, "height": 700}, "device_scale_factor": 1.5}


def tour(page: "Page", server: Server) -> Iterator[str]:
    """Bring a page that was just opened into one state after another; the name of each."""
    yield "1-empty"
    answer = ask_suggestion(page)
    yield "2-answer"
    answer.locator("button.or-marker").last.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    page.locator(".or-card:popover-open").wait_for()
    yield "3-card"
    open_passage(page, answer.locator("button.or-marker").last)
    yield "4-source"
    page.goto(f"{server.url}?after=2024-01-01&publisher=On+Record+samples")
    page.locator(".st-key-filters .stButton").first.wait_for()
    page.get_by_role("button", name="Filters").click()
    page.get_by_role("combobox", name="Publishers").wait_for()
    yield "5-filters"
    page.keyboard.press("Escape")
    ask(page, REFUSED)
    page.mouse.move(0, 0)
    yield "6-refusal"
    page.goto(server.url)
    page.locator(".st-key-welcome button").first.wait_for()
    ask(page, FOG)
    yield "7-long-title"
    answer = ask(page, f"{LAMPS} {'unbroken' * 40}")
    open_passage(page, answer.locator("button[data-ref]", has_text="Zanzibar").first)
    yield "8-long-words"
    page.goto(server.url)
    page.locator(".st-key-welcome button").first.wait_for()
    answer = ask(page, "أين اجتمع القادة الأوروبيون؟")
    open_passage(page, answer.locator("button[data-ref]").first)
    yield "9-right-to-left"
    links = page.get_by_test_id("stSidebarNavLink").evaluate_all("all => all.map(a => a.href)")
    for address in links[1:]:
        page.goto(address)
        page.locator("h1").wait_for()
        drawn(page)
        yield f"page-{address.rsplit('/')[-1]}"
    page.goto(next(address for address in links if address.endswith("articles")))
    page.locator(".or-entry").first.click()
    page.locator(".or-reading").wait_for()
    drawn(page)
    yield "page-article"


def take(page: "Page", name: str) -> None:
    """Save a picture of the page as it is."""
    still(page)  # the pane fades in, and focus rings settle
    PICTURES.mkdir(exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png")


def main(question: str) -> None:
    """Take all pictures, and those of the README with ``question``."""
    from playwright.sync_api import sync_playwright

    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        home = Path(folder)
        fill(home)
        with (
            serving(home) as server,
            playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS)) as browser,
        ):
            for look, options in LOOKS.items():
                with visiting(browser, server, **options) as page:
                    for state in tour(page, server):
                        take(page, f"{look}-{state}")
            for scheme in ("light", "dark"):
                picture_readme(browser, server, scheme, question)


def picture_readme(browser: "Browser", server: Server, scheme: str, question: str) -> None:
    """Ask ``question``, open its first citation, and take it for the README."""
    from PIL import Image

    with visiting(browser, server, color_scheme=scheme, **README) as page:
        answer = ask(page, question)
        open_passage(page, answer.locator("button.or-marker").first)
        page.mouse.move(0, 0)
        still(page)
        picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        picture.quantize(128).save(ROOT / "docs" / f"chat-{scheme}.png", optimize=True)


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]) or QUESTION)
