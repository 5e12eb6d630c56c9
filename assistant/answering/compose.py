"""Answers in parts: quotes arranged under headings, with the program's remark before them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.answer import Answer, Citation, Kind, Section, Statement
from assistant.answering.fact import cite
from assistant.reader.evidence import Evidence
from corpus import Article, ArticleNotFound, Corpus, Hit
from corpus.language.boilerplate import kinds
from corpus.text.sentences import sentence_ranges

__all__ = [
    "MOST_READ",
    "Part",
    "composed",
    "passage_of",
    "quotes_of",
    "statements_of",
    "whole_article",
]

MOST_READ = 20_000
"""Code points of an article, from its beginning, that are read where it is taken as a whole."""


@dataclass(frozen=True, slots=True)
class Part:
    """Quotes that stand together in an answer, and what they have in common."""

    quotes: tuple[Evidence, ...]
    heading: str | None = None
    day: date | None = None
    publisher: str | None = None
    speaker: str | None = None


def composed(
    question: str,
    kind: Kind,
    parts: Sequence[Part],
    remark: str = "",
    *,
    arranged: bool = True,
    **facts: Any,
) -> Answer:
    """Return an answer of quotes, each cited, in the order of its parts.

    Args:
        question: Standalone.
        kind: The kind of question.
        parts: What it consists of.
        remark: The program's own words, which come first.
        arranged: Whether the parts are told apart; else their sentences follow each other.
        **facts: Other fields of the answer.
    """
    citations: dict[tuple[str, int, int], Citation] = {}
    sections = tuple(_section(part, citations) for part in parts)
    statements = tuple(s for section in sections for s in section.statements)
    lines = [remark] if remark else []
    if arranged:
        lines += [
            ": ".join(filter(None, (section.label, _marked(section)))) for section in sections
        ]
    elif statements:
        lines.append(" ".join(map(_marked, sections)))
    return Answer(
        question=question,
        standalone_question=question,
        answered=True,
        # Quotes may run over several lines of their article; each part stands on one.
        text="\n".join(" ".join(line.split()) for line in lines),
        statements=statements,
        citations=tuple(citations.values()),
        # What the program says itself, such as a count, is sure.
        confidence=max((statement.support for statement in statements), default=1.0),
        kind=kind,
        remark=remark,
        sections=sections if arranged else (),
        **facts,
    )


def _section(part: Part, citations: dict[tuple[str, int, int], Citation]) -> Section:
    statements = []
    for quote in part.quotes:
        key = (quote.hit.article_id, quote.start, quote.end)
        # What is quoted in two parts is cited once.
        if key not in citations:
            citations[key] = cite(len(citations) + 1, quote)
        text = " ".join(quote.quote.split())
        number = citations[key].number
        statements.append(Statement(text, (number,), quote.support, part.speaker))
    return Section(tuple(statements), part.heading, part.day, part.publisher, part.speaker)


def _marked(section: Section) -> str:
    return " ".join(statement.marked for statement in section.statements)


def passage_of(article: Article, most: int = MOST_READ) -> Hit:
    """Return an article, or its beginning, as one passage.

    Args:
        article: The article.
        most: How many code points of it are read.
    """
    ranges = sentence_ranges(article.text[:most])
    return Hit(
        chunk_id=f"{article.id}:0",
        article_id=article.id,
        revision=article.revision,
        start=0,
        end=len(article.text[:most]),
        text=article.text[:most],
        sentences=tuple(ranges),
        title=article.title,
        url=article.url,
        publisher=article.publisher,
        published=article.published,
        score=0.0,
    )


def whole_article(corpus: Corpus, hit: Hit) -> Hit | None:
    """Return the article of a passage as one; None where it is not longer, or is there no more."""
    try:
        whole = passage_of(corpus.article(hit.article_id, hit.revision))
    except ArticleNotFound:  # another user may remove one meanwhile
        return None
    return whole if len(whole.sentences) > len(hit.sentences) else None


def quotes_of(hit: Hit) -> Iterator[Evidence]:
    """Yield all sentences of a passage, in order, as quotes."""
    for start, end in hit.sentences:
        yield Evidence(hit, start, end, 1.0)


def statements_of(hits: Iterable[Hit]) -> Iterator[Evidence]:
    """Yield the statements of passages, in order, as quotes."""
    for hit in hits:
        for quote, kind in zip(quotes_of(hit), kinds(hit), strict=True):
            if kind == "statement":
                yield quote
