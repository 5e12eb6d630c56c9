"""The chat and the API at a public address, behind nginx and Caddy with TLS, without sign-in."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from assistant import Assistant
from tests.browser.conftest import ROOT, Server, drawn, tab
from tests.browser.test_chat import ask
from tests.proxies import HOST, certificate, proxying
from tests.servers import free_port
from tests.streamlit_client import visiting
from ui.api.api_keys import ApiKeys

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
PATH = "/archive"
QUESTION = "What did Meloni propose?"
PROXIES = ("nginx", "caddy")


@dataclass(frozen=True)
class Site:
    """A public address: its proxies' port, the servers behind it, a reader's key."""

    port: int
    chat: Server
    chat_port: int
    api: int
    key: str

    @property
    def origin(self) -> str:
        return f"https://{HOST}:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.origin}{PATH}/"


@contextmanager
def running(home: Path, url: str, *command: str) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a command of ours with a public address until the block ends."""
    environment = {"ONRECORD_HOME": str(home), "ONRECORD_PUBLIC_URL": url, "PYTHONPATH": str(ROOT)}
    with (home / f"{command[0]}.log").open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "ui.cli.main", *command],
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=home,
            env={**os.environ, **environment},
        )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The chat and the API, started for the address; no proxy yet."""
    home = tmp_path_factory.mktemp("public")
    with Assistant.open(home) as assistant:
        key = ApiKeys(assistant.corpus).add("rita", "reader", 1000)
    port, chat, api = free_port(), free_port(), free_port()
    url = f"https://{HOST}:{port}{PATH}"
    with (
        running(home, f"{url}/", "chat", "--no-browser", f"--port={chat}") as process,
        running(home, f"{url}/api/", "serve", f"--port={api}") as served,
    ):
        server = Server(process, chat)
        server.url = f"{server.url}{PATH.strip('/')}/"
        server.wait(home / "chat.log")
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline and served.poll() is None:
            try:
                httpx.get(f"http://127.0.0.1:{api}/healthz", trust_env=False)
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield Site(port, server, chat, api, key)


@pytest.fixture(scope="module", params=PROXIES)
def proxied(
    site: Site, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """The site behind one of the proxies."""
    folder = tmp_path_factory.mktemp(request.param)
    tls = certificate(folder)
    with proxying(request.param, folder, site.port, (site.chat_port, site.api), tls):
        yield site


@pytest.fixture
def page(browser: "Browser", proxied: Site) -> Iterator["Page"]:
    with tab(browser, ignore_https_errors=True) as page:
        page.goto(proxied.url)
        page.locator(".st-key-welcome button").first.wait_for()
        yield page


def client(site: Site, **headers: str) -> httpx.Client:
    """A client of the proxy, which asks it for the name."""
    return httpx.Client(
        base_url=f"https://127.0.0.1:{site.port}{PATH}/",
        headers={"host": f"{HOST}:{site.port}", **headers},
        verify=False,  # the certificate was made a moment ago
        timeout=60,
        trust_env=False,
    )


def test_a_stranger_asks_and_comes_again(page: "Page", proxied: Site) -> None:
    ask(page, QUESTION)
    page.get_by_text("without granting Kyiv membership").first.wait_for()
    (cookie,) = (c for c in page.context.cookies() if c["name"] == "onrecord_browser")
    assert (cookie["secure"], cookie["path"], cookie["httpOnly"]) == (True, f"{PATH}/", True)
    page.reload()
    drawn(page)
    page.get_by_text("without granting Kyiv membership").first.wait_for()
    assert page.url.startswith(proxied.url)


def test_a_stranger_changes_nothing(page: "Page", proxied: Site) -> None:
    page.goto(f"{proxied.url}articles")
    page.get_by_role("heading", name="Articles", exact=True).wait_for()
    drawn(page)
    assert page.get_by_text("Add articles").count() == 0
    page.goto(f"{proxied.url}articles?article=sample-meloni-article-5")
    page.get_by_role("button", name="All articles").wait_for()
    drawn(page)
    assert page.get_by_role("button", name="Remove").count() == 0
    page.goto(f"{proxied.url}settings")
    page.get_by_role("heading", name="When to answer").wait_for()
    drawn(page)
    assert page.get_by_role("heading", name="Who writes the answers").count() == 0
    with visiting(proxied.chat.host, path=PATH) as stranger:
        stranger.draw("articles")
        assert stranger.upload() == (403, "No files can be added here.")


@pytest.mark.parametrize("origin", ["https://evil.example", "http://{}", "https://" + HOST, "null"])
def test_pages_of_other_origins_ask_for_nothing(proxied: Site, origin: str) -> None:
    asked = origin.format(f"{HOST}:{proxied.port}")
    with client(proxied, origin=asked) as stranger:
        assert stranger.get("_stcore/host-config").status_code == 403
        assert stranger.get("api/v1/suggestions").status_code == 403
    with client(proxied, origin=proxied.origin) as own:
        assert own.get("_stcore/host-config").status_code == 200


def test_the_api_asks_for_a_key_although_it_listens_on_loopback(proxied: Site) -> None:
    for host in (f"{HOST}:{proxied.port}", f"127.0.0.1:{proxied.api}"):
        reply = httpx.get(
            f"http://127.0.0.1:{proxied.api}/v1/suggestions",
            headers={"host": host},
            trust_env=False,
        )
        assert reply.status_code == 401
    reply = httpx.get(
        f"http://127.0.0.1:{proxied.api}/v1/suggestions",
        headers={"host": "evil.example"},
        trust_env=False,
    )
    assert reply.status_code == 421


def test_the_api_answers_and_its_links_are_public(proxied: Site) -> None:
    question = {"question": QUESTION, "stream": True}
    with client(proxied, authorization=f"Bearer {proxied.key}") as reader:
        events = reader.post("api/v1/ask", json=question).text
        assert events.index("event: retrieved") < events.index("event: finished")
        chat = {"model": "onrecord", "messages": [{"role": "user", "content": QUESTION}]}
        reply = reader.post("api/v1/chat/completions", json=chat).json()
        annotations = reply["choices"][0]["message"]["annotations"]
        links = [note["url_citation"]["url"] for note in annotations]
        assert links
        assert reader.get("api/healthz").status_code == 200
        assert reader.get("api/widget.js").status_code == 200
        listed = reader.get("api/v1/articles", params={"limit": 1}).json()
        assert listed["articles"]
    # An article without an address of its own is linked to where the API has it.
    assert all(link.startswith(("http://", "https://")) for link in links)
    assert not any("127.0.0.1" in json.dumps(link) for link in links)


def test_the_chat_says_where_it_is(site: Site) -> None:
    log = Path(f"/proc/{site.chat.process.pid}/cwd").resolve() / "chat.log"
    assert f"behind a proxy at {site.url}" in log.read_text()
