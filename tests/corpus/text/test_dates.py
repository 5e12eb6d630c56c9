"""No date is invented: it is the day that the publisher wrote, or none, and a note says why."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from corpus.sources import Sourced, read
from corpus.text.dates import spoken_day, why_unknown, written_date
from tests.corpus.sources.formats.test_documents import PACKAGE, book

DAY = date(2025, 3, 6)
TODAY = datetime.now(UTC).date()
INVENTED = (
    ("0001-01-01", "before the printing press"),
    ("0001-01-01T00:00:00Z", "before the printing press"),
    ("0101-01-01T00:00:00+00:00", "before the printing press"),  # Calibre's "undefined"
    ("1449-12-31", "before the printing press"),
    ("1970-01-01", "where a clock begins"),
    ("1970-01-01T00:00:01Z", "where a clock begins"),
    ("1969-12-31T19:00:00-05:00", "where a clock begins"),
    ("Thu, 01 Jan 1970 00:00:00 +0000", "where a clock begins"),
    ("Thu, 01 Jan 70 00:00:00 GMT", "where a clock begins"),
    ("January 1, 1970", "where a clock begins"),
    ("30 December 1899", "where a clock begins"),
    ("1601-01-01T00:00:00Z", "where a clock begins"),
    ("9999-12-31", "has not come yet"),
    ("Fri, 31 Dec 9999 23:59:59 GMT", "has not come yet"),
    ((TODAY + timedelta(days=4)).isoformat(), "has not come yet"),
    ("0000-00-00", "no clear date"),
    ("0000-00-00 00:00:00", "no clear date"),
    ("2025-00-00", "no clear date"),
    ("2025-02-30", "no clear date"),
    ("-0001-11-30T00:00:00+00:00", "no clear date"),
    ("Wed, 30 Nov -0001 00:00:00 +0000", "no clear date"),
    ("30-Nov--0001 00:00:00", "no clear date"),
    ("Mon, 01 Jan 0001 00:00:00 +0000", "no clear date"),
    ("06/03/2025 09:00", "no clear date"),
    ("1741219200000", "no clear date"),
    ("0", "no clear date"),
)
WRITTEN = (
    "2025-03-06", "2025-3-6", "20250306", "2025-03-06T23:30:00-05:00", "2025/03/06",
    "Thu, 06 Mar 2025 10:00:00 -0500", "Thu, 06 Mar 25 10:00:00 GMT", "6 March 2025",
    "March 6, 2025", "Thursday, March 6, 2025", "Thu, 06-Mar-2025 10:00:00 GMT",
    "Thu Mar 6 10:00:00 2025", "6 Mar 2025 10:00 -0001",
)  # fmt: skip


@pytest.mark.parametrize(("stamp", "why"), INVENTED)
def test_what_programs_write_for_no_date_is_none(stamp: str, why: str) -> None:
    assert written_date(stamp) is None
    assert why in (why_unknown(stamp) or "")


@pytest.mark.parametrize("stamp", WRITTEN)
def test_a_day_is_taken_as_it_was_written(stamp: str) -> None:
    assert written_date(stamp) == DAY
    assert why_unknown(stamp) is None


def test_old_papers_and_tomorrows_have_dates() -> None:
    for day in (date(1605, 7, 1), date(1969, 12, 30), date(1970, 1, 3), date(1900, 1, 2)):
        assert written_date(day.isoformat()) == day
    for ahead in (0, 1, 2):
        day = TODAY + timedelta(days=ahead)
        assert written_date(day.isoformat()) == day


def sources(stamp: str) -> dict[str, str]:
    """A source of every kind that states a date of publication."""
    text = "The Tarn tunnel will close for five weeks, the roads agency said in the evening. " * 3
    body = f"<body><article><h1>T</h1>%s<p>{text}</p></article></body></html>"
    linked = json.dumps({"@type": "NewsArticle", "headline": "T", "datePublished": stamp})
    entry = (
        "<entry><title>T</title><id>1</id><published>%s</published><content>%s</content></entry>"
    )
    return {
        "linked.html": f'<html><script type="application/ld+json">{linked}</script>{body % ""}',
        "meta.html": f'<html><head><meta name="pubdate" content="{stamp}"></head>{body % ""}',
        "graph.html": (
            f'<html><head><meta property="article:published_time" content="{stamp}"></head>'
            + body % ""
        ),
        "time.html": "<html>" + body % f'<time datetime="{stamp}">then</time>',
        "matter.md": f"---\npublished: {stamp}\n---\n{text}",
        "matter.txt": f"---\ndate: '{stamp}'\n---\n{text}",
        "rows.csv": f'text,published\n"{text}","{stamp}"\n',
        "rows.jsonl": json.dumps({"text": text, "date": stamp}),
        "rows.json": json.dumps([{"text": text, "published": stamp}]),
        "mail.eml": f"Subject: T\nFrom: Ann <a@tide.example>\nDate: {stamp}\n\n{text}",
        "rss.xml": (
            f"<rss version='2.0'><channel><title>P</title><item><title>T</title><pubDate>{stamp}"
            f"</pubDate><description>{text}</description></item></channel></rss>"
        ),
        "atom.xml": '<feed xmlns="http://www.w3.org/2005/Atom"><title>P</title>%s</feed>'
        % (entry % (stamp, text)),
        "feed.json": json.dumps({
            "version": "https://jsonfeed.org/version/1.1",
            "items": [{"id": "1", "content_text": text, "date_published": stamp}],
        }),
    }  # fmt: skip


@pytest.mark.parametrize(
    "stamp",
    [
        "2025-03-06",
        "0001-01-01",
        "1970-01-01",
        "0000-00-00",
        "9999-12-31",
        "-0001-11-30",
        "Wed, 30 Nov -0001 00:00:00 +0000",
        "Thu, 01 Jan 1970 00:00:00 +0000",
    ],
)
def test_every_format_has_the_same_idea_of_a_date(stamp: str, tmp_path: Path) -> None:
    for name, source in sources(stamp).items():
        (tmp_path / name).write_text(source, encoding="utf-8")
        (sourced,) = read(tmp_path / name)
        assert isinstance(sourced, Sourced), name
        if stamp == "2025-03-06":
            assert sourced.article.published == DAY, name
        else:
            assert sourced.article.published is None, name
            assert any(stamp in note for note in sourced.notes), (name, sourced.notes)
            assert "published" not in sourced.origins


def test_the_date_of_a_book() -> None:
    for stamp in ("0101-01-01T00:00:00+00:00", "1970-01-01"):
        package = PACKAGE.replace("2025-03-06", stamp)
        assert stamp in package
        draft = book(**{"OPS/book.opf": package})
        assert "published" not in draft.facts
        assert stamp in str(draft.notes)


def page(tmp_path: Path, head: str = "", above: str = "", below: str = "") -> Sourced:
    text = (
        "<p>The Tarn tunnel will close for five weeks from July, the roads agency said today.</p>"
    )
    (tmp_path / "p.html").write_text(
        f"<html><head><title>T</title>{head}</head><body><article><header><h1>T</h1>{above}</header>"
        f"{text * 2}{below}</article><aside><time datetime='2019-05-05'>5 May</time></aside>"
        "<footer><time datetime='2018-05-05'>2018</time></footer></body></html>"
    )
    (sourced,) = read(tmp_path / "p.html")
    assert isinstance(sourced, Sourced)
    return sourced


def test_a_time_above_the_text_is_its_date(tmp_path: Path) -> None:
    time = "<time datetime='2025-03-06T11:55Z'>6 March</time>"
    assert page(tmp_path, above=time).origins["published"] == "html"
    assert page(tmp_path, above=time).article.published == DAY
    changed = time.replace("06T", "08T")
    both = page(tmp_path, above=f"<p>Published {time}</p><p>Updated: {changed}</p>").article
    assert (both.published, both.updated) == (DAY, date(2025, 3, 8))
    assert (
        page(tmp_path, above=changed.replace("<time", "<time class='modified'")).article.published
        is None
    )
    two = page(tmp_path, above=time + changed)
    assert two.article.published is None
    assert "2 days" in two.notes[0]


def test_a_time_elsewhere_is_that_of_something_else(tmp_path: Path) -> None:
    assert page(tmp_path).article.published is None
    event = "<p>The fair is on <time datetime='2025-06-01'>1 June</time>.</p>"
    assert page(tmp_path, below=event).article.published is None
    aside = "<aside><time datetime='2025-06-01'>Read also</time></aside>"
    assert page(tmp_path, above=aside).article.published is None


def test_the_first_of_january_in_a_meta_tag_is_a_year(tmp_path: Path) -> None:
    sourced = page(tmp_path, '<meta name="date" content="2010-01-01">')
    assert sourced.article.published is None
    assert "whole year" in sourced.notes[0]
    timed = page(tmp_path, '<meta name="date" content="2010-01-01T09:30:00Z">')
    assert timed.article.published == date(2010, 1, 1)


def test_a_number_is_no_date(tmp_path: Path) -> None:
    for number in (0, 1741219200000):
        linked = json.dumps({"@type": "NewsArticle", "datePublished": number})
        sourced = page(tmp_path, f'<script type="application/ld+json">{linked}</script>')
        assert sourced.article.published is None
        assert str(number) in sourced.notes[0]


def test_days_are_spoken_without_a_leading_zero() -> None:
    assert spoken_day(date(2025, 3, 6)) == "6 March 2025"
    assert spoken_day(date(987, 12, 31)) == "31 December 987"
