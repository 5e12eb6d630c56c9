"""Commands that serve the HTTP API, and manage its keys."""

from pathlib import Path

import click

from corpus import Corpus
from ui.api.roles import ROLES, Role
from ui.cli.terminal import ANSWERED, print_json, say
from ui.cli.waiting import waiting_time

__all__ = ["COMMANDS"]


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", type=click.IntRange(1, 65535), default=8765, show_default=True)
@click.pass_obj
def _serve(home: Path | None, host: str, port: int) -> int:
    """Serve the HTTP API: questions, search and articles, and OpenAI's protocol.

    Without any key it is open to the users of this computer, and on no other host.
    """
    from ui.api.api_server import serve_api

    serve_api(home, host, port, waiting_time())
    return ANSWERED


@click.group("keys")
def _keys() -> None:
    """Manage the keys of the HTTP API: add, list, revoke."""


@_keys.command("add")
@click.argument("name")
@click.option(
    "--role",
    type=click.Choice(ROLES),
    required=True,
    help="A public key asks, from a page; a reader searches and reads too; an editor adds and "
    "removes articles too; an admin lists and deletes people's conversations too.",
)
@click.option(
    "--rate", type=int, default=60, show_default=True, metavar="N", help="Questions a minute."
)
@click.pass_obj
def _add(home: Path | None, name: str, role: Role, rate: int) -> int:
    """Make a key for NAME, and print it. It is shown this once: the library keeps its hash."""
    from ui.api.api_keys import ApiKeys

    with Corpus.open(home, wait=waiting_time()) as corpus:
        key = ApiKeys(corpus).add(name, role, rate)
    click.echo(key)
    return ANSWERED


@_keys.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.pass_obj
def _list(home: Path | None, *, as_json: bool) -> int:
    """List the keys: name, role, questions a minute, day. Not the keys themselves."""
    from ui.api.api_keys import ApiKeys

    with Corpus.open(home, wait=waiting_time()) as corpus:
        known = ApiKeys(corpus).all()
    if as_json:
        print_json([key.to_dict() for key in known])
        return ANSWERED
    for key in known:
        click.echo(f"{key.name:24}  {key.role:6}  {key.rate:>6}/min  {key.created:%Y-%m-%d}")
    return ANSWERED


@_keys.command("revoke")
@click.argument("name")
@click.pass_obj
def _revoke(home: Path | None, name: str) -> int:
    """Revoke the key of NAME: a server that runs refuses it from now on."""
    from ui.api.api_keys import ApiKeys

    with Corpus.open(home, wait=waiting_time()) as corpus:
        ApiKeys(corpus).revoke(name)
    say(f"revoked {name}")
    return ANSWERED


COMMANDS = (_serve, _keys)
