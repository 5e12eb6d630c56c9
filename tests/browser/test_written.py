"""Answers that a chat model writes, as the reader sees them come and stand."""

import time
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, ClassVar

import pytest

from assistant import Assistant
from tests.assistant.writing.test_hosted import Handler
from tests.browser.conftest import Server, drawn, serving, visiting
from tests.browser.pictures import take
from tests.browser.test_chat import ask

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

QUESTION = "What did Giorgia Meloni suggest on March 6?"
SUPPORTED = "Meloni suggested that NATO could extend Article 5 protections to Ukraine"
INVENTED = "Meloni also sold the <b>Colosseum</b> ![i](http://evil.test/i) for 12 million euros"
SEEN = """() => {
    window.seen = [];
    new MutationObserver(() => {
        const line = document.querySelector(".st-key-streaming .or-text");
        if (line) window.seen.push(line.innerHTML);
    }).observe(document.body, { childList: true, characterData: true, subtree: true });
}"""


class Writer(Handler):
    """A model that writes a sentence that the articles bear out, and one that they do not."""

    endless: ClassVar[bool] = False
    """Whether it writes on until its reader is gone."""
    words: ClassVar[list[str]] = f"{SUPPORTED} [1]. {INVENTED} [1].".split(" ")

    def stream(self, what: str) -> None:
        """Write slowly enough to be watched."""
        assert what == "v1"
        if self.endless:
            super().stream("long")
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for word in self.words:
            self.event({"content": f"{word} "}, None)
            time.sleep(0.05)
        self.event({}, "stop")
        self.chunk("data: [DONE]\n\n")
        self.wfile.write(b"0\r\n\r\n")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A chat whose answers a model writes."""
    home = tmp_path_factory.mktemp("written")
    Assistant.open(home).close()
    with ThreadingHTTPServer(("127.0.0.1", 0), Writer) as model, pytest.MonkeyPatch.context() as p:
        Thread(target=model.serve_forever, daemon=True).start()
        p.setenv("ONRECORD_MODEL", "openai:scripted")
        p.setenv("OPENAI_API_KEY", "none")
        p.setenv("OPENAI_BASE_URL", f"http://127.0.0.1:{model.server_port}/v1")
        with serving(home) as running:
            yield running
        model.shutdown()


@pytest.fixture
def reading(browser: "Browser", written: Server) -> Iterator["Page"]:
    with visiting(browser, written) as page:
        yield page


def test_sentences_are_pending_then_supported_or_struck_out(reading: "Page") -> None:
    reading.evaluate(SEEN)
    ask(reading, QUESTION)
    seen: list[str] = reading.evaluate("window.seen")
    assert any(f'<span class="or-pending">{SUPPORTED}' in html for html in seen)
    assert any(f"<span>{SUPPORTED}" in html for html in seen)
    assert any("<del>Meloni also sold the &lt;b&gt;" in html for html in seen)


def test_what_was_withheld_is_told_with_its_reason(reading: "Page") -> None:
    answer = ask(reading, QUESTION)
    assert SUPPORTED in answer.locator(".or-text").inner_text()
    assert "Colosseum" not in answer.locator(".or-text").inner_text()
    assert answer.locator(".or-note").inner_text().startswith("Written by ")
    told = answer.get_by_text("1 sentence withheld")
    withheld = answer.locator(".or-withheld li")
    assert not withheld.is_visible()
    told.click()
    take(reading, "desktop-light-withheld")
    assert withheld.locator("del").inner_text() == f"{INVENTED}."
    assert withheld.locator(".or-reason").inner_text()
    assert answer.locator("img").count() == 0


def test_a_stopped_answer_keeps_what_was_written(
    reading: "Page", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Writer, "endless", True)
    Writer.gone.clear()
    box = reading.get_by_test_id("stChatInputTextArea")
    box.fill("What did Meloni propose?")
    box.press("Enter")
    reading.locator(".st-key-streaming", has_text="Costa said no").wait_for()
    assert not reading.get_by_text("Stopped.").is_visible()
    reading.get_by_test_id("stChatInputStopButton").click()
    reading.get_by_text("Stopped.").wait_for()
    assert Writer.gone.wait(10)
    reload_stopped(reading)
    reading.get_by_role("button", name="Ask again").click()
    reading.locator(".st-key-streaming", has_text="Costa said no").wait_for()
    reload_stopped(reading)
    reading.locator(".or-question").wait_for()


def reload_stopped(page: "Page") -> None:
    """Open the page anew: the answer that was being written is there, as far as it came."""
    for _ in range(10):  # the server keeps the words a moment after it sees the reader go
        page.reload()
        page.get_by_text("Stopped.").wait_for()
        drawn(page)
        if page.locator(".or-text").count():
            break
    assert "Costa said no" in page.locator(".or-text").inner_text()
    assert page.locator(".or-answer").count() == 0
