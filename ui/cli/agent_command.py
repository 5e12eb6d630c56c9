"""The command that serves the corpus to agents."""

from pathlib import Path

import click

from corpus import SettingsError
from ui.cli.terminal import ANSWERED, say
from ui.cli.waiting import waiting_time

__all__ = ["mcp"]


@click.command()
@click.option("--http", is_flag=True, help="Serve streamable HTTP on 127.0.0.1, not stdio.")
@click.option("--port", type=click.IntRange(1, 65535), help="With --http.  [default: 8765]")
@click.pass_obj
def mcp(home: Path | None, port: int | None, *, http: bool) -> int:
    """Serve the corpus to agents by the Model Context Protocol.

    Over standard input and output, as an agent starts it; or with --http to any agent on this
    computer. Reads only: nothing is added, changed or removed.
    """
    if port is not None and not http:
        raise click.UsageError(f"--port {port} is for HTTP; add --http")
    try:
        from ui.mcp.agent_server import PORT, serve_http, serve_stdio
    except ImportError as error:
        # Any other package that is missing is no matter of the extra.
        if (error.name or "").partition(".")[0] not in ("mcp", "mcp_types"):
            raise
        raise SettingsError(
            "the MCP server needs the package mcp, version 2: pip install 'onrecord[mcp]'"
        ) from error
    from assistant.assistant import Assistant

    with Assistant.open(home, wait=waiting_time()) as assistant:
        if http:
            serve_http(assistant, port or PORT, lambda address: say(f"MCP at {address}", err=True))
        else:
            serve_stdio(assistant)
    return ANSWERED
