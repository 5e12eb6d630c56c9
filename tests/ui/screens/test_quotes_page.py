"""The page of the quotes, run by Streamlit's own test runner."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from corpus import Article
from tests.ui.screens.test_articles_page import drawn, fill, press, run
from ui.components.quote_view import place_of

FERRY = Article(
    title="Skarvik loses its ferry",
    publisher="The *Fjord* Times",
    published=date(2025, 3, 3),
    language="en",
    text="“The ship is <b>worn out</b>,” said Ane Roe, the transport minister.\nRoe's lawyer said "
    "the contract was void.",
)
TRAM = Article(
    title="Tram line opens",
    published=date(2025, 6, 20),
    text="The tram was late. “I had stopped believing in it,” said Tomas Wick.",
)


def _quotes() -> None:
    import streamlit

    from ui.screens import article_page, quotes_page

    # What Streamlit does before it draws the page, where the component told of an event.
    event, value = streamlit.session_state.pop("test-event", ("", ""))
    if event:
        {"open": article_page.open_place, "choose": quotes_page.choose_speaker}[event](value)
    quotes_page.draw_quotes()


def act(page: AppTest, event: str, value: str) -> AppTest:
    """Have the component tell of an event."""
    page.session_state["test-event"] = (event, value)
    page.run()
    assert not page.exception
    return page


def speakers(page: AppTest) -> list[tuple[str, str]]:
    return [(speaker["name"], speaker["count"]) for speaker in drawn(page, "quotes")["speakers"]]


def texts(page: AppTest) -> list[str]:
    return [quote["text"] for quote in drawn(page, "quotes")["quotes"]]


def captions(page: AppTest) -> list[str]:
    return [caption.value for caption in page.caption]


def test_an_empty_corpus_has_a_line_and_nothing_else(home: Path) -> None:
    page = run(_quotes)
    assert captions(page) == ["There are no articles yet to quote from."]
    assert not page.text_input
    fill(home, Article(text="It rained."))
    assert captions(run(_quotes)) == ["No article quotes anybody."]


def test_quotes_stand_verbatim_with_speaker_paper_and_day_the_newest_first(home: Path) -> None:
    fill(home, FERRY, TRAM)
    page = run(_quotes)
    assert captions(page) == ["3 quotes"]
    assert speakers(page) == [("Ane Roe", "1"), ("Roe's lawyer", "1"), ("Tomas Wick", "1")]
    first, second, _ = drawn(page, "quotes")["quotes"]
    assert first["speaker"] == "Tomas Wick"
    assert first["text"] == "“I had stopped believing in it,” said Tomas Wick."
    assert second["text"] == FERRY.text.splitlines()[0]
    assert (second["role"], second["title"]) == ("the transport minister", FERRY.title)
    assert second["details"] == "The *Fjord* Times · 3 March 2025"


def test_a_search_by_name_and_by_words(home: Path) -> None:
    fill(home, FERRY, TRAM)
    page = run(_quotes)
    page.text_input[0].set_value("roe").run()
    assert speakers(page) == [("Ane Roe", "1"), ("Roe's lawyer", "1")]
    page.text_input[1].set_value("contract").run()
    assert texts(page) == [FERRY.text.splitlines()[1]]
    page.text_input[0].set_value("wick").run()
    assert captions(page) == ["No quote has all of these words."]
    assert drawn(page, "quotes") is None


def test_a_speaker_is_chosen_and_let_go_again(home: Path) -> None:
    fill(home, FERRY, replace(TRAM, text="“We pay,” said Roe. “We pay more,” said Roe's lawyer."))
    page = act(run(_quotes), "choose", "Roe")
    assert [quote["speaker"] for quote in drawn(page, "quotes")["quotes"]] == ["Roe"]
    chosen = [speaker["name"] for speaker in drawn(page, "quotes")["speakers"] if speaker["chosen"]]
    assert chosen == ["Roe"]
    assert page.text_input[0].value == "Roe"
    page = act(page, "choose", "Roe")
    assert page.text_input[0].value == ""
    assert len(drawn(page, "quotes")["quotes"]) == 4


def test_long_lists_have_pages_of_thirty(home: Path) -> None:
    day = date(2025, 1, 1)
    fill(
        home,
        *(
            Article(text=f"“It was {n} degrees,” said Ane Roe.", published=day + timedelta(n))
            for n in range(31)
        ),
    )
    page = run(_quotes)
    assert len(texts(page)) == 30
    assert captions(page) == ["31 quotes", "1 to 30 of 31"]
    press(page, "Next")
    assert texts(page) == ["“It was 0 degrees,” said Ane Roe."]


def test_a_quote_leads_into_its_article_at_the_place_and_back(home: Path) -> None:
    fill(home, FERRY, TRAM)
    page = run(_quotes)
    page.text_input[1].set_value("worn").run()
    (quote,) = drawn(page, "quotes")["quotes"]
    page = act(page, "open", f"{quote['article']} {quote['at']}")
    shown = drawn(page, "reading")
    marked = [run["text"] for line in shown["paragraphs"] for run in line if run["role"] == "quote"]
    assert marked == [quote["text"]]
    assert "\n".join("".join(r["text"] for r in line) for line in shown["paragraphs"]) == FERRY.text
    press(page, "All quotes")
    assert texts(page) == [quote["text"]]
    assert not page.query_params


def test_a_place_in_another_revision_marks_nothing(home: Path) -> None:
    fill(home, FERRY)
    shown = drawn(run(_quotes, article=FERRY.id, at="0-5-00000000"), "reading")
    assert {run["role"] for line in shown["paragraphs"] for run in line} == {"same"}


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("3-9-0123abcd", (3, 9)),
        ("9-3-0123abcd", None),
        ("3-9-ffffffff", None),
        ("-3-9-0123abcd", None),
        ("<b>", None),
        ("", None),
    ],
)
def test_a_place_is_read_from_the_address(at: str, expected: Any) -> None:
    assert place_of(at, "0123abcd" + "0" * 56) == expected
