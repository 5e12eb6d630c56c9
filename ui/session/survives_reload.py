"""Per-user state that survives a page reload, which Streamlit's session state does not.

It is held in this process for each user, the last thousand of them, and never holds a key.
"""

from dataclasses import dataclass
from functools import lru_cache

import streamlit as st

from assistant import Settings
from assistant.history.saved_conversation import Conversation
from ui.session.owner import owner
from ui.session.removed import Removed

__all__ = ["memory"]


@dataclass(slots=True)
class _Memory:
    """The settings and model that one user chose, and what they removed last."""

    settings: Settings | None = None
    """None before anything was chosen."""
    model: str | None = None
    """As ``provider:model``; empty for none, None before one was chosen."""
    deleted: Conversation | None = None
    """The conversation that can be brought back."""
    removed: Removed | None = None
    """The article that can be put back."""


def memory() -> _Memory:
    """Return the state of this page's user; without a cookie it ends with the page."""
    who = owner()
    if who:
        return _of(who)
    own: _Memory = st.session_state.setdefault("memory", _Memory())
    return own


@lru_cache(maxsize=1000)
def _of(_who: str) -> _Memory:
    # The cache is the store: it gives the same object, which changes, for the same user again.
    return _Memory()
