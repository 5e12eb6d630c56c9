"""Whose doing it was: what a sentence tells of one person, and the words cited of another.

A small model judges well if two texts are of the same matter, and less well who of several people
named there did what. The reader knows: "who" is put in the place of a name, and the question is
read for in the words cited, as QAGS does (Wang, Cho and Lewis 2020). It is right more often than
not, and hardly ever wrong where the judge, too, finds its answer likelier than the name.
"""

import re
from typing import Final

from assistant.reader import Passage, Reader
from corpus.language.attributions import people_of
from corpus.language.vocabulary import FUNCTION_WORDS, HONORIFICS, PARTICLES, ROLES

__all__ = ["somebody_else"]

_READ: Final = 0.5
"""How likely the words must answer, 0..1, that somebody else did it."""
_ASIDE: Final = re.compile(r"[,;]\s+(?:who|which|whose|whom)\s[^,;.]*,?")
"""What is told of somebody in passing is no part of the question."""
_CLAUSE: Final = re.compile(
    r"[,;]\s+(?:while|whereas|but|(?:and|where|when|as|after|before)(?=\s[a-z]))\s+"
)
"""Where another clause begins."""
_TITLE: Final = ROLES | HONORIFICS | PARTICLES
"""Words before a name that belong to it."""
_JOINED: Final = re.compile(r"\s+[A-Z]|(?:,| and| or)\s+(?:and\s+)?[A-Z]")
"""Behind a name: more of it, or of a list. Who else did it is no answer."""
_LISTED: Final = re.compile(r"\b[A-Z][\w’'.-]*(?:,| and|, and| or)\s+$")


def somebody_else(statement: str, quote: str, reader: Reader) -> str | None:
    """Return whom the words cited tell of what a statement tells of another; None if nobody.

    That is one person whom the statement does not name; or, of two whom it names, the one who is in
    the other's place. Of 481 true sentences that name one of several people and that the judge
    lets pass it finds one so, of 76 false ones nine.

    Args:
        statement: One sentence.
        quote: The sentences that are held to bear it out.
        reader: What reads them.
    """
    people = people_of(quote)
    names = sorted({mention.name for mention in people.mentions})
    if len(names) < 2:  # noqa: PLR2004
        return None
    for clause in _CLAUSE.split(_ASIDE.sub("", statement)):
        named = {name: place for name in names if (place := _place(name, clause))}
        instead: dict[str, str] = {}
        for name, place in named.items():
            question = _who(place)
            if question is None:
                continue
            (reading,) = reader.read(question, [Passage("", quote)])
            told = {
                mention.name
                for mention in people.mentions
                if mention.start < reading.end and reading.start < mention.end
            }
            if reading.answerable < _READ or len(told) != 1:
                continue
            other = told.pop()
            if _alike(name, other):
                continue
            if any(_alike(other, also) for also in named) and instead.get(other) != name:
                instead[name] = other
            elif _likelier(clause, name, other, quote, reader):
                return other
    return None


def _who(place: re.Match[str]) -> str | None:
    """Return the question who it was that a clause names; None where others are named with it."""
    before = _without_title(place.string[: place.start()])
    behind = place.string[place.end() :]
    if _JOINED.match(behind) or _LISTED.search(before):
        return None
    return f"{before}{'who' if before else 'Who'}{behind}".rstrip(" .") + "?"


def _likelier(clause: str, name: str, other: str, quote: str, reader: Reader) -> bool:
    """Tell if words bear a clause out better with two people in each other's place."""
    both = ((_place(name, clause), other), (_place(other, clause), name))
    places = [(place, by) for place, by in both if place]
    told = clause
    # From behind, so that the places before stay the same.
    for place, by in sorted(places, key=lambda pair: pair[0].start(), reverse=True):
        told = f"{_without_title(clause[: place.start()])}{by}{told[place.end() :]}"
    given = reader.judge(clause, quote).supported
    return reader.judge(told, quote).supported > given


def _without_title(before: str) -> str:
    """Return what stands before a name less what somebody is, which would answer "who?"."""
    words = list(re.finditer(r"\S+\s+", before))
    while words:
        word = words[-1].group().strip()
        known = word.rstrip(".").casefold() in _TITLE
        # The first word of a sentence has a capital whatever it is.
        more = word[0].isupper() and word[-1].isalpha() and word.casefold() not in FUNCTION_WORDS
        if not (known or more or (word.casefold() == "the" and words[-1].end() < len(before))):
            break
        words.pop()
    return before[: words[-1].end()] if words else ""


def _place(name: str, text: str) -> re.Match[str] | None:
    """Find a person in a text, by the whole name or the last. "Roe's mother" is somebody else."""
    either = f"{re.escape(name)}|{re.escape(name.rsplit(maxsplit=1)[-1])}"
    return re.search(rf"\b(?:{either})\b(?![’']s|-)", text)


def _alike(one: str, other: str) -> bool:
    """Tell if two names may be the same person's."""
    return bool(set(one.casefold().split()) & set(other.casefold().split()))
