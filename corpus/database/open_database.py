"""Open the database that a corpus is kept in: a file in its data folder, or a server."""

from pathlib import Path
from typing import Final

from corpus.config import WAIT, Config
from corpus.database.base import Database
from corpus.errors import SettingsError, StoreError
from corpus.private import FOLDER, make_private, make_tree_private

__all__ = ["ON_SERVER", "check_address", "check_replaced", "made_folder", "open_database"]

ON_SERVER: Final = "on-server"
"""The file, in the folder of vectors, that says on which server those of the library are."""


def open_database(home: Path, *, read_only: bool = False, wait: float = WAIT) -> Database:
    """Open the database that ``ONRECORD_DATABASE_URL`` names, else a file in the data folder.

    Args:
        home: The data folder.
        read_only: Change nothing.
        wait: Seconds to wait for another process that uses it.

    Raises:
        SettingsError: The setting makes no sense.
        StoreError: The folder cannot be made, or holds no corpus that could be read only.
    """
    address = Config.from_environment().database_url
    if not address:
        path = home / "library.db"
        # What is left of it is looked for first: whoever makes a library begins with the file.
        left = _left_of_library(home)
        if left and not _has_content(path):
            raise _gone(f"the library {path} is missing", left)
        if read_only:
            from corpus.database.sqlite_read_only import ReadOnlyDatabase

            return ReadOnlyDatabase(path, wait)
        from corpus.database.sqlite import SqliteDatabase

        made_folder(home)
        return SqliteDatabase(path, wait)
    check_address("ONRECORD_DATABASE_URL", address, ("postgresql", "postgres"))
    from corpus.database.postgres import PostgresDatabase

    return PostgresDatabase(address, read_only=read_only, wait=wait)


def check_replaced(home: Path) -> None:
    """Refuse a library that never held an article where there is a vector index of articles.

    Raises:
        StoreError: There is: another library was there before.
    """
    if not Config.from_environment().database_url and _has_vectors(home):
        raise _gone(f"the library {home / 'library.db'} never held an article", home / "vectors")


def check_address(setting: str, address: str, schemes: tuple[str, ...]) -> None:
    """Refuse an address that a setting gives, unless it has one of these schemes.

    Raises:
        SettingsError: It has another, or none.
    """
    scheme, separator, _ = address.partition("://")
    if scheme not in schemes or not separator:
        # Nothing else of it is shown: there may be a password in it.
        shown = f"begins with {scheme!r}" if separator else "is no address"
        raise SettingsError(f"{setting} {shown}; write {schemes[0]}://...")


def made_folder(home: Path) -> Path:
    """Make the data folder where there is none, open to its owner only, and return it.

    Raises:
        StoreError: It cannot be made.
    """
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


def _left_of_library(home: Path) -> Path | None:
    """Return what is there of a library besides its file: its vectors, or changes not yet in it."""
    if _has_vectors(home):
        return home / "vectors"
    log = home / "library.db-wal"
    return log if _has_content(log) else None


def _has_vectors(home: Path) -> bool:
    vectors = home / "vectors"
    return (vectors / ON_SERVER).exists() or any(vectors.glob("*/chroma.sqlite3"))


def _has_content(path: Path) -> bool:
    try:
        return path.is_dir() or path.stat().st_size > 0
    except OSError:
        return False


def _gone(what: str, left: Path) -> StoreError:
    # One that was made anew in silence would say that there never was an article.
    return StoreError(
        f"{what}, though {left}, which belongs to it, is there: "
        f"restore it from a backup, or remove {left} to begin anew"
    )
