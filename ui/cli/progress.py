"""Progress of a command on stderr: how many are done, the rate, and the time left."""

import sys
import time
from collections import deque
from collections.abc import Callable
from math import ceil
from typing import Self

import click

__all__ = ["Counter"]

WINDOW = 20.0
"""Seconds over which a rate is taken: no more, so that what was stored before and is passed over
quickly does not count for long."""
_LEAST = 200
"""But over so many steps at least: articles are stored some dozens at a time, and on a slow machine
the last seconds may show only half of that."""
_DRAWN = 0.1
"""Seconds from one drawing of the line on a terminal to the next, at least."""
_LOGGED = 60.0
"""The same for a line that goes elsewhere."""
_UNITS = (("a second", 1), ("a minute", 60), ("an hour", 3600))
_FEWEST = 10
"""In the unit in which a rate is told, unless there is no larger one."""
_SPANS = (("s", 1), ("min", 60), ("h", 3600))
_MOST = 99
"""Of a span of time that is told in one unit, unless there is no larger one."""
_CLEAR = "\r\x1b[K"
"""To the beginning of a terminal's line, which is emptied."""


class _Pace:
    """The rate of a command, and its progress in words.

    Args:
        unit: What is counted, in the plural.
    """

    def __init__(self, unit: str) -> None:
        self._unit = unit
        self._seen: deque[tuple[float, int]] = deque()

    def words(self, now: float, done: int, total: int | None = None) -> str:
        """Format the progress: "1,240 of 20,000 articles · 61 a second · 5 min left".

        Args:
            now: Seconds on a clock that never goes back.
            done: How many are done.
            total: How many there are. One that is not known, or that was passed, is not told,
                nor is the time left.
        """
        self._seen.append((now, done))
        # The last from before the window stays: there must be one to compare with.
        while len(self._seen) > _LEAST and self._seen[1][0] <= now - WINDOW:
            self._seen.popleft()
        if total is not None and done > total:
            total = None
        count = f"{done:,}" if total is None else f"{done:,} of {total:,}"
        parts = [f"{count} {self._unit}"]
        then, before = self._seen[0]
        if now - then >= 1 and done > before:
            rate = (done - before) / (now - then)
            parts.append(_rate(rate))
            if total is not None:
                parts.append(f"{_time((total - done) / rate)} left")
        return " · ".join(parts)


class Counter:
    """Draws progress in one line of a terminal; elsewhere it prints a line now and then.

    A context manager: at its end the terminal's line is gone.

    Args:
        unit: What is counted, in the plural.
        total: How many there are, where that is known beforehand.
        logged: Whether anything is printed where there is no terminal.
        clock: Seconds that never go back.
    """

    def __init__(
        self,
        unit: str = "articles",
        total: int | None = None,
        *,
        logged: bool = True,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._pace = _Pace(unit)
        self._total = total
        self._clock = clock
        self._terminal = sys.stderr.isatty()
        self._every = _DRAWN if self._terminal else _LOGGED if logged else float("inf")
        self._told = float("-inf") if self._terminal else clock()
        self._done = 0

    def one(self, _name: str) -> None:
        """Show that one more is done."""
        self.reach(self._done + 1, self._total)

    def reach(self, done: int, total: int | None) -> None:
        """Show how many are done, and how many there are."""
        now = self._clock()
        self._done = done
        words = self._pace.words(now, done, total)
        if now - self._told >= self._every:
            self._told = now
            line = f"{_CLEAR}{words}" if self._terminal else words
            click.echo(line, nl=not self._terminal, err=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._terminal and self._done:
            click.echo(_CLEAR, nl=False, err=True)


def _rate(each_second: float) -> str:
    """Format a rate: "61 a second" or "54 a minute"."""
    unit, size = next((u for u in _UNITS if each_second * u[1] >= _FEWEST), _UNITS[-1])
    return f"{each_second * size:,.0f} {unit}"


def _time(seconds: float) -> str:
    """Format a time, rounded up: "5 min"."""
    spans = [(ceil(seconds / size), name) for name, size in _SPANS]
    number, name = next((span for span in spans if span[0] <= _MOST), spans[-1])
    return f"{number} {name}"
