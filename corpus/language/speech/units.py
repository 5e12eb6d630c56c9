"""Sentences of a text as words and whole quotations."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.language.speech.quotations import Quotation
from corpus.text.sentences import Range

__all__ = ["Unit", "Word", "units"]

# "U.S.", "AT&T" and "half-hour" are one word each.
_WORD = re.compile(
    r"(?P<word>(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-’'&/.][^\W_]+)*)|--|[,.;:!?()\[\]—–\-]"
)
_BREAK = re.compile(r"[\n\r\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word, a mark, or a whole quotation."""

    kind: Literal["word", "mark", "quotation"]
    text: str
    start: int
    end: int
    quotation: Quotation | None = None

    @property
    def low(self) -> str:
        """In lower case."""
        return self.text.lower()

    @property
    def capital(self) -> bool:
        """True if it is a word with a capital."""
        return self.kind == "word" and self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, or those that one quotation holds together."""

    start: int
    end: int
    paragraph: int
    words: tuple[Word, ...]


def units(text: str, sentences: Sequence[Range], quoted: Sequence[Quotation]) -> Iterator[Unit]:
    """Yield the sentences of a text; those that one quotation runs through are one."""
    ends = [quotation.end for quotation in quoted]
    paragraph, previous, first = 0, 0, 0
    start: int | None = None
    for low, high in sentences:
        if start is None:
            paragraph += bool(_BREAK.search(text, previous, low))
            start = low
        previous = high
        last = bisect_right(ends, high)
        if last < len(quoted) and quoted[last].start < high:
            continue  # a quotation goes on in the next sentence
        yield Unit(start, high, paragraph, tuple(_read(text, start, high, quoted[first:last])))
        first, start = last, None
    if start is not None:
        yield Unit(start, previous, paragraph, tuple(_read(text, start, previous, quoted[first:])))


def _read(text: str, start: int, end: int, quoted: Sequence[Quotation]) -> Iterator[Word]:
    for quotation in quoted:
        yield from _words(text, start, quotation.start)
        inner = text[slice(*quotation.words)]
        yield Word("quotation", inner, quotation.start, quotation.end, quotation)
        start = quotation.end
    yield from _words(text, start, end)


def _words(text: str, start: int, end: int) -> Iterator[Word]:
    for match in _WORD.finditer(text, start, end):
        yield Word("word" if match["word"] else "mark", match[0], *match.span())
