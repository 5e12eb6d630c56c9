"""Answers a question of fact in the articles' own words: quotes, and what sources tell of it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from assistant.answer import REFUSAL, Answer
from assistant.answering.arrange import fitting
from assistant.answering.changes.corrected import (
    corrected_first,
    rests_on_error,
    verdict_of_note,
)
from assistant.answering.changes.newest import Retold, newest_first
from assistant.answering.changes.over_time import told_over_time
from assistant.answering.compose import Part, composed
from assistant.answering.fact import answering, quoting
from assistant.answering.finding.refusal_reasons import refused_because
from assistant.answering.finding.several_answers import (
    answers_elsewhere,
    most_of_list,
    several_answers,
)
from assistant.answering.sides.positions import Position, positions
from assistant.answering.sides.sources_differ import side_by_side
from assistant.question.number_words import HOW_MANY
from assistant.question.understanding.request import Request
from assistant.question.understanding.several.asked_several import asks_for_several
from assistant.reader.evidence import Evidence, EvidenceReader
from assistant.reader.near_names import near_names
from assistant.settings import Settings
from corpus import Corpus, Hit

__all__ = ["extractive_answer"]

_AGREEING: Final = 3
"""Sources that say the same from which an answer says so unasked."""
_HOW_MANY: Final = re.compile(rf"\W*{HOW_MANY}\b", re.IGNORECASE)
_DENIED: Final = re.compile(r"(?:no|not|neither|none)\b", re.IGNORECASE)
_ABOUT_AS_LIKELY: Final = 0.9
"""Share of the support of the likeliest sentence."""
_SEVERAL: Final = "The articles give several answers, perhaps of different things."


def extractive_answer(
    question: str,
    request: Request,
    hits: Sequence[Hit],
    read: Sequence[Evidence],
    *,
    corpus: Corpus,
    reader: EvidenceReader,
    settings: Settings,
    threshold: float,
    whole: bool,
) -> tuple[Answer, Retold]:
    """Return the answer to a question of fact, and what was read, the newest value first.

    Args:
        question: As it was read.
        request: What it asks for.
        hits: What search brought.
        read: What the reader found in it, by falling support.
        corpus: Where the articles are.
        reader: What read it.
        settings: How many sentences and passages are shown.
        threshold: The support, 0..1, from which a sentence counts as an answer.
        whole: Whether the question says all that it asks: only then is there a verdict.
    """
    evidence = fitting(question, request, corpus, read)
    asks_if = request.kind == "yes-no"
    evidence = evidence if asks_if else _affirmed_first(question, evidence)
    retold = newest_first(question, evidence, threshold)
    retold = corrected_first(retold, threshold, corpus, whole=asks_if)
    answer = _told(
        question,
        hits,
        retold,
        asks_if=asks_if,
        corpus=corpus,
        reader=reader,
        settings=settings,
        threshold=threshold,
    )
    if not answer.answered:
        answer = refused_because(
            answer, near_names(question, corpus, hits[: settings.nearest]).values()
        )
    if not asks_if:
        return answer, retold
    if whole and retold.corrected:
        answer = replace(answer, verdict=verdict_of_note(question, retold))
        answer = replace(answer, text=" ".join(filter(None, (answer.verdict_word, answer.text))))
    # What the article says wrong settles nothing, nor does anything what is half asked.
    elif whole:
        from assistant.judge.yes_no.verdicts import with_verdict

        judged = with_verdict(answer, evidence)
        if not rests_on_error(judged, corpus):
            return judged, retold
    return replace(answer, kind="yes-no"), retold


def _affirmed_first(question: str, evidence: list[Evidence]) -> list[Evidence]:
    """Let a sentence that says what it was stand before one that says what it was not.

    "No bomb caused it" leaves open what did; "no people" is a number.
    """
    if not evidence or _HOW_MANY.match(question) or not _DENIED.match(evidence[0].answer):
        return evidence
    enough = _ABOUT_AS_LIKELY * evidence[0].support
    for piece in evidence[1:]:
        if piece.support >= enough and piece.answer and not _DENIED.match(piece.answer):
            return [piece, *(other for other in evidence if other is not piece)]
    return evidence


def _told(
    question: str,
    hits: Sequence[Hit],
    retold: Retold,
    *,
    asks_if: bool,
    corpus: Corpus,
    reader: EvidenceReader,
    settings: Settings,
    threshold: float,
) -> Answer:
    """Return what the sources tell: as positions, several things, or the sentences that answer.

    Args:
        question: As it was read.
        hits: What search brought.
        retold: What was read, the newest value first.
        asks_if: Whether it is a question of yes or no.
        corpus: Where the articles are.
        reader: What read it.
        settings: How many sentences and passages are shown.
        threshold: The support, 0..1, from which a sentence counts as an answer.
    """
    several = asks_for_several(question) and not (asks_if or retold.replaced)
    # Values that changed from day to day are no dispute, nor are several things asked for.
    compares = not (asks_if or retold.replaced or several)
    told = positions(question, retold.evidence, threshold, corpus) if compares else ()
    answer = side_by_side(question, told)
    if answer is not None:
        return answer
    # The newest value may have less support than the one whose place it takes.
    enough = min(threshold, retold.evidence[0].support) if retold.replaced else threshold
    chosen = answering(retold.evidence, enough, settings.sentences)
    if several:
        chosen = several_answers(
            question, chosen, retold.evidence, reader=reader, corpus=corpus, settings=settings
        )
        if len(chosen) > 1:  # each on a line of its own
            return composed(question, "fact", [Part((piece,)) for piece in chosen])
    elif compares and chosen:
        lines, remark = most_of_list(question, chosen[0], corpus)
        if lines:
            return composed(question, "fact", [Part((line,)) for line in lines], remark)
        others = answers_elsewhere(question, chosen[0], retold.evidence, corpus)
        if others and settings.sentences > 1:
            parts = [Part(tuple(chosen)), *(Part((piece,)) for piece in others)]
            return composed(question, "fact", parts, _SEVERAL)
    return _agreeing(_quoted(question, hits, retold, chosen, settings.nearest), told)


def _quoted(
    question: str, hits: Sequence[Hit], retold: Retold, chosen: Sequence[Evidence], nearest: int
) -> Answer:
    """Return the sentences that answer, earlier values below the newest; else a refusal.

    Args:
        question: As it was read.
        hits: What search brought.
        retold: What was read, the newest value first.
        chosen: The sentences that answer.
        nearest: How many passages a refusal shows.
    """
    if retold.replaced:
        return told_over_time(question, chosen, retold)
    statements, citations = quoting(chosen)
    return Answer(
        question=question,
        standalone_question=question,
        answered=bool(statements),
        text=" ".join(statement.marked for statement in statements) or REFUSAL,
        statements=statements,
        citations=citations,
        nearest=() if statements else tuple(hits[:nearest]),
        confidence=retold.evidence[0].support if retold.evidence else 0.0,
    )


def _agreeing(answer: Answer, told: Sequence[Position]) -> Answer:
    """Return an answer that says how many independent sources agree, where several do."""
    if len(told) != 1 or len(told[0].pieces) < _AGREEING or answer.remark or answer.sections:
        return answer
    remark = f"{len(told[0].pieces)} sources agree."
    return replace(answer, remark=remark, text=f"{remark} {answer.text}")
