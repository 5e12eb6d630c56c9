"""Makes follow-up questions standalone by rules, so that they can be searched for."""

import re
from collections.abc import Sequence

from assistant.question.fragments import elided
from assistant.question.names import AUX
from assistant.question.pronouns import ASKS, fill
from assistant.question.referents import Context, Exchange
from assistant.question.turns import Turn

__all__ = ["standalone_question"]

MAX_EXCHANGES = 6
"""How many questions back a pronoun may reach."""
MAX_READ = 1_500
"""Characters of an earlier question, of an answer and of each of its quotes that are read for what
they name."""
_MARKERS = re.compile(r"(?<!\s)\s*\[\d+\]")
_QUESTION = re.compile(
    rf"(?:(?:and|but|so|or|then|also|ok|okay|well)\b,? +)?(?:{ASKS}\b|{AUX}\b"
    r"|(?:tell|explain|describe|list|give)\b)",
    re.IGNORECASE,
)
_LEAD = re.compile(r"(?:and|but|so|or|then|also|ok|okay|well)\b,? +", re.IGNORECASE)


def standalone_question(question: str, history: Sequence[Turn]) -> str:
    """Return the question completed from the conversation.

    Pronouns, "that meeting", "and in July?", "what about France?" and "why?" are resolved
    against the questions before, their answers and the quotes of these. It is deterministic
    and needs no model. A question that stands alone, and one for which the conversation has
    nothing to offer, comes back exactly as it is.

    Args:
        question: What was asked.
        history: The turns before it, oldest first.
    """
    exchanges: list[Exchange] = []
    for turn in history:
        if turn.role == "user":
            exchanges = exchanges[-MAX_EXCHANGES:]
            whole = _resolve(turn.text[:MAX_READ], exchanges)
            exchanges.append(Exchange(whole[:MAX_READ], ()))
        elif exchanges:
            said = (*turn.quotes, _MARKERS.sub("", turn.text[:MAX_READ]))
            read = dict.fromkeys([*exchanges[-1].answers, *(text[:MAX_READ] for text in said)])
            exchanges[-1] = Exchange(exchanges[-1].question, tuple(read))
    return _resolve(question, exchanges[-MAX_EXCHANGES:])


def _resolve(question: str, exchanges: Sequence[Exchange]) -> str:
    """Return the question in standalone form, given exchanges whose questions are."""
    if not exchanges:
        return question
    context = Context(exchanges)
    text = " ".join(question.split())
    if whole := elided(text, context):
        return whole
    if not _QUESTION.match(text):
        return question
    body = _LEAD.sub("", text, count=1) if _LEAD.match(text) else text
    filled = fill(body, context)
    return question if filled == body else filled[:1].upper() + filled[1:]
