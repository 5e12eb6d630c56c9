"""Answers as of a day: from passages as they stood then, and saying so."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from assistant.answer import Answer
from corpus import Article, Corpus, Filters, Hit
from corpus.text.chunking import chunk_article
from corpus.text.dates import spoken_day
from corpus.text.search_terms import stems

__all__ = ["as_it_stood", "day_of_first_hit", "told_as_of"]

_LOOKED_AT: Final = 3
"""Passages, the first of a search, that tell when a story was in the news."""


def as_it_stood(hits: Sequence[Hit], corpus: Corpus, day: date) -> Iterator[Hit]:
    """Yield passages as their articles stood on a day.

    Where an article was changed later and the library has what it said before, the passage of that
    revision which has the most of the words takes its place.
    """
    articles: dict[str, Article] = {}
    given: set[str] = set()
    for hit in hits:
        if hit.article_id not in articles:
            articles[hit.article_id] = corpus.article_as_of(hit.article_id, day)
        article = articles[hit.article_id]
        known = hit if article.revision == hit.revision else _same_passage(hit, article)
        # Two passages of today may be one of then.
        if known.chunk_id not in given:
            given.add(known.chunk_id)
            yield known


def _same_passage(hit: Hit, article: Article) -> Hit:
    """Return the passage of another revision that is most like a hit."""
    words = stems(hit.text)
    chunk = max(chunk_article(article), key=lambda chunk: len(words & stems(chunk.text)))
    return replace(
        hit,
        chunk_id=chunk.id,
        revision=article.revision,
        start=chunk.start,
        end=chunk.end,
        text=chunk.text,
        sentences=chunk.sentences,
        title=article.title,
        also_in=(),
    )


def day_of_first_hit(question: str, corpus: Corpus) -> date | None:
    """Return when the article nearest to a question was published, of those that have a date."""
    days = (hit.published for hit in corpus.search(question, _LOOKED_AT))
    return next(filter(None, days), None)


def told_as_of(answer: Answer, day: date) -> Answer:
    """Return an answer that says as of which day it is given, in its text and as ``as_of``."""
    spoken = spoken_day(day)
    filters = (answer.filters or Filters()).narrowed(Filters(published_before=day))
    if answer.answered or answer.remark:
        remark = " ".join(filter(None, (f"As of {spoken}.", answer.remark)))
        rest = answer.text.removeprefix(answer.remark)
        text = f"{remark}{rest}" if answer.remark else f"{remark} {rest}"
    else:
        text = remark = f"What was published by {spoken} does not answer that."
    return replace(answer, remark=remark, text=text, as_of=day, filters=filters)
