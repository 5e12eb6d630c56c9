"""API keys, kept in the library as SHA-256 hashes: who may call the API, as what, how often."""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Column, Integer, MetaData, String, Table, delete, insert, select
from sqlalchemy.exc import IntegrityError

from corpus import Corpus, InvalidInput, StoreError
from corpus.adding.audit import audit
from corpus.library.state import read_state, write_state
from corpus.text.corpus_json import Second, dict_of
from ui.api.roles import Role

__all__ = ["MOST_RATE", "ApiKey", "ApiKeys", "matching"]

MOST_RATE: Final = 100_000
"""Questions a minute that a key may be given."""
_VERSION: Final = "1"
"""Of the table, kept in the library's ``state`` under ``api_keys``."""
_PREFIX: Final = "onrecord_"
"""Begins every key, so that a leaked one can be told for what it is."""
_BYTES: Final = 32
"""Of randomness. Nobody can try out 2**256 keys: a fast hash without a salt is enough."""
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")

_metadata = MetaData()
_table = Table(
    "api_keys",
    _metadata,
    Column("name", String(64), primary_key=True),
    Column("hash", String(64), nullable=False, doc="SHA-256 of the key, in hexadecimal"),
    Column("role", String(8), nullable=False),
    Column("rate", Integer, nullable=False, doc="questions a minute"),
    Column("created", String(32), nullable=False, doc="ISO 8601 in UTC"),
)


@dataclass(frozen=True, slots=True)
class ApiKey:
    """Facts about a key; the key itself is known to its holder alone."""

    name: str
    hash: str
    """SHA-256 of the key, 64 hexadecimal digits."""
    role: Role
    rate: int
    """Questions a minute."""
    created: Second

    def to_dict(self) -> dict[str, Any]:
        """Return a dictionary that ``json.dumps`` takes, without the hash."""
        return {name: value for name, value in dict_of(self).items() if name != "hash"}


class ApiKeys:
    """The keys of a corpus, in a table beside its articles.

    Raises:
        StoreError: From every method, when the library cannot be used.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._db = corpus.database

    def add(self, name: str, role: Role, rate: int) -> str:
        """Make a key, and return it: it is shown this once and cannot be found out later.

        Args:
            name: Whose it is: letters, digits and ``._-``, 64 at most.
            role: What its holder may do.
            rate: Questions a minute, from 1 to 100,000.

        Raises:
            InvalidInput: The name or the rate cannot be used, or a key has the name already.
        """
        if not _NAME.fullmatch(name):
            raise InvalidInput(
                f"{name!r} cannot name a key; use letters, digits, dots, dashes and underscores, "
                "64 at most"
            )
        if not 1 <= rate <= MOST_RATE:
            raise InvalidInput(f"rate is {rate}; give questions a minute from 1 to {MOST_RATE:,}")
        key = _PREFIX + secrets.token_urlsafe(_BYTES)
        row = {
            "name": name,
            "hash": _hash(key),
            "role": role,
            "rate": rate,
            "created": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        self._prepare()
        with self._db.writing() as connection:
            try:
                connection.execute(insert(_table).values(row))
            except IntegrityError:
                # Two may ask for one name at the same time: only the database can tell.
                raise InvalidInput(
                    f"there is a key {name!r} already; revoke it first, or choose another name"
                ) from None
        # The name alone: whoever reads the log must not be able to call the API.
        audit("made", key=name, role=role)
        return key

    def revoke(self, name: str) -> None:
        """Remove a key: from now on it opens nothing.

        Raises:
            InvalidInput: No key has that name.
        """
        if self._exists():
            with self._db.writing() as connection:
                gone = connection.execute(delete(_table).where(_table.c.name == name))
            if gone.rowcount:
                audit("revoked", key=name)
                return
        raise InvalidInput(f"no key has the name {name!r}; 'onrecord keys list' shows them")

    def all(self) -> list[ApiKey]:
        """Return all keys, by name."""
        # The table is made with the first key; a library that never had one is only read.
        if not self._exists():
            return []
        with self._db.reading() as connection:
            rows = connection.execute(select(_table).order_by(_table.c.name)).all()
        return [
            ApiKey(row.name, row.hash, row.role, row.rate, datetime.fromisoformat(row.created))
            for row in rows
        ]

    def _exists(self) -> bool:
        """Tell if the library has the table.

        Raises:
            StoreError: A newer version made it.
        """
        with self._db.reading() as connection:
            version = read_state(connection).get("api_keys")
        if version not in (None, _VERSION):
            raise StoreError(
                f"the API keys have version {version} and this version of onrecord knows "
                f"{_VERSION}; upgrade onrecord"
            )
        return version is not None

    def _prepare(self) -> None:
        if not self._exists():
            with self._db.writing() as connection:
                _metadata.create_all(connection)
                write_state(connection, {"api_keys": _VERSION})


def matching(keys: list[ApiKey], key: str) -> ApiKey | None:
    """Find what is known of a key, in a time that tells nothing of the hashes."""
    hashed = _hash(key)
    # All are compared: to stop at the first would tell by the time which one it is.
    matches = [known for known in keys if hmac.compare_digest(known.hash, hashed)]
    return matches[0] if matches else None


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode(errors="replace")).hexdigest()
