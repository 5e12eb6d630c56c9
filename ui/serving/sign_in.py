"""The operator's settings of sign-in: off unless their secrets turn it on.

The protocol is OpenID Connect, and the work is Streamlit's: ``docs/sign-in.md``.
"""

from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from corpus import SettingsError

__all__ = ["sign_in_address"]

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


def sign_in_address() -> str | None:
    """Return the address at which users come back from signing in; None when sign-in is off.

    Raises:
        SettingsError: Sign-in is on and cannot work, or it cannot be told whether it is on; it is
            better said before a user comes.
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
    return address


def _secrets() -> dict[str, Any]:
    """Return the operator's secrets, from the places where Streamlit looks for them."""
    import tomllib

    secrets: dict[str, Any] = {}
    # What the working folder's file says stands over what the home's says.
    for folder in (Path.home(), Path.cwd()):
        path = folder / ".streamlit" / "secrets.toml"
        try:
            secrets |= tomllib.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            continue
        except (OSError, ValueError) as error:
            raise SettingsError(
                f"{path} cannot be read ({error}); put it right, or remove it"
            ) from error
    return secrets
