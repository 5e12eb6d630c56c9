"""Serves the chat on this computer; to others by a proxy, at the public address."""

import asyncio
import logging
import os
import socket
import sys
import threading
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from corpus import SettingsError
from ui.serving.json_log import start_log
from ui.serving.public_address import BehindProxy, PublicAddress
from ui.serving.sign_in import sign_in_address

if TYPE_CHECKING:
    from starlette.middleware import Middleware

__all__ = ["ADDRESS", "middleware", "serve"]

ADDRESS: Final = "127.0.0.1"
_FIRST_PORT: Final = 8501
_PORTS: Final = 100
_GRACE: Final = 10
"""Seconds that pages which are being drawn have when the server is stopped."""
_PAGE: Final = "ScriptRunner.scriptThread"
"""Streamlit's name for a thread that draws a page."""
_APP: Final = Path(__file__).parents[1] / "app.py"
_CONFIG: Final = Path(__file__).parents[1] / ".streamlit" / "config.toml"


def serve(port: int | None = None, open_browser: bool = True) -> None:
    """Serve the chat on 127.0.0.1 until interrupted, and print its address once it is up.

    Args:
        port: Where to listen, 1..65535; None takes the first free port from 8501.
        open_browser: Whether to open the address in the user's browser.

    Raises:
        SettingsError: The port, or every port tried, is taken or may not be used; or sign-in is
            on and cannot work; or the public address is none.
    """
    import tomllib

    import streamlit

    start_log()
    public, back = PublicAddress.from_environment(), sign_in_address()
    if public and back:
        public.check_sign_in(back)
    chosen = _free_port(port)
    path = public.path if public else ""
    address = f"http://{ADDRESS}:{chosen}{path}"
    # Its own lines on starting are left out: _announcement tells the address.
    logging.getLogger("uvicorn.error").addFilter(_is_warning)
    app = streamlit.App(
        _APP, lifespan=_announcement(address, public, open_browser), middleware=middleware()
    )
    options = dict(_options(tomllib.loads(_CONFIG.read_text(encoding="utf-8"))))
    options |= {
        "server.port": chosen,
        # Else Streamlit opens a browser itself, and asks at the first start for a mail address.
        "server.headless": True,
        "logger.hideWelcomeMessage": True,
    }
    host = public.name if public else urlsplit(back or "").hostname
    if host:
        options["server.allowedHosts"].append(host)
        options["browser.serverAddress"] = host
    if path:
        options["server.baseUrlPath"] = path.strip("/")
    app.run(config=options)


def middleware() -> "list[Middleware]":
    """List the middleware between the browser and Streamlit, the outermost first.

    Raises:
        SettingsError: The public address is none.
    """
    import streamlit
    from starlette.middleware import Middleware

    from ui.serving.browser_cookie import VisitorCookie
    from ui.serving.security import SameOrigin, SecurityHeaders, content_security_policy
    from ui.serving.upload_limits import UploadLimits

    public = PublicAddress.from_environment()
    index = Path(streamlit.__file__).parent / "static" / "index.html"
    proxied = [Middleware(BehindProxy, address=public, mounted=False)] if public else []
    return [
        *proxied,
        # Around the others, so that what they refuse has the headers too.
        Middleware(SecurityHeaders, policy=content_security_policy(index)),
        Middleware(SameOrigin, address=public),
        Middleware(UploadLimits),
        Middleware(VisitorCookie, path=public.path if public else ""),
    ]


def _options(section: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the options of a file as pairs of a dotted name and a value."""
    for name, value in section.items():
        if isinstance(value, dict):
            yield from _options(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def _free_port(port: int | None) -> int:
    """Return ``port`` if it can be listened on; without one, the first that can, from 8501."""
    candidates = range(_FIRST_PORT, _FIRST_PORT + _PORTS) if port is None else (port,)
    for candidate in candidates:
        with socket.socket() as probe:
            # A port whose last connections are only just closing may be listened on.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((ADDRESS, candidate))
            except (OSError, OverflowError) as error:
                reason = error
                continue
            return candidate
    tried = port if port is not None else f"{candidates[0]} to {candidates[-1]}"
    raise SettingsError(f"cannot listen on port {tried} ({reason}); choose another with --port")


def _announcement(address: str, public: PublicAddress | None, open_browser: bool) -> Any:
    """Return the lifespan handler that prints the address, and opens a browser if asked.

    At the end it lets what pages have begun come to its end.
    """
    path = list(sys.path)

    @asynccontextmanager
    async def announce(_app: object) -> AsyncIterator[None]:
        import webbrowser

        import click

        # Streamlit has put the launcher's folder first, where our modules' short names
        # ("markdown", "events") would hide packages of the same name.
        sys.path[:] = path
        where = f"{address}, behind a proxy at {public}" if public else address
        click.echo(f"On Record is open at {where} (Ctrl+C to stop)")
        if open_browser and _has_screen():
            # In a thread, for some browsers return only when they are closed.
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
        yield
        await asyncio.to_thread(_wait_for_pages)

    return announce


def _wait_for_pages() -> None:
    """Wait until no page is being drawn: one whose reader is cut off ends at its next drawing.

    It keeps what was written of an answer by then. Killed while it opens the vector index, it would
    be taken for a crash.
    """
    until = time.monotonic() + _GRACE
    for thread in threading.enumerate():
        if thread.name == _PAGE:
            thread.join(max(0.0, until - time.monotonic()))


def _has_screen() -> bool:
    """Tell if there is a screen for a browser; without one, Python tries one in the terminal."""
    displays = (os.environ.get("DISPLAY"), os.environ.get("WAYLAND_DISPLAY"))
    return sys.platform in ("darwin", "win32") or any(displays)


def _is_warning(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING
