"""The public address: whose pages may ask, over what, and under which path."""

import pytest
from starlette.datastructures import Headers
from starlette.types import Receive, Scope, Send

from corpus import SettingsError
from corpus.config import Config
from ui.serving.public_address import BehindProxy, PublicAddress, own_origins

ADDRESS = PublicAddress("https", "news.example", "/archive")


def read(value: str) -> str:
    return Config.from_environment({"ONRECORD_PUBLIC_URL": value}).public_url


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("", ""),
        ("https://news.example", "https://news.example"),
        ("https://News.Example/", "https://news.example"),
        ("https://news.example:443/archive/", "https://news.example/archive"),
        ("http://news.example:80", "http://news.example"),
        ("http://10.0.0.5:8080/a/b", "http://10.0.0.5:8080/a/b"),
        ("https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443"),
    ],
)
def test_it_is_kept_as_browsers_write_it(given: str, kept: str) -> None:
    assert read(given) == kept


@pytest.mark.parametrize(
    "given",
    [
        "news.example",
        "ftp://news.example",
        "https://",
        "https://user:pass@news.example",
        "https://news.example?x=1",
        "https://news.example/a#b",
        "https://news.example/a b",
        "https://news.example/a/../b",
        "https://news.example/a;Path=//b",
        "https://one.example https://two.example",
    ],
)
def test_what_is_no_address_is_refused(given: str) -> None:
    with pytest.raises(SettingsError, match="ONRECORD_PUBLIC_URL is"):
        read(given)


def test_it_is_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_PUBLIC_URL", "https://news.example:8443/archive/")
    address = PublicAddress.from_environment()
    assert address == PublicAddress("https", "news.example:8443", "/archive")
    assert (str(address), address.name) == ("https://news.example:8443/archive/", "news.example")
    monkeypatch.delenv("ONRECORD_PUBLIC_URL")
    assert PublicAddress.from_environment() is None


@pytest.mark.parametrize(
    ("host", "address", "own"),
    [
        ("news.example", ADDRESS, {"https://news.example"}),
        ("NEWS.example", ADDRESS, {"https://news.example"}),
        ("news.example:8501", ADDRESS, {"http://news.example:8501", "https://news.example:8501"}),
        ("localhost:8501", ADDRESS, {"http://localhost:8501", "https://localhost:8501"}),
        ("news.example", None, {"http://news.example", "https://news.example"}),
        ("news.example:443", None, {"http://news.example:443", "https://news.example"}),
    ],
)
def test_own_pages_are_told_to_scheme_and_port(
    host: str, address: PublicAddress | None, own: set[str]
) -> None:
    assert own_origins(Headers({"host": host}), address) == own


async def passed(scope: Scope, *, mounted: bool, address: PublicAddress = ADDRESS) -> Scope:
    """Return what the application is given of a request."""
    came: list[Scope] = []

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        came.append(scope)

    async def nothing(*_: object) -> None:
        raise AssertionError

    await BehindProxy(application, address, mounted=mounted)(scope, nothing, nothing)  # type: ignore[arg-type]
    return came[0]


@pytest.mark.parametrize(
    ("kind", "scheme", "host", "becomes"),
    [
        ("http", "http", b"news.example", "https"),
        ("websocket", "ws", b"news.example", "wss"),
        ("http", "http", b"127.0.0.1:8501", "http"),
        ("http", "http", b"evil.example", "http"),
    ],
)
async def test_requests_for_it_count_as_encrypted(
    kind: str, scheme: str, host: bytes, becomes: str
) -> None:
    scope = {"type": kind, "scheme": scheme, "headers": [(b"host", host)]}
    assert (await passed(scope, mounted=False))["scheme"] == becomes
    plain = PublicAddress("http", "news.example", "")
    assert (await passed(scope, mounted=False, address=plain))["scheme"] == scheme


async def test_what_a_client_says_of_a_proxy_is_not_believed() -> None:
    said = [(b"host", b"127.0.0.1:8501"), (b"x-forwarded-proto", b"https")]
    scope = {"type": "http", "scheme": "http", "headers": said}
    assert (await passed(scope, mounted=False))["scheme"] == "http"


async def test_its_path_is_where_an_application_is_mounted() -> None:
    scope = {"type": "http", "scheme": "http", "headers": [(b"host", b"news.example")]}
    assert (await passed(scope, mounted=True))["root_path"] == "/archive"
    assert "root_path" not in await passed(scope, mounted=False)


def test_sign_in_comes_back_to_it() -> None:
    ADDRESS.check_sign_in("https://news.example/archive/oauth2callback")
    for other in ("https://news.example/oauth2callback", "https://old.example/oauth2callback"):
        with pytest.raises(SettingsError, match=r"; make it .* followed by"):
            ADDRESS.check_sign_in(other)
