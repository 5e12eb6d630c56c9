"""Detection of a source's kind from its bytes, and the reader for it."""

import re
from collections.abc import Callable
from typing import Literal

from corpus.errors import SourceError
from corpus.sources.draft import Draft, Raw
from corpus.sources.formats.front_matter import split_front_matter, take_facts
from corpus.text.decoding import decode

__all__ = ["SUFFIXES", "SourceKind", "read_one", "source_kind"]

SourceKind = Literal[
    "text", "markdown", "html", "pdf", "word", "epub", "mail", "feed", "opml", "json", "jsonl",
    "csv",
]  # fmt: skip

SUFFIXES: dict[str, SourceKind] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "word",
    ".epub": "epub",
    ".eml": "mail",
    ".rss": "feed",
    ".atom": "feed",
    ".rdf": "feed",
    ".xml": "feed",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".opml": "opml",
}
_TYPES: dict[str, SourceKind] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "text/markdown": "markdown",
    "text/x-markdown": "markdown",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "word",
    "application/epub+zip": "epub",
    "message/rfc822": "mail",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/rdf+xml": "feed",
    "application/xml": "feed",
    "text/xml": "feed",
    "application/feed+json": "json",
    "application/json": "json",
    "application/x-ndjson": "jsonl",
    "application/jsonl": "jsonl",
    "text/csv": "csv",
    "text/tab-separated-values": "csv",
    "text/x-opml": "opml",
    "text/x-opml+xml": "opml",
}
_UNKNOWN_TYPES = ("", "application/octet-stream", "binary/octet-stream", "text/plain")
# Bytes at the beginning, in which a kind must show.
_START = 2048
_ROOTS: tuple[tuple[str, SourceKind], ...] = (
    (r"<opml\b", "opml"),
    (r"<(?:rss|feed|rdf:rdf)\b", "feed"),
    (r"<!doctype html|<html\b", "html"),
)
_JSON = re.compile(rb'\s*(?:\{\s*"|\[\s*[{\]])')
_JSON_FEED = re.compile(rb'"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org\\?/version')


def source_kind(raw: Raw) -> SourceKind:
    """Tell what a source is: by its first bytes, else by what its server or its name says.

    The bytes go first because they cannot be wrong: a PDF file stays one when it is served as a
    page, and an error page is one when it is served as a PDF.

    Raises:
        SourceError: It is of a kind that is not read.
    """
    start = raw.data[:_START]
    sure = _by_bytes(raw, start)
    if sure:
        return sure
    declared = _TYPES.get(raw.content_type) or SUFFIXES.get(raw.suffix)
    # What servers send that do not know: the name tells more.
    if raw.content_type in _UNKNOWN_TYPES:
        declared = SUFFIXES.get(raw.suffix) or declared or _guess(start, raw)
    # Of the last three, the bytes would have told.
    if declared is None or declared in ("pdf", "word", "epub"):
        what = raw.content_type or raw.suffix or "of no kind that is known"
        raise SourceError(f"{raw.name} is not of a kind that can be read ({what})")
    if declared == "feed" and raw.suffix != ".rdf" and b"<" not in start:
        raise SourceError(f"{raw.name} is no feed: there is no XML in it")
    if declared == "json" and _JSON_FEED.search(start):
        return "feed"
    return declared


def _by_bytes(raw: Raw, start: bytes) -> SourceKind | None:
    # Programs that show PDF files accept this mark anywhere in the first 1,024 bytes.
    if b"%PDF-" in start[:1024]:
        return "pdf"
    if start.startswith(b"PK\x03\x04"):
        if b"application/epub+zip" in start[:100] or raw.suffix == ".epub":
            return "epub"
        if raw.suffix == ".docx" or b"word/" in raw.data or raw.content_type.endswith("document"):
            return "word"
        raise SourceError(f"{raw.name} is an archive; unpack it first")
    if start.startswith((b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"Rar!", b"7z\xbc\xaf")):
        raise SourceError(f"{raw.name} is an archive; unpack it first")
    # The mark of OLE, in which Office kept documents before 2007, and keeps encrypted ones.
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise SourceError(f"{raw.name} is an old Office file or an encrypted one; save it as .docx")
    # These may begin with "<" and are what their name says all the same.
    if raw.suffix in (".md", ".markdown", ".eml", ".csv", ".tsv", ".jsonl", ".ndjson"):
        return None
    # Latin-1 reads any bytes, and without its NULs UTF-16 is legible too.
    text = start.decode("latin-1").replace("\0", "").lstrip("\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if text.startswith("<"):
        matches = [(m.start(), k) for p, k in _ROOTS if (m := re.search(p, text))]
        return min(matches)[1] if matches else None
    return None


def _guess(start: bytes, raw: Raw) -> SourceKind | None:
    """Guess the kind of the bytes of standard input, or of a server that does not say."""
    if _JSON.match(start):
        first = raw.data.lstrip().partition(b"\n")[0].strip()
        return "jsonl" if first.startswith(b"{") and first.endswith(b"}") else "json"
    return "text"


def read_one(raw: Raw, kind: SourceKind) -> Draft:
    """Read a source that holds one article.

    Raises:
        SourceError: It cannot be read, is of a kind that holds several, or is an error page or a
            form where an article should be.
    """
    from corpus.sources.barriers import refuse_barrier
    from corpus.sources.formats import epub, mail, page, pdf, word

    readers: dict[SourceKind, Callable[[Raw], Draft]] = {
        "text": _text,
        "markdown": _markdown,
        "html": page.read_page,
        "pdf": pdf.read_pdf,
        "word": word.read_word,
        "epub": epub.read_epub,
        "mail": mail.read_mail,
    }
    if kind not in readers:
        raise SourceError(f"{raw.name} may hold several articles ({kind}), not one")
    draft = readers[kind](raw)
    if raw.url and kind in ("text", "markdown"):
        refuse_barrier(raw.name, [draft.facts.get("title", "")], draft.text)
    draft.offer("url", raw.url, "address")
    return draft


def _text(raw: Raw) -> Draft:
    text = decode(raw.data, raw.name, (raw.charset,))
    facts, body = split_front_matter(text, raw.name)
    draft = Draft(text=body)
    take_facts(draft, facts, raw.name, "front matter")
    return draft


def _markdown(raw: Raw) -> Draft:
    from corpus.sources.formats.markdown import plain_text

    draft = _text(raw)
    heading, draft.text = plain_text(draft.text)
    draft.offer("title", heading, "heading")
    return draft
