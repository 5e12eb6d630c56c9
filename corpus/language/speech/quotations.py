"""Quotations of a text: what stands between marks, straight or curly, double or single."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

__all__ = ["Quotation", "quotations"]

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_DOUBLE = re.compile(r"[\"“”„«»]|''|``")
# A single mark may be an apostrophe: it opens only before a word, and ends only behind one.
_SINGLE = re.compile(r"(?<![^\W_])['‘](?=[^\W_]|…)")
_SINGLE_END = re.compile(r"(?<=\S)['’](?![^\W_])")
_ANY = re.compile(rf"{_DOUBLE.pattern}|{_SINGLE.pattern}")
_OPENS: Final = frozenset("“„«")
# In German " closes what „ opened.
# In Swedish and Finnish ” opens, too, and where the mark was mistyped.
_ENDS: Final = {"“": "”", "„": "“”", "«": "»", "``": "''", '"': '"', "''": "''", "”": "”"}
_OPENS_AFTER = re.compile(r"[\s(\[{—–:/-]|^$")
_TELLS = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation, within one paragraph."""

    start: int
    """Of the opening mark, in code points."""
    end: int
    """After the closing mark, or of the paragraph, where the next one goes on."""
    words: tuple[int, int]
    """Start and end without the marks."""
    closed: bool = True
    """False where the quotation goes on in the next paragraph."""
    continues: bool = False
    """True if it goes on from the paragraph before."""


def quotations(text: str) -> list[Quotation]:
    """Return the quotations of a text in order; those within another are part of it.

    A paragraph is a line. By custom, one that ends within a quotation has no mark at its end, and
    the next one has one at its beginning.
    """
    quotes: list[Quotation] = []
    lines = [line for line in _LINE.finditer(text) if not line[0].isspace()]
    goes_on = False
    for line, following in zip_longest(lines, lines[1:]):
        opens_next = following is not None and _opens(following[0])
        here = list(_in_line(line[0], opens_next=opens_next))
        for index, (start, end, size, closed) in enumerate(here):
            first = goes_on and index == 0 and not line[0][:start].strip()
            begin, close = line.start() + start, line.start() + end
            words = (begin + size, close - size if closed else close)
            if _TELLS.search(text, *words):
                quotes.append(Quotation(begin, close, words, closed, first))
        goes_on = bool(here) and not here[-1][3] and opens_next
    return quotes


def _opens(line: str) -> bool:
    """Tell if a paragraph begins with a mark that opens a quotation."""
    return line.lstrip()[:1] in ('"', *_OPENS)


def _in_line(line: str, *, opens_next: bool) -> Iterator[tuple[int, int, int, bool]]:
    """Yield each quotation of a paragraph: start, end, size of its marks, and if it ends there."""
    # Behind the last mark that may end one, no other need be tried: the time stays linear.
    last_single = max((match.start() for match in _SINGLE_END.finditer(line)), default=-1)
    opened: tuple[int, str] | None = None
    offset = 0
    while match := _ANY.search(line, offset):
        at, mark = match.start(), match[0]
        offset = match.end()
        if mark in "'‘":
            if opened is None and at < last_single and (end := _single_end(line, at)):
                yield at, end, 1, True
                offset = end
        elif opened and mark in _ENDS[opened[1]] and not _looks_open(line, at, mark):
            yield opened[0], offset, len(mark), True
            opened = None
        elif _looks_open(line, at, mark) or (opened is None and _looks_open(line, at, mark, "”")):
            opened = (at, mark)
    if opened:
        # Without an end it counts where it opens a paragraph, follows a colon, or the next one goes
        # on.
        before = line[: opened[0]].rstrip()
        if opens_next or not before or before[-1] in ",:":
            yield opened[0], len(line.rstrip()), len(opened[1]), False


def _looks_open(line: str, at: int, mark: str, more: str = "") -> bool:
    """Tell if a mark, perhaps ``more`` too, opens: it stands before a word, and not after one."""
    after = line[at + len(mark) : at + len(mark) + 1]
    if mark in "„«":
        return True
    free = bool(_OPENS_AFTER.match(line[max(0, at - 1) : at]))
    return mark in ("“", '"', "``", "''", more) and free and bool(after.strip())


def _single_end(line: str, start: int) -> int | None:
    """Return where a quotation in single marks ends; None if the mark is an apostrophe."""
    end = _SINGLE_END.search(line, start + 1)
    if end is None:
        return None
    if line[end.start() - 1] == "s":  # it may be the owner's of many: "the farmers' land"
        more = _SINGLE_END.search(line, end.end())
        opens = _SINGLE.search(line, end.end(), more.start()) if more else None
        end = more if more and not opens else end
    inner = line[start + 1 : end.start()]
    # A double mark within it must also be closed within it.
    return end.end() if len(_DOUBLE.findall(inner)) % 2 == 0 else None
