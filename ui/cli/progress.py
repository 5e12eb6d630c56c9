"""Progress of a command on stderr: a bar on a terminal, else a line every minute."""

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tqdm import tqdm

__all__ = ["progress_bar", "reach"]

_DRAWN = 1.0
"""Seconds from one drawing of the bar to the next, at least."""
_LOGGED = 60.0
"""The same for a line that goes elsewhere; the first comes after so long, too."""
_SMOOTHING = 0.2
"""Weight of the newest drawing in the rate. Articles are stored some dozens at a time, so that the
last one alone tells little; and what was stored before, and is passed over quickly, is to count no
more after some seconds."""


class _Lines:
    """A file for tqdm where stderr is no terminal: each drawing is a line of its own."""

    def write(self, text: str) -> None:
        """Print what is drawn, without the signs that put it into one place of a terminal."""
        if line := text.strip():
            click.echo(line, err=True)

    def flush(self) -> None:
        """Do nothing: each line is printed at once."""


def progress_bar(
    unit: str = "articles", total: int | None = None, *, logged: bool = True
) -> "tqdm[None]":
    """Return a bar that tells how many are done, the rate, and the time left; none of it stays.

    Args:
        unit: What is counted, in the plural.
        total: How many there are, where that is known beforehand.
        logged: Whether anything is printed where there is no terminal.
    """
    from tqdm import tqdm

    terminal = sys.stderr.isatty()
    seconds = _DRAWN if terminal else _LOGGED
    return tqdm(
        total=total,
        unit=f" {unit}",
        file=sys.stderr if terminal else _Lines(),
        disable=not (terminal or logged),
        leave=False,
        dynamic_ncols=terminal,
        ncols=None if terminal else 0,  # no bar, only the figures
        mininterval=seconds,
        maxinterval=seconds,
        miniters=1,  # else it looks at the clock too seldom when a quick part ends
        smoothing=_SMOOTHING,
        delay=0 if terminal else seconds,
    )


def reach(bar: "tqdm[None]", done: int, total: int) -> None:
    """Show how many are done, and how many there are."""
    bar.total = total
    bar.update(done - bar.n)
