"""What all sessions of a server share: the assistant, and its questions to begin with."""

import streamlit as st

from assistant import Assistant

__all__ = ["open_assistant", "suggestions"]

_SUGGESTIONS = 3
_MINUTE = 60


@st.cache_resource(show_spinner="Opening the corpus…")
def open_assistant() -> Assistant:
    """The assistant that all sessions of this server share."""
    return Assistant.open()


@st.cache_data(ttl=_MINUTE, show_spinner=False)
def suggestions(_assistant: Assistant) -> tuple[str, ...]:
    """Questions to begin with; each is tried out, so they are kept for a minute."""
    return _assistant.suggestions(_SUGGESTIONS)
