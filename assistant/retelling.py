"""The other papers of a cited story: which of them say the same, and which otherwise."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answer import Answer
from assistant.evidence import Evidence
from corpus import Corpus, Hit, Variant

__all__ = ["compared", "with_variants"]

MOST_VARIANTS = 3
"""Of one passage, that a model is shown."""


def compared(answer: Answer, corpus: Corpus) -> Answer:
    """The answer with what the other papers say of each citation."""
    citations = []
    for citation in answer.citations:
        told = corpus.retellings(citation.article_id, citation.quote)
        citations.append(replace(citation, also_in=told.also_in, differs=told.differs))
    return replace(answer, citations=tuple(citations))


def with_variants(evidence: Sequence[Evidence], corpus: Corpus, most: int) -> Iterator[Evidence]:
    """The first pieces of evidence, each before what other papers say otherwise than its passage.

    Args:
        evidence: By falling support.
        corpus: Where the papers are.
        most: How many pieces, from 1, without what is added.
    """
    shown = {
        (each.hit.article_id, place) for each in evidence[:most] for place in each.hit.sentences
    }
    for each in evidence[:most]:
        yield each
        differs = corpus.retellings(each.hit.article_id, each.hit.text).differs
        new = {v.quote: v for v in differs if (v.article_id, (v.start, v.end)) not in shown}
        for variant in list(new.values())[:MOST_VARIANTS]:
            shown.add((variant.article_id, (variant.start, variant.end)))
            yield Evidence(_hit(variant), variant.start, variant.end, each.support)


def _hit(variant: Variant) -> Hit:
    """The sentence as a passage of its own."""
    return Hit(
        chunk_id=f"{variant.article_id}:{variant.start}",
        article_id=variant.article_id,
        revision=variant.revision,
        start=variant.start,
        end=variant.end,
        text=variant.quote,
        sentences=((variant.start, variant.end),),
        title=variant.title,
        url=variant.url,
        publisher=variant.publisher,
        published=variant.published,
        score=0.0,
    )
