"""Network guard: refuses addresses that are not public, by the very one that is connected to."""

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable, Sequence
from typing import Any

import httpcore

from corpus.errors import SourceError

__all__ = ["GuardedBackend", "Refused", "refusal"]

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_SOLD_AS_PUBLIC = frozenset(
    ipaddress.ip_network(network)
    for network in (
        "168.63.129.16/32",  # Azure's host, which hands out credentials
        "192.0.0.0/24",  # IETF protocol assignments; Oracle's metadata is at .192
        "192.88.99.0/24",  # relays from IPv4 to IPv6 (RFC 7526)
    )
)
_GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")
"""All that is given out of IPv6 (RFC 4291, 2.4): outside are mapped and compatible IPv4, NAT64
(64:ff9b::/96 and 64:ff9b:1::/48), unique and link-local, site-local and multicast addresses."""
_TUNNELS = (ipaddress.IPv6Network("2002::/16"), ipaddress.IPv6Network("2001::/23"))
"""6to4 and Teredo, which wrap any IPv4 address."""


class Refused(SourceError):
    """An address that is not public, which a page or a feed must not make the program reach."""


def refusal(address: _Address, allow: Iterable[_Network] = ()) -> str | None:
    """Say why an address may not be reached, or ``None`` when it may.

    Args:
        address: As it would be connected to.
        allow: Networks that may be reached whatever they are. An IPv4 address mapped into IPv6
            counts as what it maps.
    """
    # "::ffff:127.0.0.1" is 127.0.0.1, and judged as that.
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if any(address.version == network.version and address in network for network in allow):
        return None
    if address.is_loopback:
        return "is this machine itself"
    if not address.is_global or address.is_multicast or address.is_reserved:
        return "is not a public address"
    if isinstance(address, ipaddress.IPv6Address):
        if address not in _GLOBAL_V6 or any(address in network for network in _TUNNELS):
            return "is not a public address"
    elif any(address in network for network in _SOLD_AS_PUBLIC):
        return "is not a public address"
    return None


class GuardedBackend(httpcore.NetworkBackend):
    """Network backend that connects to public addresses only, and keeps to a deadline.

    The name is resolved once; when any of its addresses may not be reached the name is refused,
    and the connection goes to one of the addresses that were checked. So neither a redirect nor
    a name that resolves to something else the second time leads inside.

    Args:
        allow: Networks that may be reached though they are not public.
        deadline: In seconds of ``time.monotonic()``. The system's resolver keeps its own time.
    """

    def __init__(self, allow: Sequence[_Network], deadline: float) -> None:
        self._allow = allow
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.NetworkStream:
        """Open a connection to one of a host's addresses.

        Raises:
            Refused: One of them may not be reached.
            httpcore.ConnectError: There is no such host, or it does not answer.
        """
        addresses = self._resolve(host, port)
        last: Exception | None = None
        for address in addresses:
            try:
                stream = httpcore.SyncBackend().connect_tcp(
                    address, port, _left(self._deadline, timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
            else:
                return _Timed(stream, self._deadline)
        raise last or httpcore.ConnectError(f"{host} has no address")

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Any = None
    ) -> httpcore.NetworkStream:
        """Refuse: a source is never a socket on this machine.

        Raises:
            Refused: Always.
        """
        raise Refused(f"{path} is a socket on this machine, which is not read")

    def sleep(self, seconds: float) -> None:
        """Wait, as httpcore asks between its attempts."""
        time.sleep(seconds)

    def _resolve(self, host: str, port: int) -> list[str]:
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"the name {host!r} is not known") from error
        addresses = list(dict.fromkeys(str(answer[4][0]) for answer in answers))
        # All of them: any may be the one that is connected to.
        for numeric in addresses:
            # Without its zone: "fe80::1%eth0".
            address = ipaddress.ip_address(numeric.partition("%")[0])
            why = refusal(address, self._allow)
            if why:
                raise Refused(
                    f"{host} is at {address}, which {why}; "
                    "allow its network (--allow, or ONRECORD_ALLOW_NETWORKS) if you trust it"
                )
        return addresses


class _Timed(httpcore.NetworkStream):
    """A stream all of whose waits together end at a deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(
            ssl_context, server_hostname, _left(self._deadline, timeout)
        )
        # The encrypted stream is another, and would know no deadline.
        return _Timed(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(deadline: float, timeout: float | None) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the time is up")
    return left if timeout is None else min(left, timeout)
