"""Answers to questions in parts: each searched for and read apart, and put side by side."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answer import Answer
from assistant.answering.compose import Part, composed
from assistant.question.understanding.parts import QuestionPart, parts
from assistant.reader.evidence import Evidence
from corpus.text.search_terms import stems

__all__ = ["answer_in_parts"]

Read = Callable[[str], Sequence[Evidence]]
"""Searches for a question and reads what was found: evidence by falling support."""


def answer_in_parts(
    question: str, read: Read, threshold: float, sides: Sequence[QuestionPart] = ()
) -> Answer | None:
    """Answer each part of a question; None where it has no parts, or fewer than two are answered.

    A sentence that answers the whole, and names what all parts are about, is left to answer it
    alone.

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
    if all(labels):
        whole = next(iter(read(question)), None)
        if (
            whole
            and whole.support >= threshold
            and all(label <= stems(whole.quote) for label in labels)
        ):
            return None
    sections: list[Part] = []
    missing: list[str] = []
    for part, label in zip(asked, labels, strict=True):
        others = frozenset().union(*labels) - label
        fit = (piece for piece in read(part.question) if _is_about(piece, label, others))
        quote = next(fit, None)
        if quote and quote.support >= threshold:
            sections.append(Part((quote,), part.label))
        else:
            missing.append(part.label)
    if len(sections) < 2:  # noqa: PLR2004
        return None
    if len({(s.quotes[0].hit.article_id, s.quotes[0].start) for s in sections}) == 1:
        return None  # one sentence has it all
    remark = f"Not told: {', '.join(missing)}." if missing else ""
    return replace(composed(question, "compare", sections, remark), missing=tuple(missing))


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
