"""Detection of an article's notes of correction: what it said wrong, and what is right.

"Correction: An earlier version of this article said 12 people were killed. The number is 15." A
note is told by its wording in English: a label, or a sentence on an article as an article. What an
article only reports of corrections ("the ministry corrected its figures") is none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from corpus.language.tokens import fold
from corpus.text.sentences import Range, sentence_ranges

__all__ = ["CORRECTED", "CUES", "Correction", "corrections", "is_correction", "wrong_and_right"]

_LONGEST: Final = 1_500
"""Code points of a note; of what goes on longer, its first sentence is the note."""
_SHORTEST: Final = 4
"""Words after a label from which they are a note."""
_FOLLOWING: Final = 3
"""Sentences of its paragraph that a note within one has after its first."""
CUES: Final = (
    "correction",
    "clarification",
    "clarified",
    "amended",
    "retraction",
    "error",
    "incorrectly",
    "inaccurately",
    "wrongly",
    "mistakenly",
    "misstated",
    "misspelled",
    "misidentified",
    "earlier version",
    "previous version",
    "original version",
)
"""Words of which every note has some, to look for notes with."""

_THIS: Final = (
    r"(?:this|our|these)\s(?:\w+\s){0,2}?(?:article|story|report|piece|post|column|headline|caption|graphic"
    r"|interview|review|obituary|dispatch|item|copy|newsletter|transcript|map|chart|page|explainer)s?"
)
_ARTICLE: Final = (
    r"(?:article|story|report|piece|post|column|headline|caption|graphic|dispatch|item)"
)
_VERSION: Final = (
    rf"(?:an?|the|our)\s(?:earlier|previous|prior|original|initial|first|older|print)\s(?:\w+\s)?"
    rf"(?:versions?|editions?)\sof\s(?:this|the|our|an)\s(?:\w+\s){{0,2}}?{_ARTICLE}"
)
_WRONG: Final = (
    r"(?:incorrect(?:ly)?|wrong(?:ly)?|erroneous(?:ly)?|inaccurate(?:ly)?|mistaken(?:ly)?|in\serror"
    r"|mis(?:stat|spel|identif|quot|attribut|represent|report|characteri[sz]|describ|nam|plac|label|dat)\w*"
    r"|errors?|mistakes?|correct(?:ed|s|ions?|ly)?|clarif\w+|amend(?:ed|s)?|retract\w*|inaccurac\w+)"
)
CORRECTED: Final = "corrected|amended|clarified|retracted"
"""What becomes of an article that is corrected, as alternatives of a pattern."""
_SAID: Final = (
    r"(?:said|says|stated|gave|had|listed|referred|described|identified|named|called|reported"
    r"|attributed|suggested|implied|contained|included|omitted|used|quoted|claimed|indicated|put|stood"
    r"|spelled|spelt|showed|left|placed|counted)"
)
_LABEL = re.compile(
    r"""[\s*_\[(•]*(?:(?P<sure>corrections?(?:\s(?:and|&|/)\sclarifications?)?|clarifications?|retraction
    |errat(?:um|a)|correction\snotice)|(?:editors?'?s?|editorial|publisher's)\snote|note|update[ds]?)
    (?P<added>\s?\([^()]{1,60}\)|,?\s[^:.]{0,40}\d{1,4}[^:.]{0,30})?\s?(?:[:*_\])]+|\s-|\.\s|$)\s*""",
    re.IGNORECASE | re.VERBOSE,
)
"""What stands before a note; only some of these words are enough by themselves."""
_NOTE = re.compile(
    rf"""{_VERSION}\b.*?\b(?:{_SAID}|{_WRONG})\b
    |in\s{_VERSION},
    |(?:the\s(?:\w+\s)?(?:headline|caption|byline|subheading|standfirst|summary)\s(?:of|on|to|for|in|accompanying)\s)?
     {_THIS}\s(?:has|was|is|have|were|had)\s(?:been\s)?(?:since\s|later\s|subsequently\s|\w+ly\s)?
     (?:{CORRECTED}|(?:updated|changed|edited|revised|modified)\b(?=.*\b{_WRONG}\b))
     (?:\s(?:on\b.*\d|to|after|because|since|following|in|at|for|with|throughout)\b|[.,;]|$)
    |{_THIS}\s(?:(?:originally|initially|previously|earlier|first|had)\s)?(?:{_WRONG}\b|(?:originally|initially
     |previously|earlier)\s{_SAID}\b)
    |(?:because\sof|due\sto|owing\sto|through)\san?\s(?:\w+\s){{0,2}}?error\b.*\b(?:{_ARTICLE}|version|we)\b
    |an?\s(?:\w+\s)?{_ARTICLE}\s(?:on|in|published|about|last|that)\b.*\b(?:mis(?:stat|spel|identif|quot|attribut)\w*
     |(?:incorrectly|wrongly|erroneously|mistakenly|inaccurately)\s\w+)
    |(?:this|the)\s(?:version|update)\s(?:corrects|clarifies)\b
    |we\s(?:(?:previously|originally|initially|earlier|had)\s(?:{_SAID}|{_WRONG})\b.*\b{_WRONG}
     |(?:incorrectly|wrongly|erroneously|mistakenly|misstated|misspelled|misidentified)
     |(?:have\s)?(?:corrected|amended)\s(?:this|the|our)\s{_ARTICLE}|(?:regret|apologi[sz]e\sfor)\s(?:the|this|an?)\s(?:error|mistake))""",
    re.IGNORECASE | re.VERBOSE,
)
"""A sentence on an article as an article, that says what is wrong in it."""
_WIRE = re.compile(
    r"\((?:(?:this|the)\s[^()]{0,60}\s)?(?:corrects|refiles\sto\scorrect|clarifies|fixes|removes)\b"
    r"[^()]*\)?",
    re.IGNORECASE,
)
"""The note of a wire service: "(Corrects number of dead to 15, not 12, in paragraph 2)"."""
_ANY = re.compile(
    r"correct|clarif|amend|retract|errat|error|mistake|wrong|inaccura|version|\bmis|fixes|removes"
    r"|originally|initially|previously|earlier|updated|changed",
    re.IGNORECASE,
)
# Marks of a list, of italics or of a quotation before the note.
_BULLET = re.compile(r"^[\s*_\[(•\"-]+")


@dataclass(frozen=True, slots=True)
class Correction:
    """A note of an article that corrects it: the article's text from ``start`` to ``end``.

    The range is of code points, half-open.
    """

    start: int
    end: int
    quote: str


@lru_cache(maxsize=512)
def corrections(text: str) -> tuple[Correction, ...]:
    """Return the notes of correction in an article, in order.

    Args:
        text: The article, or a passage of it; the ranges are its own.
    """
    # Quick: most texts have no note.
    if not _ANY.search(text):
        return ()
    return tuple(Correction(start, end, text[start:end]) for start, end in _notes(text))


@lru_cache(maxsize=512)
def is_correction(text: str) -> bool:
    """Tell if a text is a note of correction, and nothing else, as agencies send them.

    Args:
        text: A whole article.
    """
    notes = corrections(text)
    return bool(notes) and all(
        any(note.start <= start and end <= note.end for note in notes)
        for start, end in sentence_ranges(text)
        if len(text[start:end].split()) >= _SHORTEST  # else a label
    )


def _notes(text: str) -> Iterator[Range]:
    labelled = False
    for line in re.finditer(r"[^\n]+", text):
        whole = fold(line[0]).strip()
        if not whole:
            continue
        label = _LABEL.match(whole)
        after = whole[label.end() :] if label else whole
        if label and not after and label["sure"]:
            labelled = True  # the note is the next line
            continue
        is_note = labelled or _is_note(after, label)
        labelled = False
        if not is_note and not _ANY.search(whole):
            continue
        ranges = [
            (line.start() + start, line.start() + end) for start, end in sentence_ranges(line[0])
        ]
        if is_note:
            end = ranges[-1][1]
            yield ranges[0][0], (end if end - ranges[0][0] <= _LONGEST else ranges[0][1])
            continue
        for index, (start, end) in enumerate(ranges):
            if _NOTE.match(_beginning(text[start:end])):  # a note that ends a paragraph
                ends = ranges[-1][1] if len(ranges) - index - 1 <= _FOLLOWING else end
                yield start, ends
                break


def _is_note(line: str, label: re.Match[str] | None) -> bool:
    """Tell if a line is a note.

    Args:
        line: What stands after its label, if it has one.
        label: The label.
    """
    if label and label["sure"]:
        # "Correction: what a fall means for you" is a headline, which ends with no full stop.
        stops = line.rstrip("*_)] ").endswith((".", "!", '"'))
        return len(line.split()) >= _SHORTEST and (stops or bool(label["added"]))
    if label and re.search(rf"\b{_WRONG}\b", line, re.IGNORECASE):
        return bool(_NOTE.match(line) or re.search(rf"{_THIS}|{_VERSION}", line, re.IGNORECASE))
    return bool(_NOTE.match(_beginning(line)) or _WIRE.match(line))


def _beginning(sentence: str) -> str:
    return _BULLET.sub("", fold(sentence).strip())


# -- what a note says ---------------------------------------------------------------------------

_WHEN = re.compile(
    r"\b(?:amended|corrected|clarified|updated|changed|edited|revised)(?:\sagain)?\s(?:on|at)\s.*?"
    r"(?=\b(?:to|because|after|since|in\sorder|as)\b|[.;]|$)",
    re.IGNORECASE,
)
"""The day of the correction, which is none of its values."""
# Where a note turns from what was wrong to what is right, or back: "not", "in fact", "from".
_PART = re.compile(
    r"""(?<=[.;!?])\s+|,?\s(?=(?:not|instead\sof|rather\sthan|as\sopposed\sto|when\s(?:in\sfact|it\sis
    |they|he|she)|in\sfact)\b)|,\s(?=(?:but|it\s(?:is|was)|that\s(?:is|was)|which\s(?:is|was|should)|whose)\b)
    |\s(?=because\sit\b)|\s(?=from\b)
    |(?<=\w)\s(?=to\s(?:say|show|reflect|state|make|\W?\w+\W?(?:[.,;]|$)))""",
    re.IGNORECASE | re.VERBOSE,
)
_REPLACED = re.compile(
    rf"(?:not|instead\sof|rather\sthan|as\sopposed\sto|from|because\sit\s(?:\w+ly\s)?{_SAID})\b"
    rf"|.*\b(?:{_VERSION}|(?:earlier|previous|original)\sversion\s{_SAID}|mis(?:stat|spel|identif|quot|attribut)\w*|(?:originally|initially|previously"
    r"|incorrectly|wrongly|mistakenly|erroneously|inaccurately)\s\w+|said\sin\serror)"
    rf"|{_THIS}\s(?:had\s)?{_SAID}\b",
    re.IGNORECASE,
)
"""A part of a note that tells what is wrong."""


def wrong_and_right(note: str) -> tuple[str, str]:
    """Return the words of a note that tell what was wrong, and those that tell what is right.

    Either may be empty: "misstated the number of the dead, which is 15" tells one number only.

    Args:
        note: Verbatim.
    """
    plain = " ".join(fold(note).split())
    label = _LABEL.match(plain)
    plain = _WHEN.sub(" ", plain[label.end() :] if label else plain)
    wrong: list[str] = []
    right: list[str] = []
    for part in filter(None, _PART.split(plain)):
        match = _REPLACED.match(part)
        (wrong if match else right).append(part[match.end() :] if match else part)
    return " ".join(wrong), " ".join(right)
