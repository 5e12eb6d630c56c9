"""A disk that is full: one line says so, and what was stored stays."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from corpus import Corpus, StoreError
from tests.conftest import story

MEGABYTES = 6


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of a few megabytes, in memory."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a file system, where that is allowed at all")
    try:
        yield disk
    finally:
        subprocess.run(["umount", disk], check=True)


def fill(ballast: Path) -> None:
    """Leave no room on the disk."""
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(4096)):
            pass


def test_a_disk_that_fills_up_while_adding(small_disk: Path) -> None:
    home = small_disk / "home"
    numbers = range(2_000)
    with Corpus.open(home) as corpus, pytest.raises(StoreError) as caught:
        corpus.add(map(story, numbers))
    assert "\n" not in str(caught.value)
    assert "make room" in str(caught.value)
    whole = {story(number).id: story(number) for number in numbers}
    with Corpus.open(home) as corpus:
        articles = corpus.articles()
        assert articles
        assert all(whole[article.id] == article for article in articles)
        assert corpus.search("report 1")
        assert corpus.count() == len(articles)


def test_a_disk_that_has_room_again(small_disk: Path) -> None:
    home, ballast = small_disk / "home", small_disk / "ballast"
    with Corpus.open(home) as corpus:
        corpus.add(map(story, range(20)))
        fill(ballast)
        with pytest.raises(StoreError) as caught:
            corpus.add(map(story, range(20, 60)))
        assert "make room" in str(caught.value)
        ballast.unlink()
        assert corpus.check(repair=True).ok
        assert corpus.check().problems == ()
        report = corpus.add(map(story, range(60)))
        assert (len(report.added) + len(report.unchanged), report.failed) == (60, [])
        assert len(report.unchanged) >= 20
    with Corpus.open(home) as corpus:
        assert {article.id for article in corpus.articles()} == {story(n).id for n in range(60)}
        assert corpus.check().problems == ()


def test_an_export_to_a_full_disk_leaves_the_last_one(small_disk: Path, tmp_path: Path) -> None:
    from tests.test_cli import onrecord

    home, file, ballast = tmp_path / "home", small_disk / "backup.jsonl", small_disk / "ballast"
    with Corpus.open(home) as corpus:
        corpus.add(story(1))
        assert onrecord(home, "export", str(file)).returncode == 0
        before = file.read_bytes()
        corpus.add(map(story, range(2, 12)))
    fill(ballast)
    done = onrecord(home, "export", str(file))
    assert done.returncode == 2
    assert "No space left" in done.stderr
    assert file.read_bytes() == before
    assert set(small_disk.iterdir()) == {file, ballast}
