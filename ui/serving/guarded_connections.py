"""Connections of a server under limits of time, size and number: no client keeps out the others."""

import asyncio
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, Literal

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["GuardedConnection"]

_HEADER_SECONDS: Final = 10.0
"""In which the headers of a request come whole."""
_BODY_SECONDS: Final = 60.0
"""In which its body does."""
_UNREAD_SECONDS: Final = 60.0
"""For which a client may leave a response unread that waits to be sent on."""
_MOST: Final = 500
"""Connections at a time: half of the files that Linux lets a process open by default."""
_MOST_HEADERS: Final = 65_536
"""Bytes of them, with the address that is asked for."""


class _RefusedError(h11.RemoteProtocolError):
    """A request is refused for a reason that its client can mend, and is told."""


class _Guarded(h11.Connection):
    """HTTP/1.1 as h11 reads it, but for headers that are too long, or tell two lengths of a body.

    A proxy that believed the other length would take the rest of the body for a request.
    """

    def next_event(self) -> h11.Event | type[h11.NEED_DATA] | type[h11.PAUSED]:
        """Return what came next."""
        event = super().next_event()
        if isinstance(event, h11.Request):
            # h11 bounds only what does not come at once.
            length = len(event.target) + sum(len(n) + len(value) for n, value in event.headers)
            if length > _MOST_HEADERS:
                raise _RefusedError(f"The headers may have {_MOST_HEADERS:,} bytes; send less.")
            names = {name for name, _ in event.headers}
            if {b"content-length", b"transfer-encoding"} <= names:
                raise _RefusedError("Send Content-Length or Transfer-Encoding, not both.")
        return event


class GuardedConnection(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it, with an end to what it waits for without one.

    A connection ends when its request does not come whole, or its response is not read.
    Neither is a response waited for that is still not there when the server has to stop.
    Where there are too many, the one that has been silent longest makes room, of those that wait
    for a request: whoever asks at once is answered. Headers are bounded, which is why this is h11:
    uvicorn's other parser, httptools, keeps whatever comes.
    """

    header_seconds: float = _HEADER_SECONDS
    body_seconds: float = _BODY_SECONDS
    unread_seconds: float = _UNREAD_SECONDS
    most: int = _MOST

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.app = _ended_at_the_stop(self.app)
        self.conn = _Guarded(h11.SERVER, _MOST_HEADERS)
        self._heard = 0.0
        self._awaited = ""
        self._coming_ends: asyncio.TimerHandle | None = None
        self._reading_ends: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request, and make room for it."""
        super().connection_made(transport)
        self._expect()
        if len(self.connections) > self.most:
            idle = [
                connection
                for connection in self.connections
                if isinstance(connection, GuardedConnection) and connection._is_idle()
            ]
            # Never of nothing: the new connection waits for a request, too.
            min(idle, key=lambda connection: connection._heard).transport.abort()

    def data_received(self, data: bytes) -> None:
        """Take what came."""
        super().data_received(data)
        self._expect()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        super().connection_lost(exc)
        _stop(self._coming_ends)
        _stop(self._reading_ends)

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP; what is being answered there is answered to nobody."""
        if self.cycle is not None:
            # What answers there is woken, and learns that nobody listens.
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            # uvicorn passes words of its own; of this error they would not tell what is wrong.
            problem = sys.exception()
            told = isinstance(problem, _RefusedError)
            super().send_400_response(str(problem) if told else msg)
        else:
            self.transport.close()

    def _unsupported_upgrade_warning(self) -> None:
        """Log nothing where another protocol is asked for: it is answered by HTTP (RFC 9110, 7.8).

        uvicorn would have the operator install a library for WebSocket, of which nothing comes.
        """

    def pause_writing(self) -> None:
        """Wait until the client has read some of the response."""
        super().pause_writing()
        self._reading_ends = self.loop.call_later(self.unread_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """Go on with the response."""
        super().resume_writing()
        _stop(self._reading_ends)

    def _expect(self) -> None:
        """Note that something came, and let the time for the headers or the body run.

        It runs once for each: every byte would else begin it anew.
        """
        self._heard = self.loop.time()
        awaited = self._still_to_come()
        if awaited != self._awaited:
            self._awaited = awaited
            _stop(self._coming_ends)
            seconds = self.header_seconds if awaited == "headers" else self.body_seconds
            self._coming_ends = self.loop.call_later(seconds, self._give_up) if awaited else None

    def _give_up(self) -> None:
        if self._still_to_come() == self._awaited:
            self.transport.abort()

    def _still_to_come(self) -> Literal["headers", "body", ""]:
        """Return what of a request has not come yet; between two of them, the headers."""
        if self.cycle is None or self.cycle.response_complete:
            return "headers"
        return "body" if self.cycle.more_body else ""

    def _is_idle(self) -> bool:
        """Tell if it waits for a request, and is not at its end already."""
        return self._still_to_come() == "headers" and not self.transport.is_closing()


def _stop(timer: asyncio.TimerHandle | None) -> None:
    if timer is not None:
        timer.cancel()


def _ended_at_the_stop(app: "ASGIApp") -> "ASGIApp":
    """Wrap an application: a response that the server's stop cuts off is no defect.

    That the grace is over uvicorn tells in one line; of each response it would add a traceback.
    """

    async def wrapped(scope: "Scope", receive: "Receive", send: "Send") -> None:
        begun = ended = False

        async def noted(message: "Message") -> None:
            nonlocal begun, ended
            await send(message)
            begun = True
            ended = message["type"] == "http.response.body" and not message.get("more_body")

        try:
            await app(scope, receive, noted)
        except asyncio.CancelledError:
            if not begun:
                await send({"type": "http.response.start", "status": 503, "headers": []})
            if not ended:
                with suppress(h11.LocalProtocolError):  # it said that more would come
                    await send({"type": "http.response.body"})

    return wrapped
