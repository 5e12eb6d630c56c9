"""Days and addresses as the page shows them."""

from datetime import date

import pytest

from ui.words import safe_url, spoken_day


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "JAVASCRIPT://example.org/%0aalert(1)",
        "data:text/html,<script>",
        "file:///etc/passwd",
        "//example.org/",
        "http://",
        "http://[::1",
        'https://example.org/"onmouseover="x',
        "https://example.org/a b",
        "https://example.org/\u202egpj",
        "https:\\example.org",
    ],
)
def test_an_address_that_is_not_plain_http_is_no_link(url: str | None) -> None:
    assert safe_url(url) is None


def test_plain_addresses_are_links() -> None:
    for url in ("http://example.org", "HTTPS://example.org:8080/a?b=c&d=%20#e"):
        assert safe_url(url) == url


def test_days_are_spoken_without_a_leading_zero() -> None:
    assert spoken_day(date(2025, 3, 6)) == "6 March 2025"
    assert spoken_day(date(987, 12, 31)) == "31 December 987"
