"""Sentences that tell what a claim tells, with a figure, a name, a day or a "not" changed."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from assistant.judge.certainty import added_certainty
from assistant.reader.evidence import Evidence
from corpus import Hit
from corpus.language.boilerplate import kinds
from corpus.language.relation import relation
from corpus.language.tokens import tokens

__all__ = ["bounds_a_figure", "meaning", "stated", "told_otherwise"]

_ROUNDED: Final = re.compile(
    r"\b(?:than|least|most|about|around|nearly|almost|over|under|roughly|some|approximately|up to)"
    r" [$€£]?\d",
    re.IGNORECASE,
)
_ONE_EVENT: Final = 0.7
"""Share, 0..1, of the words of meaning of a sentence that another has, from which both tell of one
thing, and a figure, a name or a "not" that differs contradicts."""
_AND_LITTLE_ELSE: Final = 0.5
"""The same share of the other's words."""


def told_otherwise(claim: str, hits: Sequence[Hit]) -> list[Evidence]:
    """Return the sentence of an article that tells what a claim tells, with something changed."""
    if bounds_a_figure(claim):
        return []
    said = meaning(claim)
    for told in stated(hits):
        there = meaning(told.quote)
        shared = len(said & there)
        alike = shared >= _ONE_EVENT * len(said) and shared >= _AND_LITTLE_ELSE * len(there)
        if not alike or added_certainty(claim, told.quote):  # "may" does not contradict "will"
            continue
        if relation(claim, told.quote, told.hit.text) == "contradicted":
            return [told]
    return []


def bounds_a_figure(text: str) -> bool:
    """Tell if a text has a figure that others meet, too: "more than 500" is borne out by 600."""
    return _ROUNDED.search(text) is not None


def stated(hits: Sequence[Hit]) -> Iterator[Evidence]:
    """Yield the sentences of passages that state something."""
    for hit in hits:
        for (start, end), kind in zip(hit.sentences, kinds(hit), strict=True):
            if kind == "statement":
                yield Evidence(hit, start, end, 0.0)


def meaning(text: str) -> set[str]:
    """Return the stems of a text's words of meaning."""
    return {token.stem for token in tokens(text) if token.content}
