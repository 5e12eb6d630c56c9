"""Follow-up questions, filled in from the conversation so that they can be searched for."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from assistant.context import Context, Exchange
from assistant.ellipsis import elided
from assistant.followup import ASKS, fill
from assistant.mentions import AUX
from corpus.errors import InvalidInput

__all__ = ["Turn", "standalone_question", "turns"]

Role = Literal["user", "assistant"]

_ROLES: Final[Mapping[str, Role]] = {
    "user": "user",
    "human": "user",
    "assistant": "assistant",
    "ai": "assistant",
}
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


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of a conversation."""

    role: Role
    text: str
    quotes: tuple[str, ...] = ()
    """The words of articles that an answer cites."""


def turns(history: Iterable[object]) -> tuple[Turn, ...]:
    """The turns of a conversation, from any of the forms in which it may be kept.

    Args:
        history: Oldest first, any mixture of: ``Turn``; ``Answer`` (its standalone question
            and its text, with its quotes); messages of langchain-core; pairs of role and text;
            dictionaries with "role" and "content". Roles are user, human, assistant and ai.
            System and tool messages of langchain-core are passed over.

    Raises:
        InvalidInput: An item has none of these forms.
    """
    if isinstance(history, str | bytes | Mapping):
        raise InvalidInput(f"the history is {history!r:.80}; give a list of turns")
    return tuple(turn for item in history for turn in _turns(item))


def standalone_question(question: str, history: Sequence[Turn]) -> str:
    """The question with what it leaves to the conversation filled in.

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
    """The question standing alone, given exchanges that do so already."""
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


def _turns(item: object) -> tuple[Turn, ...]:
    from assistant.answer import Answer

    if isinstance(item, Turn):
        return (item,)
    if isinstance(item, Answer):
        quotes = tuple(citation.quote for citation in item.citations)
        said = item.text if item.answered else ""
        return (Turn("user", item.standalone_question), Turn("assistant", said, quotes))
    if isinstance(item, Mapping):
        return (_turn(item.get("role"), item.get("content"), item),)
    if isinstance(item, tuple | list) and len(item) == 2:  # noqa: PLR2004
        return (_turn(item[0], item[1], item),)
    kind = getattr(item, "type", None)
    if kind in ("system", "tool", "function", "developer", "remove"):
        return ()
    content = getattr(item, "text", None)
    return (_turn(kind, content if isinstance(content, str) else None, item),)


def _turn(role: object, text: object, item: object) -> Turn:
    known = _ROLES.get(role) if isinstance(role, str) else None
    if known is None or not isinstance(text, str):
        raise InvalidInput(
            f"{item!r:.80} in the history is no turn; give a message, an Answer, or a pair of "
            "role (user or assistant) and text"
        )
    return Turn(known, str(text))
