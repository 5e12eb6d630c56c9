"""Quotes as plain data for the component that lists them; nothing here draws.

Every string is passed on as it is: the component shows strings with ``textContent`` only.
"""

import re
from collections.abc import Sequence
from typing import Final, TypedDict

from corpus import Quote
from corpus.text.dates import spoken_day

__all__ = ["place_of", "quotes_view"]

_MOST: Final = 1_200
"""Code points of a quote that are shown; a longer one is read in its article."""
_REVISION: Final = 8
"""Digits of a revision by which it is told from others."""


class _QuoteView(TypedDict):
    """One quote in the list."""

    article: str
    """The id of its article."""
    at: str
    """Its place in the article, as the page's address says it."""
    speaker: str
    role: str
    text: str
    """The sentences, verbatim."""
    cut: bool
    """True if it goes on after what is shown."""
    title: str
    details: str
    """Publisher and day."""
    language: str | None


class _SpeakerView(TypedDict):
    """One speaker and how many quotes there are."""

    name: str
    count: str
    chosen: bool


class _QuotesView(TypedDict):
    """The data of the component."""

    speakers: list[_SpeakerView]
    more: str
    """Number of speakers who are not named, in words, or an empty string."""
    quotes: list[_QuoteView]


def quotes_view(
    quotes: Sequence[Quote], speakers: Sequence[tuple[str, int]], others: int, chosen: str = ""
) -> _QuotesView:
    """Return the data of the component.

    Args:
        quotes: Those of one page, in order; each has a speaker.
        speakers: Names with the number of their quotes.
        others: How many speakers there are beside these.
        chosen: The speaker whose quotes alone are listed, if any.
    """
    return _QuotesView(
        speakers=[
            _SpeakerView(name=name, count=f"{count:,}", chosen=name == chosen)
            for name, count in speakers
        ],
        more=f"and {others:,} more" if others else "",
        quotes=[_quote(quote) for quote in quotes],
    )


def place_of(at: str, revision: str) -> tuple[int, int] | None:
    """Return the range of a text that the page's address names; None if it is another text's.

    Args:
        at: As ``_QuoteView.at`` has it; it may be anything.
        revision: Of the text that is shown.
    """
    # Not \d, which is the digits of every script; and no number of so many that int() refuses it.
    match = re.fullmatch(r"([0-9]{1,9})-([0-9]{1,9})-([0-9a-f]{8})", at)
    if match is None or not revision.startswith(match[3]):
        return None
    start, end = int(match[1]), int(match[2])
    return (start, end) if start < end else None


def _quote(quote: Quote) -> _QuoteView:
    article = quote.article
    day = spoken_day(article.published) if article.published else "Date not known"
    return _QuoteView(
        article=article.id,
        at=f"{quote.start}-{quote.end}-{article.revision[:_REVISION]}",
        speaker=quote.speaker or "",
        role=quote.role or "",
        text=quote.text[:_MOST],
        cut=quote.end - quote.start > _MOST,
        title=article.label,
        details=" · ".join(filter(None, (article.publisher, day))),
        language=article.language,
    )
