"""Sentences with exact offsets."""

import re
from typing import Final

__all__ = ["Range", "sentence_ranges"]

Range = tuple[int, int]
"""Start and end in code points, half-open."""

MAX_SENTENCE = 600
"""Code points: longer runs without a full stop (tables, lists, code) are cut at a space."""

# Terminators that nupunkt, trained on English, does not know: CJK, Devanagari, Arabic, Urdu.
_OTHER_END = re.compile(r"[。！？।॥؟۔]+[”’」』）\"')\]]*")
# Nor does it end a sentence before a link or an image in Markdown, a tag, or a mark of direction.
_MARKUP: Final = r"(?:!?\[[^\[\]]*\]\(|<[/!|]?[A-Za-z]|[\u200e\u200f\u202a-\u202e\u2066-\u2069])"
_BEFORE_MARKUP = re.compile(rf"[.!?…][”’»\"')\]]*\s+(?={_MARKUP})")
_IMAGE = re.compile(r"(?<!\S)!(?=\[)")
_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_CLOSING_ONLY = re.compile(r"[”’»\"')\]]+\s*")
_LOWER_START = re.compile(rf"(?!{_MARKUP})[“‘\"'(\[]*[a-zà-öø-ÿ]")

# nupunkt reads the whole run of visible characters around each full stop, which takes with the
# square of its length: within a run that is longer than any word it is shown no full stops.
_LONG_RUN = re.compile(r"(?<!\S)\S{300,}")
_RUN_END = 50
"""Code points at the end of such a run whose full stops count."""
_NO_STOPS = str.maketrans(".!?…", "xxxx")


def sentence_ranges(text: str) -> list[Range]:
    """Split ``text`` into sentences.

    A line break always ends a sentence: articles keep one paragraph a line. Within a line the
    boundaries are nupunkt's (an implementation of Punkt, Kiss and Strunk 2006), with CJK,
    Arabic and Indic full stops and full stops before markup added, a boundary before a
    lower-case letter undone ("the U.S. has", "'Stop!' he said"), and stray closing quotes given
    back to the sentence they close.

    Returns:
        Ranges in order, not overlapping, without surrounding whitespace; together they hold
        every character that is not whitespace.
    """
    ranges: list[Range] = []
    for line in _LINE.finditer(text):
        ranges += _line_ranges(text, line.start(), line.end())
    return ranges


def _line_ranges(text: str, start: int, end: int) -> list[Range]:
    from nupunkt import sent_spans

    line = text[start:end]
    ends = {b for _, b in sent_spans(_LONG_RUN.sub(_without_stops, line))} | {len(line)}
    ends |= {m.end() for pattern in (_OTHER_END, _BEFORE_MARKUP) for m in pattern.finditer(line)}
    # The "!" before an image in Markdown ends nothing.
    ends -= {m.end() for m in _IMAGE.finditer(line)}
    ranges: list[Range] = []
    previous = 0
    for boundary in sorted(ends):
        piece = _stripped(line, previous, boundary)
        previous = boundary
        if piece is None:
            continue
        if ranges and _continues(line, ranges[-1], piece):
            ranges[-1] = (ranges[-1][0], piece[1])
        else:
            ranges.append(piece)
    return [(start + a, start + b) for whole in ranges for a, b in _cut(line, *whole, MAX_SENTENCE)]


def _without_stops(run: re.Match[str]) -> str:
    return run[0][:-_RUN_END].translate(_NO_STOPS) + run[0][-_RUN_END:]


def _continues(line: str, before: Range, piece: Range) -> bool:
    """Tell if ``piece`` is the rest of the sentence ``before`` rather than a new one."""
    after = line[piece[0] : piece[1]]
    return bool(_CLOSING_ONLY.fullmatch(after)) or (
        # Behind those marks a small letter may begin a sentence: their scripts have no capitals.
        bool(_LOWER_START.match(after)) and line[before[1] - 1] not in "。！？।॥؟۔"
    )


def _stripped(text: str, start: int, end: int) -> Range | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if end > start else None


def _cut(text: str, start: int, end: int, most: int) -> list[Range]:
    pieces: list[Range] = []
    while end - start > most:
        # Not before the middle, lest there be many short pieces.
        space = text.rfind(" ", start + most // 2, start + most)
        middle = space if space > 0 else start + most
        piece = _stripped(text, start, middle)
        pieces += [piece] if piece else []
        start = middle
    last = _stripped(text, start, end)
    return pieces + ([last] if last else [])
