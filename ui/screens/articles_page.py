"""The articles: what is in the corpus, the list to search and sort, and one article to read."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import streamlit as st

from assistant import Assistant
from corpus import ArticleNotFound
from corpus.listing import Listing, Order, Summary, Timeline, listing
from corpus.text.dates import spoken_day
from corpus.text.escape import escape_markdown
from ui.components.charts import draw_timeline
from ui.components.mount import mount
from ui.components.problems import draw_problem, explain
from ui.screens.add_articles import draw_adding, draw_first_run
from ui.screens.article_page import ARTICLE_PARAMETER, draw_article, draw_undo, open_article
from ui.session.shared import count, open_assistant

__all__ = ["CORPUS_STYLE", "draw_corpus", "draw_pages"]

CORPUS_STYLE: Final = Path(__file__).parents[1] / "components" / "corpus.css"
_ROWS: Final = 50
_NAMED: Final = 5
"""Publishers and languages that are named; of the others, how many they are."""
_COLUMNS: Final[dict[Order, str]] = {
    "title": "Title",
    "publisher": "Publisher",
    "published": "Published",
}


def draw_corpus() -> None:
    """Draw the page of the articles."""
    st.html(CORPUS_STYLE)
    state = st.session_state
    # By no column: what was added last comes first.
    state.setdefault("list-sort", ("added", True))
    state.setdefault("list-page", 0)
    with st.container(key="masthead", horizontal=True, vertical_alignment="center"):
        st.title("Articles", anchor=False)
    assistant = open_assistant()
    draw_undo(assistant)
    opened = st.query_params.get(ARTICLE_PARAMETER)
    if opened:
        try:
            draw_article(assistant, opened)
        except ArticleNotFound as error:
            draw_problem(explain(error))
        return
    in_corpus = count(assistant)
    if not in_corpus.articles:
        draw_first_run(assistant)
        return
    _draw_summary(in_corpus)
    draw_adding(assistant)
    _draw_list(assistant)


def _draw_summary(summary: Summary) -> None:
    """Say what is in the corpus, and draw it over time."""
    with st.container(key="summary", gap="xsmall"):
        number = f"{summary.articles:,} article{'s' if summary.articles > 1 else ''}"
        st.header(number, anchor=False)
        lines = [_span(summary)]
        for what, counts in (("Publishers", summary.publishers), ("Languages", summary.languages)):
            if counts:
                lines.append(f"{what}: {_named(counts)}")
        for line in lines:
            st.caption(escape_markdown(line))
    if len(summary.days) > 1:
        draw_timeline(Timeline.of(summary.days))


def _draw_list(assistant: Assistant) -> None:
    """Draw the search box and the table of articles, a page at a time."""
    state = st.session_state
    words = st.text_input(
        "Search the articles",
        key="list-words",
        placeholder="Words in the title, text, publisher or address",
        on_change=_turn_to,
        args=(0,),
    )
    column, descending = state["list-sort"]
    part = listing(
        assistant.corpus,
        words or "",
        order=column,
        descending=descending,
        limit=_ROWS,
        offset=state["list-page"] * _ROWS,
    )
    if not part.entries:
        if part.total:  # the last of this part was removed
            _turn_to(0)
            st.rerun()
        st.caption("No article has all of these words.")
        return
    mount("articles", _table(part, column, descending), "articles", open=open_article, sort=_sort)
    draw_pages(part.total, state["list-page"], _ROWS, _turn_to)


def draw_pages(total: int, page: int, size: int, turn: Callable[[int], None]) -> None:
    """Draw which part of a list is shown, and buttons to the previous and next part.

    Args:
        total: How many the whole list has.
        page: The part that is shown, from 0.
        size: How many a part has.
        turn: Shows another part.
    """
    if total <= size:
        return
    with st.container(key="pages", horizontal=True, vertical_alignment="center"):
        first, last = page * size + 1, min((page + 1) * size, total)
        st.caption(f"{first:,} to {last:,} of {total:,}")
        for label, to, possible in (
            ("Previous", page - 1, page > 0),
            ("Next", page + 1, last < total),
        ):
            st.button(label, on_click=turn, args=(to,), disabled=not possible, type="tertiary")


def _turn_to(page: int) -> None:
    """Show that part of the list, from 0."""
    st.session_state["list-page"] = page


def _sort(column: object) -> None:
    """Sort by a column; pressed again, the other way round."""
    if column in _COLUMNS:
        sorted_by, descending = st.session_state["list-sort"]
        first = column == "published"  # the newest first, but titles from A
        st.session_state["list-sort"] = (
            column,
            not descending if sorted_by == column else first,
        )
        _turn_to(0)


def _table(page: Listing, column: Order, descending: bool) -> dict[str, object]:
    return {
        "caption": "Articles",
        "columns": [{"key": key, "label": label} for key, label in _COLUMNS.items()],
        "sort": {"column": column, "descending": descending},
        "rows": [
            {
                "id": entry.id,
                "title": entry.label,
                "publisher": entry.publisher or "",
                "date": spoken_day(entry.published) if entry.published else "",
                "language": entry.language,
            }
            for entry in page.entries
        ],
    }


def _span(summary: Summary) -> str:
    if not summary.days:
        return "None has a date of publication"
    first, last = spoken_day(summary.days[0][0]), spoken_day(summary.days[-1][0])
    span = f"Published from {first} to {last}" if first != last else f"Published on {first}"
    return f"{span}; {summary.undated:,} without a date" if summary.undated else span


def _named(counts: tuple[tuple[str, int], ...]) -> str:
    # Isolated, so that a name written from right to left leaves the others in their places.
    shown = ", ".join(f"\u2068{name}\u2069 ({number:,})" for name, number in counts[:_NAMED])
    more = len(counts) - _NAMED
    return f"{shown} and {more:,} more" if more > 0 else shown
