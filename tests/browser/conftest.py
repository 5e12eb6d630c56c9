"""A real server with real articles, and a real browser."""

import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from weakref import WeakKeyDictionary

import pytest

from assistant import Assistant
from corpus import Article, Corpus
from tests.proxies import HOST
from tests.servers import free_port

if TYPE_CHECKING:
    from playwright.sync_api import (
        Browser,
        ConsoleMessage,
        Page,
        Request,
        ViewportSize,
        WebSocket,
    )

ROOT = Path(__file__).parents[2]
START_SECONDS = 90
DESKTOP: "ViewportSize" = {"width": 1280, "height": 800}
PATIENCE = 90_000
"""Milliseconds that a browser waits for what should come, on a machine with much else to do."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--host-resolver-rules=MAP {HOST} 127.0.0.1",  # the public address that is tested
)
HOSTILE = Article(
    title='<img src=x onerror="window.pwned=1"> **Zanzibar** $x^2$ :smile: ![i](http://evil.test/t)',
    publisher="<i>The</i> [Post](javascript:window.pwned=1)",
    url='https://evil.test/"><script>window.pwned=1</script>',
    published=date(2025, 1, 2),
    text=(
        "Zanzibar's <script>window.pwned=1</script> lighthouse keeper polished seventeen lamps.\n"
        "![pixel](http://evil.test/p.png) [click](javascript:window.pwned=1) $$\\int x$$\n"
        "# Heading :material/home: <b>bold</b> <img src='http://evil.test/q.png'> ```code```\n"
        f"Turned around: \u202e {'unbroken' * 40}"
    ),
)
ARABIC = Article(
    title="القمة الأوروبية تبحث الدفاع المشترك",
    publisher="صحيفة اليوم",
    url="https://example.org/news?id=7&lang=ar",
    language="ar",
    text=(
        "اجتمع القادة الأوروبيون في بروكسل يوم الخميس لبحث خطة الدفاع المشترك.\n"
        "وقالت المفوضية الأوروبية إن الخطة ستكلف ثمانمئة مليار يورو.\n"
    ),
)

FOG = "Since when does the harbour at Quist keep a ledger of fog?"
LONG = Article(
    title=(
        "The keepers of the harbour at Quist, who have written down every fog since 1871 in a "
        "ledger bound in sealskin that no visitor may open, on what they saw, on what they did "
        "not see, and on why the two columns of the ledger never add up to the same sum"
    ),
    text=(
        "The harbour at Quist keeps a ledger of fog since 1871. Its keepers write down each "
        "morning how far they see, in cable lengths, and each evening what came out of the white: "
        "a trawler, a buoy adrift, once a piano. The two columns never add up to the same sum."
    ),
)


OTHERWISE = Article(
    title="<b>A ledger</b> of [fog](javascript:window.pwned=1)",
    publisher="The Quist <i>Herald</i>",
    published=date(2025, 3, 2),
    text=LONG.text.replace("1871", "1874"),
)

_FREE: "WeakKeyDictionary[Browser, dict[str, list[Page]]]" = WeakKeyDictionary()
"""Tabs of each browser that no test uses now, by the options that they were opened with."""
DRAWN = """() => document.querySelector("[data-test-script-state=notRunning]")
    && !document.querySelector("[data-testid=stSkeleton]")"""
STILL = """async () => {
    await new Promise(done => setTimeout(done, 50));  // until what was just done moves anything
    await Promise.all(document.getAnimations()
        .filter(each => each.effect.getComputedTiming().endTime < Infinity)
        .map(each => each.finished.catch(() => null)));
}"""
WATCH = """() => {
    const app = document.querySelector("[data-test-script-state]");
    window.redrawn = new Promise(done => new MutationObserver(
        () => app.dataset.testScriptState === "notRunning" && done()
    ).observe(app, { attributeFilter: ["data-test-script-state"] }));
}"""


class Server:
    """A server process and the address of its page."""

    def __init__(self, process: "subprocess.Popen[bytes]", port: int) -> None:
        self.process = process
        self.host = f"127.0.0.1:{port}"
        self.url = f"http://{self.host}/"

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()

    def wait(self, log: Path) -> None:
        """Wait until the server says that it is healthy."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}_stcore/health", timeout=5):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        pytest.fail(f"the server did not start:\n{log.read_text()}")


def drawn(page: "Page") -> None:
    """Wait until all of the page is drawn: before that, elements are still coming and going."""
    page.wait_for_function(DRAWN)


def still(page: "Page") -> None:
    """Wait until nothing fades or moves any more, but for what never ends."""
    page.evaluate(STILL)


@contextmanager
def redrawing(page: "Page") -> Iterator[None]:
    """Wait at the end of the block until the page is drawn anew for what was done in it."""
    drawn(page)
    page.evaluate(WATCH)
    yield
    page.evaluate("window.redrawn")
    drawn(page)


@contextmanager
def serving(home: Path) -> Iterator[Server]:
    """Run ``onrecord chat`` on a free port until the block ends, in its data folder."""
    port = free_port()
    log = home / "server.log"
    command = [sys.executable, "-m", "ui.cli.main", "chat", "--no-browser", f"--port={port}"]
    with log.open("wb") as output:
        server = Server(
            subprocess.Popen(
                command,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=home,
                env={**os.environ, "ONRECORD_HOME": str(home), "PYTHONPATH": str(ROOT)},
            ),
            port,
        )
        try:
            server.wait(log)
            yield server
        finally:
            server.stop()


def fill(home: Path) -> None:
    """Put in the samples, an article full of traps, a long one without a date and one that
    contradicts it, one in Arabic."""
    Assistant.open(home).close()
    with Corpus.open(home) as corpus:
        assert not corpus.add([LONG, OTHERWISE, HOSTILE, ARABIC]).failed


@pytest.fixture(scope="package")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the chat under test."""
    path = tmp_path_factory.mktemp("onrecord")
    fill(path)
    return path


@pytest.fixture(scope="package")
def server(home: Path) -> Iterator[Server]:
    with serving(home) as running:
        yield running


@contextmanager
def launched() -> Iterator["Browser"]:
    """Run Chromium until the block ends."""
    sync_api = pytest.importorskip("playwright.sync_api")
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_api.sync_playwright() as playwright:
        own = playwright.chromium.executable_path
        if path is None and not Path(own).exists():
            message = "NO BROWSER FOUND: THE CHAT IS NOT TESTED. INSTALL CHROMIUM."
            pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)
        browser = playwright.chromium.launch(executable_path=path or own, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def browser() -> Iterator["Browser"]:
    """Chromium, ended with these tests: its event loop would be in the way of others."""
    with launched() as running:
        yield running


@contextmanager
def tab(
    browser: "Browser",
    *,
    viewport: "ViewportSize | None" = None,
    color_scheme: Literal["light", "dark"] = "light",
    reduced_motion: Literal["reduce", "no-preference"] = "no-preference",
    **options: object,
) -> Iterator["Page"]:
    """Lend an empty tab that knows nothing of the tests before: no cookie, nothing stored.

    It is lent again afterwards, whatever its size and scheme: one that has drawn the chat before
    draws it with a quarter of the work, for its scripts are compiled. That of a test that fails is
    not.
    """
    wanted = {name: value for name, value in options.items() if value}
    free = _FREE.setdefault(browser, {}).setdefault(repr(wanted), [])
    if free:
        page = free.pop()
    else:
        context = browser.new_context(viewport=DESKTOP, **wanted)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
    page.set_viewport_size(viewport or DESKTOP)
    page.emulate_media(color_scheme=color_scheme, reduced_motion=reduced_motion)
    yield page
    for other in page.context.pages:
        if other != page:
            other.close()
    page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    page.goto("about:blank")
    page.mouse.move(0, 0)
    page.context.clear_cookies()
    page.context.clear_permissions()
    free.append(page)


@contextmanager
def recorded(page: "Page", server: Server) -> Iterator[None]:
    """Check at the end of the block that the page has talked to nobody but the server."""
    asked: list[str] = []
    console: list[str] = []

    def note_request(request: "Request") -> None:
        asked.append(request.url)

    def note_socket(socket: "WebSocket") -> None:
        asked.append(socket.url)

    def note_message(message: "ConsoleMessage") -> None:
        console.append(message.text)

    page.context.on("request", note_request)
    page.on("websocket", note_socket)
    page.on("console", note_message)
    yield
    page.context.remove_listener("request", note_request)
    page.remove_listener("websocket", note_socket)
    page.remove_listener("console", note_message)
    own = (server.url, f"ws://{server.host}/", "data:", f"blob:{server.url}")
    assert [url for url in asked if not url.startswith(own)] == []
    assert any(url.startswith("ws://") for url in asked)
    assert [text for text in console if "Content Security Policy" in text] == []


@pytest.fixture
def page(browser: "Browser", server: Server) -> Iterator["Page"]:
    """An empty page of the chat at a desktop's size; nothing may leave for another host."""
    with visiting(browser, server) as page:
        yield page


@contextmanager
def visiting(browser: "Browser", server: Server, **options: Any) -> Iterator["Page"]:
    """Open the chat as somebody new, and check afterwards whom it talked to."""
    with tab(browser, **options) as page, recorded(page, server):
        page.goto(server.url)
        page.locator(".st-key-welcome button").first.wait_for()
        yield page
