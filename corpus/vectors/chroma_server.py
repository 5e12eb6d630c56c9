"""Storage for builds of the vector index on a Chroma server, which several machines can share."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import cached_property
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from corpus.errors import SettingsError, StoreError
from corpus.library.articles import Library
from corpus.library.chunks import Passages
from corpus.private import make_private
from corpus.vectors.build import HNSW, Build, Unavailable, unusable

if TYPE_CHECKING:
    import numpy as np
    from chromadb.api.fastapi import FastAPI
    from chromadb.api.models.Collection import Collection
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

__all__ = ["ChromaServer", "ServerStorage"]

_PROBES = 8
"""Vectors that a build on a server must find again before it is searched."""
_NEAR = 50
"""How near a vector must be to itself, in ranks, to count as found: copies of it may be nearer."""
# Begins the seal of a build on a server, which is no checksum but a place.
_KEPT_IN = "kept in "
_CONNECT_SECONDS, _ANSWER_SECONDS = 2.0, 15.0
"""How long a server may take to be reached, and to do what it is asked."""

_log = logging.getLogger(__name__)


class _Died(Unavailable):
    """The server broke off while it was asked."""


class ChromaServer:
    """A Chroma server and the builds on it. Thread-safe; connects when it is first asked.

    Args:
        address: ``http://host:port`` or ``https://...``, with ``user:password@`` or ``token@``
            before the host where the server wants them, and ``/tenant/database`` behind the
            port where they are not the default ones.

    Attributes:
        where: The server, as messages name it.
        place: Tenant and database on it.

    Raises:
        SettingsError: The address makes no sense.
        Unavailable: From every method, when the server cannot be reached, or has no such tenant
            or database.
    """

    def __init__(self, address: str) -> None:
        try:
            parts = urlsplit(address)
            port = parts.port or {"http": 8000, "https": 443}[parts.scheme]
            self._tenant, self._database = _tenant_and_database(parts.path)
        except (KeyError, ValueError):
            # The address is not shown: there may be a password in it.
            raise SettingsError(
                "ONRECORD_CHROMA_URL cannot be read; write http://host:8000 or https://host, "
                "with /tenant/database behind it if they are not the default ones"
            ) from None
        host = parts.hostname or "localhost"
        self._host = f"[{host}]" if ":" in host else host
        self._port, self._ssl = port, parts.scheme == "https"
        self._headers = _headers(parts.username, parts.password)
        self.where = f"{parts.scheme}://{self._host}:{port}"
        self.place = f"{self._tenant}/{self._database}"

    def open(self, name: str, *, create: bool = False) -> "_ServerBuild":
        """Open the build with that name, or make it.

        Raises:
            StoreError: There is none, or there is one already.
        """
        from chromadb.api.models.Collection import Collection
        from chromadb.errors import ChromaError

        tenant, database = self._tenant, self._database
        with self.errors():
            try:
                if create:
                    made = self._api.create_collection(
                        name, configuration={"hnsw": HNSW}, tenant=tenant, database=database
                    )
                else:
                    made = self._api.get_collection(name, tenant=tenant, database=database)
            except ChromaError:
                self._find_place()
                raise
            collection = Collection(client=self._api, model=made, embedding_function=None)
        return _ServerBuild(self, collection)

    def _find_place(self) -> None:
        """Raise ``Unavailable`` if it is our tenant or our database that is not there.

        Chroma says of a build in either that the build does not exist.
        """
        from chromadb.errors import ChromaError

        try:
            self._api.get_database(self._database, self._tenant)
        except ChromaError as error:
            raise Unavailable(
                f"the Chroma server {self.where} has no database {self._database!r} of a tenant "
                f"{self._tenant!r} ({' '.join(str(error).split())}); correct the end of "
                "ONRECORD_CHROMA_URL, or create them"
            ) from error

    def drop(self, name: str) -> None:
        """Remove a build, if there is one with that name."""
        from chromadb.errors import NotFoundError

        with self.errors():
            try:
                self._api.delete_collection(name, self._tenant, self._database)
            except NotFoundError:
                return

    def close(self) -> None:
        """Close the connections; another method opens them again."""
        if "_api" in self.__dict__:  # else it would be made to be closed
            self.__dict__.pop("_api")._session.close()

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Turn what Chroma's client raises into ours."""
        import httpx
        from chromadb import errors as chroma

        try:
            yield
        except StoreError:
            raise
        except httpx.TransportError as error:
            broke_off = isinstance(error, httpx.RemoteProtocolError | httpx.ReadError)
            kind = _Died if broke_off else Unavailable
            raise kind(self._unreachable(str(error) or type(error).__name__)) from error
        except (chroma.AuthorizationError, chroma.ChromaAuthError, chroma.RateLimitError) as error:
            raise Unavailable(self._unreachable(str(error))) from error
        except chroma.ChromaError as error:
            raise unusable(self.where, error) from error
        except Exception as error:
            # Something else answered: what stands before the server, while that is away.
            raise Unavailable(self._unreachable(str(error)[:200])) from error

    def _unreachable(self, reason: str) -> str:
        line = " ".join(reason.split())
        return (
            f"the Chroma server {self.where} cannot be asked: {line}; "
            "check ONRECORD_CHROMA_URL, and that 'chroma run' or the like runs there"
        )

    @cached_property
    def _api(self) -> "FastAPI":
        # What is inside chromadb.HttpClient, which waits for ever for a server that hangs.
        import httpx
        from chromadb.api.fastapi import FastAPI
        from chromadb.config import Settings, System

        settings = Settings(
            _env_file=None,  # type: ignore[call-arg]  # pydantic's; else a .env here would be read
            chroma_api_impl="chromadb.api.fastapi.FastAPI",
            chroma_server_host=self._host,
            chroma_server_http_port=self._port,
            chroma_server_ssl_enabled=self._ssl,
            chroma_server_headers=self._headers,
            anonymized_telemetry=False,
        )
        system = System(settings)
        api = system.instance(FastAPI)
        system.start()
        api._session.timeout = httpx.Timeout(_ANSWER_SECONDS, connect=_CONNECT_SECONDS)
        return api


class _ServerBuild(Build):
    """A build on a server, which may lose it at any time: with each query goes a canary.

    Chroma may come back from a restart without its graph, and then answers wrongly and says
    nothing (chroma-core/chroma 7090). So a vector that it found at the opening is asked for
    beside each question, and must be found again.
    """

    def __init__(self, server: ChromaServer, collection: "Collection") -> None:
        self._server = server
        self._collection = collection
        self._canaries: Iterator[tuple[str, Vectors]] | None = None

    def _errors(self) -> AbstractContextManager[None]:
        return self._server.errors()

    def close(self) -> None:
        """Do nothing: the connection is the server's."""

    def verify(self, ids: Sequence[str], vectors: "Vectors") -> None:
        """Check that the build finds some of the vectors that it should hold.

        Raises:
            StoreError: It finds less than half of them, or dies of looking.
        """
        if not ids:
            return
        try:
            nearest = self._nearest(vectors, _NEAR)
        except _Died as error:
            raise unusable(self._server.where, error) from error
        held = [
            (chunk_id, vector)
            for chunk_id, vector, near in zip(ids, vectors, nearest, strict=True)
            if chunk_id in near
        ]
        # Half of them, for the graph is approximate: a sound one may miss some.
        if 2 * len(held) < len(ids):
            lost = StoreError(f"it finds {len(held)} of {len(ids)} of its own vectors")
            raise unusable(self._server.where, lost)
        self._canaries = cycle(held)

    def query(self, vector: "Vectors", limit: int) -> list[str]:
        """Return the ids of the nearest vectors; ``Unavailable`` when the canary is not found."""
        if self._canaries is None:
            return super().query(vector, limit)
        import numpy as np

        canary, canary_vector = next(self._canaries)
        # In one request, so that both are answered out of one state.
        nearest, near = self._nearest(np.stack([vector, canary_vector]), max(limit, _NEAR))
        if canary not in near:
            raise Unavailable(self._server._unreachable("it no longer finds what it found before"))
        return nearest[:limit]


class ServerStorage:
    """Storage on a Chroma server. A client that dies does it no harm; it may itself lose a build.

    Args:
        server: The server; other libraries may use it too.
        library: Keeps the name of the build that is to be made anew.
        passages: What a build is compared with.
        note: The file beside the library that names the collection with its vectors, so that a
            library that is missing is missed; None where nothing is beside it.
    """

    def __init__(
        self,
        server: ChromaServer,
        library: Library,
        passages: Passages,
        note: Path | None = None,
    ) -> None:
        self.where = server.where
        self._server = server
        self._library = library
        self._passages = passages
        self._note = note

    def create(self, build: str) -> Build:
        """Begin a build on the server."""
        return self._opened(build, create=True)

    def open(self, build: str) -> Build:
        """Open a build to change or compare it."""
        return self._opened(build)

    def _opened(self, build: str, *, create: bool = False) -> "_ServerBuild":
        opened = self._server.open(_named(build), create=create)
        # Also where it was built before there was a note, or the vectors came from another server.
        # What cannot be noted is searched all the same.
        with suppress(OSError):
            if self._note:
                _write(self._note, f"{self.where} {self._server.place} {_named(build)}\n")
        return opened

    def open_sound(self, build: str) -> Build:
        """Open a build to search it, if its vectors are sound. Nothing must be writing to it."""
        opened = self._opened(build)
        sample = self._passages.sample(_PROBES)
        held = opened.count()
        # None while changes wait that may not be in the index yet.
        if sample.total not in (None, held):
            raise StoreError(f"the vector index {self.where} has {held} of {sample.total} vectors")
        opened.verify(sample.ids, sample.vectors)
        return opened

    def drop(self, build: str) -> None:
        """Remove a build, if there is one; what the server cannot remove stays, and is logged."""
        try:
            self._server.drop(_named(build))
        except Unavailable:
            raise
        except StoreError as error:
            _log.warning("a build that was given up stays on the server: %s", error)

    def present(self, build: str) -> bool:
        """Return True: the next query will tell if the build is still there."""
        return True

    def broken(self, state: dict[str, str]) -> str | None:
        """Say if the build in use is missing, or noted as lost or damaged; else None.

        Raises:
            Unavailable: It is kept in another database than ours: it is not for us to judge.
        """
        if "vectors" not in state:
            return "it is missing"
        kept = state.get("vectors_seal", "")
        if kept.startswith(_KEPT_IN) and kept != self.seal(state["vectors"]):
            raise Unavailable(
                f"the vector index is kept in {kept.removeprefix(_KEPT_IN)} and not in "
                f"{self._server.place}: correct the end of ONRECORD_CHROMA_URL, or run "
                "'onrecord rebuild', which moves it here for everybody"
            )
        if state.get("vectors_suspect") == state["vectors"]:
            return "it is lost or damaged"
        return None

    def seal(self, build: str) -> str:
        """Return where the build is kept: nothing is to be seen of it but what it answers."""
        return f"{_KEPT_IN}{self._server.place}"

    @contextmanager
    def working(self, build: str) -> Iterator[None]:
        """Note that the build is to be made anew if the block fails, unless by ``Unavailable``."""
        try:
            yield
        except Unavailable:
            raise
        except StoreError:
            self.suspect(build)
            raise

    def suspect(self, build: str) -> None:
        """Note in the library that the build is to be made anew."""
        self._library.set_state(vectors_suspect=build)

    def clear(self) -> None:
        """Do nothing: what was noted names the old build, and the new one has another name."""

    def close(self) -> None:
        """Close the connections to the server."""
        self._server.close()


def _write(note: Path, text: str) -> None:
    """Have a file hold a text, unless it does."""
    with suppress(FileNotFoundError, UnicodeDecodeError):
        if note.read_text(encoding="utf-8") == text:
            return
    note.write_text(text, encoding="utf-8")
    make_private(note)


def _tenant_and_database(path: str) -> tuple[str, str]:
    """Return tenant and database; ``ValueError`` when the path is no two names."""
    names = path.strip("/")
    tenant, database = names.split("/") if names else ("default_tenant", "default_database")
    return tenant, database


def _headers(user: str | None, password: str | None) -> dict[str, str]:
    from base64 import b64encode

    if not user:
        return {}
    if password is None:
        return {"x-chroma-token": unquote(user)}
    pair = f"{unquote(user)}:{unquote(password)}".encode()
    return {"Authorization": f"Basic {b64encode(pair).decode()}"}


def _named(build: str) -> str:
    return f"onrecord-{build}"
