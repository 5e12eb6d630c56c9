# ruff: noqa: PLR2004 - how long a sentence may be is told where it is used
"""Find and replace names, numbers and phrases of a sentence."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence

from corpus.language.calendar_words import MONTH_NAMES, WEEKDAYS

NAME = re.compile(
    r"\b[A-Z][\w'’&-]*\w(?<!'s)(?<!’s)"
    r"(?:\s(?:(?:of|de|von|van|bin|al|der|la)\s(?:the\s)?)?[A-Z][\w'’&-]*\w(?<!'s)(?<!’s))*"
)
NUMBER = re.compile(r"(?<![\w.,:-])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\w:-]|[.,]\d)")
YEAR = re.compile(r"\b(?:1[5-9]\d\d|20[0-4]\d)\b(?![,.]\d)")
DAYS = tuple(day.title() for day in WEEKDAYS)
NUMBER_WORDS = tuple("two three four five six seven eight nine ten eleven twelve".split())
_NO_NAMES = (
    frozenset(
        word
        for line in (
            "The A An I It He She They We You This That These Those There Here What Who",
            "Whom Whose Which Where When Why How In On At By For From To Of As If But And",
            "Or Nor So Yet Not No Is Are Was Were Be Been Do Does Did Has Have Had Will",
            "Would Can Could May Might Must Should After Before During Since While Although",
            "Though Because Unless Until With Without Under Over Despite However Meanwhile",
            "Also According His Her Its Their Our My Your One Two Three Four Five Six Seven",
            "Eight Nine Ten Some Many Most All Both Each Every Few Several Other Others",
            "Another Any Now Then Today Yesterday Last Next Only Even Just Still More Such",
            "Like About Around Between Among Through Following Than Once Police Officials",
            "People Mr Mrs Ms Dr Prof Sir",
        )
        for word in line.split()
    )
    | frozenset(DAYS)
    | frozenset(MONTH_NAMES)
)
SAID = (
    r"(?:said|says|added|claimed|claims|argued|argues|insisted|insists|warned|stated|explained|"
    r"announced|suggested|believes|believed|noted|stressed|admitted|alleged|alleges|reported)"
)
"""Verbs of saying in the sentences that are altered: as they stand beside a speaker in a news
story's own tense. Fewer than ``vocabulary.SAYING``, whose bare forms ("claim", "report") would take
nouns for verbs here; the judge that ships has learnt from these."""


_FIXED = re.compile(
    r"no (?:longer than|one|doubt|matter|less|more)\b|(?:best|better|well)[- ]known|"
    r"first (?:lady|minister|name|aid|world|place)|all (?:of a sudden|the more|over|right)|"
    r"after all|at (?:last|first|all|most)\b|before long|more or less|once again|early on|"
    r"later on|most recent|at once|as many|many more|or more|or less|most importantly|"
    r"public(?:ly)? (?:school|health)|now that",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    rf" (?:[$£€]?\d[\d,.]*|half|a (?:third|quarter|dozen|hundred|thousand|million)|"
    rf"{'|'.join(NUMBER_WORDS)}|{'|'.join(MONTH_NAMES)}|all|every|dozens|hundreds)\b"
)
_BEFORE_NUMBERS = frozenset(
    "about|around|over|nearly|almost|approximately|roughly|since|until|up to".split("|")
)
"""Phrases that are only replaced before an amount: elsewhere they mean something else."""

_SENTENCE = re.compile(r"^[\"“]?[A-Z0-9].*[a-z0-9)\"”%]\.[\"”]?$")
_FURNITURE = re.compile(
    r"last updated|copyright|click here|share this|image caption|video|\bCNN\)|http|@|Twitter",
    re.IGNORECASE,
)


def names(text: str) -> list[str]:
    """Return the names in a text, each once, without words that only begin a sentence."""
    kept: dict[str, None] = {}
    for match in NAME.finditer(text):
        words = match.group().split()
        while words and words[0] in _NO_NAMES:
            words = words[1:]
        while words and words[-1] in _NO_NAMES:
            words = words[:-1]
        name = " ".join(words)
        start = match.start()
        opens = start == 0 or text[max(0, start - 2) : start].strip()[-1:] in '.!?"“:'
        alone = len(words) == 1 and opens and words[0] == match.group()
        if name and name[0].isupper() and (not alone or f" {name}" in text[1:]):
            kept[name] = None
    return list(kept)


def replaced(text: str, old: str, new: str) -> str:
    """Return a text with the first whole occurrence of a phrase replaced."""
    return re.sub(rf"(?<![\w.]){re.escape(old)}(?!\w)", lambda _: new, text, count=1)


def like(word: str, new: str) -> str:
    """Return a word with a capital where another has one."""
    return new[:1].upper() + new[1:] if word[:1].isupper() else new


def swapped_word(
    rng: random.Random, text: str, pattern: re.Pattern[str], table: Mapping[str, Sequence[str]]
) -> str | None:
    """Return a text in which one phrase that a table knows is replaced by another.

    Args:
        rng: Where the choice comes from.
        text: The sentence.
        pattern: Finds the phrases, as `phrases` makes it.
        table: What may stand for each, in lower case.
    """
    places = [
        match
        for match in pattern.finditer(text)
        if not (match.start() and match.group()[0].isupper())
        and not _FIXED.match(text, match.start())
        and (match.group().lower() not in _BEFORE_NUMBERS or _AMOUNT.match(text, match.end()))
    ]
    if not places:
        return None
    match = rng.choice(places)
    new = like(match.group(), rng.choice(table[match.group().lower()]))
    return text[: match.start()] + new + text[match.end() :]


def phrases(table: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    """Return a pattern that finds the phrases of a table, longer ones first."""
    words = sorted(table, key=len, reverse=True)
    return re.compile(
        rf"(?<![\w’'-])(?:{'|'.join(re.escape(word) for word in words)})(?![\w’'-])", re.IGNORECASE
    )


def table(lines: str, both: bool = False) -> dict[str, tuple[str, ...]]:
    """Return a table from lines "phrase > other / other"; with ``both``, also the other way."""
    known: dict[str, list[str]] = {}
    for line in lines.strip().splitlines():
        old, _, new = line.partition(">")
        for other in new.split("/"):
            known.setdefault(old.strip(), []).append(other.strip())
            if both:
                known.setdefault(other.strip(), []).append(old.strip())
    return {old: tuple(new) for old, new in known.items()}


def upper(text: str) -> str:
    """Return a text that begins with a capital."""
    return text[:1].upper() + text[1:]


def lower(text: str) -> str:
    """Return a text as it stands inside a sentence: a function word loses its capital."""
    first = text.split(" ", 1)[0]
    return text[:1].lower() + text[1:] if first in _NO_NAMES and first != "I" else text


def opens_plainly(text: str) -> bool:
    """Tell if a sentence's first word may stand inside another: a function word or a name."""
    first = text.split(" ", 1)[0]
    if first in _NO_NAMES or first.isdigit():
        return True
    match = NAME.match(text)
    return match is not None and (" " in match.group() or f" {first}" in text)


def usable(sentence: str) -> bool:
    """Tell if a sentence is whole and plain enough to make others from."""
    return (
        6 <= len(sentence.split()) <= 45
        and bool(_SENTENCE.match(sentence))
        and not _FURNITURE.search(sentence)
        and sentence.count('"') % 2 == 0
        and sentence.count("“") == sentence.count("”")
        and sentence.count("(") == sentence.count(")")
        and "\n" not in sentence
    )
