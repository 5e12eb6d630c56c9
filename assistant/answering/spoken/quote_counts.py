"""What an answer says of how many quotes and articles there are."""

from assistant.answer import Total
from corpus import Corpus, Filters
from corpus.listing import listing

__all__ = ["total_of", "unread"]


def total_of(corpus: Corpus, filters: Filters, count: int, rest: int, listed: int) -> Total:
    """Return the count of what a list has, of which ``rest`` are not on the pages before."""
    within = listing(corpus, filters=filters, limit=1).total
    return Total(count, within, listed, count - rest + 1)


def unread(corpus: Corpus) -> str:
    """Say that a count is not whole yet, in a library that an older version wrote."""
    count = corpus.quotes.unread()
    if not count:
        return ""
    some = "1 article is" if count == 1 else f"{count:,} articles are"
    return f" {some} not read for quotes yet; 'onrecord check' reads them all."
