"""Draws the source pane: the passage that the user opened, in its article."""

import streamlit as st

from assistant import Assistant
from assistant.history.saved_conversation import Turn
from corpus import OnRecordError
from ui.components.mount import mount
from ui.components.passage_links import PassageLink
from ui.components.problems import draw_problem, explain
from ui.components.source_view import source_view

__all__ = ["draw_open_source"]


def draw_open_source(assistant: Assistant, turns: list[Turn], name: str) -> None:
    """Draw the passage that the user opened; nothing where none is open.

    Args:
        assistant: The one of this session.
        turns: Of the conversation on the page.
        name: Under which the session state holds the passage's link, or None.
    """
    link: PassageLink | None = st.session_state[name]
    passage = link.resolve(turns) if link else None
    if not link or not passage:
        return

    def close(_key: object = None) -> None:
        st.session_state[name] = None

    try:
        article = assistant.corpus.article(passage.article_id, passage.revision)
    except OnRecordError as error:
        close()
        draw_problem(explain(error))
    else:
        mount("source", dict(source_view(article, passage, link)), "source-pane", close=close)
