"""Web addresses, and those that may be links."""

import pytest

from corpus.text.web_addresses import is_web_address, safe_link


def test_what_begins_otherwise_is_no_web_address() -> None:
    for text in ("http://example.org", " HTTPS://example.org/a b\n", "http://me:secret@[::1]:80/"):
        assert is_web_address(text)
    for text in ("", "example.org", "http:example.org", "http:\t//example.org", "\0http://a.org"):
        assert not is_web_address(text)


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
    assert safe_link(url) is None


def test_plain_addresses_are_links() -> None:
    for url in ("http://example.org", "HTTPS://example.org:8080/a?b=c&d=%20#e"):
        assert safe_link(url) == url
