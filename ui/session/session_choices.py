"""The assistant of one session: the shared one, or one with the user's own choices."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from assistant import Assistant, Settings
from assistant.writing.chat_model import load_model
from assistant.writing.providers import Choice, Provider, with_choices
from corpus import OnRecordError
from ui.session.shared import open_assistant
from ui.session.survives_reload import memory

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

__all__ = ["choose", "choose_model", "secret", "session_assistant"]


def session_assistant() -> Assistant:
    """Return the assistant that answers in this session."""
    shared = open_assistant()
    own: Assistant | None = st.session_state.get("assistant")
    # Unless the shared one was opened anew since.
    if own and own.corpus is shared.corpus:
        return own
    kept = memory()
    return shared if kept.settings is None else _take(kept.settings, _again(shared, kept.model))


def choose(**values: Any) -> None:
    """Change settings of this session; ``values`` are fields of ``Settings``.

    Raises:
        SettingsError: A value is out of its range.
    """
    now = session_assistant()
    _take(replace(now.settings, **values), now.model)


def choose_model(choice: Choice | None) -> None:
    """Have answers written by a model, after a test request to it, or by none.

    Raises:
        ModelFailure: The model does not answer; what wrote before goes on writing.
    """
    _take(session_assistant().settings, choice.connect() if choice else None)
    memory().model = choice.name if choice else ""


def secret(provider: Provider) -> str | None:
    """Return the provider's key among Streamlit's secrets, if there are any."""
    try:
        key = st.secrets.get(provider.variable or "")
    except StreamlitSecretNotFoundError:
        return None
    return key if isinstance(key, str) else None


def _again(shared: Assistant, name: str | None) -> "BaseChatModel | str | None":
    """Return the model that a user chose before; the shared one if it needs the user's key."""
    if not name:
        return shared.model if name is None else None
    choice = Choice.of(name)
    try:
        choice.permit()
        return load_model(name, secret(choice.provider))
    # Its key was held by the page alone, and is gone with it.
    except OnRecordError:
        return shared.model


def _take(settings: Settings, model: "BaseChatModel | str | None") -> Assistant:
    own = st.session_state.assistant = with_choices(open_assistant(), settings, model)
    memory().settings = settings
    return own
