"""The option ``--wait``: how long a command waits for another process that uses the corpus."""

import click

__all__ = ["WAIT", "waiting_time"]

_KEY = f"{__name__}.seconds"


def waiting_time() -> float | None:
    """The seconds that the command that is run was given, before or after its name, if any."""
    seconds: float | None = click.get_current_context().meta.get(_KEY)
    return seconds


def _note(context: click.Context, _option: click.Parameter, seconds: float | None) -> None:
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
