"""JSON, JSON Lines and CSV: many articles, each an object or a row."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from corpus.errors import OnRecordError, SourceError
from corpus.reports import Failure
from corpus.sources.draft import NAMES, Draft, Options, Raw, Sourced, failure
from corpus.sources.formats.front_matter import take_facts
from corpus.sources.identity import finish, place_of_part
from corpus.text.decoding import decode

__all__ = ["MOST_ROWS", "read_table"]

# Usual names of the text and of the list, the likeliest first.
_TEXT = ("text", "body", "content", "article", "articlebody", "content_text")
_LISTS = ("articles", "items", "data", "results")
MOST_ROWS = 200_000
"""Rows, lines or objects of one file; what comes after them is told as left out."""
_MOST_CELL = 20_000_000
"""Characters of one CSV cell; Python's own bound is a long article's."""


def read_table(
    raw: Raw, kind: Literal["json", "jsonl", "csv"], options: Options
) -> Iterator[Sourced | Failure]:
    """Read a file of that kind; a row that is no article is a failure, and the rest is read.

    Raises:
        SourceError: It is no such file, or there is no article in it.
    """
    return {"json": _json, "jsonl": _json_lines, "csv": _csv}[kind](raw, options)


def _json(raw: Raw, options: Options) -> Iterator[Sourced | Failure]:
    """Read one object, a list of them, or an object with a list of them.

    Such a list is called "articles", "items", "data" or "results".

    Raises:
        SourceError: It is not valid JSON, or there are no objects in it.
    """
    data = _loads(decode(raw.data, raw.name, (raw.charset,)), raw.name)
    if isinstance(data, dict) and _text_of(data, options.fields) is not None:
        yield _article(data, raw, options, "")
        return
    if isinstance(data, dict):
        data = next((data[key] for key in _LISTS if isinstance(data.get(key), list)), None)
    if not isinstance(data, list) or not data:
        raise SourceError(f"{raw.name} holds no article: no object in it has a text; map its key")
    kept = data[:MOST_ROWS]
    yield from _each(((f"[{n}]", value) for n, value in enumerate(kept)), raw, options)
    if len(data) > MOST_ROWS:
        yield _too_many(raw, len(data))


def _json_lines(raw: Raw, options: Options) -> Iterator[Sourced | Failure]:
    """Read one object a line. A line that is none is a failure, and the rest is read."""
    text = decode(raw.data, raw.name, (raw.charset,))
    rows = ((n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip())
    for count, (number, line) in enumerate(rows):
        if count == MOST_ROWS:
            yield _too_many(raw, count + 1 + sum(1 for _ in rows))
            return
        try:
            data = _loads(line, f"{raw.name}:{number}")
        except SourceError as error:
            yield failure(f"{raw.name}:{number}", error)
        else:
            yield from _each([(f":{number}", data)], raw, options)


def _csv(raw: Raw, options: Options) -> Iterator[Sourced | Failure]:
    """Read a row for each article, under a line that names the columns.

    The delimiter is a comma, semicolon, tab or bar, whichever the first line has most of.

    Raises:
        SourceError: It is no table.
    """
    text = decode(raw.data, raw.name, (raw.charset,))
    first = text.lstrip("\n").split("\n", 1)[0]
    delimiter = max(",;\t|", key=first.count)
    # For the whole process: Python knows no limit for one reader alone.
    csv.field_size_limit(_MOST_CELL)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for count, row in enumerate(rows):
            if count == MOST_ROWS:
                yield _too_many(raw, count + 1 + sum(1 for _ in rows))
                return
            # What a row has beyond the named columns stands under None.
            kept = {name: value for name, value in row.items() if isinstance(name, str)}
            yield from _each([(f":{rows.line_num}", kept)], raw, options)
    except csv.Error as error:
        raise SourceError(f"{raw.name}:{rows.line_num} is no row of a table: {error}") from error


def _too_many(raw: Raw, rows: int) -> Failure:
    left = f"the first {MOST_ROWS:,} of {rows:,} rows were read; split the file"
    return failure(raw.name, SourceError(left))


def _loads(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{name} is not valid JSON: {error}") from error


def _each(
    values: Iterable[tuple[str, object]], raw: Raw, options: Options
) -> Iterator[Sourced | Failure]:
    for suffix, value in values:
        try:
            yield _article(value, raw, options, raw.name + suffix)
        except OnRecordError as error:
            yield failure(raw.name + suffix, error)


def _article(value: object, raw: Raw, options: Options, name: str) -> Sourced:
    if not isinstance(value, dict):
        raise SourceError(f"{name} is a {type(value).__name__}, not an object with a text")
    text = _text_of(value, options.fields)
    if text is None:
        keys = ", ".join(str(key) for key in list(value)[:10])
        raise SourceError(f"{name} has no text; map it to one of its keys ({keys})")
    known = {str(key).lower().replace("-", "_"): item for key, item in value.items()}
    for field, key in options.fields.items():
        if field in NAMES:
            # What is mapped counts, and none of the usual names beside it.
            for usual in NAMES[field]:
                known.pop(usual, None)
            known[field] = _at(value, key)
    draft = Draft(text=text)
    take_facts(draft, known, name or raw.name, "data")
    # An id counts within its file: the next file's rows begin at 1 as well. Nor is a row from the
    # network an article that somebody has with the same text: it could change what is known of it.
    stated = draft.facts.pop("id", "")
    row_id = place_of_part("row", raw, stated or (text if name and raw.url else ""))
    if row_id and raw.path:
        draft.facts["id"] = row_id
    return finish(draft, raw, name, row_id if name or row_id else None)


def _text_of(value: Mapping[str, Any], fields: Mapping[str, str]) -> str | None:
    if "text" in fields:
        text = _at(value, fields["text"])
        return text if isinstance(text, str) else None
    lowered = {str(key).lower(): item for key, item in value.items()}
    return next((lowered[key] for key in _TEXT if isinstance(lowered.get(key), str)), None)


def _at(value: Any, key: str) -> Any:
    # A name with a dot in it, before the dot is taken for the way into an object.
    if isinstance(value, dict) and key in value:
        return value[key]
    for part in key.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value
