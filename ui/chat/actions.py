"""Callbacks of the chat page: they change its session state before it is drawn again.

Streamlit's session state holds ``conversation`` (the open one, which has no turns when the page
is empty), ``shelf`` (where it is kept), ``source`` (the reference of the open source, or None),
``missing`` (whether the address names a conversation that this user does not have), ``problem``
(why the last action failed, if it did) and ``away`` (whether the user comes from another page).
The address says which conversation is open: ``/?c=ID``.
"""

from collections.abc import Callable
from functools import wraps
from typing import Final, ParamSpec

import streamlit as st

from assistant.history.conversations import (
    COMMENT,
    Conversation,
    Conversations,
    Turn,
    Verdict,
    shortened,
)
from corpus import Filters, OnRecordError
from ui.chat.search_filters import chosen_filters, drop_filters
from ui.components.problems import explain
from ui.components.references import Reference, resolve
from ui.session.survives_reload import memory

__all__ = [
    "ADDRESS",
    "again",
    "ask",
    "begin",
    "comment",
    "delete",
    "judge",
    "leave",
    "open_source",
    "rename",
    "restore",
    "saying",
    "start_again",
    "take_question",
    "widen",
]

ADDRESS: Final = "c"
"""The name in the address that stands before a conversation's id."""
_VERDICTS: Final[tuple[Verdict, Verdict]] = ("down", "up")

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


def leave() -> None:
    """Remember that the user went to another page: the conversation is open on coming back."""
    st.session_state.away = True


def begin(shelf: Conversations) -> None:
    """Open the conversation that the address names, if it is not open already."""
    state = st.session_state
    state.shelf = shelf
    wanted = st.query_params.get(ADDRESS)
    current: Conversation | None = state.get("conversation")
    if state.pop("away", False) and current and current.turns and not wanted:
        wanted = st.query_params[ADDRESS] = current.id
    if current and wanted == (current.id if current.turns else None):
        return
    named = shelf.get(wanted) if wanted else None
    if named:  # said again, because a link within one page leaves the address bar as it was
        st.query_params[ADDRESS] = named.id
    else:
        st.query_params.pop(ADDRESS, None)
    state.conversation = named or Conversation("")
    state.missing = wanted is not None and named is None
    state.source = None
    if current:
        memory().deleted = None


def take_question() -> None:
    """Ask what was typed into the question box."""
    ask(st.session_state.question)


@saying
def ask(question: str, filters: Filters | None = None) -> None:
    """Add ``question``, to be answered at the next drawing; it is stored at once.

    Args:
        question: As it is shown.
        filters: The conditions of the search; None is those that the user has chosen.
    """
    conversation: Conversation = st.session_state.conversation
    turn = conversation.ask(question, chosen_filters() if filters is None else filters)
    st.query_params[ADDRESS] = conversation.id
    st.session_state.update(source=None, missing=False)
    memory().deleted = None
    _keep(conversation, turn)


def widen(question: str) -> None:
    """Ask ``question`` again, without filters."""
    drop_filters()
    ask(question)


def again(turn: Turn) -> None:
    """Answer a question again at the next drawing."""
    turn.reset()
    st.session_state.source = None


def start_again() -> None:
    """Empty the page for a new conversation."""
    st.query_params.pop(ADDRESS, None)


@saying
def rename(key: str) -> None:
    """Rename the open conversation to what was typed into the field ``key``."""
    conversation: Conversation = st.session_state.conversation
    conversation.title = shortened(st.session_state[key]) or conversation.title
    _keep(conversation)


@saying
def delete() -> None:
    """Remove the open conversation, and empty the page."""
    conversation: Conversation = st.session_state.conversation
    st.session_state.shelf.delete(conversation.id)
    start_again()
    st.session_state.update(conversation=Conversation(""), source=None)
    memory().deleted = conversation


@saying
def restore() -> None:
    """Bring back the conversation that was just removed."""
    conversation = memory().deleted
    if conversation:
        _keep(conversation, *conversation.turns)
        st.query_params[ADDRESS] = conversation.id


@saying
def judge(turn: Turn, key: str) -> None:
    """Store the verdict (thumb) chosen in ``key`` for an answer; None takes it back."""
    thumb: int | None = st.session_state[key]
    turn.verdict = None if thumb is None else _VERDICTS[thumb]
    _keep(st.session_state.conversation, turn)


@saying
def comment(turn: Turn, key: str) -> None:
    """Store the comment on an answer that was typed into the field ``key``."""
    turn.comment = st.session_state[key].strip()[:COMMENT]
    _keep(st.session_state.conversation, turn)
    st.toast("Your comment is kept.")


def open_source(key: object) -> None:
    """Show the passage that ``key`` names, if the conversation has it."""
    reference = Reference.parse(key)
    if reference and resolve(st.session_state.conversation.turns, reference):
        st.session_state.source = reference


def _keep(conversation: Conversation, *turns: Turn) -> None:
    shelf: Conversations = st.session_state.shelf
    shelf.keep(conversation, *turns)
