"""The manual page, written from the commands themselves: ``onrecord man``."""

import re
from collections.abc import Iterator

import click

__all__ = ["manual_page"]

_CLOSING = """.SH "EXIT STATUS"
0 when it is done or answered; 1 when the articles do not answer, a part of the sources could not be
read, or something is wrong; 2 on an error, or when nothing could be read; 130 when interrupted.
.SH ENVIRONMENT
.B ONRECORD_HOME
is the data folder; the others are in docs/environment.md of the source."""


def manual_page(command: click.Group) -> str:
    """Return the page in the language of ``man`` (roff, with the macros of groff_man(7))."""
    name = "onrecord"
    context = click.Context(command, info_name=name)
    lines = [
        f'.TH {name.upper()} 1 "" "On Record"',
        ".SH NAME",
        f"{name} \\- {_escaped(command.get_short_help_str(200))}",
        ".SH SYNOPSIS",
        f".B {name}",
        _escaped(" ".join(command.collect_usage_pieces(context))),
        ".SH OPTIONS",
        *_options(command, context),
        ".SH COMMANDS",
        *_commands(command, context),
        _CLOSING,
    ]
    return "\n".join(lines) + "\n"


def _commands(group: click.Group, context: click.Context) -> Iterator[str]:
    for name in group.list_commands(context):
        command = group.commands[name]
        inner = click.Context(command, info_name=name, parent=context)
        usage = " ".join((inner.command_path, *command.collect_usage_pieces(inner)))
        yield f'.SS "{_escaped(usage)}"'
        for paragraph in re.split(r"\n\s*\n", (command.help or "").strip()):
            yield from (_escaped(" ".join(paragraph.split())), ".PP")
        yield from _options(command, inner)
        if isinstance(command, click.Group):
            yield from _commands(command, inner)


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    for option in command.get_params(context):
        if record := option.get_help_record(context):
            names, meaning = record
            yield from (
                ".TP",
                f".B {_escaped(names)}",
                # "\&" is nothing, where an empty line would make a gap.
                _escaped(" ".join(meaning.split())) or "\\&",
            )


def _escaped(text: str) -> str:
    """Return text that stands for itself: no command of roff, hyphens as one types them."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    return f"\\&{text}" if text.startswith((".", "'")) else text
