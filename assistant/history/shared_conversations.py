"""Conversations that their owner shares: whoever has the link reads one, and may copy it."""

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import Connection, Select, delete, insert, select

from assistant.history.conversation_tables import conversations, metadata, shared
from assistant.history.conversations import prepare, read_conversation
from assistant.history.saved_conversation import Conversation, Turn
from corpus import Corpus, InvalidInput, StoreError
from corpus.library.state import read_state, write_state

__all__ = ["SharedConversations"]

_VERSION: Final = "1"
"""Of the table, kept in the library's ``state`` under ``shared_conversations``."""
_BYTES: Final = 32
"""Of randomness in a token. Nobody can try out 2**256: a fast hash without a salt is enough."""


@dataclass(frozen=True, slots=True)
class SharedConversations:
    """The conversations that their owners share, of those that are kept beside a corpus."""

    corpus: Corpus
    """Beside whose articles they are kept."""

    def share(self, owner: str, id_: str) -> str:
        """Make a link to a conversation, in the place of the one that it may have.

        Args:
            owner: Whose it is.
            id_: The conversation's.

        Returns:
            The link's token, 43 characters fit for URLs. Only its hash is kept: it cannot be found
            out later.

        Raises:
            InvalidInput: The owner has no such conversation.
            StoreError: The library cannot be used.
        """
        token = secrets.token_urlsafe(_BYTES)
        prepare(self.corpus.database)
        with self.corpus.database.writing() as connection:
            if not _has_table(connection):
                metadata.create_all(connection)
                write_state(connection, {"shared_conversations": _VERSION})
            # Within the transaction: it may be deleted in another window meanwhile.
            if connection.execute(_own(owner, id_)).first() is None:
                raise InvalidInput("there is no such conversation any more; it cannot be shared")
            connection.execute(delete(shared).where(shared.c.conversation_id == id_))
            connection.execute(insert(shared).values(conversation_id=id_, hash=_hash(token)))
        return token

    def stop(self, owner: str, id_: str) -> None:
        """End the link to a conversation of this owner, if it has one.

        Raises:
            StoreError: The library cannot be used.
        """
        with self.corpus.database.writing() as connection:
            if _has_table(connection):
                own = shared.c.conversation_id.in_(_own(owner, id_))
                connection.execute(delete(shared).where(own))

    def is_shared(self, owner: str, id_: str) -> bool:
        """Tell if a conversation of this owner can be read by a link.

        Raises:
            StoreError: The library cannot be used.
        """
        with self.corpus.database.reading() as connection:
            if not _has_table(connection):
                return False
            query = select(shared).where(shared.c.conversation_id.in_(_own(owner, id_)))
            return connection.execute(query).first() is not None

    def ids(self) -> frozenset[str]:
        """Return the ids of the conversations, of all people, that can be read by a link.

        Raises:
            StoreError: The library cannot be used.
        """
        with self.corpus.database.reading() as connection:
            if not _has_table(connection):
                return frozenset()
            return frozenset(connection.execute(select(shared.c.conversation_id)).scalars())

    def get(self, token: str, keep_days: int | None = None) -> Conversation | None:
        """Return what whoever has a link may read: questions and answers as they are now.

        Verdicts, comments and errors stay with the owner, and so does what was written of an answer
        that was stopped.

        Args:
            token: The link's.
            keep_days: Days after its last question for which a conversation can be read; None is
                for ever.

        Returns:
            None where no link has that token: it may never have had one.

        Raises:
            StoreError: The library cannot be used.
        """
        query = select(conversations).join(shared).where(shared.c.hash == _hash(token))
        # Old conversations are removed now and then; a link ends on its day all the same.
        if keep_days:
            oldest = datetime.now(UTC) - timedelta(keep_days)
            query = query.where(
                conversations.c.updated >= oldest.isoformat(timespec="microseconds")
            )
        with self.corpus.database.reading() as connection:
            row = connection.execute(query).first() if _has_table(connection) else None
            conversation = read_conversation(connection, row) if row else None
        if conversation:
            conversation.turns = [_public(turn) for turn in conversation.turns]
        return conversation


def _public(turn: Turn) -> Turn:
    stopped = None if turn.answer else ""
    return replace(turn, verdict=None, comment="", problem=None, partial=stopped)


def _own(owner: str, id_: str) -> Select[tuple[str]]:
    return select(conversations.c.id).where(
        conversations.c.id == id_, conversations.c.owner == owner
    )


def _has_table(connection: Connection) -> bool:
    """Tell if anything was ever shared here.

    Raises:
        StoreError: A newer version made the table.
    """
    version = read_state(connection).get("shared_conversations")
    if version not in (None, _VERSION):
        raise StoreError(
            f"the shared conversations have version {version} and this version of onrecord knows "
            f"{_VERSION}; upgrade onrecord"
        )
    return version is not None


def _hash(token: str) -> str:
    # A token out of an address may hold half a character, which UTF-8 cannot write.
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
