"""Hybrid search: what full text and vectors find, ranked by meaning and words together."""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.copies import Member
from corpus.filters import Filters
from corpus.hit import Hit
from corpus.passages import Passages
from corpus.readonly import ExactIndex
from corpus.relevance import Asked, score
from corpus.stories import Stories
from corpus.vectors import VectorIndex
from corpus.words import query_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["fold", "search"]

DEPTH = 100
"""How far down each of the two rankings is read, at least."""


def search(
    passages: Passages,
    vectors: VectorIndex | ExactIndex,
    embed: "Callable[[str], NDArray[np.float32]]",
    *,
    query: str,
    k: int,
    filters: Filters,
) -> list[Hit]:
    """The chunks that match a query best, best first; none when it holds no word.

    Args:
        passages: Searched by words.
        vectors: Searched by nearness.
        embed: The question's unit vector.
        query: Any text.
        k: How many hits at most.
        filters: Which articles to search.
    """
    words = query_words(query)
    if not words:
        return []
    vector = embed(query)
    asked = Asked(words, *passages.held(words))
    depth = min(max(DEPTH, k), sys.maxsize)
    while True:
        by_text = passages.full_text(words, depth, filters)
        by_vector = vectors.query(vector, depth, filters)
        found = _ranked(passages, by_text, by_vector, vector, asked)
        hits = fold(found, passages.copies({hit.article_id for hit in found}), query, k)
        # One story in a hundred papers leaves little beside it; then look further down.
        if len(hits) == k or max(len(by_text), len(by_vector)) < depth:
            return hits
        depth *= 4


def _ranked(
    passages: Passages,
    by_text: Sequence[str],
    by_vector: Sequence[str],
    vector: "NDArray[np.float32]",
    asked: Asked,
) -> list[Hit]:
    """The hits of both rankings together, best first."""
    chunk_ids = list(dict.fromkeys([*by_text, *by_vector]))
    # A chunk can leave the library while it is being found; the vectors follow later.
    ids, embeddings = passages.embeddings(chunk_ids)
    similarity = dict(zip(ids, (embeddings @ vector).tolist() if ids else (), strict=True))
    text_ranks = {chunk_id: rank for rank, chunk_id in enumerate(by_text, 1)}
    vector_ranks = {chunk_id: rank for rank, chunk_id in enumerate(by_vector, 1)}
    found = passages.hits(chunk_ids)
    hits = [
        replace(
            found[chunk_id],
            score=score(similarity[chunk_id], asked.covered(found[chunk_id])),
            text_rank=text_ranks.get(chunk_id),
            vector_rank=vector_ranks.get(chunk_id),
        )
        for chunk_id in chunk_ids
        if chunk_id in found and chunk_id in similarity
    ]
    return sorted(hits, key=lambda hit: -hit.score)


def fold(hits: Sequence[Hit], members: Mapping[str, Member], query: str, k: int) -> list[Hit]:
    """The first ``k`` hits, a passage that several papers of one story have counted once.

    Of its copies the one in the article that was published first stands for all, else in the one
    that was added first, at the place of the best. A passage in which one paper says more than
    the other, or with other facts, stays, but for a lead in the paper's own words; and so does
    one with a word of the question that the other paper does not have.

    Args:
        hits: Best first.
        members: The articles, by id, of the stories that have several.
        query: The question.
        k: How many hits at most.
    """
    stories = Stories(members, query)
    kept: list[Hit] = []
    for hit in hits:
        twins = (
            [place for place, other in enumerate(kept) if stories.copied(hit, other)]
            if hit.article_id in members
            else []
        )
        if not twins:
            # Those below the first can still be older copies of them, but are no hits of their own.
            if len(kept) < k:
                kept.append(hit)
            continue
        mine = members[hit.article_id].age
        if all(mine < members[kept[place].article_id].age for place in twins):
            kept[twins[0]] = replace(hit, score=kept[twins[0]].score)
            for place in reversed(twins[1:]):
                del kept[place]
    return [replace(hit, also_in=stories.also_in(hit)) for hit in kept]
