"""Conversations at the command line: follow-ups of one that has a name."""

import re
import shlex
from typing import Final

from assistant import Answer, Assistant
from assistant.assistant import AskOptions
from corpus import InvalidInput

__all__ = ["ask_in_conversation", "rest_lines"]

_NAME: Final = re.compile(r"[\w.-]{1,64}")


def ask_in_conversation(
    assistant: Assistant, name: str, question: str, conditions: AskOptions
) -> Answer:
    """Answer a question after the earlier ones of the conversation of that name, and keep it.

    Args:
        assistant: Answers; the conversation is kept beside its articles.
        name: Letters, digits, dots, dashes and underscores, 64 at most.
        question: In plain language; it may leave to the conversation what it is about.
        conditions: Days and publishers.

    Raises:
        InvalidInput: The name or the question cannot be used, or a filter makes no sense.
        StoreError: The corpus cannot be read, or nothing can be kept in it.
    """
    from assistant.history.conversations import KeptConversations
    from assistant.history.saved_conversation import Conversation

    if not _NAME.fullmatch(name):
        raise InvalidInput(
            f"a conversation cannot be called {name!r}; use letters, digits, dots, dashes and "
            "underscores, 64 at most"
        )
    kept = KeptConversations.of(assistant.corpus, f"terminal:{name}")
    # The name is the owner, who has this one conversation.
    named = kept.find()
    conversation = (kept.get(named[0].id) if named else None) or Conversation("")
    history = [turn.answer for turn in conversation.turns if turn.answer]
    options: AskOptions = {**conditions, "history": history}
    answer = assistant.ask(question, **options)
    turn = conversation.ask(question)
    turn.answer = answer
    kept.keep(conversation, turn)
    return answer


def rest_lines(answer: Answer, name: str | None, conditions: AskOptions) -> list[str]:
    """Return the lines that tell how to read on in a list; none where it ends here.

    Args:
        answer: Perhaps a page of a list.
        name: The name of its conversation, if it has one.
        conditions: Days and publishers, which must hold on the next page too.
    """
    if answer.total is None or answer.total.complete:
        return []
    left = f"{answer.total.left:,} more"
    if name is None:
        return ["", f"{left}: ask with --conversation NAME, then in that conversation for “more”"]
    options = ["--conversation", name]
    if day := conditions.get("published_after"):
        options += ["--after", day.isoformat()]
    if day := conditions.get("published_before"):
        options += ["--before", day.isoformat()]
    for publisher in conditions.get("publishers") or ():
        options += ["--publisher", publisher]
    return ["", f"{left}: {shlex.join(['onrecord', 'ask', *options, 'more'])}"]
