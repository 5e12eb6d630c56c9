"""The default ``EvidenceReader``: finds evidence in hits with the trained reader."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import dropwhile, pairwise, takewhile

from assistant.reader import Passage, Reader, Reading
from assistant.reader.evidence import Evidence, blanked
from assistant.reader.support import features
from corpus import Hit
from corpus.language.boilerplate import Kind, kinds
from corpus.text.datelines import dateline

__all__ = ["TrainedReader", "sentence_at"]


class TrainedReader:
    """Finds the answering sentences with the trained reader. Safe to share between threads.

    It reads the first passages, and more only if none of those surely answers.

    Args:
        model: The reader; by default the one that ships with the package.
    """

    compared = 30
    """How many passages at most, of those that search brings, it compares those that it reads with:
    how far one is ahead of other articles, and which articles name whom the question is about."""
    threshold = 0.16
    """Of held-out questions it refuses one in twelve whose paragraph is there, and answers one in
    five whose paragraph was taken out, of those on news one in 25 (see the card)."""
    stages = (6, 10)
    """How many passages have been read after each stage, and no more than the last. Those of the
    first are always read: what other articles say as well, or against it, is told beside the
    answer."""
    sure = 0.7
    """Support, 0..1, at which no further stage is read."""

    def __init__(self, model: Reader | None = None) -> None:
        if model is not None:
            # Shadows the property below, which would load the shipped one.
            self._model = model

    @cached_property
    def _model(self) -> Reader:
        """The reader; loaded when there is something to read, so that search need not wait."""
        return Reader.load()

    def read(self, question: str, hits: Sequence[Hit]) -> list[Evidence]:
        """Return the best statement of each passage that has one, each once, by falling support."""
        hits = hits[: self.compared]
        readings: list[tuple[Hit, Reading]] = []
        evidence: list[Evidence] = []
        for low, high in pairwise((0, *self.stages)):
            readings += self._readings(question, hits[low:high])
            evidence = _evidence(question, hits, readings)
            if any(piece.support >= self.sure for piece in evidence):
                break
        best: dict[tuple[str, int], Evidence] = {}
        for piece in sorted(evidence, key=lambda piece: -piece.support):
            best.setdefault((piece.hit.article_id, piece.start), piece)
        return list(best.values())

    def _readings(self, question: str, hits: Sequence[Hit]) -> Iterator[tuple[Hit, Reading]]:
        """Yield each hit that has a statement to quote, with the reading whose span is in one."""
        # A passage of menus and headings alone is not worth a run of the model.
        sound = [(hit, known) for hit in hits if "statement" in (known := kinds(hit))]
        passages = [Passage(hit.header, hit.text) for hit, _ in sound]
        readings = self._model.read(question, passages)
        for (hit, known), passage, first in zip(sound, passages, readings, strict=True):
            reading = self._in_statements(question, hit, known, passage, first)
            if reading.end:
                yield hit, reading

    def _in_statements(
        self, question: str, hit: Hit, known: Sequence[Kind], passage: Passage, reading: Reading
    ) -> Reading:
        """Return the reading, or a new one where its span is not in statements alone.

        A passage whose span touches boilerplate, or is a dateline, is read again without any. A
        span that touches a heading or an interviewer's question is looked for again below it.
        """
        if _in_dateline(hit, reading) or any(
            known[at] == "boilerplate" for at in _touched(hit, reading)
        ):
            passage = replace(passage, text=_without_boilerplate(hit, known))
            (reading,) = self._model.read(question, [passage])
        headed = [at for at in _touched(hit, reading) if known[at] in ("heading", "question")]
        if headed:
            passage = replace(passage, within=_statements_below(hit, known, headed[0]))
            (reading,) = self._model.read(question, [passage])
        return reading


def sentence_at(hit: Hit, offset: int) -> tuple[int, int]:
    """Return the sentence that has an offset, as a range of the article's text."""
    return next((s for s in hit.sentences if s[0] <= offset < s[1]), hit.sentences[0])


def _evidence(
    question: str, hits: Sequence[Hit], readings: Sequence[tuple[Hit, Reading]]
) -> list[Evidence]:
    """Return the best statement of each hit that was read, of all that search brought."""
    answerable = [(hit, reading.answerable) for hit, reading in readings]
    known = features(question, hits, answerable)
    return [
        _sentence(hit, reading, passage_features.support())
        for (hit, reading), passage_features in zip(readings, known, strict=True)
    ]


def _in_dateline(hit: Hit, reading: Reading) -> bool:
    """Tell if a span lies in the dateline before a report: where it was filed is no answer."""
    low, high = sentence_at(hit, hit.start + reading.start)
    ends = low - hit.start + dateline(hit.text[low - hit.start : high - hit.start])
    return reading.start < reading.end <= ends


def _without_boilerplate(hit: Hit, known: Sequence[Kind]) -> str:
    """Return the text of a hit with blanks for boilerplate and datelines, so that offsets stay."""
    out = []
    for (start, end), kind in zip(hit.sentences, known, strict=True):
        sentence = hit.text[start - hit.start : end - hit.start]
        out.append((start, end if kind == "boilerplate" else start + dateline(sentence)))
    return blanked(hit, out)


def _touched(hit: Hit, reading: Reading) -> list[int]:
    """Return the indices of the hit's sentences that a span overlaps."""
    start, end = hit.start + reading.start, hit.start + reading.end
    return [at for at, (low, high) in enumerate(hit.sentences) if low < end and start < high]


def _statements_below(hit: Hit, known: Sequence[Kind], at: int) -> tuple[tuple[int, int], ...]:
    """Return the statements, as ranges of the text, between the heading at a place and the next."""
    below = zip(hit.sentences[at:], known[at:], strict=True)
    section = takewhile(
        lambda line: line[1] in ("statement", "boilerplate"),
        dropwhile(lambda line: line[1] != "statement", below),
    )
    return tuple((a - hit.start, b - hit.start) for (a, b), kind in section if kind == "statement")


def _sentence(hit: Hit, reading: Reading, supported: float) -> Evidence:
    start, end = hit.start + reading.start, hit.start + reading.end
    # A span may run over the end of a sentence; the sentence it begins in is the one that answers.
    low, high = _telling(hit, *sentence_at(hit, start))
    span = (max(start, low), min(end, high))
    return Evidence(
        hit=hit,
        start=low,
        end=high,
        support=supported,
        span=span if span[0] < span[1] else None,
    )


def _telling(hit: Hit, low: int, high: int) -> tuple[int, int]:
    """Return a sentence, or the statement behind it where it is one word: "No." tells nothing."""
    if len(hit.text[low - hit.start : high - hit.start].split()) > 1:
        return low, high
    later = zip(hit.sentences, kinds(hit), strict=True)
    after = next((sentence for sentence in later if sentence[0][0] >= high), None)
    return after[0] if after and after[1] == "statement" else (low, high)
