"""The quotes: who says what in the articles, searched by speaker and words, the newest first."""

from typing import Any, Final

import streamlit as st

from assistant import Assistant
from corpus import ArticleNotFound
from ui.components.mount import mount
from ui.components.problems import draw_problem, explain
from ui.components.quote_view import quotes_view
from ui.screens.article_page import ARTICLE_PARAMETER, draw_article, draw_undo, open_place
from ui.screens.articles_page import CORPUS_STYLE, draw_pages
from ui.session.shared import open_assistant

__all__ = ["draw_quotes"]

_QUOTES: Final = 30
_NAMED: Final = 20
"""Speakers that are named, those who are quoted most."""


def draw_quotes() -> None:
    """Draw the page of the quotes, or the article at one of them."""
    st.html(CORPUS_STYLE)
    with st.container(key="masthead", horizontal=True, vertical_alignment="center"):
        st.title("Quotes", anchor=False)
    assistant = open_assistant()
    draw_undo(assistant)
    opened = st.query_params.get(ARTICLE_PARAMETER)
    if not opened:
        _draw_list(assistant)
        return
    try:
        draw_article(assistant, opened, "All quotes")
    except ArticleNotFound as error:
        draw_problem(explain(error))


def _draw_list(assistant: Assistant) -> None:
    """Draw the search, the speakers, and a page of quotes."""
    quotes = assistant.corpus.quotes
    if not quotes.find(limit=1).total:
        some = assistant.corpus.count()
        st.caption(
            "No article quotes anybody." if some else "There are no articles yet to quote from."
        )
        return
    sought = _sought()
    with st.container(key="quotes-search", horizontal=True):
        for name, label, hint in (
            ("speaker", "Speaker", "A name, or what somebody is"),
            ("words", "Words", "Words in the quote"),
        ):
            # Streamlit forgets what is typed while an article is shown.
            st.session_state.setdefault(f"quotes-{name}", sought[name])
            typed = st.text_input(label, key=f"quotes-{name}", placeholder=hint, on_change=_search)
            sought[name] = typed or ""
    speaker, words, exact = sought["speaker"], sought["words"], sought["exact"]
    page = quotes.find(speaker, words, exact=exact, limit=_QUOTES, offset=sought["page"] * _QUOTES)
    if not page.quotes:
        if page.total:  # articles were removed meanwhile
            _turn_to(0)
            st.rerun()
        st.caption("No quote has all of these words.")
        return
    speakers = quotes.speakers(speaker, words, limit=_NAMED)
    st.caption(f"{_counted(page.total, 'quote')}{_unread(quotes.unread())}")
    others = speakers.total - len(speakers.counts)
    view = quotes_view(page.quotes, speakers.counts, others, speaker if exact else "")
    mount("quotes", dict(view), "quotes", open=open_place, choose=choose_speaker)
    draw_pages(page.total, sought["page"], _QUOTES, _turn_to)


def _search() -> None:
    """Search for what was typed, from the first page on."""
    _sought()["exact"] = False
    _turn_to(0)


def choose_speaker(speaker: object) -> None:
    """List the quotes of one speaker alone; chosen again, those of all."""
    sought = _sought()
    again = sought["exact"] and sought["speaker"] == speaker
    sought["exact"] = not again
    st.session_state["quotes-speaker"] = "" if again else str(speaker)
    _turn_to(0)


def _turn_to(page: int) -> None:
    """Show that page of the list, from 0."""
    _sought()["page"] = page


def _sought() -> dict[str, Any]:
    """Return what is looked for: speaker and words, if exactly that speaker, and the page."""
    nothing = {"speaker": "", "words": "", "exact": False, "page": 0}
    kept: dict[str, Any] = st.session_state.setdefault("quotes-sought", nothing)
    return kept


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _unread(count: int) -> str:
    return f"; {_counted(count, 'article')} still to be read for quotes" if count else ""
