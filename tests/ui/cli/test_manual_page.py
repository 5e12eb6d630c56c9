"""The manual page has every command and every option, and man can set it."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from ui.cli.main import cli, main
from ui.cli.manual_page import manual_page


def commands(group: click.Group, path: str = "onrecord") -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        yield f"{path} {name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")


def sections(page: str) -> dict[str, str]:
    """The text of each command, by its name."""
    plain = page.replace("\\-", "-").replace("\\(dq", '"').replace("\\&", "").replace("\\e", "\\")
    pieces = re.split(r'^\.SS "(.*)"$', plain.split(".SH COMMANDS")[1], flags=re.MULTILINE)
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


def test_every_command_and_option_stands_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["man"])
    page = capsys.readouterr().out
    by_heading = sections(page)
    known = dict(commands(cli))
    assert len(by_heading) == len(known)
    for name, command in known.items():
        ((_, text),) = [
            item for item in by_heading.items() if re.match(rf"{name}( [^a-z]|$)", item[0])
        ]
        assert " ".join((command.help or "").split("\n\n")[0].split()) in text
        for option in (
            parameter for parameter in command.params if isinstance(parameter, click.Option)
        ):
            assert all(written in text for written in (*option.opts, *option.secondary_opts))
            assert option.help is None or " ".join(option.help.split())[:60] in text
    assert "--home" in page.replace("\\-", "-").split(".SH COMMANDS")[0]


def test_what_a_help_text_says_is_no_command_of_roff() -> None:
    @click.group()
    def odd() -> None:
        """Odd."""

    @odd.command()
    def first() -> None:
        r""".so /etc/passwd, 'quoted' and \fB not bold."""

    page = manual_page(odd)
    assert "\n.so" not in page
    assert "\\&.so /etc/passwd, 'quoted' and \\efB not bold." in page


@pytest.mark.skipif(shutil.which("man") is None, reason="there is no man here")
def test_man_sets_it_without_a_warning(tmp_path: Path) -> None:
    page = tmp_path / "onrecord.1"
    page.write_text(manual_page(cli), encoding="utf-8")
    done = subprocess.run(
        ["man", "--warnings", "-l", str(page)],
        env={**os.environ, "MANWIDTH": "100", "LC_ALL": "C.UTF-8", "MANPAGER": "cat"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "onrecord people delete" in done.stdout
