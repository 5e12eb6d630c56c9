"""Metadata of a page about its article: JSON-LD, Open Graph, meta tags, the HTML itself."""

import html
import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from corpus.sources.draft import LONGEST_ADDRESS, Draft, printable
from corpus.sources.identity import not_taken
from corpus.text.dates import written_date
from corpus.text.web_addresses import is_web_address

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["take_facts", "web_address"]

_MOST_OBJECTS = 2_000
"""JSON-LD objects looked at on one page."""
_META = (
    ("open graph", "title", ("og:title",)),
    ("open graph", "publisher", ("og:site_name",)),
    ("open graph", "published", ("article:published_time", "article:published")),
    ("open graph", "updated", ("article:modified_time", "article:modified", "og:updated_time")),
    ("open graph", "authors", ("article:author",)),
    ("meta", "title", ("citation_title", "dc.title", "parsely-title", "twitter:title")),
    ("meta", "authors", ("author", "byl", "citation_author", "dc.creator", "parsely-author")),
    ("meta", "publisher", ("citation_publisher", "dc.publisher", "publisher")),
    (
        "meta",
        "published",
        (
            "datepublished",
            "citation_publication_date",
            "dc.date.issued",
            "dcterms.created",
            "dc.date",
            "parsely-pub-date",
            "sailthru.date",
            "publishdate",
            "publish-date",
            "pubdate",
            "date",
        ),
    ),
    ("meta", "updated", ("datemodified", "dcterms.modified", "dc.date.modified", "lastmod")),
    ("meta", "language", ("dc.language", "dcterms.language", "content-language")),
)
"""In the order of trust. The names are those of the schemes that newspapers use: Open Graph and
its article namespace, Highwire, Dublin Core, Parse.ly, Sailthru, and schema.org's microdata."""
_ONLY_A_YEAR = re.compile(r"\d{4}(?P<between>[-/]?)01(?P=between)01")
"""What meta tags say where only the year is known, or where a template was never filled in. An
article of 1 January has the time of day with it, or linked data."""
# Elements whose times and dates are of other articles, or of pictures.
_ASIDE = ("aside", "nav", "footer", "figure", "blockquote")
_BODY = 80
"""Characters of a paragraph, from which it is one of the text and not a line above it."""
_UPDATED = re.compile(r"updat|modif|actuali|aktuali|aggiorna|atualiza|mis à jour", re.IGNORECASE)


def take_facts(draft: Draft, tree: "HtmlElement", url: str | None) -> bool:
    """Give a draft what its page says, each fact from the most trusted place that has it.

    A canonical address counts only at the site that was read: no page may take the identity of
    another site's article.

    Args:
        draft: Takes the facts.
        tree: The page.
        url: Where it was read, or ``None`` for a file.

    Returns:
        False when the page says that its article is to be paid for.
    """
    article = _linked_data(tree)
    meta = _meta(tree)
    _take_address(draft, tree, meta, article, url)
    if article:
        _take_linked_data(draft, article)
    for origin, field, names in _META:
        for value in (value for name in names for value in meta.get(name, ())):
            # "@politifact" for PolitiFact: a name at X is one with that before it.
            _take(draft, field, value.removeprefix("@") if field == "publisher" else value, origin)
    _take_times(draft, tree)
    for title in tree.iterfind(".//head/title"):
        draft.offer("title", title.text, "html")
    language = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    draft.offer("language", language, "html")
    draft.offer("language", next(iter(meta.get("og:locale", ())), None), "open graph")
    tiers = (article.get("isAccessibleForFree"), *meta.get("article:content_tier", ()))
    return not any(str(tier).lower() in ("false", "no", "locked", "metered") for tier in tiers)


def web_address(value: object, base: str | None) -> str | None:
    """Return a value as an http or https address, completed by the page's own, else ``None``.

    One that is longer than ``LONGEST_ADDRESS``, or has the name of a user, is none.
    """
    if not isinstance(value, str) or not value.strip():
        return None
    try:
        whole = urljoin(base or "", printable(value))
    except ValueError:
        return None
    if not is_web_address(whole) or len(whole.encode()) > LONGEST_ADDRESS:
        return None
    return whole if urlsplit(whole).username is None else None


def _take_address(
    draft: Draft,
    tree: "HtmlElement",
    meta: dict[str, list[str]],
    article: dict[str, Any],
    url: str | None,
) -> None:
    page = article.get("mainEntityOfPage")
    candidates: list[tuple[object, str]] = [
        (link.get("href"), "html")
        for link in tree.iterfind(".//link[@rel]")
        if "canonical" in (link.get("rel") or "").lower().split()
    ]
    candidates += [(value, "open graph") for value in meta.get("og:url", ())]
    candidates += [
        (article.get("url"), "json-ld"),
        (page.get("@id") if isinstance(page, dict) else page, "json-ld"),
    ]
    for value, origin in candidates:
        address = web_address(value, url)
        if address is None:
            continue
        why = not_taken(address, url)
        if why is None:
            draft.offer("url", address, origin)
            return
        draft.notes.append(f"url: {origin} says {address[:200]}, which {why}")
    draft.offer("url", url, "address")


def _take_linked_data(draft: Draft, article: dict[str, Any]) -> None:
    draft.offer("title", _text(article.get("headline")), "json-ld")
    draft.offer("authors", _names(article.get("author")), "json-ld")
    draft.offer("publisher", next(iter(_names(article.get("publisher"))), None), "json-ld")
    draft.offer("published", _stamp(article.get("datePublished")), "json-ld")
    draft.offer("updated", _stamp(article.get("dateModified")), "json-ld")
    draft.offer("language", _text(article.get("inLanguage")), "json-ld")


def _take(draft: Draft, field: str, value: str, origin: str) -> None:
    if field == "authors":
        name = printable(value).removeprefix("By ")
        # Open Graph's article:author is the address of a profile.
        if name and not name.lower().startswith(("http:", "https:", "//", "www.")):
            known = draft.facts.get("authors", ())
            # Each tag of a kind names one author; those of a less trusted kind add none.
            if draft.origins.get("authors") in (None, origin) and name not in known:
                draft.facts["authors"] = (*known, name)
                draft.origins["authors"] = origin
    elif field == "published" and origin == "meta" and _ONLY_A_YEAR.fullmatch(value.strip()):
        draft.notes.append(f"{field}: {origin} says {value.strip()}, which stands for a whole year")
    else:
        draft.offer(field, value, origin)


def _take_times(draft: Draft, tree: "HtmlElement") -> None:
    """Take the dates in the head of the page's article, above its first paragraph.

    Days further down are those of events and of other articles. Two that could each be the day of
    publication are none.
    """
    times = list(_times(tree))
    for field, updated in (("published", False), ("updated", True)):
        stamps = [stamp for stamp, changed in times if changed is updated]
        days = {written_date(stamp) for stamp in stamps}
        if len(days) == 1 and field not in draft.facts:
            draft.offer(field, stamps[0], "html")
        elif len(days) > 1 and field not in draft.facts:
            draft.notes.append(
                f"{field}: html gives {len(days)} days above the text; none is taken"
            )


def _times(tree: "HtmlElement") -> Iterator[tuple[str, bool]]:
    """Yield the times above the text, and if each is said to be that of a change."""
    headings = list(tree.iter("h1"))
    articles = list(tree.iter("article", "main"))
    if len(headings) != 1 or not articles:
        return
    around = list(headings[0].iterancestors("article", "main"))
    for element in (around or articles)[0].iter("p", "time"):
        if any(True for _ in element.iterancestors(*_ASIDE)):
            continue
        if element.tag == "p" and len(element.text_content()) >= _BODY:
            return
        stamp = element.get("datetime") if element.tag == "time" else None
        if stamp:
            before = element.getprevious()
            said = element.getparent().text if before is None else before.tail
            marks = (element.get("class"), element.get("itemprop"), said)
            yield stamp, any(_UPDATED.search(mark) for mark in marks if mark)


def _meta(tree: "HtmlElement") -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for element in tree.iterfind(".//meta[@content]"):
        # In the body, itemprop is said of a teaser as often as of the article.
        in_head = ("itemprop",) if element.getparent().tag == "head" else ()
        for attribute in ("property", "name", "http-equiv", *in_head):
            name, content = element.get(attribute), element.get("content")
            if name and content:
                values.setdefault(name.strip().lower(), []).append(content)
    return values


def _linked_data(tree: "HtmlElement") -> dict[str, Any]:
    """Return the first JSON-LD object that is an article, else an empty one."""
    for script in tree.iterfind(".//script[@type]"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            # If it were strict, line breaks within strings would be refused.
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _objects(data):
            if any(kind.endswith(("Article", "Posting")) for kind in _kinds(item)):
                return item
    return {}


def _objects(data: object) -> Iterator[dict[str, Any]]:
    waiting, seen = [data], 0
    while waiting and seen < _MOST_OBJECTS:
        item = waiting.pop(0)
        seen += 1
        if isinstance(item, list):
            waiting += item[:_MOST_OBJECTS]
        elif isinstance(item, dict):
            yield item
            waiting += [item[key] for key in ("@graph", "mainEntity") if key in item]


def _kinds(item: dict[str, Any]) -> list[str]:
    kinds = item.get("@type")
    return [str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])]


def _text(value: object) -> str | None:
    """Return a plain string, without the entities that many sites leave in their JSON."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    return html.unescape(value) if isinstance(value, str) else None


def _stamp(value: object) -> str | None:
    """Return a date as it was written. A number can be read in more than one way, and is noted."""
    return str(value) if isinstance(value, int | float) else _text(value)


def _names(value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    names = (printable(_text(one) or "") for one in values)
    return tuple(dict.fromkeys(name for name in names if name and "://" not in name))
