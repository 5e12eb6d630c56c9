"""Signing in with the operator's identity provider: off unless the operator's secrets turn it on.

The protocol is OpenID Connect, and the work is Streamlit's: ``docs/sign-in.md``.
"""

import tomllib
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from assistant import SettingsError, escape_markdown
from ui.uploads import forbid_uploads

__all__ = ["draw_gate", "draw_reader", "must_sign_in", "sign_in_host"]

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


def sign_in_host() -> str | None:
    """The host at which readers reach the chat; None when sign-in is off.

    Raises:
        SettingsError: Sign-in is on and cannot work, or it cannot be told whether it is on; it is
            better said before a reader comes.
    """
    section = _secrets().get(_SECTION)
    if not section:
        return None
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
    address: str = section["redirect_uri"]
    return urlsplit(address).hostname


def must_sign_in() -> bool:
    """Whether the reader of this page has to sign in before anything is shown."""
    import streamlit as st

    return st.user.get("is_logged_in") is False


def draw_gate() -> None:
    """Draw the way in, for a reader who has to sign in."""
    import streamlit as st

    forbid_uploads()
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


def _secrets() -> dict[str, Any]:
    """The operator's secrets, from the places where Streamlit looks for them."""
    found: dict[str, Any] = {}
    for folder in (Path.home(), Path.cwd()):
        path = folder / ".streamlit" / "secrets.toml"
        try:
            found |= tomllib.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            continue
        except (OSError, ValueError) as error:
            raise SettingsError(
                f"{path} cannot be read ({error}); put it right, or remove it"
            ) from error
    return found
