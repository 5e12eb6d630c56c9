"""The tables of the library."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
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

__all__ = [
    "articles",
    "bands",
    "chunks",
    "metadata",
    "quotes",
    "removed",
    "revisions",
    "sketches",
    "state",
    "vector_changes",
    "visits",
]

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
    Column("origins", JSON, nullable=False, server_default=text("'{}'"), doc="fact: where from"),
    Column("quotes", Integer, doc="how many were found in it; empty: not looked for yet"),
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
    # Kept here although the vector index has it: the index is made anew from these, and while it
    # is not to be had they are searched one by one.
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
    # A number never comes again, or a new change could be taken for one that was dealt with.
    sqlite_autoincrement=True,
)
"""Chunks that came or went since the vectors were last brought up to date."""

state = Table(
    "state",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)

visits = Table(
    "visits",
    metadata,
    Column("url", Text, primary_key=True, doc="as it was asked for"),
    Column("feed", Boolean, nullable=False),
    Column("followed", Boolean, nullable=False, doc="found behind a feed's link"),
    Column("gone", Boolean, nullable=False, doc="it last answered 404 or 410"),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("options", JSON, nullable=False, doc="how it was read, where not as usual"),
    Column("article_id", String, index=True, doc="what it holds, if that is one article"),
)
"""Addresses that were read, to be read again."""

sketches = Table(
    "sketches",
    metadata,
    Column("article_id", String, primary_key=True),
    Column("story", String, nullable=False, index=True, doc="the least id of its articles"),
    Column("sketch", LargeBinary, nullable=False, doc="little-endian uint32"),
    ForeignKeyConstraint(["article_id"], ["articles.id"], ondelete="CASCADE"),
)
"""Articles that tell one story: see ``corpus.library.near_duplicates``."""

bands = Table(
    "bands",
    metadata,
    Column("value", BigInteger, primary_key=True, autoincrement=False),
    Column("article_id", String, primary_key=True),
    # The rows lie in the key's own tree: all columns are its, and would else be kept twice.
    sqlite_with_rowid=False,
)
"""Places to look for articles with a like sketch."""

quotes = Table(
    "quotes",
    metadata,
    Column("article_id", String, primary_key=True),
    Column("revision", String, primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False, doc="place among the revision's"),
    Column("start", Integer, nullable=False, doc="of the whole sentences"),
    Column("end", Integer, nullable=False),
    Column("content", JSON, nullable=False, doc="ranges of what is said"),
    Column("speaker", Text, doc="full name; empty where it is not clear who speaks"),
    Column("role", Text),
    Column("form", String, nullable=False, doc="direct, mixed or indirect"),
    Column("cue", Text, nullable=False),
    Column("named_start", Integer, doc="where the text names the speaker"),
    Column("named_end", Integer),
    Column("names", Text, nullable=False, doc="stems of speaker and role between spaces"),
    ForeignKeyConstraint(
        ["article_id", "revision"],
        ["revisions.article_id", "revisions.revision"],
        ondelete="CASCADE",
    ),
)
"""Who says what in the revisions: see ``corpus.library.quote_index``."""

removed = Table("removed", metadata, Column("article_id", String, primary_key=True))
"""Articles that were removed, which a feed must not bring back by itself."""
