"""What went wrong, in one line that a reader understands."""

import logging

import streamlit as st

from corpus import OnRecordError
from corpus.text.escape import escape_markdown

__all__ = ["draw_problem", "explain"]

_log = logging.getLogger(__name__)


def draw_problem(message: str) -> None:
    """One plain line; what it quotes is shown as text."""
    st.error(escape_markdown(" ".join(message.split())))


def explain(error: Exception) -> str:
    """What to tell the reader of ``error``; a defect of ours goes to the log with its trace."""
    if isinstance(error, OnRecordError):
        return str(error)
    _log.error("the page failed", exc_info=error)
    return "Something went wrong on our side; the server’s log has the details."
