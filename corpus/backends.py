"""Where a corpus is kept: in its data folder, or on servers that settings name."""

from os import environ
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.database import WAIT
from corpus.errors import SettingsError, StoreError
from corpus.private import FOLDER, make_private, make_tree_private

if TYPE_CHECKING:
    from corpus.database import Database
    from corpus.library import Library
    from corpus.passages import Passages
    from corpus.places import Place
    from corpus.readonly import ExactIndex
    from corpus.vectors import VectorIndex

__all__ = ["open_database", "open_vectors"]


def open_database(home: Path, *, read_only: bool = False, wait: float = WAIT) -> "Database":
    """The one that ``ONRECORD_DATABASE_URL`` names, else a file in the data folder.

    Args:
        home: The data folder.
        read_only: Change nothing.
        wait: Seconds to wait for another process that uses it.

    Raises:
        SettingsError: The setting makes no sense.
        StoreError: The folder cannot be made, or holds no corpus that could be read only.
    """
    address = environ.get("ONRECORD_DATABASE_URL", "")
    if not address and read_only:
        from corpus.readonly import ReadOnlyDatabase

        return ReadOnlyDatabase(home / "library.db", wait)
    if not address:
        from corpus.sqlite import SqliteDatabase

        return SqliteDatabase(_made(home) / "library.db", wait)
    _check("ONRECORD_DATABASE_URL", address, ("postgresql", "postgres"))
    from corpus.postgres import PostgresDatabase

    return PostgresDatabase(address, read_only=read_only, wait=wait)


def open_vectors(
    home: Path, database: "Database", library: "Library", passages: "Passages"
) -> "VectorIndex | ExactIndex":
    """An index on the server that ``ONRECORD_CHROMA_URL`` names, else in the data folder.

    Raises:
        SettingsError: The setting makes no sense.
        StoreError: The folder cannot be made.
    """
    if database.read_only:
        from corpus.readonly import ExactIndex

        return ExactIndex(passages)
    from corpus.vectors import VectorIndex

    return VectorIndex(_place(home, library, passages), database, library, passages)


def _place(home: Path, library: "Library", passages: "Passages") -> "Place":
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
    """The data folder, open to its owner only; what else may lie in it is none of ours."""
    try:
        home.mkdir(FOLDER, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"the data folder {home} cannot be made: {error.strerror}; "
            "set ONRECORD_HOME to a folder that can be written"
        ) from error
    make_private(home.resolve(), *home.glob("library.db*"), home / "refresh.lock")
    make_tree_private(home / "vectors")
    return home
