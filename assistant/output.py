"""Answers and articles as lines for a terminal."""

import shlex
import textwrap
from collections.abc import Mapping, Sequence

import click

from assistant.answer import Answer
from corpus import Article, Diff
from corpus.printing import plain, plain_line
from corpus.sources.items import BEGINNING, SUMMARY

__all__ = ["answer_lines", "article_lines", "diff_lines", "plain"]

WIDTH = 88
"""Columns."""
MOST_VARIANTS = 3
"""Sentences that differ from a citation, which are written out."""


_TEXTS = {SUMMARY: "not the article's", BEGINNING: "perhaps only its beginning"}


def answer_lines(answer: Answer) -> list[str]:
    """The answer, then each citation with its source; or the refusal, then the nearest."""
    lines = _wrapped(plain(answer.text))
    for citation in answer.citations:
        lines += ["", *_wrapped(f"[{citation.number}] {plain(citation.source)}")]
        lines += _wrapped(f"“{plain(citation.quote)}”", "    ")
        if citation.url:
            lines.append(f"    {plain_line(citation.url)}")
        if citation.also_in:
            lines += _wrapped(plain(f"Also in {citation.others}"), "    ")
        # To be pasted into a shell: an id is whatever a file said.
        lines.append(f"    onrecord show {shlex.quote(plain_line(citation.article_id))}")
        for variant in citation.differs[:MOST_VARIANTS]:
            lines += _wrapped(plain(f"Told otherwise by {variant.source}:"), "    ")
            lines += _wrapped(f"“{plain(variant.quote)}”", "    ")
            lines.append(f"    onrecord show {shlex.quote(plain_line(variant.article_id))}")
        more = len(citation.differs) - MOST_VARIANTS
        if more > 0:
            lines.append(f"    … and by {more} more; --json lists them")
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


def article_lines(
    article: Article,
    revisions: Sequence[str],
    origins: Mapping[str, str],
    gone: str | None = None,
) -> list[str]:
    """What is known of an article, each with where it was found, then its text.

    Args:
        article: The article.
        revisions: All that it has.
        origins: Where each fact was found, as far as that is known.
        gone: The address that says that it is there no more.
    """
    known = {
        "id": article.id,
        "title": article.title,
        "publisher": article.publisher,
        "authors": ", ".join(article.authors) or None,
        "published": article.published,
        "updated": article.updated,
        "language": article.language,
        "url": article.url,
        "gone": gone,
        "text": _TEXTS.get(origins.get("text", "")),
        "revision": article.revision,
        "revisions": str(len(revisions)) if len(revisions) > 1 else None,
    }
    facts = [
        f"{name + ':':11} {plain_line(str(value))}"
        + (f"  ({plain_line(origins[name])})" if name in origins else "")
        for name, value in known.items()
        if value
    ]
    return [*facts, "", plain(article.text)]


def diff_lines(diff: Diff) -> list[str]:
    """What changed: [-removed-] and {+added+}, in red and green too.

    Paragraphs in which nothing changed are left out.
    """
    if diff.old.revision == diff.new.revision:
        return [f"{plain_line(diff.new.id)} has only the revision {diff.new.revision}"]
    lines = [f"{'old:':11} {diff.old.revision}", f"{'new:':11} {diff.new.revision}"]
    old, new = diff.old.to_dict(), diff.new.to_dict()
    for name in diff.facts:
        values = (
            _marked(change, plain_line(value if isinstance(value, str) else ", ".join(value)))
            for change, value in (("removed", old[name]), ("added", new[name]))
            if value
        )
        lines.append(f"{name + ':':11} {' '.join(values)}")
    whole = ""
    last = len(diff.text) - 1
    for place, (change, text) in enumerate(diff.text):
        if change == "same":
            whole += _around(text, first=place == 0, last=place == last)
        else:
            whole += _marked(change, text)
    return [*lines, "", *whole.strip("\n").split("\n")]


def _marked(change: str, text: str) -> str:
    if change == "removed":
        return click.style(f"[-{plain(text)}-]", fg="red")
    return click.style(f"{{+{plain(text)}+}}", fg="green")


def _around(text: str, *, first: bool, last: bool) -> str:
    """Of what stayed the same, the ends of the paragraphs in which something changed."""
    begin, *between = plain(text).split("\n")
    if first and last:
        return ""
    if not between:
        return begin
    *whole, end = between
    if first:
        return ("…\n" if whole or begin else "") + end
    if last:
        return begin + ("\n…" if any(between) else "")
    return begin + "\n" + ("…\n" if whole else "") + end


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(
        " ".join(text.split()),
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
