"""The tables of the library, and how a database comes to have them."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
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

from corpus.database.base import Database
from corpus.errors import StoreError
from corpus.library import near_duplicates as copies

__all__ = [
    "VERSION",
    "articles",
    "bands",
    "chunks",
    "metadata",
    "migrate",
    "outdated",
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
"""Which articles tell one story: see ``corpus.library.near_duplicates``."""

bands = Table(
    "bands",
    metadata,
    Column("value", BigInteger, primary_key=True, autoincrement=False),
    Column("article_id", String, primary_key=True),
    sqlite_with_rowid=False,
)
"""Where to look for articles with a like sketch."""

removed = Table("removed", metadata, Column("article_id", String, primary_key=True))
"""Articles that were removed, which a feed must not bring back by itself."""

_MIGRATIONS: tuple[tuple[str, ...], ...] = (
    # From 1 to 2: where facts were found; addresses to read again; what was removed.
    (
        "ALTER TABLE revisions ADD COLUMN origins JSON DEFAULT '{}' NOT NULL",
        """CREATE TABLE visits (
            url TEXT NOT NULL, feed BOOLEAN NOT NULL, followed BOOLEAN NOT NULL,
            gone BOOLEAN NOT NULL, etag TEXT, last_modified TEXT, options JSON NOT NULL,
            article_id VARCHAR, PRIMARY KEY (url))""",
        "CREATE INDEX ix_visits_article_id ON visits (article_id)",
        "CREATE TABLE removed (article_id VARCHAR NOT NULL, PRIMARY KEY (article_id))",
    ),
    # From 2 to 3: which articles tell one story.
    (
        """CREATE TABLE sketches (
            article_id VARCHAR NOT NULL, story VARCHAR NOT NULL, sketch BLOB NOT NULL,
            PRIMARY KEY (article_id),
            FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE)""",
        "CREATE INDEX ix_sketches_story ON sketches (story)",
        """CREATE TABLE bands (
            value BIGINT NOT NULL, article_id VARCHAR NOT NULL,
            PRIMARY KEY (value, article_id)) WITHOUT ROWID""",
    ),
)
"""What makes of the tables of each version those of the next. A step that was released stays as
it is: a change to the tables above comes with a further step here. The two steps until version 3
are for SQLite; PostgreSQL began with that, and a further step must suit both."""

VERSION = 1 + len(_MIGRATIONS)
"""Of the tables above; 0 is an empty database."""
_STORIES = 3
"""The first version that knows of stories; those of an older library's articles are found."""


def outdated(database: Database, connection: Connection) -> bool:
    """Whether the database needs ``migrate``.

    Raises:
        StoreError: The database was written by a newer version.
    """
    found = database.version(connection)
    if found > VERSION:
        raise StoreError(
            f"the library has schema {found} and this version of onrecord knows {VERSION}; "
            "upgrade onrecord"
        )
    return found < VERSION


def migrate(database: Database, connection: Connection) -> None:
    """Bring an empty or older database to ``VERSION``, inside the caller's transaction."""
    if not outdated(database, connection):
        return
    found = database.version(connection)
    if found:
        for step in _MIGRATIONS[found - 1 :]:
            for statement in step:
                connection.execute(text(statement))
    else:
        metadata.create_all(connection)
        database.create_full_text(connection)
    if 0 < found < _STORIES:
        copies.fill(connection)
    database.set_version(connection, VERSION)
