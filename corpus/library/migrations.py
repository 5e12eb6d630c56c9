"""Bring a database to the newest version of the library's tables."""

from sqlalchemy import Connection, text

from corpus.database.base import Database
from corpus.errors import StoreError
from corpus.library.near_duplicates import NearDuplicates
from corpus.library.schema import metadata

__all__ = ["VERSION", "migrate", "outdated"]

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
    # From 3 to 4: who says what. What is stored already is read when it is first asked for.
    (
        "ALTER TABLE revisions ADD COLUMN quotes INTEGER",
        """CREATE TABLE quotes (
            article_id VARCHAR NOT NULL, revision VARCHAR NOT NULL, n INTEGER NOT NULL,
            start INTEGER NOT NULL, "end" INTEGER NOT NULL, content JSON NOT NULL,
            speaker TEXT, role TEXT, form VARCHAR NOT NULL, cue TEXT NOT NULL,
            named_start INTEGER, named_end INTEGER, names TEXT NOT NULL,
            PRIMARY KEY (article_id, revision, n),
            FOREIGN KEY(article_id, revision) REFERENCES revisions (article_id, revision)
            ON DELETE CASCADE)""",
        "INSERT INTO state (name, value) VALUES ('quotes', 'unread')",
    ),
)
"""What makes of the tables of each version those of the next. A step that was released stays as
it is: a change to the tables comes with a further step here. The two steps until version 3
are for SQLite; PostgreSQL began with that, and a further step must suit both."""

VERSION = 1 + len(_MIGRATIONS)
"""Of the tables in ``schema``; 0 is an empty database."""
_STORIES = 3
"""The first version that knows of stories; those of an older library's articles are found."""


def outdated(database: Database, connection: Connection) -> bool:
    """Tell if the database needs ``migrate``.

    Raises:
        StoreError: The database was written by a newer version.
    """
    version = database.version(connection)
    if version > VERSION:
        raise StoreError(
            f"the library has schema {version} and this version of onrecord knows {VERSION}; "
            "upgrade onrecord"
        )
    return version < VERSION


def migrate(database: Database, connection: Connection) -> None:
    """Bring an empty or older database to ``VERSION``, inside the caller's transaction."""
    if not outdated(database, connection):
        return
    version = database.version(connection)
    if version:
        for step in _MIGRATIONS[version - 1 :]:
            for statement in step:
                connection.execute(text(statement))
    else:
        metadata.create_all(connection)
        database.create_full_text(connection)
    if 0 < version < _STORIES:
        NearDuplicates(connection).fill()
    database.set_version(connection, VERSION)
