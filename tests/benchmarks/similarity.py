"""The baseline without the trained reader: sentences judged by meaning and by shared words."""

import math
import re
from collections.abc import Sequence

from assistant.reader.evidence import Evidence
from corpus import Corpus, Hit

__all__ = ["SimilarityReader"]

_WORD = re.compile(r"\w+")


class SimilarityReader:
    """Scores a sentence by its nearness in meaning and by the question's words that it shares.

    It cannot tell a near miss from an answer.

    Args:
        corpus: Gives the embeddings.
    """

    depth = 8
    threshold = 0.5

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    def read(self, question: str, hits: Sequence[Hit]) -> list[Evidence]:
        """The sentences of the passages, each once, by falling support."""
        sentences: dict[tuple[str, int, int], Hit] = {}
        for hit in hits[: self.depth]:
            for start, end in hit.sentences:
                sentences.setdefault((hit.article_id, start, end), hit)
        if not sentences:
            return []
        texts = [h.text[s - h.start : e - h.start] for (_, s, e), h in sentences.items()]
        vectors = self._corpus.embed([question, *texts])
        nearness = vectors[1:] @ vectors[0]
        shared = _shared_words(question, texts)
        evidence = [
            Evidence(hit, start, end, _probability(float(near), share))
            for ((_, start, end), hit), near, share in zip(
                sentences.items(), nearness, shared, strict=True
            )
        ]
        return sorted(evidence, key=lambda piece: -piece.support)


def _probability(nearness: float, shared: float) -> float:
    """Logistic in both features; the weights were set by hand on the sample articles."""
    return 1 / (1 + math.exp(-(8.0 * nearness + 3.0 * shared - 6.0)))


def _shared_words(question: str, texts: Sequence[str]) -> list[float]:
    """For each text the idf-weighted share, 0..1, of the question's words that it holds."""
    words = {_stem(word) for word in _WORD.findall(question)}
    bags = [{_stem(word) for word in _WORD.findall(text)} for text in texts]
    weights = {w: math.log(1 + len(bags) / (0.5 + sum(w in bag for bag in bags))) for w in words}
    total = sum(weights.values()) or 1.0
    return [sum(weights[w] for w in words & bag) / total for bag in bags]


def _stem(word: str) -> str:
    # Enough for "propose" to meet "proposal" and "suggested" "suggest".
    return re.sub(r"(als?|ed|es?|ing|s)$", "", word.casefold())
