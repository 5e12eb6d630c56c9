"""The cookie by which a browser is known when it comes again.

A browser is known by a cookie that only the server reads (HttpOnly): no script sees it, and no
address that a user passes on holds it. It must be a cookie because Streamlit's page can store
nothing that survives a reload, and it must come with the page because Streamlit's scripts can
read cookies and not set them.
"""

import re
import secrets
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["COOKIE", "TOKEN", "VisitorCookie"]

COOKIE: Final = "onrecord_browser"
_DAYS: Final = 400
"""Days after its last visit for which a browser is known; browsers keep no cookie for longer."""
TOKEN: Final = re.compile(r"[\w-]{43}", re.ASCII)


class VisitorCookie:
    """ASGI middleware that gives each browser a token of 256 bits with the page, and keeps it.

    Args:
        app: What requests are passed on to.
        path: The path under which the chat lies; empty at the top of its host.
    """

    def __init__(self, app: "ASGIApp", path: str = "") -> None:
        self._app = app
        self._path = path

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass the request on, and set the cookie when a page comes back."""

        async def send_with_cookie(message: "Message") -> None:
            if message["type"] == "http.response.start" and _is_page(scope, message):
                headers = [
                    *message["headers"],
                    (b"set-cookie", _cookie(scope, self._path).encode()),
                ]
                message = {**message, "headers": headers}
            await send(message)

        await self._app(scope, receive, send_with_cookie)


def _is_page(scope: "Scope", message: "Message") -> bool:
    if message["status"] == HTTPStatus.NOT_MODIFIED:
        # It names no type; and a browser that lost its cookie may still have the page.
        return b"text/html" in dict(scope["headers"]).get(b"accept", b"")
    kind: bytes = dict(message["headers"]).get(b"content-type", b"")
    return kind.startswith(b"text/html")


def _cookie(scope: "Scope", path: str) -> str:
    """Return the cookie to set: the browser's own, renewed, or its first."""
    from starlette.requests import HTTPConnection

    sent = HTTPConnection(scope).cookies.get(COOKIE, "")
    token = sent if TOKEN.fullmatch(sent) else secrets.token_urlsafe(32)
    # Lax, because with Strict a link in a mail would open in a browser that is not known.
    attributes = f"Max-Age={_DAYS * 86_400}; Path={path}/; HttpOnly; SameSite=Lax"
    secure = "; Secure" if scope["scheme"] == "https" else ""
    return f"{COOKIE}={token}; {attributes}{secure}"
