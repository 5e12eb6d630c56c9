"""The assistant of one session: the one that all share, or it with the reader's own choices."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from assistant import Assistant
from assistant.choices import Choice, connect, with_choices
from ui.shared import open_assistant

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

__all__ = ["choose", "choose_model", "session_assistant"]


def session_assistant() -> Assistant:
    """The assistant that answers in this session."""
    shared = open_assistant()
    own: Assistant | None = st.session_state.get("assistant")
    return own if own and own.corpus is shared.corpus else shared


def choose(**values: Any) -> None:
    """Answer by other settings from now on; ``values`` are fields of ``Settings``.

    Raises:
        SettingsError: A value is out of its range.
    """
    now = session_assistant()
    _take(replace(now.settings, **values), now.model)


def choose_model(choice: Choice | None) -> None:
    """Have answers written by a model that was tried first, or by none.

    Raises:
        ModelFailure: The model does not answer; what wrote before goes on writing.
    """
    _take(session_assistant().settings, connect(choice) if choice else None)


def _take(settings: Any, model: "BaseChatModel | str | None") -> None:
    st.session_state.assistant = with_choices(open_assistant(), settings, model)
