"""The page's logic, run by Streamlit's own test runner on the sample articles."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from assistant import REFUSAL, Assistant
from assistant.assistant import MAX_QUESTION
from corpus import Article, Corpus
from ui.components.passage_links import PassageLink

PAGE = Path(__file__).parents[2] / "ui" / "app.py"
REFUSED = "Which team won the ice hockey final in Helsinki?"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        path = tmp_path_factory.mktemp("home")
        Assistant.open(path).close()  # with the samples
        patch.setenv("ONRECORD_HOME", str(path))
        st.cache_resource.clear()
        st.cache_data.clear()
        yield path
        st.cache_resource.clear()
        st.cache_data.clear()


@pytest.fixture
def page(home: Path) -> AppTest:
    assert home.is_dir()
    return AppTest.from_file(str(PAGE), default_timeout=60).run()


def drawn(page: AppTest, component: str) -> list[Any]:
    """The data of every component of that name on the page, in order."""
    protos = [getattr(e, "proto", None) for e in page.main if e.type == "bidi_component"]
    return [json.loads(p.json) for p in protos if p and p.component_name == f"onrecord_{component}"]


def everything(page: AppTest) -> str:
    """All that the page tells the browser."""
    return "\n".join(str(getattr(element, "proto", element)) for element in page.main)


def ask(page: AppTest, question: str) -> AppTest:
    return page.chat_input[0].set_value(question).run()


def suggestions(page: AppTest) -> list[Any]:
    return [button for button in page.button if (button.key or "").startswith("suggestion")]


def test_an_empty_page_offers_questions_that_are_answered(page: AppTest) -> None:
    assert not page.exception
    assert 1 <= len(suggestions(page)) <= 3
    suggestions(page)[0].click().run()
    (turn,) = page.session_state["conversation"].turns
    assert turn.answer.answered
    (answer,) = drawn(page, "answer")
    assert answer["statements"][0]["markers"][0]["ref"] == "0:citation:1"
    assert drawn(page, "question") == [{"question": turn.question}]
    assert not suggestions(page)


def test_an_open_citation_shows_its_quote_in_its_article(page: AppTest) -> None:
    suggestions(page)[0].click().run()
    page.session_state["source"] = PassageLink(0, "citation", 1)
    page.run()
    (source,) = drawn(page, "source")
    runs = [run for paragraph in source["paragraphs"] for run in paragraph]
    quoted = "".join(run["text"] for run in runs if run["role"] != "text")
    (turn,) = page.session_state["conversation"].turns
    assert quoted == turn.answer.citations[0].quote.replace("\n", "")
    ask(page, REFUSED)
    assert drawn(page, "source") == []


def test_a_refusal_keeps_the_conversation_and_offers_what_is_near(page: AppTest) -> None:
    suggestions(page)[0].click().run()
    ask(page, REFUSED)
    first, second = drawn(page, "answer")
    assert first["kind"] == "quoted"
    assert second["kind"] == "refusal"
    assert second["coverage"].startswith("The corpus holds ")
    assert second["statements"][0]["text"] == REFUSAL
    assert second["nearest"]
    page.session_state["source"] = PassageLink(1, "nearest", 1)
    page.run()
    (source,) = drawn(page, "source")
    assert source["label"] == "Near the question, not an answer"


def test_a_long_list_is_read_on_by_a_button(page: AppTest, home: Path) -> None:
    notes = [Article(text=f"Wombat {n} was counted in Dubbo.", id=f"w-{n:02}") for n in range(33)]
    with Corpus.open(home) as corpus:
        corpus.add(notes)
        ask(page, "Which articles mention Dubbo?")
        page.session_state["publisher"] = ["Nobody"]  # chosen later: the list goes on without it
        (button,) = [button for button in page.button if button.label == "Show more"]
        button.click().run()
        for note in notes:
            corpus.remove(note.id)
    assert not page.exception
    first, second = page.session_state["conversation"].turns
    assert (second.question, second.filters) == ("Show more", first.filters)
    assert (first.answer.total.listed, second.answer.total.listed) == (30, 3)
    told = {c.article_id for turn in (first, second) for c in turn.answer.citations}
    assert told == {note.id for note in notes}
    assert "; 31 to 33 are listed." in drawn(page, "answer")[1]["remark"]
    assert not [button for button in page.button if button.label == "Show more"]


def test_a_new_conversation_empties_the_page(page: AppTest) -> None:
    ask(page, REFUSED)
    page.session_state["source"] = PassageLink(0, "nearest", 1)
    page.run()
    next(b for b in page.button if b.label == "New conversation").click().run()
    assert page.session_state["conversation"].turns == []
    assert drawn(page, "answer") == drawn(page, "source") == []
    assert suggestions(page)


def test_a_question_that_cannot_be_asked_is_one_line_and_the_page_goes_on(page: AppTest) -> None:
    assert page.chat_input[0].proto.max_chars == MAX_QUESTION
    ask(page, "\0 \t")
    (error,) = page.error
    assert "the question is empty" in error.value
    assert "\n" not in error.value
    assert not page.exception
    assert page.session_state["conversation"].turns == []
    assert page.session_state["shelf"].find() == []
    assert suggestions(page)
    ask(page, REFUSED)
    assert len(drawn(page, "answer")) == 1
    assert len(page.error) == 0


def test_a_question_is_passed_on_as_it_was_typed(page: AppTest) -> None:
    typed = "<b>What</b> ![i](http://evil.test/i.png) $x^2$ :smile: `'; DROP TABLE--` \u202e"
    ask(page, typed)
    assert drawn(page, "question") == [{"question": typed}]
    assert page.session_state["conversation"].turns[0].question == typed


def test_a_source_that_was_removed_is_one_line_beside_the_conversation(
    page: AppTest, home: Path
) -> None:
    article = Article(text="The quokka festival on Rottnest opened with eleven lanterns.")
    with Corpus.open(home) as corpus:
        corpus.add([article])
        ask(page, "How many lanterns opened the quokka festival on Rottnest?")
        corpus.remove(article.id)
    (answer,) = drawn(page, "answer")
    passages = answer["sources"] + answer["nearest"]
    ref = next(p["ref"] for p in passages if p["title"] == article.label)
    page.session_state["source"] = PassageLink.parse(ref)
    page.run()
    assert len(page.error) == 1
    assert not page.exception
    assert drawn(page, "source") == []
    assert drawn(page, "answer") == [answer]


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("setting", "secret"),
    [
        ("ONRECORD_HOME={folder}/blocked/a-home", "a-home"),
        ("ONRECORD_HOME={folder}/garbled", "library.db"),
        ("ONRECORD_DATABASE_URL=postgresql://an-owner:a-word@127.0.0.1:9/a-name", "an-owner"),
    ],
)
def test_where_the_articles_are_is_told_to_the_operator_only(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    setting: str,
    secret: str,
) -> None:
    (tmp_path / "blocked").write_text("not a folder")
    (tmp_path / "garbled").mkdir()
    (tmp_path / "garbled" / "library.db").write_bytes(b"no database" * 500)
    monkeypatch.setenv(*setting.format(folder=tmp_path).split("=", 1))
    st.cache_resource.clear()
    page = AppTest.from_file(str(PAGE), default_timeout=60).run()
    st.cache_resource.clear()
    (error,) = page.error
    assert "try again in a while" in error.value
    assert "\n" not in error.value
    assert not page.exception
    shown = str(page)
    assert [word for word in (secret, "127.0.0.1", str(tmp_path), "a-name") if word in shown] == []
    assert secret in caplog.text
    assert "a-word" not in caplog.text
