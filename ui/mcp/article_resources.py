"""Articles as resources, each at an address of its own: ``onrecord://articles/{id}``."""

from typing import Final
from urllib.parse import quote, unquote

from corpus import ArticleNotFound, Corpus, InvalidInput
from corpus.article_record import ArticleRecord
from corpus.listing import Listing, listing
from ui.cli.output import article_lines

__all__ = ["TEMPLATE", "address", "article_as_text", "listed"]

TEMPLATE: Final = "onrecord://articles/{id}"
"""RFC 6570."""
_PAGE: Final = 100
"""Articles in one page of the list."""
_PREFIX: Final = TEMPLATE.removesuffix("{id}")


def address(article_id: str) -> str:
    """Return the address of an article, with what no address may hold percent-encoded."""
    return _PREFIX + quote(article_id, safe="")


def article_as_text(corpus: Corpus, uri: str) -> str:
    """Return what is known about the article at an address, line by line, and its text.

    Raises:
        ArticleNotFound: There is none.
        StoreError: The corpus cannot be read.
    """
    if not uri.startswith(_PREFIX):
        raise ArticleNotFound(f"no article is at {uri!r}; addresses are like {TEMPLATE}")
    record = ArticleRecord.of(corpus, unquote(uri.removeprefix(_PREFIX)))
    return "\n".join(article_lines(record))


def listed(corpus: Corpus, cursor: str | None) -> tuple[Listing, str | None]:
    """Return a page of the list of articles, and the cursor of the next page if there is one.

    Args:
        corpus: Where they are.
        cursor: As the page before gave it; None is the first page.

    Raises:
        InvalidInput: No page gave that cursor.
        StoreError: The corpus cannot be read.
    """
    # int() alone would take "-1" and "1_000" too.
    if cursor is not None and not (cursor.isdecimal() and int(cursor) <= 2**31):
        raise InvalidInput(f"the cursor {cursor!r:.80} is none of this list; begin without one")
    offset = int(cursor or 0)
    # Oldest first: what is added meanwhile comes at the end, and moves no article to another page.
    page = listing(corpus, descending=False, limit=_PAGE, offset=offset)
    return page, str(offset + _PAGE) if offset + _PAGE < page.total else None
