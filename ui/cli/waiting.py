"""The option ``--wait``: how long a command waits for another process that uses the corpus."""

import click

__all__ = ["WAIT", "waiting_time"]

_KEY = f"{__name__}.seconds"


def waiting_time() -> float | None:
    """Return the seconds given by ``--wait``, before or after the command's name, if any."""
    seconds: float | None = click.get_current_context().meta.get(_KEY)
    return seconds


def _note(context: click.Context, _option: click.Parameter, seconds: float | None) -> None:
    # ``meta`` is shared by the group's context and its command's: where only the group was given
    # a time, the command's own option, which is empty, must not take it away.
    if seconds is not None:
        context.meta[_KEY] = seconds


WAIT = click.option(
    "--wait",
    type=float,
    metavar="SECONDS",
    expose_value=False,
    callback=_note,
    help="Give up when another process still uses the corpus then.  [default: 60]",
)
