"""Answers to who said what: somebody's words, who said certain words, and who is quoted."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from assistant.answer import Answer, Total
from assistant.answering.article_lists import articles_counted
from assistant.answering.compare import Read
from assistant.answering.compose import Part, composed
from assistant.answering.spoken.near_quotes import on_topic, support_of, worth
from assistant.answering.spoken.quote_counts import total_of, unread
from assistant.answering.spoken.spoken_words import not_others, part_of, said_by
from assistant.answering.spoken.who_is_quoted import answer_who_is_quoted
from assistant.answering.spoken.who_said import answer_who_said
from assistant.question.understanding.pages import Page
from assistant.question.understanding.request import Request
from corpus import Corpus, Filters, Quote

__all__ = ["answer_said"]

_MOST: Final = 5
"""Statements of a page."""
_EACH: Final = 3
"""Statements of one article in a page, where there are others."""
_ANSWERED_ELSEWHERE: Final = 0.5
"""Support from which a sentence answers that none of a speaker's quotes on a topic has."""


def answer_said(
    question: str, request: Request, corpus: Corpus, filters: Filters, read: Read
) -> Answer | None:
    """Answer who said what; None where no article attributes it to anybody.

    Args:
        question: Standalone.
        request: What it asks for.
        corpus: Where the articles are.
        filters: Which articles to look in.
        read: Searches and reads for a question of fact: asked where words are only alike.
    """
    if request.asked == "speaker":
        return answer_who_said(question, request, corpus, filters, read)
    if request.asked == "speakers":
        return answer_who_is_quoted(question, request, corpus, filters)
    return _words(question, request, corpus, filters, read) if request.speaker else None


def _words(
    question: str, request: Request, corpus: Corpus, filters: Filters, read: Read
) -> Answer | None:
    """Quote what a speaker says, of a topic if there is one."""
    spoken = said_by(request.speaker, corpus, filters, request.day)
    if request.topic and spoken:
        evidence = read(question)
        ranked = on_topic(request.topic, question, spoken, corpus.embed, evidence)
        # What the reader surely finds elsewhere answers, and not what shares the topic's words.
        own = [
            piece
            for piece in not_others(evidence, request, corpus)
            if piece.support >= _ANSWERED_ELSEWHERE
        ]
        if own and not any(support_of(quote, evidence) for quote in ranked[:_MOST]):
            return None
    else:
        ranked = sorted(spoken, key=lambda quote: (_age(quote), worth(quote)), reverse=True)
    if not ranked:
        return None
    rest = _untold(ranked, request.page)
    chosen = _spread(rest)
    total = total_of(corpus, filters, len(ranked), len(rest), len(chosen))
    remark = f"{_counted(spoken, request, total, len(chosen))}.{unread(corpus)}"
    return composed(question, "said", _parts(chosen), remark, total=total)


def _counted(spoken: Sequence[Quote], request: Request, total: Total, quoted: int) -> str:
    """Say how many statements there are and which are quoted, without a full stop."""
    noun = "statement" if len(spoken) == 1 else "statements"
    articles = articles_counted(len({quote.article.id for quote in spoken}))
    remark = f"{len(spoken):,} {noun} by “{request.speaker}” in {articles}"
    nearest = f"nearest to “{request.topic}”" if request.topic else "newest"
    if total.page:
        return f"{remark}{total.paged}, the {nearest} first"
    if quoted < len(spoken):
        return f"{remark}; the {nearest} {'is' if quoted == 1 else 'are'} quoted"
    return remark


def _untold(ranked: Sequence[Quote], page: Page) -> list[Quote]:
    """Return the quotes that no earlier page has."""
    if page.before:
        return [quote for quote in ranked if quote.place not in page.places]
    rest = list(ranked)
    # How far a page reaches is known only by choosing it: _spread passes some over.
    for _ in range(page.number):
        quoted = {quote.place for quote in _spread(rest)}
        rest = [quote for quote in rest if quote.place not in quoted]
    return rest


def _spread(ranked: Sequence[Quote]) -> list[Quote]:
    """Return the first quotes, not too many of one article where there are others."""
    chosen: list[Quote] = []
    several = len({quote.article.id for quote in ranked}) > 1
    for quote in ranked:
        same = sum(quote.article.id == other.article.id for other in chosen)
        if not several or same < _EACH:
            chosen.append(quote)
            if len(chosen) == _MOST:
                break
    return chosen


def _parts(chosen: Iterable[Quote]) -> list[Part]:
    """Return the quotes by article and speaker, each article where its first ones stand."""
    grouped: dict[tuple[str, str | None], list[Quote]] = {}
    for quote in chosen:
        grouped.setdefault((quote.article.id, quote.speaker), []).append(quote)
    return [part_of(group, speaker) for (_, speaker), group in grouped.items()]


def _age(quote: Quote) -> date:
    """Return the day to order a quote by; the earliest where it is not known."""
    return quote.article.published or date.min
