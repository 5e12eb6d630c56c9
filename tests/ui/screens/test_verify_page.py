"""The page that verifies a draft, run by Streamlit's own test runner."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.testing.v1 import AppTest

from assistant import Assistant
from corpus import Article
from tests.ui.screens.test_articles_page import fill
from ui.components.verification_view import verification_view

BAY = Article(title="Seals return", text="Forty seals were counted in the bay of Skarvik.")
DRAFT = "Forty seals were counted in the bay of Skarvik.\nWolves came. Did they?"


def _verify() -> None:
    from ui.screens import verify_page

    verify_page.draw_verify()


def test_a_draft_is_verified_and_an_empty_one_is_told(home: Path) -> None:
    fill(home, BAY)
    page = AppTest.from_function(_verify, default_timeout=60).run()
    page.text_area[0].set_value(DRAFT)
    page.button[0].click().run()
    assert not page.exception
    verification = page.session_state["verification"]
    assert [sentence.finding for sentence in verification.sentences] == [
        "supported",
        "not told",
        "no claim",
    ]
    page.text_area[0].set_value(" ")
    page.button[0].click().run()
    assert not page.exception
    assert "verification" not in page.session_state
    assert "text is empty" in " ".join(str(shown.value) for shown in (*page.error, *page.markdown))


def test_who_leaves_the_page_ends_it(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(home, BAY)
    taken: list[object] = []
    real = Assistant.stream_verification

    def left(assistant: Assistant, text: str) -> Iterator[object]:
        for step in real(assistant, text):
            taken.append(step)
            context = get_script_run_ctx()
            assert context
            assert context.script_requests
            context.script_requests.request_stop()  # as when the browser goes away
            yield step

    monkeypatch.setattr(Assistant, "stream_verification", left)
    page = AppTest.from_function(_verify, default_timeout=60).run()
    page.text_area[0].set_value(DRAFT)
    page.button[0].click().run()
    assert len(taken) == 1
    assert "verification" not in page.session_state


def test_the_view_has_marks_words_and_quotes(home: Path) -> None:
    fill(home, BAY)
    with Assistant.open(home) as assistant:
        view = verification_view(assistant.verify(DRAFT))
    first, second, third = view["sentences"]
    assert (first["mark"], first["word"], first["opens"]) == ("✓", "Supported", True)
    assert [quote["text"] for quote in first["quotes"]] == [BAY.text]
    assert (second["word"], second["opens"], second["quotes"]) == ("Not confirmed", True, [])
    assert (third["finding"], third["opens"]) == ("no-claim", False)


def test_who_may_not_add_articles_uploads_nothing(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(home, BAY)
    assert AppTest.from_function(_verify, default_timeout=60).run().get("file_uploader")
    st.cache_resource.clear()
    monkeypatch.setenv("ONRECORD_READ_ONLY", "1")
    page = AppTest.from_function(_verify, default_timeout=60).run()
    assert not page.exception
    assert not page.get("file_uploader")
    page.text_area[0].set_value(DRAFT)
    page.button[0].click().run()
    assert page.session_state["verification"].counts["supported"] == 1
