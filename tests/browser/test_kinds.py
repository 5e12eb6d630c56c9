"""Answers of every kind as they are drawn: lists, summaries, verdicts, speakers, small talk."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from assistant import Answer
from assistant.history.conversation_tables import conversations
from assistant.history.conversations import KeptConversations
from corpus import Corpus
from tests.answers import answers_by_hand
from tests.browser.conftest import HOSTILE, Server, drawn, visiting
from tests.browser.pictures import BOTH, LOOKS, take
from tests.browser.test_access import check
from tests.browser.test_chat import REFUSED, ask, highlighted, open_passage
from tests.browser.test_conversations import reload
from tests.browser.test_looks import OVERFLOW

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser

LEVELS = """() => [...document.querySelectorAll(".stMain :is(h1, h2, h3, h4, h5, h6)")]
    .map(node => Number(node.tagName[1]))"""


@pytest.fixture(scope="module")
def by_hand(home: Path) -> dict[str, Answer]:
    """Answers of every kind from the samples, whether or not any question leads to them yet."""
    with Corpus.open(home) as corpus:
        return answers_by_hand([a for a in corpus.articles() if a.id.startswith("sample")])


@pytest.fixture(scope="module")
def talk(browser: "Browser", server: Server) -> Iterator["Page"]:
    """A conversation in which several tests ask one after the other."""
    with visiting(browser, server) as page:
        yield page


def show(page: "Page", home: Path, answers: Sequence[Answer]) -> "Locator":
    """Put these answers in place of the conversation on the page, and load it again."""
    named = page.url.partition("c=")[2]
    with Corpus.open(home) as corpus:
        query = select(conversations.c.owner).where(conversations.c.id == named)
        with corpus.database.reading() as connection:
            owner = connection.execute(query).scalar_one()
        kept = KeptConversations.of(corpus, owner)
        conversation = kept.get(named)
        assert conversation
        for answer in answers:
            conversation.ask(answer.question).answer = answer
        kept.delete(named)
        del conversation.turns[0]
        kept.keep(conversation, *conversation.turns)
    reload(page)
    drawn(page)
    return page.locator(".or-answer")


def headings(answer: "Locator") -> list[str]:
    return answer.get_by_role("heading", level=3).all_inner_texts()


def test_a_count_is_the_programs_and_its_articles_are_a_list(page: "Page", home: Path) -> None:
    answer = ask(page, "How many articles mention NATO?")
    counted = answer.locator(".or-remark").inner_text()
    items = answer.locator(".or-sections > ol > li")
    with Corpus.open(home) as corpus:
        holding = [a for a in corpus.articles() if "NATO" in a.text]
        assert counted.startswith(f"{len(holding)} of the {corpus.count()} articles mention")
    assert items.count() == len(headings(answer)) == len(holding)
    assert all(items.nth(i).locator("button.or-marker").count() == 1 for i in range(items.count()))
    assert answer.locator(".or-sources").count() == 0
    assert answer.locator(".or-note").inner_text().endswith("counted by On Record")
    open_passage(page, items.last.locator("button.or-marker"))
    assert "NATO" in highlighted(page)
    shown = answer.locator(".or-sections").inner_text()
    reload(page)
    assert page.locator(".or-sections").inner_text() == shown


def test_a_title_opens_its_quote_for_a_pointer(talk: "Page") -> None:
    answer = ask(talk, "Which articles mention Bucharest?")
    title = answer.get_by_role("heading", level=3).first
    pane = open_passage(talk, title)
    assert pane.get_by_role("heading").inner_text() == title.inner_text()
    talk.keyboard.press("Escape")
    pane.wait_for(state="detached")
    assert talk.evaluate("document.activeElement.matches('button.or-marker')")


def test_a_summary_stands_under_its_article(talk: "Page") -> None:
    answer = ask(talk, "Summarise the article about the Washington summit")
    assert headings(answer) == ["What NATO’s Washington summit said about Ukraine"]
    assert answer.locator(".or-sections ol").count() == 0
    assert answer.locator("button.or-marker").count() > 1
    assert "of this article" in answer.locator(".or-remark").inner_text()
    assert "of this article" not in answer.locator(".or-text").inner_text()


def test_nothing_found_is_said_in_the_programs_words(talk: "Page") -> None:
    answer = ask(talk, "Which articles mention zebras?")
    assert answer.locator(".or-remark").inner_text().endswith("mentions “zebras”.")
    assert answer.locator(".or-note, .or-text, button.or-marker").count() == 0
    answer.get_by_role("status").get_by_text("zebras").wait_for(state="attached")


def test_nothing_in_a_listed_article_takes_effect(talk: "Page") -> None:
    answer = ask(talk, "Which articles mention Zanzibar?")
    assert headings(answer) == [HOSTILE.title]
    assert (HOSTILE.publisher or "") in answer.locator(".or-section-head").inner_text()
    assert talk.locator(".stMain").locator("img, script, .katex, iframe").count() == 0
    assert talk.evaluate("window.pwned") is None


def test_what_the_question_names_is_shown(talk: "Page") -> None:
    answer = ask(talk, "Which articles from 6 March 2025 do you have?")
    chips = answer.get_by_role("list", name="Only articles").get_by_role("listitem")
    assert chips.all_inner_texts() == ["of 6 March 2025"]


def test_what_the_question_names_is_taken_off_by_a_click(page: "Page") -> None:
    asked = "When was the North Atlantic Treaty signed, according to On Record samples?"
    answer = ask(page, asked)
    off = answer.get_by_role("button", name="Ask over everything")
    off.click()
    page.get_by_role("heading", name="When was the North Atlantic Treaty signed?").wait_for()
    again = page.locator(".or-answer").nth(1)
    again.wait_for()
    drawn(page)
    assert again.locator(".or-narrowed").count() == 0


def test_a_long_list_shows_its_beginning(
    page: "Page", home: Path, by_hand: dict[str, Answer]
) -> None:
    ask(page, REFUSED)
    answer = show(page, home, [by_hand["long list"]])
    count = len(by_hand["long list"].sections)
    assert answer.locator("li:visible").count() == 10
    more = answer.get_by_text(f"{count - 10} more", exact=True)
    more.click()
    assert answer.locator("li:visible").count() == count


@pytest.mark.parametrize("look", BOTH)
def test_every_kind_fits_and_is_accessible(
    browser: "Browser", server: Server, look: str, home: Path, by_hand: dict[str, Answer]
) -> None:
    with visiting(browser, server, **LOOKS[look]) as page:
        ask(page, REFUSED)
        shown = show(page, home, list(by_hand.values()))
        check(page, "every kind")
        assert page.evaluate(OVERFLOW) <= 0
        levels: list[int] = page.evaluate(LEVELS)
        assert all(deeper - level <= 1 for level, deeper in pairwise(levels)), levels
        for index, (name, made) in enumerate(by_hand.items()):
            answer = shown.nth(index)
            answer.evaluate("node => node.scrollIntoView()")
            take(page, f"{look}-kind-{name.replace(' ', '-')}")
            words = " ".join(answer.inner_text().split())
            for said in (made.verdict_word, made.lacking, *(s.text for s in made.statements[:3])):
                assert said in words
