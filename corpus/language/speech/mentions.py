"""Names in a text that may be a person's, with the words beside them that tell of the person."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from corpus.language.calendar_words import CALENDAR_NAMES
from corpus.language.speech.clauses import DETERMINERS, aside_after
from corpus.language.speech.units import Unit, Word
from corpus.language.vocabulary import FUNCTION_WORDS, HONORIFICS, PARTICLES, ROLES, SAYING

__all__ = ["Mention", "mentions"]

_OWNED = re.compile(r"[’']s?$")
# Behind a name these belong to it: in "Luther King Jr." King is no title.
_SUFFIXES: Final = frozenset("jr sr ii iii iv inc ltd plc corp co group holdings llc gmbh".split())
_ALSO_NAMES: Final = frozenset("per will may march june august".split())
"""With a capital these may be names, or only begin a sentence or a date."""
_OF: Final = frozenset("of to for in".split())
_PLACE: Final = frozenset("in at near outside across".split())
# Trades with which a sentence may begin without an article: "Geologist Ane Maria Roe said".
_TRADE = re.compile(r"(?:ologist|keeper|[a-z]man|woman|ician|chemist|artist)$")
_TRADE_BEFORE = re.compile(r"(?:er|or|ist|ian|man|woman|ant|ent|ief|son|ing)$")
"""Endings of words for what a person does, before a name."""
_MOST_LEADING: Final = 5
"""Words before a name that say what the person does."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One name in a text, outside quotations."""

    name: str
    start: int
    end: int
    unit: int
    role: str = ""
    """The words right before the name that say what the person does."""
    honorific: str = ""
    placed: bool = False
    """True if it stands where a place or a thing does: "in Bergen", "the Titanic"."""


def mentions(unit: Unit, index: int, lower: Mapping[str, int]) -> Iterator[Mention]:
    """Yield the names of a unit that may be a person's, in order."""
    words, at = unit.words, 0
    while at < len(words):
        if not _names(words, at, lower):
            at += 1
            continue
        end = at + 1
        while end < len(words) and not _OWNED.search(words[end - 1].text):
            step = _step(words, end, lower)
            if not step:
                break
            end += step
        yield from _mention(words, at, end, index)
        at = end


def _names(words: Sequence[Word], at: int, lower: Mapping[str, int]) -> bool:
    word = words[at]
    following = words[at + 1] if at + 1 < len(words) else None
    if not word.capital or word.low in CALENDAR_NAMES:
        return False
    if word.low in FUNCTION_WORDS - ROLES:
        named = following is not None and (following.capital or following.text == ".")
        # At the beginning "Will Roe resign?" asks; "Mr Roe" is a name there, too.
        return named and (word.low in HONORIFICS or (word.low in _ALSO_NAMES and at > 0))
    opens = at == 0 or words[at - 1].text in ".:" or words[at - 1].kind == "quotation"
    if opens and word.low.endswith("ing") and len(word.low) > 4:  # noqa: PLR2004
        return False  # "Using Anna Roe as a front, …"
    # Nor what only begins a sentence: the text has it in small letters elsewhere.
    return not (opens and word.low in lower and word.low not in ROLES)


def _step(words: Sequence[Word], at: int, lower: Mapping[str, int]) -> int:
    """Return how many words a name goes on with at a place."""
    word = words[at]
    following = words[at + 1] if at + 1 < len(words) else None
    if word.capital and _names(words, at, {}):
        return 1
    # "Theresa May", but not "May 6".
    if word.capital and word.low in _ALSO_NAMES and not (following and following.text.isdigit()):
        return 1
    if word.low in PARTICLES and following and following.capital:
        return 2
    if (
        word.low in PARTICLES
        and at + 2 < len(words)
        and following
        and following.low in PARTICLES
        and words[at + 2].capital
    ):
        return 3
    before = words[at - 1]
    if word.text == "." and following and following.capital and following.start - word.end == 1:
        short = (
            len(before.text) == 1
            or before.low in ROLES
            or before.low in FUNCTION_WORDS
            or before.low == "st"
        )
        return 2 if short and _names(words, at + 1, lower) else 0
    return 0


def _mention(words: Sequence[Word], start: int, end: int, index: int) -> Iterator[Mention]:
    run = [w for w in words[start:end] if w.kind == "word"]
    while run and run[-1].low in PARTICLES:
        run.pop()
    last = max(
        (i for i, w in enumerate(run[:-1]) if w.low in ROLES or w.low in HONORIFICS), default=-1
    )
    # "Martin Luther King Jr.": there King is a name.
    if last >= 0 and run[last + 1].low.strip(".") in _SUFFIXES:
        last = -1
    titles, named = run[: last + 1], run[last + 1 :]
    opens = start == 0 or words[start - 1].kind != "word"
    if opens and len(named) > 2 and _TRADE.search(named[0].low):  # noqa: PLR2004
        titles, named = [*titles, named[0]], named[1:]
    office = start > 1 and words[start - 2].low in ROLES and words[start - 1].low in _OF
    if office and len(named) > 2 and not titles:  # noqa: PLR2004
        titles, named = named[:-2], named[-2:]  # "Secretary of State Ane Roe"
    short = max(
        (i for i, w in enumerate(named[:-2]) if w.text.isupper() and len(w.text) > 1), default=-1
    )
    titles, named = [*titles, *named[: short + 1]], named[short + 1 :]  # "party MP Ane Roe"
    if not named or (len(named) == 1 and named[0].low in ROLES):
        return
    owned = _OWNED.search(named[-1].text)
    stop = named[-1].end - (len(owned[0]) if owned else 0)
    honorific = titles[-1].text if titles and titles[-1].low in ROLES | HONORIFICS else ""
    before = words[start - 1].low if start else ""
    placed = not titles and before in (_PLACE | {"the"})
    name = _written([w for w in words[start:end] if w.start >= named[0].start], stop)
    lead = start - 2 if office and titles else start
    role = _role(words, lead, [*words[lead:start], *titles]) or _described(words, end)
    yield Mention(name, named[0].start, stop, index, role, honorific, placed)


def _written(words: Sequence[Word], stop: int) -> str:
    """Return a name up to a place as it is written, but for the spaces: "J. K. Roe"."""
    name = ""
    for word, before in zip(words, [words[0], *words], strict=False):
        if word.start < stop:
            space = " " if word.start > before.end else ""
            name += space + word.text[: stop - word.start]
    return name


def _role(words: Sequence[Word], start: int, titles: Sequence[Word]) -> str:
    """Return the words before a name that say what the person does: "former finance minister"."""
    first = start
    while (
        first
        and start - first < _MOST_LEADING
        and words[first - 1].kind == "word"
        and words[first - 1].text.islower()
        and words[first - 1].low not in (FUNCTION_WORDS | SAYING) - ROLES
    ):
        first -= 1
    lead = [w.text for w in words[first:start]]
    if lead and lead[-1] not in ROLES and not _TRADE_BEFORE.search(lead[-1]):
        lead = []
    return " ".join([*lead, *(w.text for w in titles if w.low not in HONORIFICS)])


def _described(words: Sequence[Word], end: int) -> str:
    """Return what is set beside a name after a comma: "Ane Roe, the finance minister"."""
    aside = aside_after(words, end)
    if aside is None or aside[1] - aside[0] < 2:  # noqa: PLR2004
        return ""
    first = words[aside[0]]
    if first.low not in DETERMINERS | ROLES and not _OWNED.search(first.text):
        return ""
    return " ".join(word.text for word in words[slice(*aside)])
