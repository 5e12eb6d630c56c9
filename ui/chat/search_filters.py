"""Search filters of the chat page: dates and publishers, chosen beside the question.

Streamlit keeps the choice in the page's address (``?after=2025-03-06&publisher=…``), and leaves
out what is no date and no publisher there.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

import streamlit as st

from assistant.filter_words import paper_names
from corpus import Filters
from corpus.text.dates import spoken_day
from corpus.text.escape import escape_markdown

__all__ = ["chosen_filters", "draw_filters", "words"]

_FIRST_DAY: Final = date(1600, 1, 1)
"""Before the first newspaper."""


def words(filters: Filters, titles: Sequence[str] = ()) -> list[str]:
    """Return each filter in words, such as "from 6 March 2025" or "by The Guardian".

    Args:
        filters: The conditions.
        titles: Headlines of the articles that they name.
    """
    days = [("from", filters.published_after), ("until", filters.published_before)]
    # Both may be None, which is passed over below.
    if filters.published_after == filters.published_before:
        days = [("of", filters.published_after)]
    spoken = [f"{word} {spoken_day(day)}" for word, day in days if day]
    if filters.publishers:
        spoken.append(f"by {' or '.join(paper_names(filters.publishers))}")
    return [*spoken, *(f"called “{title}”" for title in titles)]


def chosen_filters() -> Filters:
    """Return the filters that the user has chosen; days in the wrong order are swapped."""
    after, before = st.session_state.get("after"), st.session_state.get("before")
    if after and before and after > before:
        after, before = before, after
    return Filters(after, before, st.session_state.get("publisher") or None)


def draw_filters(publishers: Sequence[str]) -> None:
    """Draw the menu in which the filters are chosen, and a chip for each that is."""
    with st.container(key="filters", horizontal=True, vertical_alignment="center", gap="xsmall"):
        with st.popover("Filters", icon=":material/tune:", type="tertiary"):
            for label, key in (("Published from", "after"), ("Published until", "before")):
                st.date_input(
                    label,
                    value=None,
                    # Without it Streamlit offers the last ten years only.
                    min_value=_FIRST_DAY,
                    format="YYYY-MM-DD",
                    key=key,
                    bind="query-params",
                )
            st.multiselect("Publishers", publishers, key="publisher", bind="query-params")
        filters = chosen_filters()
        days = (
            ("after", "From", filters.published_after),
            ("before", "Until", filters.published_before),
        )
        for key, word, day in days:
            if day:
                _draw_chip(f"{word} {spoken_day(day)}", key)
        for name in filters.publishers or ():
            _draw_chip(name, "publisher", name)


def _draw_chip(label: str, key: str, name: str | None = None) -> None:
    st.button(
        # Streamlit reads labels as Markdown, and a publisher's name is a stranger's text.
        escape_markdown(label),
        key=f"chip-{key}-{name}",
        icon=":material/close:",
        icon_position="right",
        help="Remove this filter",
        on_click=_drop,
        args=(key, name),
    )


def _drop(key: str, name: str | None) -> None:
    if name is None:
        st.session_state[key] = None
    else:
        st.session_state[key] = [
            publisher for publisher in st.session_state[key] if publisher != name
        ]
