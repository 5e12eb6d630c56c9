"""The commands and the code in the README and the docs are run as they stand."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click import Group

from assistant import Assistant

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
    **{f"block {number}": code for number, code in enumerate(PYTHON)},
    **{example.stem: example.read_text(encoding="utf-8") for example in EXAMPLES},
}
CONSOLE = "".join(code for language, code in BLOCKS if language == "console")
COMMANDS = re.findall(r"^\$ onrecord (.*)\n((?:[^$].*\n)*)", CONSOLE, re.MULTILINE)


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    home = tmp_path_factory.mktemp("readme")
    Assistant.open(home).close()  # with the samples, as after the first question
    return {**os.environ, "ONRECORD_HOME": str(home), "PYTHONPATH": str(ROOT)}


def run(
    arguments: list[str], folder: Path, environment: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize("name", CODE)
def test_python_runs(name: str, environment: dict[str, str], tmp_path: Path) -> None:
    done = run(["-W", "error", "-c", CODE[name]], tmp_path, environment)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("command", "shown"), COMMANDS)
def test_commands_print_what_is_shown(
    command: str, shown: str, environment: dict[str, str]
) -> None:
    done = run(["-m", "ui.cli.main", *shlex.split(command)], ROOT, environment)
    printed = " ".join(done.stdout.split())
    for line in shown.splitlines():
        assert " ".join(line.split()) in printed, done.stdout + done.stderr


def test_every_make_target_that_is_named_exists() -> None:
    named = set(re.findall(r"`make ([\w-]+)|^make ([\w-]+)", "".join(PAGES.values()), re.MULTILINE))
    named = {target for pair in named for target in pair if target}
    defined = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert {"chat", "test", "ask"} <= named <= defined


def test_every_command_and_option_is_documented() -> None:
    from ui.cli.main import cli

    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    general, *parts = re.split(r"^## ", text, flags=re.MULTILINE)
    sections = {part.partition("\n")[0]: part for part in parts}
    assert sections.keys() == cli.commands.keys()
    for name, command in {"": cli, **cli.commands}.items():
        within = command.commands.values() if name and isinstance(command, Group) else ()
        parameters = [p for each in (command, *within) for p in each.params]
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
    assert len(PYTHON) == 5
    assert len(EXAMPLES) == 5
    assert len(COMMANDS) == 5
