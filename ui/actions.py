"""What the reader's actions do to the page's memory, before it is drawn again.

Streamlit's session state holds ``turns`` (the conversation), ``conversation`` (its number,
for the keys of what is drawn) and ``source`` (the reference of the open source, or None).
"""

import streamlit as st

from ui.conversation import Reference, Turn, resolve
from ui.filters import chosen_filters, drop_filters

__all__ = ["ask", "begin", "close_source", "open_source", "start_again", "take_question", "widen"]


def begin() -> None:
    """Give a page that was just opened its memory."""
    st.session_state.setdefault("turns", [])
    st.session_state.setdefault("conversation", 0)
    st.session_state.setdefault("source", None)


def take_question() -> None:
    """Ask what was typed into the question box."""
    ask(st.session_state.question)


def ask(question: str) -> None:
    """Put ``question`` to the assistant at the next drawing."""
    st.session_state.turns.append(Turn(question, filters=chosen_filters()))
    st.session_state.source = None


def widen(question: str) -> None:
    """Put ``question`` again, to all articles."""
    drop_filters()
    ask(question)


def start_again() -> None:
    """Empty the page for a new conversation."""
    st.session_state.turns = []
    st.session_state.source = None
    st.session_state.conversation += 1


def open_source(key: object) -> None:
    """Show the passage that ``key`` names, if the conversation has it."""
    reference = Reference.parse(key)
    if reference and resolve(st.session_state.turns, reference):
        st.session_state.source = reference


def close_source(_key: object) -> None:
    """Close the source pane."""
    st.session_state.source = None
