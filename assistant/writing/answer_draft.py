"""Splits a draft that a model is still writing into sentences with the passages they cite."""

import re
from dataclasses import dataclass, field

from corpus.text.sentences import sentence_ranges

__all__ = ["AnswerDraft", "Sentence", "reply_proper"]

# Models also write "[^1]", "[passage 2]" and "【3†source】".
_MARKER = re.compile(
    r"\s*[\[【]\^?(?:passages?|sources?|p)?\s*(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)[^\]】\d]{0,12}[\]】]",
    re.IGNORECASE,
)
_UNFINISHED = re.compile(r"\s*[\[【][^\]】]{0,24}$")
# Markdown, which the prompt forbids and models write all the same.
_DECORATION = re.compile(r"\*\*|__|`+|^\s*(?:[-*•]|#{1,6}|\d{1,2}[.)])\s+", re.MULTILINE)
_THOUGHTS = re.compile(r"^\s*<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL)
"""The text that small reasoning models write before the reply proper."""
# "<t" may become "<think>".
_THINKING = re.compile(r"^\s*<(?:$|t)")
_ENOUGH = 3
"""Code points of the next sentence that must be there before one counts as ended."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a draft."""

    text: str
    """Without its markers, in one line."""
    markers: tuple[int, ...]
    """The numbers of the passages that it cites, each once."""
    end: int = field(default=0, compare=False)
    """Code points of the draft up to its end, markers included."""


class AnswerDraft:
    """A draft that takes a model's text piece by piece and returns its sentences as they end."""

    def __init__(self) -> None:
        self._text = ""
        """What is not split yet."""
        self._length = 0
        """Code points of the draft."""

    def add(self, piece: str) -> list[Sentence]:
        """Add a piece of text, and return the sentences that have ended with it."""
        self._text += piece
        self._length += len(piece)
        return self._split(last=False)

    def finish(self) -> list[Sentence]:
        """End the draft, and return the sentences that are left."""
        return self._split(last=True)

    def _split(self, *, last: bool) -> list[Sentence]:
        self._text = _THOUGHTS.sub("", self._text)
        if _THINKING.search(self._text):
            return []
        plain, marks = _unmarked(self._text)
        ranges = sentence_ranges(plain)
        if not last:
            begun = bool(ranges) and ranges[-1][1] - ranges[-1][0] >= _ENOUGH
            # A marker that has only begun may belong to the sentence before it.
            if not begun or _UNFINISHED.search(self._text):
                return []
            ranges = ranges[:-1]
        if not ranges:
            return []
        begin = self._length - len(self._text)
        # Where they end in the text that still has its markers.
        ends = [end + sum(mark.length for mark in marks if mark.at <= end) for _, end in ranges]
        sentences = [
            _sentence(plain, marks, start, end, begin + marked_end)
            for (start, end), marked_end in zip(ranges, ends, strict=True)
        ]
        self._text = self._text[ends[-1] :]
        return [sentence for sentence in sentences if sentence.text]


@dataclass(frozen=True, slots=True)
class _Mark:
    """A marker: where it stood in the text without markers, its length, its numbers."""

    at: int
    length: int
    numbers: tuple[int, ...]


def reply_proper(text: str) -> str:
    """Return a draft's text, or what is left of it, without what a model thinks before it."""
    text = _THOUGHTS.sub("", text)
    return "" if _THINKING.search(text) else text


def _sentence(plain: str, marks: list[_Mark], start: int, end: int, marked_end: int) -> Sentence:
    numbers = [number for mark in marks if start < mark.at <= end for number in mark.numbers]
    text = " ".join(_DECORATION.sub("", plain[start:end]).split())
    return Sentence(text, tuple(dict.fromkeys(numbers)), marked_end)


def _unmarked(text: str) -> tuple[str, list[_Mark]]:
    plain, marks, done = "", [], 0
    for match in _MARKER.finditer(text):
        plain += text[done : match.start()]
        done = match.end()
        numbers = tuple(int(number) for number in re.findall(r"\d+", match[1]))
        marks.append(_Mark(len(plain), len(match[0]), numbers))
    return plain + text[done:], marks
