"""The trained judge's verdict on a yes-or-no question, where rules settle nothing."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, Literal

from assistant.judge.certainty import added_certainty
from assistant.judge.contradiction import name_elsewhere
from assistant.judge.yes_no.declarative import as_statement
from assistant.reader.evidence import Evidence
from corpus import Hit

__all__ = ["judged_verdict"]

_READ: Final = 0.35
"""The reader's support, 0..1, from which its sentence is judged."""
_THRESHOLD: Final = 0.75
"""How sure the judge must be, 0..1. Of 159 questions that it was chosen on, 3 are then settled
wrongly; with the reader's sentence among others of its article, more are, and fewer rightly."""


def judged_verdict(
    question: str, evidence: Sequence[Evidence], hits: Sequence[Hit]
) -> tuple[Literal["yes", "no"], list[Evidence]] | None:
    """Return the verdict of the sentence that the reader took for the answer, with that sentence.

    The question is judged as the statement that it asks about: "yes" where the sentence, under its
    article's title, bears it out as certain as it is said; "no" where it contradicts it. None
    where neither is sure enough.

    Args:
        question: Standalone.
        evidence: What the reader found, by falling support.
        hits: What search brought: the passages of the sentence's article tell which names it has.
    """
    from assistant.reader import Reader

    best = next(iter(evidence), None)
    if best is None or best.support < _READ:
        return None
    reader = Reader.load()
    article = [hit for hit in (best.hit, *hits) if hit.article_id == best.hit.article_id]
    text = "\n".join(hit.text for hit in article)
    statement = as_statement(question, reader.knows, text)
    if statement is None or name_elsewhere(statement, article):
        return None
    title = best.hit.title
    judged = reader.judge(statement, f"{title}. {best.quote}" if title else best.quote)
    if judged.contradicted >= _THRESHOLD:
        return "no", [replace(best, support=judged.contradicted)]
    if judged.supported < _THRESHOLD or added_certainty(statement, best.quote):
        return None
    return "yes", [replace(best, support=judged.supported)]
