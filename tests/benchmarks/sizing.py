"""The cost of a server: ``python -m tests.benchmarks.sizing``.

The API and the chat serve the sample articles, each in a process of its own. Measured are its
memory at rest and after 50 questions, and what a question takes, by the clock and of a processor,
alone and when four ask at a time.
"""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import httpx

from assistant import Assistant
from tests.benchmarks.sessions import QUESTIONS, asked, processor, resident
from tests.browser.conftest import ROOT, Server, serving
from tests.readers import Reader

ALONE = 50
"""Questions that are asked one after the other."""
TOGETHER, ROUNDS = 4, 5
Ask = Callable[[int], Awaitable[float]]


def main() -> None:
    """Measure both, and print a line for each figure."""
    with TemporaryDirectory() as folder:
        Assistant.open(folder).close()
        with serving_api(Path(folder)) as server:
            asyncio.run(of_the_api(server))
        with serving(Path(folder)) as server:
            asyncio.run(of_the_chat(server))


async def of_the_api(server: Server) -> None:
    """Measure the API: each question is a request."""
    rest = resident(server)
    address = f"{server.url}v1/ask"
    async with httpx.AsyncClient(timeout=600, trust_env=False) as client:

        async def ask(number: int) -> float:
            began = time.perf_counter()
            question = {"question": QUESTIONS[number % len(QUESTIONS)]}
            (await client.post(address, json=question)).raise_for_status()
            return time.perf_counter() - began

        await measure("API", server, rest, [ask] * TOGETHER)


async def of_the_chat(server: Server) -> None:
    """Measure the chat: each reader has a page open."""
    rest = resident(server)
    async with AsyncExitStack() as stack:
        readers = [await stack.enter_async_context(Reader.visit(server)) for _ in range(TOGETHER)]

        def by(reader: Reader) -> Ask:
            return lambda number: asked(reader, number)

        await measure("chat", server, rest, [by(reader) for reader in readers])


async def measure(what: str, server: Server, rest: float, askers: list[Ask]) -> None:
    """Ask, and print what it took."""
    await askers[0](0)  # loads the models
    worked = processor(server)
    alone = [await askers[0](number) for number in range(ALONE)]
    seconds = (processor(server) - worked) / ALONE
    print(f"{what}: {rest:.0f} MB at rest, {resident(server):.0f} MB after {ALONE} questions")
    print(
        f"{what}: alone {median(alone):.2f} s by the clock (median), {seconds:.2f} s of a processor"
    )
    worked, together = processor(server), list[float]()
    for turn in range(ROUNDS):
        numbers = range(turn * TOGETHER, (turn + 1) * TOGETHER)
        together += await asyncio.gather(*(ask(n) for ask, n in zip(askers, numbers, strict=True)))
    seconds = (processor(server) - worked) / len(together)
    print(
        f"{what}: {TOGETHER} at once {median(together):.2f} s (median), "
        f"{seconds:.2f} s of a processor"
    )


@contextmanager
def serving_api(home: Path) -> Iterator[Server]:
    """Run ``onrecord serve`` on a free port until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "ui.cli.main", "serve", f"--port={port}"]
    variables = {**os.environ, "ONRECORD_HOME": str(home), "PYTHONPATH": str(ROOT)}
    server = Server(subprocess.Popen(command, cwd=home, env=variables), port)
    try:
        while True:
            try:
                httpx.get(f"http://127.0.0.1:{port}/readyz", trust_env=False).raise_for_status()
                break
            except httpx.TransportError:
                if server.process.poll() is not None:
                    raise
                time.sleep(0.2)
        yield server
    finally:
        server.stop()


if __name__ == "__main__":
    main()
