"""Answers to questions in parts: each searched for and read apart, and put side by side."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

from assistant.answer import Answer, Kind
from assistant.answering.compose import Part, composed
from assistant.answering.retelling import hit_of
from assistant.question.understanding.request import QuestionPart
from assistant.question.understanding.several.comparisons import compares
from assistant.question.understanding.several.parts import parts
from assistant.reader.evidence import Evidence
from corpus.text.search_terms import stems

__all__ = ["answer_by_each", "answer_in_parts", "side_by_side"]

Read = Callable[[str], Sequence[Evidence]]
"""Searches for a question and reads what was found: evidence by falling support."""
_LEAST: Final = 0.04
"""Support of a sentence that compares what is asked of: the reader knows few such questions."""
_ALIKE: Final = 0.02
"""Difference of two supports that tells nothing: the surest sentences all have about .92."""
_EACH: Final = 2
"""Statements of each of several speakers."""
_BOTH: Final = re.compile(
    r"\b(?:they|them|both|the (?:two|pair|couple|three|four))\b", re.IGNORECASE
)
"""Stands for what the sentences around it name."""
_COMPARES: Final = re.compile(
    r"\b(?:than|differs?|differed|different(?:ly)?|difference|unlike|compared|contrast|whereas|similar"
    r"|the same|alike|twice|half as|as \w+ as)\b",
    re.IGNORECASE,
)


def answer_in_parts(
    question: str, read: Read, threshold: float, sides: Sequence[QuestionPart] = ()
) -> Answer | None:
    """Answer each part of a question; None where it has no parts, or fewer than two are answered.

    One sentence that answers all parts, or the whole and tells of them all, is left to answer it
    alone. Where things are compared, a sentence that compares them leads, and is enough.

    Args:
        question: Standalone.
        read: Reads for the question of a part.
        threshold: The support, 0..1, from which a sentence counts as an answer.
        sides: Its parts, where its wording does not tell them.
    """
    asked = parts(question) or sides
    if not asked:
        return None
    labels = [_telling(part, asked) for part in asked]
    compared = bool(sides) or compares(question)
    whole = read(question) if compared or all(labels) else ()
    whole_answered = bool(whole) and whole[0].support >= threshold
    if whole_answered and _is_of_all(whole[0], asked, labels, compared):
        return None
    pieces = [read(part.question) for part in asked]
    lead = None
    if compared:
        lead = _comparing(question, labels, (*whole, *chain.from_iterable(pieces)))
    shown = _shown(asked, labels, pieces, threshold)
    sections = _sections(asked, shown, lead)
    # One side of what is compared is better than a refusal, and the other is said to be missing.
    least = 1 if compared and not whole_answered else 2
    if not lead and len(sections) < least:
        return None
    missing = [part.label for part, quote in zip(asked, shown, strict=True) if not quote]
    return side_by_side(question, "compare", sections, () if lead else missing)


def _shown(
    asked: Sequence[QuestionPart],
    labels: Sequence[frozenset[str]],
    pieces: Sequence[Sequence[Evidence]],
    threshold: float,
) -> list[Evidence | None]:
    """Return the sentence that answers each part of a question, where one does.

    Args:
        asked: The parts.
        labels: Stems by which each is told from the others.
        pieces: What was read for each.
        threshold: The support, 0..1, from which a sentence counts as an answer.
    """
    best = _best(pieces)
    named = frozenset().union(*labels)
    fits = [
        [
            piece
            for piece in of_part
            if piece.support >= threshold
            and (part.is_clause or _is_about(piece, label, named - label))
        ]
        for part, label, of_part in zip(asked, labels, pieces, strict=True)
    ]
    own = [next((p for p in fit if p.support >= best[_place(p)] - _ALIKE), None) for fit in fits]
    quoted = {_place(quote) for quote in own if quote}
    # "55, of Leeds" answers best where Roe is from, and tells how old he is too; but what is
    # told of one of two things is not told of the other.
    also = [
        next((piece for piece in fit if part.is_clause and _place(piece) in quoted), None)
        for part, fit in zip(asked, fits, strict=True)
    ]
    return [quote or other for quote, other in zip(own, also, strict=True)]


def _sections(
    asked: Sequence[QuestionPart], shown: Sequence[Evidence | None], lead: Evidence | None
) -> list[Part]:
    """Return the sections of an answer in parts, those with one sentence together.

    Args:
        asked: The parts of the question.
        shown: The sentence that answers each, where one does.
        lead: The sentence that compares them, which stands first.
    """
    told: dict[tuple[str, int], tuple[Evidence, list[str]]] = {}
    for part, quote in zip(asked, shown, strict=True):
        if quote:
            told.setdefault(_place(quote), (quote, []))[1].append(part.heading)
    if lead:
        told.pop(_place(lead), None)  # the sentence that compares is quoted already
    sections = [Part((quote,), "; ".join(headings)) for quote, headings in told.values()]
    return [Part((lead,), "Compared"), *sections] if lead else sections


def answer_by_each(
    question: str, asked: Sequence[QuestionPart], told: Callable[[str], Answer | None]
) -> Answer | None:
    """Answer what each of several people said; None where no article tells of any.

    Args:
        question: Standalone.
        asked: Its parts, one for each of them.
        told: Answers the question of a part by quotes.
    """
    sections, missing = [], []
    for part in asked:
        answer = told(part.question)
        if answer is None or not answer.statements:
            missing.append(part.label)
            continue
        spoken = answer.statements[:_EACH]
        numbers = {number for statement in spoken for number in statement.citations}
        cited = [citation for citation in answer.citations if citation.number in numbers]
        quotes = [Evidence(hit_of(c), c.start, c.end, 1.0, c.span) for c in cited]
        speaker = spoken[0].speaker
        # "Roe" over "Jane Roe" would say the name twice.
        named = speaker is not None and stems(part.label) <= stems(speaker)
        heading = None if named else part.heading
        sections.append(Part(tuple(quotes), heading, speaker=speaker))
    if not sections:
        return None
    return side_by_side(question, "said", sections, missing)


def side_by_side(
    question: str, kind: Kind, sections: Sequence[Part], missing: Sequence[str]
) -> Answer:
    """Return an answer of sections that says which parts nothing answers."""
    remark = f"Not told: {', '.join(missing)}." if missing else ""
    return replace(composed(question, kind, sections, remark), missing=tuple(missing))


def _is_of_all(
    piece: Evidence,
    asked: Sequence[QuestionPart],
    labels: Sequence[frozenset[str]],
    compared: bool,
) -> bool:
    """Tell if a sentence names what all parts of a question are about, or speaks of them as both.

    Args:
        piece: The sentence.
        asked: The parts.
        labels: Stems by which each is told from the others.
        compared: Whether they are compared: "the 2016 keyboard" is not any keyboard.
    """
    told = stems(piece.quote)
    if _BOTH.search(piece.quote):
        told |= stems(f"{piece.hit.header} {piece.hit.text}")
    # Of "Catherine the Great" one word will do, of a clause none may be missing.
    return all(
        bool(label) and (label <= told if part.is_clause or compared else bool(label & told))
        for part, label in zip(asked, labels, strict=True)
    )


def _best(pieces: Sequence[Sequence[Evidence]]) -> dict[tuple[str, int], float]:
    """Return the most support that each sentence has for any part: it answers that one."""
    best: dict[tuple[str, int], float] = {}
    for piece in chain.from_iterable(pieces):
        best[_place(piece)] = max(piece.support, best.get(_place(piece), 0.0))
    return best


def _place(piece: Evidence) -> tuple[str, int]:
    return piece.hit.article_id, piece.start


def _comparing(
    question: str, labels: Sequence[frozenset[str]], pieces: Iterable[Evidence]
) -> Evidence | None:
    """Return the sentence that compares the things asked of, in the question's terms; else None.

    It names one of them at least, its passage all of them.

    Args:
        question: Standalone.
        labels: Stems by which each thing is told from the others.
        pieces: What was read for it and for its parts.
    """
    # What is compared, "size" or "price", without the things themselves.
    aspect = stems(question).difference(*labels)
    fit = [
        piece
        for piece in pieces
        if piece.support >= _LEAST
        and _COMPARES.search(piece.quote)
        and aspect & (said := stems(piece.quote))
        and any(label & said for label in labels)
        and all(label & stems(f"{piece.hit.header} {piece.hit.text}") for label in labels)
    ]
    return max(fit, key=lambda p: (len(aspect & stems(p.quote)), p.support), default=None)


def _telling(part: QuestionPart, asked: Sequence[QuestionPart]) -> frozenset[str]:
    """Return the stems by which a part's label differs from those of all others."""
    others = [stems(other.label) for other in asked if other is not part]
    return stems(part.label).difference(*others)


def _is_about(piece: Evidence, label: frozenset[str], others: frozenset[str]) -> bool:
    """Tell if a quote's passage names what a part asks of, and the quote not another part's alone.

    Args:
        piece: The quote.
        label: Stems by which the part is told from the others.
        others: Those of the others.
    """
    said = stems(piece.quote)
    if others & said and not label & said:
        return False
    return not label or bool(label & stems(f"{piece.hit.header} {piece.hit.text}"))
