"""Answers to who is quoted, of all articles or on a topic."""

from collections.abc import Sequence
from typing import Final

from assistant.answer import Answer
from assistant.answering.article_lists import about, articles_counted
from assistant.answering.compose import composed
from assistant.answering.spoken.near_quotes import worth
from assistant.answering.spoken.quote_counts import total_of, unread
from assistant.answering.spoken.speakers import is_name
from assistant.answering.spoken.spoken_words import part_of, quotes_in
from assistant.question.understanding.request import Request
from corpus import Corpus, Filters, Quote
from corpus.listing import listing
from corpus.text.search_terms import stems

__all__ = ["answer_who_is_quoted"]

_Person = str | tuple[str, str]
"""A name, or an article and what somebody is called in it."""

_SPEAKERS: Final = 10
"""Speakers of a page."""
_NEAREST: Final = 10
"""Passages of which the articles may be on a topic."""
_FEW: Final = 4
"""Articles that are near a topic at most, where none is about it."""


def answer_who_is_quoted(
    question: str, request: Request, corpus: Corpus, filters: Filters
) -> Answer | None:
    """List who is quoted, about a topic if there is one, each with a statement."""
    quotations = _quotations(request, corpus, filters)
    first: dict[_Person, Quote] = {}
    for quote in quotations or ():
        first.setdefault(_person(quote.article.id, quote.speaker), quote)
    people: list[_Person] = list(first)
    if quotations is None:
        names = corpus.quotes.speakers(direct=True, filters=filters).counts
        # "A neighbour" may be another in each article, so that a count over all says nothing.
        people = [name for name, _ in names if is_name(name)]
    if not people:
        return None
    told = {_person(*speaker) for speaker in request.page.speakers}
    rest = request.page.rest(people, _SPEAKERS, told.__contains__)
    parts = [
        part_of([quote], quote.speaker)
        for person in rest[:_SPEAKERS]
        for quote in ([first[person]] if first else _newest(str(person), corpus, filters))
    ]
    total = total_of(corpus, filters, len(people), len(rest), len(parts))
    noun = "speaker is" if len(people) == 1 else "speakers are"
    remark = f"{len(people):,} {noun} quoted"
    if quotations is None:
        remark += f" by name{total.paged}, the most quoted first"
    else:
        count = len({quote.article.id for quote in quotations})
        about_it = f" on “{request.topic}”" if request.topic else ""
        remark += f" in {articles_counted(count)}{about_it}{total.paged}"
    return composed(question, "said", parts, f"{remark}.{unread(corpus)}", total=total)


def _quotations(request: Request, corpus: Corpus, filters: Filters) -> list[Quote] | None:
    """Return the quotations in the articles asked for; None where all articles are."""
    if request.topic:
        ids = [telling.hit.article_id for telling in about(request.topic, corpus, filters)]
        ids = ids or _near(request.topic, corpus, filters)
    elif request.day:
        # A list has a limit of 1 at least, whatever the corpus has.
        every = listing(corpus, filters=filters, order="published", limit=max(1, corpus.count()))
        ids = [entry.id for entry in every.entries]
    else:
        return None
    places = {article_id: index for index, article_id in enumerate(ids)}
    quotes = [
        quote
        for quote in quotes_in(ids, request, corpus, filters)
        if quote.speaker and quote.form != "indirect"
    ]
    return sorted(quotes, key=lambda quote: (places[quote.article.id], -worth(quote)))


def _person(article_id: str, speaker: str | None) -> _Person:
    """Return what tells a speaker from others: "a neighbour" is another in each article."""
    name = speaker or ""
    return name if is_name(name) else (article_id, name)


def _newest(name: str, corpus: Corpus, filters: Filters) -> Sequence[Quote]:
    return corpus.quotes.find(name, exact=True, direct=True, filters=filters, limit=1).quotes


def _near(topic: str, corpus: Corpus, filters: Filters) -> list[str]:
    """Return the first articles of a search that have half of a topic's words."""
    sought = stems(topic)
    ids = dict.fromkeys(hit.article_id for hit in corpus.search(topic, _NEAREST, filters=filters))
    articles = map(corpus.article, ids)
    near = [a.id for a in articles if 2 * len(sought & stems(f"{a.title} {a.text}")) >= len(sought)]
    return near[:_FEW] if sought else []
