"""The trained models' verdict on a yes-or-no question, where rules settle nothing."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, Literal

from assistant.answering.setting import points_back
from assistant.judge.certainty import added_certainty
from assistant.judge.contradiction import name_elsewhere, stated
from assistant.judge.yes_no.declarative import as_statement
from assistant.reader.evidence import Evidence
from corpus import Hit
from corpus.language.agreement import absent_name
from corpus.text.search_terms import stems

__all__ = ["judged_verdict", "of_others"]

_READ: Final = 0.35
"""The reader's support, 0..1, from which its sentence is judged."""
_THRESHOLD: Final = 0.55
"""How likely a verdict must be, 0..1. Of 159 questions that this was chosen on, 10 are then settled
wrongly, by rules or by this, half of them where the article as good as says so."""
_BEFORE: Final = 2
"""Sentences before one that points back, in which the names may stand that it leaves out."""
_BESIDE: Final = 2
"""Words of a statement, a name among them, that another sentence has and the best one lacks."""
_NAME: Final = re.compile(r"(?<=[\w,] )[A-Z]\w+")


def judged_verdict(
    question: str, evidence: Sequence[Evidence], hits: Sequence[Hit]
) -> tuple[Literal["yes", "no"], list[Evidence]] | None:
    """Return the verdict of the sentence that the reader took for the answer, with that sentence.

    It is the mean of two: what the reader infers from the sentence, and whether the judge finds
    each word of the statement that is asked about borne out, or contradicted. "Yes" only where the
    sentence is as certain as the statement. None where neither verdict is likely enough.

    Args:
        question: Standalone.
        evidence: What the reader found, by falling support.
        hits: What search brought: the passages of the sentence's article tell which names it has.
    """
    from assistant.reader import Reader
    from assistant.reader.span_model import Passage

    best = next(iter(evidence), None)
    if best is None or best.support < _READ:
        return None
    reader = Reader.load()
    article = [hit for hit in (best.hit, *hits) if hit.article_id == best.hit.article_id]
    text = "\n".join(hit.text for hit in article)
    statement = as_statement(question, reader.knows, text)
    if (
        statement is None
        or name_elsewhere(statement, article)
        or of_others(statement, best, article)
    ):
        return None
    yes, no = reader.verdict(question, Passage(best.hit.header, best.quote))
    if (max(yes, no) + 1) / 2 < _THRESHOLD:  # the judge could not change that
        return None
    title = best.hit.title
    # The headline may name what the sentence calls "it".
    judged = reader.judge(statement, f"{title}. {best.quote}" if title else best.quote)
    yes, no = (yes + judged.supported) / 2, (no + judged.contradicted) / 2
    if no >= _THRESHOLD:
        return "no", [replace(best, support=no)]
    if yes >= _THRESHOLD and not added_certainty(statement, best.quote):
        return "yes", [replace(best, support=yes)]
    return None


def of_others(statement: str, piece: Evidence, hits: Sequence[Hit]) -> bool:
    """Tell if a sentence is of something else, and another one of what is asked.

    It lacks a name of the statement, which stands in another beside more of its words.
    The title counts, and the sentences before one that points back to them.

    Args:
        statement: Or the question.
        piece: The sentence.
        hits: Passages of its article.
    """
    hit = piece.hit
    told = [hit.title or "", piece.quote]
    if points_back(piece.quote):
        before = [s for s in hit.sentences if s[1] <= piece.start][-_BEFORE:]
        told += [hit.text[start - hit.start : end - hit.start] for start, end in before]
    text = "\n".join(told)
    if absent_name(statement, text) is None:
        return False
    left = stems(statement) - stems(text)
    names = left & stems(" ".join(_NAME.findall(statement)))
    return any(
        names & (there := stems(other.quote)) and len(left & there) >= _BESIDE
        for other in stated(hits)
    )
