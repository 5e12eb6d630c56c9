"""Pages that stand where an article should: errors, consent and sign-in forms, front pages."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin

from corpus.errors import SourceError

if TYPE_CHECKING:
    from lxml.html import HtmlElement
from corpus.text.search_terms import IDEOGRAPHS, plain_words

__all__ = ["barrier", "front_page", "refuse_barrier", "teaser"]

_MOST_WORDS = 350
"""Of a barrier. The longest are consent forms; what is longer is read as an article."""
_MOST = 0.5
"""Share of a text's words in sentences that barriers have, from which it is one."""
_SOME = 0.12
"""The same below a barrier's heading."""
_MOST_TO_SIGN_IN = 0.7
"""Of a form to sign in: below a good beginning of the article, such a page is a teaser."""
_LONG = 300
"""Words of a text that is hardly the beginning of a longer one."""
_FEW_WORDS = 10
"""So few words below a barrier's heading, or with one such sentence, are a barrier's."""
_LINKS = 0.6
"""Share of a text's words in links, from which it is a list of them; each link counts once."""
_FEWEST = 3
"""Words of a link that names an article."""
_ARTICLES = 2
"""Articles of other pages, from which a page with their text is no article's."""
_PARAGRAPH = 60
"""Characters of a paragraph by which it is known again."""
# What sets the name of the site apart in a title: "Page not found | The Courier".
_SITE_NAME = re.compile(r"\s+[|–—·•»:-]+\s+|\s*[|»]\s*")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？])|\n+")
# A phrase begins a word; an ideograph before it is a word by itself.
_BEGINS = rf"(?<![^\W{IDEOGRAPHS}])"
_SIGN_IN = "a form to sign in or subscribe"


def barrier(headings: Iterable[str], text: str) -> str | None:
    """Tell what stands where an article should, such as "an error page", if something does.

    A barrier speaks to whoever is before the screen: it is known by its sentences, most of which
    are of one kind, or some below a heading of that kind. The words are in ``barriers.toml``.

    Args:
        headings: The page's title and its main headings.
        text: What was taken for its article.
    """
    titles = {part for heading in headings for part in _parts(_plain(heading))}
    sentences = _sentences(text)
    # What repeats the heading is no text, unless there is nothing else.
    sentences = [sentence for sentence in sentences if _bare(sentence) not in titles] or sentences
    count = sum(map(_count, sentences))
    if not 0 < count <= _MOST_WORDS:
        return None
    # A heading may have been taken for the text's first line.
    titles |= {_bare(sentence) for sentence in sentences[:1]}
    for what, (heading_pattern, sentence_pattern) in _kinds().items():
        said = [sentence for sentence in sentences if sentence_pattern.search(sentence)]
        words = sum(map(_count, said))
        if any(heading_pattern.fullmatch(title) for title in titles):
            stands = words >= _SOME * count or count <= _FEW_WORDS
        else:
            # A single such sentence may be a longer article's own.
            matches = sum(len(sentence_pattern.findall(sentence)) for sentence in said)
            stands = matches > 1 or count <= _FEW_WORDS
            stands &= words >= (_MOST_TO_SIGN_IN if what == _SIGN_IN else _MOST) * count
        if stands:
            return what
    return None


def refuse_barrier(name: str, headings: Iterable[str], text: str) -> None:
    """Refuse what stands where an article should.

    Raises:
        SourceError: It is a barrier.
    """
    if what := barrier(headings, text):
        raise SourceError(
            f"{name} is {what}, not an article; open it in a browser, and add the page as saved"
        )


def teaser(text: str, *, free: bool) -> str | None:
    """Tell why a text may be only the beginning of its article, if it may.

    Args:
        text: What was taken for the article.
        free: The page does not say that it is to be paid for.
    """
    if not free and _count(text) < _LONG:
        return "the page says that it is not free to read, so this may be only its beginning"
    _, asks = _kinds()[_SIGN_IN]
    if any(asks.search(sentence) for sentence in _sentences(text)[-3:]):
        return "it ends by asking to subscribe or sign in, so this may be only its beginning"
    return None


def front_page(tree: "HtmlElement", text: str, url: str | None) -> str | None:
    """Tell why a page is one of many articles' beginnings, if it is.

    Args:
        tree: The page.
        text: What was taken for its article.
        url: The page's own address, if that is known.
    """
    lines = {" ".join(line.split()) for line in text.split("\n")}
    whole = " ".join(lines)
    links = {" ".join(link.text_content().split()) for link in tree.iter("a")}
    linked = sum(words for link in links if (words := _count(link)) >= _FEWEST and link in whole)
    if linked > _LINKS * _count(text):
        return "is a list of links"
    parts = sum(
        1 for article in tree.iter("article") if _leads_away(article, url) and _told(article, lines)
    )
    return f"has {parts} articles, each with a page of its own" if parts >= _ARTICLES else None


def _leads_away(article: "HtmlElement", url: str | None) -> bool:
    """Tell if an article's heading is the link to another page."""
    heading = next(article.iter("h1", "h2", "h3", "h4"), None)
    if heading is None:
        return False
    links = [*heading.iter("a"), *heading.iterancestors("a")]
    there = urldefrag(urljoin(url or "", links[0].get("href") or "")).url if links else ""
    return bool(there) and there != url


def _told(article: "HtmlElement", lines: set[str]) -> bool:
    paragraphs = (" ".join(paragraph.text_content().split()) for paragraph in article.iter("p"))
    return any(paragraph in lines for paragraph in paragraphs if len(paragraph) >= _PARAGRAPH)


@cache
def _kinds() -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    """Return the patterns of each kind of barrier, for its headings and its sentences."""
    words = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return {
        what: (_pattern(kind["headings"], ""), _pattern(kind["sentences"], _BEGINS))
        for what, kind in words.items()
    }


def _pattern(phrases: Iterable[str], before: str) -> re.Pattern[str]:
    alternatives = (
        # "*" in barriers.toml stands for up to 60 characters, or for none.
        re.escape(_plain(phrase)).replace(r"\ \*\ ", r"\ (?:.{0,60}\ )?").replace(r"\*", ".{0,60}")
        for phrase in phrases
    )
    return re.compile(f"{before}(?:{'|'.join(alternatives)})")


def _sentences(text: str) -> list[str]:
    return [sentence for sentence in _SENTENCE.split(_plain(text)) if sentence.strip()]


def _parts(title: str) -> list[str]:
    """Return a title as it is, and the parts of it without the name of its site."""
    return [_bare(part) for part in (title, *_SITE_NAME.split(title))]


def _bare(title: str) -> str:
    return title.strip(" .!…\n\t")


def _plain(text: str) -> str:
    return text.lower().replace("’", "'").replace("\xa0", " ")


def _count(text: str) -> int:
    return len(plain_words(text))
