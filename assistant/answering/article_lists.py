"""Answers about the corpus itself: which articles there are, about what, by whom and from when.

Articles are counted over the whole corpus, never over what a search found nearest.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Final

from assistant.answer import Answer, Total
from assistant.answer_parts import UNTITLED
from assistant.answering.compose import Part, composed, passage_of, quotes_of, statements_of
from assistant.filter_words import published_words, span_words
from assistant.question.understanding.request import Request
from assistant.reader.evidence import Evidence
from corpus import ArticleNotFound, Corpus, Filters, Hit
from corpus.listing import Summary, listing
from corpus.text.search_terms import stems, without_accents

__all__ = [
    "LISTED",
    "about",
    "answer_articles",
    "listed_page",
    "mentioning",
    "none_listed",
    "openings",
    "overview",
]

LISTED: Final = 30
"""Articles of a page; the count is of all."""
_NEWEST: Final = 10
"""Those of a page where nothing narrows the question."""
_NAMED: Final = 30
"""Publishers that are named at most; the count is of all."""
_NEAREST: Final = 3
"""Passages that are shown where no article has the topic, though they may be about it."""
_OPENING: Final = 600
"""Code points at the beginning of an article that say what it is about."""
_OFTEN: Final = 3
"""Sentences with the subject from which an article is about it, wherever they stand."""
_READ: Final = 3_000
"""Code points of an article that are read for its first statement."""
_WORDS = re.compile(r"\w+")
# Parts "Roe, Brand and Holm"; "Marks and Spencer" is looked for whole first.
_AND = re.compile(r",?\s(?:and|&)\s|,\s")
# What a story is called by whoever asks for it, and seldom in it: "the Roe case", "the duvet guy".
_MATTER = re.compile(
    r"(?<=\w)\s(?:case|story|saga|affair|matter|thing|situation|news|guy)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Telling:
    """An article that tells of a topic, and the statements that do, in order."""

    hit: Hit
    """Its first passage with the topic."""
    quotes: tuple[Evidence, ...]
    """Those with the whole topic come first. Other sentences, such as captions, where no statement
    does; empty where the topic stands in the headline alone."""
    often: int
    """Number of them that have the whole topic."""
    titled: bool
    """True if the topic stands in the headline."""
    opens: bool
    """True if a statement at the article's beginning has it."""


def mentioning(topic: str, corpus: Corpus, filters: Filters) -> list[_Telling]:
    """Return all articles in which a topic stands as it is written, but for case and accents.

    Of "Roe and Brand", which stands nowhere as it is written, each name is looked for.
    """
    tellings = _written(topic, corpus, filters)
    parts = _AND.split(topic)
    if tellings or len(parts) == 1:
        return tellings
    first, *others = ([*_written(part, corpus, filters)] for part in parts)
    both = set.intersection(*({piece.hit.article_id for piece in pieces} for pieces in others))
    return [piece for piece in first if piece.hit.article_id in both]


def _written(topic: str, corpus: Corpus, filters: Filters) -> list[_Telling]:
    """Return the articles with a topic's words; "US" is not "us", unless "US" stands nowhere."""
    words = _WORDS.findall(without_accents(topic))
    loose = [f"(?i:{re.escape(word)})" for word in words]
    strict = [
        # "A" and "I" are written so anyway.
        re.escape(word) if word.isupper() and len(word) > 1 else any_case
        for word, any_case in zip(words, loose, strict=True)
    ]
    return _matching(topic, strict, corpus, filters) or (
        _matching(topic, loose, corpus, filters) if loose != strict else []
    )


def _matching(topic: str, words: Sequence[str], corpus: Corpus, filters: Filters) -> list[_Telling]:
    """Return the articles in which words stand in their order, each given as a pattern."""
    written = re.compile(r"(?<!\w)" + r"\W+".join(words) + r"(?!\w)")

    def holds(text: str, _: str) -> bool:
        # Of no words, the pattern would be found everywhere.
        return bool(words) and bool(written.search(without_accents(text)))

    return _telling(topic, corpus, filters, holds)


def _worded(topic: str, corpus: Corpus, filters: Filters) -> list[_Telling]:
    """Return the articles with a sentence that has all words of a topic, whatever their order.

    Of one word, which stands nowhere as it is written, there are none.
    """
    sought = stems(topic)

    def holds(text: str, _: str) -> bool:
        return sought <= stems(text)

    return _telling(topic, corpus, filters, holds) if len(sought) > 1 else []


def about(topic: str, corpus: Corpus, filters: Filters) -> list[_Telling]:
    """Return all articles that are about a topic, those with it in the headline first.

    A sentence tells of it with every content word of it, some of which may stand in the headline
    alone. Where none is about "the Roe case", those about Roe are meant.
    """
    sought = stems(topic)

    def holds(text: str, title: str) -> bool:
        has = sought & stems(text)
        return bool(has) and sought <= has | stems(title)

    def is_about(telling: _Telling) -> bool:
        if telling.titled or telling.opens or telling.often >= _OFTEN:
            return True
        # The headline may tell half of the topic, where several sentences tell the rest.
        half = 2 * len(sought & stems(telling.hit.title or "")) >= len(sought)
        return half and len(telling.quotes) >= _OFTEN

    tellings = list(filter(is_about, _telling(topic, corpus, filters, holds)))
    if not tellings and (shorter := _MATTER.sub("", topic)) != topic:
        return about(shorter, corpus, filters)
    # The sort is stable: among those with it in the headline the newest stays first.
    return sorted(tellings, key=lambda telling: not telling.titled)


def _telling(
    topic: str, corpus: Corpus, filters: Filters, holds: Callable[[str, str], bool]
) -> list[_Telling]:
    """Return the articles with a topic, the newest first.

    Args:
        topic: Its words.
        corpus: Where the articles are.
        filters: Which articles to look in.
        holds: Tells if a text has the topic, given the headline that stands above it.
    """
    by_article: dict[str, list[Hit]] = {}
    for hit in corpus.passages_with(topic, filters):
        by_article.setdefault(hit.article_id, []).append(hit)
    tellings = []
    for hits in by_article.values():
        title = hits[0].title or ""
        sentences = dict.fromkeys(
            quote for hit in hits for quote in quotes_of(hit) if holds(quote.quote, title)
        )
        telling = [quote for quote in statements_of(hits) if quote in sentences]
        titled = holds(title, "")
        if sentences or titled:
            opens = any(quote.hit.start == 0 and quote.end <= _OPENING for quote in telling)
            whole = [quote for quote in telling or sentences if holds(quote.quote, "")]
            quotes = tuple(dict.fromkeys([*whole, *(telling or sentences)]))
            first = quotes[0].hit if quotes else hits[0]
            tellings.append(_Telling(first, quotes, len(whole), titled, opens))
    return sorted(tellings, key=lambda telling: _age(telling.hit.published), reverse=True)


def answer_articles(question: str, request: Request, corpus: Corpus, filters: Filters) -> Answer:
    """Answer which articles there are, how many, or by whom."""
    within = listing(corpus, filters=filters, limit=1).total
    if request.topic:
        return _on_topic(question, request, corpus, filters, within)
    if request.publishers:
        return composed(question, "articles", (), _publishers(corpus))
    whole = corpus.count() if filters else within
    if not within:
        remark = f"{_none_of(whole)} was {published_words(filters)}."
        return none_listed(question, remark, Total(0, whole, 0))
    ids, first = listed_page(request, corpus, filters, LISTED if filters else _NEWEST)
    parts = [_part(quote) for quote in openings(corpus, ids)]
    if filters:
        verb = "was" if within == 1 else "were"
        remark = f"{within:,} of the {articles_counted(whole)} {verb} {published_words(filters)}"
    else:
        remark = overview(corpus)
    total = Total(within, whole, len(parts), first)
    order = f", the {'oldest' if request.oldest else 'newest'} first" if total.page else ""
    remark += f"{total.paged}{order}."
    return composed(question, "articles", parts, remark, total=total, filters=filters or None)


def listed_page(
    request: Request, corpus: Corpus, filters: Filters, size: int
) -> tuple[list[str], int]:
    """Return the ids of a page of articles by day, and the place of the first of them, from 1.

    Args:
        request: Which page is asked for, and whether the oldest come first.
        corpus: Where the articles are.
        filters: Which articles to list.
        size: How many a page has.
    """
    told = request.page.articles
    passed = 0 if request.page.before else request.page.number * size
    listed = listing(
        corpus,
        filters=filters,
        order="published",
        descending=not request.oldest,
        limit=size + len(told),  # so many that a page of others is among them
        offset=passed,
    )
    if told:
        # Some of those told may be gone by now: the place is counted by those that are still there.
        here = filters.narrowed(Filters(article_ids=tuple(told)))
        passed = listing(corpus, filters=here, limit=1).total
    ids = [entry.id for entry in listed.entries if entry.id not in told]
    return ids[:size], passed + 1


def _on_topic(
    question: str, request: Request, corpus: Corpus, filters: Filters, within: int
) -> Answer:
    if request.of == "mention":
        tellings = mentioning(request.topic, corpus, filters)
        verb, verbs = "mentions", "mention"
        if not tellings and (worded := _worded(request.topic, corpus, filters)):
            # Said so, for in such a sentence the words may have nothing to do with each other.
            tellings, verb, verbs = worded, "has all words of", "have all words of"
    else:
        tellings = about(request.topic, corpus, filters)
        verb, verbs = "is about", "are about"
    topic = f"“{request.topic}”"
    those = f"{articles_counted(within)}{_that(filters)}"
    if not tellings:
        remark = f"{_none_of(within)}{_that(filters)} {verb} {topic}."
        near = corpus.search(request.topic, _NEAREST, filters=filters)
        return none_listed(question, remark, Total(0, within, 0), near)
    if request.publishers:
        names = Counter(telling.hit.publisher or "no publisher" for telling in tellings)
        remark = f"{_counted(names)}; {len(tellings):,} of the {those} {verbs} {topic}"
    else:
        count = len(tellings)
        remark = f"{count:,} of the {those} {verb if count == 1 else verbs} {topic}"
    told = request.page.articles
    rest = request.page.rest(tellings, LISTED, lambda telling: telling.hit.article_id in told)
    parts = [
        _part(quote)
        for telling in rest[:LISTED]
        for quote in telling.quotes[:1] or openings(corpus, [telling.hit.article_id])
    ]
    total = Total(len(tellings), within, len(parts), len(tellings) - len(rest) + 1)
    remark += f"{total.paged}."
    return composed(question, "articles", parts, remark, total=total, filters=filters or None)


def none_listed(question: str, remark: str, total: Total, near: Sequence[Hit] = ()) -> Answer:
    """Return the answer that no article is to be listed, with the passages that come nearest."""
    return Answer(
        question=question,
        standalone_question=question,
        answered=False,
        text=remark,
        kind="articles",
        remark=remark,
        total=total,
        nearest=tuple(near),
    )


def openings(corpus: Corpus, article_ids: Sequence[str]) -> Iterator[Evidence]:
    """Yield the first statement of articles, or their first sentence where they have none."""
    for article_id in article_ids:
        with suppress(ArticleNotFound):  # another user may remove one meanwhile
            passage = passage_of(corpus.article(article_id), _READ)
            first = next(statements_of([passage]), None)
            yield first or Evidence(passage, *passage.sentences[0], 1.0)


def _part(quote: Evidence) -> Part:
    hit = quote.hit
    return Part((quote,), hit.title or UNTITLED, hit.published, hit.publisher)


def overview(corpus: Corpus) -> str:
    """Say how many articles there are, by whom and from when, without a full stop."""
    known = Summary.of(corpus)
    remark = f"There {'is' if known.articles == 1 else 'are'} {articles_counted(known.articles)}"
    if known.publishers:
        names, named = len(known.publishers), sum(count for _, count in known.publishers)
        by = known.publishers[0][0] if names == 1 else f"{names:,} publishers"
        # An article that names no publisher is by nobody of these.
        remark += f" by {by}" if named == known.articles else f", {named:,} of them by {by}"
    if known.days:
        remark += f", published {span_words(known.days[0][0], known.days[-1][0])}"
    return remark


def _publishers(corpus: Corpus) -> str:
    known = Summary.of(corpus)
    if not known.publishers:
        return f"{_none_of(known.articles)} names its publisher."
    return f"{_counted(Counter(dict(known.publishers)))}."


def _counted(names: Counter[str]) -> str:
    most_first = sorted(names.items(), key=lambda pair: (-pair[1], pair[0]))
    shown = [f"{name} ({count:,})" for name, count in most_first[:_NAMED]]
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    noun = "publisher" if len(names) == 1 else "publishers"
    return f"{len(names):,} {noun}: {', '.join(shown)}{more}"


def articles_counted(count: int) -> str:
    """Return "1 article", "2 articles"."""
    return f"{count:,} article{'' if count == 1 else 's'}"


def _none_of(count: int) -> str:
    """Begin a sentence that tells what no article is or does: "None of the 5 articles"."""
    return f"None of the {articles_counted(count)}" if count > 1 else "No article"


def _that(filters: Filters) -> str:
    return f" {published_words(filters)}" if filters else ""


def _age(day: date | None) -> date:
    return day or date.min
