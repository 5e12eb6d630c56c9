"""Feeds (RSS, Atom, RDF, JSON Feed) and lists of feeds (OPML), as entries and addresses."""

import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from corpus.errors import SourceError
from corpus.sources.draft import Draft, Raw, printable
from corpus.sources.formats.archive import parse_xml
from corpus.sources.formats.html import all_text, parse
from corpus.sources.formats.page_metadata import web_address
from corpus.sources.identity import place_of_part, same_site
from corpus.text.decoding import decode

__all__ = ["MOST_ENTRIES", "MOST_FEEDS", "FeedEntry", "feed_addresses", "read_feed"]

MOST_ENTRIES = 5_000
"""Entries of one feed, the first of which are its newest; a note tells of more."""
MOST_FEEDS = 1_000
"""Feeds of one list; what comes after them is told as left out."""

_CUT = re.compile(
    r"\[(…|\.\.\.)\]\W*(\n.{0,120})?$"
    r"|\n\W*(continue reading|read (more|the full|the rest)|weiterlesen|lire la suite|leer más"
    r"|seguir leyendo|leggi tutto|continua a leggere|leia mais|lees meer|läs mer|læs mere|les mer"
    r"|czytaj dalej|читать далее|続きを読む|阅读全文).{0,80}$",
    re.IGNORECASE,
)
"""The end of a text that goes on elsewhere."""
_POSTED = re.compile(r"\nThe post .{0,300} appeared first on .{0,100}$")
"""The line that WordPress puts below every entry."""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry of a feed."""

    draft: Draft
    link: str | None
    """The address of its article."""
    whole: bool
    """The feed has the article's text, not only a summary of it."""
    place: str = ""
    """Its id in the feed; none where the feed has no place."""


def read_feed(raw: Raw) -> list[FeedEntry]:
    """Read the entries of a feed.

    Text in Atom's ``content``, RSS's ``content:encoded`` and JSON Feed's ``content_html`` and
    ``content_text`` is an article, unless it ends with "[…]" or "Read more"; text elsewhere is a
    summary.

    Raises:
        SourceError: It is no feed, or one without entries.
    """
    # A byte-order mark may come before the first sign.
    start = raw.data[:256].lstrip(b"\xef\xbb\xbf \t\r\n")
    entries = _json_feed(raw) if start.startswith(b"{") else _xml_feed(raw)
    if not entries:
        raise SourceError(f"{raw.name} is a feed without entries")
    return entries


def feed_addresses(raw: Raw) -> list[str]:
    """Return the addresses of the feeds that an OPML list names, each once.

    Raises:
        SourceError: It is not well-formed, or names none.
    """
    outlines = parse_xml(raw.data, raw.name).iter("{*}outline")
    # OPML writes "xmlUrl"; some programs do not.
    named = (outline.get("xmlUrl") or outline.get("xmlurl") for outline in outlines)
    addresses = dict.fromkeys(url.strip() for url in named if url and url.strip())
    if not addresses:
        raise SourceError(f"{raw.name} is a list that names no feed")
    return list(addresses)


def _xml_feed(raw: Raw) -> list[FeedEntry]:
    import feedparser

    # For text/xml, which servers send for any feed, feedparser would go by ASCII (RFC 3023).
    kind = f"application/xml; charset={raw.charset}" if raw.charset else "application/xml"
    headers = {"content-type": kind, "content-location": raw.url or ""}
    try:
        # Only text is taken from its HTML, so nothing in that needs mending or disarming.
        parsed = feedparser.parse(
            io.BytesIO(raw.data),
            response_headers=headers,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:  # feedparser promises not to raise, and does on rare bytes
        raise SourceError(f"{raw.name} is a damaged feed: {error!r}") from error
    if not parsed.entries:
        reason = parsed.get("bozo_exception")
        raise SourceError(
            f"{raw.name} is a damaged feed: {reason}"
            if reason
            else f"{raw.name} is a feed without entries"
        )
    if not parsed.version.startswith("atom"):
        # In Atom the feed's author is that of its entries (RFC 4287, 4.2.1); in RSS an editor.
        parsed.feed.pop("authors", None)
    entries = [_xml_entry(entry, parsed.feed, raw) for entry in parsed.entries]
    if parsed.bozo:
        for entry in entries:
            entry.draft.notes.append(f"the feed is not well-formed: {parsed.bozo_exception}")
    return entries


def _xml_entry(entry: dict[str, Any], feed: Mapping[str, Any], raw: Raw) -> FeedEntry:
    # Its own lookup answers "updated" with the date of publication, and warns.
    def own(name: str) -> Any:
        return dict.get(entry, name)

    draft = Draft()
    contents = [part for part in own("content") or () if (part.get("value") or "").strip()]
    best = max(contents, key=lambda part: len(part["value"]), default=None)
    part = best or own("summary_detail") or {}
    draft.text = _plain(part.get("value") or "", part.get("type") or "text/html", raw.name)
    # An entry that was taken over from another feed names that one.
    source = own("source") or {}
    _offer(
        draft,
        title=_plain(own("title") or "", "text/html", raw.name),
        authors=_people(own("authors") or feed.get("authors") or ()),
        publisher=source.get("title") or feed.get("title"),
        published=own("published"),
        updated=own("updated"),
        language=part.get("language") or feed.get("language"),
    )
    link = web_address(own("link"), raw.url or feed.get("link"))
    return _entry(draft, link, own("id"), raw, whole=best is not None)


def _json_feed(raw: Raw) -> list[FeedEntry]:
    try:
        feed = json.loads(decode(raw.data, raw.name, (raw.charset,)))
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{raw.name} is not valid JSON: {error}") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    objects = (item for item in items if isinstance(item, dict)) if isinstance(items, list) else ()
    return [_json_entry(item, feed, raw) for item in objects]


def _json_entry(item: dict[str, Any], feed: dict[str, Any], raw: Raw) -> FeedEntry:
    draft = Draft()
    markup, plain, summary = (
        value if isinstance(value, str) else ""
        for value in (item.get(k) for k in ("content_html", "content_text", "summary"))
    )
    draft.text = _plain(markup, "text/html", raw.name) if markup else plain or summary
    # Version 1 of JSON Feed has one "author", version 1.1 several "authors".
    people = item.get("authors") or item.get("author") or feed.get("authors") or feed.get("author")
    _offer(
        draft,
        title=item.get("title"),
        authors=_people(people if isinstance(people, list) else [people]),
        publisher=feed.get("title"),
        published=item.get("date_published"),
        updated=item.get("date_modified"),
        language=item.get("language") or feed.get("language"),
    )
    link = web_address(item.get("url") or item.get("external_url"), raw.url)
    return _entry(draft, link, item.get("id"), raw, whole=bool(markup or plain))


def _offer(draft: Draft, **facts: object) -> None:
    for name, value in facts.items():
        if isinstance(value, str | tuple):
            draft.offer(name, value, "feed")


def _people(people: Iterable[object]) -> tuple[str, ...]:
    names = (person.get("name") for person in people if isinstance(person, Mapping))
    return tuple(dict.fromkeys(printable(name) for name in names if isinstance(name, str) and name))


def _entry(draft: Draft, address: str | None, guid: object, raw: Raw, *, whole: bool) -> FeedEntry:
    """Give the draft its address, or where that is another site's an identity in the feed.

    A feed says whose words its entries are only for its own site: it must not be able to write
    a new revision of another site's article. Nor is a page the entry's where only a fragment
    tells one entry from the next.
    """
    own = address and (raw.url is None or same_site(address, raw.url))
    key = guid if isinstance(guid, str) and guid else address or draft.text
    part_id = place_of_part("feed", raw, key)
    if address:
        draft.offer("url", address, "feed")
    if part_id and not (own and address and not urlsplit(address).fragment):
        draft.facts["id"] = part_id
    if address and not own:
        draft.notes.append("the feed links to another site, so its text is kept apart from it")
    cut = _CUT.search(_POSTED.sub("", draft.text.rstrip()))
    return FeedEntry(draft, address, whole and not cut, part_id)


def _plain(value: str, kind: str, name: str) -> str:
    if not value.strip():
        return ""
    if kind == "text/plain":
        return value
    try:
        return all_text(parse(f"<div>{value}</div>", name))
    except SourceError:
        return ""  # nothing but comments: an entry without text, which is told of it
