"""Verdicts on yes-or-no questions, with the sentences that settle them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from assistant.answer import Answer, Verdict
from assistant.answering.fact import quoting
from assistant.judge.contradiction import name_elsewhere, stated
from assistant.judge.yes_no.asking import Asked
from assistant.judge.yes_no.judged_verdict import judged_verdict, of_others
from assistant.judge.yes_no.settling import Settled, settles
from assistant.reader.evidence import Evidence
from corpus import Hit

__all__ = ["with_verdict"]

_MOST_STATEMENTS: Final = 3
_READ: Final = 3
"""Articles, from the best on, that may settle a question."""
_QUOTATION: Final = re.compile(r'["“”„«]')
_BEFORE: Final = 2
"""Sentences before one in which "she" may find her name."""


def with_verdict(answer: Answer, evidence: Sequence[Evidence], hits: Sequence[Hit]) -> Answer:
    """Return the answer to a yes-or-no question with its verdict, where an article settles it.

    The sentences that settle it stand in the place of those that the reader chose, or of its
    refusal.

    Args:
        answer: In the articles' own words; its question is standalone.
        evidence: What the reader found, by falling support.
        hits: What search brought.
    """
    answer = replace(answer, kind="yes-no")
    question = answer.standalone_question
    # Rules first: they err seldom, and show which sentence settles it.
    settled = _settled(question, evidence, hits) or judged_verdict(question, evidence, hits)
    if settled is None:
        return answer
    verdict, pieces = settled
    statements, citations = quoting(pieces[:_MOST_STATEMENTS])
    told = replace(
        answer,
        answered=True,
        verdict=verdict,
        statements=statements,
        citations=citations,
        sections=(),
        nearest=(),
    )
    text = " ".join([told.verdict_word, *(statement.marked for statement in statements)])
    return replace(told, remark=told.verdict_word, text=text)


def _settled(
    question: str, evidence: Sequence[Evidence], hits: Sequence[Hit]
) -> tuple[Verdict, list[Evidence]] | None:
    """Return the verdict on a yes-or-no question and the sentences that settle it.

    "No" only where an article contradicts; "disputed" where articles differ. None where nothing
    settles it.

    Args:
        question: Standalone.
        evidence: What the reader found, by falling support; its articles are looked at.
        hits: What search brought: their passages.
    """
    articles = list(dict.fromkeys(piece.hit.article_id for piece in evidence))[:_READ]
    groups = [[hit for hit in hits if hit.article_id == article] for article in articles]
    told = [verdict for group in groups if (verdict := _of_article(question, group))]
    yes = [piece for so, piece in told if so]
    no = [piece for so, piece in told if not so]
    if not told:
        return None
    outcome: Verdict = "disputed" if yes and no else "yes" if yes else "no"
    return outcome, [*yes, *no]


def _of_article(question: str, hits: Sequence[Hit]) -> tuple[bool, Evidence] | None:
    """Return what an article says to a question, and the sentence that tells most of it."""
    best = sorted(_told(question, hits), key=lambda told: -told[0].share)
    if not best:
        return None
    verdict, piece = best[0]
    # Two sentences that tell as much, and differ, settle nothing.
    if any(other.so != verdict.so for other, _ in best if other.share == verdict.share):
        return None
    return verdict.so, piece


def _told(question: str, hits: Sequence[Hit]) -> Iterator[tuple[Settled, Evidence]]:
    parts = Asked.of(question, "\n".join(hit.text for hit in hits))
    if parts is None or name_elsewhere(question, hits):
        return
    for piece in stated(hits):
        # "“…,” Roe wrote" does not tell if Roe wrote a letter.
        if parts.predicate.kind == "speech" and _QUOTATION.search(piece.quote):
            continue
        hit = piece.hit
        index = hit.sentences.index((piece.start, piece.end))
        before, after = (
            [hit.text[start - hit.start : end - hit.start] for start, end in ranges]
            for ranges in (
                hit.sentences[max(0, index - _BEFORE) : index],
                hit.sentences[index + 1 : index + 2],
            )
        )
        near = ". ".join((hit.title or "", *after))
        verdict = settles(parts, piece.quote, before, near)
        if verdict is not None and not of_others(question, piece, hits):
            yield verdict, piece
