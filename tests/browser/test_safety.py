"""Safety in the browser: what others wrote is shown as text, and nothing is fetched for it.

Every request of a page is recorded by ``visiting``, which fails the test for one to another host.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from assistant import Assistant
from corpus import Article, Corpus
from tests.browser.conftest import Server, drawn, serving, visiting
from tests.browser.test_chat import ask, open_passage

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

TRAPS = (
    '<img src="http://evil.test/i" onerror="window.pwned=1">',
    "<script>window.pwned=1</script>",
    "![i](http://evil.test/i.png)",
    "[click](javascript:window.pwned=1)",
    "<javascript:window.pwned=1>",
    "[open](data:text/html,<script>window.pwned=1</script>)",
    "http://evil.test/bare www.evil.test",
    "$$\\int x$$ $x^2$ :smile: :material/home: :red[red]",
    "**bold** `code` # heading",
    "| a | b |\n|---|---|\n| c | d |",
    "\u202eturned around\u202c \u2066isolated\u2069",
    "&lt;b&gt; {{7*7}} ${7*7}",
)
TRAP = " ".join(TRAPS)
HARMFUL = """() => [...document.querySelectorAll(
    ".stApp :is(script, iframe, object, embed, .katex, img:not([src^='data:']), "
    + "form:not(.vega-bindings:empty))"  // the chart's own
)].map(node => node.outerHTML)"""
LINKS = "links => links.map(link => [link.protocol, link.target, link.rel])"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus whose articles are full of traps, in every field that can hold one."""
    home = tmp_path_factory.mktemp("traps")
    Assistant.open(home).close()
    with Corpus.open(home) as corpus:
        added = corpus.add(
            Article(
                title=f"{number} {trap} trap",
                publisher=f"{trap} Post {number}",
                authors=(f"{trap} Author",),
                url=f"https://evil.test/{number}?<script>={number}&x=javascript:window.pwned=1",
                published=date(2025, 1, 1 + number),
                language="en",
                text=f"Trap {number} caught {number + 70} quokkas. {TRAP}\nSecond line. {trap}",
            )
            for number, trap in enumerate((*TRAPS, TRAP))
        )
        assert not added.failed
    return home


@pytest.fixture(scope="module")
def trapped(home: Path) -> Iterator[Server]:
    with serving(home) as running:
        yield running


@pytest.fixture
def page(browser: "Browser", trapped: Server) -> Iterator["Page"]:
    with visiting(browser, trapped) as visited:
        yield visited


def assert_harmless(page: "Page") -> None:
    """Nothing took effect, and every link is a plain one."""
    page.wait_for_timeout(300)
    assert page.evaluate("window.pwned") is None
    assert page.evaluate(HARMFUL) == []
    for protocol, target, rel in page.locator("a[href]").evaluate_all(LINKS):
        assert protocol in ("http:", "https:")
        if target == "_blank":
            assert set(rel.split()) >= {"noopener", "noreferrer"}
    outside = page.locator("a[href*='evil.test']:not([rel~=noopener][rel~=noreferrer])")
    assert outside.count() == 0


def test_traps_in_questions_answers_and_sources_are_text(page: "Page") -> None:
    question = f"How many quokkas did trap 3 catch? {TRAP}"
    answer = ask(page, question)
    assert page.locator(".or-question").inner_text().split() == question.split()
    assert_harmless(page)
    opener = answer.locator("button[data-ref]").first
    opener.hover()
    pane = open_passage(page, opener)
    assert "caught" in pane.locator("article").inner_text()
    assert "![i](http://evil.test/i.png)" in pane.locator("article").inner_text()
    assert_harmless(page)
    page.reload()
    page.locator(".or-answer").wait_for()
    assert_harmless(page)


def test_traps_in_publishers_are_text_in_the_filters(page: "Page") -> None:
    page.get_by_role("button", name="Filters").click()
    page.get_by_role("combobox", name="Publishers").click()
    options = page.get_by_role("option")
    options.first.wait_for()
    assert_harmless(page)
    options.nth(1).click()
    page.locator(".st-key-filters .stButton").first.wait_for()
    assert_harmless(page)


def test_traps_on_the_other_pages_are_text(page: "Page", home: Path) -> None:
    with Corpus.open(home) as corpus:
        ids = [article.id for article in corpus.articles() if "trap" in (article.title or "")]
    links = page.get_by_test_id("stSidebarNavLink")
    pages = links.evaluate_all("links => links.map(link => link.href)")
    assert len(pages) >= 3
    for address in pages:
        page.goto(address)
        page.locator("h1").wait_for()
        drawn(page)
        assert_harmless(page)
        if "articles" in address:
            for article_id in ids[-3:]:
                page.goto(f"{address}?article={article_id}")
                page.get_by_text("Second line.").wait_for()
                assert_harmless(page)


def test_a_request_that_another_site_makes_is_refused(trapped: Server) -> None:
    with httpx.Client(base_url=trapped.url, headers={"Origin": "http://evil.test"}) as client:
        files = {"file": ("a.txt", b"x", "text/plain")}
        upload = client.put("_stcore/upload_file/session/file", files=files)
        allowed = client.get("_stcore/health")
    assert upload.status_code == 403
    assert upload.text == "Pages of other sites may not ask for this."
    assert "access-control-allow-origin" not in allowed.headers
