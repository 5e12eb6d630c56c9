"""HTML pages: an article and what the page says about it."""

from typing import TYPE_CHECKING

from corpus.errors import OnRecordError, SourceError
from corpus.sources.barriers import front_page, refuse_barrier, teaser
from corpus.sources.html import article_text, decode_html, parse
from corpus.sources.items import BEGINNING, Draft, Raw
from corpus.sources.metadata import take_facts

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["read_page"]


def read_page(raw: Raw) -> Draft:
    """Read the article of a page.

    Raises:
        SourceError: It is no text, or there is no article to be found in it: it is an error page, a
            form, or the front page of many.
    """
    try:
        tree = parse(decode_html(raw.data, raw.name, raw.charset), raw.name)
        draft = Draft()
        free = take_facts(draft, tree, raw.url)
        draft.text = article_text(tree, raw.name)
        _check(draft, tree, raw)
        if why := teaser(draft.text, free=free):
            draft.notes.append(why)
            draft.origins["text"] = BEGINNING
    except OnRecordError:
        raise
    except Exception as error:  # the extraction is heuristics over trees that nobody foresaw
        reason = str(error) or type(error).__name__
        raise SourceError(f"{raw.name} cannot be read as a page: {reason}") from error
    return draft


def _check(draft: Draft, tree: "HtmlElement", raw: Raw) -> None:
    headings = [each.text_content() for each in tree.iter("title", "h1")]
    refuse_barrier(raw.name, headings, draft.text)
    if why := front_page(tree, draft.text, raw.url or draft.facts.get("url")):
        raise SourceError(f"{raw.name} {why}: a front page; add the articles, or the site's feed")
