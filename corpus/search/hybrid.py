"""Hybrid search: full-text and vector hits, ranked by meaning and words together."""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from corpus.filters import Filters
from corpus.hit import Hit
from corpus.library.chunks import Passages
from corpus.library.near_duplicates import Member
from corpus.search.other_spellings import joined, other_spellings, pairs
from corpus.search.ranking import QueryTerms, score
from corpus.search.stories import Stories
from corpus.text.search_terms import character_pieces, query_words, spaced
from corpus.vectors.exact import ExactIndex
from corpus.vectors.index import VectorIndex

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["merge_copies", "search"]

_DEPTH = 100
"""Depth to which each of the two rankings is read, at least."""


def search(
    passages: Passages,
    vectors: VectorIndex | ExactIndex,
    embed: "Callable[[str], NDArray[np.float32]]",
    *,
    query: str,
    k: int,
    filters: Filters,
) -> list[Hit]:
    """Return the chunks that match a query best, best first; none when it holds no word.

    Args:
        passages: Searched by words.
        vectors: Searched by nearness.
        embed: The question's unit vector.
        query: Any text.
        k: How many hits at most.
        filters: Which articles to search.
    """
    # Words are told by the spaces between them; pieces are of the scripts that set none.
    words, pieces = query_words(spaced(query)), character_pieces(query)
    if not words and not pieces:
        return []
    vector = embed(query)
    others, asked, by_pieces = _asked(passages, query, words, pieces, filters)
    looked_for = [*words, *(spelling for spellings in others.values() for spelling in spellings)]
    # k may be more than any query takes.
    depth = min(max(_DEPTH, k), sys.maxsize)
    while True:
        by_words = passages.full_text(looked_for, depth, filters) if words else []
        by_text = list(dict.fromkeys([*by_pieces[:depth], *by_words]))
        by_vector = vectors.query(vector, depth, filters)
        candidates = _ranked(passages, by_text, by_vector, vector, asked)
        hits = merge_copies(
            candidates, passages.compared({hit.article_id for hit in candidates}), query, k
        )
        # One story in a hundred papers leaves little beside it; then look further down.
        if len(hits) == k or max(len(by_text), len(by_vector)) < depth:
            return hits
        depth *= 4


def _asked(
    passages: Passages,
    query: str,
    words: Sequence[str],
    pieces: Sequence[str],
    filters: Filters,
) -> tuple[dict[str, list[str]], QueryTerms, list[str]]:
    """Return other spellings of a query's words that the corpus has, and the query's terms.

    The last are the chunks that hold some of the pieces of words without spaces, best first.
    """
    possible = _possible_spellings(query, words)
    spellings = list(dict.fromkeys(chain.from_iterable(possible.values())))
    counts, total = passages.document_frequencies([*words, *spellings])
    count = dict(zip([*words, *spellings], counts, strict=True))
    others = {
        word: known
        for word, alike in possible.items()
        if (known := [spelling for spelling in alike if count[spelling]])
    }
    # A word is as rare as all its spellings together.
    held = [count[word] + sum(map(count.__getitem__, others.get(word, ()))) for word in words]
    rows = passages.holding_pieces(pieces, filters) if pieces else []
    held_pieces = [sum(row[1][index] for row in rows) for index in range(len(pieces))]
    # A piece that few chunks hold tells more.
    rare = [1 / (1 + number) for number in held_pieces]
    worth = {
        chunk_id: sum(weight for weight, there in zip(rare, flags, strict=True) if there)
        for chunk_id, flags in rows
    }
    by_pieces = sorted(worth, key=worth.__getitem__, reverse=True)
    asked = QueryTerms(words, held, total, others, dict(zip(pieces, held_pieces, strict=True)))
    return others, asked, by_pieces


def _possible_spellings(query: str, words: Sequence[str]) -> dict[str, list[str]]:
    """Return other spellings of the words of a query, whether the corpus has them or not."""
    possible = {word: sorted(other_spellings(word)) for word in words}
    for first, second, *_ in pairs(query):
        for word in (first, second):
            if word in possible:
                possible[word].append(joined(first, second))
    return possible


def _ranked(
    passages: Passages,
    by_text: Sequence[str],
    by_vector: Sequence[str],
    vector: "NDArray[np.float32]",
    asked: QueryTerms,
) -> list[Hit]:
    """Score the hits of both rankings together, and return them best first."""
    chunk_ids = list(dict.fromkeys([*by_text, *by_vector]))
    # A chunk can leave the library while it is being found; the vectors follow later.
    ids, embeddings = passages.embeddings(chunk_ids)
    similarity = dict(zip(ids, (embeddings @ vector).tolist() if ids else (), strict=True))
    text_ranks = {chunk_id: rank for rank, chunk_id in enumerate(by_text, 1)}
    vector_ranks = {chunk_id: rank for rank, chunk_id in enumerate(by_vector, 1)}
    hits_by_id = passages.hits(chunk_ids)
    hits = [
        replace(
            hits_by_id[chunk_id],
            score=score(similarity[chunk_id], asked.covered(hits_by_id[chunk_id])),
            text_rank=text_ranks.get(chunk_id),
            vector_rank=vector_ranks.get(chunk_id),
        )
        for chunk_id in chunk_ids
        if chunk_id in hits_by_id and chunk_id in similarity
    ]
    return sorted(hits, key=lambda hit: -hit.score)


def merge_copies(
    hits: Sequence[Hit], members: Mapping[str, Member], query: str, k: int
) -> list[Hit]:
    """Return the first ``k`` hits, where a passage in several papers of one story counts once.

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
            [index for index, other in enumerate(kept) if stories.copied(hit, other)]
            if hit.article_id in members
            else []
        )
        if not twins:
            # Those below the first can still be older copies of them, but are no hits of their own.
            if len(kept) < k:
                kept.append(hit)
            continue
        age = members[hit.article_id].age
        if all(age < members[kept[index].article_id].age for index in twins):
            kept[twins[0]] = replace(hit, score=kept[twins[0]].score)
            # From behind, so that the places before stay the same.
            for index in reversed(twins[1:]):
                del kept[index]
    copies = stories.also_in(kept)
    return [replace(hit, also_in=known) for hit, known in zip(kept, copies, strict=True)]
