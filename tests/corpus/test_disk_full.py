"""A disk that is full: one line says so, and what was stored stays."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import Corpus, StoreError
from tests.conftest import story
from tests.disks import fill, small_disk
from tests.servers import Postgres, settings
from tests.small import ARTICLES, Small

MEGABYTES = 6


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk", MEGABYTES) as mounted:
        yield mounted


def test_a_disk_that_fills_up_while_adding(disk: Path) -> None:
    home = disk / "home"
    (disk / "ballast").write_bytes(bytes(3 << 20))
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


def test_a_disk_that_has_room_again(disk: Path) -> None:
    home, ballast = disk / "home", disk / "ballast"
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


def test_a_disk_that_the_vectors_fill(home: Path) -> None:
    with small_disk(home / "vectors", MEGABYTES) as disk:
        small = Small(home, articles=ARTICLES)
        small.index.sync()
        fill(disk / "ballast")
        small.add(range(200, 300))
        with pytest.raises(
            StoreError, match=r"the disk is full, with 0 MB left: make room"
        ) as caught:
            small.index.sync()
        assert "\n" not in str(caught.value)
        small.close()
        opened = Small(home)
        assert opened.lost() == []  # the library answers
        with pytest.raises(StoreError, match="make room"):
            opened.index.rebuild()
        (disk / "ballast").unlink()
        assert opened.index.rebuild() == opened.library.count()[1]
        assert opened.index.problems() == []
        assert opened.lost() == []
        opened.close()


def test_a_server_whose_disk_is_full(postgres: Postgres, tmp_path: Path) -> None:
    with small_disk(postgres.folder / "small", 4 * MEGABYTES) as disk:
        os.chown(disk, postgres.folder.stat().st_uid, -1)
        postgres.run(f"CREATE TABLESPACE small LOCATION '{disk}'")
        with postgres.database("TABLESPACE small") as url, settings(ONRECORD_DATABASE_URL=url):
            small = Small(tmp_path, articles=10)
            fill(disk / "ballast")
            with pytest.raises(StoreError, match="make room on the server's disk") as caught:
                small.add(range(10, 400))
            assert "\n" not in str(caught.value)
            (disk / "ballast").unlink()
            stored = small.library.articles()
            assert stored == [story(number) for number in range(len(stored))]
            small.add(range(len(stored), len(stored) + 10))
            assert small.index.problems() == ["the vector index is missing"]
            assert small.lost() == []
            assert small.index.problems() == []
            small.close()
        postgres.run("DROP TABLESPACE small")


def test_an_export_to_a_full_disk_leaves_the_last_one(disk: Path, tmp_path: Path) -> None:
    from tests.ui.cli.test_main import as_process

    home, file, ballast = tmp_path / "home", disk / "backup.jsonl", disk / "ballast"
    with Corpus.open(home) as corpus:
        corpus.add(story(1))
        assert as_process(home, "export", str(file)).returncode == 0
        before = file.read_bytes()
        corpus.add(map(story, range(2, 12)))
    fill(ballast)
    done = as_process(home, "export", str(file))
    assert done.returncode == 2
    assert "No space left" in done.stderr
    assert file.read_bytes() == before
    assert set(disk.iterdir()) == {file, ballast}
