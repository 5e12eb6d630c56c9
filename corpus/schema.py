"""The tables of the library, and how a database comes to have them."""

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    text,
)

from corpus.errors import StoreError

__all__ = [
    "VERSION",
    "articles",
    "chunks",
    "metadata",
    "migrate",
    "outdated",
    "revisions",
    "state",
    "vector_changes",
]

VERSION = 1
"""Of the schema, kept in SQLite's ``user_version``; a change to the tables raises it."""

metadata = MetaData()

articles = Table(
    "articles",
    metadata,
    Column("id", String, primary_key=True),
    Column("revision", String, nullable=False, doc="the one that is searched"),
    Column("sequence", Integer, nullable=False, index=True, doc="order of arrival"),
)

revisions = Table(
    "revisions",
    metadata,
    Column("article_id", String, primary_key=True),
    Column("revision", String, primary_key=True),
    Column("sequence", Integer, nullable=False, doc="order of arrival"),
    Column("title", Text),
    Column("text", Text, nullable=False),
    Column("url", Text),
    Column("publisher", Text),
    Column("authors", JSON, nullable=False),
    Column("published", Date),
    Column("updated", Date),
    Column("language", String),
    ForeignKeyConstraint(["article_id"], ["articles.id"], ondelete="CASCADE"),
    Index("ix_revisions_published", "published"),
    Index("ix_revisions_publisher", "publisher"),
)

chunks = Table(
    "chunks",
    metadata,
    Column("n", Integer, primary_key=True, doc="row of the full-text index"),
    Column("id", String, nullable=False, unique=True),
    Column("article_id", String, nullable=False, index=True),
    Column("revision", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("sentences", JSON, nullable=False),
    Column("header", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("embedding", LargeBinary, nullable=False, doc="little-endian float32"),
    ForeignKeyConstraint(
        ["article_id", "revision"],
        ["revisions.article_id", "revisions.revision"],
        ondelete="CASCADE",
    ),
)

vector_changes = Table(
    "vector_changes",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("chunk_id", String, nullable=False),
    sqlite_autoincrement=True,
)
"""Chunks that came or went since the vectors were last brought up to date."""

state = Table(
    "state",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)

_FULL_TEXT = (
    # The index holds no copy of the text: it reads it from the chunks (an external-content
    # table), and the triggers keep the two in one transaction.
    """CREATE VIRTUAL TABLE chunks_text USING fts5(
        header, text, content='chunks', content_rowid='n',
        tokenize='porter unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER chunks_text_insert AFTER INSERT ON chunks BEGIN
        INSERT INTO chunks_text(rowid, header, text) VALUES (new.n, new.header, new.text);
    END""",
    """CREATE TRIGGER chunks_text_delete AFTER DELETE ON chunks BEGIN
        INSERT INTO chunks_text(chunks_text, rowid, header, text)
        VALUES ('delete', old.n, old.header, old.text);
    END""",
)


def outdated(connection: Connection) -> bool:
    """Whether the database needs ``migrate``.

    Raises:
        StoreError: The database was written by a newer version.
    """
    found: int = connection.execute(text("PRAGMA user_version")).scalar_one()
    if found > VERSION:
        raise StoreError(
            f"the library has schema {found} and this version of onrecord knows {VERSION}; "
            "upgrade onrecord"
        )
    return found < VERSION


def migrate(connection: Connection) -> None:
    """Bring an empty or older database to ``VERSION``, inside the caller's transaction."""
    if outdated(connection):
        metadata.create_all(connection)
        for statement in _FULL_TEXT:
            connection.execute(text(statement))
        connection.execute(text(f"PRAGMA user_version = {VERSION}"))
