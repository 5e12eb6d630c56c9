"""Verdicts on yes-or-no questions, with the sentences that settle them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from assistant.answer import Answer, Verdict
from assistant.answering.fact import quoting
from assistant.judge.contradiction import told_otherwise
from assistant.judge.verifier import Verifier
from assistant.reader.evidence import Evidence
from corpus import Hit

__all__ = ["settled", "statement_of", "with_verdict"]

MOST_STATEMENTS: Final = 3
READ: Final = 3
"""Articles, from the best on, that may settle a question."""
_QUESTION: Final = re.compile(
    r"(?:(?:and|but|so|ok(?:ay)?|also),?\s)?(?:is\sit\strue\sthat\s(?P<claim>.+?)|(?P<verb>did|does|do|is|are"
    r"|was|were|has|have|had|will|would|can|could|should|must)(?:n't|n’t)?\s(?P<rest>.+?))\s?[?.!]*",
    re.IGNORECASE,
)
_ASIDE: Final = re.compile(r"\b(?:really|actually|indeed|ever|even)\s", re.IGNORECASE)
_SUBJECT: Final = re.compile(
    r"(?:[Tt]he|an?|his|her|their|its|this|that|these|those|any|some|all|more\sthan|fewer\sthan)\s[\w’'-]+"
    r"|[A-Z0-9][\w’'.&-]*(?:\s(?:of|the|de|van|and|&)?\s?[A-Z0-9][\w’'.&-]*)*|[\w’'-]+"
)
_LONGEST_SUBJECT: Final = 8
"""Words."""


def statement_of(question: str, text: str = "") -> str | None:
    """Return what a yes-or-no question asks to be so, as a statement; None for another question.

    "Did the city council reject the plan?" becomes "the city council did reject the plan.".

    Args:
        question: Standalone.
        text: An article that may answer it: the longest beginning of the question that stands in
            it is taken for the subject.
    """
    plain = _ASIDE.sub("", " ".join(question.split()))
    match = _QUESTION.fullmatch(plain)
    if match is None or re.search(r"\bor\b", match["rest"] or ""):
        return None
    if match["claim"]:
        return f"{match['claim']}."
    verb, rest = match["verb"].lower(), match["rest"]
    subject = _subject(rest, text)
    if not subject or subject == rest:
        return None
    return f"{subject} {verb}{rest[len(subject) :]}."


def _subject(rest: str, text: str) -> str:
    """Return the subject with which the rest of a question begins, as far as can be told."""
    if re.match(r"(?:you|there)\b", rest, re.IGNORECASE):
        return ""
    match = _SUBJECT.match(rest)
    shortest = match[0] if match else ""
    words = rest.split()
    folded = text.casefold()
    for count in range(min(_LONGEST_SUBJECT, len(words) - 1), len(shortest.split()), -1):
        candidate = " ".join(words[:count])
        if candidate.casefold() in folded:
            return candidate
    return shortest


def with_verdict(answer: Answer, evidence: Sequence[Evidence], verifier: Verifier) -> Answer:
    """Return the answer to a yes-or-no question with its verdict, where an article settles it.

    The sentences that settle it stand in the place of those that the reader chose.

    Args:
        answer: In the articles' own words; its question is standalone.
        evidence: What the reader found, by falling support.
        verifier: What holds a statement against passages.
    """
    answer = replace(answer, kind="yes-no")
    found = settled(answer.standalone_question, evidence, verifier) if answer.answered else None
    if found is None:
        return answer
    verdict, pieces = found
    statements, citations = quoting(pieces[:MOST_STATEMENTS])
    told = replace(answer, verdict=verdict, statements=statements, citations=citations)
    text = " ".join([told.verdict_word, *(statement.marked for statement in statements)])
    return replace(told, remark=told.verdict_word, text=text)


def settled(
    question: str, evidence: Sequence[Evidence], verifier: Verifier
) -> tuple[Verdict, list[Evidence]] | None:
    """Return the verdict on a yes-or-no question and the sentences that settle it.

    "No" only where an article contradicts; "disputed" where articles differ. None where nothing
    settles it.

    Args:
        question: Standalone.
        evidence: What the reader found, by falling support.
        verifier: What holds a statement against passages.
    """
    groups: dict[str, list[Hit]] = {}
    for piece in evidence:
        hits = groups.setdefault(piece.hit.article_id, [])
        if piece.hit not in hits:
            hits.append(piece.hit)
    yes: list[Evidence] = []
    no: list[Evidence] = []
    for hits in list(groups.values())[:READ]:
        statement = statement_of(question, "\n".join(hit.text for hit in hits))
        if statement is None:
            return None
        for hit in hits:
            supports = verifier.check(statement, [hit]).supports
            yes += [place for place in supports if (place.start, place.end) in hit.sentences]
        no += told_otherwise(statement, hits)
    if not yes and not no:
        return None
    outcome: Verdict = "disputed" if yes and no else "yes" if yes else "no"
    return outcome, [*yes, *no]
