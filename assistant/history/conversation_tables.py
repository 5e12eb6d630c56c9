"""The tables of the conversations, beside those of the library and apart from its schema."""

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, String, Table, Text

__all__ = ["conversations", "metadata", "shared", "turns"]

metadata = MetaData()

conversations = Table(
    "conversations",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("owner", String(128), nullable=False),
    Column("title", Text, nullable=False),
    Column("updated", String(32), nullable=False, doc="ISO 8601 in UTC: it sorts as time does"),
    # Folded beforehand, since SQLite's LIKE knows the case of ASCII letters only.
    Column("searched", Text, nullable=False, doc="the title, folded"),
    # For the list of one owner's conversations, the last asked first.
    Index("ix_conversations_owner_updated", "owner", "updated"),
)

turns = Table(
    "conversation_turns",
    metadata,
    Column("id", String(32), primary_key=True),
    Column(
        "conversation_id",
        ForeignKey("conversations.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("place", Integer, nullable=False, doc="order within the conversation, from 0"),
    Column("content", Text, nullable=False, doc="the whole turn as JSON"),
    Column("searched", Text, nullable=False, doc="question and answer, folded"),
    Column("verdict", String(4), doc="up, down, or nothing yet"),
)

shared = Table(
    "shared_conversations",
    metadata,
    Column("conversation_id", ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    Column("hash", String(64), nullable=False, unique=True, doc="SHA-256 of the link's token"),
)
"""Conversations that whoever has a link may read; each has one link at most."""
