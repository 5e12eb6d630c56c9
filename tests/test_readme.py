"""The README's commands and code are run as they stand."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
PYTHON = [code for language, code in BLOCKS if language == "python"]
CONSOLE = "".join(code for language, code in BLOCKS if language == "console")
COMMANDS = re.findall(r"^\$ onrecord (.*)\n((?:[^$].*\n)*)", CONSOLE, re.MULTILINE)


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    home = tmp_path_factory.mktemp("readme")
    return {**os.environ, "ONRECORD_HOME": str(home), "PYTHONPATH": str(ROOT)}


@pytest.mark.parametrize("code", PYTHON, ids=range(len(PYTHON)))
def test_python_runs(code: str, environment: dict[str, str], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("command", "shown"), COMMANDS)
def test_commands_print_what_is_shown(
    command: str, shown: str, environment: dict[str, str]
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ui.cli.main", *shlex.split(command)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    printed = " ".join(done.stdout.split())
    for line in shown.splitlines():
        assert " ".join(line.split()) in printed, done.stdout + done.stderr


def test_every_make_target_that_is_named_exists() -> None:
    named = set(re.findall(r"\bmake (\w+)", README))
    defined = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert {"chat", "test", "ask"} <= named <= defined


def test_pictures_and_links_exist() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target


def test_there_is_something_to_run() -> None:
    assert len(PYTHON) == 4
    assert len(COMMANDS) == 4
