"""The configuration: every environment variable that the program reads, in one frozen value."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from os import environ
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from corpus.errors import InvalidInput, SettingsError

__all__ = ["WAIT", "Config", "checked_wait", "default_home"]

WAIT = 60.0
"""Seconds that we wait, by default, for whoever is at a work."""
_MOST_DAYS = 36_500
_MOST_WAIT = 86_400
"""Seconds that anybody may want to wait."""
_ORIGIN = re.compile(r"https?://(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:[0-9]{1,5})?")
"""As browsers send it (RFC 6454): scheme, host and port, nothing after them."""
_PATH = re.compile(r"(/[A-Za-z0-9._~-]+)*")
_OWN_PORTS = {"http": ":80", "https": ":443"}


@dataclass(frozen=True, slots=True)
class Config:
    """Settings of the process, as ``docs/environment.md`` explains them."""

    home: Path | None = None
    """``ONRECORD_HOME``: the data folder; None is the user's own for ``onrecord``."""
    read_only: bool = False
    """``ONRECORD_READ_ONLY``: serve a corpus that nobody can change."""
    database_url: str = ""
    """``ONRECORD_DATABASE_URL``: the library on PostgreSQL; empty is a file in the data folder."""
    chroma_url: str = ""
    """``ONRECORD_CHROMA_URL``: the vectors on a Chroma server; empty is the data folder."""
    wait: float = WAIT
    """``ONRECORD_WAIT``: seconds, 0 to 86,400, to wait for another process."""
    allowed_networks: tuple[str, ...] = ()
    """``ONRECORD_ALLOW_NETWORKS``: networks that may be reached although they are not public."""
    model: str = ""
    """``ONRECORD_MODEL``: the chat model that writes answers, ``provider:model``; empty is none."""
    share_key: bool = False
    """``ONRECORD_SHARE_KEY``: the server's key also serves models that users choose."""
    cors: tuple[str, ...] = ()
    """``ONRECORD_CORS``: origins whose pages may ask the API, beside its own."""
    public_url: str = ""
    """``ONRECORD_PUBLIC_URL``: where readers on other computers reach the server, behind a proxy;
    without a slash at the end. Empty is this computer only."""
    editors: tuple[str, ...] = ()
    """``ONRECORD_EDITORS``: who, of those who signed in, may add and remove articles: addresses of
    mail, and groups as ``group:name``. Empty is all of them."""
    admins: tuple[str, ...] = ()
    """``ONRECORD_ADMINS``: who, of those who signed in, may export and delete what is kept of
    people, and make and revoke keys; they are editors too. Like ``editors``; empty is nobody."""
    keep_days: int | None = None
    """``ONRECORD_KEEP_DAYS``: days, from 1, for which conversations are kept; None is for ever."""
    log: str = ""
    """``ONRECORD_LOG``: "requests", or "questions" with their text too: requests, and changes
    of articles, keys and people, as JSON lines on standard error; empty is warnings and errors, as
    plain lines."""
    debug: bool = False
    """``ONRECORD_DEBUG``: show where an unexpected error came from."""

    @classmethod
    def from_environment(cls, variables: Mapping[str, str] = environ) -> Self:
        """Read the variables as they are now, so that a change counts at the next use.

        Raises:
            SettingsError: One that is on or off is neither 1 nor 0, the wait is no number of
                seconds, the days are no whole number, an origin or the public address is none, or
                there is no log of that kind.
        """
        home = variables.get("ONRECORD_HOME")
        networks = variables.get("ONRECORD_ALLOW_NETWORKS", "")
        return cls(
            home=Path(home).expanduser() if home else None,
            read_only=_switch(variables, "ONRECORD_READ_ONLY"),
            database_url=variables.get("ONRECORD_DATABASE_URL", ""),
            chroma_url=variables.get("ONRECORD_CHROMA_URL", ""),
            wait=_seconds(variables, "ONRECORD_WAIT"),
            allowed_networks=tuple(networks.replace(",", " ").split()),
            model=variables.get("ONRECORD_MODEL", ""),
            share_key=_switch(variables, "ONRECORD_SHARE_KEY"),
            cors=_origins(variables, "ONRECORD_CORS"),
            public_url=_address(variables, "ONRECORD_PUBLIC_URL"),
            editors=_names(variables, "ONRECORD_EDITORS"),
            admins=_names(variables, "ONRECORD_ADMINS"),
            keep_days=_days(variables, "ONRECORD_KEEP_DAYS"),
            log=cls.log_kind(variables),
            debug=_switch(variables, "ONRECORD_DEBUG"),
        )

    @staticmethod
    def log_kind(variables: Mapping[str, str] = environ) -> str:
        """Read ``ONRECORD_LOG`` alone: a log starts whatever is wrong with other variables.

        Raises:
            SettingsError: There is no log of that kind.
        """
        return _one_of(variables, "ONRECORD_LOG", ("requests", "questions"))


def default_home() -> Path:
    """The data folder: ``ONRECORD_HOME``, else the user's data folder for ``onrecord``."""
    if home := Config.from_environment().home:
        return home
    from platformdirs import user_data_path

    return user_data_path("onrecord", appauthor=False)


def checked_wait(seconds: float) -> float:
    """Check a number of seconds to wait for another process, and return it.

    Raises:
        InvalidInput: It is not from 0 to 86,400.
    """
    if not 0 <= seconds <= _MOST_WAIT:
        raise InvalidInput(f"wait is {seconds}; give seconds from 0 to {_MOST_WAIT:,}")
    return seconds


def _seconds(variables: Mapping[str, str], name: str) -> float:
    value = variables.get(name) or str(WAIT)
    try:
        return checked_wait(float(value))
    except ValueError:
        raise SettingsError(
            f"{name} is {value!r}; set it to a number of seconds, at most {_MOST_WAIT:,}"
        ) from None


def _days(variables: Mapping[str, str], name: str) -> int | None:
    value = variables.get(name, "")
    if not value:
        return None
    # A "²" is a digit as well, of which int() makes no number.
    if not (value.isascii() and value.isdigit() and 0 < int(value) <= _MOST_DAYS):
        raise SettingsError(f"{name} is {value!r}; set it to a number of days from 1 to 36,500")
    return int(value)


def _names(variables: Mapping[str, str], name: str) -> tuple[str, ...]:
    """Read addresses of mail and groups, in small letters."""
    return tuple(variables.get(name, "").replace(",", " ").lower().split())


def _origins(variables: Mapping[str, str], name: str) -> tuple[str, ...]:
    origins = tuple(variables.get(name, "").replace(",", " ").lower().split())
    for origin in origins:
        if not _ORIGIN.fullmatch(origin):
            raise SettingsError(
                f"{name} names {origin!r}; name each origin as scheme, host and port: "
                "https://news.example"
            )
    return tuple(map(_as_sent, origins))


def _as_sent(origin: str) -> str:
    """Write an origin as browsers send it: they leave out the port that a scheme has anyway."""
    return origin.removesuffix(_OWN_PORTS[urlsplit(origin).scheme])


def _address(variables: Mapping[str, str], name: str) -> str:
    """Read an address without user, query and fragment, and write it as browsers do."""
    value = variables.get(name, "").strip().rstrip("/")
    if not value:
        return ""
    scheme, _, rest = value.partition("://")
    host, slash, path = rest.partition("/")
    origin, path = f"{scheme}://{host}".lower(), f"{slash}{path}"
    if not _ORIGIN.fullmatch(origin) or not _PATH.fullmatch(path) or "/.." in path:
        raise SettingsError(
            f"{name} is {value!r}; set it to scheme, host and, if need be, port and path: "
            "https://news.example/archive"
        )
    return f"{_as_sent(origin)}{path}"


def _one_of(variables: Mapping[str, str], name: str, values: tuple[str, ...]) -> str:
    value = variables.get(name, "")
    if value and value not in values:
        raise SettingsError(f"{name} is {value!r}; set it to {' or '.join(values)}, or unset it")
    return value


def _switch(variables: Mapping[str, str], name: str) -> bool:
    value = variables.get(name, "")
    # Nothing else: "no" and "false" are texts too, and would switch it on.
    if value not in ("0", "1", ""):
        raise SettingsError(f"{name} is {value!r}; set it to 1 or 0")
    return value == "1"
