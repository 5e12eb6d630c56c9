"""The owner of the conversations on a page: who is signed in, else one browser."""

from hashlib import sha256

import streamlit as st

from ui.serving.browser_cookie import COOKIE, TOKEN

__all__ = ["owner"]


def owner() -> str | None:
    """Return the name under which the user's conversations are kept; None without a cookie.

    A hash: who can read the database cannot take a user's place.
    """
    if st.user.get("is_logged_in"):
        who = (st.user.get("iss"), st.user.get("sub"))  # what identifies a person in OpenID
        return f"reader:{_hashed(repr(who))}"
    token = str(st.context.cookies.get(COOKIE, ""))
    return f"browser:{_hashed(token)}" if TOKEN.fullmatch(token) else None


def _hashed(text: str) -> str:
    return sha256(text.encode()).hexdigest()
