"""Answers whose value changed: the newest leads, others stand below it with their day."""

from collections.abc import Sequence

from assistant.answer import Answer
from assistant.answering.changes.newest import Retold
from assistant.answering.compose import Part, composed
from assistant.reader.evidence import Evidence

__all__ = ["told_over_time"]


def told_over_time(question: str, chosen: Sequence[Evidence], retold: Retold) -> Answer:
    """Return the answer of the sentences that tell the value sought, then the other values.

    Args:
        question: Standalone.
        chosen: The sentences that answer, the one that leads first.
        retold: What they take the place of.
    """
    lead, heading = chosen[0].hit, "Later" if retold.first else "Earlier"
    if retold.corrected:
        note, *further = chosen
        wrong, *replaced = retold.replaced
        parts = [
            Part((note,), "Correction", lead.published, lead.publisher),
            Part((wrong,), "Before the correction", wrong.hit.published, wrong.hit.publisher),
            *(Part((piece,), None, piece.hit.published, piece.hit.publisher) for piece in further),
            *(
                Part((piece,), heading, piece.hit.published, piece.hit.publisher)
                for piece in replaced
            ),
        ]
        same = wrong.hit.article_id == lead.article_id
        remark = (
            "The article corrects itself; what it said before stands below its note."
            if same
            else "Its paper corrects the article; what that said stands below the note."
        )
        return composed(question, "fact", parts, remark)
    parts = [Part(tuple(chosen), day=lead.published)]
    parts += [
        Part((piece,), heading, piece.hit.published, piece.hit.publisher)
        for piece in retold.replaced
    ]
    which, others = ("earliest", "later") if retold.first else ("newest", "earlier")
    remark = f"From the {which} article; what {others} ones tell otherwise stands below."
    return composed(question, "fact", parts, remark)
