"""Answers "who disagrees?" and "do sources agree on the toll?"."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from assistant.answer import Answer
from assistant.answering.changes.known_then import told_as_of
from assistant.answering.changes.newest import with_synonyms
from assistant.answering.earlier.earlier_answer import Earlier
from assistant.answering.finding.finder import Finder
from assistant.answering.sides.positions import positions
from assistant.answering.sides.sources_differ import side_by_side
from assistant.question.turns import Turn
from corpus import Filters
from corpus.text.search_terms import stems

__all__ = ["answer_sides"]

_ASKED_FOR: Final = stems(
    "number figure toll date day name place value price size amount total what is"
)
"""Words for what a question asks for: with them alone the question before is meant."""


def answer_sides(
    question: str, said: Sequence[Turn], filters: Filters, finder: Finder
) -> Answer | None:
    """Answer what several sources tell of one thing; None where nothing can be compared.

    Of the answer before there may be more to say then.

    Args:
        question: The thing, as ``sides_asked`` reads it; empty where the last one is meant.
        said: The turns before.
        filters: Conditions.
        finder: Searches and reads.
    """
    day: date | None = None
    earlier = Earlier.of(said, finder.corpus)
    if earlier and earlier.quotes and (not question or _on_that(question, earlier.question)):
        if earlier.answer and earlier.answer.kind not in ("fact", "yes-no"):
            return None
        question = earlier.question
        if earlier.answer:
            question, day = earlier.answer.standalone_question, earlier.answer.as_of
            filters = filters.narrowed(earlier.answer.filters or Filters())
    if not question:
        return None
    _, evidence = finder.read(question, filters, day)
    told = positions(question, evidence, finder.threshold, finder.corpus)
    answer = side_by_side(question, told, asked=True)
    return told_as_of(answer, day) if answer and day else answer


def _on_that(question: str, earlier: str) -> bool:
    """Tell if a question names no more than what the one before asked for: "the toll"."""
    return stems(question) <= with_synonyms(stems(earlier)) or not (stems(question) - _ASKED_FOR)
