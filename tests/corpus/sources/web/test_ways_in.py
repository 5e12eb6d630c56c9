"""Every way by which an address comes in, with addresses that lead inside: none is asked."""

import asyncio
import json
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import pytest
from click.testing import CliRunner

from assistant import Assistant
from corpus import Corpus, Failure, Options
from corpus.article import content_id
from corpus.sources import SourceParser, Visit
from corpus.sources.draft import Raw
from tests.sources_server import Server, page, redirect, serving
from tests.ui.api.conftest import serving as serving_api
from ui.cli.main import _run
from ui.mcp.agent_tools import TOOLS
from ui.session.uploads import add_address, add_files

INSIDE = (
    # This machine, in every spelling that a resolver or a parser of addresses may take for it.
    *("127.0.0.1", "127.1", "127.0.1", "127.8.9.10", "2130706433", "017700000001", "0x7f000001"),
    *("0x7f.0.0.1", "0177.0.0.1", "127.0.0.01", "0", "0.0.0.0", "localhost", "LOCALHOST"),
    *("localhost.", "127.0.0.1.", "%6c%6f%63%61%6c%68%6f%73%74", "127.0.0.%31"),
    *("１２７.０.０.１", "①②⑦.⓪.⓪.①", "127。0。0。1", "ⓛocalhost", "local\u00adhost"),
    *("[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]"),
    *("[0:0:0:0:0:ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::7f00:1]"),
    *("[2002:7f00:1::]", "[2001:0:7f00:1::]", "[::1%25lo]", "[fe80::1%25lo]", "[fe80::1]"),
    # Networks that are private, and where clouds keep what their machines may do.
    *("10.0.0.1", "10.1", "167772161", "172.16.0.1", "172.31.255.254", "192.168.0.1", "192.168.1"),
    *("100.64.0.1", "100.100.100.200", "169.254.169.254", "2852039166", "0xa9fea9fe"),
    *("0251.0376.0251.0376", "[::ffff:169.254.169.254]", "[fd00:ec2::254]", "[fc00::1]"),
    *("[fec0::1]", "168.63.129.16", "192.0.0.192", "198.18.0.1", "192.88.99.1", "203.0.113.1"),
    *("[2001:db8::1]", "[ff02::1]", "224.0.0.1", "239.255.255.250", "240.0.0.1"),
    *("255.255.255.255", "[100::1]"),
    # Two names in one, of which one parser takes the first and another the second.
    *("127.0.0.1\\@8.8.8.8", "127.0.0.1#@8.8.8.8", "8.8.8.8@127.0.0.1", "8.8.8.8\\@127.0.0.1"),
    *("127.0.0.1\t", "127.0.0.1\n.example", " 127.0.0.1", "127.0.0.1\0.example"),
)
"""Hosts that lead inside, or nowhere."""
PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy")


class Trap:
    """A server on this machine that nobody may ask, where every trick leads, and proxies too."""

    def __init__(self, server: Server) -> None:
        self.port = server.server_port
        self.server = server

    def urls(self) -> list[str]:
        return [f"http://{host}:{self.port}/secret" for host in INSIDE]

    def unasked(self) -> bool:
        return self.server.asked == []


@dataclass(frozen=True)
class Upload:
    """A file as a browser sends it."""

    name: str
    data: bytes

    def getvalue(self) -> bytes:
        return self.data


@pytest.fixture(params=["direct", "proxies"])
def trap(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Trap]:
    """A trap, also with the environment's proxies set to it, which would fetch anything."""
    with serving({"/secret": page()}) as server:
        if request.param == "proxies":
            for name in PROXIES:
                monkeypatch.setenv(name, server.url)
            monkeypatch.setenv("NO_PROXY", "")
        # Only this machine's addresses are reached in a test: elsewhere a connection would fail,
        # which must not be what keeps the others from being reached.
        connected: list[object] = []
        connect = socket.socket.connect

        def noted(self: socket.socket, address: Any) -> None:
            connected.append(address)
            connect(self, address)

        monkeypatch.setattr(socket.socket, "connect", noted)
        yield Trap(server)
        assert connected == []


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    """A corpus in which nothing may come to be."""
    with Corpus.open(tmp_path_factory.mktemp("inside") / "home") as opened:
        yield opened
        assert opened.count() == 0


def test_added_from_python(corpus: Corpus, trap: Trap) -> None:
    report = corpus.add(trap.urls())
    assert len(report.failed) == len(INSIDE)
    assert corpus.addresses() == []
    assert trap.unasked()


def test_added_in_the_chat(corpus: Corpus, trap: Trap) -> None:
    assert all(len(add_address(corpus, url).failed) == 1 for url in trap.urls())
    assert trap.unasked()


def test_added_at_the_command_line(tmp_path: Path, trap: Trap) -> None:
    arguments = [url for url in trap.urls() if "\0" not in url]
    with CliRunner().isolation(env={"ONRECORD_HOME": str(tmp_path)}) as (output, _, _):
        assert _run(["add", *arguments]) == 2
    assert output.getvalue() == b"%d failed\n" % len(arguments)
    assert trap.unasked()


def feed(urls: list[str]) -> bytes:
    """A feed of summaries, whose articles are behind the links."""
    items = [
        {"id": str(n), "url": url, "title": "A title", "summary": f"Short {n}."}
        for n, url in enumerate(urls)
    ]
    whole = {"version": "https://jsonfeed.org/version/1.1", "title": "The Paper", "items": items}
    return json.dumps(whole).encode()


def opml(urls: list[str]) -> bytes:
    """A list of feeds."""
    lines = "".join(f"<outline xmlUrl={quoteattr(url)}/>" for url in urls if "\0" not in url)
    return f"<opml><body>{lines}</body></opml>".encode()


@pytest.mark.parametrize(("data", "kind"), [(feed, "application/feed+json"), (opml, "text/x-opml")])
def test_linked_in_a_feed_or_a_list_of_feeds(
    trap: Trap, data: Callable[[list[str]], bytes], kind: str
) -> None:
    raw = Raw(
        data=data(trap.urls()), name="feed", url="https://news.example/feed", content_type=kind
    )
    for item in SourceParser(Options(delay=0)).read_raw(raw):
        assert not isinstance(item, Visit)
        assert isinstance(item, Failure) or item.summary
    assert trap.unasked()


def test_listed_in_a_file_that_a_browser_uploads(corpus: Corpus, trap: Trap) -> None:
    report = add_files(corpus, [Upload("feeds.opml.xml", opml(trap.urls()))])
    assert report.failed
    assert trap.unasked()


def test_imported_and_read_again(tmp_path: Path, trap: Trap) -> None:
    def line(**record: object) -> str:
        whole = json.dumps(record, ensure_ascii=False)
        return json.dumps(record | {"sum": content_id("line", whole)}, ensure_ascii=False)

    lines = [line(kind="address", url=url, options={}) for url in trap.urls() if "\0" not in url]
    with Corpus.open(tmp_path) as corpus:
        corpus.import_lines(lines)
        assert len(corpus.addresses()) > 10
        report = corpus.refresh(options=Options(delay=0), every=True)
        assert len(report.failed) == len(corpus.addresses())
    assert trap.unasked()


@pytest.mark.allow_hosts(["127.0.0.1", "127.0.0.2"])
def test_redirected_to_and_a_proxy_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving({"/secret": page()}) as inside, serving({}, host="127.0.0.2") as outside:
        urls = [url for url in Trap(inside).urls() if url.isascii() and url.isprintable()]
        outside.pages |= {f"/{n}": redirect(url) for n, url in enumerate(urls)}
        for name in PROXIES:
            monkeypatch.setenv(name, inside.url)
        options = Options(allow=("127.0.0.2/32",), delay=0)
        with Corpus.open(tmp_path) as corpus:
            report = corpus.add([f"{outside.url}/{n}" for n in range(len(urls))], options=options)
        assert len(report.failed) == len(urls)
        assert outside.paths == [f"/{n}" for n in range(len(urls))]
        assert inside.asked == []


def test_told_to_the_api_and_to_an_agents_tools(tmp_path: Path) -> None:
    """They take no address to read: one is kept, at most, as where an article was published."""
    with serving({"/secret": page()}) as inside:
        urls = Trap(inside).urls()
        opened = Corpus.open(tmp_path)
        with serving_api(Assistant(opened)) as served, served.client() as client:
            for number, url in enumerate(urls):
                text = f"The ferry was late {number} times, as {url} says."
                body = {"text": text, "url": url}
                assert client.post("/v1/articles", json=body).status_code in (200, 201, 422)
            assert client.post("/v1/ask", json={"question": f"What is at {urls[0]}?"}).is_success
            assert opened.addresses() == []
            assert str(opened.refresh(every=True)) == "nothing to add"
            for tool in TOOLS:
                assert not {"url", "address", "source"} & set(tool.arguments.model_fields)
                name = next(iter(tool.arguments.model_fields))
                if name in ("question", "text", "query"):
                    asyncio.run(tool.call(served.assistant, {name: f"What is at {urls[0]}?"}))
        assert inside.asked == []
