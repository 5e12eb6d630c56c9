"""Where the chat listens, and what it tells the browser to refuse."""

import socket

import pytest
from starlette.types import Message, Receive, Scope, Send

from assistant import SettingsError
from ui.serving.security import SecurityHeaders
from ui.serving.server import ADDRESS, serve


def test_a_taken_port_is_refused_in_one_line() -> None:
    with socket.socket() as taken:
        taken.bind((ADDRESS, 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=f"port {port} .*--port") as error:
            serve(port, open_browser=False)
        assert "\n" not in str(error.value)


async def test_every_response_carries_the_policy() -> None:
    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"a", b"b")]})
        await send({"type": "http.response.body", "body": b""})

    async def receive() -> Message:
        return {"type": "http.request"}

    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    await SecurityHeaders(application, "default-src 'none'")({"type": "http"}, receive, send)
    headers = dict(sent[0]["headers"])
    assert headers[b"a"] == b"b"
    assert headers[b"content-security-policy"] == b"default-src 'none'"
    assert headers[b"referrer-policy"] == b"no-referrer"
    assert sent[1] == {"type": "http.response.body", "body": b""}
