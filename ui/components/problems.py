"""Error messages for the page: what went wrong, in one line that a user understands."""

import logging
from typing import Final

import streamlit as st

from corpus import ModelError, OnRecordError, StoreError
from corpus.text.escape import escape_markdown
from corpus.text.printing import plain

__all__ = ["draw_problem", "explain"]

_CLOSED: Final = (
    "The articles and conversations cannot be used just now; try again in a while. "
    "The server’s log says why."
)
_DEFECT: Final = "Something went wrong on our side; the server’s log has the details."

_log = logging.getLogger(__name__)


def draw_problem(message: str) -> None:
    """Draw an error message in one line; what it quotes is shown as plain text."""
    st.error(escape_markdown(" ".join(message.split())))


def explain(error: Exception) -> str:
    """Return the message of ``error`` for the user; what is for the operator goes to the log.

    The log gets where the articles are kept (paths, hosts, ports and users), and the trace of a
    defect of ours.
    """
    if isinstance(error, StoreError | ModelError):
        _log.error("%s", plain(str(error)))
        return _CLOSED
    if isinstance(error, OnRecordError):
        return str(error)
    _log.error("the page failed", exc_info=error)
    return _DEFECT
