"""Signs users in and out with the operator's identity provider, where there is one."""

import streamlit as st

from corpus.text.escape import escape_markdown
from ui.chat.share_menu import SHARED
from ui.serving.upload_limits import forbid_uploads

__all__ = ["draw_gate", "draw_reader", "must_sign_in"]


def must_sign_in() -> bool:
    """Tell if the user of this page has to sign in before anything is shown."""
    # None where sign-in is off.
    return st.user.get("is_logged_in") is False


def draw_gate() -> None:
    """Draw the sign-in button, for a user who has to sign in."""
    forbid_uploads()
    with st.container(key="gate"):
        st.title("On Record", anchor=False)
        st.text("Sign in to ask the articles, and to find your conversations again.")
        if SHARED in st.query_params:  # signing in leads back to the chat without it
            st.text("Then open the link to the conversation once more.")
        st.button("Sign in", on_click=st.login, type="primary")


def draw_reader() -> None:
    """Draw who is signed in, and the sign-out button; nothing when nobody is."""
    if not st.user.get("is_logged_in"):
        return
    name = st.user.get("name") or st.user.get("email") or "a reader"
    with st.container(key="reader"):
        st.caption(f"Signed in as {escape_markdown(str(name))}")
        st.button("Sign out", on_click=st.logout, type="tertiary", icon=":material/logout:")
