"""Pages that stand where an article should are told from articles, in many languages."""

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import SourceError
from corpus.sources.barriers import barrier, teaser
from corpus.sources.items import BEGINNING, Raw
from corpus.sources.page import read_page

_LINES = Path("tests/data/barriers.jsonl").read_text(encoding="utf-8").splitlines()
PAGES = [json.loads(line) for line in _LINES]
"""Barriers, and short articles that have the words of barriers in them."""


@pytest.mark.parametrize("sample", PAGES, ids=lambda sample: sample["title"])
def test_a_barrier_is_told_from_an_article(sample: dict[str, Any]) -> None:
    assert bool(barrier([sample["title"]], sample["text"])) is sample["barrier"]
    if not sample["barrier"]:
        assert teaser(sample["text"], free=True) is None


def test_what_kind_a_barrier_is_is_told() -> None:
    kinds = {barrier([page["title"]], page["text"]) for page in PAGES if page["barrier"]}
    assert kinds == {
        "an error page",
        "a consent form",
        "a form to sign in or subscribe",
        "a page that a browser has to draw",
    }
    assert barrier([], "") is barrier(["Page not found"], ".") is None


def read(body: str, head: str = "", url: str | None = "https://tide.example/tunnel") -> list[str]:
    """The notes of a page that is read."""
    page = f"<html><head><title>Tunnel</title>{head}</head><body>{body}</body></html>"
    draft = read_page(Raw(data=page.encode(), name="page", url=url))
    return [*draft.notes, draft.origins.get("text", "")]


LEAD = "The Tarn tunnel will close for five weeks from 1 July, the roads agency said on Thursday."
MORE = "Engineer Runa Dahl said rust had eaten through 14 of the 60 steel ribs of the tunnel."
ASK = "<p>Subscribe to continue reading. Already a subscriber? Log in.</p>"


def test_a_beginning_that_is_sold_is_noted() -> None:
    locked = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "T", %s}</script>'
    )
    article = f"<article><h1>Tunnel</h1><p>{LEAD}</p><p>{MORE}</p>%s</article>"
    assert read(article % "") == [""]
    for head in ('"isAccessibleForFree": false', '"isAccessibleForFree": "False"'):
        note, origin = read(article % "", locked % head)
        assert ("not free to read" in note, origin) == (True, BEGINNING)
    note, origin = read(article % ASK)
    assert ("asking to subscribe" in note, origin) == (True, BEGINNING)
    assert read(article % "", locked % '"isAccessibleForFree": true') == [""]


def teasers(link: str) -> str:
    return "".join(
        f"<article><h2><a href='{link}{n}'>Story {n}</a></h2><p>{n}. {LEAD}</p></article>"
        for n in range(3)
    )


@pytest.mark.parametrize("url", ["https://tide.example/", None])
def test_a_front_page_is_refused_and_a_live_blog_is_not(url: str | None) -> None:
    with pytest.raises(SourceError, match="front page"):
        read(teasers("/story"), url=url)
    stories = "".join(f"<li><a href='/{n}'>Story {n} on the tunnel</a></li>" for n in range(30))
    with pytest.raises(SourceError, match=r"front page|no article text"):
        read(f"<h1>Tide</h1><ul>{stories}</ul>", url=url)
    assert read(teasers("#post-"), url=url) == [""]
    article = f"<article><h1>Tunnel</h1><p>{LEAD}</p><p>{MORE}</p></article>"
    assert read(article + teasers("/story").replace(LEAD, "More."), url=url) == [""]
