"""PostgreSQL, for a library that several machines share; full text by tsvector and GIN."""

import logging
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from os import getpid
from socket import gethostname
from typing import Any, ClassVar

from sqlalchemy import (
    ARRAY,
    URL,
    Connection,
    ExceptionContext,
    Float,
    Integer,
    Select,
    Subquery,
    Text,
    TextualSelect,
    cast,
    column,
    create_engine,
    event,
    func,
    make_url,
    select,
    text,
)
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError

from corpus.config import WAIT
from corpus.database.base import Database, Work
from corpus.database.locks import program
from corpus.errors import SettingsError, StoreError

__all__ = ["PostgresDatabase"]

_OLDEST = (14,)
"""The oldest version of PostgreSQL that knows what is used here."""
_CONNECT_SECONDS = 10
_MORE_CONNECTIONS = 40
"""Connections of a process beside the five that stay open: the web service answers 40 questions at
a time, and each keeps one while it reads."""
_LOCKS = 0x6F6E7265
"""The first half of the keys of our advisory locks ("onre"); the second says which."""
_WORKS: Mapping[Work, int] = {"write": 1, "vectors": 2, "refresh": 3}
_LOCK_NOT_AVAILABLE = "55P03"
_ADDRESS = "check the address in ONRECORD_DATABASE_URL, and that PostgreSQL runs there"
_USER = "check the user and the password in ONRECORD_DATABASE_URL"
_STOPPED = "try again when PostgreSQL runs again; nothing that was stored is lost"
_FULL = (
    "PostgreSQL serves no more connections: raise its max_connections, or the limit of the user or "
    "the database, or start fewer servers"
)

_FULL_TEXT = (
    # English stems as FTS5's, and every word kept: search leaves out those that tell nothing.
    "CREATE TEXT SEARCH DICTIONARY onrecord_stem (TEMPLATE = snowball, LANGUAGE = english)",
    "CREATE TEXT SEARCH CONFIGURATION onrecord (COPY = english)",
    """ALTER TEXT SEARCH CONFIGURATION onrecord
        ALTER MAPPING REPLACE english_stem WITH onrecord_stem""",
    # No accents and, so that the parser sees no paths, hosts, hyphens or signs, no punctuation.
    r"""CREATE FUNCTION onrecord_folded(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN lower(regexp_replace(
            regexp_replace(normalize($1, NFKD), '[\u0300-\u036f]', '', 'g'),
            '[\u0001-/:-@\[-`{-\u00bf\u2010-\u206f\u3000-\u303f]', ' ', 'g'))""",
    """CREATE FUNCTION onrecord_words(header text, text text) RETURNS tsvector
        LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN to_tsvector('onrecord', onrecord_folded(header || ' ' || text))""",
    """CREATE TABLE chunks_text (
        n integer PRIMARY KEY REFERENCES chunks ON DELETE CASCADE, words tsvector NOT NULL)""",
    "CREATE INDEX ix_chunks_text_words ON chunks_text USING gin (words)",
    """CREATE FUNCTION chunks_text_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO chunks_text VALUES (new.n, onrecord_words(new.header, new.text));
        RETURN NULL;
    END $$""",
    """CREATE TRIGGER chunks_text_insert AFTER INSERT ON chunks
        FOR EACH ROW EXECUTE FUNCTION chunks_text_insert()""",
)
_NO_FULL_TEXT = (
    "DROP TRIGGER IF EXISTS chunks_text_insert ON chunks",
    "DROP FUNCTION IF EXISTS chunks_text_insert()",
    "DROP TABLE IF EXISTS chunks_text",
    "DROP FUNCTION IF EXISTS onrecord_words(text, text)",
    "DROP FUNCTION IF EXISTS onrecord_folded(text)",
    "DROP TEXT SEARCH CONFIGURATION IF EXISTS onrecord",
    "DROP TEXT SEARCH DICTIONARY IF EXISTS onrecord_stem",
)
_WHOLE = """SELECT to_regclass('chunks_text') IS NOT NULL
    AND to_regclass('ix_chunks_text_words') IS NOT NULL
    AND to_regprocedure('onrecord_words(text, text)') IS NOT NULL
    AND EXISTS (SELECT FROM pg_trigger WHERE tgname = 'chunks_text_insert'
        AND tgrelid = to_regclass('chunks') AND tgenabled <> 'D')"""
_TABLES = """SELECT count(*) FROM pg_class
    WHERE relname = 'onrecord_schema' AND pg_table_is_visible(oid)"""
_HOLDER = """SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE locktype = 'advisory' AND classid = %s AND objid = %s AND granted
        AND datname = current_database() AND database = datid"""
# DISTINCT, so that a row that is missing counts as wrong.
_CHECK = """SELECT count(*) FROM chunks LEFT JOIN chunks_text USING (n)
    WHERE words IS DISTINCT FROM onrecord_words(header, text)"""
# PostgreSQL ranks without regard to how rare a word is. With the weight that BM25 gives to a
# word (Robertson and Zaragoza 2009), it finds what BM25 finds: see docs/deploy.md. To ts_rank all
# four labels weigh the same, and 1 has it divide by the logarithm of the passage's length. The
# greatest n stands for the number of chunks, which to count takes a reading of all. What is made of
# signs alone has no node.
_RANKED = """
    WITH queries AS (
        SELECT phraseto_tsquery('onrecord', onrecord_folded(word)) AS query
        FROM unnest(CAST(:words AS text[])) AS word),
    terms AS MATERIALIZED (
        SELECT query, ln(1 + (total - held + 0.5) / (held + 0.5)) AS weight
        FROM queries,
            LATERAL (SELECT count(*) AS held FROM chunks_text WHERE words @@ query) AS holding,
            (SELECT max(n) AS total FROM chunks_text) AS all_chunks
        WHERE numnode(query) > 0)
    SELECT n, (SELECT sum(weight * ts_rank('{1, 1, 1, 1}', words, query, 1))
               FROM terms WHERE words @@ query) AS score
    FROM chunks_text
    WHERE words @@ (SELECT CAST(string_agg(CAST(query AS text), ' | ') AS tsquery) FROM terms)"""

_COUNTS = """
    SELECT (SELECT count(*) FROM chunks_text WHERE words @@ query) AS held
    FROM (
        SELECT phraseto_tsquery('onrecord', onrecord_folded(word)) AS query, place
        FROM unnest(CAST(:words AS text[])) WITH ORDINALITY AS asked (word, place)) AS queries
    ORDER BY place"""


class PostgresDatabase(Database):
    """A database on a PostgreSQL server, which the user owns.

    Args:
        address: ``postgresql://user:password@host:port/name``, with libpq's options after a
            question mark.
        read_only: Change nothing.
        wait: Seconds to wait for another process.

    Raises:
        SettingsError: The address makes no sense, or the driver is not installed.
    """

    busy = ("lock timeout",)

    advice: ClassVar[Mapping[str, str]] = {
        "too many": _FULL,  # what is said then may name a role, too
        "connection slots": _FULL,
        "password": _USER,
        "role": _USER,
        "no pg_hba.conf entry": _USER,
        "does not exist": "create it, owned by that user, or correct ONRECORD_DATABASE_URL",
        "permission denied": "the user must own the database: ALTER DATABASE ... OWNER TO ...",
        "refused": _ADDRESS,
        "timeout expired": _ADDRESS,
        "resolve": _ADDRESS,
        "unreachable": _ADDRESS,
        "no such file": _ADDRESS,
        "server closed": _STOPPED,
        "terminating": _STOPPED,
        "shutting down": _STOPPED,
        "starting up": _STOPPED,
        "recovery": _STOPPED,
        "connection is lost": _STOPPED,
        "connection is closed": _STOPPED,
        "queuepool": "this process asks more at once than it has connections; try again",
        "no space": "make room on the server's disk; nothing that was stored is lost",
    }

    def __init__(self, address: str, *, read_only: bool = False, wait: float = WAIT) -> None:
        url = _url(address)
        usual = {"connect_timeout": _CONNECT_SECONDS, "application_name": _name()}
        named = {name: value for name, value in usual.items() if name not in url.query}
        try:
            # Connections that died with the server are found out before they are used. A reader's
            # transaction sees one state, as SQLite's does.
            engine = create_engine(
                url,
                connect_args=named,
                pool_pre_ping=True,
                max_overflow=_MORE_CONNECTIONS,
                isolation_level="REPEATABLE READ",
            )
        except ImportError as error:
            raise SettingsError(
                "ONRECORD_DATABASE_URL needs PostgreSQL's driver: pip install 'onrecord[postgres]'"
            ) from error
        # What its pool would log of a connection that died, with a traceback, we raise.
        logging.getLogger("sqlalchemy.pool").setLevel(logging.CRITICAL)
        event.listen(engine, "connect", partial(_configure, wait=wait))
        event.listen(engine, "handle_error", _let_go)
        self.read_only = read_only
        if read_only:
            engine = engine.execution_options(postgresql_readonly=True)
        # A writer must see what was stored while it waited for the lock.
        writers = engine.execution_options(isolation_level="READ COMMITTED")
        self._turns = {work: threading.Lock() for work in _WORKS}
        shown = url.set(drivername="postgresql", query={})
        super().__init__(shown.render_as_string(), engine, writers, wait)

    def version(self, connection: Connection) -> int:
        """Read the schema's version from a table of ours with one row.

        Raises:
            StoreError: The server is too old, or its database is not in UTF-8.
        """
        server_version = connection.dialect.server_version_info or _OLDEST
        if server_version < _OLDEST:
            raise StoreError(
                f"{self.where} is PostgreSQL {server_version[0]}; use {_OLDEST[0]} or newer"
            )
        encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
        if encoding != "UTF8":
            raise StoreError(f"{self.where} is in {encoding}; create a database in UTF8")
        # Asked of the table of tables: what a connection knows by name may be of yesterday.
        if not connection.exec_driver_sql(_TABLES).scalar_one():
            return 0
        query = "SELECT version FROM onrecord_schema"
        version: int = connection.exec_driver_sql(query).scalar_one()
        return version

    def set_version(self, connection: Connection, version: int) -> None:
        """Store the schema's version in that row."""
        create = "CREATE TABLE IF NOT EXISTS onrecord_schema (version integer NOT NULL)"
        connection.exec_driver_sql(create)
        connection.exec_driver_sql("DELETE FROM onrecord_schema")
        connection.exec_driver_sql("INSERT INTO onrecord_schema VALUES (%s)", (version,))

    def create_full_text(self, connection: Connection) -> None:
        """Make the table of word positions, its GIN index, and the trigger that fills it."""
        for statement in _FULL_TEXT:
            connection.exec_driver_sql(statement)

    def check_full_text(self, connection: Connection) -> None:
        """Compare the words of every chunk with its text; another PostgreSQL may stem otherwise."""
        if not connection.exec_driver_sql(_WHOLE).scalar_one():
            raise StoreError("a table, an index, a function or a trigger of it is missing")
        wrong = connection.exec_driver_sql(_CHECK).scalar_one()
        if wrong:
            raise StoreError(f"full text does not have {wrong} chunks as they are")

    def rebuild_full_text(self, connection: Connection) -> None:
        """Index the chunks again; others search the old words until it is done."""
        anew = not connection.exec_driver_sql(_WHOLE).scalar_one()
        for statement in (
            *((*_NO_FULL_TEXT, *_FULL_TEXT) if anew else ()),
            "DELETE FROM chunks_text",
            "INSERT INTO chunks_text SELECT n, onrecord_words(header, text) FROM chunks",
            "REINDEX INDEX ix_chunks_text_words",
        ):
            connection.exec_driver_sql(statement)

    def ranked(self, words: Sequence[str]) -> Subquery:
        """Score chunks by ``ts_rank`` of each word, weighted by how few chunks hold it."""
        query = text(_RANKED).bindparams(words=list(words))
        return query.columns(column("n", Integer), column("score", Float)).subquery("ranked")

    def counts(self, words: Sequence[str]) -> TextualSelect:
        """Count the rows that match each word."""
        query = text(_COUNTS).bindparams(words=list(words))
        return query.columns(column("held", Integer))

    def listed(self, values: Sequence[str]) -> Select[Any]:
        """Return the values as one array; what PostgreSQL cannot hold is in no row either."""
        held = [value for value in values if _storable(value)]
        return select(func.unnest(cast(held, ARRAY(Text))).column_valued("value"))

    def integrity(self, connection: Connection) -> str | None:
        """Return None: the server checks its pages itself, as it reads them."""

    @contextmanager
    def lock(self, work: Work, seconds: float | None = None) -> Iterator[None]:
        """Hold an advisory lock, in a transaction that does nothing else.

        Should the connection break, another can have it: what is done meanwhile must bear that.
        """
        with ExitStack() as held:
            left = held.enter_context(self._turn(work, self.wait if seconds is None else seconds))
            with self._errors():
                connection = held.enter_context(self._writers.connect())
                self._take_lock(connection, work, left)
            try:
                yield
            finally:
                with self._errors():
                    # The lock ends with its transaction.
                    connection.rollback()

    @contextmanager
    def _alone(self) -> Iterator[Connection]:
        with self._turn("write", self.wait) as left, self._writers.connect() as connection:
            self._take_lock(connection, "write", left)
            yield connection
            connection.commit()

    @contextmanager
    def _turn(self, work: Work, seconds: float) -> Iterator[float]:
        """Have the threads of this process wait for each other before they take a connection.

        Who waits for an advisory lock holds a connection meanwhile: many of them would leave none
        to the holder, who needs another.

        Yields:
            The seconds that are left to wait for other processes.
        """
        until = time.monotonic() + seconds
        turn = self._turns[work]
        self._take(work, seconds, lambda most: turn.acquire(timeout=most))
        try:
            yield max(0.0, until - time.monotonic())
        finally:
            turn.release()

    def _take_lock(self, connection: Connection, work: Work, seconds: float) -> None:
        """Take an advisory lock for the length of the connection's transaction."""

        def attempt(most: float) -> bool:
            try:
                # The last is for tables, for which the usual time is waited again.
                connection.exec_driver_sql(
                    f"SET LOCAL lock_timeout = {_milliseconds(most)}; "
                    f"SELECT pg_advisory_xact_lock({_LOCKS}, {_WORKS[work]}); "
                    f"SET LOCAL lock_timeout = {_milliseconds(self.wait)}"
                )
            except OperationalError as error:
                if getattr(error.orig, "sqlstate", None) != _LOCK_NOT_AVAILABLE:
                    raise
                connection.rollback()
                return False
            return True

        self._take(work, seconds, attempt)

    def _holder(self, work: Work) -> str:
        try:
            with self._readers.connect() as connection:
                name = connection.exec_driver_sql(_HOLDER, (_LOCKS, _WORKS[work])).scalar()
        except DBAPIError:
            name = None  # what went wrong before is to be told
        return name or "another process"


def _url(address: str) -> URL:
    try:
        return make_url(address).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError):
        # Neither the address nor what was said of it: the password may be in both.
        raise SettingsError(
            "ONRECORD_DATABASE_URL cannot be read; "
            "write postgresql://user:password@host:5432/name, "
            "with %40 for an @ and %2F for a / in the password"
        ) from None


def _name() -> str:
    """Return this process's name in the server's lists, which keep 63 bytes of it."""
    return f"{program()} (pid {getpid()} on {gethostname()})".encode()[:63].decode(
        "utf-8", "ignore"
    )


def _configure(connection: Any, _record: object, wait: float) -> None:
    # Tables are waited for too, also by who only reads, while another makes an index anew.
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = {_milliseconds(wait)}")
    connection.commit()


def _milliseconds(seconds: float) -> int:
    """Convert seconds for PostgreSQL, to at least 1 ms: there 0 is for ever."""
    return max(1, int(1000 * seconds))


def _let_go(context: ExceptionContext) -> None:
    # SQLAlchemy leaves the cursor of a broken connection, and one on the server complains then.
    if context.is_disconnect and context.execution_context is not None:
        with suppress(Exception):
            context.execution_context.cursor.close()


def _storable(value: str) -> bool:
    return "\0" not in value and not any("\ud800" <= mark <= "\udfff" for mark in value)
