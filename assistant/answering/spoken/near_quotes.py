"""Quotes put in order by how near they are to a topic, and by how much they tell."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Final

from assistant.reader.evidence import Evidence
from corpus import Quote
from corpus.text.search_terms import stems

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Embed = Callable[[Sequence[str]], NDArray[np.float32]]

__all__ = ["BESIDE", "COMPARED", "on_topic", "support_of", "worth"]

COMPARED: Final = 30
"""Statements that are compared with the question by meaning, and those with its whole topic."""
_MOST_COMPARED: Final = 150
"""The same at most."""
_BEFORE: Final = 300
"""Code points before a statement in which its subject may stand."""
_MEANT: Final = 0.4
"""Cosine from which a statement is about a topic without one of its words, in an article that has
the topic's names."""
BESIDE: Final = 0.3
"""How far behind the best a statement about a topic may be."""


def on_topic(
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
    near = near[: min(_MOST_COMPARED, max(COMPARED, whole))]
    vectors = embed([question, *(quote.text for quote in near)])
    likeness = (vectors[1:] @ vectors[0]).tolist()
    near_it = [
        (
            like + shares[quote.place] / 2 + context[quote.place] / 4 + worth(quote) / 10,
            support_of(quote, evidence),
            quote,
        )
        for quote, like in zip(near, likeness, strict=True)
        # By meaning alone somebody else's story is as near: it must have the topic's names.
        if context[quote.place] or (like >= _MEANT and names <= stems(quote.article.text))
    ]
    best = max((score for score, *_ in near_it), default=0.0)
    answering = max((support for _, support, _ in near_it), default=0.0)
    # What the reader finds leads, and what is as near by its words stands below.
    ranked = sorted(
        (
            (score + support, quote)
            for score, support, quote in near_it
            if score >= best - BESIDE or support == answering > 0
        ),
        key=lambda pair: -pair[0],
    )
    return [quote for _, quote in ranked]


def support_of(quote: Quote, evidence: Iterable[Evidence]) -> float:
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


def worth(quote: Quote) -> float:
    """Return how much words tell for themselves: more if they are quoted, and not a few."""
    direct = {"direct": 1.0, "mixed": 0.8, "indirect": 0.5}[quote.form]
    # From 80 characters on, more of them tell no more.
    return direct * min(1.0, len(quote.said) / 80)


def _with_context(quote: Quote) -> str:
    """Return a quote with the text before it, in which its subject may stand."""
    return quote.article.text[max(0, quote.start - _BEFORE) : quote.end]


def _share(sought: frozenset[str], text: str) -> float:
    """Return the share of the stems sought that a text has."""
    return len(sought & stems(text)) / len(sought) if sought else 0.0
