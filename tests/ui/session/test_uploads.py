"""Uploads and addresses, from a browser."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from corpus import Corpus, InvalidInput, StoreError
from corpus.samples import add_samples
from ui.session.removed import Removed
from ui.session.uploads import MOST_FILES, MOST_MEGABYTES, add_address, add_files


@dataclass
class File:
    """A file as a browser sends it."""

    name: str
    data: bytes

    def getvalue(self) -> bytes:
        return self.data


BRIDGE = b"---\ntitle: The bridge\npublished: 2025-03-06\n---\nThe bridge was closed.\n"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with Corpus.open(tmp_path_factory.mktemp("home")) as opened:
        yield opened


def test_files_become_articles_and_the_report_calls_them_by_name(corpus: Corpus) -> None:
    seen: list[str] = []
    rows = [{"text": f"The comet was seen {n} times."} for n in (1, 2)]
    files = [
        File("bridge.md", BRIDGE),
        File("two.json", json.dumps(rows).encode()),
        File("empty.txt", b" "),
        File("program.exe", b"MZ"),
        File("torn.pdf", b"%PDF-1.7 torn"),
    ]
    report = add_files(corpus, files, seen.append)
    assert len(report.added) == 3
    article = corpus.article(report.added[0])
    assert (article.title, article.text) == ("The bridge", "The bridge was closed.")
    assert corpus.origins(article.id)["title"] == "front matter"
    assert [failed.source for failed in report.failed] == ["empty.txt", "program.exe", "torn.pdf"]
    assert all(failed.source in failed.reason for failed in report.failed)
    assert len(seen) == 6


def test_a_file_is_the_same_article_under_any_name(corpus: Corpus) -> None:
    first = add_files(corpus, [File("one.txt", b"The ferry was late.")])
    again = add_files(corpus, [File("other.txt", b"The ferry was late.")])
    assert again.unchanged == first.added
    apart = add_files(corpus, [File("one.txt", b"The ferry was early.")])
    assert apart.added
    assert apart.added != first.added


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.txt", "/etc/cron.d/x.txt", "a\0b.txt", "\u202etxt.exe.txt", ""]
)
def test_a_name_from_a_browser_is_only_text(corpus: Corpus, name: str) -> None:
    report = add_files(corpus, [File(name, b"\0\0")])
    (failed,) = report.failed
    assert not report.added
    assert failed.source.isprintable()
    assert "/tmp" not in failed.reason


def test_too_many_files_are_refused_before_any_is_read(corpus: Corpus) -> None:
    before = corpus.count()
    with pytest.raises(InvalidInput, match="501 files"):
        add_files(corpus, [File("a.txt", b"words")] * (MOST_FILES + 1))
    assert corpus.count() == before


def test_a_file_that_is_too_large_is_named(corpus: Corpus) -> None:
    large = File("large.txt", b"x" * (MOST_MEGABYTES * 2**20 + 1))
    report = add_files(corpus, [large, File("small.txt", b"The orchard froze in May.")])
    (failed,) = report.failed
    assert failed.source == "large.txt"
    assert "20 MB" in failed.reason
    assert len(report.added) == 1


@pytest.mark.parametrize(
    "address",
    ["/etc/passwd", "-", "file:///etc/passwd", "ftp://x/y", "", "http:\t//x/y", "http://"],
)
def test_what_is_no_web_address_is_refused(corpus: Corpus, address: str) -> None:
    with pytest.raises(InvalidInput, match="no address"):
        add_address(corpus, address)


def test_an_address_within_the_network_is_not_reached(corpus: Corpus) -> None:
    report = add_address(corpus, " http://127.0.0.1:9/secret ")
    (failed,) = report.failed
    assert "127.0.0.1" in failed.reason


def test_a_corpus_for_reading_only_is_not_changed(corpus: Corpus) -> None:
    articles = corpus.count()
    with Corpus.open(corpus.home, read_only=True) as closed:
        assert closed.read_only
        with pytest.raises(StoreError):
            add_files(closed, [File("new.txt", b"Something new was said.")])
        with pytest.raises(StoreError):
            Removed.remove(closed, closed.articles()[0].id)
        with pytest.raises(StoreError):
            add_samples(closed)
    assert corpus.count() == articles
