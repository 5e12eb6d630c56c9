"""Results of reading a source, and the options for reading."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from ipaddress import ip_network
from types import MappingProxyType
from typing import Any, Literal

from corpus.article import Article
from corpus.config import Config
from corpus.errors import InvalidInput
from corpus.reports import Failure
from corpus.text.dates import moment, why_unknown, written_date

__all__ = [
    "DATES",
    "NAMES",
    "SUMMARY",
    "Address",
    "Draft",
    "Item",
    "Options",
    "Raw",
    "Sourced",
    "Visit",
    "failure",
    "one_line",
]

NAMES = {
    "id": ("id",),
    "title": ("title", "headline"),
    "url": ("url", "link", "canonical", "canonical_url"),
    "publisher": ("publisher", "source", "site"),
    "authors": ("authors", "author", "byline"),
    "published": ("published", "date", "publication_date"),
    "updated": ("updated", "modified", "lastmod"),
    "language": ("language", "lang"),
}
"""For each fact of an article, the names under which people write it down."""
DATES = ("published", "updated")
LONGEST_ADDRESS = 2_000
"""Bytes of an address that is read. What is looked up by must fit into a row of an index: 2,704
bytes in PostgreSQL."""
_LONGEST_NAME = 500
"""Characters of a publisher or an id: 2,000 bytes at most."""
_REASON_LENGTH = 500
# The usual part of BCP 47: extensions and private tags, with a part of one letter, are none.
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
# A country is written in capitals ("en-US"), a script is not ("zh-Hant").
_REGION = re.compile(r"[A-Za-z]{2}$")
_LOOKED_UP = ("publisher", "id")
# Read-only, for all options without fields or visits share it.
_NOTHING: Mapping[str, Any] = MappingProxyType({})
SUMMARY = "feed's summary"
"""The origin of a text that is no whole article."""
BEGINNING = "page's beginning"
"""The origin of a text after which more may come, for who pays."""


@dataclass(frozen=True, slots=True)
class Visit:
    """An address that was asked for, and all that it held has been read.

    It comes after the articles of its address, so that what is remembered of a visit is never
    ahead of what was stored.
    """

    url: str
    """The address as it was asked for."""
    outcome: Literal["read", "unchanged", "gone"]
    """``unchanged`` is HTTP's 304; ``gone`` its 404 and 410, after which a ``Failure`` comes."""
    feed: bool = False
    etag: str | None = None
    """To send with the next request. ``None`` too when something of a feed could not be read, so
    that the next visit reads all of it again."""
    last_modified: str | None = None
    followed: bool = False
    """It was found behind a feed's link: nobody named it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address that was read, of a page, a document, a feed or a list of feeds."""

    url: str
    """The address as it was asked for."""
    feed: bool = False
    followed: bool = False
    """It was found behind a feed's link: nobody named it."""
    gone: bool = False
    """It answered 404 or 410 when it was asked for last. What it held stays in the corpus."""
    article_id: str | None = None
    """The article that it holds, if it holds one."""
    etag: str | None = None
    last_modified: str | None = None
    options: Mapping[str, Any]
    """The values of ``Options`` by which it was read and which are not the usual ones."""

    def to_dict(self) -> dict[str, Any]:
        """A dictionary that ``json.dumps`` takes."""
        return asdict(self)

    @property
    def visit(self) -> Visit:
        """The last visit, for reading the address again only if it has changed."""
        return Visit(
            self.url,
            "gone" if self.gone else "read",
            self.feed,
            self.etag,
            self.last_modified,
            self.followed,
        )


@dataclass(frozen=True, slots=True)
class Sourced:
    """An article with the origin of each of its facts, as it was read or as the library has it."""

    article: Article
    source: str = ""
    """The path or address that it was read from, else its label; empty if from the library."""
    origins: Mapping[str, str] = field(default_factory=dict)
    """For each fact that is known: "json-ld", "open graph", "meta", "html", "address", "feed",
    "front matter", "heading", "file" or "data"; and "feed's summary" or "page's beginning" for a
    text that is one. Empty when they are not known: the article was given as one, or by an older
    version."""
    notes: tuple[str, ...] = ()
    """What a careful reader wants to know, one line each: two dates that differ, a summary that
    stands for an article."""
    own: Article | None = None
    """The same article as the place where it was read identifies it, whatever it says itself: its
    file, its address, its row. ``None`` for what was given as an article."""
    address: str | None = None
    """That answered, of what was read from the network."""

    @property
    def summary(self) -> bool:
        """True if the text is not the article's but a feed's summary of it."""
        return self.origins.get("text") == SUMMARY


Item = Sourced | Visit | Failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Options for reading sources.

    Args:
        fields: For JSON, JSONL and CSV: which key or column holds which fact of the article,
            such as ``{"text": "story", "published": "date"}``. A dotted key goes into nested
            objects. What is left out is looked for under its usual names.
        follow: Read an article at its page when a feed from the network has only a summary.
        allow: Networks that may be reached though they are not public, such as
            ``("10.0.0.0/8",)`` for an intranet; by default those that the environment names in
            ``ONRECORD_ALLOW_NETWORKS``.
        visits: Earlier visits by address: what has not changed since is not sent again.
        seconds: For one address, redirects included.
        max_bytes: Of one answer from the network, decompressed.
        delay: Seconds between two requests at one host.

    Raises:
        InvalidInput: A network is none, or a field is no fact of an article.
    """

    fields: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    follow: bool = True
    allow: tuple[str, ...] = field(
        default_factory=lambda: Config.from_environment().allowed_networks
    )
    visits: Mapping[str, Visit] = field(default_factory=lambda: _NOTHING)
    seconds: float = 30.0
    max_bytes: int = 20_000_000
    delay: float = 1.0

    def __post_init__(self) -> None:
        """Check the fields and the networks."""
        known = ("text", *NAMES)
        for name in self.fields:
            if name not in known:
                raise InvalidInput(f"{name!r} is no fact of an article: {', '.join(known)}")
        for text in self.allow:
            try:
                ip_network(text, strict=False)
            except ValueError as error:
                raise InvalidInput(
                    f"{text!r} is no network to allow; write it as 10.0.0.0/8 or fd00::/8"
                ) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """The bytes of a source, before their kind is known."""

    data: bytes
    name: str
    """The path or address, for messages."""
    url: str | None = None
    """The address that answered, after redirects."""
    path: str | None = None
    """The absolute path of a file: its articles' identity where they have no address."""
    suffix: str = ""
    """Of the file's name, in lower case, with its dot."""
    content_type: str = ""
    """From the answer's header, in lower case, without parameters."""
    charset: str | None = None


@dataclass(slots=True)
class Draft:
    """An article in the making; the first to offer a fact gives it."""

    text: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    stamps: dict[str, str] = field(default_factory=dict)
    """The dates among the facts, as they were written."""

    def offer(self, name: str, value: object, origin: str) -> None:
        """Take a fact if it says something and is not known yet.

        A date is given as its source wrote it. One that cannot be read, or that is another day
        than the one that is known, is noted.
        """
        if isinstance(value, str):
            value = _language(value) if name == "language" else printable(value)
        if value is None or value in ("", ()):
            return
        if name in DATES and isinstance(value, str):
            self._offer_date(name, value, origin)
        elif name in _LOOKED_UP and isinstance(value, str) and len(value) > _LONGEST_NAME:
            self.notes.append(
                f"{name}: {origin} gives one of {len(value):,} characters; "
                f"the most is {_LONGEST_NAME}"
            )
        elif name not in self.facts:
            self.facts[name] = value
            self.origins[name] = origin

    def _offer_date(self, name: str, stamp: str, origin: str) -> None:
        day = written_date(stamp)
        if day is None:
            why = why_unknown(stamp)
            self.notes.append(f"{name}: {origin} says {stamp[:60]!r}, which {why}")
        elif name not in self.facts:
            self.facts[name], self.origins[name], self.stamps[name] = day, origin, stamp
        elif day != self.facts[name]:
            # One moment is two days in two time zones.
            first, second = moment(self.stamps.get(name, "")), moment(stamp)
            if first is None or first != second:
                self.notes.append(
                    f"{name}: {self.origins[name]} says {self.facts[name]}, {origin} says {day}; "
                    f"{self.facts[name]} is kept"
                )


def failure(source: str, error: Exception) -> Failure:
    """Make a failure of an error, with its reason on one line."""
    return Failure(one_line(source), one_line(str(error)))


def one_line(text: str) -> str:
    """Return the text without line breaks and control characters, 500 characters at most."""
    line = printable(text)
    return line if len(line) <= _REASON_LENGTH else line[: _REASON_LENGTH - 1] + "…"


def printable(text: str) -> str:
    """Return words with single spaces: no control characters, lone surrogates or line breaks."""
    kept = "".join(c if c.isprintable() or c.isspace() or _joins(c) else "" for c in text)
    return " ".join(kept.split())


def _joins(character: str) -> bool:
    # They cannot be printed, and yet change how a word or a line is read.
    return character in "\u200c\u200d\u200e\u200f\u00ad"


def _language(value: str) -> str | None:
    """Return an IETF tag: "en_US" and "en-us" are both "en-US"; what is no tag is None."""
    tag = value.strip().replace("_", "-")
    if not _TAG.fullmatch(tag):
        return None
    first, *rest = tag.split("-")
    return "-".join(
        [first.lower(), *(part.upper() if _REGION.match(part) else part for part in rest)]
    )
