"""Exports of conversations: JSON, BibTeX, CSL-JSON, and questions for evaluation."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from assistant.answer import Answer, Citation
from assistant.answer_parts import UNTITLED
from assistant.history.saved_conversation import Conversation, Turn
from corpus import Article, ArticleNotFound
from corpus.language.calendar_words import MONTH_ABBREVIATIONS
from corpus.text.printing import json_text, plain, plain_line

__all__ = ["Reference", "judged_cases", "references", "to_bibtex", "to_csl_json"]

_TEX: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        # A brace that is only escaped still counts when BibTeX looks for the end of a field.
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{mark: f"\\{mark}" for mark in "$&%#_"},
    }
)
# In an address TeX's commands would be taken for a part of it.
_IN_ADDRESS: Final = str.maketrans({"\\": "%5C", "{": "%7B", "}": "%7D"})


@dataclass(frozen=True, slots=True)
class Reference:
    """The bibliographic data of a cited article, for a reference manager."""

    id: str
    title: str
    authors: tuple[str, ...]
    publisher: str | None
    published: date | None
    url: str | None
    language: str | None


def references(turns: Iterable[Turn], find: Callable[[str, str], Article]) -> tuple[Reference, ...]:
    """Return the articles that the answers cite, each once, in the order of their first citation.

    Args:
        turns: Of one conversation.
        find: ``Corpus.article``: the article with an id, at a revision. Of one that has been
            removed, the reference says what the citation says.
    """
    cited: dict[str, Reference] = {}
    for turn in turns:
        for citation in turn.answer.citations if turn.answer else ():
            if citation.article_id not in cited:
                cited[citation.article_id] = _reference(citation, find)
    return tuple(cited.values())


def to_csl_json(cited: Iterable[Reference]) -> str:
    """Format references as CSL-JSON, which Zotero, Mendeley and pandoc read.

    Names are literal: an article's byline does not say which part is the family's.
    """
    items = [
        {
            "id": reference.id,
            "type": "article-newspaper",
            "title": reference.title,
            "author": [{"literal": name} for name in reference.authors],
            "container-title": reference.publisher,
            "issued": _date_parts(reference.published),
            "URL": reference.url,
            "language": reference.language,
        }
        for reference in cited
    ]
    # CSL-JSON has no null.
    known = [{name: value for name, value in item.items() if value} for item in items]
    return json_text(known, indent=2) + "\n"


def to_bibtex(cited: Iterable[Reference]) -> str:
    """Format references as BibTeX in UTF-8, for BibTeX and biblatex alike."""
    return plain("\n".join(_entry(reference) for reference in cited), " ")


def judged_cases(conversations: Iterable[Conversation]) -> Iterator[str]:
    """Yield the answers that users gave a verdict on, as JSON lines that ``onrecord eval`` takes.

    A good answer's citations are what is right, and a good refusal's question is not
    answerable. Of a bad one only that is known: ``verdict`` and ``comment`` are there for
    whoever completes the line.
    """
    for conversation in conversations:
        said: list[tuple[str, str]] = []
        for turn in conversation.turns:
            if turn.answer and turn.verdict:
                case = _case(turn.answer, turn, said)
                yield json_text(case) + "\n"
            if turn.answer:
                said += [("user", turn.question), ("assistant", turn.answer.text)]


def _case(answer: Answer, turn: Turn, said: list[tuple[str, str]]) -> dict[str, Any]:
    case: dict[str, Any] = {
        "question": turn.question,
        "history": said,
        "verdict": turn.verdict,
        "comment": turn.comment,
        "answer": answer.text,
    }
    if turn.verdict == "up":
        citations = answer.citations
        case["answerable"] = answer.answered
        case["answers"] = list(dict.fromkeys(_answering_words(c) for c in citations))
        case["article_ids"] = list(dict.fromkeys(c.article_id for c in citations))
    return case


def _answering_words(citation: Citation) -> str:
    start, end = citation.span or (citation.start, citation.end)
    return citation.quote[start - citation.start : end - citation.start]


def _reference(citation: Citation, find: Callable[[str, str], Article]) -> Reference:
    try:
        article = find(citation.article_id, citation.revision)
    except ArticleNotFound:
        article = None
    title = citation.title or (article.label if article else UNTITLED)
    return Reference(
        id=_line(citation.article_id),
        title=_line(title),
        authors=tuple(map(_line, article.authors)) if article else (),
        publisher=_line(citation.publisher) if citation.publisher else None,
        published=citation.published,
        url=_line(citation.url) if citation.url else None,
        language=_line(article.language) if article and article.language else None,
    )


def _entry(reference: Reference) -> str:
    day = reference.published
    # Braced twice: capitals stay, and a name with "and" or a comma in it stays one name.
    fields = {
        "title": f"{{{reference.title.translate(_TEX)}}}",
        "author": " and ".join(f"{{{name.translate(_TEX)}}}" for name in reference.authors),
        "journal": f"{{{reference.publisher.translate(_TEX)}}}" if reference.publisher else "",
        "year": str(day.year) if day else "",
        "day": str(day.day) if day else "",
        "url": (reference.url or "").translate(_IN_ADDRESS),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    if day:
        # One of BibTeX's own strings: without braces.
        lines.append(f"  month = {MONTH_ABBREVIATIONS[day.month - 1]},")
    kind = "article" if reference.publisher else "misc"  # BibTeX's article must have a journal
    # In a key BibTeX takes few signs.
    key = re.sub(r"[^A-Za-z0-9-]", "-", reference.id)
    return "\n".join((f"@{kind}{{onrecord-{key},", *lines, "}", ""))


def _date_parts(day: date | None) -> dict[str, list[list[int]]] | None:
    return {"date-parts": [[day.year, day.month, day.day]]} if day else None


def _line(text: str) -> str:
    return plain_line(text, instead=" ")
