"""Evidence by the trained reader: the model that ships with the package, put to work on hits."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.evidence import Evidence
from corpus import Hit

if TYPE_CHECKING:
    from assistant.reader import Reader, Reading

__all__ = ["TrainedReader"]

RANK_WEIGHT = 0.2
"""What the logarithm of a passage's rank takes off its log-odds: of two passages that read alike,
the one that search put first is likelier to answer. Chosen with ``threshold`` on questions of
SQuAD 1.1's train articles that were kept out of training, searched among 19,164 paragraphs."""
_CERTAIN = 1e-6


class TrainedReader:
    """Finds the answering sentences with the trained reader. Safe to share between threads.

    It reads the first passages, and the others only if none of those surely answers.

    Args:
        model: The reader; by default the one that ships with the package.
    """

    depth = 30
    threshold = 0.6
    first = 6
    """Passages that are read in any case."""
    sure = 0.75
    """Support, 0..1, at which no further passages are read."""

    def __init__(self, model: "Reader | None" = None) -> None:
        from assistant.reader import Reader

        self._model = model or Reader.load()

    def read(self, question: str, hits: Sequence[Hit]) -> list[Evidence]:
        """The best sentence of each passage, each once, by falling support."""
        found = self._evidence(question, hits[: self.first], 1)
        if not found or max(each.support for each in found) < self.sure:
            found += self._evidence(question, hits[self.first : self.depth], 1 + self.first)
        best: dict[tuple[str, int], Evidence] = {}
        for each in sorted(found, key=lambda each: -each.support):
            best.setdefault((each.hit.article_id, each.start), each)
        return list(best.values())

    def _evidence(self, question: str, hits: Sequence[Hit], rank: int) -> list[Evidence]:
        """The best sentence of each hit; ``rank`` is that of the first, from 1."""
        from assistant.reader import Passage

        readings = self._model.read(question, [Passage(hit.header, hit.text) for hit in hits])
        pairs = zip(hits, readings, strict=True)
        return [_evidence(hit, reading, place) for place, (hit, reading) in enumerate(pairs, rank)]


def _evidence(hit: Hit, reading: "Reading", rank: int) -> Evidence:
    start, end = hit.start + reading.start, hit.start + reading.end
    # A span may run over the end of a sentence; the sentence it begins in is the one that answers.
    sentence = next((s for s in hit.sentences if s[0] <= start < s[1]), hit.sentences[0])
    span = (max(start, sentence[0]), min(end, sentence[1]))
    return Evidence(
        hit=hit,
        start=sentence[0],
        end=sentence[1],
        support=_support(reading.answerable, rank),
        span=span if span[0] < span[1] else None,
    )


def _support(answerable: float, rank: int) -> float:
    odds = max(answerable, _CERTAIN) / max(1 - answerable, _CERTAIN)
    return odds / (odds + math.exp(RANK_WEIGHT * math.log(rank)))
