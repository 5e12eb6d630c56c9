"""Answers about corrections: how many articles carry a note of correction, with the notes."""

from contextlib import suppress
from typing import NamedTuple

from assistant.answer import Answer, Total
from assistant.answer_parts import UNTITLED
from assistant.answering.article_lists import LISTED, about, mentioning, none_listed
from assistant.answering.changes.corrected import note_quoted
from assistant.answering.compose import Part, composed
from assistant.question.understanding.request import Request
from assistant.reader.evidence import Evidence
from corpus import Article, ArticleNotFound, Corpus, Filters
from corpus.language.corrections import CUES, corrections
from corpus.listing import listing
from corpus.text.search_terms import stems

__all__ = ["answer_corrections", "notes_in"]


class _Corrected(NamedTuple):
    article: Article
    notes: tuple[Evidence, ...]


def answer_corrections(question: str, request: Request, corpus: Corpus, filters: Filters) -> Answer:
    """Say how many articles carry a correction, of all or of those on a topic, and quote them."""
    corrected = _all_corrected(corpus, filters)
    within = listing(corpus, filters=filters, limit=1).total
    those = "article" if within == 1 else "articles"
    if request.topic:
        told = about(request.topic, corpus, filters) or mentioning(request.topic, corpus, filters)
        ids = {telling.hit.article_id for telling in told}
        sought = stems(request.topic)
        corrected = [
            entry
            for entry in corrected
            # A note may be on the topic where the article is not.
            if entry.article.id in ids
            or any(sought <= stems(f"{entry.article.title} {n.quote}") for n in entry.notes)
        ]
        within = len(ids | {entry.article.id for entry in corrected})
        those = f"{'article' if within == 1 else 'articles'} about “{request.topic}”"
    count = len(corrected)
    if not within:
        remark = f"No {those.replace('articles', 'article')} is here."
    elif within == 1:
        remark = f"The one {those} has {'a' if count else 'no'} correction"
    else:
        has = "has" if count <= 1 else "have"
        remark = f"{f'{count:,}' if count else 'None'} of the {within:,} {those} {has} a correction"
    told_ids = request.page.articles
    rest = request.page.rest(corrected, LISTED, lambda entry: entry.article.id in told_ids)
    parts = [
        Part(
            entry.notes,
            entry.article.title or UNTITLED,
            entry.article.published,
            entry.article.publisher,
        )
        for entry in rest[:LISTED]
    ]
    total = Total(count, within, len(parts), count - len(rest) + 1)
    remark = remark.removesuffix(".") + f"{total.paged if count else ''}."
    if not count:
        return none_listed(question, remark, total)
    return composed(question, "articles", parts, remark, total=total)


def notes_in(article: Article) -> tuple[Evidence, ...]:
    """Return the notes of correction of an article as quotes."""
    return tuple(note_quoted(note, article) for note in corrections(article.text))


def _all_corrected(corpus: Corpus, filters: Filters) -> list[_Corrected]:
    """Return all articles that carry a note, the newest first."""
    ids = dict.fromkeys(
        hit.article_id
        for cue in CUES
        for hit in corpus.passages_with(cue, filters)
        if corrections(hit.text)
    )
    corrected = []
    for article_id in ids:
        with suppress(ArticleNotFound):  # another user may remove one meanwhile
            article = corpus.article(article_id)
            if notes := notes_in(article):
                corrected.append(_Corrected(article, notes))
    return sorted(
        corrected,
        # Those without a day come last, and no day is compared with none.
        key=lambda entry: (entry.article.published is not None, entry.article.published),
        reverse=True,
    )
