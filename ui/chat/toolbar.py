"""The toolbar at the top of the chat: rename, export, share or delete a conversation, or begin."""

from collections.abc import Callable

import streamlit as st

from assistant import Assistant
from assistant.history.exports import (
    references,
    to_bibtex,
    to_csl_json,
)
from assistant.history.saved_conversation import TITLE, Conversation, shortened
from ui.chat.actions import CONVERSATION_PARAMETER, keep, saying
from ui.chat.share_menu import draw_sharing
from ui.session.survives_reload import memory

__all__ = ["draw_masthead"]


def draw_masthead(assistant: Assistant, opened: Conversation) -> None:
    """Draw the masthead; an empty page has no conversation to do anything with."""
    with st.container(key="masthead", horizontal=True, vertical_alignment="center"):
        st.title("On Record", anchor=False)
        if opened.turns:
            with st.container(key="tools", horizontal=True, vertical_alignment="center"):
                with st.popover("Options", type="tertiary"), st.container(key="menu"):
                    _draw_menu(assistant, opened)
                st.button("New conversation", on_click=_start_again, type="tertiary")


def _draw_menu(assistant: Assistant, opened: Conversation) -> None:
    field = f"name-{opened.id}"
    st.text_input(
        "Name", opened.title, max_chars=TITLE, key=field, on_change=_rename, args=(field,)
    )

    def cited(write: Callable[..., str]) -> Callable[[], str]:
        return lambda: write(references(opened.turns, assistant.corpus.article))

    files: tuple[tuple[str, str, str, Callable[[], str]], ...] = (
        ("Markdown", "md", "text/markdown", opened.to_markdown),
        ("JSON", "json", "application/json", opened.to_json),
        ("References, CSL-JSON", "csl.json", "application/json", cited(to_csl_json)),
        ("References, BibTeX", "bib", "application/x-bibtex", cited(to_bibtex)),
    )
    st.caption("Download")
    for label, ending, kind, write in files:
        st.download_button(
            label,
            # Called when the button is pressed: no export is made at every drawing.
            write,
            file_name=f"conversation-{opened.id}.{ending}",
            mime=kind,
            key=f"export-{ending}",
            on_click="ignore",  # the page need not be drawn again
            type="tertiary",
            icon=":material/download:",
        )
    draw_sharing(assistant, opened)
    st.button(
        "Delete this conversation",
        on_click=_delete,
        type="tertiary",
        icon=":material/delete:",
    )


def _start_again() -> None:
    """Empty the page for a new conversation."""
    st.query_params.pop(CONVERSATION_PARAMETER, None)


@saying
def _rename(key: str) -> None:
    """Rename the open conversation to what was typed into the field ``key``."""
    conversation: Conversation = st.session_state.conversation
    conversation.title = shortened(st.session_state[key]) or conversation.title
    keep(conversation)


@saying
def _delete() -> None:
    """Remove the open conversation, and empty the page."""
    conversation: Conversation = st.session_state.conversation
    st.session_state.shelf.delete(conversation.id)
    _start_again()
    st.session_state.update(conversation=Conversation(""), source=None)
    memory().deleted = conversation
