"""The newest value of what changed: which of several articles tell the same of the same thing.

A later article takes the place of an earlier one only where all signs are that both tell of one
matter; that it is later and near is not enough.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from assistant.reader.evidence import Evidence
from corpus.language.agreement import denials
from corpus.language.calendar_words import YEAR_PATTERN
from corpus.language.tokens import Token, fold, tokens
from corpus.text.search_terms import stems

__all__ = [
    "EVENT",
    "Retold",
    "beside",
    "counted",
    "is_part",
    "newest_first",
    "of_one_matter",
    "value_kind",
    "with_synonyms",
]

_MOST_EARLIER: Final = 3
"""Earlier values that are shown."""
EVENT: Final = 120
"""Days after which what has happened is no longer told otherwise; what comes then is another."""
_STATE: Final = 1_100
"""The same for what is asked for as it is: a price, an office."""
_LEAST: Final = 0.5
"""Share of the threshold that a sentence must reach to tell the same as the best one."""
# Beside an office: it is another one, which somebody of a lower rank holds.
_UNDER = re.compile(r"\b(?:deputy|vice|assistant|shadow|honorary|junior)\b", re.IGNORECASE)
_CHANGED = re.compile(
    r"\b(?:now|no\slonger|instead|moved|postponed|revised|corrected|overturned|quashed|annulled|appeals?"
    r"|acquitted|stripped|disqualified|replaced|successor|predecessor|renamed|reopened"
    r"|(?:cut|lowered|raised|reduced|increased|changed)\s(?:the|its|her|his|their|from|to|by)"
    r"|(?:up|down)\sfrom)\b",
    re.IGNORECASE,
)
"""In a sentence: it says itself that what it tells was otherwise before."""
# "How many died?" asks of an event, "how many are missing?" of a state that goes on.
_PAST = re.compile(
    r"\b(?:did|was|were|had|died|killed|won|happened|caused|got|came|went|designed)\b",
    re.IGNORECASE,
)
_PRESENT = re.compile(r"\b(?:is|are|has|have|does|do|will)\b", re.IGNORECASE)
# Words that ask for what was told first, "how many were first reported dead?"; the rest is turned.
_FIRST = re.compile(
    r"\b(?:originally|initially|at\sfirst|first\s(?:reported|said|thought|given|announced|put|estimated"
    r"|believed|named|planned|set)|(?:first|initial|original)\s(?:reports?|estimates?|figures?|counts?"
    r"|tolls?|plans?))\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:another|further|additional|others?|more|among|of\s(?:them|those|whom))\b", re.IGNORECASE
)
"""Beside a number: it counts a part, or what comes on top."""
_STILL = re.compile(
    r"\b(?:still|remain(?:s|ed|ing)?)\b"
    r"|\b(?:people|persons?|men|women|children|workers|passengers|victims|residents|patients)\s(?:who\swere\s)?"
    r"(?:injured|hurt|wounded|arrested|evacuated|rescued|displaced|infected)\s[^,;]{0,150}?"
    r"\b(?:was|were|is|are|has|have|had|will)\b",
    re.IGNORECASE,
)
"""In a sentence: it counts those who are left, or tells of some what became of them: "nine people
injured in the blast were sent home"."""
# "May" with its capital is a month, or a person.
_ONLY_WISHED = re.compile(
    r"\b(?:demand|want|propose|expect|plan|forecast|hope|could|would|(?-i:may)|might|ask|call|seek|target"
    r"|aim|predict|warn|claim|offer|rumour|rumor|if)(?:e?s|e?d|ing)?\b",
    re.IGNORECASE,
)
_YEAR = re.compile(rf"\b{YEAR_PATTERN}\b")
# Figures have commas and points within.
_BREAK = re.compile(r"[,;:](?=\s)|\s[–—-]\s")
_NEWEST = re.compile(
    r",?\s(?:by|in|according\sto)\s(?:the\s|its\s)?(?:latest|newest|last|current|most\srecent)\s\w+"
    r"|,?\sas\s(?:last|latest)\s\w+ed\b|\b(?:latest|newest|current(?:ly)?|most\srecent|now|so\sfar"
    r"|to\sdate|by\snow|still|known\sto\shave)\b",
    re.IGNORECASE,
)
"""Words that ask for the newest of a thing, and do not say which thing."""
# They tell nothing of the matter, so that both passages need not have them.
_ASKING: Final = stems(
    "how many much long old high deep far between get got take place held happen"
)
_SAME: Final = tuple(
    map(
        stems,
        (
            "die died dead death deaths kill killed toll victim victims fatality perished",
            "injured injury injuries hurt wounded wounds",
            "missing found search",
            "cost costs price fare",
        ),
    )
)
"""Words that stand for each other."""
_NEAR: Final = 0.75
"""Share of the words of two sentences, besides the answers, from which they are one in two forms.
Then a lower support is enough, and not all words of the question must stand in both passages."""
_STATED: Final = 0.3
"""The share from which they may tell two states of one thing: "is missing", "was found alive"."""
_MIXED: Final = 0.5
"""The share from which one may name what the other describes: "in Bern", "at home"."""
_LITTLE: Final = 0.1
"""The lower support, 0..1, that is enough for one sentence in two forms."""


@dataclass(frozen=True, slots=True)
class Retold:
    """Evidence with the newest value in the lead, and the values that it takes the place of."""

    evidence: tuple[Evidence, ...]
    """The newest value first, then by falling support, without those of ``replaced``."""
    replaced: tuple[Evidence, ...] = ()
    """The other values, the newest first."""
    first: bool = False
    """True if the earliest value was asked for: it leads, and ``replaced`` came later."""
    corrected: bool = False
    """True if the first of the evidence is an article's note, which corrects the first of
    ``replaced``."""


def newest_first(question: str, evidence: Sequence[Evidence], threshold: float) -> Retold:
    """Let the newest value lead where articles of several days tell different ones of one thing.

    Args:
        question: Standalone; "at first" and the like ask for the earliest instead.
        evidence: By falling support.
        threshold: The support, 0..1, from which a sentence counts as an answer.
    """
    whole = Retold(tuple(evidence))
    if not evidence or evidence[0].support < threshold:
        return whole
    best = evidence[0]
    same = [best]
    same += [piece for piece in evidence[1:] if _of_one_matter(question, best, piece, threshold)]
    first = bool(_FIRST.search(question))
    days = [day for piece in same if (day := piece.hit.published)]
    # Told on one day, none is newer than another.
    if not days or min(days) == max(days):
        return whole
    wanted = min(days) if first else max(days)
    newest = next(piece for piece in same if piece.hit.published == wanted)
    # What other papers told on the same day is no earlier state.
    others = [
        piece for piece in same if not _agree(piece, newest) and piece.hit.published != wanted
    ]
    if not others:
        return whole
    kept = [piece for piece in evidence if piece is not newest and piece not in others]
    others.sort(key=lambda piece: piece.hit.published or date.min, reverse=True)
    shown: list[Evidence] = []
    for piece in others:
        if not any(_agree(piece, known) for known in shown):
            shown.append(piece)
    return Retold((newest, *kept), tuple(shown[:_MOST_EARLIER]), first)


def _of_one_matter(question: str, one: Evidence, other: Evidence, threshold: float) -> bool:
    """Tell if one sentence may be another's later state: days near each other, and one matter."""
    day, other_day = one.hit.published, other.hit.published
    if not (day and other_day):
        return False
    past = _PAST.search(question) and not _PRESENT.search(question)
    # An appeal, or a test for doping, may turn what has happened after a year.
    past = past and not any(_CHANGED.search(piece.quote) for piece in (one, other))
    near_in_time = abs(day - other_day).days <= (EVENT if past else _STATE)
    return near_in_time and of_one_matter(question, one, other, threshold)


def of_one_matter(question: str, one: Evidence, other: Evidence, threshold: float) -> bool:
    """Tell if two sentences of different articles answer a question about the same thing.

    Args:
        question: Standalone.
        one: A sentence that answers.
        other: Another.
        threshold: The support, 0..1, from which a sentence counts as an answer.
    """
    if not (one.span and other.span):
        return False
    near = _alike(one, other, _NEAR)
    if one.hit.article_id == other.hit.article_id or other.support < (
        _LITTLE if near else _LEAST * threshold
    ):
        return False
    return (
        _may_replace(one, other)
        and _names_the_same(question, one, other, near=near)
        and _of_the_year(question, one, other)
        and _states_alike(question, one, other)
        and _of_one_office(question, one, other)
        and (value_kind(one) != "number" or _counts_alike(question, one, other))
    )


def _may_replace(one: Evidence, other: Evidence) -> bool:
    """Tell if two answers are of one kind; of states and places, if the sentences are alike too."""
    kinds = {value_kind(one), value_kind(other)}
    if kinds == {"words"}:
        return _alike(one, other, _STATED)
    return len(kinds) == 1 or (kinds == {"name", "words"} and _alike(one, other, _MIXED))


def _names_the_same(question: str, one: Evidence, other: Evidence, *, near: bool) -> bool:
    """Tell if both passages have the same words of a question, or such as stand for them.

    Args:
        question: Standalone.
        one: A sentence.
        other: Another.
        near: Whether they are so alike that the names must be the same only.
    """
    asked = stems(_NEWEST.sub(" ", question)) - _ASKING
    if near:
        names = (t.written for t in tokens(fold(question)) if t.kind in ("name", "number"))
        asked &= stems(" ".join(names))
    has, other_has = (
        asked & with_synonyms(stems(f"{p.hit.header} {p.hit.text}")) for p in (one, other)
    )
    return has == other_has and bool(has)


def with_synonyms(known: frozenset[str]) -> frozenset[str]:
    """Return stems with all that stand for one of them."""
    return known.union(*(group for group in _SAME if group & known))


def _of_the_year(question: str, one: Evidence, other: Evidence) -> bool:
    """Tell if both tell of the year that a question names, or were published in it."""
    years = set(_YEAR.findall(question))
    return all(
        years
        <= {*_YEAR.findall(piece.hit.text), str(piece.hit.published and piece.hit.published.year)}
        for piece in (one, other)
    )


def _states_alike(question: str, one: Evidence, other: Evidence) -> bool:
    """Tell if neither sentence denies, or only wishes for, what the other states."""
    denied = [bool(list(denials(tokens(fold(_clause(piece)))))) for piece in (one, other)]
    wished = [bool(_ONLY_WISHED.search(piece.quote)) for piece in (one, other)]
    return denied[0] == denied[1] and (
        wished[0] == wished[1] or bool(_ONLY_WISHED.search(question))
    )


def _clause(piece: Evidence) -> str:
    """Return the part of a sentence that an answer stands in, between commas and the like."""
    start, end = piece.span or (piece.start, piece.end)
    text, at = piece.hit.text, piece.hit.start
    before = _BREAK.split(text[piece.start - at : start - at])[-1]
    after = _BREAK.split(text[end - at : piece.end - at], maxsplit=1)[0]
    return f"{before}{piece.answer}{after}"


def _of_one_office(question: str, one: Evidence, other: Evidence) -> bool:
    """Tell if two answers hold offices of one rank: a deputy mayor is no mayor."""
    under = [{w.casefold() for w in _UNDER.findall(beside(piece))} for piece in (one, other)]
    return under[0] == under[1] or bool(_UNDER.search(question))


def _counts_alike(question: str, one: Evidence, other: Evidence) -> bool:
    """Tell if two numbers count the same things, and neither a part of them."""
    asked = stems(question)
    nouns = [counted(piece) for piece in (one, other)]
    if nouns[0] != nouns[1] and any(nouns) and (nouns[0] in asked) != (nouns[1] in asked):
        return False
    parts = [is_part(piece) for piece in (one, other)]
    return parts[0] == parts[1] or bool(_PART.search(question) or _STILL.search(question))


def is_part(piece: Evidence) -> bool:
    """Tell if an answer's number counts a part of something, what comes on top, or who is left."""
    return bool(_PART.search(beside(piece)) or _STILL.search(piece.quote))


def beside(piece: Evidence) -> str:
    """Return an answer with three words on each side, within its sentence."""
    start, end = piece.span or (piece.start, piece.end)
    text, at = piece.hit.text, piece.hit.start
    before = text[piece.start - at : start - at].split()[-3:]
    after = text[end - at : piece.end - at].split()[:3]
    return " ".join([*before, piece.answer, *after])


def counted(piece: Evidence) -> str:
    """Return the stem of the word that says what an answer's number counts; may be empty."""
    start, _ = piece.span or (piece.start, piece.end)
    read = tokens(fold(piece.hit.text[start - piece.hit.start : piece.end - piece.hit.start]))
    number = next((index for index, token in enumerate(read) if token.kind == "number"), None)
    if number is None:
        return ""
    # The noun may stand behind one more word: "12 more people".
    after = (token for token in read[number + 1 : number + 3] if token.content)
    return next((token.stem for token in after if token.kind != "number"), "")


def _alike(one: Evidence, other: Evidence, share: float) -> bool:
    """Tell if two sentences share so much of the shorter's words, besides the answers."""
    ours, theirs = (stems(p.quote) - stems(p.answer) for p in (one, other))
    return len(ours & theirs) >= share * min(len(ours), len(theirs)) > 0


def value_kind(piece: Evidence) -> str:
    """Return what kind of thing an answer is: a number, a date, a name, or words."""
    kinds = [token.kind for token in _answer(piece)]
    return next((kind for kind in ("date", "number", "name") if kind in kinds), "words")


def _agree(one: Evidence, other: Evidence) -> bool:
    """Tell if one answer has all that tells in the other: "seven" and "seven people"."""
    ours, theirs = _value(one), _value(other)
    return bool(ours and theirs) and (ours <= theirs or theirs <= ours)


def _value(piece: Evidence) -> frozenset[str]:
    kind = value_kind(piece)
    read = _answer(piece)
    if kind == "words":
        return stems(piece.answer)
    return frozenset(token.form for token in read if token.kind == kind)


def _answer(piece: Evidence) -> tuple[Token, ...]:
    return tokens(fold(piece.answer))
