"""Stores of conversations: in the library's database for their owner, or in memory only."""

import unicodedata
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol, Self

from sqlalchemy import Connection, Row, delete, exists, func, insert, or_, select, update

from assistant.history import conversation_tables as tables
from assistant.history.saved_conversation import Conversation, Turn
from corpus import Corpus, StoreError
from corpus.database.base import Database
from corpus.library.state import read_state, write_state

if TYPE_CHECKING:
    from pydantic import TypeAdapter

__all__ = [
    "Conversations",
    "KeptConversations",
    "PassingConversations",
    "prepare",
    "read_conversation",
]

_VERSION: Final = "1"
"""Of the two tables, kept in the library's ``state`` under ``conversations``."""
MOST: Final = 50
"""Conversations that a list shows."""


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

    def __init__(self, database: Database, owner: str) -> None:
        self._db = database
        self._owner = owner
        prepare(database)

    @classmethod
    def of(cls, corpus: Corpus, owner: str) -> Self:
        """Open the owner's conversations that are kept beside the articles of ``corpus``."""
        return cls(corpus.database, owner)

    def find(self, words: str = "") -> list[_Heading]:
        """Find conversations by words (see ``Conversations.find``)."""
        c, t = tables.conversations.c, tables.turns.c
        query = select(c.id, c.title, c.updated).where(c.owner == self._owner)
        for word in _folded(words).split():
            # Escaped, for to LIKE "%" and "_" are any signs.
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
        c = tables.conversations.c
        query = select(tables.conversations).where(c.id == id_, c.owner == self._owner)
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
        c = tables.conversations.c
        with self._db.writing() as connection:
            # The turns and the link go with it, by the tables' own rule.
            connection.execute(
                delete(tables.conversations).where(c.id == id_, c.owner == self._owner)
            )

    def _put_heading(self, connection: Connection, conversation: Conversation) -> None:
        table = tables.conversations
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

    def _put_turn(self, connection: Connection, conversation_id: str, turn: Turn) -> None:
        table = tables.turns
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


def prepare(database: Database) -> None:
    """Make the tables in a library that has none.

    Raises:
        StoreError: They were made by a newer version.
    """
    with database.reading() as connection:
        # Read first: a writer waits for all others, and mostly there is nothing to make.
        version = read_state(connection).get("conversations")
    if version is None:
        with database.writing() as connection:
            tables.metadata.create_all(connection)
            write_state(connection, {"conversations": _VERSION})
    elif version != _VERSION:
        raise StoreError(
            f"the conversations have version {version} and this version of onrecord knows "
            f"{_VERSION}; upgrade onrecord"
        )


def read_conversation(connection: Connection, row: Row[Any]) -> Conversation:
    """Return the conversation of a row of its table; a pending turn comes back stopped."""
    query = select(tables.turns.c.content).where(tables.turns.c.conversation_id == row.id)
    contents = connection.execute(query.order_by(tables.turns.c.place)).scalars()
    turns = [_adapter().validate_json(content) for content in contents]
    for turn in turns:
        # Its process has ended, or the page was left: nobody goes on with it.
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
    # A text of PostgreSQL holds no NUL.
    plain = unicodedata.normalize("NFKC", text.replace("\0", " ")).casefold()
    return " ".join(plain.split())
