"""Parts of an answer as Markdown and HTML, in which nothing that an article says takes effect."""

from collections.abc import Callable, Iterable, Sequence
from html import escape as escape_html

from assistant.answer_parts import Citation, Section, Statement, also_in, corrections_of
from corpus.text.escape import escape_markdown
from corpus.text.web_addresses import safe_link

__all__ = [
    "cited_html",
    "cited_markdown",
    "marked_html",
    "marked_markdown",
    "section_html",
    "section_markdown",
]


def marked_markdown(statement: Statement, speaker: str | None = None, setting: str = "") -> str:
    """Return a statement with its markers, after who says it and what it points back to."""
    before = f"*{escape_markdown(setting)}* " if setting else ""
    said = f"{speaker}: {statement.text}" if speaker else statement.text
    markers = "".join(f"[{number}]" for number in statement.citations)
    return f"{before}{escape_markdown(said)} {markers}"


def marked_html(statement: Statement, speaker: str | None = None, setting: str = "") -> str:
    """Return a statement with its markers, after who says it and what it points back to."""
    before = f"<small>{escape_html(setting)}</small> " if setting else ""
    said = f"{speaker}: {statement.marked}" if speaker else statement.marked
    return f"{before}{escape_html(said)}"


def cited_markdown(citation: Citation, *, quoted: bool) -> list[str]:
    """Return the lines of a citation: its source, its quote, and what is told otherwise."""
    lines = [f"[{citation.number}] {escape_markdown(citation.source)}{_link(citation)}", ""]
    lines += _also_markdown([citation])
    lines += _quoted_markdown(citation.quote) if quoted else []
    return [*lines, *_corrected_markdown([citation]), *_otherwise_markdown([citation])]


def section_markdown(
    section: Section,
    headed: Sequence[Citation],
    setting_of: Callable[[Statement], str],
    *,
    written: bool = False,
) -> list[str]:
    """Return the lines of a section as an item of a list.

    Args:
        section: The section.
        headed: Its citations, where its label tells their source.
        setting_of: Gives the words before a statement that it points back to, or nothing.
        written: Whether a language model wrote the statements; else they are quotes.
    """
    link = _link(headed[0]) if headed else ""
    label = [f"**{escape_markdown(section.label)}**{link}", ""] if section.label else []
    said = " ".join(
        marked_markdown(statement, section.speaker_of(statement), setting_of(statement))
        for statement in section.statements
    )
    lines = [*label, said if written else f"> {said}", ""]
    if headed:
        lines += [
            *_also_markdown(headed),
            *_corrected_markdown(headed),
            *_otherwise_markdown(headed),
        ]
    # The rest is indented, or Markdown would end the item before it.
    first, *rest = lines
    return [f"- {first}", *(f"  {line}" if line else "" for line in rest)]


def _link(citation: Citation) -> str:
    url = safe_link(citation.url)
    return f" <{url}>" if url else ""


def _also_markdown(citations: Sequence[Citation]) -> list[str]:
    others = also_in(citations)
    return [f"Also in {escape_markdown(others)}", ""] if others else []


def _corrected_markdown(citations: Iterable[Citation]) -> list[str]:
    return [
        line
        for note in corrections_of(citations)
        for line in ("Corrected by the article itself:", "", *_quoted_markdown(note.quote))
    ]


def _otherwise_markdown(citations: Iterable[Citation]) -> list[str]:
    lines = []
    for citation in citations:
        for variant in citation.differs:
            source = escape_markdown(variant.source)
            lines += [f"Told otherwise by {source}:", "", *_quoted_markdown(variant.quote)]
    return lines


def _quoted_markdown(quote: str) -> list[str]:
    return [*(f"> {escape_markdown(part)}" for part in quote.splitlines()), ""]


def cited_html(citation: Citation) -> str:
    """Return an item of a numbered list: the quote, its source, and what is told otherwise."""
    quoted = _quoted_html(citation.quote, citation.source)
    more = _corrected_html([citation]) + _otherwise_html([citation])
    # Not as browsers count: citations whose source a heading tells are not in the list.
    return f"<li value='{citation.number}'>{quoted}{more}</li>"


def section_html(
    section: Section, headed: Sequence[Citation], setting_of: Callable[[Statement], str]
) -> str:
    """Return a section as an item of a list; the parameters are those of ``section_markdown``."""
    label = f"<b>{escape_html(section.label)}</b><br>" if section.label else ""
    said = " ".join(
        marked_html(statement, section.speaker_of(statement), setting_of(statement))
        for statement in section.statements
    )
    return f"<li>{label}{said}{_corrected_html(headed)}{_otherwise_html(headed)}</li>"


def _corrected_html(citations: Iterable[Citation]) -> str:
    return "".join(
        f"<br>Corrected by the article itself: <q>{escape_html(note.quote)}</q>"
        for note in corrections_of(citations)
    )


def _otherwise_html(citations: Iterable[Citation]) -> str:
    return "".join(
        f"<br>Told otherwise: {_quoted_html(variant.quote, variant.source)}"
        for citation in citations
        for variant in citation.differs
    )


def _quoted_html(quote: str, source: str) -> str:
    return f"<q>{escape_html(quote)}</q> — {escape_html(source)}"
