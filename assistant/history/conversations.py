"""Stores of conversations: in the library's database for their owner, or in memory only."""

import secrets
import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, Protocol, Self

from assistant.answer import Answer
from assistant.assistant import cleaned
from corpus import Corpus, Filters, StoreError
from corpus.text.escape import escape_markdown
from corpus.text.printing import json_text, plain

if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from sqlalchemy import Connection, Row

    from corpus.database.base import Database

__all__ = [
    "Conversation",
    "Conversations",
    "KeptConversations",
    "PassingConversations",
    "Turn",
    "Verdict",
    "prepare",
    "read_conversation",
]

Verdict = Literal["up", "down"]

_VERSION: Final = "1"
"""Of the two tables, kept in the library's ``state`` under ``conversations``."""
MOST: Final = 50
"""Conversations that a list shows."""
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
    """What had been written when the answer was stopped, if only ""; else None."""
    filters: Filters = field(default_factory=Filters)
    """The conditions that the search was under."""
    verdict: Verdict | None = None
    """What the user thinks of the answer."""
    comment: str = ""
    """Why, in the user's words."""
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
    """When something was last asked, in UTC."""
    id: str = field(default_factory=_new_id)

    def ask(self, question: str, filters: Filters | None = None) -> Turn:
        """Add a question, to be searched under these filters; the first names the conversation.

        Raises:
            InvalidInput: It is blank or too long to be asked, and is not kept.
        """
        cleaned(question)
        turn = Turn(question, filters=filters or Filters())
        self.turns.append(turn)
        self.updated = turn.asked
        self.title = self.title or shortened(question)
        return turn

    def copied(self) -> "Conversation":
        """Return a copy of a shared conversation, for somebody to go on with as their own."""
        made = Conversation(self.title)
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
        return {
            "id": self.id,
            "title": self.title,
            "updated": self.updated.isoformat(),
            "turns": [
                {
                    "question": turn.question,
                    "asked": turn.asked.isoformat(),
                    "answer": turn.answer.to_dict() if turn.answer else None,
                    "problem": turn.problem,
                    "partial": turn.partial,
                    "verdict": turn.verdict,
                    "comment": turn.comment,
                }
                for turn in self.turns
            ],
        }

    def to_json(self) -> str:
        """Return what ``to_dict`` does, as JSON."""
        return json_text(self.to_dict(), indent=2) + "\n"


class _Heading(NamedTuple):
    """The id, title and time of a conversation, for a list."""

    id: str
    title: str
    updated: datetime


class Conversations(Protocol):
    """The conversations of one user."""

    def find(self, words: str = "") -> list[_Heading]:
        """Find the conversations that have all the words, in any case: at most 50, newest first."""

    def get(self, id_: str) -> Conversation | None:
        """Return the conversation with that id, if this user has one."""

    def keep(self, conversation: Conversation, *turns: Turn) -> None:
        """Store the title and time of a conversation, and these turns of it, new or changed."""

    def delete(self, id_: str) -> None:
        """Remove a conversation for good; ``keep`` with all its turns brings it back."""


class PassingConversations:
    """Conversations in memory, for where nothing is kept: they end with this object."""

    def __init__(self) -> None:
        self._all: dict[str, Conversation] = {}

    def find(self, words: str = "") -> list[_Heading]:
        """Find conversations by words (see ``Conversations.find``)."""
        wanted = _folded(words).split()
        headings = [
            _Heading(c.id, c.title, c.updated)
            for c in self._all.values()
            if _all_in(wanted, [_folded(c.title), *map(_searched, c.turns)])
        ]
        return sorted(headings, key=lambda heading: heading.updated, reverse=True)[:MOST]

    def get(self, id_: str) -> Conversation | None:
        """Return the conversation with that id (see ``Conversations.get``)."""
        return self._all.get(id_)

    def keep(self, conversation: Conversation, *_turns: Turn) -> None:
        """Store a conversation (see ``Conversations.keep``): itself, not a copy."""
        self._all[conversation.id] = conversation

    def delete(self, id_: str) -> None:
        """Remove a conversation (see ``Conversations.delete``)."""
        self._all.pop(id_, None)


class KeptConversations:
    """The conversations of one owner in the library's database.

    Args:
        database: The library's; the tables are made when they are not there.
        owner: Whose they are: nobody else's are found, read, changed or removed.

    Raises:
        StoreError: From every method, when the database cannot be used.
    """

    def __init__(self, database: "Database", owner: str) -> None:
        from assistant.history import conversation_tables

        self._tables = conversation_tables
        self._db = database
        self._owner = owner
        prepare(database)

    @classmethod
    def of(cls, corpus: Corpus, owner: str) -> Self:
        """Open the owner's conversations that are kept beside the articles of ``corpus``."""
        return cls(corpus.database, owner)

    def find(self, words: str = "") -> list[_Heading]:
        """Find conversations by words (see ``Conversations.find``)."""
        from sqlalchemy import exists, or_, select

        c, t = self._tables.conversations.c, self._tables.turns.c
        query = select(c.id, c.title, c.updated).where(c.owner == self._owner)
        for word in _folded(words).split():
            said = t.searched.contains(word, autoescape=True)
            somewhere = exists().where(t.conversation_id == c.id, said)
            query = query.where(or_(c.searched.contains(word, autoescape=True), somewhere))
        with self._db.reading() as connection:
            return [
                _Heading(row.id, row.title, datetime.fromisoformat(row.updated))
                for row in connection.execute(query.order_by(c.updated.desc()).limit(MOST))
            ]

    def get(self, id_: str) -> Conversation | None:
        """Return a conversation (see ``Conversations.get``); a pending turn comes back stopped."""
        from sqlalchemy import select

        c = self._tables.conversations.c
        query = select(self._tables.conversations).where(c.id == id_, c.owner == self._owner)
        with self._db.reading() as connection:
            row = connection.execute(query).first()
            return None if row is None else read_conversation(connection, row)

    def keep(self, conversation: Conversation, *turns: Turn) -> None:
        """Store a conversation and some turns (see ``Conversations.keep``)."""
        with self._db.writing() as connection:
            self._put_heading(connection, conversation)
            for turn in turns:
                self._put_turn(connection, conversation.id, turn)

    def delete(self, id_: str) -> None:
        """Remove a conversation (see ``Conversations.delete``)."""
        from sqlalchemy import delete

        c = self._tables.conversations.c
        with self._db.writing() as connection:
            connection.execute(
                delete(self._tables.conversations).where(c.id == id_, c.owner == self._owner)
            )

    def _put_heading(self, connection: "Connection", conversation: Conversation) -> None:
        from sqlalchemy import insert, update

        table = self._tables.conversations
        values = {
            "title": conversation.title,
            "updated": conversation.updated.isoformat(timespec="microseconds"),
            "searched": _folded(conversation.title),
        }
        # The id of another owner's is not changed: to add it a second time then fails.
        own = (table.c.id == conversation.id) & (table.c.owner == self._owner)
        if not connection.execute(update(table).where(own).values(values)).rowcount:
            named = {"id": conversation.id, "owner": self._owner}
            connection.execute(insert(table).values({**values, **named}))

    def _put_turn(self, connection: "Connection", conversation_id: str, turn: Turn) -> None:
        from sqlalchemy import func, insert, select, update

        table = self._tables.turns
        values = {
            "content": _adapter().dump_json(turn).decode(),
            "searched": _searched(turn),
            "verdict": turn.verdict,
        }
        same = (table.c.id == turn.id) & (table.c.conversation_id == conversation_id)
        if not connection.execute(update(table).where(same).values(values)).rowcount:
            last = select(func.coalesce(func.max(table.c.place), -1)).where(
                table.c.conversation_id == conversation_id
            )
            position = connection.execute(last).scalar_one() + 1
            named = {"id": turn.id, "conversation_id": conversation_id, "place": position}
            connection.execute(insert(table).values({**values, **named}))


def prepare(database: "Database") -> None:
    """Make the tables in a library that has none.

    Raises:
        StoreError: They were made by a newer version.
    """
    from assistant.history.conversation_tables import metadata
    from corpus.library.state import read_state, write_state

    with database.reading() as connection:
        version = read_state(connection).get("conversations")
    if version is None:
        with database.writing() as connection:
            metadata.create_all(connection)
            write_state(connection, {"conversations": _VERSION})
    elif version != _VERSION:
        raise StoreError(
            f"the conversations have version {version} and this version of onrecord knows "
            f"{_VERSION}; upgrade onrecord"
        )


def shortened(text: str) -> str:
    """Return the first words of ``text`` in one line, at most 80 code points and an ellipsis."""
    words = " ".join(text.replace("\0", " ").split())
    if len(words) <= TITLE:
        return words
    return words[:TITLE].rsplit(" ", 1)[0] + "…"


def read_conversation(connection: "Connection", row: "Row[Any]") -> Conversation:
    """Return the conversation of a row of its table; a pending turn comes back stopped."""
    from sqlalchemy import select

    from assistant.history.conversation_tables import turns as table

    query = select(table.c.content).where(table.c.conversation_id == row.id)
    contents = connection.execute(query.order_by(table.c.place)).scalars()
    turns = [_adapter().validate_json(content) for content in contents]
    for turn in turns:
        if turn.pending:
            turn.partial = ""
    return Conversation(row.title, turns, datetime.fromisoformat(row.updated), row.id)


@cache
def _adapter() -> "TypeAdapter[Turn]":
    """Return the pydantic adapter that writes a turn as JSON and reads it back the same."""
    from pydantic import TypeAdapter

    return TypeAdapter(Turn)


def _all_in(words: list[str], texts: list[str]) -> bool:
    return all(any(word in text for text in texts) for word in words)


def _searched(turn: Turn) -> str:
    """Return the text of a turn that ``find`` searches: question and answer, case folded."""
    return _folded(f"{turn.question} {turn.answer.text if turn.answer else turn.partial or ''}")


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text.replace("\0", " ")).casefold()
    return " ".join(plain.split())
