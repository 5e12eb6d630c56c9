"""Open the vector index of a corpus: in its data folder, or on a server."""

from pathlib import Path
from typing import TYPE_CHECKING

from corpus.config import Config
from corpus.database.base import Database
from corpus.database.open_database import ON_SERVER, check_address, made_folder
from corpus.library.articles import Library
from corpus.library.chunks import Passages

if TYPE_CHECKING:
    from corpus.vectors.build import BuildStorage
    from corpus.vectors.exact import ExactIndex
    from corpus.vectors.index import VectorIndex

__all__ = ["open_index"]


def open_index(
    home: Path, database: Database, library: Library, passages: Passages
) -> "VectorIndex | ExactIndex":
    """Open the index on the server that ``ONRECORD_CHROMA_URL`` names, else in the data folder.

    Raises:
        SettingsError: The setting makes no sense.
        StoreError: The folder cannot be made.
    """
    if database.read_only:
        from corpus.vectors.exact import ExactIndex

        return ExactIndex(passages)
    from corpus.vectors.index import VectorIndex

    return VectorIndex(_storage(home, library, passages), database, library, passages)


def _storage(home: Path, library: Library, passages: Passages) -> "BuildStorage":
    settings = Config.from_environment()
    address, database_url = settings.chroma_url, settings.database_url
    if not address:
        from corpus.vectors.chroma_folder import FolderStorage

        return FolderStorage(made_folder(home) / "vectors")
    check_address("ONRECORD_CHROMA_URL", address, ("http", "https"))
    from corpus.vectors.chroma_server import ChromaServer, ServerStorage

    # A library that is no file in the folder is not missed there.
    note = None if database_url else home / "vectors" / ON_SERVER
    return ServerStorage(ChromaServer(address), library, passages, note)
