"""Answers and articles as lines for a terminal."""

import shlex
import textwrap
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from assistant.answer import Answer
from assistant.answer_parts import Citation, Section, also_in, corrections_of
from corpus import Diff
from corpus.article_record import ArticleRecord
from corpus.sources.draft import BEGINNING, SUMMARY
from corpus.text.printing import plain, plain_line

if TYPE_CHECKING:
    from assistant.judge.verification import Verification, VerifiedSentence

__all__ = ["answer_lines", "article_lines", "diff_lines", "plain", "verification_lines"]

WIDTH = 88
"""Columns."""
_INDENT = "    "
"""Before what belongs to the line above it."""
_MOST_VARIANTS = 3
"""Sentences that differ from a citation, which are written out."""


_TEXTS = {SUMMARY: "not the article's", BEGINNING: "perhaps only its beginning"}


def answer_lines(answer: Answer) -> list[str]:
    """Return the lines of an answer and its citations, or of a refusal and the nearest passages."""
    lines = _body(answer)
    for citation in answer.footnotes:
        lines += ["", *_wrapped(f"[{citation.number}] {plain(citation.source)}")]
        if not answer.sections or answer.mode == "written":  # else it stands in its section
            lines += _wrapped(f"“{plain(citation.quote)}”", _INDENT)
        lines += [*_place([citation]), *_corrected([citation]), *_otherwise([citation])]
    if answer.mode == "written":
        withheld = f"; {len(answer.withheld)} of its sentences withheld" if answer.withheld else ""
        lines += ["", *_wrapped(plain(f"Written by {answer.model}{withheld}."))]
    if answer.note:
        lines += ["", *_wrapped(plain(f"In the articles' own words: {answer.note}."))]
    if answer.nearest:
        lines += ["", "Nearest passages, which may not answer it:"]
    for hit in answer.nearest:
        lines += ["", *_wrapped(plain(hit.source or hit.article_id))]
        lines += _wrapped(plain(hit.text), _INDENT)
    return lines


def verification_lines(verification: "Verification") -> list[str]:
    """Return the lines of a verified text: its sentences with marks, quotes and sources."""
    from assistant.judge.verification import FINDING_WORDS

    lines = [*_wrapped(verification.summary)]
    for sentence in verification.sentences:
        lines += ["", *_wrapped(plain(f"{sentence.mark} {' '.join(sentence.text.split())}"))]
        if sentence.reason:
            lines += _wrapped(
                plain(f"{FINDING_WORDS[sentence.finding]}: {sentence.reason}"), _INDENT
            )
        lines += _quotes(verification, sentence)
    return lines


def _quotes(verification: "Verification", sentence: "VerifiedSentence") -> list[str]:
    lines: list[str] = []
    for number in (*sentence.citations, *sentence.otherwise):
        citation = verification.citation(number)
        but = "but: " if number in sentence.otherwise else ""
        lines += _wrapped(plain(f"{but}“{' '.join(citation.quote.split())}”"), _INDENT)
        lines += _wrapped(plain(citation.source), _INDENT)
    return lines


def _body(answer: Answer) -> list[str]:
    """Return the lines of an answer's text: paragraphs, then its sections."""
    said = " ".join(
        f"{_before(answer.setting_of(statement))}{statement.marked}"
        for statement in answer.statements
    )
    paragraphs = [
        answer.opening,
        answer.lacking,
        answer.narrowing,
        "" if answer.sections else said,
    ]
    if not answer.statements:
        paragraphs = [answer.text]
    lines: list[str] = []
    for paragraph in filter(None, paragraphs):
        lines += ["", *_wrapped(plain(paragraph))]
    for section in answer.sections:
        lines += ["", *_section(section, answer)]
    return lines[1:]


def _before(setting: str) -> str:
    """Return what a quote points back to, in brackets, before it."""
    return f"({setting}) " if setting else ""


def _section(section: Section, answer: Answer) -> list[str]:
    headed = answer.headed(section)
    lines = _wrapped(plain(section.label)) if section.label else []
    for statement in section.statements:
        speaker = section.speaker_of(statement)
        before = _before(answer.setting_of(statement))
        said = statement.text if answer.mode == "written" else f"{before}“{statement.text}”"
        markers = "".join(f"[{number}]" for number in statement.citations)
        lines += _wrapped(plain(f"{f'{speaker}: ' if speaker else ''}{said} {markers}"), _INDENT)
    passage = _place(headed) if headed else ()
    return [*lines, *passage, *_corrected(headed), *_otherwise(headed)]


def _place(citations: Sequence[Citation]) -> list[str]:
    """Return where citations of one article can be read."""
    first, others = citations[0], also_in(citations)
    lines = [f"{_INDENT}{plain_line(first.url)}"] if first.url else []
    if others:
        lines += _wrapped(plain(f"Also in {others}"), _INDENT)
    # To be pasted into a shell: an id is whatever a file said.
    return [*lines, f"{_INDENT}onrecord show {shlex.quote(plain_line(first.article_id))}"]


def _corrected(citations: Iterable[Citation]) -> list[str]:
    """Return the notes by which the article corrects itself."""
    lines: list[str] = []
    for note in corrections_of(citations):
        quote = " ".join(note.quote.split())
        lines += _wrapped(plain(f"Corrected by the article itself: “{quote}”"), _INDENT)
    return lines


def _otherwise(citations: Iterable[Citation]) -> list[str]:
    """Return what other articles say otherwise."""
    lines: list[str] = []
    for citation in citations:
        for variant in citation.differs[:_MOST_VARIANTS]:
            lines += _wrapped(plain(f"Told otherwise by {variant.source}:"), _INDENT)
            lines += _wrapped(f"“{plain(variant.quote)}”", _INDENT)
            lines.append(f"{_INDENT}onrecord show {shlex.quote(plain_line(variant.article_id))}")
        more = len(citation.differs) - _MOST_VARIANTS
        if more > 0:
            lines.append(f"{_INDENT}… and by {more} more; --json lists them")
    return lines


def article_lines(record: ArticleRecord) -> list[str]:
    """Return the lines of an article: its facts, each with where it was found, then its text."""
    article, revisions, origins = record.article, record.revisions, record.origins
    known = {
        "id": article.id,
        "title": article.title,
        "publisher": article.publisher,
        "authors": ", ".join(article.authors) or None,
        "published": article.published,
        "updated": article.updated,
        "language": article.language,
        "url": article.url,
        "gone": record.gone,
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
    """Return the lines of a diff: [-removed-] and {+added+}, in red and green too.

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
    for index, (change, text) in enumerate(diff.text):
        if change == "same":
            whole += _around(text, first=index == 0, last=index == last)
        else:
            whole += _marked(change, text)
    return [*lines, "", *whole.strip("\n").split("\n")]


def _marked(change: str, text: str) -> str:
    if change == "removed":
        return click.style(f"[-{plain(text)}-]", fg="red")
    return click.style(f"{{+{plain(text)}+}}", fg="green")


def _around(text: str, *, first: bool, last: bool) -> str:
    """Return, of an unchanged text, the ends of the paragraphs in which something changed."""
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
    # Nothing is broken within a word: half an address, or half a command, is none.
    return textwrap.wrap(
        " ".join(text.split()),
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
