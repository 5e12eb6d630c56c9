"""Feeds and lists of feeds: every form, from a file."""

import json
from datetime import date
from pathlib import Path

import pytest

from corpus.errors import SourceError
from corpus.reports import Failure
from corpus.sources import Sourced, read
from corpus.sources.draft import Raw
from corpus.sources.formats.feed import FeedEntry, feed_addresses, read_feed

DATA = Path("../shared/data/feeds")
RSS = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Example</title><link>https://example.org/</link><language>en-gb</language>
<managingEditor>editor@example.org (The Editor)</managingEditor>
<item><title>Whole &amp;amp; sound</title><link>https://example.org/1</link>
<pubDate>Thu, 06 Mar 2025 23:30:00 -0500</pubDate><author>a@example.org (Ann)</author>
<content:encoded><![CDATA[<p>First.</p><script>x()</script><p>Second.</p>]]></content:encoded>
<description>Short.</description></item>
<item><title>Short</title><link>https://example.org/2</link><description>A summary.</description>
</item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>Le Monde</title>
<author><name>La rédaction</name></author><id>x</id>
<entry><title>Un</title><id>tag:1</id><link href="https://example.org/un"/>
<published>2025-03-06T01:00:00+01:00</published><updated>2025-03-07T01:00:00+01:00</updated>
<content type="html">&lt;p&gt;Bonjour.&lt;/p&gt;</content></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Biology</title></channel><item><title>Wheat</title>
<link>https://example.org/w</link><dc:date>2025-03-06</dc:date><dc:creator>Kaur, M.</dc:creator>
<description>Abstract.</description></item></rdf:RDF>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "A blog",
    "language": "de",
    "items": [
        {"id": "1", "url": "https://example.org/j", "title": "T", "content_html": "<p>Ja.</p>",
         "date_published": "2025-03-06T10:00:00Z", "authors": [{"name": "Bea"}]},
        {"id": "2", "content_text": "Plain words."},
        {"id": "3", "summary": "Only short.", "url": 7},
        "not an item",
    ],
}  # fmt: skip


def entries(text: str, url: str | None = None) -> list[FeedEntry]:
    return read_feed(Raw(data=text.encode(), name="feed", url=url))


def test_rss() -> None:
    whole, short = entries(RSS)
    assert whole.draft.text == "First.\nSecond."
    assert whole.draft.facts == {
        "title": "Whole & sound",
        "url": "https://example.org/1",
        "publisher": "The Example",
        "authors": ("Ann",),
        "published": date(2025, 3, 6),
        "language": "en-GB",
    }
    assert set(whole.draft.origins.values()) == {"feed"}
    assert whole.whole
    assert not short.whole
    assert short.draft.text == "A summary."
    assert "published" not in short.draft.facts
    assert "authors" not in short.draft.facts


def test_atom() -> None:
    (entry,) = entries(ATOM)
    assert entry.draft.text == "Bonjour."
    assert entry.draft.facts["published"] == date(2025, 3, 6)
    assert entry.draft.facts["updated"] == date(2025, 3, 7)
    assert entry.draft.facts["authors"] == ("La rédaction",)
    assert entry.draft.facts["language"] == "fr"


def test_rdf() -> None:
    (entry,) = entries(RDF)
    assert entry.draft.text == "Abstract."
    assert entry.draft.facts["authors"] == ("Kaur, M.",)
    assert entry.draft.facts["publisher"] == "Biology"


def test_json_feed() -> None:
    first, second, third = entries(json.dumps(JSON_FEED))
    assert first.draft.text == "Ja."
    assert first.draft.facts["authors"] == ("Bea",)
    assert first.draft.facts["published"] == date(2025, 3, 6)
    assert first.draft.facts["language"] == "de"
    assert second.draft.text == "Plain words."
    assert second.whole
    assert not third.whole
    assert third.link is None


def test_a_feed_cannot_write_another_sites_article() -> None:
    own, _ = entries(RSS, "https://feeds.example.org/rss")
    other, _ = entries(RSS, "https://evil.example.net/rss")
    assert "id" not in own.draft.facts
    assert len(other.draft.facts["id"]) == 16
    assert "another site" in other.draft.notes[0]


def test_entries_that_differ_by_a_fragment_are_two() -> None:
    text = RSS.replace("/1<", "/day#1<").replace("/2<", "/day#2<")
    one, two = entries(text, "https://example.org/rss")
    assert one.draft.facts["id"] != two.draft.facts["id"]
    assert one.draft.notes == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<rss><channel></channel></rss>", "without entries"),
        ("<rss><channel>", "damaged feed"),
        ('{"version": "https://jsonfeed.org/version/1", "items": 5}', "without entries"),
        ('{"version": ', "not valid JSON"),
        ("[" * 100_000, "feed"),
    ],
)
def test_a_feed_of_nothing_fails_with_a_reason(text: str, said: str) -> None:
    with pytest.raises(SourceError) as caught:
        entries(text)
    assert said in str(caught.value)


def test_an_entity_bomb_in_a_feed_stays_small() -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    read = entries(f"{bomb}]>" + RSS.replace("A summary.", "&i;"))
    assert all(len(entry.draft.text) < 1_000 for entry in read)


def test_a_list_of_feeds_names_each_once() -> None:
    text = """<opml version="2.0"><body><outline text="News"><outline xmlUrl="https://a.org/f"/>
    <outline xmlUrl=" https://a.org/f "/><outline text="none"/></outline></body></opml>"""
    assert feed_addresses(Raw(data=text.encode(), name="list")) == ["https://a.org/f"]
    with pytest.raises(SourceError, match="names no feed"):
        feed_addresses(Raw(data=b"<opml/>", name="list"))
    with pytest.raises(SourceError, match="not well-formed"):
        feed_addresses(Raw(data=b"<opml><body>", name="list"))


@pytest.mark.skipif(not DATA.exists(), reason="the saved feeds are not here")
def test_every_saved_feed_loads_or_fails_with_a_reason() -> None:
    loaded: set[str] = set()
    for path in sorted(DATA.iterdir()):
        if path.suffix == ".opml":  # its feeds are on the network
            assert len(feed_addresses(Raw(data=path.read_bytes(), name=path.name))) > 10
            continue
        for item in read(path):
            if isinstance(item, Sourced):
                loaded.add(path.name)
            else:
                assert isinstance(item, Failure)
                assert item.reason
                assert "\n" not in item.reason
    missing = {path.name for path in DATA.iterdir()} - loaded
    assert missing == {"LICENSE", "ScriptingNews.json", "SubsNoTitleAttributes.opml"}


def test_a_link_that_is_too_long_is_none() -> None:
    whole, _ = entries(RSS.replace("example.org/1", "example.org/" + "1" * 2_000))
    assert whole.link is None
    assert whole.draft.text == "First.\nSecond."
    long = RSS.replace("The Example", "The Example " * 50)
    assert "publisher" not in entries(long)[0].draft.facts
    assert "publisher: feed gives one of 599 characters" in entries(long)[0].draft.notes[0]
