"""The part of the conversation's menu that shares it by a link, and ends that."""

from collections.abc import Callable
from typing import Final

import streamlit as st

from assistant import Assistant
from assistant.history.conversations import KeptConversations
from assistant.history.saved_conversation import Conversation
from assistant.history.shared_conversations import SharedConversations
from ui.chat.actions import saying
from ui.components.mount import mount
from ui.serving.public_address import PublicAddress
from ui.session.owner import owner
from ui.session.rights import is_visitor

__all__ = ["SHARED", "draw_sharing"]

SHARED: Final = "shared"
"""The name in the address that stands before the token of a shared conversation."""
_TOKENS: Final = "shared-tokens"
"""Under which the session state holds the tokens of the links that it made, by conversation."""


def draw_sharing(assistant: Assistant, opened: Conversation) -> None:
    """Draw how to share the conversation or, where it is shared, its link and how to end that.

    Where conversations end with their page there is nothing to share; and at a public address only
    who signed in publishes under it.
    """
    who = owner()
    if not who or is_visitor() or not isinstance(st.session_state.shelf, KeptConversations):
        return
    with st.container(key="sharing", gap=None):
        if not SharedConversations(assistant.corpus).is_shared(who, opened.id):
            _draw_button("Share by link", ":material/link:", _share, assistant, who, opened.id)
            return
        st.caption("Whoever has the link reads this conversation, and what you ask in it later.")
        # Known only where it was made: the library keeps no more than its hash.
        token = st.session_state.get(_TOKENS, {}).get(opened.id)
        if token:
            link = f"{_chat_address()}?{SHARED}={token}"
            st.text(link)
            said = {"label": "Copy the link", "copied": "The link is copied."}
            mount("copy", {"text": link, **said}, "copy-link")
        else:
            st.caption("The link was shown when it was made. A new one ends it.")
            _draw_button("New link", ":material/link:", _share, assistant, who, opened.id)
        _draw_button("Stop sharing", ":material/link_off:", _stop, assistant, who, opened.id)


def _draw_button(label: str, icon: str, action: Callable[..., None], *args: object) -> None:
    st.button(label, icon=icon, type="tertiary", on_click=action, args=args)


@saying
def _share(assistant: Assistant, who: str, id_: str) -> None:
    token = SharedConversations(assistant.corpus).share(who, id_)
    st.session_state.setdefault(_TOKENS, {})[id_] = token


@saying
def _stop(assistant: Assistant, who: str, id_: str) -> None:
    SharedConversations(assistant.corpus).stop(who, id_)
    st.session_state.get(_TOKENS, {}).pop(id_, None)


def _chat_address() -> str:
    """Return where others find the chat: its public address, else the page's own."""
    public = PublicAddress.from_environment()
    return str(public) if public else f"{(st.context.url or '').rstrip('/')}/"
