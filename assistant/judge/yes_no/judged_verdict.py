"""The trained judge's verdict on a yes-or-no question, where rules settle nothing."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal

from assistant.judge.certainty import added_certainty
from assistant.judge.contradiction import meaning, stated
from assistant.judge.selection import best_sentences
from assistant.judge.yes_no.declarative import as_statement
from assistant.reader.evidence import Evidence
from corpus import Hit
from corpus.language.agreement import absent_name

if TYPE_CHECKING:
    from assistant.reader import Judged, Reader

__all__ = ["judged_verdict"]

_ARTICLES: Final = 2
"""Articles, from the best on, that are judged: each costs some tenths of a second."""
_THRESHOLD: Final = 0.8
"""Of 159 questions that it was chosen on, 4% are then settled wrongly, those by rules included."""
_OF_ONE: Final = 0.6
"""What one sentence must reach alone, so that there is one to be shown."""
_TOLD: Final = 0.5
"""The reader's support from which its sentence is tried first."""
_ALONE: Final = 4
"""Sentences that are judged alone: those that share most with the question."""


def judged_verdict(
    question: str, evidence: Sequence[Evidence], hits: Sequence[Hit]
) -> tuple[Literal["yes", "no"], list[Evidence]] | None:
    """Return the verdict of the first article that settles a question, and its telling sentence.

    The question is judged as the statement that it asks about: "yes" where the article bears it
    out, as certain as it is said, "no" where it contradicts it. None where neither is sure enough.

    Args:
        question: Standalone.
        evidence: What the reader found, by falling support; its articles are looked at.
        hits: What search brought: their passages.
    """
    from assistant.reader import Reader

    reader = Reader.load()
    statement = as_statement(question, reader.knows)
    if statement is None:
        return None
    for article in list(dict.fromkeys(piece.hit.article_id for piece in evidence))[:_ARTICLES]:
        passages = [hit for hit in hits if hit.article_id == article]
        read = [piece for piece in evidence if piece.hit.article_id == article]
        found = _of_article(reader, statement, passages, read)
        if found is not None:
            return found
    return None


def _of_article(
    reader: "Reader", statement: str, passages: Sequence[Hit], read: Sequence[Evidence]
) -> tuple[Literal["yes", "no"], list[Evidence]] | None:
    title = next((hit.title for hit in passages if hit.title), "")
    # A name that the article does not have makes it another question's.
    if absent_name(statement, "\n".join((title, *(hit.text for hit in passages)))):
        return None
    sentences = sorted(stated(passages), key=lambda piece: piece.start)
    chosen = [
        sentences[index]
        for index in best_sentences(statement, [piece.quote for piece in sentences])
    ]
    if not chosen:
        return None
    told = " ".join(piece.quote for piece in chosen)
    verdict = _verdict(reader.judge(statement, f"{title}. {told}" if title else told), _THRESHOLD)
    if verdict is None:
        return None
    asked = meaning(statement)
    ranked = sorted(chosen, key=lambda piece: -len(asked & meaning(piece.quote)))[:_ALONE]
    # What the reader took for the answer may tell it in other words than the question's.
    first = [piece for piece in read[:1] if piece.support >= _TOLD]
    for piece in [*first, *ranked]:
        judged = reader.judge(statement, piece.quote)
        if _verdict(judged, _OF_ONE) != verdict:
            continue
        if verdict == "yes" and added_certainty(statement, piece.quote):
            return None
        return verdict, [replace(piece, support=_share(judged, verdict))]
    return None


def _verdict(judged: "Judged", threshold: float) -> Literal["yes", "no"] | None:
    if judged.supported >= threshold:
        return "yes"
    return "no" if judged.contradicted >= threshold else None


def _share(judged: "Judged", verdict: Literal["yes", "no"]) -> float:
    return judged.supported if verdict == "yes" else judged.contradicted
