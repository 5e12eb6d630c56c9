"""Progress on a terminal, and where there is none."""

import os
import pty
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from ui.cli.progress import progress_bar, reach

ROOT = Path(__file__).parents[3]


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("tqdm.std.time", clock)
    return clock


def test_without_a_terminal_there_is_a_line_every_minute(
    clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    with progress_bar(total=20_000) as bar:
        for _ in range(125):
            clock.now += 1
            bar.update(100)
    assert capsys.readouterr().err == (
        "30% 6000/20000 [01:00<02:20, 100.00 articles/s]\n"
        "60% 12000/20000 [02:00<01:20, 100.00 articles/s]\n"
    )


def test_without_a_total_there_is_no_time_left(
    clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    with progress_bar("chunks") as bar:
        clock.now += 60
        bar.update(30)
        clock.now += 60
        reach(bar, 60, 120)
    assert capsys.readouterr().err == (
        "30 chunks [01:00,  2.00s/ chunks]\n50% 60/120 [02:00<02:00,  2.00s/ chunks]\n"
    )


def test_a_total_that_was_passed_is_not_told(
    clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    with progress_bar(total=2) as bar:
        clock.now += 60
        bar.update(120)
    assert capsys.readouterr().err == "120 articles [01:00,  2.00 articles/s]\n"


def rate(line: str) -> float:
    number = line.rpartition(", ")[2].split()[0]
    return 1 / float(number[:-2]) if number.endswith("s/") else float(number)


def test_what_was_passed_over_quickly_soon_counts_no_more(
    clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    with progress_bar(total=20_000) as bar:
        clock.now += 2
        bar.update(10_000)
        for _ in range(16 * 60 * 10):
            clock.now += 0.1
            bar.update()
    *_, last = capsys.readouterr().err.splitlines()
    assert rate(last) == pytest.approx(10, rel=0.25)


def test_a_batch_that_outlasts_a_line_is_no_standstill(
    clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    with progress_bar() as bar:
        # As they come: a batch is read in no time, then it is stored for long.
        for _ in range(10):
            for _ in range(64):
                bar.update()
            clock.now += 100
        bar.update()
    *_, last = capsys.readouterr().err.splitlines()
    assert rate(last) == pytest.approx(0.64, rel=0.05)


def test_a_command_of_less_than_a_minute_says_nothing_without_a_terminal(
    clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    with progress_bar(total=2) as bar:
        clock.now += 59
        bar.update(2)
    assert capsys.readouterr().err == ""


def test_silence_without_a_terminal_where_it_is_asked_for(
    clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    with progress_bar(logged=False) as bar:
        clock.now += 1_000
        reach(bar, 2000, 2000)
    assert capsys.readouterr().err == ""


def test_on_a_terminal_one_line_is_drawn_anew_and_goes(tmp_path: Path) -> None:
    (tmp_path / "some.jsonl").write_text('{"text": "A comet came."}\n{"text": "It left."}\n\n')
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 80))
    done = subprocess.run(
        [sys.executable, "-m", "ui.cli.main", "--home", tmp_path / "home", "add", tmp_path],
        stdout=subprocess.PIPE,
        stderr=theirs,
        cwd=ROOT,
        check=True,
        text=True,
    )
    os.close(theirs)
    drawn = os.read(ours, 10_000).decode()
    os.close(ours)
    assert done.stdout == "2 added\n"
    assert "\n" not in drawn
    first, *_, last, end = drawn.split("\r")[1:]
    assert "0/2 [00:00<?, ? articles/s]" in first
    assert last.strip(" ") == ""
    assert end == ""
