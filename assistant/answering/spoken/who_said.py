"""Answers to who said certain words."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from assistant.answer import Answer
from assistant.answering.compare import Read
from assistant.answering.compose import composed
from assistant.answering.spoken.near_quotes import BESIDE, COMPARED, support_of
from assistant.answering.spoken.spoken_words import part_of, quotes_in
from assistant.question.understanding.request import Request
from assistant.reader.evidence import Evidence
from corpus import Corpus, Filters, Quote
from corpus.text.search_terms import stems

__all__ = ["answer_who_said"]

_NEAREST: Final = 10
"""Passages in whose articles certain words are looked for."""
_SAID: Final = 0.6
"""Likeness of what somebody says to the words asked for, from which they are the same."""
_ALIKE: Final = 0.35
"""Likeness from which they are the same if the reader finds them too."""


def answer_who_said(
    question: str, request: Request, corpus: Corpus, filters: Filters, read: Read
) -> Answer | None:
    """Quote who said certain words; None where it is not clear."""
    hits = corpus.search(question, _NEAREST, filters=filters)
    near = quotes_in([hit.article_id for hit in hits], request, corpus, filters)
    sought = stems(request.topic)
    shares = _shares(sought, near)
    near.sort(key=lambda quote: -shares[quote.place])
    near = near[:COMPARED]  # each is embedded, which takes its time
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
    as_near = (index for index, near_it in enumerate(worth) if near_it >= max(worth) - BESIDE)
    best = max(as_near, key=lambda index: worth[index] + support_of(near[index], evidence))
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


def _shares(sought: frozenset[str], quotes: Sequence[Quote]) -> dict[tuple[str, int], float]:
    """Return each one's share of the words sought, those that few others have counting more."""
    held = {quote.place: sought & stems(quote.said) for quote in quotes}
    often = Counter(word for has in held.values() for word in has)
    weight = {word: math.log(1 + len(held) / (1 + often[word])) for word in sought}
    whole = sum(weight.values()) or 1.0
    return {place: sum(weight[word] for word in has) / whole for place, has in held.items()}


def _holds(quote: Quote, evidence: Sequence[Evidence]) -> bool:
    """Tell if what the reader finds is the very words."""
    return any(
        piece.hit.article_id == quote.article.id
        and quote.start <= piece.start
        and piece.end <= quote.end
        for piece in evidence
    )


def _naming(quote: Quote, sentences: Iterable[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the sentence that names who speaks, where the quoted ones do not."""
    if quote.named is None or quote.start <= quote.named[0] < quote.end:
        return None
    named_at = quote.named[0]
    return next(((start, end) for start, end in sentences if start <= named_at < end), None)
