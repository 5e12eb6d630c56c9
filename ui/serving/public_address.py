"""The public address of a server behind a proxy: what it is, and what requests for it become."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from corpus import SettingsError
from corpus.config import Config

if TYPE_CHECKING:
    from starlette.datastructures import Headers
    from starlette.types import ASGIApp, Receive, Scope, Send

__all__ = ["BehindProxy", "PublicAddress", "own_origins"]


@dataclass(frozen=True, slots=True)
class PublicAddress:
    """The address at which other computers reach a server: ``https://news.example/archive``.

    Attributes:
        scheme: "https" or "http".
        host: The host as browsers send it: in small letters, its port only if it is not the
            scheme's own.
        path: The path under which the server lies, "/archive"; empty at the top.
    """

    scheme: str
    host: str
    path: str

    @classmethod
    def from_environment(cls) -> Self | None:
        """Return the address that ``ONRECORD_PUBLIC_URL`` gives; None without one.

        Raises:
            SettingsError: A variable of the environment is wrong.
        """
        url = urlsplit(Config.from_environment().public_url)
        return cls(url.scheme, url.netloc, url.path) if url.netloc else None

    @property
    def name(self) -> str:
        """The host without its port."""
        # After two slashes urlsplit takes it for a host, and knows a port from an IPv6 address.
        return urlsplit(f"//{self.host}").hostname or ""

    @property
    def origin(self) -> str:
        """The origin of its pages, as browsers send it."""
        return f"{self.scheme}://{self.host}"

    def __str__(self) -> str:
        return f"{self.origin}{self.path}/"

    def check_sign_in(self, redirect_uri: str) -> None:
        """Check that users come back from signing in to this address.

        Raises:
            SettingsError: They would come back to another.
        """
        if redirect_uri != f"{self}oauth2callback":
            raise SettingsError(
                f"redirect_uri in secrets.toml is {redirect_uri!r}, but ONRECORD_PUBLIC_URL is "
                f"{str(self)!r}; make it {str(self)!r} followed by 'oauth2callback'"
            )


class BehindProxy:
    """ASGI middleware that gives requests the scheme, and the path, that readers asked for.

    The proxy's own words about that (``X-Forwarded-Proto`` and its like) are not read: whoever
    reaches the server past the proxy could say anything.

    Args:
        app: What requests are passed on to.
        address: The public address.
        mounted: Whether the application is to find the address's path as its ``root_path``, and
            answer what follows it; proxies that cut it off serve as well.
    """

    def __init__(self, app: "ASGIApp", address: PublicAddress, *, mounted: bool) -> None:
        self._app = app
        self._address = address
        self._mounted = mounted

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass the request on."""
        # Start and end of the server come this way too, and have neither headers nor a scheme.
        if scope["type"] != "lifespan":
            from starlette.datastructures import Headers

            # Whoever asks by another name came past the proxy, and by the scheme that shows.
            if Headers(scope=scope).get("host", "").lower() == self._address.host:
                secure = {"http": "https", "ws": "wss"} if self._address.scheme == "https" else {}
                scope = {**scope, "scheme": secure.get(scope["scheme"], scope["scheme"])}
            if self._mounted:
                scope = {**scope, "root_path": self._address.path}
        await self._app(scope, receive, send)


def own_origins(headers: "Headers", address: PublicAddress | None) -> frozenset[str]:
    """Return the origins of a server's own pages, to the port, as the host that is asked has them.

    Args:
        headers: Of the request.
        address: The server's public address, whose scheme is known.
    """
    host = headers.get("host", "").lower()
    if address and host == address.host:
        return frozenset({address.origin})
    # Browsers leave out the scheme's own port.
    return frozenset({f"http://{host.removesuffix(':80')}", f"https://{host.removesuffix(':443')}"})
