"""A conversation that somebody shared by a link: read, not changed, and copied to go on with."""

import streamlit as st

from assistant import Assistant
from assistant.history.conversations import Conversations
from assistant.history.saved_conversation import Conversation
from assistant.history.shared_conversations import SharedConversations
from corpus.config import Config
from corpus.text.dates import spoken_day
from corpus.text.escape import escape_markdown
from ui.chat.actions import CONVERSATION_PARAMETER, saying
from ui.chat.share_menu import SHARED
from ui.chat.source_pane import draw_open_source
from ui.chat.turn import draw_shared_turn
from ui.components.mount import draw_question
from ui.components.passage_links import PassageLink
from ui.components.problems import draw_problem

__all__ = ["draw_shared"]

_SOURCE = "shared-source"
"""Under which the session state holds the link to the open source, or None."""


def draw_shared(assistant: Assistant, shelf: Conversations, token: str) -> None:
    """Draw the conversation to which a link leads, or that there is none.

    Args:
        assistant: The one of this session.
        shelf: Where a copy of it goes.
        token: The link's.
    """
    state = st.session_state
    # Another link in the same window: the source that is open is none of its.
    if state.get("shared-token") != token:
        state.update({"shared-token": token, _SOURCE: None})
    with st.container(key="masthead", horizontal=True, vertical_alignment="center"):
        st.title("On Record", anchor=False)
        st.button("New conversation", on_click=_leave, type="tertiary")
    shared = SharedConversations(assistant.corpus).get(token, Config.from_environment().keep_days)
    if shared is None:  # nor is it told whether there ever was one
        st.caption("This link leads to no conversation.")
        return
    if state.get("problem"):
        draw_problem(state.pop("problem"))
    conversation, pane = st.container(key="conversation"), st.container(key="source")
    with st.container(key="ask"):  # where the question box is in a conversation of one's own
        st.button(
            "Continue in a conversation of my own",
            on_click=_continue,
            args=(shelf, shared),
            type="primary",
        )
    with pane:
        draw_open_source(assistant, shared.turns, _SOURCE)
    with conversation:
        with st.container(key="shared", gap="small"):
            st.header(escape_markdown(shared.title), anchor=False)
            st.caption(f"Shared with you to read. Last asked on {spoken_day(shared.updated)}.")
        for index, turn in enumerate(shared.turns):
            with st.chat_message("user"):
                draw_question(turn.question, f"question-{turn.id}", stay=True)
            with st.chat_message("assistant"):
                draw_shared_turn(assistant, index, turn, _open_source)


def _open_source(key: object) -> None:
    st.session_state[_SOURCE] = PassageLink.parse(key)


def _leave() -> None:
    st.query_params.pop(SHARED, None)


@saying
def _continue(shelf: Conversations, shared: Conversation) -> None:
    """Keep a copy of the conversation, and open it."""
    own = shared.copied()
    shelf.keep(own, *own.turns)
    _leave()
    st.query_params[CONVERSATION_PARAMETER] = own.id
