"""Growth of one process over many questions, and of the chat over many sessions.

    python -m tests.benchmarks.endurance [--part asks|chat|both] [--asks 5000]
        [--readers 40] [--minutes 5] [--rounds 2]

``asks`` puts questions of every kind to an assistant in this process, one after another, most of
them never asked before, so that what is kept by question would be seen to grow. ``chat`` has that
many readers with a page open each, who all ask at once, think for ten seconds and ask again, then
leave; in as many rounds. Sampled are the process's memory, threads and open descriptors, and the
files in its temporary folder, as Linux counts them.

Growth is judged after the first fifth of the questions, in which models and caches are filled. Of
the chat it is judged between the ends of the rounds, once Streamlit has forgotten the sessions: it
keeps each for two minutes, should its reader come back. Exits with 1 where something grows.
"""

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import numpy as np

from assistant import Assistant
from corpus import Corpus
from tests.benchmarks.sessions import QUESTIONS
from tests.browser.conftest import serving
from tests.conftest import story
from tests.readers import Reader

STORIES = 40
"""Articles beside the samples."""
SAMPLES = 100
"""Times that the process is looked at."""
WARM = 0.2
"""The share of the questions after which growth is judged."""
SLOPE = 2.0
"""Megabytes that memory may grow by with 1,000 questions."""
NOISE = 8.0
"""Megabytes by which memory goes up and down without growing: less tells nothing."""
PER_SESSION = 0.25
"""Megabytes that each reader who has left in a further round may leave behind."""
THINKING = 10.0
"""Seconds between a reader's answer and next question."""
FORGOTTEN = 130.0
"""Seconds after which Streamlit has forgotten whoever left."""
KINDS: tuple[str, ...] = (
    "What did witness 2 of report {n} say about the bridge over the river Aar?",
    "Which articles mention report {n}?",
    "How many articles are there about the comet, the ferry and number {n}?",
    "Who is quoted on matter {n}?",
    "Who said that the orchard had been a worry for {n} years?",
    "What did Costa say about point {n}?",
    "Summarise the article about the museum of clocks and its {n} visitors",
    "What is the latest on report {n}?",
    "Give me a timeline of the ferry to Skye and its {n} passengers",
    "Did the chess champion lose in {n} moves?",
    "How do the papers differ on report {n}?",
    "What is the capital of Peru, by map {n}?",
    "Why was the ferry to Skye cancelld {n} times?",
    "hello {n}",
)
"""Questions of every kind; ``n`` is another number each time."""
FOLLOW_UPS = ("And why?", "Who said so?", "Tell me more", "Are you sure?", "When was that?")
VERIFIED = (
    "The ferry to Skye was cancelled because the engine leaked oil, as report {n} says. "
    "A comet was seen above Peru in {n}."
)
OFTEN_FOLLOWED, OFTEN_VERIFIED = 5, 40
"""One question in so many follows another; after so many a text is verified."""


@dataclass(frozen=True, slots=True)
class Use:
    """Memory, files and threads that a process holds."""

    megabytes: float
    threads: int
    descriptors: int
    files: int
    """In its temporary folder, with all below it."""

    @classmethod
    def of(cls, process: int, temporary: Path) -> "Use":
        """Return what a process holds now."""
        status = Path(f"/proc/{process}/status").read_text()
        numbers = dict(line.split(":", 1) for line in status.splitlines())
        return cls(
            int(numbers["VmRSS"].split()[0]) / 1000,
            int(numbers["Threads"]),
            len(list(Path(f"/proc/{process}/fd").iterdir())),
            sum(path.is_file() for path in temporary.rglob("*")),
        )

    def __str__(self) -> str:
        return (
            f"{self.megabytes:7.1f} MB  {self.threads:3} threads  "
            f"{self.descriptors:3} descriptors  {self.files:3} temporary files"
        )


def slope(samples: Sequence[tuple[int, Use]]) -> float:
    """Fit the megabytes that memory grows by with 1,000 questions, by least squares."""
    asked, megabytes = zip(*((asked, use.megabytes) for asked, use in samples), strict=True)
    return 1000 * float(np.polyfit(asked, megabytes, 1)[0])


def said(what: str, *, good: bool) -> bool:
    """Print a finding, and return whether it is as it should be."""
    print(what if good else f"{what}  BROKEN", flush=True)
    return good


def usual(uses: Sequence[Use]) -> Use:
    """Return the medians of what a process held: a library's idle threads come and go."""
    held = ((use.megabytes, use.threads, use.descriptors, use.files) for use in uses)
    megabytes, *numbers = (float(np.median(column)) for column in zip(*held, strict=True))
    return Use(megabytes, *map(int, numbers))


def no_more(before: Use, after: Use) -> bool:
    """Print threads, descriptors and files, and tell whether there are no more than before."""
    pairs = {
        "threads": (before.threads, after.threads),
        "descriptors": (before.descriptors, after.descriptors),
        "temporary files": (before.files, after.files),
    }
    good = True
    for what, (first, last) in pairs.items():
        good &= said(f"{what} {first}, later {last} (no more)", good=last <= first)
    return good


# -- questions in this process ------------------------------------------------------------------


def works(assistant: Assistant) -> Iterator[Callable[[], object]]:
    """Yield questions of every kind without end, with a follow-up or a draft now and then."""
    history: list[tuple[str, str]] = []
    templates, others, follow_ups = cycle(KINDS), cycle(QUESTIONS), cycle(FOLLOW_UPS)

    def ask(question: str, *, follows: bool = False) -> None:
        answer = assistant.ask(question, history=history if follows else ())
        history[:] = [("user", question), ("assistant", answer.text)]

    number = 0
    while True:
        number += 1
        if number % OFTEN_VERIFIED == 0:
            text = VERIFIED.format(n=number)
            yield lambda text=text: assistant.verify(text)  # type: ignore[misc]
        elif number % OFTEN_FOLLOWED == 0:
            question = next(follow_ups)
            yield lambda question=question: ask(question, follows=True)  # type: ignore[misc]
        else:
            question = next(templates).format(n=number) if number % 3 else next(others)
            yield lambda question=question: ask(question)  # type: ignore[misc]


def of_asks(home: Path, temporary: Path, asks: int) -> bool:
    """Ask so many questions, and tell whether nothing grew."""
    every = max(1, asks // SAMPLES)
    samples: list[tuple[int, Use]] = []
    began = time.perf_counter()
    with Assistant.open(home) as assistant:
        for number, work in zip(range(1, asks + 1), works(assistant), strict=False):
            work()
            if number % every == 0:
                samples.append((number, Use.of(os.getpid(), temporary)))
                if len(samples) % 5 == 1 or number == asks:
                    print(f"{number:6} asked: {samples[-1][1]}", flush=True)
    print(f"{asks} questions in {time.perf_counter() - began:.0f} s")
    judged = [sample for sample in samples if sample[0] >= WARM * asks]
    grown = slope(judged)
    span = grown * (judged[-1][0] - judged[0][0]) / 1000
    good = said(
        f"memory grows by {grown:.2f} MB with 1,000 questions, {span:.1f} MB in all after the "
        f"first fifth (at most {SLOPE} MB, or {NOISE} MB in all)",
        good=grown <= SLOPE or span <= NOISE,
    )
    uses = [use for _, use in judged]
    half = len(uses) // 2
    return no_more(usual(uses[:half]), usual(uses[half:])) and good


# -- sessions of the chat -----------------------------------------------------------------------


async def of_the_chat(
    home: Path, temporary: Path, readers: int, seconds: float, rounds: int
) -> bool:
    """Have readers come, ask and leave, and tell whether they left nothing behind."""
    with serving(home) as server:

        def look(when: str) -> Use:
            use = Use.of(server.process.pid, temporary)
            print(f"{when:28} {use}", flush=True)
            return use

        look("started")
        async with Reader.visit(server) as reader:
            await reader.ask(QUESTIONS[0])
        look("one reader was there")
        ends: list[Use] = []
        for number in range(1, rounds + 1):
            async with AsyncExitStack() as stack:
                everyone = [
                    await stack.enter_async_context(Reader.visit(server)) for _ in range(readers)
                ]
                look(f"round {number}: all have come")
                until = time.monotonic() + seconds
                waits = await asyncio.gather(
                    *(conversation(reader, who, until) for who, reader in enumerate(everyone))
                )
                look(f"round {number}: all have asked")
            flat = sorted(wait for turn_waits in waits for wait in turn_waits)
            print(
                f"round {number}: {len(flat)} questions, {flat[len(flat) // 2]:.2f} s (median), "
                f"{flat[len(flat) * 95 // 100]:.2f} s (95th percentile), {flat[-1]:.2f} s at most"
            )
            await asyncio.sleep(FORGOTTEN)
            async with Reader.visit(server) as reader:  # only then are the others let go of
                await reader.ask(QUESTIONS[0])
            await asyncio.sleep(1)
            ends.append(look(f"round {number}: all have left"))
    if rounds == 1:
        return True
    first, last = ends[0], ends[-1]
    most = max(NOISE, PER_SESSION * readers * (rounds - 1))
    grown = last.megabytes - first.megabytes
    good = said(
        f"further rounds leave {grown:.1f} MB behind (at most {most:.0f} MB)", good=grown <= most
    )
    return no_more(first, last) and good


async def conversation(reader: Reader, who: int, until: float) -> list[float]:
    """Ask and think until the time is up; return the seconds that each answer took.

    All begin together, so that the first round already fills the pools of connections.
    """
    waits: list[float] = []
    while time.monotonic() < until:
        number = 1000 * who + len(waits)
        template = KINDS[number % len(KINDS)]
        began = time.perf_counter()
        await reader.ask(template.format(n=number))
        waits.append(time.perf_counter() - began)
        await asyncio.sleep(min(THINKING, max(0.0, until - time.monotonic())))
    return waits


@contextmanager
def prepared() -> Iterator[tuple[Path, Path]]:
    """A data folder with articles, and the folder in which temporary files are made."""
    with tempfile.TemporaryDirectory() as folder:
        home, temporary = Path(folder) / "home", Path(folder) / "temporary"
        temporary.mkdir()
        before = tempfile.tempdir, os.environ.get("TMPDIR")
        tempfile.tempdir = os.environ["TMPDIR"] = str(temporary)
        try:
            Assistant.open(home).close()
            with Corpus.open(home) as corpus:
                corpus.add(map(story, range(STORIES)))
            yield home, temporary
        finally:
            tempfile.tempdir = before[0]
            if before[1] is None:
                del os.environ["TMPDIR"]
            else:
                os.environ["TMPDIR"] = before[1]


def main() -> int:
    """Print every figure; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--part", choices=("asks", "chat", "both"), default="both")
    parser.add_argument("--asks", type=int, default=5000)
    parser.add_argument("--readers", type=int, default=40)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--rounds", type=int, default=2)
    given = parser.parse_args()
    good = True
    with prepared() as (home, temporary):
        if given.part != "chat":
            good &= of_asks(home, temporary, given.asks)
        if given.part != "asks":
            good &= asyncio.run(
                of_the_chat(home, temporary, given.readers, 60 * given.minutes, given.rounds)
            )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
