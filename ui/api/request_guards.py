"""Guards before the API: the host and the origin of a request, and the size of its body."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from ui.api.problem_details import Problem
from ui.serving.public_address import PublicAddress, own_origins

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp, Receive, Scope, Send

__all__ = ["HostAndOrigin", "limited_body"]


class HostAndOrigin:
    """ASGI middleware that refuses requests for other hosts, and from pages of other origins.

    And those that say twice how long they are (RFC 9112, 6.3).

    A page whose name an attacker points at this computer (DNS rebinding) asks for its own host.

    Args:
        app: What requests are passed on to.
        hosts: The values of ``Host`` that are ours, in small letters; None takes any.
        origins: Origins whose pages may ask, beside the host's own.
        address: The server's public address, if it has one.
    """

    def __init__(
        self,
        app: "ASGIApp",
        hosts: Collection[str] | None,
        origins: Collection[str],
        address: PublicAddress | None = None,
    ) -> None:
        self._app = app
        self._hosts = hosts
        self._origins = frozenset(origins)
        self._address = address

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass the request on, unless it is to be refused."""
        problem = self._problem(scope) if scope["type"] == "http" else None
        await (problem.response() if problem else self._app)(scope, receive, send)

    def _problem(self, scope: "Scope") -> Problem | None:
        from starlette.datastructures import Headers

        headers = Headers(scope=scope)
        host = ",".join(headers.getlist("host")).lower()  # two of them are none of ours
        if self._hosts is not None and host not in self._hosts:
            return Problem(
                421,
                "wrong-host",
                "Another host was asked for",
                f"This server is not {host!r:.100}; "
                f"ask for {self._address.host if self._address else min(self._hosts)}.",
            )
        own = own_origins(headers, self._address)
        for origin in headers.getlist("origin"):
            if origin.lower() not in own | self._origins:
                return Problem(
                    403,
                    "foreign-origin",
                    "A page of another site asks",
                    f"Pages of {origin!r:.100} may not ask; the operator can name them in "
                    "ONRECORD_CORS.",
                )
        return None


async def limited_body(request: "Request", most: int) -> bytes:
    """Read the body of a request.

    Args:
        request: The request.
        most: Bytes that it may have.

    Raises:
        Problem: It is longer, and no more of it than that is held; or the client hung up.
    """
    from starlette.requests import ClientDisconnect

    too_large = Problem(
        413,
        "body-too-large",
        "The body is too large",
        f"The body of this request may have {most:,} bytes; send less.",
    )
    length = request.headers.get("content-length", "")
    if length.isascii() and length.isdigit() and int(length) > most:
        raise too_large
    # A length may be missing, or wrong.
    body = bytearray()
    try:
        async for part in request.stream():
            body += part
            if len(body) > most:
                raise too_large
    except ClientDisconnect:  # which nobody is to be told of: it is no defect
        raise Problem(400, "cut-off", "The body is cut off", "Send the whole body.") from None
    return bytes(body)
