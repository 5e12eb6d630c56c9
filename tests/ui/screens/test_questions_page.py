"""The page of what readers ask, run by Streamlit's own test runner: for editors, nobody named."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from assistant import Answer
from assistant.history.conversations import KeptConversations
from assistant.history.saved_conversation import Conversation
from corpus import Corpus
from tests.ui.screens.test_articles_page import drawn, run
from tests.ui.test_app import everything
from ui.screens import questions_page

PAGE = Path(__file__).parents[3] / "ui" / "app.py"
READER = {"is_logged_in": True, "iss": "https://id.example", "sub": "1", "email": "me@news.example"}
ANSWERED = Answer("q", "q", answered=True, text="Yes.")
REFUSED = Answer("q", "q", answered=False, text="No.")
TODAY = datetime.now(UTC)


def _questions() -> None:
    from ui.screens.questions_page import draw_questions_asked

    draw_questions_asked()


def asked(home: Path, owner: str, *questions: tuple[str, Answer], days: int = 0) -> None:
    with Corpus.open(home) as corpus:
        made = Conversation("")
        for question, answer in questions:
            turn = made.ask(question)
            turn.answer, turn.asked = answer, TODAY - timedelta(days)
        KeptConversations.of(corpus, owner).keep(made, *made.turns)


def pages_offered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles of the pages that the chat offers."""
    pages: list[str] = []
    navigation = st.navigation

    def note(offered: Any, **options: Any) -> Any:
        pages.extend(page.title for page in offered)
        return navigation(offered, **options)

    monkeypatch.setattr("streamlit.navigation", note)
    AppTest.from_file(str(PAGE), default_timeout=120).run()
    return pages


def listed(page: AppTest) -> list[list[str]]:
    table = drawn(page, "questions")
    return [[row["question"], *row["counts"]] for row in table["rows"]] if table else []


def captions(page: AppTest) -> str:
    return " ".join(caption.value for caption in page.caption)


def test_where_nobody_asked_the_page_says_so(home: Path) -> None:
    assert home.is_dir()
    page = run(_questions)
    assert page.header[0].value == "No questions"
    assert drawn(page, "questions") is None


def test_questions_are_counted_and_nobody_is_named(home: Path) -> None:
    asked(home, "reader:ab12", ("Who opened the <b>dam</b>?", ANSWERED), ("Why?", REFUSED), days=3)
    asked(home, "browser:cd34", ("who opened the <b>dam</b>", ANSWERED), ("Why?", REFUSED), days=1)
    asked(home, "browser:cd34", ("Who opened the <b>dam</b>?", REFUSED))
    page = run(_questions)
    assert page.header[0].value == "2 questions, 2 without an answer"
    assert "Asked from " in captions(page)
    assert listed(page) == [["Why?", "2", "2"], ["Who opened the <b>dam</b>?", "3", "1"]]
    page.radio[0].set_value("Most asked").run()
    assert [row[0] for row in listed(page)] == ["Who opened the <b>dam</b>?", "Why?"]
    assert page.get("download_button")
    shown = everything(page)
    assert "Why?" in shown
    assert not [name for name in ("ab12", "cd34", "reader:", "browser:") if name in shown]


def test_days_narrow_the_questions_in_either_order(home: Path) -> None:
    asked(home, "a", ("Old?", ANSWERED), days=9)
    asked(home, "a", ("New?", ANSWERED))
    page = run(_questions)
    assert "Each of them got an answer" in captions(page)
    page.radio[0].set_value("Most asked").run()
    assert listed(page) == [["New?", "1", ""], ["Old?", "1", ""]]
    page.date_input[0].set_value((TODAY - timedelta(1)).date()).run()
    assert listed(page) == [["New?", "1", ""]]
    page.date_input[1].set_value((TODAY - timedelta(9)).date()).run()
    assert listed(page) == [["Old?", "1", ""]]
    page.date_input[0].set_value((TODAY - timedelta(20)).date()).run()
    assert listed(page) == [["Old?", "1", ""]]
    page.date_input[1].set_value((TODAY - timedelta(10)).date()).run()
    assert page.header[0].value == "No questions"


def test_a_long_list_is_cut_and_says_so(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questions_page, "_SHOWN", 2)
    asked(home, "a", *((f"Question {number}?", REFUSED) for number in range(3)))
    page = run(_questions)
    assert len(listed(page)) == 2
    assert "The first 2 of 3; the download has all." in captions(page)


@pytest.mark.parametrize(
    ("user", "address", "editors", "shown"),
    [
        ({}, "", "", True),
        ({}, "https://news.example", "", False),
        (READER, "https://news.example", "", True),
        (READER, "https://news.example", "desk@news.example", False),
        (READER, "https://news.example", "me@news.example", True),
        ({"is_logged_in": False}, "https://news.example", "", False),
    ],
)
def test_only_editors_see_the_page(
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    user: dict[str, Any],
    address: str,
    editors: str,
    *,
    shown: bool,
) -> None:
    asked(home, "a", ("A secret question?", REFUSED))
    monkeypatch.setattr("streamlit.user", user)
    monkeypatch.setenv("ONRECORD_PUBLIC_URL", address)
    monkeypatch.setenv("ONRECORD_EDITORS", editors)
    assert ("Questions" in pages_offered(monkeypatch)) is shown
    page = run(_questions)
    assert (drawn(page, "questions") is not None) is shown
    assert ("A secret question?" in everything(page)) is shown
    assert bool(page.error) is not shown
