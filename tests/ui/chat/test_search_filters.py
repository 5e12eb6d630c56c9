"""Filters of the search, chosen on the page and kept in its address."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from corpus import Article, Corpus, Filters
from tests.ui.test_app import PAGE, ask, drawn
from ui.chat.search_filters import words

FERRY = "Why was the ferry to Skye cancelled?"
EARLY, LATE = date(2024, 5, 1), date(2025, 5, 1)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("home")
    text = "The ferry to Skye was cancelled because the engine leaked oil."
    with Corpus.open(path) as corpus:
        corpus.add(
            [
                Article(text=text, publisher="The *Bold* Post", published=EARLY),
                Article(text="A comet was seen above Iceland.", publisher="B", published=LATE),
            ]
        )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ONRECORD_HOME", str(path))
        st.cache_resource.clear()
        st.cache_data.clear()
        yield path
        st.cache_resource.clear()
        st.cache_data.clear()


def visit(**query: str | list[str]) -> AppTest:
    page = AppTest.from_file(str(PAGE), default_timeout=60)
    for name, value in query.items():
        page.query_params[name] = value
    return page.run()


def chips(page: AppTest) -> list[str]:
    return [button.label for button in page.button if (button.key or "").startswith("chip")]


def test_filters_in_words() -> None:
    filters = Filters(EARLY, LATE, ("A", "B"))
    assert words(filters) == ["from 1 May 2024", "until 1 May 2025", "by A or B"]
    assert words(Filters(EARLY, EARLY)) == ["of 1 May 2024"]
    assert words(Filters(None, EARLY)) == ["until 1 May 2024"]
    assert words(Filters()) == []
    assert words(Filters(publishers=("A", "The A", "B"))) == ["by The A or B"]
    assert words(Filters(article_ids=("1",)), ["Mine shut"]) == ["called “Mine shut”"]


def test_what_the_question_names_can_be_taken_off(home: Path) -> None:
    page = ask(visit(), "Why was the ferry to Skye cancelled, according to the *Bold* Post?")
    (answer,) = drawn(page, "answer")
    assert answer["narrowed"] == ["by The *Bold* Post"]
    assert answer["wider"] == "Why was the ferry to Skye cancelled?"
    assert answer["statements"]
    titled = ask(visit(), "In the article about the comet, why was the ferry cancelled?")
    (answer,) = drawn(titled, "answer")
    assert answer["kind"] == "refusal"
    assert answer["narrowed"] == ["called “A comet was seen above Iceland.”"]
    assert answer["nearest"][0]["text"].startswith("The ferry to Skye was cancelled")


@pytest.mark.usefixtures("home")
def test_filters_are_taken_from_the_address_and_shown_as_chips() -> None:
    page = visit(after="2025-01-01", publisher=["The *Bold* Post", "B"])
    assert not page.exception
    assert chips(page) == ["From 1 January 2025", r"The \*Bold\* Post", "B"]


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    "query",
    [
        {"after": "yesterday"},
        {"after": "2025-02-30", "before": "<script>"},
        {"after": "99999-01-01", "publisher": "Nobody"},
        {"publisher": ["", "None", "\u202e"]},
        {"after": ["2025-01-01", "2026-01-01"]},
    ],
)
def test_a_broken_address_filters_nothing_and_breaks_nothing(
    query: dict[str, str | list[str]],
) -> None:
    page = visit(**query)
    assert not page.exception
    assert not page.error
    assert [chip for chip in chips(page) if "2025" not in chip and "2026" not in chip] == []
    assert drawn(ask(page, "x"), "answer")


@pytest.mark.usefixtures("home")
def test_only_what_passes_the_filters_is_searched_and_dropping_them_asks_again() -> None:
    page = visit(after="2025-01-01")
    ask(page, FERRY)
    (answer,) = drawn(page, "answer")
    assert answer["kind"] == "refusal"
    assert answer["filters"] == ["from 1 January 2025"]
    assert not any("ferry" in passage["text"] for passage in answer["nearest"])
    next(b for b in page.button if b.label == "From 1 January 2025").click().run()
    assert chips(page) == []
    ask(page, FERRY)
    first, second = drawn(page, "answer")
    assert first["filters"] == ["from 1 January 2025"]
    assert second["kind"] == "quoted"


@pytest.mark.usefixtures("home")
def test_days_the_wrong_way_round_are_turned() -> None:
    page = visit(after="2025-12-31", before="2024-01-01")
    assert chips(page) == ["From 1 January 2024", "Until 31 December 2025"]
    assert drawn(ask(page, FERRY), "answer")[0]["kind"] == "quoted"
