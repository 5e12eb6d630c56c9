"""The papers, days and articles of the corpus that a question of fact names as its source."""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from assistant.answer_parts import UNTITLED
from assistant.answering.changes.known_then import day_of_first_hit
from assistant.question.naming.named_sources import called, named_article, named_papers
from assistant.question.naming.named_time import NamedTime
from corpus import ArticleNotFound, Corpus, Filters
from corpus.listing import listing
from corpus.text.search_terms import stems

__all__ = ["NamedConditions", "articles_meant", "named_conditions"]

_NEAREST: Final = 10
"""Passages among which the article is looked for that a question names."""
_MOST: Final = 3
"""Articles that may be meant by "the article about"; with more of them none is clearly meant."""
_OPENING: Final = 500
"""Code points of an article, its first, that tell what it is about."""
LONGEST: Final = 1_000
"""Code points of a question that names its source; a longer one tells a story."""
_SAME_TITLE: Final = 0.7
"""Share of a headline's words from which it is the title that a question names."""


@dataclass(frozen=True, slots=True)
class NamedConditions:
    """Conditions on where the answer comes from, and the question without their words."""

    question: str
    """Without papers and articles; a time stands in it still."""
    filters: Filters
    """Papers and articles, and days if it is asked of the articles of these days."""
    papers: tuple[str, ...] = ()
    """Those that may be what it is asked of, as well as where it is told: "in the Times"."""
    titles: tuple[str, ...] = ()
    """Headlines of the articles."""
    time: NamedTime | None = None
    """When it happened, or when it was told: articles of then come first."""

    @property
    def plain(self) -> str:
        """The question without any of them."""
        return self.time.question if self.time else self.question

    @property
    def days(self) -> Filters:
        """The days that are named as the time of what happened, or of the articles."""
        return Filters(self.time.first, self.time.last) if self.time else Filters()


def named_conditions(
    question: str, corpus: Corpus, today: date, added: str, filters: Filters
) -> NamedConditions | None:
    """Return what a question names that is in the corpus; None where it names nothing of it.

    Args:
        question: Standalone.
        corpus: Where the articles are.
        today: The day on which it is asked.
        added: The words of the conversation that stand behind it in brackets.
        filters: Conditions under which an article that is named is looked for.
    """
    behind = f" ({added})" if added else ""
    asked = question.removesuffix(behind).strip()
    if len(asked) > LONGEST:
        return None
    known = corpus.publishers()
    within, filters = filters, Filters()
    titles, papers = tuple[str, ...](), tuple[str, ...]()
    rest = asked
    if article := named_article(rest):
        # "The Courier's article about the mine" is looked for in the Courier alone.
        owners = tuple(name for name in known if called(article.before, name))
        within = within.narrowed(Filters(publishers=owners or None))
        ids, titles = articles_meant(article.description, corpus, within, title=article.title)
        if ids:
            filters, rest = Filters(article_ids=ids), article.question
    # An article that was found is the only source; its paper adds nothing.
    if not filters and (paper := named_papers(rest, known)):
        filters, rest = Filters(publishers=paper.publishers), paper.question
        papers = () if paper.sure else paper.publishers
    time = NamedTime.of(rest, today)
    # Without a year it is the time nearest to the story; the first hit tells when that was.
    if time and not time.relative:
        time = NamedTime.of(rest, today, day_of_first_hit(time.question, corpus))
    if time and time.of_articles:
        filters = filters.narrowed(Filters(time.first, time.last))
        rest, time = time.question, None
    # No article is of then: the time narrows nothing, and stays in the question.
    elif time and not time.relative and not _any(corpus, Filters(time.first, time.last)):
        time = None
    if not filters and time is None:
        return None
    if behind:
        rest = f"{rest}{behind}"
        time = time and replace(time, question=f"{time.question}{behind}")
    # Only now: put right before, a paper's name, which stands in no article, would be changed.
    rest = corpus.spelled(rest)
    time = time and replace(time, question=corpus.spelled(time.question))
    return NamedConditions(rest, filters, papers, titles, time)


def _any(corpus: Corpus, filters: Filters) -> bool:
    return listing(corpus, filters=filters, limit=1).total > 0


def articles_meant(
    description: str, corpus: Corpus, filters: Filters, *, title: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return ids and headlines of the articles that a description means; none if it is not clear.

    The headline counts first; where none has all words of the description, the opening does.
    """
    sought = stems(description)
    hits = {hit.article_id: hit for hit in corpus.search(description, _NEAREST, filters=filters)}
    if not sought:
        return (), ()
    heads = {id_: stems(hit.title or "") for id_, hit in hits.items()}
    if title:
        meant = [
            id_ for id_, words in heads.items()
            if words and len(words & sought) >= _SAME_TITLE * len(words | sought)
        ]  # fmt: skip
    else:
        meant = [id_ for id_, words in heads.items() if sought <= words]
        if not meant:
            meant = [id_ for id_ in hits if sought <= stems(_opening(id_, corpus))]
    if len(meant) > _MOST:
        return (), ()
    return tuple(meant), tuple(hits[id_].title or UNTITLED for id_ in meant)


def _opening(id_: str, corpus: Corpus) -> str:
    with suppress(ArticleNotFound):  # another user may remove it meanwhile
        article = corpus.article(id_)
        return f"{article.title} {article.text[:_OPENING]}"
    return ""
