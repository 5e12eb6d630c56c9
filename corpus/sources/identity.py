"""The identity of an article: what a source may say of it, and the place where it was read."""

import re
from urllib.parse import urlsplit

from corpus.article import Article, canonical_url, content_id
from corpus.errors import InvalidArticle, SourceError
from corpus.sources.draft import Draft, Raw, Sourced

__all__ = ["finish", "is_home_page", "not_taken", "place_of_part", "same_site"]

# Names under which one site has its pages, those for phones, and its feeds.
_PREFIXES = ("www.", "m.", "mobile.", "amp.", "feeds.", "feed.", "rss.")
_USUAL_PORTS = (80, 443)
_HOME = re.compile(
    r"/?([a-z]{2}([-_][a-z]{2})?/?)?((index|default|home)(\.[a-z]{2,5})?/?)?", re.IGNORECASE
)
"""The path of a site's first page, that of a language included: "/", "/index.html", "/en/"."""


def same_site(one: str, other: str) -> bool:
    """Tell if two addresses are of one site: of one host, or of one below the other.

    A site's mobile, AMP and feed hosts are that site. Two hosts below a third are not one site:
    on many, each is another person's. Nor are two ports, other than those of http and https.
    """
    host, others_host = _host(one), _host(other)
    if not host or not others_host or _port(one) != _port(other):
        return False
    return (
        _without(_PREFIXES, host) == _without(_PREFIXES, others_host)
        or _below(host, others_host)
        or _below(others_host, host)
    )


def is_home_page(url: str) -> bool:
    """Tell if an address is that of a site's first page, which is no article's."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return False
    return not parts.query and _HOME.fullmatch(parts.path) is not None


def not_taken(claimed: str, url: str | None, *, alone: bool = True) -> str | None:
    """Say why an article is not known by an address that its source gives, if it is not.

    Args:
        claimed: The address that it gives.
        url: The address at which the source was read, or ``None`` for the user's own file.
        alone: The article is all that the source holds.
    """
    if url and not same_site(claimed, url):
        return "is another site; not taken" if alone else "is another site; kept apart from it"
    if is_home_page(claimed) and (url is None or canonical_url(claimed) != canonical_url(url)):
        return "is a home page, by which no article is known"
    if not alone and urlsplit(claimed).fragment:
        return "is only a part of a page, by which no article is known"
    return None


def place_of_part(kind: str, raw: Raw, key: str) -> str:
    """The id of one of several articles in a source, by its key there: it counts only there.

    Args:
        kind: "feed" or "row".
        raw: The source.
        key: What tells the article from the others in it; none where it is empty.

    Returns:
        The id, or nothing where the source has no place or the article no key: such an article is
        known by its text.
    """
    where = raw.path or raw.url
    return content_id(kind, f"{where} {key}") if where and key else ""


def finish(draft: Draft, raw: Raw, name: str = "", part_id: str | None = None) -> Sourced:
    """Make the article: its identity is its id or address, else the place where it was read.

    Args:
        draft: What was found.
        raw: What it was read from.
        name: What to call it, where the source holds several; else the source's name.
        part_id: The id of one of several articles in the source, empty if it is known by its text;
            ``None`` where the article is all that the source holds.

    Raises:
        SourceError: There is no text, or something that no article may hold.
    """
    name = name or raw.name
    text = "\n".join(line.rstrip() for line in draft.text.split("\n")).strip("\n")
    if "\ufffd" in text:
        draft.notes.append(f"{text.count(chr(0xFFFD))} characters could not be decoded")
    try:
        article, own = _identified(draft, raw, text, part_id)
    except InvalidArticle as error:
        raise SourceError(f"{name}: {error}") from error
    notes = tuple(dict.fromkeys(draft.notes))
    return Sourced(article, name, dict(draft.origins), notes, own, raw.url)


def _identified(draft: Draft, raw: Raw, text: str, part_id: str | None) -> tuple[Article, Article]:
    """Make the article as its source identifies it, and as the place where it was read does.

    A file of the user's may state an id or an address. What comes from the network takes no id,
    and no address but one of its own site's: it could replace another publisher's article. A home
    page is the address of no article. Where there is nothing that identifies an article, the two
    are the same.

    Args:
        draft: The facts; what is not taken is noted there.
        raw: What it was read from.
        text: The article's.
        part_id: The id of one of several articles in the source, empty if it is known by its text;
            ``None`` where the article is all that the source holds.

    Raises:
        InvalidArticle: There is something that no article may hold.
    """
    facts = dict(draft.facts)
    stated, claimed = facts.pop("id", None), facts.get("url")
    alone = part_id is None
    if raw.url and alone:
        own = Article(text=text, **(facts | {"url": raw.url}))
    else:
        by_path = content_id("path", raw.path) if alone and raw.path else ""
        own = Article(text=text, id=part_id or by_path or Article(text=text).id, **facts)
    if stated and (stated == part_id or not raw.url):
        return Article(text=text, id=stated, **facts), own
    if stated:
        draft.notes.append("id: what comes from an address takes none, so it is not taken")
    if claimed and (why := not_taken(claimed, raw.url, alone=alone)):
        draft.notes.append(f"url: {draft.origins['url']} says {claimed[:200]}, which {why}")
    elif claimed:
        return Article(text=text, **facts), own
    if raw.url and alone:
        draft.origins["url"] = "address"
    return own, own


def _host(url: str) -> str:
    try:
        # "news.example." is the same host, written to the root of the names.
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        # A bracket that is not closed, as of half an IPv6 address.
        return ""


def _port(url: str) -> int | None:
    """The port if it is an unusual one."""
    try:
        port = urlsplit(url).port
    except ValueError:
        # No number, or one above 65535.
        return None
    return None if port in _USUAL_PORTS else port


def _without(prefixes: tuple[str, ...], host: str) -> str:
    for prefix in prefixes:
        # "m.example" may be a site of its own.
        if host.startswith(prefix) and host.count(".") > 1:
            return host.removeprefix(prefix)
    return host


def _below(host: str, above: str) -> bool:
    above = _without(("www.",), above)
    # "uk" is no site.
    return "." in above and host.endswith(f".{above}")
