"""The log as JSON lines: what a line tells, and that nothing passes for another."""

import json
import logging
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

from tests.ui.log_lines import logged
from ui.components.problems import explain
from ui.serving.json_log import acting, start_log

ROOT = Path(__file__).parents[3]
SECRET = "Who paid the mayor?"
FORGED = '\n{"audit": "removed"}\r\n\x1b[2J\u2028\u202e\x00'


def fail(words: str) -> None:
    nothing: dict[str, str] = {}
    try:
        _ = nothing[words]
    except KeyError as error:
        raise ValueError(words) from error


@pytest.mark.parametrize("kind", ["requests", "questions"])
def test_an_error_is_one_line_with_its_place(kind: str) -> None:
    with logged(kind) as lines:
        try:
            fail(SECRET)
        except ValueError:
            logging.getLogger("corpus.somewhere").exception("a request failed")
    (line,) = lines()
    assert (line["level"], line["message"]) == ("error", "a request failed")
    assert "in fail" in line["error"]
    assert "ValueError" in line["error"]
    assert "KeyError" in line["error"]
    assert (SECRET in json.dumps(line)) == (kind == "questions")


def test_the_chats_errors_are_lines_too() -> None:
    with logged("requests") as lines:
        explain(ValueError(SECRET))
    (line,) = lines()
    assert line["message"] == "the page failed"
    assert SECRET not in json.dumps(line)


def test_nothing_forges_a_line() -> None:
    raw = StringIO()
    with logged("questions", raw) as lines, acting(f"browser {FORGED}"):
        logging.getLogger("corpus.somewhere").warning("odd: %s", FORGED)
        fields = {"fields": {"audit": "added", "article": FORGED}}
        logging.getLogger("corpus.adding.audit").info("added", extra=fields)
    assert len(raw.getvalue().splitlines()) == 2
    assert not set("\x1b\u2028\u202e\x00\r") & set(raw.getvalue())
    warning, added = lines()
    assert warning["message"] == f"odd: {FORGED}"
    assert (added["article"], added["by"]) == (FORGED, f"browser {FORGED}")


def test_without_the_setting_there_are_warnings_only_and_nothing_steers_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    start_log()
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [])  # the test runner's
    logging.getLogger("corpus.adding.audit").info("added")
    try:
        fail(FORGED)
    except ValueError:
        logging.getLogger("corpus.somewhere").exception("odd %s", "\x1b[2J")
    told = capsys.readouterr().err
    assert told.startswith("odd \ufffd[2J\nTraceback")
    assert "added\n" not in told
    assert not set("\x1b\u2028\u202e\x00") & set(told)


def test_a_command_tells_which_user_added_what(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The dam holds.")
    command = [sys.executable, "-m", "ui.cli.main", "--home", str(tmp_path / "home"), "add"]
    done = subprocess.run(
        [*command, str(tmp_path / "a.txt")],
        cwd=ROOT,
        env={**os.environ, "ONRECORD_LOG": "requests", "USER": "ada", "LOGNAME": "ada"},
        capture_output=True,
        text=True,
        check=True,
    )
    told = [json.loads(line) for line in done.stderr.splitlines() if line.startswith("{")]
    assert [(line["audit"], line["by"]) for line in told] == [("added", "user:ada")]
    assert done.stdout == "1 added\n"
