"""Other articles about a cited story: those that say the same, and those that differ."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from assistant.answer import Answer, Citation
from assistant.reader.evidence import Evidence
from corpus import Corpus, Hit, Variant

__all__ = ["compared", "hit_of", "with_variants"]

_MOST_VARIANTS = 3
"""Of one passage, that a model is shown."""


def compared(answer: Answer, corpus: Corpus) -> Answer:
    """Add to each citation the other articles that say the same, or otherwise.

    What the answer quotes itself, as an earlier value, is not told otherwise; nor is what was
    published after the day as of which it is given. A list of articles stays as it is: each article
    stands in it by itself.
    """
    if answer.kind == "articles":
        return answer
    # Sections of such an answer quote what differs: it is not told a second time.
    changed = answer.kind in ("fact", "yes-no") and answer.sections
    quoted = {(cited.article_id, cited.start) for cited in answer.citations} if changed else set()
    citations = []
    for citation in answer.citations:
        told = corpus.retellings(citation.article_id, citation.quote)
        also_in = tuple(copy for copy in told.also_in if _by(copy.published, answer.as_of))
        differs = tuple(
            variant
            for variant in told.differs
            if (variant.article_id, variant.start) not in quoted
            and _by(variant.published, answer.as_of)
        )
        citations.append(replace(citation, also_in=also_in, differs=differs))
    return replace(answer, citations=tuple(citations))


def _by(published: date | None, day: date | None) -> bool:
    return day is None or (published is not None and published <= day)


def with_variants(evidence: Sequence[Evidence], corpus: Corpus, most: int) -> Iterator[Evidence]:
    """Yield the first pieces of evidence, each followed by the variants of other articles.

    Args:
        evidence: By falling support.
        corpus: Where the papers are.
        most: How many pieces, from 1, without what is added.
    """
    shown = {
        (piece.hit.article_id, sentence)
        for piece in evidence[:most]
        for sentence in piece.hit.sentences
    }
    for piece in evidence[:most]:
        yield piece
        differs = corpus.retellings(piece.hit.article_id, piece.hit.text).differs
        # Papers that tell it otherwise in the same words are shown once.
        new = {v.quote: v for v in differs if (v.article_id, (v.start, v.end)) not in shown}
        for variant in list(new.values())[:_MOST_VARIANTS]:
            shown.add((variant.article_id, (variant.start, variant.end)))
            yield Evidence(hit_of(variant), variant.start, variant.end, piece.support)


def hit_of(quoted: Variant | Citation) -> Hit:
    """Return the words of an article that are quoted as a passage of their own."""
    return Hit(
        chunk_id=f"{quoted.article_id}:{quoted.start}",
        article_id=quoted.article_id,
        revision=quoted.revision,
        start=quoted.start,
        end=quoted.end,
        text=quoted.quote,
        sentences=((quoted.start, quoted.end),),
        title=quoted.title,
        url=quoted.url,
        publisher=quoted.publisher,
        published=quoted.published,
        score=0.0,
    )
