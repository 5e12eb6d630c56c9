"""Locks: for whom we wait, whatever became of them, and that nobody waits for ever."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import Corpus, InvalidInput, SettingsError
from corpus.database.locks import ProcessLock, is_alive, program
from tests.conftest import story
from ui.cli.main import _run

STOPPED = """
import os, signal, sys
from contextlib import ExitStack
from pathlib import Path
from corpus.database.locks import ProcessLock
with ExitStack() as held:
    for path in sys.argv[2:]:
        assert held.enter_context(ProcessLock(Path(path)).held(0))
    os.kill(os.getpid(), signal.SIGSTOP)
"""
ROOT = Path(__file__).parents[3]
Process = subprocess.Popen[bytes]


def stopped(folder: Path, *locks: Path) -> Process:
    """A process that was stopped while it held locks, by the name of ``onrecord rebuild``."""
    script = folder / "onrecord"
    script.write_text(STOPPED)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen([sys.executable, script, "rebuild", *locks], env=environment)
    os.waitpid(process.pid, os.WUNTRACED)
    return process


@pytest.fixture(autouse=True)
def _told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.database.base._SILENT", 0.01)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus in ``home``; beside it an article, a backup, and what a process needs."""
    folder = tmp_path_factory.mktemp("busy")
    with Corpus.open(folder / "home") as corpus, Corpus.open(folder / "other") as other:
        corpus.add(map(story, range(9, 13)))
        other.add(story(3))
        (folder / "backup.jsonl").write_text("\n".join(other.export_lines()))
    return folder


@pytest.fixture(scope="module", params=["vectors/lock", "library.db.lock"])
def rebuild(folder: Path, request: pytest.FixtureRequest) -> Iterator[Process]:
    (folder / "ferry.txt").write_text(f"The ferry sails at nine. So says the {request.param}.")
    process = stopped(folder, folder / "home" / request.param)
    yield process
    process.kill()
    process.wait()


@pytest.mark.parametrize(
    "command",
    ["check", "check --repair", "add ferry.txt", "remove SECOND", "import backup.jsonl", "rebuild"],
)
def test_a_command_says_for_whom_it_waits_and_gives_up(
    command: str,
    folder: Path,
    rebuild: Process,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    with Corpus.open(folder / "home") as corpus:
        second = corpus.articles()[1].id
    name, *arguments = command.replace("SECOND", second).split()
    arguments = [str(folder / argument) if "." in argument else argument for argument in arguments]
    assert _run(["--home", str(folder / "home"), name, *arguments, "--wait", "0.05"]) == 2
    said = capsys.readouterr().err
    assert f"onrecord: onrecord rebuild (pid {rebuild.pid}) is " in said
    assert "home/library.db and was not done within 0.05 s; try again" in said
    assert f"waiting at most 0.05 s for onrecord rebuild (pid {rebuild.pid}), which" in caplog.text


def test_who_only_reads_does_not_wait(
    folder: Path, rebuild: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.vectors.index._PATIENCE", 0.05)
    with Corpus.open(folder / "home", wait=0) as corpus:
        assert corpus.search("report 9")[0].article_id == story(9).id
        assert list(corpus.export_lines())
        assert corpus.refresh().quiet


def test_what_was_stored_before_we_gave_up_is_found_later(folder: Path, rebuild: Process) -> None:
    rebuild.kill()
    rebuild.wait()
    with Corpus.open(folder / "home") as corpus:
        assert corpus.search("when does the ferry sail?")[0].text.startswith("The ferry sails")
        assert corpus.check().problems == ()  # nothing was taken for damage


def test_no_process_has_a_number_that_is_too_large() -> None:
    assert is_alive(os.getpid())
    assert not is_alive(10**20)


def test_the_note_of_a_process_that_was_killed_is_not_believed(tmp_path: Path) -> None:
    process, lock = stopped(tmp_path, tmp_path / "lock"), ProcessLock(tmp_path / "lock")
    with lock.held(0) as held:
        assert not held
    assert lock.holder() == f"onrecord rebuild (pid {process.pid})"
    process.kill()
    process.wait()
    assert (tmp_path / "lock.holder").exists()
    assert lock.holder() == "another process"
    with lock.held(0) as held:
        assert held
        assert lock.holder() == f"{program()} (pid {os.getpid()})"
        assert (tmp_path / "lock.holder").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("note", "holder"),
    [
        ("", "another process"),
        ("nonsense", "another process"),
        ("1 elsewhere onrecord add", "onrecord add (pid 1 on elsewhere)"),
        ("1 elsewhere onrecord\n\x1b[2Jadd", "another process"),
        (f"{10**30} {os.uname().nodename} onrecord add", "another process"),
    ],
)
def test_notes_of_others(tmp_path: Path, note: str, holder: str) -> None:
    (tmp_path / "lock.holder").write_text(note)
    assert ProcessLock(tmp_path / "lock").holder() == holder


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (["/usr/bin/onrecord", "rebuild"], "onrecord rebuild"),
        (["onrecord", "--home", "data", "add", "https://user:secret@news.example"], "onrecord add"),
        (["onrecord", "--wait=5", "check"], "onrecord check"),
        (["onrecord", "--version"], "onrecord"),
        (["/env/streamlit/__main__.py", "run"], "streamlit run"),
        (["serve.py", "/home/ada/secret"], "serve.py"),
        (["-c", "x"], "python x"),
        ([""], "python"),
        ([], "python"),
    ],
)
def test_the_name_of_a_process_tells_no_argument(
    arguments: list[str], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", arguments)
    assert program.__wrapped__() == name


@pytest.mark.parametrize("seconds", [-1, float("nan"), 10**6])
def test_nobody_waits_for_ever_or_less_than_no_time(seconds: float, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"give seconds from 0 to 86,400"):
        Corpus.open(tmp_path, wait=seconds)


def test_how_long_to_wait_is_a_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Corpus.open(tmp_path) as corpus:
        assert corpus.database.wait == 60
    monkeypatch.setenv("ONRECORD_WAIT", "2.5")
    with Corpus.open(tmp_path) as corpus:
        assert corpus.database.wait == 2.5
    monkeypatch.setenv("ONRECORD_WAIT", "a while")
    with pytest.raises(SettingsError, match="ONRECORD_WAIT is 'a while'; set it to a number"):
        Corpus.open(tmp_path)
