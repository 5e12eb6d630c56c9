"""Storage for builds of the vector index in a local folder, a Chroma collection each.

Nothing outside this module and ``corpus.vectors.chroma_server`` touches Chroma, and every failure
of it, a panic of its native code included, leaves them as a ``StoreError``.
"""

import shutil
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import get_ident
from typing import TYPE_CHECKING

from corpus.errors import StoreError
from corpus.private import FILE, FOLDER, make_tree_private
from corpus.vectors.build import HNSW, Build, unusable

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection
    from chromadb.config import System

__all__ = ["FolderStorage"]

_COLLECTION = "chunks"
_DATABASE = "chroma.sqlite3"
_GRAPH_INDEX = "index_metadata.pickle"
_ROOM = 16 << 20
"""Bytes. With less on the disk, what Chroma says of a failure is mostly not that it is full."""


class _ChromaFolder(Build):
    """A build in a folder. Not thread-safe, nor safe beside a process that opens or writes it.

    Args:
        folder: Where the build is.
        create: Make a new one; else the folder must hold one.
    """

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        self._folder = folder
        self._system: System | None = None
        with self._errors():
            if create:
                folder.mkdir(FOLDER, parents=True)
            elif not _present(folder):
                raise StoreError(f"the vector index {folder} is missing")
            self._system, self._collection = _open(folder, create=create)
        self._close_to_others()

    def close(self) -> None:
        """Close Chroma on the folder."""
        if self._system is not None:
            with self._errors():
                self._system.stop()
            self._system = None
            self._close_to_others()

    def _close_to_others(self) -> None:
        # Chroma makes its files as the umask says, when it opens them and when it writes.
        make_tree_private(self._folder)

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except StoreError:
            raise
        except BaseException as error:
            # A panic in Rust is no Exception; leaving by Ctrl-C is not a failure of Chroma.
            if not isinstance(error, Exception) and type(error).__module__ != "pyo3_runtime":
                raise
            failure = unusable(str(self._folder), error)
            free = shutil.disk_usage(next(p for p in self._folder.parents if p.exists())).free
            if free < _ROOM:
                failure = StoreError(
                    f"the disk is full, with {free >> 20} MB left: make room; {failure}"
                )
            raise failure from error


class FolderStorage:
    """Storage in a local folder: a folder for each build, and a mark for who dies at work.

    Args:
        path: The folder; made by who takes the lock.
    """

    def __init__(self, path: Path) -> None:
        self.where = str(path)
        self._path = path
        self._mark = path / "busy"
        self._worker: int | None = None
        """The thread whose work the mark stands for."""

    def create(self, build: str) -> Build:
        """Begin a build, in a folder of its own."""
        return _ChromaFolder(self._path / build, create=True)

    def open(self, build: str) -> Build:
        """Open a build to change or compare it."""
        return _ChromaFolder(self._path / build)

    def open_sound(self, build: str) -> Build:
        """Open a build to search it: its seal was looked at by ``broken``."""
        return self.open(build)

    def drop(self, build: str) -> None:
        """Remove a build's folder, if there is one."""
        shutil.rmtree(self._path / build, ignore_errors=True)

    def present(self, build: str) -> bool:
        """Tell if a build's folder still holds it."""
        return _present(self._path / build)

    def broken(self, state: dict[str, str]) -> str | None:
        """Say if the build in use is missing, was in use at a crash, or is damaged; else None."""
        folder = self._path / state.get("vectors", "none")
        if not _present(folder):
            return "it is missing"
        if self._mark.exists():
            return "a process died while it used it"
        if _seal(folder) != state.get("vectors_seal"):
            return "its files are damaged"
        return None

    def seal(self, build: str) -> str:
        """Return the sizes and checksums of the graph's files."""
        return _seal(self._path / build)

    @contextmanager
    def working(self, build: str) -> Iterator[None]:
        """Mark the build to be made anew, unless the block ends well; also if it is killed.

        A signal that ends the program, as Ctrl-C does, comes between two of Chroma's calls.
        """
        self._worker = get_ident()
        try:
            self.suspect(build)
            yield
        except (KeyboardInterrupt, SystemExit):
            self.clear()
            raise
        except Exception:
            self._worker = None
            raise
        self.clear()

    def suspect(self, build: str) -> None:
        """Mark the build to be made anew."""
        self._mark.touch(FILE)

    def clear(self) -> None:
        """Remove that mark: there is a new build."""
        self._mark.unlink(missing_ok=True)
        self._worker = None

    def close(self) -> None:
        """Remove the mark too if a signal came while this thread put it there or took it away."""
        if self._worker == get_ident():
            self.clear()


def _present(folder: Path) -> bool:
    """Tell if the folder holds a build at all."""
    database = folder / _DATABASE
    return database.exists() and database.stat().st_size > 0


def _seal(folder: Path) -> str:
    """Return the sizes and CRC-32 sums of the graph's files in one string; empty if there is none.

    Chroma believes what it reads: it answers wrongly from a truncated graph, and a garbled one
    kills the process. Opening and searching leave a stored graph as it is. They change Chroma's
    database, but damage to that is found when it is read.
    """
    files = sorted(
        # Without its index the rest is scratch space, which opening fills anew.
        path
        for index in folder.glob(f"*/{_GRAPH_INDEX}")
        for path in index.parent.iterdir()
    )
    return ";".join(
        f"{path.relative_to(folder).as_posix()}:{path.stat().st_size}:{_crc(path):08x}"
        for path in files
    )


def _crc(path: Path) -> int:
    crc = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            crc = zlib.crc32(block, crc)
    return crc


def _open(folder: Path, *, create: bool) -> "tuple[System, Collection]":
    # What is inside a client: clients share it with all that open the same folder, and then it
    # never sees what another process wrote.
    from chromadb.api.models.Collection import Collection
    from chromadb.api.rust import RustBindingsAPI
    from chromadb.config import Settings, System

    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]  # pydantic's; else a .env here would be read
        is_persistent=True,
        persist_directory=str(folder),
        anonymized_telemetry=False,
    )
    system = System(settings)
    server = system.instance(RustBindingsAPI)
    system.start()
    if create:
        model = server.create_collection(_COLLECTION, configuration={"hnsw": HNSW})
    else:
        model = server.get_collection(_COLLECTION)
    return system, Collection(client=server, model=model, embedding_function=None)
