"""Where builds of the vector index lie, and how each place tells a build that must not be used."""

import logging
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

from corpus.chroma import Build, ChromaFolder, Unavailable, present, seal
from corpus.chroma_server import ChromaServer
from corpus.errors import StoreError
from corpus.library import Library
from corpus.passages import Passages
from corpus.private import FILE

__all__ = ["Folder", "Place", "Server"]

PROBES = 8
"""Vectors that a build on a server must find again before it is searched."""

_log = logging.getLogger(__name__)


class Place(Protocol):
    """Builds, each under a name of its own."""

    where: str
    """What to call it in messages, without a password."""

    def create(self, build: str) -> Build:
        """Begin a build."""

    def open(self, build: str) -> Build:
        """Open a build to change or compare it."""

    def open_sound(self, build: str) -> Build:
        """Open a build to search it, once it is known to answer rightly."""

    def drop(self, build: str) -> None:
        """Remove a build, if there is one with that name."""

    def present(self, build: str) -> bool:
        """Whether the build that is open is still there, as far as can be told at once."""

    def broken(self, state: dict[str, str]) -> str | None:
        """Why the build in use must not be opened, by what was noted of it."""

    def seal(self, build: str) -> str:
        """What to keep in the library, so that damage shows."""

    def working(self, build: str) -> AbstractContextManager[None]:
        """Note that the build is to be made anew, unless the block ends well."""

    def suspect(self, build: str) -> None:
        """Note that the build is to be made anew."""

    def clear(self) -> None:
        """Forget what was noted: there is a new build."""

    def close(self) -> None:
        """Close what is open beside the builds."""


class Folder:
    """A folder on this machine, with one for each build, and a mark for who dies at work.

    Args:
        path: The folder; made by who takes the lock.
    """

    def __init__(self, path: Path) -> None:
        self.where = str(path)
        self._path = path
        self._mark = path / "busy"

    def create(self, build: str) -> Build:
        """As ``Place.create``."""
        return ChromaFolder(self._path / build, create=True)

    def open(self, build: str) -> Build:
        """As ``Place.open``."""
        return ChromaFolder(self._path / build)

    def open_sound(self, build: str) -> Build:
        """As ``Place.open_sound``: its seal was looked at."""
        return self.open(build)

    def drop(self, build: str) -> None:
        """As ``Place.drop``."""
        shutil.rmtree(self._path / build, ignore_errors=True)

    def present(self, build: str) -> bool:
        """As ``Place.present``."""
        return present(self._path / build)

    def broken(self, state: dict[str, str]) -> str | None:
        """As ``Place.broken``."""
        folder = self._path / state.get("vectors", "none")
        if not present(folder):
            return "it is missing"
        if self._mark.exists():
            return "a process died while it used it"
        if seal(folder) != state.get("vectors_seal"):
            return "its files are damaged"
        return None

    def seal(self, build: str) -> str:
        """As ``Place.seal``."""
        return seal(self._path / build)

    @contextmanager
    def working(self, build: str) -> Iterator[None]:
        """As ``Place.working``, also when this process is killed."""
        self.suspect(build)
        try:
            yield
        except KeyboardInterrupt:
            self.clear()  # Chroma was between two calls
            raise
        self.clear()

    def suspect(self, build: str) -> None:
        """As ``Place.suspect``."""
        self._mark.touch(FILE)

    def clear(self) -> None:
        """As ``Place.clear``."""
        self._mark.unlink(missing_ok=True)

    def close(self) -> None:
        """As ``Place.close``: nothing is."""


class Server:
    """A Chroma server. A client that dies does it no harm; it may lose a build by itself.

    Args:
        server: The server; other libraries may use it too.
        library: Keeps the name of the build that is to be made anew.
        passages: What a build is compared with.
    """

    def __init__(self, server: ChromaServer, library: Library, passages: Passages) -> None:
        self.where = server.where
        self._server = server
        self._library = library
        self._passages = passages

    def create(self, build: str) -> Build:
        """As ``Place.create``."""
        return self._server.open(_named(build), create=True)

    def open(self, build: str) -> Build:
        """As ``Place.open``."""
        return self._server.open(_named(build))

    def open_sound(self, build: str) -> Build:
        """As ``Place.open_sound``. Nothing must be written to it meanwhile."""
        opened = self._server.open(_named(build))
        sample = self._passages.sample(PROBES)
        held = opened.count()
        if sample.total not in (None, held):
            raise StoreError(f"the vector index {self.where} has {held} of {sample.total} vectors")
        opened.verify(sample.ids, sample.vectors)
        return opened

    def drop(self, build: str) -> None:
        """As ``Place.drop``; one that the server cannot remove stays, and is logged."""
        try:
            self._server.drop(_named(build))
        except Unavailable:
            raise
        except StoreError as error:
            _log.warning("a build that was given up stays on the server: %s", error)

    def present(self, build: str) -> bool:
        """As ``Place.present``: the next query will tell."""
        return True

    def broken(self, state: dict[str, str]) -> str | None:
        """As ``Place.broken``."""
        if "vectors" not in state:
            return "it is missing"
        if state.get("vectors_suspect") == state["vectors"]:
            return "it is lost or damaged"
        return None

    def seal(self, build: str) -> str:
        """As ``Place.seal``: there is nothing to see but what it answers."""
        return ""

    @contextmanager
    def working(self, build: str) -> Iterator[None]:
        """As ``Place.working``."""
        try:
            yield
        except Unavailable:
            raise
        except StoreError:
            self.suspect(build)
            raise

    def suspect(self, build: str) -> None:
        """As ``Place.suspect``."""
        self._library.set_state(vectors_suspect=build)

    def clear(self) -> None:
        """As ``Place.clear``: the new build has another name."""

    def close(self) -> None:
        """As ``Place.close``."""
        self._server.close()


def _named(build: str) -> str:
    return f"onrecord-{build}"
