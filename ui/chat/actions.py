"""Actions on the open conversation: the state of the chat page, before it is drawn again.

Streamlit's session state holds ``conversation`` (the open one, which has no turns when the page
is empty), ``shelf`` (where it is kept), ``source`` (the link to the open source, or None),
``missing`` (whether the address names a conversation that this user does not have), ``problem``
(why the last action failed, if it did) and ``away`` (whether the user comes from another page).
The address says which conversation is open: ``/?c=ID``.
"""

from collections.abc import Callable
from functools import wraps
from typing import Final, ParamSpec

import streamlit as st

from assistant.history.conversations import Conversations
from assistant.history.saved_conversation import Conversation, Turn
from corpus import Filters, OnRecordError
from ui.chat.search_filters import chosen_filters
from ui.components.problems import explain
from ui.session.survives_reload import memory

__all__ = ["CONVERSATION_PARAMETER", "ask", "begin", "keep", "saying"]

CONVERSATION_PARAMETER: Final = "c"
"""The name in the address that stands before a conversation's id."""

_P = ParamSpec("_P")


def saying(action: Callable[_P, None]) -> Callable[_P, None]:
    """Wrap ``action`` so that an error in it is shown at the next drawing."""

    @wraps(action)
    def act(*args: _P.args, **kwargs: _P.kwargs) -> None:
        try:
            action(*args, **kwargs)
        except OnRecordError as error:
            st.session_state.problem = explain(error)

    return act


def begin(shelf: Conversations) -> None:
    """Open the conversation that the address names, if it is not open already."""
    state = st.session_state
    state.shelf = shelf
    wanted = st.query_params.get(CONVERSATION_PARAMETER)
    current: Conversation | None = state.get("conversation")
    # Back from another page, whose address names no conversation: the open one goes on.
    if state.pop("away", False) and current and current.turns and not wanted:
        wanted = st.query_params[CONVERSATION_PARAMETER] = current.id
    # An address names no conversation that is still empty.
    if current and wanted == (current.id if current.turns else None):
        return
    named = shelf.get(wanted) if wanted else None
    if named:  # said again, because a link within one page leaves the address bar as it was
        st.query_params[CONVERSATION_PARAMETER] = named.id
    else:
        st.query_params.pop(CONVERSATION_PARAMETER, None)
    state.conversation = named or Conversation("")
    state.missing = wanted is not None and named is None
    state.source = None
    if current:
        memory().deleted = None


@saying
def ask(question: str, filters: Filters | None = None) -> None:
    """Add ``question``, to be answered at the next drawing; it is stored at once.

    Args:
        question: As it is shown.
        filters: The conditions of the search; None is those that the user has chosen.
    """
    conversation: Conversation = st.session_state.conversation
    turn = conversation.ask(question, chosen_filters() if filters is None else filters)
    st.query_params[CONVERSATION_PARAMETER] = conversation.id
    st.session_state.update(source=None, missing=False)
    memory().deleted = None
    keep(conversation, turn)


def keep(conversation: Conversation, *turns: Turn) -> None:
    """Keep a conversation, and these turns of it."""
    shelf: Conversations = st.session_state.shelf
    shelf.keep(conversation, *turns)
