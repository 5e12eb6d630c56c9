"""A meter of work: by the clock, and by the processors' time, which other work hardly changes."""

import os
import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self, TypeVar

__all__ = ["Meter", "metered"]

Given = TypeVar("Given")


class Meter:
    """Measures a block; what it took is known when the block has ended.

    Args:
        servers: Ids of processes that work for this one, whose children count too (Linux).

    Attributes:
        seconds: By the clock.
        processor: Seconds of this process, and of its children that have ended.
        elsewhere: Seconds of the servers.
    """

    def __init__(self, *servers: int) -> None:
        self._servers = servers

    def __enter__(self) -> Self:
        self.seconds, self.processor, self.elsewhere = self._now()
        return self

    def __exit__(self, *_: object) -> None:
        seconds, processor, elsewhere = self._now()
        self.seconds = seconds - self.seconds
        self.processor = processor - self.processor
        self.elsewhere = elsewhere - self.elsewhere

    def _now(self) -> tuple[float, float, float]:
        used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        here = sum(usage.ru_utime + usage.ru_stime for usage in used)
        return time.perf_counter(), here, sum(map(_processor, self._servers))


def metered(work: Callable[[Given], object], given: Given) -> Meter:
    """Measure a call."""
    with Meter() as meter:
        work(given)
    return meter


def _processor(process: int) -> float:
    """Processor seconds of a process, and of its children and theirs, ended or not (proc(5))."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return 0.0  # it has ended, and its parent has its seconds
    own = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return own + sum(_processor(int(child)) for child in children)
