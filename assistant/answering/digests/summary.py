"""Summaries of an article, of a topic, and of the news of some days; the latest on a topic."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Final

from assistant.answer import Answer, Total
from assistant.answer_parts import UNTITLED
from assistant.answering.article_lists import about, listed_page, openings
from assistant.answering.changes.corrections_listed import notes_in
from assistant.answering.compose import Part, composed, passage_of, statements_of
from assistant.answering.digests.telling import telling
from assistant.question.understanding.request import Length, Request
from assistant.reader.evidence import Evidence
from corpus import Article, ArticleNotFound, Corpus, Filters, Hit
from corpus.listing import listing
from corpus.text.search_terms import stems

__all__ = ["answer_latest", "answer_summary", "of_article"]

_SENTENCES: Final = {"short": 3, "medium": 5, "long": 9}
"""Sentences of a summary of one article."""
_EACH: Final = {"short": 1, "medium": 2, "long": 3}
"""Sentences of each article in a summary of several."""
_SEVERAL: Final = 8
"""Articles of a page of a summary."""
_NEAREST: Final = 10
"""Passages among which an article is looked for by its description."""
_FITS, _HELD = 0.75, 1 / 3
"""Score of a passage from which its article fits a description, and the share of the description's
words that its passages have. Of 45 descriptions of saved pages in other words than theirs, 20 of
them of what no page tells, 21 found the right one and 4 a wrong one; half of the words alone, 19
and 10."""
_LATEST: Final = 3
"""Articles of a page of the latest."""


def answer_summary(
    question: str, request: Request, corpus: Corpus, filters: Filters
) -> Answer | None:
    """Summarise an article, a topic or some days; None when the corpus has nothing of the kind."""
    if not request.topic:
        return _days(question, request, corpus, filters) if filters else None
    hit = described_passage(request.topic, corpus, filters)
    if hit is None:
        return None
    article = corpus.article(hit.article_id)
    topic = request.topic if request.of == "mention" else ""
    return of_article(question, article, corpus, request.length, topic)


def of_article(
    question: str, article: Article, corpus: Corpus, length: Length = "medium", topic: str = ""
) -> Answer | None:
    """Summarise an article, or what it tells of a topic; None when it has no statement."""
    quotes = list(statements_of([passage_of(article)]))
    named = _in_passing(topic, quotes, article.title or "")
    chosen = telling(named or quotes, corpus.embed, _SENTENCES[length], article.title or "")
    if not chosen:
        return None
    title = article.title or UNTITLED
    parts = [Part(tuple(chosen), title, article.published, article.publisher)]
    why = f", chosen for “{topic}”" if named else ""
    remark = f"{len(chosen)} of the {len(quotes)} sentences of this article, in its order{why}."
    if notes := notes_in(article):
        parts.insert(0, Part(notes, "Corrected by the article itself"))
        remark = f"It was corrected. {remark}"
    return composed(question, "summary", parts, remark)


def _in_passing(topic: str, quotes: Sequence[Evidence], title: str) -> list[Evidence]:
    """Return the sentences on a topic that an article names in passing; else none.

    In passing is what one of its sentences names in full, and the headline not by more than half
    nor by its last word, which of a person is the name. What no sentence names may describe the
    whole article in other words.
    """
    sought, headline = stems(topic), stems(title)
    beside = sought - headline
    told = [stems(quote.quote) for quote in quotes]
    by_name = stems(topic.rsplit(maxsplit=1)[-1] if topic else "") <= headline
    if by_name or len(beside) < len(sought) / 2 or not any(sought <= words for words in told):
        return []
    return [quote for quote, words in zip(quotes, told, strict=True) if beside & words]


def described_passage(topic: str, corpus: Corpus, filters: Filters) -> Hit | None:
    """Return a passage of the article that a description fits best; None when none does.

    The words of the headline count first, then how near its passages come in search.
    """
    sought = stems(topic)
    hits = corpus.search(topic, _NEAREST, filters=filters)
    worth = {
        hit: hit.score + len(sought & stems(hit.title or "")) / max(1, len(sought)) for hit in hits
    }
    best = max(worth, key=lambda hit: worth[hit], default=None)
    if best is None:
        return None
    held = stems(
        " ".join(f"{hit.title} {hit.text}" for hit in hits if hit.article_id == best.article_id)
    )
    fits = best.score >= _FITS and len(sought & held) >= _HELD * len(sought)
    return best if sought and fits else None


def _days(question: str, request: Request, corpus: Corpus, filters: Filters) -> Answer | None:
    count = listing(corpus, filters=filters, limit=1).total
    ids, first = listed_page(request, corpus, filters, _SEVERAL)
    parts = _briefs(ids, corpus, _EACH[request.length])
    since = [] if request.page.number else _told_since(corpus, filters)[: _SEVERAL - len(parts)]
    # Of a later page, next_page says that the list is at its end.
    if not (parts or since) and not request.page.number:
        return None
    total = Total(count, corpus.count(), len(parts), first)
    noun = "article was" if count <= 1 else "articles were"
    remark = f"{f'{count:,}' if count else 'No'} {noun} published then{_newest_first(total)}."
    if since:
        remark += (
            " Later ones that tell of that year follow." if parts else " Later ones tell of it."
        )
    return composed(question, "summary", [*parts, *since], remark, total=total)


def _told_since(corpus: Corpus, filters: Filters) -> list[Part]:
    """Return a sentence of each later article on a year, the newest first.

    None where the days of the filters are not a whole year.
    """
    first, last = filters.published_after, filters.published_before
    if not (first and last) or (first, last) != (date(first.year, 1, 1), date(first.year, 12, 31)):
        return []
    year = str(first.year)
    later = replace(filters, published_after=date(first.year + 1, 1, 1), published_before=None)
    told: dict[str, Evidence] = {}
    for quote in statements_of(corpus.passages_with(year, later)):
        if re.search(rf"\b{year}\b", quote.quote):
            told.setdefault(quote.hit.article_id, quote)
    newest = sorted(told.values(), key=lambda quote: quote.hit.published or first, reverse=True)
    return [
        Part((quote,), quote.hit.title or UNTITLED, quote.hit.published, quote.hit.publisher)
        for quote in newest
    ]


def answer_latest(
    question: str, request: Request, corpus: Corpus, filters: Filters
) -> Answer | None:
    """Tell what the newest articles say of a topic; None when no article is about it."""
    pieces = about(request.topic, corpus, filters)
    pieces.sort(key=lambda telling: telling.hit.published or date.min, reverse=True)
    told = request.page.articles
    rest = request.page.rest(pieces, _LATEST, lambda telling: telling.hit.article_id in told)
    ids = [telling.hit.article_id for telling in rest[:_LATEST]]
    parts = _briefs(ids, corpus, 2, request.topic)
    if not parts and not request.page.number:
        return None
    within = listing(corpus, filters=filters, limit=1).total
    total = Total(len(pieces), within, len(parts), len(pieces) - len(rest) + 1)
    noun = "article is" if len(pieces) == 1 else "articles are"
    order = _newest_first(total) or ("; the newest first" if len(pieces) > 1 else "")
    remark = f"{len(pieces):,} {noun} about “{request.topic}”{order}."
    return composed(question, "latest", parts, remark, total=total)


def _newest_first(total: Total) -> str:
    """Say which page of some articles is told; nothing where it is all of them."""
    return f"{total.paged}, the newest first" if total.page else ""


def _briefs(ids: Sequence[str], corpus: Corpus, most: int, topic: str = "") -> list[Part]:
    """Return articles with their telling sentences; the first one of an article without any."""
    parts = []
    for article_id in ids:
        with suppress(ArticleNotFound):  # another user may remove one meanwhile
            article = corpus.article(article_id)
            quotes = _brief(article, corpus, most, topic) or openings(corpus, [article_id])
            title = article.title or UNTITLED
            parts.append(
                Part((*notes_in(article), *quotes), title, article.published, article.publisher)
            )
    return parts


def _brief(article: Article, corpus: Corpus, most: int, topic: str) -> list[Evidence]:
    quotes = list(statements_of([passage_of(article)]))
    if topic:  # what the article tells of it, where it tells of other things too
        sought = stems(topic)
        quotes = [quote for quote in quotes if sought & stems(quote.quote)] or quotes
    return telling(quotes, corpus.embed, most, topic or article.title or "")
