"""ASGI middleware that gives each request an id, and tells log and metrics how it went."""

import logging
import time
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from ui.serving.json_log import OCCASION, Occasion
from ui.serving.prometheus_metrics import Metrics

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["HEADER", "RequestLog"]

HEADER: Final = "x-request-id"
"""Of each response: the id by which the log tells of its request."""
_log: Final = logging.getLogger(__name__)


class RequestLog:
    """Notes each request once, when the last byte of its response was sent.

    An id that the client or a proxy sends is not read: it could be that of another request.

    Args:
        app: What requests are passed on to; a Starlette application's.
        metrics: Count the requests.
    """

    def __init__(self, app: "ASGIApp", metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        from starlette.datastructures import MutableHeaders

        # Never reset: each request has a task, and with it a context, of its own. What answers an
        # unexpected error stands outside of this, and is to find the id.
        noted = Occasion(request=uuid4().hex)
        OCCASION.set(noted)
        status: int | None = None
        whole = False

        async def send_with_id(message: "Message") -> None:
            nonlocal status, whole
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = noted.request or ""
            await send(message)
            whole = message["type"] == "http.response.body" and not message.get("more_body")

        begin = time.perf_counter()
        try:
            await self._app(scope, receive, send_with_id)
        except Exception:
            status = status or 500
            raise
        finally:
            self._note(scope, status, time.perf_counter() - begin, whole=whole)

    def _note(self, scope: "Scope", status: int | None, seconds: float, *, whole: bool) -> None:
        route, method = _route(scope), scope["method"]
        self._metrics.count_request(route, method, status, seconds)
        fields = {
            "method": method,
            "route": route,
            "status": status,
            "seconds": round(seconds, 4),
            **({} if whole else {"cut_off": True}),  # the client hung up, or the answer failed
        }
        _log.info("%s %s", method, route, extra={"fields": fields})


def _route(scope: "Scope") -> str | None:
    """Return the template of the path that was asked for; None where no route has it."""
    endpoint = scope.get("endpoint")
    return next((route.path for route in scope["app"].routes if route.endpoint == endpoint), None)
