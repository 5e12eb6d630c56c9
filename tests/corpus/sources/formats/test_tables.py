"""JSON, JSON Lines and CSV, with and without a mapping."""

import json
from collections.abc import Iterator
from datetime import date

import pytest

from corpus.errors import InvalidInput, SourceError
from corpus.reports import Failure
from corpus.sources import Options, Sourced
from corpus.sources.draft import Raw
from corpus.sources.formats import tables
from corpus.sources.formats.tables import read_table

ROW = {"title": "T", "text": "Words.", "url": "https://example.org/1", "date": "2025-03-06"}


def raw(text: str, name: str = "file") -> Raw:
    return Raw(data=text.encode(), name=name, path="/tmp/file")


def articles(read: Iterator[Sourced | Failure]) -> list[Sourced]:
    items = list(read)
    assert all(isinstance(one, Sourced) for one in items)
    return [one for one in items if isinstance(one, Sourced)]


@pytest.mark.parametrize("shape", [ROW, [ROW], {"articles": [ROW]}, {"data": [ROW, ROW]}])
def test_json_in_its_usual_shapes(shape: object) -> None:
    sourced = articles(read_table(raw(json.dumps(shape)), "json", Options()))[0]
    assert sourced.article.text == "Words."
    assert sourced.article.published == date(2025, 3, 6)
    assert sourced.origins == {"title": "data", "url": "data", "published": "data"}


def test_a_mapping_names_the_keys_and_goes_into_objects() -> None:
    row = {"story": {"body": "Words."}, "when": "6 March 2025", "title": "Not this", "kop": "This"}
    fields = {"text": "story.body", "published": "when", "title": "kop"}
    (sourced,) = articles(read_table(raw(json.dumps(row)), "json", Options(fields=fields)))
    assert sourced.article.text == "Words."
    assert sourced.article.title == "This"
    assert sourced.article.published == date(2025, 3, 6)


def test_a_mapping_of_a_fact_that_is_none_is_refused() -> None:
    with pytest.raises(InvalidInput, match="'headlin' is no fact"):
        Options(fields={"headlin": "title"})


def test_one_bad_line_does_not_stop_the_others() -> None:
    lines = [json.dumps(ROW), "{", "[1]", '{"title": "no text"}', '{"text": "Other."}', ""]
    items = list(read_table(raw("\n".join(lines)), "jsonl", Options()))
    good = [item for item in items if isinstance(item, Sourced)]
    bad = [item for item in items if isinstance(item, Failure)]
    assert [sourced.article.text for sourced in good] == ["Words.", "Other."]
    assert [failure.source for failure in bad] == ["file:2", "file:3", "file:4"]
    assert good[0].article.id != good[1].article.id


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_with_any_delimiter(delimiter: str) -> None:
    text = delimiter.join(["title", "text", "date"]) + "\n"
    text += delimiter.join(["T", '"Two\nlines."', "2025-03-06"]) + "\n"
    (sourced,) = articles(read_table(raw(text), "csv", Options()))
    assert sourced.article.text == "Two\nlines."
    assert sourced.article.published == date(2025, 3, 6)


def test_a_long_cell_is_read_and_a_bad_row_is_told_of() -> None:
    text = f"title,text,date\nA,{'word ' * 100_000},\nB,short,yesterday\nC\n"
    items = list(read_table(raw(text), "csv", Options()))
    assert isinstance(items[0], Sourced)
    assert len(items[0].article.text) > 400_000
    assert isinstance(items[1], Failure)
    assert "published of file:3 is 'yesterday', not a date" in items[1].reason
    assert isinstance(items[2], Failure)
    assert "file:4 has no text" in items[2].reason


@pytest.mark.parametrize("text", ["{", "[" * 100_000, "[]", '"words"', "{}", '{"articles": []}'])
def test_json_without_articles_fails_with_a_reason(text: str) -> None:
    with pytest.raises(SourceError, match=r"not valid JSON|holds no article"):
        list(read_table(raw(text), "json", Options()))


def test_strings_that_no_article_may_hold_are_told_of() -> None:
    lines = ['{"text": "a\\u0000b"}', '{"text": "a\\ud800b"}', '{"text": "a", "title": {"b": 1}}']
    items = list(read_table(raw("\n".join(lines)), "jsonl", Options()))
    assert [item.reason.split(" ")[0] for item in items if isinstance(item, Failure)] == [
        "file:1:", "file:2:", "title",
    ]  # fmt: skip


def test_of_a_file_with_too_many_rows_the_first_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 2)
    rows = [ROW] * 4
    lines = "\n".join(map(json.dumps, rows))
    table = "text,title\n" + "Words.,T\n" * 4
    for items in (
        list(read_table(raw(json.dumps(rows)), "json", Options())),
        list(read_table(raw(lines), "jsonl", Options())),
        list(read_table(raw(table), "csv", Options())),
    ):
        *read, left = items
        assert len(read) == 2
        assert all(isinstance(item, Sourced) for item in read)
        assert isinstance(left, Failure)
        assert "the first 2 of 4 rows were read; split the file" in left.reason
    assert len(articles(read_table(raw(json.dumps(ROW) + "\n\n\n\n"), "jsonl", Options()))) == 1
