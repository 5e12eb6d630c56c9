"""The pages of the articles and of the settings, run by Streamlit's own test runner."""

import getpass
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from assistant import Settings
from assistant.reader.sentence_reader import TrainedReader
from corpus import Article, Corpus
from tests.conftest import story
from tests.ui.log_lines import logged
from ui.session.survives_reload import _Memory

STORY = story(1)
REWRITTEN = replace(STORY, text="The bakers of Lisbon went back to work.")


def _articles() -> None:
    from ui.screens.articles_page import draw_corpus

    draw_corpus()


def _settings() -> None:
    from ui.screens.settings_page import draw_settings

    draw_settings()


def run(page: Any, **query: str) -> AppTest:
    test = AppTest.from_function(page, default_timeout=120)
    test.query_params.update(query)
    test.run()
    assert not test.exception
    return test


def fill(home: Path, *articles: Article) -> None:
    with Corpus.open(home) as corpus:
        for article in articles:
            corpus.add(article)


def drawn(page: AppTest, component: str) -> Any:
    """The data of the component of that name; None when there is none."""
    protos = [getattr(e, "proto", None) for e in page.main if e.type == "bidi_component"]
    boxes = [
        json.loads(p.json) for p in protos if p and p.component_name == f"onrecord_{component}"
    ]
    return boxes[0] if boxes else None


def press(page: AppTest, label: str) -> AppTest:
    next(button for button in page.button if button.label == label).click().run()
    assert not page.exception
    return page


def test_an_empty_corpus_offers_the_samples(home: Path) -> None:
    page = run(_articles)
    assert any("There are no articles yet." in text.value for text in page.markdown)
    press(page, "Add the samples")
    assert page.header[0].value == "7 articles"
    assert any("7 added" in text.value for text in page.markdown)
    with Corpus.open(home) as corpus:
        assert corpus.count() == 7
    press(page, "Close")
    assert not any("7 added" in text.value for text in page.markdown)


def test_names_of_publishers_are_shown_as_they_are(home: Path) -> None:
    fill(home, Article(text="A lamp was lit.", publisher="![i](http://evil.test/i) <b>x</b>"))
    captions = " ".join(caption.value for caption in run(_articles).caption)
    assert "\\!\\[i\\]\\(http\\://evil.test/i\\)" in captions
    assert "<b>" not in captions.replace("\\<", "")


def test_a_list_is_sorted_by_its_column_and_back(home: Path) -> None:
    fill(home, story(1), story(2))
    page = run(_articles)
    assert drawn(page, "articles")["rows"][0]["title"] == story(2).label
    page.session_state["list-sort"] = ("published", False)
    page.run()
    table = drawn(page, "articles")
    assert table["rows"][0]["title"] == story(1).label
    assert table["sort"] == {"column": "published", "descending": False}


def test_an_article_is_read_compared_removed_and_put_back(home: Path) -> None:
    fill(home, STORY, REWRITTEN)
    page = run(_articles, article=STORY.id)
    shown = drawn(page, "reading")
    assert shown["title"] == STORY.label
    assert shown["paragraphs"] == [[{"text": REWRITTEN.text, "role": "same"}]]
    assert {fact["name"]: fact["url"] for fact in shown["facts"]}["Address"] == STORY.url
    page.toggle[0].set_value(True).run()
    runs = drawn(page, "reading")["paragraphs"][0]
    assert "".join(r["text"] for r in runs if r["role"] != "removed") == REWRITTEN.text
    assert "".join(r["text"] for r in runs if r["role"] != "added") == STORY.text
    press(page, "Remove")
    assert drawn(page, "reading") is None
    with Corpus.open(home) as corpus:
        assert corpus.count() == 0
        press(page, "Undo")
        assert corpus.revisions(STORY.id) == [REWRITTEN.revision, STORY.revision]


def test_the_log_tells_who_added_and_removed_what(home: Path) -> None:
    with logged("requests") as lines:
        fill(home, STORY)
        page = run(_articles, article=STORY.id)
        press(page, "Remove")
        press(page, "Undo")
    told = [(line["audit"], line["article"], line["by"]) for line in lines()]
    user = f"user:{getpass.getuser()}"
    assert told == [
        ("added", STORY.id, user),
        ("removed", STORY.id, "browser"),
        ("added", STORY.id, "browser"),
    ]


def test_the_log_tells_who_added_the_samples(home: Path) -> None:
    page = run(_articles)
    with logged("requests") as lines:
        press(page, "Add the samples")
    assert [(line["audit"], line["by"]) for line in lines()] == [("added", "browser")] * 7


def test_the_report_outlives_what_it_tells_of(home: Path) -> None:
    page = press(run(_articles), "Add the samples")
    with Corpus.open(home) as corpus:
        corpus.remove(corpus.articles()[0].id)
    page.run()
    assert not page.error
    assert any("7 added" in text.value for text in page.markdown)


def test_a_part_of_the_list_that_is_no_more_gives_way_to_the_first(home: Path) -> None:
    fill(home, STORY)
    page = run(_articles)
    page.session_state["list-page"] = 3
    page.run()
    assert drawn(page, "articles")["rows"][0]["title"] == STORY.label


def test_the_same_story_elsewhere_is_named(home: Path) -> None:
    other = replace(STORY, url="https://other.example/1", id="", publisher="The *Other*")
    fill(home, STORY, other)
    (copy,) = drawn(run(_articles, article=STORY.id), "reading")["copies"]
    assert copy == {
        "id": other.id,
        "title": STORY.label,
        "details": "The *Other* · 2 February 2025",
    }


def test_an_article_that_is_gone_is_one_line(home: Path) -> None:
    fill(home, STORY)
    page = run(_articles, article="$no$")
    (error,) = page.error
    assert "\\$no\\$" in error.value
    assert "\n" not in error.value
    press(page, "All articles")
    assert drawn(page, "articles")["rows"]


def test_a_corpus_for_reading_only_shows_and_offers_no_change(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(home, STORY)
    monkeypatch.setenv("ONRECORD_READ_ONLY", "1")
    page = run(_articles)
    assert drawn(page, "articles")["rows"]
    assert not page.button
    assert not page.expander
    page = run(_articles, article=STORY.id)
    assert drawn(page, "reading")
    assert [button.label for button in page.button] == ["All articles"]


@pytest.mark.usefixtures("home")
def test_settings_hold_for_the_session(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    page = run(_settings)
    threshold, passages = page.slider
    threshold.set_value(0.85).run()
    assert any("at least 85% sure" in text.value for text in page.markdown)
    passages.set_value(5).run()
    assert any("At most 10 of them are read" in caption.value for caption in page.caption)
    own = page.session_state["assistant"]
    assert (own.settings.threshold, own.settings.passages) == (0.85, 5)
    assert run(_settings).slider[0].value == TrainedReader.threshold
    again = AppTest.from_function(_settings, default_timeout=60)
    again.session_state["memory"] = page.session_state["memory"]
    again.run()
    assert [slider.value for slider in again.slider] == [0.85, 5]


@pytest.mark.usefixtures("home")
def test_a_model_that_cannot_be_used_is_one_line_and_nothing_changes() -> None:
    page = run(_settings)
    press(page, "Try it and use it")
    assert "no name" in page.error[0].value
    page.selectbox[0].set_value(page.selectbox[0].options[1])
    page.text_input[0].set_value("any")
    page.text_input[1].set_value("sk-secret")
    press(page, "Try it and use it")
    (error,) = page.error
    assert "\n" not in error.value
    assert "sk-secret" not in error.value
    assert "assistant" not in page.session_state


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("shared", ["0", "1"])
def test_after_a_reload_a_model_writes_again_if_it_needs_no_key_of_the_readers(
    shared: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("langchain_openai", reason="the extra 'openai' is not installed")
    monkeypatch.setenv("OPENAI_API_KEY", "of-the-operator")
    monkeypatch.setenv("ONRECORD_SHARE_KEY", shared)
    page = AppTest.from_function(_settings, default_timeout=60)
    page.session_state["memory"] = _Memory(Settings(), "openai:any")
    page.run()
    assert page.text_input[0].value == "any"
    told = any(text.value.startswith("any, from the passages cited") for text in page.markdown)
    assert told == (shared == "1")
