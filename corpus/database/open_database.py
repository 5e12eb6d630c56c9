"""Open the database that a corpus is kept in: a file in its data folder, or a server."""

from pathlib import Path
from typing import TYPE_CHECKING

from corpus.config import Config
from corpus.database.base import WAIT
from corpus.errors import SettingsError, StoreError
from corpus.private import FOLDER, make_private, make_tree_private

if TYPE_CHECKING:
    from corpus.database.base import Database

__all__ = ["check_address", "made_folder", "open_database"]


def open_database(home: Path, *, read_only: bool = False, wait: float = WAIT) -> "Database":
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
    if not address and read_only:
        from corpus.database.sqlite_read_only import ReadOnlyDatabase

        return ReadOnlyDatabase(home / "library.db", wait)
    if not address:
        from corpus.database.sqlite import SqliteDatabase

        path = made_folder(home) / "library.db"
        # One that was made anew in silence would say that there never was an article.
        if not path.exists() and any((home / "vectors").glob("*/chroma.sqlite3")):
            raise StoreError(
                f"the library {path} is missing, though there is a vector index of its articles: "
                f"restore it from a backup, or remove {home / 'vectors'} to begin anew"
            )
        return SqliteDatabase(path, wait)
    check_address("ONRECORD_DATABASE_URL", address, ("postgresql", "postgres"))
    from corpus.database.postgres import PostgresDatabase

    return PostgresDatabase(address, read_only=read_only, wait=wait)


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
