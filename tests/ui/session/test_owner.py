"""The user of a page as the log names him or her."""

from types import SimpleNamespace
from typing import Any

import pytest

from ui.serving.browser_cookie import COOKIE
from ui.session import owner as module
from ui.session.owner import owner, who

DESK = {"is_logged_in": True, "iss": "https://id.example", "sub": "7", "email": "desk@news.example"}
TOKEN = "a" * 43


@pytest.mark.parametrize(
    ("user", "token", "kind", "rest"),
    [
        (DESK, "", "reader", " desk@news.example"),
        ({**DESK, "email_verified": True}, "", "reader", " desk@news.example"),
        ({**DESK, "email_verified": False}, "", "reader", ""),
        ({**DESK, "email": None}, "", "reader", ""),
        ({**DESK, "is_logged_in": False}, TOKEN, "browser", ""),
    ],
)
def test_who_is_the_beginning_of_the_owner(
    monkeypatch: pytest.MonkeyPatch, user: dict[str, Any], token: str, kind: str, rest: str
) -> None:
    context = SimpleNamespace(cookies={COOKIE: token})
    monkeypatch.setattr(module, "st", SimpleNamespace(user=user, context=context))
    name, whole = who(), owner()
    assert whole
    assert name == f"{whole[: len(kind) + 13]}{rest}"
    assert token not in name or not token


def test_a_browser_without_cookies_has_no_more_of_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    context = SimpleNamespace(cookies={})
    monkeypatch.setattr(module, "st", SimpleNamespace(user={}, context=context))
    assert who() == "browser"
