"""The owner of the conversations on a page: who is signed in, else one browser."""

from hashlib import sha256
from typing import Final

import streamlit as st

from ui.serving.browser_cookie import COOKIE, TOKEN

__all__ = ["owner", "short_name", "verified_mail", "who"]

_SHORT: Final = 12
"""Digits of a hash that tell people apart."""


def owner() -> str | None:
    """Return the name under which the user's conversations are kept; None without a cookie.

    A hash: who can read the database cannot take a user's place.
    """
    if st.user.get("is_logged_in"):
        who = (st.user.get("iss"), st.user.get("sub"))  # what identifies a person in OpenID
        # Each in quotation marks, so that no other two make the same text.
        return f"reader:{_hashed(repr(who))}"
    token = str(st.context.cookies.get(COOKIE, ""))
    return f"browser:{_hashed(token)}" if TOKEN.fullmatch(token) else None


def who() -> str:
    """Return how the log names the user of this page: the beginning of ``owner``, then the mail.

    'onrecord people' takes that beginning for the whole name. A mail may be anybody's, so the hash
    stands before it; one that the provider has not verified is left out.
    """
    name = short_name(owner() or "browser")
    email = verified_mail() if name.startswith("reader:") else None
    return name if email is None else f"{name} {email}"


def short_name(owner: str) -> str:
    """Return the name of an owner as it is shown: of a hash, digits enough to tell people apart."""
    kind, colon, rest = owner.partition(":")
    return f"{kind}:{rest[:_SHORT]}" if colon and kind in ("reader", "browser") else owner


def verified_mail() -> str | None:
    """Return the mail of who signed in; None where the provider says that it is not verified."""
    email = st.user.get("email")
    known = isinstance(email, str) and st.user.get("email_verified") is not False
    return str(email) if known else None


def _hashed(text: str) -> str:
    return sha256(text.encode()).hexdigest()
