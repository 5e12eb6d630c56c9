"""The assistant and the simpler ways to answer that it is compared with."""

import math
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant import Assistant, Citation, Evidence, EvidenceReader
from assistant.answering.compose import passage_of
from assistant.reader import Passage, Reader
from corpus import Corpus, Hit
from tests.benchmarks.similarity import SimilarityReader

__all__ = ["DEPTH", "Seen", "System", "all_systems"]

DEPTH = 30
"""Passages that each way brings."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Seen:
    """The answer that one way gave to one question."""

    hits: Sequence[Hit]
    """The passages, best first; after reading, where the way reads."""
    evidence: Sequence[Evidence]
    """Sentences, best first: the first is what it would cite if it had to."""
    refused: bool | None
    """None where it has no threshold and so never refuses."""
    seconds: float | None
    """From question to answer; None where more was computed than it needs."""


class System(Protocol):
    """One way to answer."""

    name: str
    reader: EvidenceReader
    alone: EvidenceReader
    """What reads a passage that is given, not found."""

    def see(self, question: str, publishers: Sequence[str] | None = None) -> Seen:
        """Answer one question, from all articles or from those of some publishers."""


class Whole:
    """The assistant with a reader.

    Args:
        name: Heading of its column.
        corpus: Where it searches.
        reader: What finds the sentences; None is the one that ships.
        rerank: Whether passages are ranked by their best sentence rather than by the search.
    """

    def __init__(
        self, name: str, corpus: Corpus, reader: EvidenceReader | None, *, rerank: bool
    ) -> None:
        self.name = name
        self.reader = reader or Assistant(corpus).reader
        self.alone = reader or Alone()
        self._corpus = corpus
        self._notes = _Notes(self.reader)
        self._assistant = Assistant(corpus, reader=self._notes)
        self._rerank = rerank

    def see(self, question: str, publishers: Sequence[str] | None = None) -> Seen:
        """Ask the assistant."""
        self._notes.hits, self._notes.evidence = [], []
        started = time.perf_counter()
        answer = self._assistant.ask(question, publishers=publishers)
        seconds = time.perf_counter() - started
        hits, evidence = self._notes.hits, self._notes.evidence
        if not evidence:  # such as who said what is answered without the reader
            hits = self._corpus.search(question, DEPTH, publishers=publishers)
            evidence = [self._cited(citation) for citation in answer.citations]
        if self._rerank:
            read = {piece.hit.chunk_id: piece.hit for piece in evidence}
            hits = [*read.values(), *(hit for hit in hits if hit.chunk_id not in read)]
        return Seen(hits[:DEPTH], evidence, not answer.answered, seconds)

    def _cited(self, citation: Citation) -> Evidence:
        whole = passage_of(self._corpus.article(citation.article_id, citation.revision))
        return Evidence(whole, citation.start, citation.end, 1.0)


class _Notes:
    """A reader that remembers what it was last given and what it last found."""

    def __init__(self, reader: EvidenceReader) -> None:
        self._reader = reader
        self.threshold = reader.threshold
        self.hits: list[Hit] = []
        self.evidence: list[Evidence] = []

    def read(self, question: str, hits: Sequence[Hit]) -> list[Evidence]:
        self.hits = list(hits)
        self.evidence = self._reader.read(question, hits)
        return self.evidence


class Alone:
    """The trained reader, without what search has to say of a passage."""

    threshold = 0.5
    """Where its answer is more likely right than wrong."""

    def read(self, question: str, hits: Sequence[Hit]) -> list[Evidence]:
        readings = Reader.load().read(question, [Passage(hit.header, hit.text) for hit in hits])
        evidence = []
        for hit, reading in zip(hits, readings, strict=True):
            start, end = hit.start + reading.start, hit.start + reading.end
            evidence.append(Evidence(hit, start, end, reading.answerable, span=(start, end)))
        return sorted(evidence, key=lambda piece: -piece.support)


class OneRanking:
    """One of the two rankings alone, and the sentence that is best by the same measure."""

    def __init__(
        self,
        name: str,
        corpus: Corpus,
        rank: Callable[[Hit], int | None],
        score: Callable[[str, list[str]], Sequence[float]],
    ) -> None:
        self.name = name
        self.reader: EvidenceReader = _Scored(score)
        self.alone: EvidenceReader = self.reader
        self._corpus = corpus
        self._rank = rank

    def see(self, question: str, publishers: Sequence[str] | None = None) -> Seen:
        """Search and choose a sentence."""
        # So deep that what is high in one ranking is among the hits, however low in the other.
        hits_found = self._corpus.search(question, 10 * DEPTH, publishers=publishers)
        ranked = {rank: hit for hit in hits_found if (rank := self._rank(hit)) is not None}
        hits = [ranked[rank] for rank in sorted(ranked)[:DEPTH]]
        return Seen(hits, self.reader.read(question, hits), None, None)


class _Scored:
    """A reader with one score and no threshold; reads as deep as ``SimilarityReader``."""

    depth = SimilarityReader.depth
    threshold = 0.0

    def __init__(self, score: Callable[[str, list[str]], Sequence[float]]) -> None:
        self._score = score

    def read(self, question: str, hits: Sequence[Hit]) -> list[Evidence]:
        places = {
            (h.article_id, *sentence): h for h in hits[: self.depth] for sentence in h.sentences
        }
        texts = [h.text[s - h.start : e - h.start] for (_, s, e), h in places.items()]
        scores = self._score(question, texts) if texts else ()
        evidence = [
            Evidence(hit, start, end, float(score))
            for ((_, start, end), hit), score in zip(places.items(), scores, strict=True)
        ]
        return sorted(evidence, key=lambda piece: -piece.support)


def all_systems(corpus: Corpus) -> list[System]:
    """Every way, the assistant as it ships last."""
    return [
        OneRanking("BM25 only", corpus, lambda hit: hit.text_rank, _shared_words),
        OneRanking("vectors only", corpus, lambda hit: hit.vector_rank, _nearness(corpus)),
        Whole("fused, no reader", corpus, SimilarityReader(corpus), rerank=False),
        Whole("assistant", corpus, None, rerank=True),
    ]


def _shared_words(question: str, texts: list[str]) -> list[float]:
    """The words of the question in each text, the rarer the weightier."""
    bags = [set(_WORD.findall(text.casefold())) for text in texts]
    words = set(_WORD.findall(question.casefold()))
    rarity = {w: math.log((len(bags) + 1) / (0.5 + sum(w in b for b in bags))) for w in words}
    return [sum(rarity[word] for word in words & bag) for bag in bags]


def _nearness(corpus: Corpus) -> Callable[[str, list[str]], list[float]]:
    def score(question: str, texts: list[str]) -> list[float]:
        vectors = corpus.embed([question, *texts])
        nearness: list[float] = (vectors[1:] @ vectors[0]).tolist()
        return nearness

    return score
