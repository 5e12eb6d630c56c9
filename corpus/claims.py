"""Identities that are claimed twice: an article that says it is another one is kept apart."""

from collections.abc import Callable
from dataclasses import replace

from corpus.article import is_safe_id
from corpus.errors import InvalidArticle
from corpus.reports import Failure
from corpus.rereading import about_something_else
from corpus.rows import Stored
from corpus.sources.items import Sourced, failure

__all__ = ["Claims"]

_PAGE = ("html", "open graph", "json-ld")
_MOSTLY = 0.5
"""Share of two texts' lines that are the same, from which one page was read at two addresses."""


class Claims:
    """The identities of the articles of one addition.

    A canonical address that a site gives to all its pages, or a number that two files begin with,
    must not let one article take the place of another. Who came first has it; the next is known by
    the place where it was read, and stays so.

    Args:
        stored: Looks up an article by its id.
    """

    def __init__(self, stored: Callable[[str], Stored | None]) -> None:
        self._stored = stored
        self._first: dict[str, tuple[str, frozenset[int]]] = {}

    def settle(self, found: Sourced) -> Sourced | Failure:
        """Give an article the identity that it is to have.

        What was given as an article has its own, which has to be one that can be typed and printed
        anywhere, unless the store has it from former times; else it is a failure.
        """
        claimed, own = found.article.id, found.own
        safe = is_safe_id(claimed) or self._stored(claimed) is not None
        if own is None:
            return found if safe else failure(found.source, InvalidArticle(_unsafe(claimed)))
        if own.id == claimed or not safe:
            notes = found.notes if safe else (*found.notes, f"{_unsafe(claimed)}; not taken")
            return replace(found, article=own, notes=notes)
        if self._stored(own.id):
            return replace(found, article=own)
        why = self._why_another(found)
        return replace(found, article=own, notes=(*found.notes, why)) if why else found

    def _why_another(self, found: Sourced) -> str | None:
        article = found.article
        lines = frozenset(hash(each) for each in article.text.split("\n") if each != article.title)
        source, others = self._first.setdefault(article.id, (found.source, lines))
        named = article.url or article.id
        if source != found.source and not _same(lines, others, found):
            return f"{source} is {named} as well, with another text; kept apart from it"
        if found.origins.get("url") in _PAGE:
            earlier = self._stored(article.id)
            if earlier and about_something_else(earlier.article.text, article.text):
                return f"{named} is stored with another text; kept apart from it"
        return None


def _same(lines: frozenset[int], others: frozenset[int], found: Sourced) -> bool:
    """What a site has at two addresses is one page though a line of it changes all the time."""
    alike = len(lines & others) / max(len(lines), len(others), 1)
    return alike >= _MOSTLY if found.address else alike == 1


def _unsafe(article_id: str) -> str:
    return f"id: {article_id!r} has more than letters, digits, '.', '_', ':' and '-'"
