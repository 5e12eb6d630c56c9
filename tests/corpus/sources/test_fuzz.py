"""Each reader on strange bytes: an article, or one of our errors, and nothing else."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from contextlib import suppress
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.article import Article
from corpus.errors import OnRecordError
from corpus.reports import Failure
from corpus.sources import Options, Sourced
from corpus.sources.detect import SUFFIXES, read_one, source_kind
from corpus.sources.draft import Draft, Raw
from corpus.sources.formats.epub import read_epub
from corpus.sources.formats.feed import FeedEntry, feed_addresses, read_feed
from corpus.sources.formats.mail import read_mail
from corpus.sources.formats.page import read_page
from corpus.sources.formats.pdf import read_pdf
from corpus.sources.formats.tables import read_table
from corpus.sources.formats.word import read_word
from corpus.sources.identity import finish
from corpus.text.dates import moment, written_date
from tests.corpus.sources.formats.test_documents import (
    CONTAINER,
    HEADERS,
    PACKAGE,
    archive,
    message,
    pdf,
    word,
)
from tests.corpus.sources.formats.test_feed import ATOM, JSON_FEED, RDF, RSS
from tests.sources_server import HTML

BOOK = archive({"META-INF/container.xml": CONTAINER, "OPS/book.opf": PACKAGE, "OPS/b.xhtml": HTML})
MAIL = message("<p>One.</p>", "One.", **HEADERS)
LINKED = '<script type="application/ld+json">{"@type": "Article", "headline": "a"}</script>'
OPML = '<opml><body><outline xmlUrl="https://example.org/f"/></body></opml>'

READ = (Article, Sourced, Failure, FeedEntry, str, type(None))
"""What a reader may give; ``None`` stands for one of our errors."""

Read = Callable[[Raw], object]


def one(reader: Callable[[Raw], Draft]) -> Read:
    def read(raw: Raw) -> object:
        return finish(reader(raw), raw).article

    return read


def many(kind: Literal["json", "jsonl", "csv"]) -> Read:
    def read(raw: Raw) -> object:
        return list(read_table(raw, kind, Options()))

    return read


READERS: dict[str, tuple[Read, list[bytes]]] = {
    "page": (one(read_page), [(LINKED + HTML).encode()]),
    "pdf": (one(read_pdf), [pdf(3)]),
    "word": (one(read_word), [word("One.", "Two.")]),
    "epub": (one(read_epub), [BOOK]),
    "mail": (one(read_mail), [MAIL]),
    "feed": (
        read_feed,
        [RSS.encode(), ATOM.encode(), RDF.encode(), json.dumps(JSON_FEED).encode()],
    ),
    "opml": (feed_addresses, [OPML.encode()]),
    "json": (many("json"), [b'{"articles": [{"text": "a", "date": "2025-03-06"}]}']),
    "jsonl": (many("jsonl"), [b'{"text": "a"}\n{"text": "b", "authors": ["c"]}\n']),
    "csv": (many("csv"), [b'title,text\nA,"b\nc"\n']),
    "text": (one(lambda raw: read_one(raw, "text")), [b"---\ntitle: A\ndate: 2025-03-06\n---\nb"]),
    "markdown": (
        one(lambda raw: read_one(raw, "markdown")),
        [b"# A\n\n* b\n\n| c |\n|---|\n| d |"],
    ),
}


WORD = re.compile(rb"[\w.:-]+")
STRANGE = [
    b"",
    b"0",
    b"-1",
    b"1e999",
    b"9" * 30,
    b"null",
    b"[]",
    b"../..",
    b"&#0;",
    b"&x;",
    b"\xff",
]


@st.composite
def spoiled(draw: st.DrawFn, seeds: list[bytes]) -> bytes:
    """Bytes of any kind, or a good file that was altered, in itself or in what it packs."""
    if draw(st.integers(0, 4)) == 0:
        return draw(st.binary(max_size=300))
    data = draw(st.sampled_from(seeds))
    if data.startswith(b"PK") and draw(st.integers(0, 4)):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            members: dict[str, str | bytes] = {
                name: packed.read(name) for name in packed.namelist()
            }
            name = draw(st.sampled_from(packed.namelist()))
            members[name] = draw(altered(packed.read(name)))
        return archive(members)
    return draw(altered(data))


@st.composite
def altered(draw: st.DrawFn, data: bytes) -> bytes:
    """The data with words exchanged, which keeps its form, or bytes replaced or repeated."""
    words = draw(st.booleans())
    for _ in range(draw(st.integers(1, 4))):
        places = [word.span() for word in WORD.finditer(data)]
        if words and places:
            start, end = draw(st.sampled_from(places))
            other = data[slice(*draw(st.sampled_from(places)))]
            piece = draw(st.sampled_from([*STRANGE, other]))
        else:
            start = draw(st.integers(0, len(data)))
            end = min(len(data), start + draw(st.integers(0, 40)))
            piece = draw(st.binary(max_size=20) | st.just(data[start:end] * 3))
        data = data[:start] + piece + data[end:]
    return data


@pytest.mark.parametrize("name", READERS)
def test_a_reader_gives_articles_or_our_errors(name: str) -> None:
    reader, seeds = READERS[name]

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(spoiled(seeds))
    def check(data: bytes) -> None:
        result: object = None
        with suppress(OnRecordError):
            result = reader(Raw(data=data, name="the file"))
        items = result if isinstance(result, list) else [result]
        assert all(isinstance(item, READ) for item in items)

    check()


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=100), st.sampled_from(["", ".xml", ".json", ".epub", ".md", ".pdf"]))
def test_every_beginning_is_of_a_kind_or_refused(data: bytes, suffix: str) -> None:
    kind: str = "refused"
    with suppress(OnRecordError):
        kind = source_kind(Raw(data=data, name="the file", suffix=suffix))
    assert kind == "refused" or kind in SUFFIXES.values()


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=40) | st.from_regex(r"\d{4}-\d\d-\d\d.{0,15}") | st.datetimes().map(str))
def test_a_date_is_one_or_none(text: str) -> None:
    day = written_date(text)
    assert day is None or day.year >= 1
    instant = moment(text)
    assert instant is None or instant.tzinfo is not None
