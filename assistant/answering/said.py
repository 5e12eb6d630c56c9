"""Answers to who said what: somebody's words, who said certain words, and who is quoted."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from assistant.answer import Answer, Total
from assistant.answering.article_lists import about
from assistant.answering.compare import Read
from assistant.answering.compose import Part, composed
from assistant.answering.speakers import called, is_name, speaks
from assistant.answering.spoken_words import part_of, said_by
from assistant.question.understanding.kinds import Request
from assistant.question.understanding.pages import Page
from assistant.reader.evidence import Evidence
from corpus import Corpus, Filters, Quote
from corpus.listing import listing
from corpus.text.search_terms import stems

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Embed = Callable[[Sequence[str]], NDArray[np.float32]]

__all__ = ["answer_said", "not_others"]

_Person = str | tuple[str, str]
"""A name, or an article and what somebody is called in it."""

_MOST: Final = 5
"""Statements of a page."""
_EACH: Final = 3
"""Statements of one article in a page, where there are others."""
_SPEAKERS: Final = 10
"""Speakers of a page."""
_NEAREST: Final = 10
"""Passages in whose articles certain words are looked for."""
_FEW: Final = 4
"""Articles that are near a topic at most, where none is about it."""
_COMPARED: Final = 30
"""Statements that are compared with the question by meaning, and those with its whole topic."""
_MOST_COMPARED: Final = 150
"""The same at most."""
_BEFORE: Final = 300
"""Code points before a statement in which its subject may stand."""
_MEANT: Final = 0.4
"""Cosine from which a statement is about a topic without one of its words, in an article that has
the topic's names."""
_SAID: Final = 0.6
"""Likeness of what somebody says to the words asked for, from which they are the same."""
_ALIKE: Final = 0.35
"""Likeness from which they are the same if the reader finds them too."""
_SURELY: Final = 0.5
"""Support from which a sentence answers that none of a speaker's quotes on a topic has."""
_BESIDE: Final = 0.3
"""How far behind the best a statement about a topic may be."""


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
        return _who(question, request, corpus, filters, read)
    if request.asked == "speakers":
        return _quoted(question, request, corpus, filters)
    return _words(question, request, corpus, filters, read) if request.speaker else None


def _words(
    question: str, request: Request, corpus: Corpus, filters: Filters, read: Read
) -> Answer | None:
    """Quote what a speaker says, of a topic if there is one."""
    spoken = said_by(request.speaker, corpus, filters, request.day)
    if request.topic and spoken:
        evidence = read(question)
        ranked = _about(request.topic, question, spoken, corpus.embed, evidence)
        # What the reader surely finds elsewhere answers, and not what shares the topic's words.
        own = [piece for piece in not_others(evidence, request, corpus) if piece.support >= _SURELY]
        if own and not any(_support(quote, evidence) for quote in ranked[:_MOST]):
            return None
    else:
        ranked = sorted(spoken, key=lambda quote: (_age(quote), _worth(quote)), reverse=True)
    if not ranked:
        return None
    rest = _untold(ranked, request.page)
    chosen = _spread(rest)
    count = len({quote.article.id for quote in spoken})
    noun = "statement" if len(spoken) == 1 else "statements"
    remark = f"{len(spoken):,} {noun} by “{request.speaker}” in {_articles(count)}"
    nearest = f"nearest to “{request.topic}”" if request.topic else "newest"
    total = _total(corpus, filters, len(ranked), len(rest), len(chosen))
    if total.page:
        remark += f"{total.paged}, the {nearest} first"
    elif len(chosen) < len(spoken):
        remark += f"; the {nearest} {'is' if len(chosen) == 1 else 'are'} quoted"
    remark = f"{remark}.{_unread(corpus)}"
    return composed(question, "said", _parts(chosen), remark, total=total)


def _who(
    question: str, request: Request, corpus: Corpus, filters: Filters, read: Read
) -> Answer | None:
    """Quote who said certain words; None where it is not clear."""
    hits = corpus.search(question, _NEAREST, filters=filters)
    near = _in_articles([hit.article_id for hit in hits], request, corpus, filters)
    sought = stems(request.topic)
    shares = _shares(sought, near)
    near.sort(key=lambda quote: -shares[quote.place])
    near = near[:_COMPARED]  # each is embedded, which takes its time
    if not near:
        return None
    vectors = corpus.embed([request.topic, *(quote.said for quote in near)])
    likeness = vectors[1:] @ vectors[0]
    worth = [
        float(score) / 2 + shares[quote.place] / 2
        for quote, score in zip(near, likeness, strict=True)
    ]
    evidence = read(question)
    # Of words that are about as near, those lead that the reader finds to answer.
    as_near = (index for index, near_it in enumerate(worth) if near_it >= max(worth) - _BESIDE)
    best = max(as_near, key=lambda index: worth[index] + _support(near[index], evidence))
    quote = near[best]
    if not quote.speaker or worth[best] < _ALIKE:
        return None
    # Words that are only alike need the reader too, lest somebody is said to have said them.
    if worth[best] < _SAID and not _holds(quote, evidence[:1]):
        return None
    part = part_of([quote], quote.speaker)
    hit = part.quotes[0].hit
    # "He said" alone does not show who spoke: the sentence with the name comes along.
    named = _naming(quote, hit.sentences)
    if named:
        part = replace(part, quotes=(*part.quotes, Evidence(hit, *named, 1.0)))
    return composed(question, "said", [part])


def _holds(quote: Quote, evidence: Sequence[Evidence]) -> bool:
    """Tell if what the reader finds is the very words."""
    return any(
        piece.hit.article_id == quote.article.id
        and quote.start <= piece.start
        and piece.end <= quote.end
        for piece in evidence
    )


def _in_articles(
    article_ids: Iterable[str], request: Request, corpus: Corpus, filters: Filters
) -> list[Quote]:
    """Return all quotes of some articles, as they stood on the day as of which it is asked."""
    ids = list(dict.fromkeys(article_ids))
    if request.day is None:
        return corpus.quotes.among(ids, filters=filters)
    then = (corpus.article_as_of(article_id, request.day) for article_id in ids)
    return [quote for known in then for quote in corpus.quotes.within(known.id, known.revision)]


def _quoted(question: str, request: Request, corpus: Corpus, filters: Filters) -> Answer | None:
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
    total = _total(corpus, filters, len(people), len(rest), len(parts))
    noun = "speaker is" if len(people) == 1 else "speakers are"
    remark = f"{len(people):,} {noun} quoted"
    if quotations is None:
        remark += f" by name{total.paged}, the most quoted first"
    else:
        count = len({quote.article.id for quote in quotations})
        about_it = f" on “{request.topic}”" if request.topic else ""
        remark += f" in {_articles(count)}{about_it}{total.paged}"
    return composed(question, "said", parts, f"{remark}.{_unread(corpus)}", total=total)


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
        for quote in _in_articles(ids, request, corpus, filters)
        if quote.speaker and quote.form != "indirect"
    ]
    return sorted(quotes, key=lambda quote: (places[quote.article.id], -_worth(quote)))


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


def _unread(corpus: Corpus) -> str:
    """Say that a count is not whole yet, in a library that an older version wrote."""
    count = corpus.quotes.unread()
    if not count:
        return ""
    some = "1 article is" if count == 1 else f"{count:,} articles are"
    return f" {some} not read for quotes yet; 'onrecord check' reads them all."


def _total(corpus: Corpus, filters: Filters, count: int, rest: int, listed: int) -> Total:
    """Return the count of what a list has, of which ``rest`` are not on the pages before."""
    within = listing(corpus, filters=filters, limit=1).total
    return Total(count, within, listed, count - rest + 1)


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


def not_others(evidence: Sequence[Evidence], request: Request, corpus: Corpus) -> list[Evidence]:
    """Leave out the sentences that bring another's words than the speaker's who is asked for.

    Args:
        evidence: By falling support.
        request: What the question asks for.
        corpus: Where the articles are.
    """
    if request.kind != "said" or request.asked != "words":
        return list(evidence)
    kept = []
    for piece in evidence:
        here = [
            quote
            for quote in corpus.quotes.within(piece.hit.article_id, piece.hit.revision)
            if quote.speaker and quote.start < piece.end and piece.start < quote.end
        ]
        # Where nobody's words are told, the sentence may well be the answer.
        if not here or any(
            speaks(name, quote, quote.article.title or "", quote.article.text)
            for quote in here
            for name in called(request.speaker)
        ):
            kept.append(piece)
    return kept


# -- choosing --------------------------------------------------------------------------------


def _about(
    topic: str,
    question: str,
    spoken: Sequence[Quote],
    embed: "Embed",
    evidence: Sequence[Evidence],
) -> list[Quote]:
    """Return the quotes about a topic, the nearest first.

    Args:
        topic: In the question's words.
        question: Standalone.
        spoken: One quote at least.
        embed: Embeds texts.
        evidence: What the reader finds to answer the question.
    """
    sought = stems(topic)
    names = stems(" ".join(word for word in topic.split() if word[0].isupper()))
    shares = {quote.place: _share(sought, quote.text) for quote in spoken}
    context = {quote.place: _share(sought, _with_context(quote)) for quote in spoken}
    # Embedding takes time: few are compared, and more only where many have the whole topic.
    whole = sum(share == 1 for share in shares.values())
    near = sorted(spoken, key=lambda quote: -(shares[quote.place] + context[quote.place]))
    near = near[: min(_MOST_COMPARED, max(_COMPARED, whole))]
    vectors = embed([question, *(quote.text for quote in near)])
    likeness = (vectors[1:] @ vectors[0]).tolist()
    near_it = [
        (
            like + shares[quote.place] / 2 + context[quote.place] / 4 + _worth(quote) / 10,
            _support(quote, evidence),
            quote,
        )
        for quote, like in zip(near, likeness, strict=True)
        # By meaning alone somebody else's story is as near: it must have the topic's names.
        if context[quote.place] or (like >= _MEANT and names <= stems(quote.article.text))
    ]
    best = max((worth for worth, *_ in near_it), default=0.0)
    answering = max((support for _, support, _ in near_it), default=0.0)
    # What the reader finds leads, and what is as near by its words stands below.
    ranked = sorted(
        (
            (worth + support, quote)
            for worth, support, quote in near_it
            if worth >= best - _BESIDE or support == answering > 0
        ),
        key=lambda pair: -pair[0],
    )
    return [quote for _, quote in ranked]


def _support(quote: Quote, evidence: Iterable[Evidence]) -> float:
    """Return the highest support, 0..1, of a sentence that has a part of a quote."""
    return max(
        (
            piece.support
            for piece in evidence
            if piece.hit.article_id == quote.article.id
            and piece.start < quote.end
            and quote.start < piece.end
        ),
        default=0.0,
    )


def _with_context(quote: Quote) -> str:
    return quote.article.text[max(0, quote.start - _BEFORE) : quote.end]


def _shares(sought: frozenset[str], quotes: Sequence[Quote]) -> dict[tuple[str, int], float]:
    """Return each one's share of the words sought, those that few others have counting more."""
    held = {quote.place: sought & stems(quote.said) for quote in quotes}
    often = Counter(word for has in held.values() for word in has)
    weight = {word: math.log(1 + len(held) / (1 + often[word])) for word in sought}
    whole = sum(weight.values()) or 1.0
    return {place: sum(weight[word] for word in has) / whole for place, has in held.items()}


def _share(sought: frozenset[str], text: str) -> float:
    return len(sought & stems(text)) / len(sought) if sought else 0.0


def _worth(quote: Quote) -> float:
    """Return how much words tell for themselves: more if they are quoted, and not a few."""
    direct = {"direct": 1.0, "mixed": 0.8, "indirect": 0.5}[quote.form]
    # From 80 characters on, more of them tell no more.
    return direct * min(1.0, len(quote.said) / 80)


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


def _articles(count: int) -> str:
    return f"{count:,} article{'' if count == 1 else 's'}"


def _naming(quote: Quote, sentences: Iterable[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the sentence that names who speaks, where the quoted ones do not."""
    if quote.named is None or quote.start <= quote.named[0] < quote.end:
        return None
    named_at = quote.named[0]
    return next(((start, end) for start, end in sentences if start <= named_at < end), None)


def _age(quote: Quote) -> date:
    """Return the day to order a quote by; the earliest where it is not known."""
    return quote.article.published or date.min
