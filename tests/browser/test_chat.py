"""The chat, used in a real browser."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from assistant import REFUSAL
from corpus import Corpus
from tests.browser.conftest import ARABIC, HOSTILE, Server, drawn

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser

REFUSED = "Which team won the ice hockey final in Helsinki?"
LAMPS = (
    "How many lamps did the Zanzibar lighthouse keeper polish? ![i](http://evil.test/i) <b>x</b>"
)


def ask(page: "Page", question: str) -> "Locator":
    """Type a question, and wait for what is drawn for it."""
    drawn(page)
    turns = page.get_by_test_id("stChatMessage").count()
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill(question)
    box.press("Enter")
    turn = page.get_by_test_id("stChatMessage").nth(turns + 1)
    turn.locator(".or-answer, .stAlert").wait_for()
    return turn


def ask_suggestion(page: "Page") -> "Locator":
    """Choose the first suggested question, and wait for its answer."""
    page.locator(".st-key-welcome button").first.click()
    answer = page.locator(".or-answer")
    answer.wait_for()
    return answer


def highlighted(page: "Page") -> str:
    """The text marked in the source pane, all pieces joined."""
    return "".join(page.locator(".or-source mark").all_text_contents())


def open_passage(page: "Page", control: "Locator") -> "Locator":
    control.click()
    pane = page.locator(".or-source")
    pane.wait_for()
    return pane


def test_the_first_page_says_what_it_is_and_offers_questions(page: "Page") -> None:
    assert page.title() == "On Record"
    assert page.get_by_role("heading", level=1).inner_text() == "On Record"
    assert 1 <= page.locator(".st-key-welcome button").count() <= 3
    assert page.get_by_role("button", name="New conversation").count() == 0


def test_the_reader_sees_the_search_and_then_the_words(page: "Page") -> None:
    page.evaluate("""() => {
        window.seen = [];
        new MutationObserver(() => {
            const text = document.querySelector(".st-key-streaming")?.innerText;
            if (text) window.seen.push(text);
        }).observe(document.body, { childList: true, characterData: true, subtree: true });
    }""")
    for _ in range(8):  # an answer takes so short a time that the browser may draw only its end
        ask(page, REFUSED)
        if page.evaluate("window.seen.length"):
            break
    seen = page.evaluate("window.seen")
    assert seen
    searching = [text.startswith(("Searching", "Reading")) for text in seen]
    assert searching == sorted(searching, reverse=True)
    assert all(REFUSAL.startswith(text) for text in seen[sum(searching) :])


def test_a_marker_opens_the_exact_quote_in_its_article(page: "Page", home: Path) -> None:
    answer = ask_suggestion(page)
    marker = answer.locator("button.or-marker").first
    assert marker.inner_text() == "[1]"
    pane = open_passage(page, marker)
    assert marker.get_attribute("aria-expanded") == "true"
    quote = highlighted(page)
    with Corpus.open(home) as corpus:
        article = next(a for a in corpus.articles() if quote in a.text)
    assert pane.get_by_role("heading").inner_text() == article.label
    shown = "\n".join(pane.locator("article p").all_text_contents())
    assert shown.split() == article.text.split()
    mark, body = pane.locator("mark").first.bounding_box(), pane.locator(".or-source-body")
    frame = body.bounding_box()
    assert mark
    assert frame
    assert frame["y"] <= mark["y"] <= frame["y"] + frame["height"]
    box = answer.bounding_box()
    assert box
    assert frame["x"] >= box["x"] + box["width"]


def test_a_refusal_offers_the_nearest_passages_as_such(page: "Page") -> None:
    answer = ask(page, REFUSED)
    assert answer.locator(".or-refusal").inner_text().strip() == REFUSAL
    assert answer.locator("button.or-marker").count() == 0
    nearest = answer.get_by_role("region", name="not an answer").get_by_role("button")
    assert nearest.count() >= 1
    excerpt = nearest.first.locator(".or-excerpt").text_content() or ""
    pane = open_passage(page, nearest.first)
    assert "not an answer" in pane.inner_text()
    assert " ".join(highlighted(page).split())[:60] == excerpt[:60]


def test_the_conversation_stays_until_a_new_one_begins(page: "Page") -> None:
    ask_suggestion(page)
    ask(page, REFUSED)
    assert page.locator(".or-answer").count() == 2
    open_passage(page, page.locator("button[data-ref]").first)
    assert page.locator(".or-answer").count() == 2
    page.get_by_role("button", name="New conversation").click()
    page.locator(".st-key-welcome button").first.wait_for()
    page.locator(".or-answer, .or-source").first.wait_for(state="detached")
    assert page.locator(".or-answer, .or-source").count() == 0


def test_nothing_in_an_article_or_a_question_takes_effect(page: "Page") -> None:
    answer = ask(page, LAMPS)
    assert page.locator(".or-question").inner_text() == LAMPS
    control = answer.locator("button[data-ref]", has_text="Zanzibar").first
    pane = open_passage(page, control)
    assert pane.get_by_role("heading").inner_text() == HOSTILE.title
    shown = "\n".join(pane.locator("article p").all_text_contents())
    assert shown == HOSTILE.text
    assert page.locator(".stMain").locator("img, script, .katex, iframe").count() == 0
    assert pane.locator("a").count() == 0
    assert pane.locator("article :is(b, h1, h2, code, ul)").count() == 0
    assert page.evaluate("window.pwned") is None


def test_a_question_over_the_limit_does_not_go_into_the_box(page: "Page") -> None:
    drawn(page)
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill("x" * 20_001)
    assert box.input_value() == ""
    assert ask(page, REFUSED).locator(".or-refusal").count() == 1


def test_the_keyboard_alone_will_do(page: "Page") -> None:
    tab_to(page, ".st-key-welcome button")
    page.keyboard.press("Enter")
    page.locator(".or-answer").wait_for()
    tab_to(page, "button.or-marker")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    pane = page.locator(".or-source")
    pane.wait_for()
    assert page.evaluate("document.activeElement.matches('.or-source-title')")
    tab_to(page, ".or-close")
    tab_to(page, ".or-source-body")
    page.keyboard.press("Escape")
    pane.wait_for(state="detached")
    assert page.evaluate("document.activeElement.matches('button.or-marker')")
    tab_to(page, "[data-testid=stChatInputTextArea]")
    page.keyboard.type(REFUSED)
    page.keyboard.press("Enter")
    page.locator(".or-refusal").wait_for()


def tab_to(page: "Page", selector: str) -> None:
    """Press Tab until the focus is on what the selector names."""
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement?.matches(s)", selector):
            return
    pytest.fail(f"Tab does not reach {selector}")


def test_right_to_left_text_reads_from_the_right_and_links_its_original(page: "Page") -> None:
    answer = ask(page, "أين اجتمع القادة الأوروبيون؟")
    control = answer.locator("button[data-ref]", has_text=ARABIC.title or "").first
    pane = open_passage(page, control)
    article = pane.locator("article")
    for part in (pane.get_by_role("heading"), article.locator("p").first):
        assert part.get_attribute("lang") == "ar"
        assert direction(part) == "rtl"
    link = pane.get_by_role("link")
    assert link.inner_text() == "Read the original at example.org"
    assert link.get_attribute("href") == ARABIC.url
    assert link.get_attribute("rel") == "noopener noreferrer"
    assert link.get_attribute("target") == "_blank"


def direction(element: "Locator") -> Any:
    return element.evaluate("node => getComputedStyle(node).direction")


def test_the_page_may_load_nothing_from_elsewhere(server: Server) -> None:
    response = httpx.get(server.url, trust_env=False)
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert re.search(r"img-src 'self' data: blob:(;|$)", policy)
    assert "http" not in policy
    assert response.headers["x-content-type-options"] == "nosniff"
