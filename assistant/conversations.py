"""Conversations, kept: in the library's database for their owner, or in memory for a while."""

import secrets
import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, Protocol, Self

from assistant.answer import Answer
from assistant.assistant import cleaned
from corpus import Corpus, Filters, StoreError

if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from sqlalchemy import Connection, Row

    from corpus.database import Database

__all__ = [
    "Conversation",
    "Conversations",
    "Heading",
    "KeptConversations",
    "PassingConversations",
    "Turn",
    "Verdict",
    "rated",
]

Verdict = Literal["up", "down"]

VERSION: Final = "1"
"""Of the two tables, kept in the library's ``state`` under ``conversations``."""
MOST: Final = 50
"""Conversations that a list shows."""
TITLE: Final = 80
"""Code points of the first question that make a conversation's title."""
COMMENT: Final = 2_000
"""Code points that are kept of what a reader says of an answer."""


def _new_id() -> str:
    """128 bits that nobody guesses, in 32 characters that an address and a widget may hold."""
    return secrets.token_hex(16)


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class Turn:
    """One question and what came of it."""

    question: str
    answer: Answer | None = None
    problem: str | None = None
    """The one line to show instead of an answer."""
    partial: str | None = None
    """What had been written when the answer was stopped, if only ""; else None."""
    filters: Filters = field(default_factory=Filters)
    """The conditions that the search was under."""
    verdict: Verdict | None = None
    """What the reader thinks of the answer."""
    comment: str = ""
    """Why, in the reader's words."""
    asked: datetime = field(default_factory=_now)
    """In UTC."""
    id: str = field(default_factory=_new_id)

    @property
    def pending(self) -> bool:
        """Whether the question still waits for its answer."""
        return self.answer is None and self.problem is None and self.partial is None

    def reset(self) -> None:
        """Forget what came of the question, and what was thought of it."""
        self.answer = self.problem = self.partial = self.verdict = None
        self.comment = ""


@dataclass(slots=True)
class Conversation:
    """Questions that follow each other, and what came of them."""

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


class Heading(NamedTuple):
    """A conversation in a list."""

    id: str
    title: str
    updated: datetime


class Conversations(Protocol):
    """The conversations of one reader."""

    def find(self, words: str = "") -> list[Heading]:
        """Those in which all the words occur, without regard to case: at most 50, newest first."""

    def get(self, id_: str) -> Conversation | None:
        """The conversation with that id, if this reader has one."""

    def keep(self, conversation: Conversation, *turns: Turn) -> None:
        """Store the title and time of a conversation, and these turns of it, new or changed."""

    def delete(self, id_: str) -> None:
        """Remove a conversation for good; ``keep`` with all its turns brings it back."""


class PassingConversations:
    """Conversations in memory, for where nothing is kept: they end with this object."""

    def __init__(self) -> None:
        self._all: dict[str, Conversation] = {}

    def find(self, words: str = "") -> list[Heading]:
        """As ``Conversations.find``."""
        wanted = _folded(words).split()
        found = [
            Heading(c.id, c.title, c.updated)
            for c in self._all.values()
            if _all_in(wanted, [_folded(c.title), *map(_searched, c.turns)])
        ]
        return sorted(found, key=lambda heading: heading.updated, reverse=True)[:MOST]

    def get(self, id_: str) -> Conversation | None:
        """As ``Conversations.get``."""
        return self._all.get(id_)

    def keep(self, conversation: Conversation, *_turns: Turn) -> None:
        """As ``Conversations.keep``; the conversation is held as it is, not copied."""
        self._all[conversation.id] = conversation

    def delete(self, id_: str) -> None:
        """As ``Conversations.delete``."""
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
        from assistant import conversation_tables

        self._tables = conversation_tables
        self._db = database
        self._owner = owner
        prepare(database)

    @classmethod
    def of(cls, corpus: Corpus, owner: str) -> Self:
        """Those that are kept beside the articles of ``corpus``."""
        return cls(corpus.database, owner)

    def find(self, words: str = "") -> list[Heading]:
        """As ``Conversations.find``."""
        from sqlalchemy import exists, or_, select

        c, t = self._tables.conversations.c, self._tables.turns.c
        query = select(c.id, c.title, c.updated).where(c.owner == self._owner)
        for word in _folded(words).split():
            said = t.searched.contains(word, autoescape=True)
            somewhere = exists().where(t.conversation_id == c.id, said)
            query = query.where(or_(c.searched.contains(word, autoescape=True), somewhere))
        with self._db.reading() as connection:
            return [
                Heading(row.id, row.title, datetime.fromisoformat(row.updated))
                for row in connection.execute(query.order_by(c.updated.desc()).limit(MOST))
            ]

    def get(self, id_: str) -> Conversation | None:
        """As ``Conversations.get``. What was being answered when its page went is stopped."""
        from sqlalchemy import select

        c = self._tables.conversations.c
        query = select(self._tables.conversations).where(c.id == id_, c.owner == self._owner)
        with self._db.reading() as connection:
            row = connection.execute(query).first()
            return None if row is None else _read(connection, row)

    def keep(self, conversation: Conversation, *turns: Turn) -> None:
        """As ``Conversations.keep``."""
        with self._db.writing() as connection:
            self._put_heading(connection, conversation)
            for turn in turns:
                self._put_turn(connection, conversation.id, turn)

    def delete(self, id_: str) -> None:
        """As ``Conversations.delete``."""
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
        mine = (table.c.id == conversation.id) & (table.c.owner == self._owner)
        if not connection.execute(update(table).where(mine).values(values)).rowcount:
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
            place = connection.execute(last).scalar_one() + 1
            named = {"id": turn.id, "conversation_id": conversation_id, "place": place}
            connection.execute(insert(table).values({**values, **named}))


def prepare(database: "Database") -> None:
    """Make the tables in a library that has none.

    Raises:
        StoreError: They were made by a newer version.
    """
    from assistant.conversation_tables import metadata
    from corpus.state import read_state, write_state

    with database.reading() as connection:
        found = read_state(connection).get("conversations")
    if found is None:
        with database.writing() as connection:
            metadata.create_all(connection)
            write_state(connection, {"conversations": VERSION})
    elif found != VERSION:
        raise StoreError(
            f"the conversations have version {found} and this version of onrecord knows "
            f"{VERSION}; upgrade onrecord"
        )


def rated(corpus: Corpus) -> list[Conversation]:
    """Every conversation, whosever it is, in which a reader gave a verdict, oldest first.

    Raises:
        StoreError: The library cannot be used.
    """
    from sqlalchemy import exists, select

    from assistant.conversation_tables import conversations, turns

    database = corpus.database
    prepare(database)
    judged = exists().where(
        turns.c.conversation_id == conversations.c.id, turns.c.verdict.is_not(None)
    )
    query = select(conversations).where(judged).order_by(conversations.c.updated)
    with database.reading() as connection:
        return [_read(connection, row) for row in connection.execute(query).all()]


def shortened(text: str) -> str:
    """The first words of ``text`` in one line, at most 80 code points and an ellipsis."""
    words = " ".join(text.replace("\0", " ").split())
    if len(words) <= TITLE:
        return words
    return (words[:TITLE].rsplit(" ", 1)[0] or words[:TITLE]) + "…"


def _read(connection: "Connection", row: "Row[Any]") -> Conversation:
    from sqlalchemy import select

    from assistant.conversation_tables import turns as table

    query = select(table.c.content).where(table.c.conversation_id == row.id)
    contents = connection.execute(query.order_by(table.c.place)).scalars()
    turns = [_adapter().validate_json(content) for content in contents]
    for turn in turns:
        if turn.pending:
            turn.partial = ""
    return Conversation(row.title, turns, datetime.fromisoformat(row.updated), row.id)


@cache
def _adapter() -> "TypeAdapter[Turn]":
    """What writes a turn as JSON, and reads it back the same."""
    from pydantic import TypeAdapter

    return TypeAdapter(Turn)


def _all_in(words: list[str], texts: list[str]) -> bool:
    return all(any(word in text for text in texts) for word in words)


def _searched(turn: Turn) -> str:
    """What a search looks for words in."""
    return _folded(f"{turn.question} {turn.answer.text if turn.answer else turn.partial or ''}")


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text.replace("\0", " ")).casefold()
    return " ".join(plain.split())
