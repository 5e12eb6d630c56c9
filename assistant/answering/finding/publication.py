"""Who wrote an article that a question names, which paper ran it, and when it was published."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from assistant.answer import Answer
from assistant.answer_parts import UNTITLED
from assistant.answering.article_lists import about, openings
from assistant.answering.compose import Part, composed
from assistant.answering.earlier.replies import author_told, day_told, opening_title
from assistant.answering.finding.named_conditions import articles_meant
from assistant.question.naming.asked_publication import (
    Publication,
    PublicationAsked,
    publication_asked,
)
from assistant.question.naming.named_sources import called
from assistant.reader.evidence import Evidence
from corpus import Article, Corpus, Filters, Hit
from corpus.text.dates import spoken_day
from corpus.text.search_terms import stems

__all__ = ["answer_publication"]

_MOST: Final = 3
"""Articles that may be meant by "the article about"; with more of them none is clearly meant."""
_TELLS: Final = 0.5
"""Support from which a sentence tells what may have been asked of the world."""
_WORDS_OF_TITLE: Final = 2
"""Content words of a bare title at least: "Hamlet" is sooner the play. With more it is sure."""


def answer_publication(
    question: str,
    corpus: Corpus,
    filters: Filters,
    read: Callable[[str], Sequence[Evidence]],
) -> Answer | None:
    """Answer from what is stored beside an article's text; None where no article is clearly meant.

    Args:
        question: Standalone, with its words as they were typed.
        corpus: Where the articles are.
        filters: Which articles to look in.
        read: Searches and reads: evidence by falling support.
    """
    asked = publication_asked(question)
    if asked is None:
        return None
    quotes = list(openings(corpus, _meant(asked, corpus, filters)))
    if not quotes:
        return None
    long_title = asked.title and len(stems(asked.description)) > _WORDS_OF_TITLE
    if not (asked.sure or long_title):
        # "Who wrote the recipe?" may be told in an article.
        told = read(question)
        if told and told[0].support >= _TELLS:
            return None
    parts = [
        Part((quote,), quote.hit.title or UNTITLED, quote.hit.published, quote.hit.publisher)
        for quote in quotes
    ]
    articles = [corpus.article(quote.hit.article_id, quote.hit.revision) for quote in quotes]
    remark = " ".join(
        _told(asked.what, article, part.quotes[0].hit)
        for article, part in zip(articles, parts, strict=True)
    )
    return composed(question, "articles", parts, remark)


def _meant(asked: PublicationAsked, corpus: Corpus, filters: Filters) -> Sequence[str]:
    """Return the ids of the articles that a question may mean; none where it is not clear."""
    owners = [name for name in corpus.publishers() if called(asked.owner, name)]
    within = filters.narrowed(Filters(publishers=tuple(owners) or None))
    description = asked.description
    for name in owners:
        named = rf"(?<!\w){re.escape(name)}(?:'s)?(?!\w)"
        description = re.sub(named, " ", description, flags=re.IGNORECASE)
    words = stems(description)
    if not words or (not asked.sure and asked.title and len(words) < _WORDS_OF_TITLE):
        return ()
    description = corpus.spelled(description)
    ids: Sequence[str] = ()
    if not asked.every:
        ids, _ = articles_meant(description, corpus, within, title=asked.title)
    if not ids and not asked.title:
        ids = [telling.hit.article_id for telling in about(description, corpus, within)]
    return ids if len(ids) <= _MOST else ()


def _told(what: Publication, article: Article, hit: Hit) -> str:
    """Say in the program's words what is asked of an article."""
    if what == "author":
        return author_told(hit, article.authors)
    if what == "published":
        return day_told(hit)
    title = opening_title(hit)
    if what == "paper":
        if article.publisher is None:
            return f"{title} names no publisher."
        day = f" on {spoken_day(article.published)}" if article.published else ""
        return f"{title} was published by {article.publisher}{day}."
    if article.updated is None:
        return f"{title} names no day on which it was updated. {day_told(hit)}"
    return f"{title} was last updated on {spoken_day(article.updated)}."
