"""A conversation and its turns: what was asked, and what became of it."""

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from assistant.answer import Answer
from assistant.answer_kinds import UserVerdict
from assistant.assistant import cleaned
from corpus import Filters
from corpus.text.escape import escape_markdown
from corpus.text.printing import json_text, plain

__all__ = ["COMMENT", "TITLE", "Conversation", "Turn", "shortened"]

TITLE: Final = 80
"""Code points of the first question that make a conversation's title."""
COMMENT: Final = 2_000
"""Code points that are kept of a user's comment on an answer."""


def _new_id() -> str:
    """Return 128 random bits that nobody guesses, as 32 characters fit for URLs and widget keys."""
    return secrets.token_hex(16)


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class Turn:
    """One question, and its answer, error or interrupted text."""

    question: str
    answer: Answer | None = None
    problem: str | None = None
    """The one line to show instead of an answer."""
    partial: str | None = None
    """The text that had been written when the answer was stopped, if only ""; else None."""
    filters: Filters = field(default_factory=Filters)
    """The conditions that the search was under."""
    verdict: UserVerdict | None = None
    """The user's opinion of the answer."""
    comment: str = ""
    """The reason for it, in the user's words."""
    asked: datetime = field(default_factory=_now)
    """In UTC."""
    copied: bool = False
    """It was asked in a conversation that somebody shared, of which this is a copy."""
    id: str = field(default_factory=_new_id)

    @property
    def pending(self) -> bool:
        """True while the question has no answer, problem or partial text yet."""
        return self.answer is None and self.problem is None and self.partial is None

    def reset(self) -> None:
        """Clear the answer, problem, partial text, verdict and comment."""
        self.answer = self.problem = self.partial = self.verdict = None
        self.comment = ""


@dataclass(slots=True)
class Conversation:
    """Questions that follow each other, with their answers."""

    title: str
    turns: list[Turn] = field(default_factory=list)
    updated: datetime = field(default_factory=_now)
    """Time of the last question, in UTC."""
    id: str = field(default_factory=_new_id)

    def ask(self, question: str, filters: Filters | None = None) -> Turn:
        """Add a question, to be searched under these filters; the first names the conversation.

        Raises:
            InvalidInput: It is blank or too long to be asked, and is not kept.
        """
        # Only to refuse it: what is kept is what was typed.
        cleaned(question)
        turn = Turn(question, filters=filters or Filters())
        self.turns.append(turn)
        self.updated = turn.asked
        self.title = self.title or shortened(question)
        return turn

    def copied(self) -> "Conversation":
        """Return a copy of a shared conversation, for somebody to go on with as their own."""
        made = Conversation(self.title)
        # Without verdict and comment, which are the opinion of whoever shared it.
        made.turns = [
            Turn(
                turn.question,
                turn.answer,
                partial=turn.partial,
                filters=turn.filters,
                asked=turn.asked,
                copied=True,
            )
            for turn in self.turns
        ]
        return made

    def to_markdown(self) -> str:
        """Return it all as Markdown, with quotes and sources; what others wrote is escaped."""
        parts = [f"# {escape_markdown(self.title)}\n"]
        for turn in self.turns:
            parts.append(f"## {escape_markdown(' '.join(turn.question.split()))}\n")
            if turn.answer:
                parts.append(turn.answer.to_markdown())
            elif turn.problem:
                parts.append(f"Not answered: {escape_markdown(turn.problem)}\n")
            else:
                parts.append(f"{escape_markdown(turn.partial or '')}\n\nStopped before the end.\n")
        return plain("\n".join(parts))

    def to_dict(self) -> dict[str, Any]:
        """Return the title, the questions and what became of them, as ``json.dumps`` takes it.

        The conditions of a search and the ids of turns are not told.
        """
        from assistant.answer_json import ConversationJson

        return ConversationJson.dict_of(self)

    def to_json(self) -> str:
        """Return what ``to_dict`` does, as JSON."""
        return json_text(self.to_dict(), indent=2) + "\n"


def shortened(text: str) -> str:
    """Return the first words of ``text`` in one line, at most 80 code points and an ellipsis."""
    # A text of PostgreSQL holds no NUL.
    words = " ".join(text.replace("\0", " ").split())
    if len(words) <= TITLE:
        return words
    return words[:TITLE].rsplit(" ", 1)[0] + "…"
