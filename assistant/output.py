"""Answers and articles as lines for a terminal."""

import re
import textwrap

from assistant.answer import Answer
from corpus import Article

__all__ = ["answer_lines", "article_lines", "plain"]

WIDTH = 88
"""Columns."""

# Control characters could move the cursor, set colours or hide text; overrides of direction
# could make a line read as something else.
_CONTROLS = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    """Text that other people wrote, with nothing in it that a terminal would obey."""
    return _CONTROLS.sub("\ufffd", text.encode("utf-8", "replace").decode())


def answer_lines(answer: Answer) -> list[str]:
    """The answer, then each citation with its source; or the refusal, then the nearest."""
    lines = _wrapped(plain(answer.text))
    for citation in answer.citations:
        lines += ["", *_wrapped(f"[{citation.number}] {plain(citation.source)}")]
        lines += _wrapped(f"“{plain(citation.quote)}”", "    ")
        if citation.url:
            lines.append(f"    {plain(citation.url)}")
        lines.append(f"    onrecord show {citation.article_id}")
    if answer.mode == "written":
        withheld = f"; {len(answer.withheld)} of its sentences withheld" if answer.withheld else ""
        lines += ["", *_wrapped(plain(f"Written by {answer.model}{withheld}."))]
    if answer.note:
        lines += ["", *_wrapped(plain(f"In the articles' own words: {answer.note}."))]
    if answer.nearest:
        lines += ["", "Nearest passages, which may not answer it:"]
    for hit in answer.nearest:
        lines += ["", *_wrapped(plain(hit.header or hit.article_id))]
        lines += _wrapped(plain(hit.text), "    ")
    return lines


def article_lines(article: Article, revisions: list[str]) -> list[str]:
    """What is known of an article, then its text."""
    known = {
        "id": article.id,
        "title": article.title,
        "publisher": article.publisher,
        "authors": ", ".join(article.authors) or None,
        "published": article.published,
        "updated": article.updated,
        "language": article.language,
        "url": article.url,
        "revision": article.revision,
        "revisions": str(len(revisions)) if len(revisions) > 1 else None,
    }
    facts = [f"{name + ':':11} {plain(str(value))}" for name, value in known.items() if value]
    return [*facts, "", plain(article.text)]


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(
        " ".join(text.split()),
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
