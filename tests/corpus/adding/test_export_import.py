"""Backup: what was exported is imported whole, and what is damaged is named and left out."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import AddReport, Article, Corpus, InvalidInput
from corpus.adding.add import Intake
from corpus.article import content_id
from corpus.sources import Options, Sourced, Visit
from tests.conftest import story
from tests.servers import Backend, Files

BACKENDS = ("files", "servers")

OLD = Article(id="a", text="The bridge was closed. Nobody was hurt.", title="Bridge")
MIDDLE = Article(id="a", text="The bridge was closed. Two people were hurt.", title="Bridge")
NEW = Article(id="a", text="The bridge was closed. Three were hurt.", updated=date(2025, 3, 6))
OTHER = Article(id="b", text="A comet came.", authors=("Ann", "Bo"), language="en")


def fill(corpus: Corpus, items: Iterable[Sourced | Visit]) -> Corpus:
    """Take in what a reader of sources would give."""
    with Intake(corpus._store, Options(follow=False), AddReport()) as intake:
        for item in items:
            intake.take(item)
    return corpus


def filled(corpus: Corpus) -> Corpus:
    corpus.add([OLD, OTHER, MIDDLE, story(1)])
    corpus.remove(story(1).id)
    page = Visit("https://news.example/a", "read", etag='"1"')
    return fill(corpus, [Sourced(NEW, page.url, {"updated": "json-ld"}), page])


def exported(corpus: Corpus) -> list[str]:
    return list(corpus.export_lines())


def made(**record: object) -> str:
    """A line with the right sum."""
    whole = json.dumps(record, ensure_ascii=False)
    return json.dumps(record | {"sum": content_id("line", whole)}, ensure_ascii=False)


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    """A corpus in a folder, to be exported."""
    with Files().fresh(), Corpus.open(tmp_path / "exported") as opened:
        yield opened


@pytest.fixture
def empty(home: Path) -> Iterator[Corpus]:
    """A corpus on either backend, to import into."""
    with Corpus.open(home) as opened:
        yield opened


@pytest.fixture(scope="module")
def untouched(backend: Backend, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    """A corpus that nothing is ever stored in."""
    with backend.fresh(), Corpus.open(tmp_path_factory.mktemp("untouched")) as opened:
        yield opened


def test_everything_comes_back(corpus: Corpus, empty: Corpus) -> None:
    (cited,) = filled(corpus).search("Three were hurt", k=1)
    lines = exported(corpus)
    report = empty.import_lines(line + "\n" for line in lines)
    assert (report.added, report.failed) == (["a", "b"], [])
    assert empty.articles() == [NEW, OTHER]
    assert empty.revisions("a") == corpus.revisions("a")
    assert empty.article("a", OLD.revision) == OLD
    assert empty.origins("a") == {"updated": "json-ld"}
    assert empty.addresses() == corpus.addresses()
    assert (
        empty.article(cited.article_id, cited.revision).text[cited.start : cited.end] == cited.text
    )
    assert empty.search("Three were hurt", k=1)[0].chunk_id == cited.chunk_id
    assert empty.check().problems == ()
    assert exported(empty) == lines
    assert empty.import_lines(lines).unchanged == ["a", "b"]


def test_an_empty_corpus(corpus: Corpus, empty: Corpus) -> None:
    lines = exported(corpus)
    assert len(lines) == 1
    assert str(empty.import_lines(lines)) == "nothing to add"


@pytest.mark.parametrize(
    ("ours", "theirs", "merged"),
    [
        ([OLD], [OLD, MIDDLE, NEW], [OLD, MIDDLE, NEW]),  # theirs goes on from ours
        ([OLD, MIDDLE, NEW], [OLD], [OLD, MIDDLE, NEW]),  # and the reverse
        ([MIDDLE], [OLD, MIDDLE, NEW], [OLD, MIDDLE, NEW]),
        ([OLD, NEW], [OLD, MIDDLE], [OLD, MIDDLE, NEW]),  # each has what the other has not
        ([NEW, OLD], [OLD, NEW], [OLD, NEW]),
        ([NEW], [OLD], [OLD, NEW]),
    ],
)
def test_merging(
    corpus: Corpus,
    empty: Corpus,
    ours: list[Article],
    theirs: list[Article],
    merged: list[Article],
) -> None:
    corpus.add(theirs)
    empty.add(ours)
    report = empty.import_lines(exported(corpus))
    assert empty.revisions("a") == [article.revision for article in reversed(merged)]
    assert empty.article("a") == merged[-1]
    assert {hit.text for hit in empty.search("bridge hurt")} == {merged[-1].text}
    assert report.unchanged == (["a"] if merged == ours else [])
    assert empty.check().problems == ()


def test_an_article_that_was_removed_comes_back_by_an_import(empty: Corpus) -> None:
    empty.add(OLD)
    lines = exported(empty)
    empty.remove("a")
    assert empty.import_lines(lines).added == ["a"]
    assert empty.add(OLD).unchanged == ["a"]


def test_a_removal_does_not_undo_an_article(corpus: Corpus, empty: Corpus) -> None:
    corpus.add(OLD)
    corpus.remove("a")
    empty.add(OLD)
    empty.import_lines(exported(corpus))
    assert empty.article("a") == OLD
    assert not any('"removed"' in line for line in exported(empty))


def test_any_damage_is_named_and_the_rest_is_taken(corpus: Corpus, empty: Corpus) -> None:
    lines = exported(filled(corpus))
    index = next(n for n, line in enumerate(lines) if "comet" in line)
    for harm in (
        lines[index].replace("comet", "camel"),
        lines[index].replace("Ann", "Nan"),
        lines[index][:-20],
        lines[index].replace("comet", "com\ufffdet"),
        "[" * 100_000,
        '{"text": "A line of another file."}',
        "5",
    ):
        report = empty.import_lines([*lines[:index], harm, *lines[index + 1 :]])
        (failure,) = report.failed
        assert failure.source == f"line {index + 1}"
        assert "is damaged and was left out" in failure.reason
        assert empty.articles() == [NEW]


def test_a_file_that_is_cut_short_is_told_of(corpus: Corpus, empty: Corpus) -> None:
    lines = exported(filled(corpus))
    report = empty.import_lines(lines[:-2])
    assert [failure.reason for failure in report.failed] == [
        "the file is cut short: 2 of its lines are missing"
    ]
    assert empty.articles() == [NEW, OTHER]


@pytest.mark.parametrize("lines", [[], ["\n"]])
def test_an_empty_file_is_no_export(untouched: Corpus, lines: list[str]) -> None:
    (failure,) = untouched.import_lines(lines).failed
    assert "not the whole of an export" in failure.reason


def test_a_file_without_its_first_line_is_told_of(corpus: Corpus, empty: Corpus) -> None:
    report = empty.import_lines(exported(filled(corpus))[1:])
    assert "lacks its first line" in report.failed[0].reason
    assert empty.articles() == [NEW, OTHER]


def test_the_first_of_two_files_in_a_row_that_is_cut_short_is_told_of(
    corpus: Corpus, empty: Corpus
) -> None:
    lines = exported(filled(corpus))
    assert empty.import_lines([*lines, *lines]).failed == []
    report = empty.import_lines([*lines[:-2], *lines])
    assert [str(failure.reason) for failure in report.failed] == [
        "the file is cut short: 2 of its lines are missing"
    ]


def test_a_file_of_a_newer_version_is_refused(empty: Corpus) -> None:
    with pytest.raises(InvalidInput, match="upgrade onrecord"):
        empty.import_lines([made(kind="corpus", version=99, lines=0)])


@pytest.mark.parametrize(
    "record",
    [
        {"kind": "address", "url": "/etc/passwd", "options": {}},
        {"kind": "address", "url": "file:///etc/passwd", "options": {}},
        {"kind": "address", "url": "https://a.example", "options": {"allow": ["10.0.0.0/8"]}},
        {"kind": "address", "url": "https://a.example", "options": {"fields": {"x": "y"}}},
        {"kind": "address", "url": 5, "options": {}},
        {"kind": "revision", **OLD.to_dict(), "origins": {}, "text": "Other words."},
        {"kind": "revision", **OLD.to_dict(), "origins": {}, "text": 5},
        {"kind": "revision", **OLD.to_dict(), "origins": {}, "published": "soon"},
        {"kind": "revision", **OLD.to_dict(), "origins": ["json-ld"]},
        {"kind": "revision"},
        {"kind": "nonsense"},
        {"kind": ["a"]},
    ],
)
def test_a_line_that_somebody_made_up_is_refused(
    untouched: Corpus, record: dict[str, object]
) -> None:
    (failure,) = untouched.import_lines([made(**record)]).failed
    assert "line 1 is damaged" in failure.reason
    assert untouched.articles() == []
    assert untouched.addresses() == []


TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=30
).filter(str.strip)
REVISION = st.builds(
    Article,
    id=st.sampled_from("abc"),
    text=TEXT,
    title=st.none() | TEXT,
    authors=st.lists(TEXT, max_size=2),
    published=st.none() | st.dates(),
)


@settings(max_examples=15)
@given(st.lists(REVISION, max_size=8), st.lists(REVISION, max_size=4))
def test_round_trip(
    tmp_path_factory: pytest.TempPathFactory, first: list[Article], second: list[Article]
) -> None:
    folder = tmp_path_factory.mktemp("trip")
    with Corpus.open(folder / "one") as one, Corpus.open(folder / "two") as two:
        one.add(first)
        lines = exported(one)
        two.import_lines(lines)
        assert exported(two) == lines
        two.add(second)
        both = two.import_lines(lines)
        assert not both.failed
        for article in one.articles():
            assert set(one.revisions(article.id)) <= set(two.revisions(article.id))
            for revision in one.revisions(article.id):
                assert (
                    two.article(article.id, revision).text == one.article(article.id, revision).text
                )
