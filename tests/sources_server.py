"""A real web server on loopback whose pages misbehave as they are told to."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext, SSLError
from threading import Event, Thread

Page = Callable[["Handler"], None]
LOOPBACK = ("127.0.0.1/32",)
WORDS = "The council met on Thursday and agreed to send the letter to all members. "
HTML = (
    "<html lang=en><head><title>A letter</title></head><body><nav>Home Sport Weather</nav>"
    f"<article><h1>A letter</h1><p>{WORDS * 5}</p><p>{WORDS * 4}Nobody objected.</p></article>"
    "<footer>All rights reserved</footer></body></html>"
)


class Handler(BaseHTTPRequestHandler):
    """Plays the page of a path."""

    server: "Server"

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        page = self.server.pages.get(self.path)
        with suppress(ConnectionError):  # the client hangs up on pages that misbehave
            if page is None:
                self.send(b"not here", status=404)
            else:
                page(self)

    def send(self, data: bytes, kind: str = "text/html", status: int = 200, **headers: str) -> None:
        """Answer with a body and headers; underscores in their names are hyphens."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def handle(self) -> None:
        with suppress(SSLError):  # the client breaks off where it does not trust us
            super().handle()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """The pages, what was asked for, and a sign to stop for pages that never end."""

    daemon_threads = True

    def __init__(self, pages: Mapping[str, Page], tls: SSLContext | None, host: str) -> None:
        super().__init__((host, 0), Handler)
        if tls:
            self.socket = tls.wrap_socket(
                self.socket, server_side=True, do_handshake_on_connect=False
            )
        self.pages = dict(pages)
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.over = Event()
        self.url = f"http://{host}:{self.server_port}"

    @property
    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [path for path, _ in self.asked]


@contextmanager
def serving(
    pages: Mapping[str, Page], tls: SSLContext | None = None, host: str = "127.0.0.1"
) -> Iterator[Server]:
    """Serve pages until the block ends."""
    with Server(pages, tls, host) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.over.set()
            server.shutdown()
            thread.join()


def page(data: bytes | str = HTML, kind: str = "text/html; charset=utf-8", **headers: str) -> Page:
    """A page that answers with its bytes."""
    body = data.encode() if isinstance(data, str) else data
    return lambda handler: handler.send(body, kind, 200, **headers)


def redirect(target: str, status: int = 302) -> Page:
    """A page that is elsewhere."""
    return lambda handler: handler.send(b"", status=status, Location=target)
