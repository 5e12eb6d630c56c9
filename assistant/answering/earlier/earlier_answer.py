"""The answer before a question, as the history has it: what it was asked, and what it quoted."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Self

from assistant.answer import REFUSAL, Answer
from assistant.answering.retelling import hit_of
from assistant.question.turns import Turn
from assistant.question.understanding.small_talk import topics
from assistant.reader.evidence import Evidence
from corpus import Corpus
from corpus.text.sentences import sentence_ranges

__all__ = ["Earlier"]

_MOST_LOOKED_UP: Final = 5
"""Sentences of a mere text that are looked for in the articles."""
_LONGEST: Final = 600
"""Code points of such a sentence; a longer one is cut."""
_SHORTEST: Final = 25
"""Code points of a quote: fewer may stand anywhere."""
_MARKERS = re.compile(r"(?:\s*\[\d+\])+")


@dataclass(frozen=True, slots=True)
class Earlier:
    """The answer before, and what was quoted so far."""

    question: str
    """Standalone, where the history has the answer and not only its text."""
    quotes: tuple[Evidence, ...] = ()
    """What it cites, in order; support is 1 where it is not known."""
    answer: Answer | None = None
    """The answer, unless the history has its text alone."""
    refused: bool = False
    shown: frozenset[tuple[str, int]] = frozenset()
    """The article and the first code point of all that answers of the history quoted."""

    @classmethod
    def of(cls, history: Sequence[Turn], corpus: Corpus) -> Self | None:
        """Return the last answer of a conversation that was more than small talk; None without one.

        Of an answer that is only text, its quotes are the sentences that stand in the articles word
        for word.

        Args:
            history: Oldest first.
            corpus: Where the articles are.
        """
        for question, turn, talks in reversed(list(_exchanges(history))):
            quotes = _quotes(turn, corpus)
            # A greeting leaves the answer before it in place; "tell me more" gave quotes itself.
            if talks and not quotes:
                continue
            answers = [turn.answer for turn in history if turn.answer]
            shown = {(c.article_id, c.start) for answer in answers for c in answer.citations}
            return cls(
                question,
                quotes,
                turn.answer,
                not turn.answer.answered if turn.answer else turn.text.strip().startswith(REFUSAL),
                frozenset(shown | {(quote.hit.article_id, quote.start) for quote in quotes}),
            )
        return None


def _exchanges(history: Sequence[Turn]) -> Iterator[tuple[str, Turn, bool]]:
    """Yield each answer with the last question before it, and whether it answers small talk."""
    question, talks = "", False
    for turn in history:
        if turn.role == "assistant":
            yield question, turn, talks
        else:
            talks = bool(topics(turn.text))
            question = question if talks else turn.text


def _quotes(turn: Turn, corpus: Corpus) -> tuple[Evidence, ...]:
    if turn.answer is None:
        return tuple(_found(turn.text, corpus))
    support: dict[int, float] = {}
    for statement in turn.answer.statements:
        for number in statement.citations:
            support.setdefault(number, statement.support)
    return tuple(
        Evidence(hit_of(c), c.start, c.end, support.get(c.number, 1.0), c.span)
        for c in turn.answer.citations
    )


def _found(text: str, corpus: Corpus) -> Iterator[Evidence]:
    """Yield the sentences of the articles that a text holds word for word, but for white space."""
    if text.strip().startswith(REFUSAL):
        return
    pieces = [piece for piece in _MARKERS.split(text) if piece.strip()]
    if len(pieces) == 1:
        pieces = [pieces[0][start:end] for start, end in sentence_ranges(pieces[0])]
    for piece in pieces[:_MOST_LOOKED_UP]:
        said = " ".join(piece.split())[:_LONGEST]
        held = [
            Evidence(hit, start, end, 1.0)
            for hit in corpus.search(said, _MOST_LOOKED_UP)
            for start, end in hit.sentences
            if end - start >= _SHORTEST
        ]
        whole = [quote for quote in held if " ".join(quote.quote.split()) in said]
        if whole:
            # A short sentence may be part of a longer one that was quoted.
            quote = max(whole, key=lambda quote: quote.end - quote.start)
            yield replace(quote, hit=replace(quote.hit, also_in=()))
