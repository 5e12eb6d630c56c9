"""Progress in words, and on a terminal."""

import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from ui.cli.progress import _LOGGED, WINDOW, Counter, _Pace

ROOT = Path(__file__).parents[3]


def test_rate_and_time_left() -> None:
    pace = _Pace("articles")
    assert pace.words(100.0, 1, 20_000) == "1 of 20,000 articles"
    assert pace.words(110.0, 611, 20_000) == "611 of 20,000 articles · 61 a second · 6 min left"


def test_without_a_total_there_is_no_time_left() -> None:
    pace = _Pace("articles")
    pace.words(0.0, 0)
    assert pace.words(10.0, 1230) == "1,230 articles · 123 a second"


def test_a_total_that_was_passed_is_not_told() -> None:
    pace = _Pace("articles")
    pace.words(0.0, 1, 2)
    assert pace.words(2.0, 3, 2) == "3 articles · 60 a minute"


def test_what_was_passed_over_quickly_soon_counts_no_more() -> None:
    pace = _Pace("articles")
    for number in range(10_001):
        words = pace.words(number / 5000, number, 20_000)
    assert "5,000 a second" in words
    for number in range(10 * int(WINDOW) + 1):
        words = pace.words(2 + number / 10, 10_000 + number, 20_000)
    assert words == "10,200 of 20,000 articles · 10 a second · 17 min left"


def test_a_batch_that_outlasts_the_window_is_no_standstill() -> None:
    pace = _Pace("articles")
    batch = 64
    for number in range(5 * batch + 1):
        # As they come: a batch is read in no time, then it is stored for long.
        words = pace.words(2 * WINDOW * (number // batch), number)
    assert words == "320 articles · 75 a minute"


@pytest.mark.parametrize(
    ("seconds", "done", "words"),
    [
        (10, 9, "9 of 10 pages · 54 a minute · 2 s left"),
        (1000, 5, "5 of 10 pages · 18 an hour · 17 min left"),
        (3600, 1, "1 of 10 pages · 1 an hour · 9 h left"),
        (0.5, 5, "5 of 10 pages"),
        (10, 10, "10 of 10 pages · 60 a minute · 0 s left"),
        (10, 0, "0 of 10 pages"),
    ],
)
def test_slow_and_fast(seconds: float, done: int, words: str) -> None:
    pace = _Pace("pages")
    pace.words(0.0, 0, 10)
    assert pace.words(seconds, done, 10) == words


def minutes() -> Iterator[float]:
    """A clock on which half a minute passes between two looks."""
    return (each * _LOGGED / 2 for each in count())


def test_without_a_terminal_there_is_a_line_now_and_then(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with Counter(total=5, clock=minutes().__next__) as counter:
        for name in ("a\x1b[2J", "b", "c", "d", "e"):
            counter.one(name)
    assert capsys.readouterr().err == (
        "2 of 5 articles · 120 an hour · 90 s left\n4 of 5 articles · 120 an hour · 30 s left\n"
    )


def test_silence_without_a_terminal_where_it_is_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with Counter(logged=False, clock=minutes().__next__) as counter:
        counter.reach(1000, 2000)
        counter.reach(2000, 2000)
    assert capsys.readouterr().err == ""


def test_on_a_terminal_one_line_is_drawn_anew_and_goes(tmp_path: Path) -> None:
    (tmp_path / "some.jsonl").write_text('{"text": "A comet came."}\n{"text": "It left."}\n\n')
    ours, theirs = pty.openpty()
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
    first, *rest, last = drawn.split("\r\x1b[K")[1:]
    assert first == "1 of 2 articles"
    assert all(line.startswith("2 of 2 articles") for line in rest)
    assert last == ""
