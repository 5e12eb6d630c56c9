"""Signing in with the operator's identity provider: off unless the operator's secrets turn it on.

The protocol is OpenID Connect, and the work is Streamlit's: ``docs/sign-in.md``.
"""

from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from assistant import SettingsError, escape_markdown

__all__ = ["check_sign_in", "draw_gate", "draw_reader", "must_sign_in", "sign_in_host"]

_SECTION: Final = "auth"
_NEEDED: Final = (
    "redirect_uri",
    "cookie_secret",
    "client_id",
    "client_secret",
    "server_metadata_url",
)
_LEAST_SECRET: Final = 32
"""Code points of the secret that signs the cookies."""


def check_sign_in() -> None:
    """See that sign-in, when it is on, can work; it is better said before a reader comes.

    Raises:
        SettingsError: Something is missing.
    """
    section = _section()
    if not section:
        _check_secrets()
        return
    missing = [name for name in _NEEDED if not section.get(name)]
    if missing:
        raise SettingsError(
            f"sign-in is on, but [{_SECTION}] in secrets.toml has no {', '.join(missing)}; "
            "docs/sign-in.md shows a whole one"
        )
    if len(section["cookie_secret"]) < _LEAST_SECRET:
        raise SettingsError(
            f"cookie_secret in secrets.toml has {len(section['cookie_secret'])} characters; "
            f"give {_LEAST_SECRET} random ones or more"
        )
    if find_spec("authlib") is None:
        raise SettingsError(
            "sign-in is on, but Authlib is not installed; pip install 'onrecord[sign-in]'"
        )


def _check_secrets() -> None:
    """See that no file with secrets is passed over: it may say that readers have to sign in."""
    import streamlit as st
    from streamlit import config

    files = [path for path in config.get_option("secrets.files") if Path(path).is_file()]
    if files and not st.secrets.load_if_toml_exists():
        raise SettingsError(f"{', '.join(files)} cannot be read; put it right, or remove it")


def sign_in_host() -> str | None:
    """The host at which readers reach the chat, when sign-in is on."""
    address: str = _section().get("redirect_uri", "")
    return urlsplit(address).hostname


def must_sign_in() -> bool:
    """Whether the reader of this page has to sign in before anything is shown."""
    import streamlit as st

    return st.user.get("is_logged_in") is False


def draw_gate() -> None:
    """Draw the way in, for a reader who has to sign in."""
    import streamlit as st

    with st.container(key="gate"):
        st.title("On Record", anchor=False)
        st.text("Sign in to ask the articles, and to find your conversations again.")
        st.button("Sign in", on_click=st.login, type="primary")


def draw_reader() -> None:
    """Draw who is signed in, and the way out; nothing when sign-in is off."""
    import streamlit as st

    if not st.user.get("is_logged_in"):
        return
    name = st.user.get("name") or st.user.get("email") or "a reader"
    with st.container(key="reader"):
        st.caption(f"Signed in as {escape_markdown(str(name))}")
        st.button("Sign out", on_click=st.logout, type="tertiary", icon=":material/logout:")


def _section() -> Any:
    """The operator's settings of sign-in; empty when it is off."""
    import streamlit as st

    return st.secrets.get(_SECTION, {}) if st.secrets.load_if_toml_exists() else {}
