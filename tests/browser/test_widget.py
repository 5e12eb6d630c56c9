"""The box for other sites: a page of another origin, whose readers ask by a public key."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant import Assistant
from corpus import Article, Corpus
from tests.browser.conftest import HOSTILE, tab
from tests.ui.api.conftest import serving
from ui.api.api_keys import ApiKeys

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Error, Page

MILL = Article(
    title="Strike at the Linden mill",
    publisher="The Courier",
    url="https://courier.example/mill",
    text="Anna Bell, who leads the union, spoke at noon. She demanded a rise of six percent.",
)
CANAL = Article(
    title="The Gorse canal is drained",
    publisher="The Courier",
    text="The Gorse canal will be drained on 3 March, the council said. Walkers may use the "
    "towpath of the Gorse canal from 3 March on. Anglers must leave the banks.\n"
    "This article was amended on 7 February. An earlier version said that the Gorse canal would "
    "be drained on 3 April rather than 3 March.",
)
FERRY = [
    Article(
        title=f"The ferry, told by the {publisher}",
        publisher=publisher,
        text=f"The Brill ferry will be docked from Monday for {weeks} weeks of repairs, the "
        "harbour said. The repairs of the Brill ferry cost 3 million euros.",
    )
    for publisher, weeks in (("Courier", 12), ("Mail", 14), ("Post", 12))
]
QUESTION = "What did Anna Bell demand?"
PAGE = """<!doctype html><html lang="en"><title>News</title><style>
.onrecord-widget {{ --onrecord-accent: rgb(10, 92, 54); }}</style>
<main id="here"><h1>News</h1></main>
<script src="{url}/widget.js" data-key="{key}" data-target="#here"></script></html>"""

EARLY = """<!doctype html><html lang="en"><head><title>News</title>
<script src="{url}/widget.js" data-key="{key}" data-target="#here"></script></head>
<body><main id="here"><h1>News</h1></main></body></html>"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a page of another origin, with the box in it."""
    folder = tmp_path_factory.mktemp("site")
    corpus = Corpus.open(tmp_path_factory.mktemp("widget"))
    corpus.add([MILL, CANAL, HOSTILE, *FERRY])
    key = ApiKeys(corpus).add("site", "public", 60)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as pages:
        threading.Thread(target=pages.serve_forever, daemon=True).start()
        origin = f"http://127.0.0.1:{pages.server_port}"
        with serving(Assistant(corpus), local=False, origins=[origin]) as served:
            Path(folder, "index.html").write_text(PAGE.format(url=served.url, key=key))
            Path(folder, "early.html").write_text(EARLY.format(url=served.url, key=key))
            Path(folder, "wrong.html").write_text(PAGE.format(url=served.url, key="onrecord_no"))
            yield origin
        pages.shutdown()


@pytest.fixture
def page(browser: "Browser", site: str) -> Iterator["Page"]:
    problems: list[str] = []

    def note(problem: "Error") -> None:
        problems.append(str(problem))

    with tab(browser, viewport={"width": 390, "height": 800}) as page:
        page.on("pageerror", note)
        page.goto(f"{site}/index.html")
        yield page
        page.remove_listener("pageerror", note)
        assert problems == []
        assert page.context.cookies() == []


def test_a_reader_asks_by_keyboard_and_gets_a_cited_answer(page: "Page") -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('.onrecord-widget').shadowRoot.activeElement.id")
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    answer = page.locator(".onrecord-widget .answer")
    answer.locator(".sources li").first.wait_for()
    assert "She demanded a rise of six percent." in answer.inner_text()
    assert answer.locator(".setting").inner_text().startswith("Anna Bell, who leads")
    source = answer.locator(".sources a").first
    assert source.inner_text() == "Strike at the Linden mill"
    assert source.get_attribute("href") == "https://courier.example/mill"
    assert page.locator(".onrecord-widget [role=status]").inner_text() == "Answered. Sources: 1."
    answer.locator("a", has_text="[1]").first.click()
    focused = "document.querySelector('.onrecord-widget').shadowRoot.activeElement.id"
    assert page.evaluate(focused) == "source-1"
    assert page.url.endswith("/index.html")


def test_a_note_that_corrects_two_sentences_stands_once(page: "Page") -> None:
    question = "When will the Gorse canal be drained and when may walkers use the towpath?"
    page.get_by_label("Your question").fill(question)
    page.keyboard.press("Enter")
    answer = page.locator(".onrecord-widget .answer")
    answer.locator(".sources li").nth(1).wait_for()
    assert answer.inner_text().count("Corrected by the article itself") == 1


def test_who_tells_it_otherwise_stands_below(page: "Page") -> None:
    page.get_by_label("Your question").fill("How long will the Brill ferry be docked?")
    page.keyboard.press("Enter")
    answer = page.locator(".onrecord-widget .answer")
    answer.locator(".sources li").first.wait_for()
    shown = answer.inner_text()
    assert "Told otherwise" in shown
    assert "differs from [1]" in shown
    assert "for 12 weeks of repairs" in shown
    assert "for 14 weeks of repairs" in shown
    page.get_by_label("Your question").fill("What do the repairs of the Brill ferry cost?")
    page.keyboard.press("Enter")
    answer.get_by_text("also in", exact=False).wait_for()


def test_an_answer_from_the_paper_that_was_named_says_so(page: "Page") -> None:
    question = "How long will the Brill ferry be docked, according to the Mail?"
    page.get_by_label("Your question").fill(question)
    page.keyboard.press("Enter")
    answer = page.locator(".onrecord-widget .answer")
    answer.get_by_text("Only articles published by Mail were read.", exact=True).wait_for()
    assert "for 14 weeks of repairs" in answer.inner_text()
    page.get_by_label("Your question").fill(QUESTION)
    page.keyboard.press("Enter")
    answer.get_by_text("She demanded a rise").wait_for()
    assert "were read" not in answer.inner_text()


def test_a_script_in_the_head_waits_for_its_element(page: "Page", site: str) -> None:
    page.goto(f"{site}/early.html")
    page.locator("#here .onrecord-widget").wait_for()
    assert page.locator(".onrecord-widget .suggestions").is_hidden()


def test_what_an_article_says_takes_no_effect_and_the_theme_does(page: "Page") -> None:
    page.get_by_label("Your question").fill("Who polished seventeen lamps in Zanzibar?")
    page.get_by_role("button", name="Ask", exact=True).click()
    page.locator(".onrecord-widget .sources li").first.wait_for()
    assert page.evaluate("window.pwned") is None
    button = page.get_by_role("button", name="Ask", exact=True)
    assert button.evaluate("it => getComputedStyle(it).backgroundColor") == "rgb(10, 92, 54)"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_refusal_and_a_problem_are_said(page: "Page", site: str) -> None:
    page.get_by_label("Your question").fill("What is the capital of Peru?")
    page.keyboard.press("Enter")
    page.get_by_text("The articles in this corpus do not answer that.").first.wait_for()
    page.get_by_role("heading", name="Nearest passages. These are not an answer.").wait_for()
    assert page.locator(".onrecord-widget .passages li").count() > 0
    page.goto(f"{site}/wrong.html")
    page.get_by_label("Your question").fill(QUESTION)
    page.keyboard.press("Enter")
    page.get_by_text("This key is unknown or was revoked; ask for another.").first.wait_for()
