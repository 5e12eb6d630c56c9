"""The commands and the code in the README and the docs are run as they stand."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click import Group
from click.testing import CliRunner

from assistant import Assistant
from ui.cli.main import _run, cli

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = {
    path: path.read_text(encoding="utf-8")
    for path in (
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        *sorted((ROOT / "docs").glob("*.md")),
    )
}
BLOCKS = [
    block
    for page in PAGES.values()
    for block in re.findall(r"^```(\w+)\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
]
EXAMPLES = sorted((ROOT / "docs" / "examples").glob("*.py"))
PYTHON = [code for language, code in BLOCKS if language == "python"]
CODE = {
    # The first runs as a program.
    **{f"block {number}": code for number, code in enumerate(PYTHON[1:], 1)},
    **{example.stem: example.read_text(encoding="utf-8") for example in EXAMPLES},
}
CONSOLE = "".join(code for language, code in BLOCKS if language == "console")
COMMANDS = re.findall(r"^\$ onrecord (.*)\n((?:[^$].*\n)*)", CONSOLE, re.MULTILINE)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the samples, as after the first question."""
    folder = tmp_path_factory.mktemp("readme")
    Assistant.open(folder).close()
    return folder


def test_the_first_example_runs_as_a_program(home: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PYTHON[0]],
        cwd=tmp_path,
        env={**os.environ, "ONRECORD_HOME": str(home), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout


@pytest.mark.parametrize("name", CODE)
def test_python_runs(
    name: str, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ONRECORD_HOME", str(home))
    exec(compile(CODE[name], name, "exec"), {"__name__": "__main__"})


@pytest.mark.parametrize(("command", "shown"), COMMANDS)
def test_commands_print_what_is_shown(command: str, shown: str, home: Path) -> None:
    with CliRunner().isolation(env={"ONRECORD_HOME": str(home)}) as (output, errors, _):
        _run(shlex.split(command))
    printed = " ".join(output.getvalue().decode().split())
    for line in shown.splitlines():
        assert " ".join(line.split()) in printed, printed + errors.getvalue().decode()


def test_every_make_target_that_is_named_exists() -> None:
    named = set(re.findall(r"`make ([\w-]+)|^make ([\w-]+)", "".join(PAGES.values()), re.MULTILINE))
    named = {target for pair in named for target in pair if target}
    defined = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert {"chat", "test", "ask"} <= named <= defined


def test_every_command_and_option_is_documented() -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    general, *parts = re.split(r"^## ", text, flags=re.MULTILINE)
    sections = {part.partition("\n")[0]: part for part in parts}
    assert sections.keys() == cli.commands.keys()
    for name, command in {"": cli, **cli.commands}.items():
        within = command.commands.values() if name and isinstance(command, Group) else ()
        parameters = [p for one in (command, *within) for p in one.params]
        options = {o for p in parameters for o in (*p.opts, *p.secondary_opts) if o[0] == "-"}
        written = set(re.findall(r"(?<=`)--?[a-z-]+", sections.get(name, general)))
        assert written - {"-"} >= options - ({"--wait"} if name else set()), name
        assert written - {"-"} <= options, name


def test_pictures_and_links_exist() -> None:
    for page, text in PAGES.items():
        for target in re.findall(r"\]\(([^)#:]+)\)", text):
            assert (page.parent / target).exists(), (page, target)


def test_every_module_that_is_named_exists() -> None:
    named = set(
        re.findall(r"python -m ((?:assistant|corpus|ui|tests)[\w.]*)", "".join(PAGES.values()))
    )
    assert named
    for module in named:
        path = ROOT.joinpath(*module.split("."))
        assert path.with_suffix(".py").exists() or (path / "__main__.py").exists(), module


def test_the_readme_is_short_and_there_is_something_to_run() -> None:
    assert len(README.splitlines()) <= 120
    assert len(PYTHON) == 6
    assert len(EXAMPLES) == 5
    assert len(COMMANDS) == 5
