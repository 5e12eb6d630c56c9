"""The user's conversations in the sidebar: each a link, with a search by words."""

from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.navigation.page import Page

from assistant.history.conversations import MOST, Conversations
from corpus.text.escape import escape_markdown
from ui.chat.actions import CONVERSATION_PARAMETER
from ui.components.mount import mount

__all__ = ["HISTORY_STYLE", "draw_history"]

HISTORY_STYLE: Final = Path(__file__).parents[1] / "components" / "history.css"


def draw_history(shelf: Conversations, chat: Page) -> None:
    """Draw the list, newest first, with a link for each to the page of the chat."""
    headings = shelf.find()
    if not headings:
        return
    with st.container(key="history"):
        st.subheader("Conversations", anchor=False)
        words = st.text_input(
            "Search conversations",
            key="history-words",
            placeholder="Search conversations",
            label_visibility="collapsed",
        )
        if words:
            headings = shelf.find(words)
        opened = st.query_params.get(CONVERSATION_PARAMETER, "")
        mount("drawer", {"opened": opened}, "drawer")
        for id_, title, _ in headings:
            # The key becomes a class, by which history.css tells the open one.
            kind = "here" if opened == id_ else "other"
            with st.container(key=f"{kind}-{id_}"):
                st.page_link(
                    chat,
                    label=escape_markdown(title) or "Untitled",
                    query_params={CONVERSATION_PARAMETER: id_},
                )
        if not headings:
            st.caption("No conversation has these words.")
        if len(headings) == MOST:
            st.caption(f"The newest {MOST}; search to find older ones.")
