"""The article: what a source said, word for word, and what is known about it."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any, Self
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from corpus.errors import InvalidArticle
from corpus.text.web_addresses import is_web_address

__all__ = ["Article", "canonical_url", "content_id", "is_safe_id", "opening_words"]

# Hexadecimal digits. Of a million articles two share an id once in some thirty million corpora.
_ID_LENGTH = 16
_LABEL_LENGTH = 80
# What newsletters and networks add to a link to count clicks; the page is the same.
_TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid")
_SAFE_ID = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.:-]*")
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


def content_id(kind: str, value: str) -> str:
    """The id of the thing that ``value`` identifies: 16 hexadecimal digits (64 bits of SHA-256).

    Args:
        kind: What the value is ("url", "path", "text"), so that two kinds never meet.
        value: The identifying string.
    """
    return hashlib.sha256(f"{kind}:{value}".encode()).hexdigest()[:_ID_LENGTH]


def canonical_url(url: str) -> str:
    """Return the canonical form of a URL, which all addresses of one page share.

    Lower-cases scheme and host; drops the default port, the fragment and tracking
    parameters; keeps everything else as it is.
    """
    parts = urlsplit(url.strip())
    scheme, host = parts.scheme.lower(), parts.netloc.lower()
    # No host ends with "\0": other schemes have no usual port.
    host = host.removesuffix(_DEFAULT_PORTS.get(scheme, "\0"))
    query = urlencode(
        [
            (k, v)
            for k, v in parse_qsl(parts.query, keep_blank_values=True)
            if not k.startswith(_TRACKING)
        ]
    )
    return urlunsplit((scheme, host, parts.path or "/", query, ""))


def is_safe_id(article_id: str) -> bool:
    """Tell if an id can be printed, typed and pasted anywhere: ASCII letters, digits and ._:- only.

    What is added has such an id. What older versions stored keeps the one that it has.
    """
    return _SAFE_ID.fullmatch(article_id) is not None


def opening_words(text: str) -> str:
    """Return the first words of a text: 80 characters at most, and an ellipsis if it is cut."""
    # More than is shown, for white space goes; but not the whole of a long text.
    words = " ".join(text[: 4 * _LABEL_LENGTH].split())
    if len(words) <= _LABEL_LENGTH:
        return words
    return words[:_LABEL_LENGTH].rsplit(" ", 1)[0] + "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One revision of one article. What is not known is ``None``; nothing is guessed.

    Args:
        text: The body, exactly as it is to be quoted. Paragraphs are separated by newlines.
        title: The headline, as published.
        url: The address of the original (http or https).
        publisher: Who published it.
        authors: Who wrote it, in the order of the byline.
        published: The date of first publication, never the date of download.
        updated: The date of the last change, as the publisher states it.
        language: An IETF language tag such as "en" or "ar".
        id: The identity that all revisions share, of ASCII letters, digits and ``._:-``. Left
            empty, it is derived from the URL, or from the text when there is no URL: adding the
            same article twice changes nothing.

    Raises:
        InvalidArticle: The text is blank, or a string holds what cannot be stored (NUL
            characters, lone surrogates), or the URL is not http or https.
    """

    text: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: date | None = None
    updated: date | None = None
    language: str | None = None
    id: str = ""
    revision: str = field(init=False)
    """SHA-256 of the text in UTF-8, 64 hexadecimal digits."""

    def __post_init__(self) -> None:
        """Check every field, then derive the revision and, if it was left out, the id."""
        for name in ("title", "url", "publisher", "language"):
            value = getattr(self, name)
            _check_string(name, value)
            if value is not None and not value.strip():
                object.__setattr__(self, name, None)
        _check_string("text", self.text)
        if not self.text.strip():
            raise InvalidArticle(f"{self._name()} has no text; give it a body to quote from")
        if isinstance(self.authors, str):
            raise InvalidArticle(f"authors is {self.authors!r}, a string; give a list of names")
        object.__setattr__(self, "authors", tuple(self.authors))
        for author in self.authors:
            _check_string("author", author)
        for name in ("published", "updated"):
            object.__setattr__(self, name, _day(name, getattr(self, name)))
        if self.url is not None and not is_web_address(self.url):
            raise InvalidArticle(f"url {self.url!r} is not an http or https address")
        revision = hashlib.sha256(self.text.encode()).hexdigest()
        object.__setattr__(self, "revision", revision)
        if not self.id:
            derived = (
                content_id("url", canonical_url(self.url))
                if self.url
                else content_id("text", self.text)
            )
            object.__setattr__(self, "id", derived)
        _check_string("id", self.id)

    @classmethod
    def from_dict(cls, facts: Mapping[str, Any]) -> Self:
        """Make an article of its facts by name, as ``to_dict`` gives them; only ``text`` is needed.

        Dates may be ISO 8601 strings.

        Raises:
            InvalidArticle: A name is none of them, the text is missing, the revision is another
                text's, or a value is none that an article may have.
        """
        known = [field.name for field in fields(cls)]
        unknown = [name for name in facts if name not in known]
        if unknown or "text" not in facts:
            wrong = f"has no fact {unknown[0]!r}" if unknown else "needs a text"
            raise InvalidArticle(f"an article {wrong}; its facts are {', '.join(known)}")
        given = {name: value for name, value in facts.items() if name != "revision"}
        for name in ("published", "updated"):
            if isinstance(value := given.get(name), str):
                given[name] = _iso_day(name, value)
        for name in ("id", "authors"):
            # Null says that it is not known, for which these two have values of their own.
            if given.get(name, "") is None:
                del given[name]
        article = cls(**given)
        if facts.get("revision") not in (None, article.revision):
            raise InvalidArticle(
                f"revision {facts['revision']!r} is not that of the text; leave it out"
            )
        return article

    @property
    def label(self) -> str:
        """Name of the article in a list: its title, else its opening words."""
        return self.title or opening_words(self.text)

    def to_dict(self) -> dict[str, Any]:
        """A dictionary that ``json.dumps`` takes; dates are ISO 8601 strings."""
        from corpus.text.corpus_json import ArticleJson

        return ArticleJson.dict_of(self)

    def _name(self) -> str:
        return f"article {self.title or self.url or self.id or '(untitled)'!r}"


def _check_string(name: str, value: object) -> None:
    if value is None and name != "text":
        return
    if not isinstance(value, str):
        raise InvalidArticle(f"{name} is {value!r}, not a string")
    if "\0" in value:
        raise InvalidArticle(f"{name} holds a NUL character at {value.index(chr(0))}; remove it")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise InvalidArticle(
            f"{name} holds a lone surrogate at {error.start}; decode the source again"
        ) from error


def _iso_day(name: str, value: str) -> date:
    try:
        return datetime.fromisoformat(value).date()
    except ValueError:
        raise InvalidArticle(f"{name} is {value!r}; write it like 2025-03-06") from None


def _day(name: str, value: object) -> date | None:
    # A datetime is a date too, but cannot be compared with one.
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    raise InvalidArticle(f"{name} is {value!r}, not a datetime.date")
