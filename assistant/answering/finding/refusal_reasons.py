"""Reasons for a refusal: what the program says beside it, where it knows why.

The nearest passages below a refusal are shown by ``extractive``.
"""

from collections.abc import Iterable
from dataclasses import replace

from assistant.answer import Answer
from assistant.question.languages import language_of
from assistant.reader.near_names import NearName

__all__ = ["refused_because"]


def refused_because(answer: Answer, others: Iterable[NearName]) -> Answer:
    """Return a refusal with the reason behind it, as its remark too; any other answer as it is.

    Args:
        answer: The answer.
        others: Names of the question that the corpus does not have, and the near ones it has.
    """
    reasons = [
        f"No article has “{near.asked}”; “{near.told}” is another."
        for near in dict.fromkeys(others)
    ][:1]
    if language := language_of(answer.standalone_question):
        reasons.append(
            f"The question seems to be in {language}, of which only names, numbers and like words "
            "are understood: ask in English."
        )
    if answer.answered or not reasons:
        return answer
    text = " ".join([answer.text, *reasons])
    return replace(answer, text=text, remark=text)
