"""Exit codes and printing, shared by all commands."""

import os
from collections.abc import Iterable

import click

from corpus.text.printing import json_text, plain_line

__all__ = [
    "ANSWERED",
    "ERROR",
    "INTERRUPTED",
    "REFUSED",
    "complain",
    "print_json",
    "print_lines",
    "say",
]

ANSWERED, REFUSED, ERROR, INTERRUPTED = 0, 1, 2, 130
"""Exit codes, as grep's."""


def print_lines(lines: Iterable[str]) -> None:
    """Print lines; colours only on a terminal, and not where NO_COLOR (no-color.org) is set."""
    for line in lines:
        click.echo(line, color=False if os.environ.get("NO_COLOR") else None)


def print_json(value: object) -> None:
    """Print a value as JSON."""
    click.echo(json_text(value, indent=2))


def say(message: str, *, err: bool = False) -> None:
    """Print one line, whatever is in it; on stderr if ``err``."""
    click.echo(plain_line(message), err=err)


def complain(message: str) -> None:
    """Say on stderr, in one line, what is wrong."""
    say(f"onrecord: {message}", err=True)
