"""The number of articles to come, as far as it can be told before they are read."""

import os
from pathlib import Path

import pytest

from corpus import Corpus
from corpus.adding import add
from corpus.adding.add import expected
from corpus.sources.formats import tables


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "below").mkdir()
    (tmp_path / "one.txt").write_text("A comet came.")
    (tmp_path / "below" / "two.md").write_text("It left.")
    (tmp_path / "below" / "empty.txt").touch()
    (tmp_path / "more.jsonl").write_text('{"text": "Rain."}\n\nnot this\n{"text": "Snow."}')
    (tmp_path / "passed over.zip").touch()
    return tmp_path


def test_as_many_are_expected_as_come(folder: Path, corpus: Corpus) -> None:
    sources = [str(folder), str(folder / "one.txt")]
    come: list[str] = []
    report = corpus.add(sources, progress=come.append)
    assert expected(sources) == len(come) == 7
    assert len(report.failed) == 2


def test_rows_beyond_the_bound_are_not_expected(
    folder: Path, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (add, tables):
        monkeypatch.setattr(module, "MOST_ROWS", 2)
    (folder / "long.jsonl").write_text('{"text": "Rain."}\n' * 9)
    source = str(folder / "long.jsonl")
    come: list[str] = []
    corpus.add(source, progress=come.append)
    assert expected([source]) == len(come) == 3  # the last tells that others are left out


@pytest.mark.parametrize(
    "source", ["-", "https://news.example/feed.xml", "absent.txt", "{}/*.txt", "{}/more.csv"]
)
def test_what_only_reading_tells(folder: Path, source: str) -> None:
    (folder / "more.csv").write_text("text\nHail.\n")
    assert expected([str(folder / "one.txt"), source.format(folder)]) is None


def test_a_pipe_is_left_to_who_reads_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jsonl")
    assert expected([str(tmp_path / "pipe.jsonl")]) is None
