"""What went wrong, in one line that a reader understands."""

import logging
from traceback import format_exception
from typing import Final

import streamlit as st

from assistant import ModelError, OnRecordError, StoreError, escape_markdown
from assistant.output import plain

__all__ = ["draw_problem", "explain"]

_CLOSED: Final = (
    "The articles and conversations cannot be used just now; try again in a while. "
    "The server’s log says why."
)
_DEFECT: Final = "Something went wrong on our side; the server’s log has the details."

_log = logging.getLogger(__name__)


def draw_problem(message: str) -> None:
    """One plain line; what it quotes is shown as text."""
    st.error(escape_markdown(" ".join(message.split())))


def explain(error: Exception) -> str:
    """What to tell the reader of ``error``; what is for the operator only goes to the log.

    That is where the articles are kept (paths, hosts, ports and users), and the trace of a
    defect of ours.
    """
    if isinstance(error, StoreError | ModelError):
        _log.error("%s", plain(str(error)))
        return _CLOSED
    if isinstance(error, OnRecordError):
        return str(error)
    _log.error("the page failed\n%s", plain("".join(format_exception(error))))
    return _DEFECT
