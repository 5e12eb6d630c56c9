"""Connections that bring nothing, too much, or read nothing: they end, and others are answered."""

import asyncio
import socket
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from ui.serving.guarded_connections import GuardedConnection

SECONDS = 60
"""After which a test fails."""
MOST = 20


class Hasty(GuardedConnection):
    """A connection whose limits a test need not wait for."""

    header_seconds = body_seconds = unread_seconds = 0.3
    most = MOST


@dataclass
class Served:
    """A server of three paths: one answers at once, one when told, one without an end."""

    port: int = 0
    go: threading.Event = field(default_factory=threading.Event)
    stopped: threading.Event = field(default_factory=threading.Event)

    def connect(self, said: bytes = b"") -> socket.socket:
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=SECONDS)
        connection.sendall(said)
        return connection

    async def at_once(self, request: Request) -> Response:
        try:
            return PlainTextResponse(str(len(await request.body())))
        except ClientDisconnect:
            return PlainTextResponse("for nobody")

    async def when_told(self, _request: Request) -> Response:
        await asyncio.to_thread(self.go.wait, SECONDS)
        return PlainTextResponse("told")

    async def without_end(self, _request: Request) -> Response:
        stopped = self.stopped

        class Endless(StreamingResponse):
            async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
                try:
                    await super().__call__(scope, receive, send)
                finally:
                    stopped.set()

        async def pieces() -> AsyncIterator[bytes]:
            while True:
                yield bytes(1 << 16)
                await asyncio.sleep(0)  # nothing is waited for once the client is gone

        return Endless(pieces())


@contextmanager
def serving(protocol: type[GuardedConnection]) -> Iterator[Served]:
    served = Served()
    app = Starlette(
        routes=[
            Route("/", served.at_once, methods=["GET", "POST"]),
            Route("/told", served.when_told),
            Route("/endless", served.without_end),
        ]
    )
    with socket.create_server(("127.0.0.1", 0)) as bound:
        served.port = bound.getsockname()[1]
        config = uvicorn.Config(app, http=protocol, ws="none", log_config=None, lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
        thread.start()
        deadline = time.monotonic() + SECONDS
        while not server.started:
            assert thread.is_alive()
            assert time.monotonic() < deadline
            time.sleep(0.01)
        try:
            yield served
        finally:
            served.go.set()
            server.should_exit = True
            thread.join()


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with serving(Hasty) as running:
        yield running


def rest(connection: socket.socket) -> bytes:
    """Read what comes until the server ends the connection."""
    told = b""
    with connection, suppress(ConnectionResetError):
        while piece := connection.recv(1 << 16):
            told += piece
    return told


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"GET / HTTP/1.1\r\nHost: a",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc",
        b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
    ],
    ids=["nothing", "half its headers", "half a body", "a chunk"],
)
def test_a_client_that_sends_no_whole_request_is_left(served: Served, said: bytes) -> None:
    assert rest(served.connect(said)) == b""


@pytest.mark.parametrize(
    "lengths",
    [
        b"Transfer-Encoding: chunked\r\nContent-Length: %d",
        b"Content-Length: %d\r\nTransfer-Encoding: chunked",
        b"content-length: %d\r\nX: y\r\ntransfer-encoding: Chunked",
    ],
)
def test_a_body_with_two_lengths_hides_no_second_request(served: Served, lengths: bytes) -> None:
    hidden = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
    head = b"POST / HTTP/1.1\r\nHost: a\r\n" + lengths % (5 + len(hidden))
    answer = rest(served.connect(head + b"\r\n\r\n0\r\n\r\n" + hidden))
    assert answer.startswith(b"HTTP/1.1 400")
    assert b"Send Content-Length or Transfer-Encoding, not both." in answer
    assert answer.count(b"HTTP/1.1 ") == 1


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        (b"GET / HTTP/1.1\r\n", b""),
        (b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 999999\r\n\r\n", b""),
        # The answer is there long before the body, or a second request, is.
        (b"GET /nothing HTTP/1.1\r\nHost: a\r\nContent-Length: 999999\r\n\r\n", b"Not Found"),
        (b"GET / HTTP/1.1\r\nHost: a\r\n\r\nGET", b"0"),
    ],
    ids=["headers", "body", "body that nobody reads", "second request"],
)
def test_a_byte_at_a_time_wins_no_time(served: Served, begin: bytes, end: bytes) -> None:
    connection = served.connect(begin)
    connection.settimeout(0.01)
    told, deadline = b"", time.monotonic() + SECONDS
    with connection, suppress(ConnectionError):
        while time.monotonic() < deadline:
            connection.sendall(b"x")
            with suppress(TimeoutError):
                piece = connection.recv(1 << 16)
                told += piece
                if not piece:
                    break
    assert time.monotonic() < deadline
    assert told.endswith(end)


@pytest.mark.parametrize(
    "head",
    [
        b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 66_000,
        b"GET / HTTP/1.1\r\nHost: a" + b"\r\nX: aa" * 22_000,
        b"GET /" + b"a" * 66_000 + b" HTTP/1.1\r\nHost: a",
        b"GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 66_000,
    ],
    ids=["one header", "many headers", "the address", "a second request"],
)
def test_headers_that_come_at_once_are_bounded_too(head: bytes) -> None:
    with serving(GuardedConnection) as served:  # whose limits of time a busy machine keeps
        answer = rest(served.connect(head + b"\r\n\r\n"))
        # Where it came in pieces, the parser's own words stand there.
        assert b" 400 Bad Request" in answer
        fits = b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX: " + b"a" * 65_000
        assert rest(served.connect(fits + b"\r\n\r\n")).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("begin", [b"GET /", b"GET / HTTP/1.1\r\nHost: "])
def test_headers_without_end_are_not_kept(served: Served, begin: bytes) -> None:
    connection, sent = served.connect(begin), 0
    with connection, suppress(ConnectionError):
        for _ in range(1000):
            connection.sendall(b"a" * 100_000)
            sent += 100_000
    assert sent < 50_000_000  # what the sockets hold is more than the server does


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        (b"POST / HTTP/1.1", b"Invalid HTTP request received."),
        (b"POST /nothing HTTP/1.1", b"Not Found"),  # it is answered before the body is looked at
    ],
)
def test_a_broken_body_is_no_defect(
    served: Served, caplog: pytest.LogCaptureFixture, begin: bytes, end: bytes
) -> None:
    length = b"Host: a\r\nTransfer-Encoding: chunked"
    asking = served.connect(begin + b"\r\n" + length + b"\r\n\r\n")
    if end == b"Not Found":
        assert asking.recv(12) == b"HTTP/1.1 404"
    asking.sendall(b"2\r\nxxyy0\r\n\r\n")
    assert end in rest(asking)
    assert "ERROR" not in caplog.text
    assert "Traceback" not in caplog.text


def test_a_body_broken_while_it_is_answered_ends_the_answer(
    served: Served, caplog: pytest.LogCaptureFixture
) -> None:
    served.stopped.clear()
    length = b"Host: a\r\nTransfer-Encoding: chunked"
    with served.connect(b"GET /endless HTTP/1.1\r\n" + length + b"\r\n\r\n") as reading:
        assert reading.recv(12) == b"HTTP/1.1 200"
        reading.sendall(b"2\r\nxxyy0\r\n\r\n")
        assert served.stopped.wait(SECONDS)
    assert "Traceback" not in caplog.text


def test_who_asks_is_answered_beside_more_silent_clients_than_there_may_be(served: Served) -> None:
    silent = [served.connect() for _ in range(3 * MOST)]
    with httpx.Client(trust_env=False, timeout=SECONDS) as client:
        for number in count():
            assert client.get(f"http://127.0.0.1:{served.port}/").text == "0"
            silent.append(served.connect())
            if number == MOST:
                break
    for connection in silent:
        assert rest(connection) == b""


def test_an_answer_may_take_longer_than_a_request(served: Served) -> None:
    asking = served.connect(b"GET /told HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    assert rest(served.connect()) == b""  # the time of one that came later is over
    served.go.set()
    assert rest(asking).endswith(b"told")


def test_who_reads_nothing_holds_nothing(served: Served) -> None:
    served.stopped.clear()
    with served.connect(b"GET /endless HTTP/1.1\r\nHost: a\r\n\r\n"):
        assert served.stopped.wait(SECONDS)


def test_a_slow_reader_is_served_to_the_end(served: Served) -> None:
    served.stopped.clear()
    with served.connect(b"GET /endless HTTP/1.1\r\nHost: a\r\n\r\n") as reading:
        begin = time.monotonic()
        while time.monotonic() < begin + 3 * Hasty.unread_seconds:
            assert reading.recv(1 << 20)
        assert not served.stopped.is_set()
    assert served.stopped.wait(SECONDS)
