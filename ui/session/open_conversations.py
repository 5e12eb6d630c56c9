"""The store of the user's conversations: the library, or only this page's memory."""

import streamlit as st

from assistant import Assistant
from assistant.history.conversations import Conversations, KeptConversations, PassingConversations
from ui.session.owner import owner

__all__ = ["open_shelf", "why_passing"]


def open_shelf(assistant: Assistant) -> Conversations:
    """Return the conversations of the user of this page."""
    who = owner()
    if who and not assistant.corpus.read_only:
        return KeptConversations.of(assistant.corpus, who)
    passing: Conversations = st.session_state.setdefault("passing", PassingConversations())
    return passing


def why_passing(assistant: Assistant) -> str | None:
    """Return the reason that conversations end with the page, a clause; None if they are kept."""
    if assistant.corpus.read_only:
        return "this library is open for reading only"
    return None if owner() else "your browser sends no cookies"
