"""Two answers to one question compared: the same, different, or not to be told.

A difference is told only where nothing explains it away: a figure that is rounded, a part of the
other's, or counts something else, is none. What is not a number, a date or a name is not compared.
"""

import re
from typing import Final, Literal

from assistant.answering.changes.newest import beside, counted, is_part, value_kind, with_synonyms
from assistant.reader.evidence import Evidence
from corpus.language.tokens import Token, fold, tokens
from corpus.language.vocabulary import MEASURES, ROLES
from corpus.text.search_terms import stems

__all__ = ["compared_values", "may_be_one_figure"]

_Compared = Literal["same", "different", "unclear"]

_AMOUNTS: Final = {"dozen": 12.0, "once": 1.0, "twice": 2.0}
# "About 15" and "14" may be one figure.
_NEARLY: Final = re.compile(
    r"\b(?:about|around|nearly|almost|some|roughly|approximately|close\sto|an?\sestimated|circa|or\sso"
    r"|just\s(?:over|under)|more\sor\sless)\b",
    re.IGNORECASE,
)
_AT_LEAST: Final = re.compile(
    r"\b(?:at\sleast|more\sthan|over|no\sfewer\sthan|upwards\sof|above|exceed\w*|minimum)\b",
    re.IGNORECASE,
)
_AT_MOST: Final = re.compile(
    r"\b(?:at\smost|up\sto|fewer\sthan|less\sthan|under|below|no\smore\sthan|maximum|as\smany\sas)\b",
    re.IGNORECASE,
)
_NEAR: Final = 0.15
"""Difference, as a share of the larger, that "about" leaves open."""
# "1950.5" is an amount.
_YEAR: Final = re.compile(r"\b(?:1\d|20)\d\d\b(?![.,]\d)")
_FIRST_YEAR, _LAST_YEAR = 1000, 2100
_NAMED_ALIKE: Final = 0.6
"""Share of the words of two sentences, besides the answers, from which two names in them stand in
one place."""
_ALIKE: Final = 0.4
"""The same for numbers and dates."""
# Words of a night, which has two dates.
_OVERNIGHT: Final = re.compile(r"\b(?:night|midnight|overnight|early|late|evening|dawn)\b", re.I)
_MANY: Final = re.compile(r"\b(?:who|which|what)\s(?:are|were|have)\b|\bwhere\b", re.IGNORECASE)
"""Questions that may have several answers, or one within the other."""
_NAMES_APART: Final = 2
"""Names of each of two sentences from which they tell of two things of one name."""
_OTHER_SIDE: Final = tuple(
    tuple(pair.split())
    for pair in (
        "upper lower", "men women", "north south", "east west", "first second", "adults children",
        "home away", "last next", "before after", "male female", "boys girls", "gross net",
        "daily weekly monthly yearly annual", "house senate", "passengers crew",
    )
)  # fmt: skip
"""Words that say of which of two things a sentence tells."""


def compared_values(question: str, one: Evidence, other: Evidence) -> _Compared:
    """Return how the answers of two sentences on one matter stand to each other.

    Args:
        question: Standalone.
        one: A sentence with its answer.
        other: Another.
    """
    kind = value_kind(one)
    if kind != value_kind(other) or kind == "words" or _of_another(question, one, other):
        return "unclear"
    if kind == "date" or (kind == "number" and _years(one) and _years(other)):
        return _dates(one, other)
    if kind == "number":
        return _numbers(question, one, other)
    return _names(question, one, other)


def _of_another(question: str, one: Evidence, other: Evidence) -> bool:
    """Tell if one sentence says of which of two it tells, and the other says another.

    A year that only one of them names, unless it was published in it, is that of another event.
    Where each has names that the other's passage lacks, they tell of namesakes: of the courthouse
    in Cresco, Iowa, and of that in St. Paul, Nebraska.
    """
    years = [set(_YEAR.findall(_without_answer(piece))) for piece in (one, other)]
    published = {str(piece.hit.published.year) for piece in (one, other) if piece.hit.published}
    if (years[0] ^ years[1]) - published - set(_YEAR.findall(question)):
        return True
    if all(len(_names_beside(*pair)) >= _NAMES_APART for pair in ((one, other), (other, one))):
        return True
    ours, theirs = (set(fold(piece.quote).casefold().split()) for piece in (one, other))
    return any(
        ours & {word} and theirs & (set(group) - {word}) and not theirs & {word}
        for group in _OTHER_SIDE
        for word in group
    )


def _names_beside(one: Evidence, other: Evidence) -> set[str]:
    """Return the names of a sentence, without its answer, that another's passage does not have."""
    there = {token.form for token in tokens(fold(f"{other.hit.header} {other.hit.text}"))}
    return {t.form for t in tokens(fold(_without_answer(one))) if t.kind == "name"} - there


def _without_answer(piece: Evidence) -> str:
    start, end = piece.span or (piece.end, piece.end)
    return f"{piece.quote[: start - piece.start]} {piece.quote[end - piece.start :]}"


def _shared(one: Evidence, other: Evidence) -> float:
    """Return the share of the words of the shorter sentence, besides the answers, in the other."""
    ours, theirs = (stems(piece.quote) - stems(piece.answer) for piece in (one, other))
    shared = len(ours & with_synonyms(theirs))
    return shared / max(1, min(len(ours), len(theirs)))


# -- numbers --------------------------------------------------------------------------------------


def _numbers(question: str, one: Evidence, other: Evidence) -> _Compared:
    ours, theirs = (_figures(piece.answer) for piece in (one, other))
    of_one_thing = _unit(one) == _unit(other) and _count_alike(question, one, other)
    if len(ours) != 1 or len(theirs) != 1 or not of_one_thing or is_part(one) or is_part(other):
        return "unclear"
    (a,), (b,) = ours, theirs
    if a == b or _roughly(one, other, a, b):
        return "same"
    if _leaves_room(one, other, a, b):
        return "unclear"
    # Where one passage has both numbers, they count two things, or one a part.
    if _holds(other, a) or _holds(one, b) or _shared(one, other) < _ALIKE or not min(a, b):
        return "unclear"
    return "different"


def may_be_one_figure(one: Evidence, other: Evidence) -> bool:
    """Tell if two answers are figures of which one may be the other: rounded, or in another unit.

    Args:
        one: A sentence with its answer.
        other: Another.
    """
    ours, theirs = (_figures(piece.answer) for piece in (one, other))
    # No year is another one rounded.
    if len(ours) != 1 or len(theirs) != 1 or all(map(_is_dated, (one, other))):
        return False
    (a,), (b,) = ours, theirs
    if _unit(one) != _unit(other):
        # "1,200 metres", "1.2 kilometres"
        return _significant(a) == _significant(b)
    return a == b or _roughly(one, other, a, b) or _leaves_room(one, other, a, b)


def _is_dated(piece: Evidence) -> bool:
    """Tell if an answer is a day, or may be a year."""
    return value_kind(piece) == "date" or bool(_YEAR.search(piece.answer) and not _unit(piece))


def _roughly(one: Evidence, other: Evidence, a: float, b: float) -> bool:
    """Tell if one figure is the other rounded, or stands beside "about" and is near it."""
    about = any(map(_NEARLY.search, (beside(one), beside(other))))
    near = about and abs(a - b) <= _NEAR * max(abs(a), abs(b))
    return near or _rounded(a, b) or _rounded(b, a)


def _leaves_room(one: Evidence, other: Evidence, a: float, b: float) -> bool:
    """Tell if the lower figure is said to be the least, or the higher the most: "at least 14"."""
    low, high = (one, other) if a <= b else (other, one)
    return bool(_AT_LEAST.search(beside(low)) or _AT_MOST.search(beside(high)))


def _figures(text: str) -> list[float]:
    values = []
    for token in tokens(fold(text)):
        if token.kind == "number":
            value = _value(token)
            if value is None:
                return []
            values.append(value)
    return values


def _value(token: Token) -> float | None:
    try:
        return float(token.form)
    except ValueError:
        return _AMOUNTS.get(token.form)


def _unit(piece: Evidence) -> str:
    """Return the measure that stands in an answer or just after it; may be empty."""
    start, _ = piece.span or (piece.start, piece.end)
    after = piece.hit.text[start - piece.hit.start : piece.end - piece.hit.start]
    read = tokens(fold(after))
    at = next((index for index, token in enumerate(read) if token.kind == "number"), None)
    if at is None:
        return ""
    return next((MEASURES[t.form] for t in read[at + 1 : at + 3] if t.form in MEASURES), "")


def _count_alike(question: str, one: Evidence, other: Evidence) -> bool:
    """Tell if two numbers count things of one name, or such as stand for each other."""
    asked, nouns = stems(question), [counted(piece) for piece in (one, other)]
    if not all(nouns) or nouns[0] == nouns[1] or nouns[0] in with_synonyms(frozenset(nouns[1:])):
        return True
    return all(noun in asked for noun in nouns)


def _rounded(rough: float, exact: float) -> bool:
    """Tell if one number is another with fewer digits: 3,000 and 2,980."""
    few, many = _digits(rough), _digits(exact)
    if abs(exact) < 10 or few >= many:  # noqa: PLR2004
        return False
    return float(f"{exact:.{few - 1}e}") == rough


def _digits(number: float) -> int:
    return len(_significant(number)) or 1


def _significant(number: float) -> str:
    """Return the digits of a number without the zeros on both sides: "12" of 1,200 and of 1.2."""
    return f"{number:.12g}".split("e", maxsplit=1)[0].replace(".", "").strip("0-")


def _holds(piece: Evidence, number: float) -> bool:
    """Tell if a passage tells a number too, or two of its sentence make it up."""
    there = {value for token in tokens(fold(piece.hit.text)) if (value := _number(token))}
    inside = [value for token in tokens(fold(piece.quote)) if (value := _number(token))]
    sums = {a + b for i, a in enumerate(inside) for b in inside[i + 1 :]}
    sums |= {abs(a - b) for i, a in enumerate(inside) for b in inside[i + 1 :]}
    return number in there | sums or any(_rounded(value, number) for value in there - {0.0})


def _number(token: Token) -> float | None:
    return _value(token) if token.kind == "number" else None


# -- days -----------------------------------------------------------------------------------------


def _years(piece: Evidence) -> set[str]:
    return {
        token.form
        for token in tokens(fold(piece.answer))
        if token.kind == "number" and token.form.isdigit() and _is_year(int(token.form))
        # "1200" may count something: a year stands after "in", or with other words.
        if re.search(
            rf"\b(?:in|since|of|by|from|until|year)\s(?:\w+\s)?{token.form}\b", piece.quote
        )
        or len(piece.answer.split()) > 1
    }


def _is_year(number: int) -> bool:
    return _FIRST_YEAR <= number <= _LAST_YEAR


def _dates(one: Evidence, other: Evidence) -> _Compared:
    (years, days), (their_years, their_days) = (
        (_years(piece), {t.form for t in tokens(fold(piece.answer)) if t.kind == "date"})
        for piece in (one, other)
    )
    # Nothing that can be read, or a span of several days, is compared with nothing.
    if len(years | days) == 0 or max(map(len, (years, days, their_years, their_days))) > 1:
        return "unclear"
    if years and their_years and years != their_years:
        return "unclear" if days or their_days else _told_apart(one, other)
    if not (days and their_days):
        return "same" if years and years == their_years else "unclear"
    (month, day), (their_month, their_day) = (
        day.split("-") for days_ in (days, their_days) for day in days_
    )
    if month == their_month and (day == their_day or not (day and their_day)):
        return "same"  # "4 May", "in May"
    near = month == their_month and abs(int(day) - int(their_day)) <= 1
    # One night has two days: "on Monday night", "early on Tuesday".
    if near and any(_OVERNIGHT.search(piece.quote) for piece in (one, other)):
        return "unclear"
    return _told_apart(one, other)


def _told_apart(one: Evidence, other: Evidence) -> _Compared:
    """Tell two days apart, unless one passage tells both, or they tell of different things."""
    for piece, value in ((one, other), (other, one)):
        wanted = {t.form for t in tokens(fold(value.answer)) if t.kind in ("date", "number")}
        if wanted <= {t.form for t in tokens(fold(piece.hit.text))}:
            return "unclear"
    return "different" if _shared(one, other) >= _ALIKE else "unclear"


# -- names ----------------------------------------------------------------------------------------


def _names(question: str, one: Evidence, other: Evidence) -> _Compared:
    ours, theirs = (_forms(piece) for piece in (one, other))
    if not ours or not theirs:
        return "unclear"
    if ours & theirs:
        return "same" if ours <= theirs or theirs <= ours else "unclear"
    if _MANY.search(question) or not re.match(r"\W*(?:\w+\W+){0,2}who\b", question, re.IGNORECASE):
        return "unclear"  # a place may lie within another
    for piece, names in ((one, theirs), (other, ours)):
        # Where one passage has both names, they are two people of one story.
        if names & {token.form for token in tokens(fold(f"{piece.hit.header} {piece.hit.text}"))}:
            return "unclear"
        if _listed(piece) or not _is_person(piece.answer):
            return "unclear"
    return "different" if _shared(one, other) >= _NAMED_ALIKE else "unclear"


def _forms(piece: Evidence) -> frozenset[str]:
    return frozenset(
        token.form
        for token in tokens(fold(piece.answer))
        if token.kind == "name" and token.form not in ROLES
    )


def _is_person(answer: str) -> bool:
    """Tell if an answer is a name of two words or three: an office or a firm may be anybody's."""
    words = [word for word in answer.split() if word.strip(".,").casefold() not in ROLES]
    return 2 <= len(words) <= 3 and all(word[:1].isupper() for word in words)  # noqa: PLR2004


def _listed(piece: Evidence) -> bool:
    """Tell if another name is joined to an answer: "Roe and Brand won"."""
    answer = re.escape(piece.answer)
    return bool(
        re.search(rf"(?:[A-Z]\w+\s?(?:,|and|&)\s{answer}|{answer}\s?(?:and|&)\s[A-Z])", piece.quote)
    )
