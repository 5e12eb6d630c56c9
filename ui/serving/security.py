"""Security headers and origin check: pages load our files only, and only our pages may ask."""

import base64
import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ui.serving.public_address import PublicAddress, own_origins

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["SameOrigin", "SecurityHeaders", "content_security_policy"]

_POLICY_VIOLATION: Final = 1008
"""Reason for which a websocket is closed, as RFC 6455 numbers it."""
_REFUSALS: Final = {
    403: "Pages of other sites may not ask for this.",
    421: "Another host was asked for; this server is not it.",
}
"""What a refusal says, by its status."""
_SIGN_IN_AND_OUT: Final = ("/auth/login", "/auth/logout")
_OWN_LINK: Final = frozenset({"same-origin", "none"})
"""What browsers say of a link on a page of ours, and of an address that somebody typed."""
_INLINE_SCRIPT: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def content_security_policy(index: Path) -> str:
    """Return the strictest content security policy under which Streamlit's page works.

    ``blob:`` scripts are how Streamlit loads the components of an application; styles are
    inline because its interface makes them as it goes.

    Args:
        index: Streamlit's ``index.html``, whose inline scripts are allowed by their hash.
    """
    inline = [
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in _INLINE_SCRIPT.findall(index.read_text(encoding="utf-8"))
    ]
    scripts = " ".join(("'self'", "blob:", *inline))
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "manifest-src 'self'",
            # Else a <base> in a page could send our own relative addresses elsewhere.
            "base-uri 'none'",
            # Streamlit's forms go over its websocket.
            "form-action 'none'",
            # In another site's frame a user's clicks could be led astray.
            "frame-ancestors 'none'",
        )
    )


class SecurityHeaders:
    """ASGI middleware that adds the security headers to every response."""

    def __init__(self, app: "ASGIApp", policy: str) -> None:
        self._app = app
        self._headers = [
            (b"content-security-policy", policy.encode()),
            # The page's address names a conversation, which is no publisher's to know.
            (b"referrer-policy", b"no-referrer"),
            (b"x-content-type-options", b"nosniff"),
        ]

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass the request on, and add the headers to what comes back."""

        async def send_with_headers(message: "Message") -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *self._headers]
            await send(message)

        await self._app(scope, receive, send_with_headers)


class SameOrigin:
    """ASGI middleware that refuses other hosts, and pages of other origins, to the port.

    Streamlit takes every origin on this computer for its own, and looks up outside names before it
    refuses one. Which hosts are ours (``server.allowedHosts``) it asks for its websocket only: a
    page whose name an attacker points at this computer (DNS rebinding) asks for its own host.
    Requests without an origin are no page's: programs send them, and browsers to follow a link. Of
    links, those that sign in or out are followed from our own pages only, as the browser tells
    (Fetch Metadata, W3C); Streamlit takes them from everywhere.

    Args:
        app: What requests are passed on to.
        address: The server's public address, if it has one.
    """

    def __init__(self, app: "ASGIApp", address: PublicAddress | None = None) -> None:
        self._app = app
        self._address = address

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass the request on, unless it asks for another host, or its page has another origin."""
        # The server's own start and stop ("lifespan") have no headers.
        status = None if scope["type"] == "lifespan" else self._refused(scope)
        if status is None:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
        else:
            from starlette.responses import PlainTextResponse

            await PlainTextResponse(_REFUSALS[status], status)(scope, receive, send)

    def _refused(self, scope: "Scope") -> int | None:
        """Return the status by which a request is refused; None for one that is not."""
        from starlette.datastructures import Headers
        from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

        headers = Headers(scope=scope)
        if not all(map(is_host_allowed, headers.getlist("host") or [""])):
            return 421
        if str(scope.get("path", "")).rstrip("/").endswith(
            _SIGN_IN_AND_OUT
        ) and not _OWN_LINK.issuperset(headers.getlist("sec-fetch-site")):
            return 403
        own = own_origins(headers, self._address)
        return None if all(one.lower() in own for one in headers.getlist("origin")) else 403
