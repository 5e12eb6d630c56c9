"""The store of the user's conversations: the library, or only this page's memory."""

import streamlit as st

from assistant import Assistant
from assistant.history.conversations import Conversations, KeptConversations, PassingConversations
from assistant.history.retention import forget_old
from corpus.config import Config
from ui.session.owner import owner

__all__ = ["open_shelf"]

_HOUR = 3600
"""Seconds."""


def open_shelf(assistant: Assistant) -> Conversations:
    """Return the conversations of the user of this page."""
    who = owner()
    if who and not assistant.corpus.read_only:
        if keep_days := Config.from_environment().keep_days:
            # Pages open far more often than this is needed: its cache serves as a clock.
            # Streamlit compares no argument whose name begins with an underscore.
            _forget(assistant, keep_days)
        return KeptConversations.of(assistant.corpus, who)
    passing: Conversations = st.session_state.setdefault("passing", PassingConversations())
    return passing


@st.cache_data(ttl=_HOUR, show_spinner=False)
def _forget(_assistant: Assistant, days: int) -> None:
    """Remove conversations in which nothing was asked for so many days, once an hour."""
    forget_old(_assistant.corpus, days)
