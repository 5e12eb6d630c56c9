"""Real servers on loopback: PostgreSQL and Chroma, started, killed and restarted by their ids."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import uuid
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import cached_property
from pathlib import Path
from socket import socket
from typing import Any, Protocol

import pytest

START_SECONDS = 90
PASSWORD = "s3cret/@word"
_ESCAPED = "s3cret%2F%40word"


class Backend(Protocol):
    """Place where a corpus keeps its library and its vectors."""

    def fresh(self) -> AbstractContextManager[None]:
        """Have ``Corpus.open`` find nothing yet, until the block ends."""

    def copy(self, home: Path, to: Path) -> AbstractContextManager[None]:
        """Have ``Corpus.open(to)`` find a copy of what is in ``home``, until the block ends.

        It must not be open, and have no vectors yet.
        """


class Files:
    """In the data folder: what is fresh is up to the folder."""

    def fresh(self) -> AbstractContextManager[None]:
        return settings(ONRECORD_DATABASE_URL=None, ONRECORD_CHROMA_URL=None)

    def copy(self, home: Path, to: Path) -> AbstractContextManager[None]:
        shutil.copytree(home, to)
        return self.fresh()


class Servers:
    """On servers, named by the settings."""

    def __init__(self, postgres: "Postgres", chroma: "Chroma") -> None:
        self.postgres = postgres
        self.chroma = chroma

    def fresh(self) -> AbstractContextManager[None]:
        return self._database("")

    def copy(self, home: Path, to: Path) -> AbstractContextManager[None]:
        return self._database(f"TEMPLATE {os.environ['ONRECORD_DATABASE_URL'].rpartition('/')[2]}")

    @contextmanager
    def _database(self, options: str) -> Iterator[None]:
        with (
            self.postgres.database(options) as url,
            settings(ONRECORD_DATABASE_URL=url, ONRECORD_CHROMA_URL=self.chroma.url),
        ):
            yield


@contextmanager
def settings(**values: str | None) -> Iterator[None]:
    """Settings in the environment, which what is started inherits, until the block ends.

    Args:
        values: Their values; with ``None`` there is no such setting.
    """
    before = {name: os.environ.get(name) for name in values}
    _set(values)
    try:
        yield
    finally:
        _set(before)


def _set(values: Mapping[str, str | None]) -> None:
    for name, value in values.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


class Server(ABC):
    """A process that answers on a port of its own; whatever it does, it keeps its folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @abstractmethod
    def command(self) -> list[str]:
        """The command that starts it."""

    @abstractmethod
    def answers(self) -> bool:
        """Tell if it does what it is asked."""

    def start(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while self.process is None or self.process.poll() is not None or not self.answers():
            if time.monotonic() > deadline:
                pytest.fail(f"a server did not start:\n{(self.folder / 'log').read_text()[-3000:]}")
            if self.process is None or self.process.poll() is not None:
                self._run()  # again, while children of one that was killed are still about
            time.sleep(0.05)

    def _run(self) -> None:
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                self.command(), stdout=log, stderr=log, cwd=self.folder, **_as_owner(self.folder)
            )

    def signal(self, number: signal.Signals) -> None:
        assert self.process is not None
        self.process.send_signal(number)

    def kill(self) -> None:
        """Kill -9, as a machine that loses its power."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


class Chroma(Server):
    """``chroma run``, of the environment that the tests run in."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def command(self) -> list[str]:
        chroma = Path(sys.executable).with_name("chroma")
        options = ["--path", str(self.folder / "data"), "--host", "127.0.0.1"]
        return [str(chroma), "run", *options, "--port", str(self.port)]

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/api/v2/heartbeat", timeout=5):
                return True
        except (urllib.error.URLError, OSError):
            return False


class Postgres(Server):
    """PostgreSQL with a cluster of its own, for a user who has to give a password."""

    def __init__(self, folder: Path, programs: Path, *, durable: bool) -> None:
        super().__init__(folder)
        self.programs = programs
        self._durable = durable
        secret = folder / "password"
        secret.write_text(PASSWORD)
        secret.chmod(0o644)
        subprocess.run(
            [programs / "initdb", "-D", folder / "data", "-U", "onrecord", "-E", "UTF8",
             "--locale=C.UTF-8", "--auth=scram-sha-256", f"--pwfile={secret}", "--no-sync"],
            check=True, capture_output=True, cwd=folder, **_as_owner(folder),
        )  # fmt: skip

    def command(self) -> list[str]:
        options = ["-k", str(self.folder), "-h", "127.0.0.1", "-p", str(self.port)]
        # Its shared memory lies in its folder: else that of one that is killed is left behind.
        options += ["-c", "dynamic_shared_memory_type=mmap"]
        if not self._durable:
            options.append("-F")
        return [str(self.programs / "postgres"), "-D", str(self.folder / "data"), *options]

    def answers(self) -> bool:
        import psycopg

        try:
            psycopg.connect(self.url("postgres"), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def url(self, database: str, *, user: str = "onrecord", password: str = _ESCAPED) -> str:
        return f"postgresql://{user}:{password}@127.0.0.1:{self.port}/{database}"

    def run(self, statement: str) -> None:
        """Do what only the owner of the cluster may."""
        import psycopg

        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())

    @cached_property
    def _copying(self) -> str:
        """Return the words by which a new database is copied as files, where there is another way.

        That one, the usual since PostgreSQL 15, logs each page first, and takes twice as long.
        """
        import psycopg

        with psycopg.connect(self.url("postgres")) as connection:
            return "STRATEGY FILE_COPY" if connection.info.server_version >= 150_000 else ""

    @contextmanager
    def database(self, options: str = "") -> Iterator[str]:
        """The address of a new database, which is gone after the block."""
        name = f"test_{uuid.uuid4().hex}"
        self.run(f"CREATE DATABASE {name} {self._copying} {options}")
        try:
            yield self.url(name)
        finally:
            self.run(f"DROP DATABASE {name} WITH (FORCE)")


def start_chroma() -> Chroma:
    server = Chroma(Path(tempfile.mkdtemp(prefix="onrecord-chroma-")))
    server.start()
    return server


def start_postgres(*, durable: bool = False) -> Postgres:
    """PostgreSQL, or no test: skipped in capitals where it is not installed, failed under CI.

    Args:
        durable: Whether what was stored survives the machine's death, and not the server's only.
    """
    programs = _postgres_programs()
    if programs is None:
        message = "NO POSTGRESQL FOUND: THE SHARED LIBRARY IS NOT TESTED. INSTALL POSTGRESQL."
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    folder = Path(tempfile.mkdtemp(prefix="onrecord-postgres-"))
    if os.geteuid() == 0:
        # The server refuses to run as root.
        shutil.chown(folder, "postgres", "postgres")
    server = Postgres(folder, programs, durable=durable)
    server.start()
    return server


def _postgres_programs() -> Path | None:
    """The folder of the newest PostgreSQL: Debian keeps several, and none on the path."""
    paths = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parts[-2])
    )
    program = shutil.which("postgres")
    return paths[-1] if paths else Path(program).parent if program else None


def _as_owner(folder: Path) -> dict[str, Any]:
    """Whom to run a program as: whoever owns the folder, where that is not us."""
    owner = folder.stat().st_uid
    if owner == os.geteuid():
        return {}
    return {"user": owner, "group": pwd.getpwuid(owner).pw_gid, "extra_groups": []}


def free_port() -> int:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
