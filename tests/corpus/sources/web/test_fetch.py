"""Fetching, against a server that plays every bad page, and which addresses are refused."""

import gzip
import ipaddress
import shutil
import socket
import ssl
import subprocess
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.errors import InvalidInput, SourceError
from corpus.sources import Options, Visit
from corpus.sources.web.fetch import AskedToWait, Fetcher, Gone, user_agent
from corpus.sources.web.public_addresses import Refused, refusal
from corpus.sources.web.robots import Polite
from tests.sources_server import HTML, LOOPBACK, Handler, Server, page, redirect, serving

LOCAL = Options(allow=LOOPBACK, seconds=5, max_bytes=1_000_000)


def endless(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    while not handler.server.over.is_set():
        handler.wfile.write(b"more and more " * 10_000)


def drip(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    while not handler.server.over.wait(0.05):
        handler.wfile.write(b".")


def dripping_head(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not handler.server.over.wait(0.05):
        handler.wfile.write(b"z")
        handler.wfile.flush()


def conditional(handler: Handler) -> None:
    if handler.headers.get("If-None-Match") == '"one"':
        handler.send_response(304)
        handler.end_headers()
    else:
        handler.send(HTML.encode(), ETag='"one"', Last_Modified="Thu, 06 Mar 2025 10:00:00 GMT")


def cut_short(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b"only this")


BOMB = gzip.compress(b"0" * 50_000_000)
PAGES = {
    "/good": page(),
    "/endless": endless,
    "/drip": drip,
    "/dripping-head": dripping_head,
    "/conditional": conditional,
    "/cut-short": cut_short,
    "/loop": redirect("/loop"),
    "/hop": redirect("good", 301),
    "/nowhere": lambda handler: handler.send(b"", status=302),
    "/to-file": redirect("file:///etc/passwd"),
    "/to-private": redirect("http://127.0.0.2:1/secret"),
    "/to-metadata": redirect("http://169.254.169.254/latest/meta-data/"),
    "/bomb": page(BOMB, Content_Encoding="gzip"),
    "/double-bomb": page(gzip.compress(BOMB), Content_Encoding="gzip, gzip"),
    "/gzip": page(gzip.compress(HTML.encode()), Content_Encoding="gzip"),
    "/deflate": page(zlib.compress(HTML.encode()), Content_Encoding="deflate"),
    "/not-gzip": page(HTML, Content_Encoding="gzip"),
    "/busy": lambda h: h.send(b"", status=429, Retry_After="120"),
    "/busy-until": lambda h: h.send(b"", status=503, Retry_After="Fri, 07 Mar 2025 10:00:00 GMT"),
    "/busy-forever": lambda h: h.send(b"", status=429, Retry_After="later"),
    "/broken": lambda h: h.send(b"", status=500),
    "/gone": lambda h: h.send(b"", status=410),
}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving(PAGES) as server:
        yield server


def reason(server: Server, path: str, options: Options = LOCAL) -> str:
    with pytest.raises(SourceError) as caught:
        Fetcher(options).get(server.url + path)
    return str(caught.value)


@pytest.mark.parametrize("path", ["/good", "/gzip", "/deflate", "/hop"])
def test_a_page_is_fetched(server: Server, path: str) -> None:
    fetched = Fetcher(LOCAL).get(server.url + path)
    assert fetched.data == HTML.encode()
    assert (fetched.content_type, fetched.charset) == ("text/html", "utf-8")
    assert fetched.url == server.url + ("/good" if path == "/hop" else path)


def test_requests_name_themselves_and_use_no_proxy(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    Fetcher(LOCAL).get(server.url + "/good")
    assert server.asked[-1][1]["User-Agent"] == user_agent()
    assert user_agent().startswith("onrecord/")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/endless", "more than 1 MB"),
        ("/bomb", "more than 1 MB"),
        ("/double-bomb", "compressed as 'gzip, gzip'"),
        ("/not-gzip", "its compressed body is not gzip"),
        ("/cut-short", "cannot be read: "),
        ("/loop", "redirects more than 5 times"),
        ("/nowhere", "redirects to nowhere"),
        ("/to-file", "file:///etc/passwd is not an http or https address"),
        ("/to-private", "127.0.0.2, which is this machine itself"),
        ("/to-metadata", "169.254.169.254, which is not a public address"),
        ("/busy-until", "try again after 2025-03-07 10:00 UTC"),
        ("/busy-forever", "it does not say clearly until when ('later')"),
        ("/broken", "status 500"),
    ],
)
def test_a_bad_page_says_what_is_wrong_with_it(server: Server, path: str, said: str) -> None:
    assert said in reason(server, path)


def test_retry_after_in_seconds_becomes_a_time(server: Server) -> None:
    assert "asks to wait: try again after 2" in reason(server, "/busy")


@pytest.mark.parametrize("path", ["/drip", "/dripping-head"])
def test_a_slow_page_ends_at_the_deadline(server: Server, path: str) -> None:
    said = reason(server, path, Options(allow=LOOPBACK, seconds=0.5))
    assert "did not answer in time (0.5 s at most)" in said


def test_an_address_that_is_too_long_is_not_asked_for(server: Server) -> None:
    before = len(server.asked)
    assert "the most that is read is 2,000 bytes" in reason(server, "/" + "a" * 2_000)
    assert len(server.asked) == before


@pytest.mark.parametrize("path", ["/gone", "/no-such-page"])
def test_what_is_gone_is_told_apart(server: Server, path: str) -> None:
    with pytest.raises(Gone, match="is gone"):
        Fetcher(LOCAL).get(server.url + path)


def test_an_unchanged_page_is_not_sent_again(server: Server) -> None:
    url = server.url + "/conditional"
    first = Fetcher(LOCAL).get(url)
    assert (first.etag, first.last_modified) == ('"one"', "Thu, 06 Mar 2025 10:00:00 GMT")
    second = Fetcher(LOCAL).get(
        url, Visit(url, "read", etag=first.etag, last_modified=first.last_modified)
    )
    assert second.unchanged
    assert second.data == b""
    assert server.asked[-1][1]["If-Modified-Since"] == first.last_modified


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "0", "[::1]", "[::ffff:127.0.0.1]"],
)
def test_this_machine_is_refused_however_it_is_written(server: Server, host: str) -> None:
    before = len(server.asked)
    with pytest.raises(Refused, match=r"which is (this machine itself|not a public address)"):
        Fetcher(Options()).get(f"http://{host}:{server.server_port}/good")
    assert len(server.asked) == before


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "100.100.100.200", "169.254.169.254",
        "168.63.129.16", "192.0.0.192", "192.88.99.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
        "0.0.0.0", "127.1.2.3", "::", "::1", "::127.0.0.1", "::ffff:10.0.0.1", "fe80::1", "fc00::1",
        "fec0::1", "ff02::1", "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1",
        "2002:7f00:1::", "2001::1", "2001:db8::1", "fd00:ec2::254",
    ],
)  # fmt: skip
def test_an_address_inside_is_refused(address: str) -> None:
    assert refusal(ipaddress.ip_address(address)) is not None


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.216.34", "::ffff:8.8.8.8", "2606:4700::1111", "2a00:1450::1"]
)
def test_a_public_address_is_not(address: str) -> None:
    assert refusal(ipaddress.ip_address(address)) is None


def test_a_network_can_be_allowed_and_nothing_beside_it() -> None:
    allow = [ipaddress.ip_network("10.1.0.0/16")]
    assert refusal(ipaddress.ip_address("10.1.2.3"), allow) is None
    assert refusal(ipaddress.ip_address("::ffff:10.1.2.3"), allow) is None
    assert refusal(ipaddress.ip_address("10.2.0.1"), allow) is not None
    with pytest.raises(InvalidInput, match="'the office' is no network"):
        Options(allow=("the office",))


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("ftp://example.org/a", "not an http or https address"),
        ("http://", "not an http or https address"),
        ("http://me:secret@example.org/", "leave it out"),
        ("http://127.0.0.1:99999/", "not an address that can be read"),
        ("http://[::1/", "not an address that can be read"),
        ("http://no-such-name.invalid/", "cannot be read: the name 'no-such-name.invalid' is"),
    ],
)
def test_an_address_that_makes_no_sense_is_refused(url: str, said: str) -> None:
    with pytest.raises(SourceError) as caught:
        Fetcher(Options()).get(url)
    assert said in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_port_where_nobody_listens_is_told_of() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/"
        with pytest.raises(SourceError, match=r"cannot be read: .*refused"):
            Fetcher(LOCAL).get(url)


def test_tls_that_is_none_is_told_of(server: Server) -> None:
    with pytest.raises(SourceError, match=r"cannot be read: .*SSL"):
        Fetcher(LOCAL).get(server.url.replace("http:", "https:") + "/good")


@pytest.fixture(scope="module")
def secure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Path]]:
    """A server with a certificate for "localhost" that only who has its file trusts."""
    if not shutil.which("openssl"):
        pytest.skip("openssl, which makes the certificate, is not here")
    folder = tmp_path_factory.mktemp("tls")
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        "openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost "
        f"-addext subjectAltName=DNS:localhost -keyout {key} -out {certificate}".split(),
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with serving({"/good": page()}, tls=context) as server:
        yield server, certificate


def test_a_certificate_that_nobody_signed_is_refused(secure: tuple[Server, Path]) -> None:
    server, _ = secure
    with pytest.raises(SourceError, match="CERTIFICATE_VERIFY_FAILED"):
        Fetcher(LOCAL).get(f"https://localhost:{server.server_port}/good")


def test_a_certificate_is_checked_against_the_name_though_the_address_is_connected_to(
    secure: tuple[Server, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    server, certificate = secure
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    fetcher = Fetcher(Options(allow=("127.0.0.0/8", "::1/128")))
    fetched = fetcher.get(f"https://localhost:{server.server_port}/good")
    assert fetched.data == HTML.encode()
    assert server.asked[-1][1]["Host"] == f"localhost:{server.server_port}"
    with pytest.raises(SourceError, match="CERTIFICATE_VERIFY_FAILED"):
        fetcher.get(f"https://127.0.0.1:{server.server_port}/good")


def test_robots_are_let_in_where_the_site_says_so() -> None:
    rules = "User-agent: *\nDisallow: /private/\n"
    pages = {"/robots.txt": page(rules, "text/plain"), "/a": page(), "/private/b": page()}
    with serving(pages) as server:
        polite = Polite(Fetcher(LOCAL), delay=0)
        assert polite.get(server.url + "/a").data == HTML.encode()
        with pytest.raises(SourceError, match=r"the site's robots.txt excludes it"):
            polite.get(server.url + "/private/b")
        assert server.paths == ["/robots.txt", "/a"]


def test_wildcards_of_robots_txt_are_understood() -> None:
    rules = "User-agent: *\nDisallow: /*?print=\nDisallow: /*.pdf$\nAllow: /open*.pdf$\n"
    let_in = ("/a", "/open-letter.pdf", "/b.pdf.html")
    pages = {"/robots.txt": page(rules, "text/plain"), **{path: page() for path in let_in}}
    with serving(pages) as server:
        polite = Polite(Fetcher(LOCAL), delay=0)
        for path in let_in:
            assert polite.get(server.url + path).data == HTML.encode()
        for path in ("/a?print=1", "/b.pdf", "/news/c.pdf"):
            with pytest.raises(SourceError, match=r"the site's robots.txt excludes it"):
                polite.get(server.url + path)
        assert server.paths == ["/robots.txt", *let_in]


def test_a_site_without_rules_lets_robots_in_and_a_broken_one_does_not() -> None:
    with serving({"/a": page()}) as server:
        assert Polite(Fetcher(LOCAL), delay=0).get(server.url + "/a").data
    with serving({"/a": page(), "/robots.txt": PAGES["/broken"]}) as server:
        with pytest.raises(SourceError, match="does not tell what robots may read"):
            Polite(Fetcher(LOCAL), delay=0).get(server.url + "/a")
        assert "/a" not in server.paths


def test_two_requests_at_one_site_are_apart() -> None:
    with serving({"/a": page()}) as server:
        polite = Polite(Fetcher(LOCAL), delay=0.3)
        polite.get(server.url + "/a")
        started = time.monotonic()
        polite.get(server.url + "/a")
        assert time.monotonic() - started >= 0.25


def test_a_site_that_asks_to_wait_is_left_alone() -> None:
    busy = {"/a": lambda handler: handler.send(b"", status=429, Retry_After="60"), "/b": page()}
    with serving(busy) as server:
        polite = Polite(Fetcher(LOCAL), delay=0)
        for path in ("/a", "/b", "/a"):
            with pytest.raises(AskedToWait, match="try again after"):
                polite.get(server.url + path, named=True)
        assert server.paths == ["/a"]


def test_networks_are_allowed_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_ALLOW_NETWORKS", "127.0.0.1/32, fd00::/8 10.0.0.0/8")
    assert Options().allow == ("127.0.0.1/32", "fd00::/8", "10.0.0.0/8")
    with serving({"/a": page()}) as server:
        assert Fetcher(Options()).get(server.url + "/a").data == HTML.encode()
        with pytest.raises(Refused):
            Fetcher(Options(allow=())).get(server.url + "/a")
    monkeypatch.setenv("ONRECORD_ALLOW_NETWORKS", "intranet")
    with pytest.raises(InvalidInput, match="'intranet' is no network"):
        Options()
