"""Statements that a quote bears out, and others that it does not, made from answered questions.

They stand in the question's place, so that the same network that finds answers can also say
whether a written sentence is supported (``Reader.supports``).
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from assistant.reader.training.data.examples import Example, Passage, Span
from assistant.reader.training.data.near_miss import near_miss

JOINED, SHORTENED, NEIGHBOUR = 0.5, 0.6, 0.4
"""Chances: to join question and answer instead of taking the sentence, to shorten a sentence,
to quote a neighbouring sentence too (each side)."""
LEAST_WORDS = 5
_CLAUSE = re.compile(r",\s")
_NOTHING = "\0"


def _home(example: Example, passage: Passage) -> int:
    """Return the index of the sentence in which the answer begins."""
    start = (example.span or (0, 0))[0]
    inside = [i for i, (low, high) in enumerate(passage.sentences) if low <= start < high]
    return inside[0] if inside else 0


def _text(passage: Passage, span: Span) -> str:
    return passage.text[passage.offsets[span[0]][0] : passage.offsets[span[1] - 1][1]]


def _shortened(rng: random.Random, sentence: str) -> str:
    """Drop the first, the last or a middle clause of a sentence, where commas set one off."""
    parts = _CLAUSE.split(sentence)
    if len(parts) == 1 or rng.random() > SHORTENED:
        return sentence
    del parts[rng.randrange(len(parts))]
    shorter = ", ".join(parts)
    return shorter if len(shorter.split()) >= LEAST_WORDS else sentence


def _joined(question: str, answer: str) -> str:
    return f"{question.rstrip(' ?')}: {answer}"


def true_claim(rng: random.Random, example: Example, passage: Passage) -> str | None:
    """Return a statement that the answer's sentence bears out."""
    if not passage.sentences:
        return None
    if rng.random() < JOINED:
        return _joined(example.question, example.answers[0])
    return _shortened(rng, _text(passage, passage.sentences[_home(example, passage)]))


def false_claim(
    rng: random.Random,
    example: Example,
    passage: Passage,
    answers: Sequence[str],
    article: str,
) -> str | None:
    """Return a statement like a true one, of which something is not so.

    Args:
        rng: Where the choices come from.
        example: The question.
        passage: Where it is answered.
        answers: Answers to other questions on the passage.
        article: More text to take replacements from.
    """
    if not passage.sentences:
        return None
    right = example.answers[0].lower()
    if rng.random() < JOINED:
        wrong = [a for a in answers if a.lower() not in right and right not in a.lower()]
        if wrong and rng.random() < JOINED:
            return _joined(example.question, rng.choice(wrong))
        changed = near_miss(rng, example.question, passage.text, article, right)
        return _joined(changed, example.answers[0]) if changed else None
    sentence = _text(passage, passage.sentences[_home(example, passage)])
    return near_miss(rng, _shortened(rng, sentence), passage.text, article, _NOTHING)


def quote(rng: random.Random, example: Example, passage: Passage) -> Span:
    """Return the tokens of the sentence that answers, now and then with its neighbours."""
    if not passage.sentences:
        return 0, len(passage.ids)
    first = last = _home(example, passage)
    if first and rng.random() < NEIGHBOUR:
        first -= 1
    if last + 1 < len(passage.sentences) and rng.random() < NEIGHBOUR:
        last += 1
    return passage.sentences[first][0], passage.sentences[last][1]
