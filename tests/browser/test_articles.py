"""The pages of the articles and the settings, used in a real browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from assistant.reader.sentence_reader import TrainedReader
from corpus import Article, Corpus
from tests.browser.conftest import ARABIC, HOSTILE, Server, drawn, recorded, serving, tab
from tests.browser.pictures import BOTH, LOOKS, take
from tests.browser.test_looks import OVERFLOW
from tests.conftest import story
from ui.session.uploads import MOST_MEGABYTES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request

pytestmark = pytest.mark.browser

OLD = Article(
    title="The ferry to Skye",
    text="The ferry was late.\nNobody was hurt.",
    url="https://news.example/ferry?a=1&b=2",
    language="en",
)
NEW = Article(
    title="The ferry to Skye",
    text="The ferry was cancelled.\nNobody was hurt.",
    url=OLD.url,
    language="en",
)


COPY = replace(
    NEW,
    url="https://other.example/ferry",
    id="",
    publisher="The Other",
    published=date(2025, 6, 6),
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("articles")
    with Corpus.open(path) as corpus:
        corpus.add([story(number) for number in range(60)])
        corpus.add([OLD, NEW, HOSTILE, ARABIC, COPY])
    return path


@pytest.fixture(scope="module")
def server(home: Path) -> Iterator[Server]:
    """A chat whose provider of models is out of reach."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
        with serving(home) as running:
            yield running


@contextmanager
def at(browser: "Browser", server: Server, path: str, **options: Any) -> Iterator["Page"]:
    """Open a page of the server as somebody new; nothing may leave for another host."""
    with tab(browser, **options) as page, recorded(page, server):
        page.goto(f"{server.url}{path}")
        page.locator(".st-key-masthead").wait_for()
        yield page


@pytest.fixture
def page(browser: "Browser", server: Server) -> Iterator["Page"]:
    with at(browser, server, "articles") as page:
        page.locator(".or-articles").wait_for()
        yield page


def titles(page: "Page") -> list[str]:
    return page.locator(".or-entry").all_text_contents()


def wait_for_title(page: "Page", title: str) -> None:
    """Wait until a list begins with an article."""
    page.locator(".or-articles tbody tr").first.get_by_text(title, exact=True).wait_for()


def test_the_page_tells_what_there_is_and_lists_it(page: "Page") -> None:
    page.get_by_text("64 articles").wait_for()
    shown = page.locator(".st-key-summary").inner_text()
    assert "2 without a date" in shown
    assert "\u2068The Example\u2069 (60)" in shown
    assert "\u2068ar\u2069 (1)" in shown
    page.locator(
        "[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg"
    ).wait_for()
    assert titles(page)[1:3] == [ARABIC.title, HOSTILE.title]
    assert len(titles(page)) == 50
    page.get_by_role("button", name="Next").click()
    page.get_by_text("51 to 64 of 64").wait_for()
    drawn(page)
    assert len(titles(page)) == 14


def test_a_heading_sorts_and_the_keyboard_stays_on_it(page: "Page") -> None:
    heading = page.get_by_role("button", name="Published")
    heading.focus()
    page.keyboard.press("Enter")
    newest = page.locator("th[aria-sort=descending]", has_text="Published")
    newest.wait_for()
    days = page.locator(".or-articles td:nth-child(3)").all_text_contents()
    assert days[0].endswith("December 2025")
    assert page.evaluate("document.activeElement.innerText").startswith("Published")
    page.keyboard.press("Enter")
    page.locator("th[aria-sort=ascending]", has_text="Published").wait_for()
    assert titles(page)[0] == story(0).title


def test_a_search_finds_words_of_the_text(page: "Page") -> None:
    search = page.get_by_label("Search the articles")
    search.fill("lighthouse lamps")
    search.press("Enter")
    wait_for_title(page, HOSTILE.title or "")
    assert titles(page) == [HOSTILE.title]
    search.fill("nothing has these")
    search.press("Enter")
    page.get_by_text("No article has all of these words.").wait_for()


def test_nothing_in_an_article_takes_effect(page: "Page") -> None:
    page.locator(".or-entry", has_text="Zanzibar").click()
    article = page.locator(".or-reading")
    article.wait_for()
    assert article.get_by_role("heading").inner_text() == HOSTILE.title
    shown = "\n".join(article.locator(".or-article p").all_text_contents())
    assert shown == HOSTILE.text
    assert page.locator(".stMain").locator("img, script, .katex, iframe").count() == 0
    assert article.locator("a").count() == 0
    assert page.evaluate("window.pwned") is None


def test_an_article_has_its_own_language_and_its_original(page: "Page") -> None:
    page.locator(".or-entry", has_text=ARABIC.title or "").click()
    text = page.locator(".or-reading .or-article")
    text.wait_for()
    assert text.get_attribute("lang") == "ar"
    assert text.locator("p").first.evaluate("node => getComputedStyle(node).direction") == "rtl"
    link = page.locator(".or-facts a")
    assert link.get_attribute("href") == ARABIC.url
    assert link.get_attribute("rel") == "noopener noreferrer"
    page.get_by_role("button", name="All articles").click()
    page.locator(".or-articles").wait_for()


def test_a_link_opens_an_article_and_its_revisions_are_compared(
    browser: "Browser", server: Server
) -> None:
    with at(browser, server, f"articles?article={NEW.id}") as page:
        text = page.locator(".or-reading .or-article")
        text.get_by_text("The ferry was cancelled.").wait_for()
        page.get_by_text("Show what changed").click()
        text.locator("ins").wait_for()
        assert text.locator("del").all_text_contents() == ["late"]
        assert text.locator("ins").all_text_contents() == ["cancelled"]
        page.get_by_label("Revision").click()
        page.get_by_role("option").last.click()
        text.get_by_text("The ferry was late.").wait_for()
        assert text.locator("ins, del").count() == 0


def test_the_same_story_elsewhere_is_one_click_away(browser: "Browser", server: Server) -> None:
    with at(browser, server, f"articles?article={COPY.id}") as page:
        page.locator(".or-copies button").click()
        page.wait_for_url(f"**article={NEW.id}")
        page.locator(".or-facts", has_text=NEW.url or "").wait_for()
        assert page.locator(".or-copies li").inner_text().endswith("The Other · 6 June 2025")


def test_files_are_added_reported_one_by_one_removed_and_put_back(
    page: "Page", tmp_path: Path
) -> None:
    files = [tmp_path / "lamp **x**.txt", tmp_path / "empty.txt"]
    files[0].write_text("A lamp was lit.")
    files[1].write_text(" ")
    page.get_by_text("Add articles").click()
    page.locator("input[type=file]").set_input_files(files)
    page.get_by_role("button", name="Add the files").click()
    report = page.locator(".st-key-report")
    report.get_by_text("1 added, 1 failed").wait_for()
    assert "Added: A lamp was lit." in report.inner_text()
    assert "empty.txt is empty" in report.inner_text()
    page.locator(".or-entry", has_text="A lamp was lit.").click()
    page.get_by_role("button", name="Remove").click()
    undo = page.locator(".st-key-undo")
    undo.wait_for()
    page.reload()
    undo.wait_for()
    page.locator(".or-entry").nth(49).wait_for()
    assert len(titles(page)) == 50
    assert "A lamp was lit." not in titles(page)
    undo.get_by_role("button", name="Undo").click()
    undo.wait_for(state="detached")
    wait_for_title(page, "A lamp was lit.")


def test_a_file_over_the_limit_is_refused_and_the_page_goes_on(
    page: "Page", tmp_path: Path
) -> None:
    large = tmp_path / "large.txt"
    large.write_bytes(b"x" * (MOST_MEGABYTES * 2**20 + 1))
    sent: list[str] = []

    def note(request: "Request") -> None:
        sent.append(request.method)

    page.on("request", note)
    page.get_by_text("Add articles").click()
    page.locator("input[type=file]").set_input_files(large)
    page.get_by_text(f"File must be {MOST_MEGABYTES}.0MB or smaller.").wait_for()
    page.remove_listener("request", note)
    assert "PUT" not in sent
    page.get_by_role("button", name="Add the files").click()
    search = page.get_by_label("Search the articles")
    search.fill("lighthouse lamps")
    search.press("Enter")
    wait_for_title(page, HOSTILE.title or "")
    assert page.get_by_role("alert").count() == 0
    assert page.locator(".st-key-report").count() == 0


def test_an_address_that_is_none_is_one_line(page: "Page") -> None:
    page.get_by_text("Add articles").click()
    page.get_by_label("Address of a page").fill("/etc/passwd")
    page.get_by_role("button", name="Add the address").click()
    alert = page.get_by_role("alert")
    alert.wait_for()
    assert "/etc/passwd" in alert.inner_text()
    assert "\n" not in alert.inner_text().strip()


def test_a_new_corpus_offers_the_samples_and_then_questions(
    browser: "Browser", tmp_path: Path
) -> None:
    tmp_path.joinpath("home").mkdir()
    with serving(tmp_path / "home") as server, at(browser, server, "articles") as page:
        page.get_by_text("There are no articles yet.").wait_for()
        page.get_by_role("button", name="Add the samples").click()
        page.get_by_text("7 articles").wait_for()
        page.goto(server.url)
        page.locator(".st-key-welcome button").first.wait_for()
        assert page.locator(".st-key-welcome button").count() == 3


def test_the_threshold_says_what_it_costs(browser: "Browser", server: Server) -> None:
    with at(browser, server, "settings") as page:
        words = page.get_by_text("sure of it")
        words.wait_for()
        assert f"{TrainedReader.threshold:.0%}" in words.inner_text()
        page.get_by_role("slider").first.focus()
        page.keyboard.press("ArrowRight")
        chosen = page.get_by_text(f"at least {TrainedReader.threshold + 0.01:.0%} sure")
        chosen.wait_for()
        page.reload()
        chosen.wait_for()


def test_a_wrong_key_is_one_line_and_is_shown_nowhere(browser: "Browser", server: Server) -> None:
    with at(browser, server, "settings") as page:
        page.get_by_label("Model").last.fill("any-model")
        page.get_by_label("Key", exact=True).fill("sk-never-to-be-seen")
        page.get_by_role("button", name="Try it and use it").click()
        alert = page.get_by_role("alert")
        alert.wait_for(timeout=60_000)
        assert "out of reach" in alert.inner_text()
        assert "\n" not in alert.inner_text().strip()
        assert page.get_by_label("Key", exact=True).input_value() == ""
        assert "never-to-be-seen" not in page.content()
        page.get_by_text("The articles themselves").wait_for()


@pytest.mark.parametrize("look", BOTH)
def test_an_article_fits(browser: "Browser", server: Server, look: str) -> None:
    with at(browser, server, f"articles?article={HOSTILE.id}", **LOOKS[look]) as page:
        page.locator(".or-reading").wait_for()
        take(page, f"{look}-article")
        assert page.evaluate(OVERFLOW) <= 0
