"""Answers about corrections: how many articles carry a note of correction, with the notes."""

from contextlib import suppress
from typing import NamedTuple

from assistant.answer import Answer, Total
from assistant.answer_parts import UNTITLED
from assistant.answering.article_lists import LISTED, about, mentioning, none_listed
from assistant.answering.changes.corrected import note_quoted
from assistant.answering.compose import Part, composed
from assistant.question.understanding.kinds import Request
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
    found = _all_corrected(corpus, filters)
    within = listing(corpus, filters=filters, limit=1).total
    those = "article" if within == 1 else "articles"
    if request.topic:
        told = about(request.topic, corpus, filters) or mentioning(request.topic, corpus, filters)
        ids = {telling.hit.article_id for telling in told}
        sought = stems(request.topic)
        found = [
            each
            for each in found
            # A note may be on the topic where the article is not.
            if each.article.id in ids
            or any(sought <= stems(f"{each.article.title} {n.quote}") for n in each.notes)
        ]
        within = len(ids | {each.article.id for each in found})
        those = f"{'article' if within == 1 else 'articles'} about “{request.topic}”"
    count = len(found)
    if not within:
        remark = f"No {those.replace('articles', 'article')} is here."
    elif within == 1:
        remark = f"The one {those} has {'a' if count else 'no'} correction"
    else:
        has = "has" if count <= 1 else "have"
        remark = f"{f'{count:,}' if count else 'None'} of the {within:,} {those} {has} a correction"
    told_ids = request.page.articles
    rest = request.page.rest(found, LISTED, lambda each: each.article.id in told_ids)
    parts = [
        Part(
            each.notes,
            each.article.title or UNTITLED,
            each.article.published,
            each.article.publisher,
        )
        for each in rest[:LISTED]
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
    found = []
    for article_id in ids:
        with suppress(ArticleNotFound):  # another user may remove one meanwhile
            article = corpus.article(article_id)
            if notes := notes_in(article):
                found.append(_Corrected(article, notes))
    return sorted(
        found,
        key=lambda each: (each.article.published is not None, each.article.published),
        reverse=True,
    )
