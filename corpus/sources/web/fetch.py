"""Pages and feeds from the network: bounded in every way, and only from public addresses."""

import ipaddress
import ssl
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx

from corpus.errors import SourceError
from corpus.sources.draft import LONGEST_ADDRESS, Options, Visit, one_line
from corpus.sources.web.public_addresses import GuardedBackend
from corpus.text.web_addresses import is_web_address

__all__ = ["AskedToWait", "Fetched", "Fetcher", "Gone", "user_agent"]

_REDIRECTS = 5
_WAIT = 10.0
"""Seconds for one connection or one read; all together have ``Options.seconds``."""
_STEP = 1 << 20
_MOVED = frozenset((301, 302, 303, 307, 308))
_GONE = (404, 410)
# Both may come with Retry-After (RFC 6585, RFC 9110); without it they are errors like any other.
_TOO_MANY = (429, 503)
_UNCHANGED = 304
_ACCEPT = (
    "text/html, application/xhtml+xml, application/atom+xml, application/rss+xml, "
    "application/feed+json, application/pdf;q=0.9, text/plain;q=0.9, */*;q=0.5"
)


class Gone(SourceError):
    """The address says that there is nothing (404) or nothing any more (410)."""


class AskedToWait(SourceError):
    """The site says when to come back: it is asked too much (429) or has a rest (503)."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """Answer of an address."""

    url: str
    """The address that answered, after redirects."""
    data: bytes
    """Decompressed; empty when ``unchanged``."""
    content_type: str = ""
    """In lower case, without parameters."""
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    unchanged: bool = False
    """The server says that it is what it was at the earlier visit (304)."""


def user_agent() -> str:
    """Return the User-Agent of our requests: "onrecord/VERSION"."""
    try:
        return f"onrecord/{version('onrecord')}"
    except PackageNotFoundError:
        return "onrecord/0"


class Fetcher:
    """Client that gets addresses one at a time. Proxies of the environment are not used.

    Args:
        options: Its bounds and the networks that it may reach.
    """

    def __init__(self, options: Options) -> None:
        self._options = options
        self._allow = [ipaddress.ip_network(network, strict=False) for network in options.allow]

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return httpx.create_ssl_context()  # a tenth of a second, for who reads only files

    def get(self, url: str, earlier: Visit | None = None) -> Fetched:
        """Get an address, following up to five redirects.

        Args:
            url: An http or https address without a user name in it.
            earlier: The visit after which an unchanged page need not be sent again.

        Raises:
            Gone: There is nothing at that address.
            AskedToWait: The site wants to be left alone for a while.
            Refused: It, or what it redirects to, is not a public address.
            SourceError: It cannot be reached, answers with an error, or exceeds a bound.
        """
        deadline = time.monotonic() + self._options.seconds
        # Only what _decompressed unpacks step by step: a small answer may hold a huge text.
        headers = {"User-Agent": user_agent(), "Accept": _ACCEPT, "Accept-Encoding": "gzip"}
        if earlier and earlier.etag:
            headers["If-None-Match"] = earlier.etag
        if earlier and earlier.last_modified:
            headers["If-Modified-Since"] = earlier.last_modified
        # Names are looked up in there: one checked before could lead elsewhere when it is used.
        backend = GuardedBackend(self._allow, deadline)
        transport = _Transport(httpcore.ConnectionPool(self._tls, network_backend=backend))
        with httpx.Client(transport=transport, trust_env=False, timeout=_WAIT) as client:
            address = url
            for _ in range(_REDIRECTS + 1):
                # Each step anew: a public page may redirect to an address inside.
                _check(address)
                try:
                    with client.stream("GET", address, headers=headers) as response:
                        if response.status_code not in _MOVED:
                            return self._answer(url, response, deadline)
                        address = _target(address, response)
                except (httpx.HTTPError, httpx.InvalidURL, ValueError, OSError) as error:
                    raise SourceError(f"{url} cannot be read: {_why(error)}") from error
                except _TIMEOUTS as error:  # over our own transport, httpcore raises its own
                    raise SourceError(
                        f"{url} did not answer in time ({self._options.seconds:g} s at most)"
                    ) from error
                except _NETWORK as error:
                    raise SourceError(f"{url} cannot be read: {_why(error)}") from error
        raise SourceError(f"{url} redirects more than {_REDIRECTS} times, at last to {address}")

    def _answer(self, url: str, response: httpx.Response, deadline: float) -> Fetched:
        status = response.status_code
        if status == _UNCHANGED:
            return Fetched(str(response.url), b"", unchanged=True)
        if status in _GONE:
            raise Gone(f"{url} is gone: the server answers {status}")
        if status in _TOO_MANY and response.headers.get("retry-after"):
            raise AskedToWait(f"{url} asks to wait: {_until(response)} (status {status})")
        if not response.is_success:
            raise SourceError(
                f"{url} answers with status {status} {response.reason_phrase}".strip()
            )
        most = self._options.max_bytes
        data = bytearray()
        for piece in _decompressed(response, url):
            data += piece
            if len(data) > most:
                raise SourceError(f"{url} has more than {most / 1e6:g} MB, the most that is read")
            if time.monotonic() > deadline:
                raise httpcore.ReadTimeout("the time is up")
        kind = response.headers.get("content-type", "")
        return Fetched(
            url=str(response.url),
            data=bytes(data),
            content_type=kind.partition(";")[0].strip().lower(),
            charset=response.charset_encoding,
            etag=response.headers.get("etag"),
            last_modified=response.headers.get("last-modified"),
        )


_TIMEOUTS = (httpcore.TimeoutException,)
_NETWORK = (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol)


class _Transport(httpx.BaseTransport):
    """httpx over a connection pool of ours, so that the backend can be the guarded one."""

    def __init__(self, pool: httpcore.ConnectionPool) -> None:
        self._pool = pool

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        answer = self._pool.handle_request(
            httpcore.Request(
                request.method,
                url,
                headers=request.headers.raw,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            answer.status,
            headers=answer.headers,
            stream=_Body(answer),
            extensions=answer.extensions,
        )

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


def _decompressed(response: httpx.Response, url: str) -> Iterator[bytes]:
    """Yield the body in pieces of a megabyte at most, however much one byte of it unpacks to."""
    coding = response.headers.get("content-encoding", "").strip().lower()
    if coding in ("", "identity"):
        yield from response.iter_raw()
        return
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise SourceError(f"{url} is compressed as {coding!r}, which was not asked for")
    # 32 above the largest window: zlib finds out if the header is gzip's or its own.
    inflate = zlib.decompressobj(wbits=47)
    try:
        for packed in response.iter_raw():
            rest = packed
            while rest and not inflate.eof:
                yield inflate.decompress(rest, _STEP)
                rest = inflate.unconsumed_tail
    except zlib.error as error:
        raise SourceError(f"{url} is damaged: its compressed body is not {coding}") from error


def _check(url: str) -> None:
    try:
        parts = urlsplit(url)
        # A port that is none shows only when it is asked for.
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise SourceError(f"{url} is not an address that can be read: {error}") from error
    if not is_web_address(url):
        raise SourceError(f"{url} is not an http or https address")
    if len(url.encode(errors="replace")) > LONGEST_ADDRESS:
        raise SourceError(
            f"the address {url[:80]}… has {len(url):,} characters; "
            f"the most that is read is {LONGEST_ADDRESS:,} bytes"
        )
    if parts.username is not None or parts.password is not None:
        raise SourceError(f"an address with a user name in it is not read ({host}); leave it out")


def _target(url: str, response: httpx.Response) -> str:
    location: str | None = response.headers.get("location")
    if not location:
        raise SourceError(f"{url} redirects to nowhere (status {response.status_code})")
    return urljoin(url, location)


def _until(response: httpx.Response) -> str:
    """Say when to come back, from the Retry-After header (seconds or a date: RFC 9110, 10.2.3)."""
    asked: str = response.headers["retry-after"].strip()
    try:
        if asked.isascii() and asked.isdigit():
            when = datetime.now(UTC) + timedelta(seconds=int(asked))
        else:
            when = parsedate_to_datetime(asked).astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return f"it does not say clearly until when ({asked[:40]!r})"
    return f"try again after {when:%Y-%m-%d %H:%M} UTC"


def _why(error: Exception) -> str:
    return one_line(str(error)) or type(error).__name__
