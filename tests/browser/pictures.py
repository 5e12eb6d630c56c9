"""Make the README's pictures of the chat: ``python -m tests.browser.pictures [QUESTION]``."""

import io
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser.conftest import ARGUMENTS, BROWSERS, serving, visiting
from tests.browser.test_chat import ask, open_passage

DOCS = Path(__file__).parents[2] / "docs"
QUESTION = "What did NATO allies reaffirm in July 2024?"
LOOK = {"viewport": {"width": 1200, "height": 700}, "device_scale_factor": 1.5}


def main(question: str) -> None:
    """Ask ``question`` of the samples, open its first citation, and take it light and dark."""
    DOCS.mkdir(exist_ok=True)
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    with (
        TemporaryDirectory() as home,
        serving(Path(home)) as server,
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS)) as browser,
    ):
        for scheme in ("light", "dark"):
            with visiting(browser, server, color_scheme=scheme, **LOOK) as page:
                answer = ask(page, question)
                open_passage(page, answer.locator("button.or-marker").first)
                page.mouse.move(0, 0)
                page.wait_for_timeout(500)
                picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
                picture.quantize(128).save(DOCS / f"chat-{scheme}.png", optimize=True)


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]) or QUESTION)
