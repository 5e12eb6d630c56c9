"""Server of the API: the ASGI application, made from the table of routes, under uvicorn."""

import ipaddress
import socket
from asyncio import create_task
from collections.abc import AsyncIterator, Collection, Generator, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import uvicorn
from anyio import CancelScope, CapacityLimiter, get_cancelled_exc_class
from anyio.to_thread import run_sync
from pydantic import BaseModel, ValidationError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route as Path_

from assistant import Assistant
from assistant.history.kept_questions import KeptQuestions
from corpus import SettingsError
from corpus.config import Config
from corpus.text.printing import json_text
from ui.api.access import Access
from ui.api.api_keys import ApiKeys
from ui.api.endpoints import ROUTES, server_sent
from ui.api.openapi_document import openapi_document
from ui.api.problem_details import Problem, problem_of
from ui.api.request_guards import HostAndOrigin, limited_body
from ui.api.route import JSON, Call, Events, Reply, Route, SuggestionCache
from ui.serving.guarded_connections import GuardedConnection
from ui.serving.json_log import Occasion
from ui.serving.prometheus_metrics import Metrics
from ui.serving.public_address import BehindProxy, PublicAddress
from ui.serving.request_log import HEADER, RequestLog
from ui.serving.security import SecurityHeaders
from ui.widget.embedded_script import HEADERS, script

if TYPE_CHECKING:
    from starlette.types import ExceptionHandler

__all__ = ["application", "listening", "serve_api", "server"]

_QUESTIONS_AT_ONCE: Final = 40
"""Requests that are worked on at a time; the others wait. Those for health have threads apart."""
_GRACE: Final = 10
"""Seconds that answers in progress have when the server is stopped."""
_POLICY: Final = "default-src 'none'; frame-ancestors 'none'"
_EVENTS: Final = "text/event-stream"


class _Endpoint:
    """The routes of one path: checks a request, has it answered in a thread, and replies."""

    def __init__(
        self,
        routes: Iterable[Route],
        assistant: Assistant,
        access: Access,
        suggestions: SuggestionCache,
        limiter: CapacityLimiter,
        *,
        metrics: Metrics,
        questions: KeptQuestions,
    ) -> None:
        self._routes = {route.method: route for route in routes}
        self._assistant = assistant
        self._access = access
        self._suggestions = suggestions
        self._limiter = limiter
        self._metrics = metrics
        self._questions = questions

    async def respond(self, request: Request) -> Response:
        """Answer a request; whatever goes wrong becomes a problem."""
        # Starlette takes HEAD wherever it takes GET.
        route = self._routes["GET" if request.method == "HEAD" else request.method]  # type: ignore[index]
        try:
            return await self._answered(request, route)
        except get_cancelled_exc_class():
            # The server is being stopped, and its grace is over: uvicorn would tell a defect.
            return Problem(
                503,
                "stopping",
                "The server is being stopped",
                "The answer was not done in time; ask again in a while.",
                {"retry-after": str(_GRACE)},
            ).response()
        except Exception as error:
            return problem_of(error).response()

    async def _answered(self, request: Request, route: Route) -> Response:
        noted = Occasion.current()
        key = None
        if route.role:
            # Before the body is read: nothing is taken in from whom it is not to be.
            key = await run_sync(self._access.caller, request.headers)
            noted.by = f"key:{key.name}" if key else "local"
            self._access.admit(key, route.role, question=route.questions is not None)
        body = await _body(request, route)
        if key and route.questions:
            self._access.count(key, route.questions(body))
        call = Call(
            assistant=self._assistant,
            suggestions=self._suggestions,
            body=body,
            query=_query(request, route),
            path=request.path_params,
            base_url=str(request.base_url),
            wants_events=_accepts_events(request.headers.getlist("accept")),
            metrics=self._metrics,
            questions=self._questions,
            occasion=noted,
        )
        limiter = None if route.apart else self._limiter
        async with _until_hung_up(request):
            result = await run_sync(route.answer, call, limiter=limiter)
        if isinstance(result, Generator):
            return await _stream(request, result, self._limiter)
        reply = result if isinstance(result, Reply) else Reply(result, 200)
        headers = {"cache-control": "no-store", **reply.headers}
        if reply.value is None:
            return Response(None, reply.status, headers)
        made = route.response
        sent = json_text(made.dict_of(reply.value)) if made else reply.value
        return Response(sent, reply.status, {"content-type": route.media_type, **headers})


@asynccontextmanager
async def _until_hung_up(request: Request) -> AsyncIterator[None]:
    """Cancel what is awaited within when the client hangs up; the body is read before.

    Who waits for a thread then gets none, and work in one ends where it asks (``last_step``).

    Raises:
        Problem: The client hung up; nobody is told.
    """

    async def watch() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass
        scope.cancel()

    with CancelScope() as scope:
        watching = create_task(watch())
        try:
            yield
        finally:
            watching.cancel()
    if scope.cancelled_caught:
        raise Problem(499, "hung-up", "The client hung up", "Nobody waited for the answer.")


async def _body(request: Request, route: Route) -> BaseModel | None:
    """Read the body as the route's model.

    Raises:
        Problem: It is too large, no JSON, or not of the model's form.
    """
    if route.body is None:
        return None
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        # Forms and plain text, which a page of any site can send, are refused with the rest.
        raise Problem(
            415,
            "not-json",
            "The body is no JSON",
            f"Content-Type is {kind!r:.100}; send application/json.",
        )
    body = await limited_body(request, route.most_bytes)
    try:
        return route.body.model_validate_json(body, strict=True)
    except ValidationError as error:
        raise Problem.invalid(error) from None


def _query(request: Request, route: Route) -> BaseModel | None:
    """Read the query as the route's model; a list is given by repeating its name.

    Raises:
        Problem: It is not of the model's form.
    """
    if route.query is None:
        return None
    given: dict[str, Any] = dict(request.query_params)
    for name in ("publishers",):
        if name in given:
            given[name] = request.query_params.getlist(name)
    try:
        return route.query.model_validate(given)
    except ValidationError as error:
        raise Problem.invalid(error) from None


def _accepts_events(accept: Iterable[str]) -> bool:
    """Tell if ``Accept`` headers name server-sent events, with a weight above 0 (RFC 9110)."""
    for each in ",".join(accept).lower().split(","):
        kind, *parameters = (part.strip() for part in each.split(";"))
        if kind == _EVENTS:
            weights = [part[2:] for part in parameters if part.startswith("q=")]
            return not any(weight.strip("0") in ("", ".") for weight in weights)
    return False


async def _stream(request: Request, events: Events, limiter: CapacityLimiter) -> Response:
    """Begin to send events; what fails before the first one is told by the status."""
    async with _until_hung_up(request):
        first = await run_sync(next, events, None, limiter=limiter)

    async def pieces() -> AsyncIterator[str]:
        piece = first
        try:
            while piece is not None:
                yield piece
                try:
                    piece = await run_sync(next, events, None, limiter=limiter)
                except Exception as error:
                    yield server_sent("error", problem_of(error).to_dict())
                    return
        finally:
            # Whoever hung up needs no answer: a chat model's request ends here. When the grace of a
            # server that is stopped is over, a step is in progress still, and cannot be closed.
            with CancelScope(shield=True), suppress(ValueError):
                await run_sync(events.close)

    # Without the last, nginx holds events back until there are many.
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(pieces(), headers=headers, media_type=_EVENTS)


def application(
    assistant: Assistant,
    *,
    hosts: Collection[str] | None = None,
    local: bool = False,
    origins: Sequence[str] = (),
    public: PublicAddress | None = None,
    ready: str = "",
) -> Starlette:
    """Make the ASGI application. It closes the assistant when it ends.

    Args:
        assistant: Answers.
        hosts: The values of ``Host`` that are answered; None answers any.
        local: Whether only users of this computer reach it, to whom it is open without any key.
        origins: Origins whose pages may ask, beside the application's own.
        public: Where a proxy makes it reached from other computers.
        ready: A line to print once it answers; empty prints nothing.

    Raises:
        StoreError: The keys cannot be read.
    """
    access = Access(ApiKeys(assistant.corpus), local=local)
    limiter, suggestions = CapacityLimiter(_QUESTIONS_AT_ONCE), SuggestionCache(assistant)
    document, metrics = json_text(openapi_document(ROUTES)), Metrics()
    questions = KeptQuestions(assistant.corpus)

    async def describe(_request: Request) -> Response:
        return Response(document, media_type=JSON)

    async def embed(_request: Request) -> Response:
        return Response(script(), headers=HEADERS)

    async def refuse(_request: Request, error: Exception) -> Response:
        response = problem_of(error).response()
        if id_ := Occasion.current().request:  # what nobody expected passes the log by
            response.headers[HEADER] = id_
        return response

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        try:
            await run_sync(lambda: assistant.reader)  # so that the first question does not wait
            if ready:
                import click

                click.echo(ready)
            yield
        finally:
            await run_sync(questions.close)
            await run_sync(assistant.close)

    by_path: dict[str, list[Route]] = {}
    for route in ROUTES:
        by_path.setdefault(route.path, []).append(route)
    paths = [
        Path_(
            path,
            _Endpoint(
                routes,
                assistant,
                access,
                suggestions,
                limiter,
                metrics=metrics,
                questions=questions,
            ).respond,
            methods=[route.method for route in routes],
        )
        for path, routes in by_path.items()
    ]
    middleware = [
        Middleware(RequestLog, metrics=metrics),
        Middleware(SecurityHeaders, policy=_POLICY),
        Middleware(HostAndOrigin, hosts=hosts, origins=origins, address=public),
    ]
    if public:
        # Outermost, as all others are to see the scheme and the path that readers asked for.
        middleware.insert(0, Middleware(BehindProxy, address=public, mounted=True))
    if origins:
        middleware.append(
            Middleware(
                CORSMiddleware,
                allow_origins=list(origins),
                allow_methods=["GET", "POST", "DELETE"],
                allow_headers=["*"],  # OpenAI's clients send several of their own
                expose_headers=["Retry-After", "Location", HEADER],
            )
        )
    handlers: dict[Any, ExceptionHandler] = {HTTPException: refuse, Exception: refuse}
    app = Starlette(
        routes=[*paths, Path_("/openapi.json", describe), Path_("/widget.js", embed)],
        middleware=middleware,
        exception_handlers=handlers,
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False  # a redirection would name a host of the client's choice
    return app


def listening(host: str, port: int) -> socket.socket:
    """Listen on a port.

    Raises:
        SettingsError: It is taken or may not be used, or the host is none of this computer's.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        bound = socket.socket(family, kind, protocol)
    except OSError as error:
        raise SettingsError(f"cannot listen on host {host!r} ({error}); choose another") from error
    try:
        # Else the port cannot be had for a minute after a server that had it was stopped.
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        bound.listen(socket.SOMAXCONN)
    except OSError as error:
        bound.close()
        raise SettingsError(
            f"cannot listen on {host} port {port} ({error}); choose another with --host or --port"
        ) from error
    return bound


def _is_loopback(host: str) -> bool:
    """Tell if nobody but users of this computer reaches a host: an address, or "localhost"."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def local_hosts(host: str, port: int) -> frozenset[str]:
    """Return the values of ``Host`` by which a server on loopback is asked."""
    names = {"localhost", "127.0.0.1", "[::1]", f"[{host}]" if ":" in host else host.lower()}
    return frozenset(f"{name}:{port}" for name in names)


def server(app: Starlette) -> uvicorn.Server:
    """Return a server of an application: it ends answers in progress before it stops."""
    config = uvicorn.Config(
        app,
        http=GuardedConnection,
        lifespan="on",
        ws="none",
        # The log is ours: see start_log.
        log_config=None,
        log_level="warning",
        access_log=False,
        proxy_headers=False,  # anybody could send them: see BehindProxy
        server_header=False,
        timeout_graceful_shutdown=_GRACE,
    )
    return uvicorn.Server(config)


def serve_api(home: Path | None, host: str, port: int, wait: float | None = None) -> None:
    """Serve the API until interrupted, and print its address once it is up.

    Args:
        home: The data folder; None is ``ONRECORD_HOME`` or the user's own.
        host: The address to listen at, or a name of this computer.
        port: Where to listen, 1..65535.
        wait: Seconds to wait for another process, as for ``Assistant.open``.

    Raises:
        SettingsError: The port cannot be used; or others than users of this computer would reach
            the server, and there is no key.
        StoreError: The data folder cannot be used.
    """
    origins, public = Config.from_environment().cors, PublicAddress.from_environment()
    loopback = _is_loopback(host)
    local = loopback and public is None
    assistant = Assistant.open(home, wait=wait)
    try:
        if not local and not ApiKeys(assistant.corpus).all():
            reached = f"host {host!r}" if public is None else f"ONRECORD_PUBLIC_URL {str(public)!r}"
            raise SettingsError(
                f"{reached} may be reached from other computers, and there is no key yet; "
                "make one with 'onrecord keys add NAME --role reader', or serve on 127.0.0.1 only"
            )
        with listening(host, port) as bound:
            shown = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
            hosts = local_hosts(host, port) if loopback else None
            if public:
                shown = f"{shown}, behind a proxy at {public}"
                # None is any host, and stays so.
                hosts = hosts and hosts | {public.host}
            app = application(
                assistant,
                hosts=hosts,
                local=local,
                origins=origins,
                public=public,
                ready=f"On Record's API is open at {shown} (Ctrl+C to stop)",
            )
            server(app).run(sockets=[bound])
    finally:
        assistant.close()
