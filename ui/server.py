"""Serving the chat on this computer, and to nobody else."""

import logging
import os
import socket
import sys
import tomllib
import webbrowser
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, Final

from assistant import SettingsError
from ui.sign_in import sign_in_host

if TYPE_CHECKING:
    from starlette.middleware import Middleware

__all__ = ["ADDRESS", "middleware", "serve"]

ADDRESS: Final = "127.0.0.1"
_FIRST_PORT: Final = 8501
_PORTS: Final = 100
_APP: Final = Path(__file__).with_name("app.py")
_CONFIG: Final = Path(__file__).with_name(".streamlit") / "config.toml"


def serve(port: int | None = None, open_browser: bool = True) -> None:
    """Serve the chat on 127.0.0.1 until interrupted, and print its address once it is up.

    Args:
        port: Where to listen, 1..65535; None takes the first free port from 8501.
        open_browser: Whether to open the address in the reader's browser.

    Raises:
        SettingsError: The port, or every port tried, is taken or may not be used; or sign-in is
            on and cannot work.
    """
    import streamlit

    host = sign_in_host()
    chosen = _free_port(port)
    address = f"http://{ADDRESS}:{chosen}"
    logging.getLogger("uvicorn.error").addFilter(_is_warning)
    app = streamlit.App(
        _APP, lifespan=_announcement(address, open_browser), middleware=middleware()
    )
    options = dict(_options(tomllib.loads(_CONFIG.read_text(encoding="utf-8"))))
    options |= {
        "server.port": chosen,
        "server.headless": True,
        "logger.hideWelcomeMessage": True,
    }
    if host:
        options["server.allowedHosts"].append(host)
        options["browser.serverAddress"] = host
    app.run(config=options)


def middleware() -> "list[Middleware]":
    """List the middleware between the browser and Streamlit, the outermost first."""
    import streamlit
    from starlette.middleware import Middleware

    from ui.security import SameOrigin, SecurityHeaders, content_security_policy
    from ui.uploads import UploadLimits
    from ui.visitors import VisitorCookie

    index = Path(streamlit.__file__).parent / "static" / "index.html"
    return [
        Middleware(SecurityHeaders, policy=content_security_policy(index)),
        Middleware(SameOrigin),
        Middleware(UploadLimits),
        Middleware(VisitorCookie),
    ]


def _options(section: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """The options of a file as pairs of a dotted name and a value."""
    for name, value in section.items():
        if isinstance(value, dict):
            yield from _options(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def _free_port(port: int | None) -> int:
    """``port`` when it can be listened on; without one, the first that can, from 8501."""
    candidates = range(_FIRST_PORT, _FIRST_PORT + _PORTS) if port is None else (port,)
    for candidate in candidates:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((ADDRESS, candidate))
            except (OSError, OverflowError) as error:
                reason = error
                continue
            return candidate
    tried = port if port is not None else f"{candidates[0]} to {candidates[-1]}"
    raise SettingsError(f"cannot listen on port {tried} ({reason}); choose another with --port")


def _announcement(address: str, open_browser: bool) -> Any:
    """What to do once the socket listens: say where, and show it if that was asked."""
    path = list(sys.path)

    @asynccontextmanager
    async def announce(_app: object) -> AsyncIterator[None]:
        import click

        # Streamlit has put the launcher's folder first, where our modules' short names
        # ("markdown", "events") would hide packages of the same name.
        sys.path[:] = path
        click.echo(f"On Record is open at {address} (Ctrl+C to stop)")
        if open_browser and _has_screen():
            Thread(target=webbrowser.open, args=(address,), daemon=True).start()
        yield

    return announce


def _has_screen() -> bool:
    """Whether a browser has a place to open; without one, Python tries one in the terminal."""
    displays = (os.environ.get("DISPLAY"), os.environ.get("WAYLAND_DISPLAY"))
    return sys.platform in ("darwin", "win32") or any(displays)


def _is_warning(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING
