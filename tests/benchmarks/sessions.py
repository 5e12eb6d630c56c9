"""The chat under many users at once: ``python -m tests.benchmarks.sessions [READERS]``.

Readers are websocket clients that speak Streamlit's protocol (``tests.readers``), against a
server with the sample articles. Measured are: how long after the server is up a first page can be
used; how long one reader alone waits for an answer; how long each of many waits who ask at once,
each something else; and how much processor time and memory each of these costs the server.
"""

import asyncio
import os
import statistics
import sys
import time
from contextlib import AsyncExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant import Assistant
from assistant.evaluation import load_cases
from tests.browser.conftest import Server, serving
from tests.readers import Reader

READERS = 20
ALONE = 20
"""Questions that one reader asks alone."""
SEED = Path(__file__).parents[1] / "data" / "seed_questions.jsonl"
"""Questions on the sample articles, some of which these do not answer."""
QUESTIONS = [case.question for case in load_cases(SEED)]


def main(readers: int) -> None:
    """Measure, and print a line for each figure with what it may be at most."""
    with TemporaryDirectory() as folder:
        Assistant.open(folder).close()
        with serving(Path(folder)) as server:
            asyncio.run(measure(server, readers))


async def measure(server: Server, readers: int) -> None:
    """Measure one reader after another, then all at once."""
    began = time.perf_counter()
    async with Reader.visit(server) as reader:
        print(f"first page usable after {time.perf_counter() - began:.2f} s (at most 3 s)")
        await asked(reader, 0)  # loads the models
    alone = []
    for number in range(ALONE):
        async with Reader.visit(server) as reader:
            alone.append(await asked(reader, number))
    median = statistics.median(alone)
    print(f"one reader waits {median:.2f} s (median of {ALONE})")
    before = resident(server)
    async with AsyncExitStack() as stack:
        everyone = [await stack.enter_async_context(Reader.visit(server)) for _ in range(readers)]
        opened, worked = resident(server), processor(server)
        waits = await asyncio.gather(*(asked(one, n) for n, one in enumerate(everyone)))
        after, worked = resident(server), processor(server) - worked
    slow = statistics.quantiles(waits, n=20)[-1]
    times = slow / median
    print(f"{readers} at once wait {slow:.2f} s (95th percentile), {times:.1f} times (at most 15)")
    half = statistics.median(waits)
    print(f"half of them wait {half:.2f} s at most, {half / median:.1f} times")
    print(f"each question takes {worked / readers:.2f} s of a processor")
    print(f"an open session adds {(opened - before) / readers:.2f} MB (at most 5 MB)")
    print(f"one that has asked adds {(after - before) / readers:.2f} MB (at most 5 MB)")


async def asked(reader: Reader, number: int) -> float:
    """Seconds that a reader waits for an answer."""
    began = time.perf_counter()
    await reader.ask(QUESTIONS[number % len(QUESTIONS)])
    return time.perf_counter() - began


def processor(server: Server) -> float:
    """Seconds that the server's threads have worked, as Linux counts them."""
    numbers = Path(f"/proc/{server.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(numbers[11]) + int(numbers[12])) / os.sysconf("SC_CLK_TCK")


def resident(server: Server) -> float:
    """Megabytes of the server's memory, as Linux counts them."""
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1000


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else READERS)
