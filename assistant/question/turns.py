"""Turns of a conversation, read from any of the forms in which a history may be given."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from assistant.answer import Answer
from corpus.errors import InvalidInput

__all__ = ["Turn", "turns"]

_Role = Literal["user", "assistant"]

_ROLES: Final[Mapping[str, _Role]] = {
    "user": "user",
    "human": "user",
    "assistant": "assistant",
    "ai": "assistant",
}


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of a conversation."""

    role: _Role
    text: str
    quotes: tuple[str, ...] = ()
    """The words of articles that an answer cites."""
    answer: Answer | None = None
    """The answer itself, where the history has it."""


def turns(history: Iterable[object]) -> tuple[Turn, ...]:
    """Return the turns of a conversation, from any of the forms in which it may be kept.

    Args:
        history: Oldest first, any mixture of: ``Turn``; ``Answer`` (its standalone question
            and its text, with its quotes); messages of langchain-core; pairs of role and text;
            dictionaries with "role" and "content". Roles are user, human, assistant and ai.
            System and tool messages of langchain-core are passed over.

    Raises:
        InvalidInput: An item has none of these forms.
    """
    # These can be gone through, too: by letters, by bytes, by keys.
    if isinstance(history, str | bytes | Mapping):
        raise InvalidInput(f"the history is {history!r:.80}; give a list of turns")
    return tuple(turn for item in history for turn in _turns(item))


def _turns(item: object) -> tuple[Turn, ...]:
    if isinstance(item, Turn):
        return (item,)
    if isinstance(item, Answer):
        return _of_answer(item)
    if isinstance(item, Mapping):
        return (_turn(item.get("role"), item.get("content"), item),)
    if isinstance(item, tuple | list) and len(item) == 2:  # noqa: PLR2004
        return (_turn(item[0], item[1], item),)
    kind = getattr(item, "type", None)
    # Messages that neither ask nor answer: orders to a model, and what its tools returned.
    if kind in ("system", "tool", "function", "developer", "remove"):
        return ()
    # A message may be in blocks; LangChain's "text" joins those that have text.
    content = getattr(item, "text", None)
    return (_turn(kind, content if isinstance(content, str) else None, item),)


def _of_answer(answer: Answer) -> tuple[Turn, ...]:
    if answer.kind == "conversation" and not answer.citations:
        return ()  # a greeting names nothing that a question could mean
    quotes = tuple(citation.quote for citation in answer.citations)
    # The words of a refusal are the program's, and name nothing of the articles.
    said = answer.text if answer.answered else ""
    return (Turn("user", answer.standalone_question), Turn("assistant", said, quotes, answer))


def _turn(role: object, text: object, item: object) -> Turn:
    known = _ROLES.get(role) if isinstance(role, str) else None
    if known is None or not isinstance(text, str):
        raise InvalidInput(
            f"{item!r:.80} in the history is no turn; give a message, an Answer, or a pair of "
            "role (user or assistant) and text"
        )
    return Turn(known, str(text))  # LangChain's "text" is of a subclass of str
