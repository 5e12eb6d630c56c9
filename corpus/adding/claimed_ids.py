"""Ids claimed twice: an article that claims another article's id is kept apart from it."""

from collections.abc import Callable
from dataclasses import replace

from corpus.adding.rereading import about_something_else
from corpus.article import is_safe_id
from corpus.errors import InvalidArticle
from corpus.reports import Failure
from corpus.sources.draft import Sourced, failure

__all__ = ["ClaimedIds"]

_PAGE = ("html", "open graph", "json-ld")
_MOSTLY = 0.5
"""Share of two texts' lines that are the same, from which one page was read at two addresses."""


class ClaimedIds:
    """Ids claimed by the articles of one addition, each left to the first that claims it.

    A canonical address that a site gives to all its pages, or a number that two files begin with,
    must not let one article take the place of another. Who came first has it; the next is known by
    the place where it was read, and stays so.

    Args:
        stored: Looks up an article by its id.
    """

    def __init__(self, stored: Callable[[str], Sourced | None]) -> None:
        self._stored = stored
        self._first: dict[str, tuple[str, frozenset[int]]] = {}

    def settle(self, sourced: Sourced) -> Sourced | Failure:
        """Return an article under its final id, or a failure.

        What was given as an article has its own, which has to be one that can be typed and printed
        anywhere, unless the store has it from former times; else it is a failure.
        """
        claimed, own = sourced.article.id, sourced.own
        safe = is_safe_id(claimed) or self._stored(claimed) is not None
        if own is None:
            return sourced if safe else failure(sourced.source, InvalidArticle(_unsafe(claimed)))
        if own.id == claimed or not safe:
            notes = sourced.notes if safe else (*sourced.notes, f"{_unsafe(claimed)}; not taken")
            return replace(sourced, article=own, notes=notes)
        if self._stored(own.id):
            return replace(sourced, article=own)
        why = self._why_another(sourced)
        return replace(sourced, article=own, notes=(*sourced.notes, why)) if why else sourced

    def _why_another(self, sourced: Sourced) -> str | None:
        article = sourced.article
        # Hashes, for those of all articles of an addition are kept.
        lines = frozenset(hash(line) for line in article.text.split("\n") if line != article.title)
        source, others = self._first.setdefault(article.id, (sourced.source, lines))
        named = article.url or article.id
        if source != sourced.source and not _same(lines, others, sourced):
            return f"{source} is {named} as well, with another text; kept apart from it"
        # What a page says of its own address may be what its site says on all pages.
        if sourced.origins.get("url") in _PAGE:
            earlier = self._stored(article.id)
            if earlier and about_something_else(earlier.article.text, article.text):
                return f"{named} is stored with another text; kept apart from it"
        return None


def _same(lines: frozenset[int], others: frozenset[int], sourced: Sourced) -> bool:
    """Tell if two texts are one page: on the web if they share half of their lines, else all.

    What a site has at two addresses is one page though a line of it changes all the time.
    """
    alike = len(lines & others) / max(len(lines), len(others), 1)
    return alike >= _MOSTLY if sourced.address else alike == 1


def _unsafe(article_id: str) -> str:
    return f"id: {article_id!r} has more than letters, digits, '.', '_', ':' and '-'"
