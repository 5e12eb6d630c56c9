"""The cookie by which a browser is known: one each, unguessable, out of the page's reach."""

import re

import pytest
from starlette.types import Message, Receive, Scope, Send

from ui.serving.browser_cookie import COOKIE, VisitorCookie

OLD = "a" * 43


async def cookies(
    kind: bytes, *, sent: str = "", scheme: str = "http", accept: bytes = b"text/html,*/*"
) -> list[str]:
    """The cookies set on a response of that content type, to a request that sent some.

    With an empty type it says that what the browser has is not modified.
    """

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        status, headers = (200, [(b"content-type", kind)]) if kind else (304, [])
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    async def receive() -> Message:
        return {"type": "http.request"}

    came: list[Message] = []

    async def send(message: Message) -> None:
        came.append(message)

    headers = [(b"cookie", sent.encode()), (b"accept", accept)]
    scope = {"type": "http", "scheme": scheme, "headers": headers}
    await VisitorCookie(application)(scope, receive, send)
    assert came[1] == {"type": "http.response.body", "body": b""}
    return [value.decode() for name, value in came[0]["headers"] if name == b"set-cookie"]


async def test_a_new_browser_gets_a_token_of_its_own() -> None:
    (first,), (second,) = [await cookies(b"text/html; charset=utf-8") for _ in range(2)]
    pattern = rf"{COOKIE}=[\w-]{{43}}; Max-Age=34560000; Path=/; HttpOnly; SameSite=Lax"
    assert re.fullmatch(pattern, first)
    assert first != second


async def test_a_known_browser_keeps_its_token_whatever_else_it_sends() -> None:
    sent = f'{{"j": 1}}; odd[=2; {COOKIE}={OLD}; other=3'
    (cookie,) = await cookies(b"text/html", sent=sent)
    assert cookie.startswith(f"{COOKIE}={OLD};")


@pytest.mark.parametrize("bad", ["", "short", "a" * 42 + ";", "é" * 43, OLD + "a"])
async def test_what_is_no_token_is_replaced(bad: str) -> None:
    (cookie,) = await cookies(b"text/html", sent=f"{COOKIE}={bad}")
    assert re.match(rf"{COOKIE}=[A-Za-z0-9_-]{{43}};", cookie)
    assert not cookie.startswith(f"{COOKIE}={bad};")


async def test_over_tls_it_never_travels_without() -> None:
    (cookie,) = await cookies(b"text/html", scheme="https")
    assert cookie.endswith("; Secure")


async def test_only_pages_bring_it() -> None:
    assert await cookies(b"text/javascript") == []


async def test_a_page_that_the_browser_has_already_brings_it_too() -> None:
    (cookie,) = await cookies(b"", sent=f"{COOKIE}={OLD}")
    assert cookie.startswith(f"{COOKIE}={OLD};")
    assert len(await cookies(b"")) == 1
    assert await cookies(b"", accept=b"*/*") == []
