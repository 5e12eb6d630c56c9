"""Reader of sources: whatever names one becomes articles, and what failed says why."""

import glob
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from corpus.errors import OnRecordError, SourceError
from corpus.reports import Failure
from corpus.sources.detect import SourceKind, read_one, source_kind
from corpus.sources.draft import SUMMARY, Item, Options, Raw, Sourced, Visit, failure
from corpus.sources.files import load_file, standard_input, walk
from corpus.sources.formats.feed import (
    MOST_ENTRIES,
    MOST_FEEDS,
    FeedEntry,
    feed_addresses,
    read_feed,
)
from corpus.sources.identity import finish, is_home_page, same_site

if TYPE_CHECKING:
    from corpus.sources.web.fetch import Fetched, Fetcher
    from corpus.sources.web.robots import Polite

__all__ = ["SourceParser", "read"]

# Ours, the system's, and what broken paths and bytes make Python raise.
_ERRORS = (OnRecordError, OSError, ValueError, RuntimeError)
_TOLD = ("title", "authors", "publisher", "language", "published", "updated")
"""What a feed tells of its own site's articles, where their pages do not."""


def read(source: str | Path, options: Options | None = None) -> Iterator[Item]:
    """Read a source into articles.

    One that fails never stops the others: it becomes a ``Failure`` with a reason on one line.
    Articles of an address are followed by its ``Visit``.

    A feed's entries with their whole text are taken from the feed. Of the others, those of a feed
    from the network are read at their pages, where the site's robots.txt lets us; where that
    fails, or the feed is a file, its summary is taken and a note says so. A page that was read at
    an earlier visit and cannot be read now is a failure: its summary is no newer text.

    Args:
        source: A file, a folder (with all below it), a pattern such as ``news/**/*.html``, "-"
            for standard input, or an http or https address of a page, a document, a feed or a
            list of feeds.
        options: How to read.

    """
    yield from SourceParser(options or Options()).read(source)


class SourceParser:
    """Reader of several sources, which remembers how long ago each site was asked.

    Args:
        options: How to read.
    """

    def __init__(self, options: Options) -> None:
        self._options = options

    @cached_property
    def _fetcher(self) -> "Fetcher":
        from corpus.sources.web.fetch import Fetcher

        return Fetcher(self._options)

    @cached_property
    def _polite(self) -> "Polite":
        from corpus.sources.web.robots import Polite

        return Polite(self._fetcher, self._options.delay)

    def read(self, source: str | Path) -> Iterator[Item]:
        """Read a source as the function ``read`` does."""
        name = str(source)
        try:
            if isinstance(source, str) and not source.strip():
                # As a path it would be the folder where the program runs.
                raise SourceError("the source is empty; give a file, a folder or an address")
            if isinstance(source, str) and source == "-":
                yield from self._articles(standard_input())
            elif isinstance(source, str) and "://" in source:
                yield from self._address(source.strip(), lists=True)
            else:
                yield from self._paths(Path(source).expanduser())
        except _ERRORS as error:
            yield failure(name, error)

    def read_raw(self, raw: Raw) -> Iterator[Item]:
        """Read bytes that are at hand already, as the function ``read`` does."""
        try:
            yield from self._articles(raw)
        except _ERRORS as error:
            yield failure(raw.name, error)

    def _paths(self, path: Path) -> Iterator[Item]:
        for match in _matches(path):
            for file in walk(match):
                if isinstance(file, Failure):
                    yield file
                    continue
                try:
                    raw = load_file(file)
                except OnRecordError as error:
                    yield failure(str(file), error)
                else:
                    yield from self.read_raw(raw)

    def _address(self, url: str, *, lists: bool) -> Iterator[Item]:
        """Read an address; ``lists`` says whether a list of feeds is followed there."""
        from corpus.sources.web.fetch import Gone

        earlier = self._options.visits.get(url)
        followed = bool(earlier and earlier.followed)
        # robots.txt speaks to programs that follow links: an address that somebody names is read.
        try:
            answer = self._polite.get(url, earlier, named=not followed)
        except Gone as error:
            yield Visit(url, "gone", bool(earlier and earlier.feed), followed=followed)
            yield failure(url, error)
            return
        except OnRecordError as error:
            yield failure(url, error)
            return
        if answer.unchanged:
            if earlier:
                yield replace(earlier, outcome="unchanged")
            return
        raw = _raw(url, answer)
        try:
            kind = source_kind(raw)
            _check_way(url, raw, kind)
            whole = True
            for item in self._articles(raw, kind, lists=lists):
                partial = isinstance(item, Sourced) and item.summary and self._options.follow
                whole = whole and not partial and not isinstance(item, Failure)
                yield item
        except OnRecordError as error:
            yield failure(url, error)
            return
        visit = Visit(url, "read", kind == "feed", answer.etag, answer.last_modified, followed)
        # Without these it is read again next time, whether or not it has changed.
        yield visit if whole else replace(visit, etag=None, last_modified=None)

    def _articles(
        self, raw: Raw, kind: SourceKind | None = None, *, lists: bool = True
    ) -> Iterator[Item]:
        from corpus.sources.formats.tables import read_table

        kind = kind or source_kind(raw)
        if kind == "opml" and not lists:
            raise SourceError(f"{raw.name} is a list of feeds within a list; add it by itself")
        if kind == "opml":
            addresses = feed_addresses(raw)
            for address in addresses[:MOST_FEEDS]:
                yield from self._address(address, lists=False)
            if len(addresses) > MOST_FEEDS:
                count = f"the first {MOST_FEEDS:,} of {len(addresses):,} feeds were read"
                yield failure(raw.name, SourceError(f"{count}; split the list"))
        elif kind == "feed":
            yield from self._entries(raw)
        elif kind in ("json", "jsonl", "csv"):
            yield from read_table(raw, kind, self._options)
        else:
            yield finish(read_one(raw, kind), raw)

    def _entries(self, raw: Raw) -> Iterator[Item]:
        entries = read_feed(raw)
        left = (
            f"the first {MOST_ENTRIES:,} of {len(entries):,} entries of the feed were read"
            if len(entries) > MOST_ENTRIES
            else ""
        )
        for number, entry in enumerate(entries[:MOST_ENTRIES], 1):
            for item in self._entry(entry, raw, entry.link or f"{raw.name}#{number}"):
                # Said once, beside the first article.
                if left and isinstance(item, Sourced):
                    yield replace(item, notes=(*item.notes, left))
                    left = ""
                else:
                    yield item

    def _entry(self, entry: FeedEntry, raw: Raw, name: str) -> Iterator[Item]:
        try:
            if entry.whole or not entry.link or not raw.url or not self._options.follow:
                yield self._from_feed(entry, raw, name)
            else:
                yield from self._from_page(entry, raw, entry.link)
        except OnRecordError as error:
            yield failure(name, error)

    def _from_feed(self, entry: FeedEntry, raw: Raw, name: str, why: str = "") -> Sourced:
        if not entry.whole:
            entry.draft.origins["text"] = SUMMARY
            entry.draft.notes.append(f"only the {SUMMARY}" + (f": {why}" if why else ""))
        return finish(entry.draft, raw, name, entry.place)

    def _from_page(self, entry: FeedEntry, raw: Raw, link: str) -> Iterator[Item]:
        from corpus.sources.web.fetch import Gone

        earlier = self._options.visits.get(link)
        try:
            answer = self._polite.get(link, earlier)
            if answer.unchanged and earlier:
                yield replace(earlier, outcome="unchanged")
                return
            page = _raw(link, answer)
            kind = source_kind(page)
            _check_way(link, page, kind)
            draft = read_one(page, kind)
        except OnRecordError as error:
            if earlier and isinstance(error, Gone):
                yield replace(earlier, outcome="gone", etag=None, last_modified=None)
            why = failure(link, error)
            yield why if earlier else self._from_feed(entry, raw, link, why.reason)
            return
        # Of another site's article a feed may tell nothing: no title, no date, no publisher.
        told = _TOLD if raw.url and same_site(answer.url, raw.url) else ()
        for field in told:
            value = entry.draft.stamps.get(field) or entry.draft.facts.get(field)
            draft.offer(field, value, "feed")
        yield finish(draft, page, link)
        yield Visit(link, "read", False, answer.etag, answer.last_modified, followed=True)


def _raw(url: str, answer: "Fetched") -> Raw:
    return Raw(
        data=answer.data,
        name=url,
        url=answer.url,
        suffix=Path(urlsplit(answer.url).path).suffix.lower(),
        content_type=answer.content_type,
        charset=answer.charset,
    )


def _check_way(asked: str, raw: Raw, kind: SourceKind) -> None:
    """Refuse a home page that another address led to.

    A site that has an article no more often leads to its home page instead of saying so.
    """
    if kind == "html" and raw.url and is_home_page(raw.url) and not is_home_page(asked):
        raise SourceError(f"{asked} leads to the home page {raw.url} and holds no article any more")


def _matches(path: Path) -> list[Path]:
    """Return the path itself, or what the pattern matches where there is no such path."""
    if path.exists() or path.is_symlink() or not glob.has_magic(str(path)):
        return [path]
    paths = set(Path(path.anchor).glob(str(path.relative_to(path.anchor))))
    if not paths:
        raise SourceError(f"{path} matches no file")
    # What lies in a folder that matches too is read with that.
    return sorted(match for match in paths if paths.isdisjoint(match.parents))
