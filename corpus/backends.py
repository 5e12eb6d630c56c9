"""Which database and which place for the vectors: on this machine, or on servers by a setting."""

from os import environ
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import SettingsError, StoreError

if TYPE_CHECKING:
    from corpus.database import Database
    from corpus.library import Library
    from corpus.passages import Passages
    from corpus.places import Place

__all__ = ["open_database", "open_place"]


def open_database(home: Path) -> "Database":
    """The one that ``ONRECORD_DATABASE_URL`` names, else a file in the data folder.

    Raises:
        SettingsError: The setting makes no sense.
        StoreError: The folder cannot be made.
    """
    address = environ.get("ONRECORD_DATABASE_URL", "")
    if not address:
        from corpus.sqlite import SqliteDatabase

        return SqliteDatabase(_made(home) / "library.db")
    _check("ONRECORD_DATABASE_URL", address, ("postgresql", "postgres"))
    from corpus.postgres import PostgresDatabase

    return PostgresDatabase(address)


def open_place(home: Path, library: "Library", passages: "Passages") -> "Place":
    """The Chroma server that ``ONRECORD_CHROMA_URL`` names, else a folder in the data folder.

    Raises:
        SettingsError: The setting makes no sense.
        StoreError: The folder cannot be made.
    """
    address = environ.get("ONRECORD_CHROMA_URL", "")
    if not address:
        from corpus.places import Folder

        return Folder(_made(home) / "vectors")
    _check("ONRECORD_CHROMA_URL", address, ("http", "https"))
    from corpus.chroma_server import ChromaServer
    from corpus.places import Server

    return Server(ChromaServer(address), library, passages)


def _check(setting: str, address: str, schemes: tuple[str, ...]) -> None:
    scheme, separator, _ = address.partition("://")
    if scheme not in schemes or not separator:
        # Nothing else of it is shown: there may be a password in it.
        shown = f"begins with {scheme!r}" if separator else "is no address"
        raise SettingsError(f"{setting} {shown}; write {schemes[0]}://...")


def _made(home: Path) -> Path:
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"the data folder {home} cannot be made: {error.strerror}; "
            "set ONRECORD_HOME to a folder that can be written"
        ) from error
    return home
