"""Sentences that an article supports, in its own words or lightly put otherwise, and the same
sentences with one thing made wrong: the speaker, a number, a date, the negation, a place, or the
subject.

What is put in comes from the same article where it can, which is the harder case: a check
that the word stands somewhere in the passage does not find it. Shares no code with the
verification, so as not to share its blind spots.
"""

import random
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

__all__ = ["Altered", "alterations", "paraphrases"]

_RUN = r"[A-Z][\w’'-]*[a-z](?: (?:of |the |de )?[A-Z][\w’'-]*[a-z])*"
_MONTHS = (
    "January February March April June July August September October November December"
).split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_NAMED_DAY = "|".join(_MONTHS + _DAYS)
_SAID = r"(?:said|says|told|added|argued|claimed|warned|suggested|explained|announced)"
_OPENERS = frozenset(
    """The A An In At On For From But And It He She They We I You This That These Those There
    However When While As If After Before During Since With By One Two Some Many Most All Its
    His Her Their Although Because So What Who How Why Where Not No Thus Also Each Other
    Another Both Now Then According Despite Until To Of About Over Under""".split()
)
_AUXILIARY = re.compile(
    r"\b(was|were|is|are|had|has|will|could|would|can|did|should|may|might|must)\b(?! not|n’t)"
)


@dataclass(frozen=True, slots=True)
class Altered:
    """A sentence with one thing in it made wrong."""

    way: str
    text: str


def alterations(sentence: str, article: str, others: str, seed: int) -> list[Altered]:
    """Each way in which ``sentence`` can be made wrong, once.

    Args:
        sentence: One that its article supports.
        article: The text that it is from.
        others: Text of other articles, for what the article itself does not offer.
        seed: Decides among several places and substitutes.
    """
    chance = random.Random(seed)
    altered = []
    for way, alter in _ALTER.items():
        text = alter(sentence, article, others, chance)
        if text is not None and text != sentence:
            altered.append(Altered(way, text))
    return altered


def _swap(
    sentence: str,
    pattern: str,
    candidates: Callable[[str], Iterable[str]],
    texts: Sequence[str],
    chance: random.Random,
) -> str | None:
    """Put another candidate where the group "it" of the pattern is."""
    places = [m for m in re.finditer(pattern, sentence) if m["it"] not in _OPENERS]
    if not places:
        return None
    match = chance.choice(places)
    words = set(match["it"].split())
    for text in texts:
        choices = sorted({c for c in candidates(text) if not words & set(c.split())} - _OPENERS)
        if choices:
            start, end = match.span("it")
            return sentence[:start] + chance.choice(choices) + sentence[end:]
    return None


def _people(text: str) -> list[str]:
    """Names that do something somewhere, or that follow a comma or a small word."""
    return [
        m[1]
        for m in re.finditer(rf"(?<=[a-z,] )({_RUN})", text)
        if m[1].split()[0] not in _OPENERS and m[1] not in _MONTHS + _DAYS
    ]


def _places(text: str) -> list[str]:
    return [
        m[1]
        for m in re.finditer(rf"\b(?:in|at|from|near|to) ({_RUN})", text)
        if m[1] not in _MONTHS + _DAYS
    ]


def _subjects(text: str) -> list[str]:
    named = [m[1] for m in re.finditer(rf"(?:^|[.!?] )({_RUN})(?= [a-z]+(?:ed|s)\b)", text)]
    plain = [m[1] for m in re.finditer(r"(?:^|[.!?] )(The [a-z]+)(?= [a-z])", text)]
    return [name for name in named + plain if name not in _OPENERS]


def _speaker(sentence: str, article: str, others: str, chance: random.Random) -> str | None:
    for pattern in (
        rf"(?P<it>{_RUN})(?=(?:, [^,.“”]{{3,60}},)? {_SAID}\b)",
        rf"\b(?:said|says|[Aa]ccording to) (?:the )?(?P<it>{_RUN})",
    ):
        swapped = _swap(sentence, pattern, _people, (article, others), chance)
        if swapped:
            return swapped
    return None


def _number(sentence: str, article: str, others: str, chance: random.Random) -> str | None:
    pattern = r"(?<![\w.,])(?P<it>\d[\d,.]*\d|\d)(?![\w]|,\d)"
    places = [m for m in re.finditer(pattern, sentence) if not _is_year(m["it"])]
    if not places:
        return None
    match = chance.choice(places)
    there = {m["it"] for m in re.finditer(pattern, article) if not _is_year(m["it"])}
    choices = sorted(there - {match["it"]}) or [str(chance.randint(3, 99))]
    return sentence[: match.start()] + chance.choice(choices) + sentence[match.end() :]


def _date(sentence: str, article: str, others: str, chance: random.Random) -> str | None:
    def dates(text: str) -> list[str]:
        return re.findall(rf"\b(?:{_NAMED_DAY}|1[5-9]\d\d|20[0-2]\d)\b", text)

    places = list(re.finditer(rf"\b(?:{_NAMED_DAY}|1[5-9]\d\d|20[0-2]\d)\b", sentence))
    if not places:
        return None
    spot = chance.choice(places)
    kinds = (_MONTHS, _DAYS)
    kind = next((k for k in kinds if spot[0] in k), None)
    same = [d for d in dates(article) if d != spot[0] and ((d in kind) if kind else d.isdigit())]
    rest = [d for d in kind if d != spot[0]] if kind else [str(int(spot[0]) - 7)]
    return sentence[: spot.start()] + chance.choice(same or rest) + sentence[spot.end() :]


def _negation(sentence: str, article: str, others: str, chance: random.Random) -> str | None:
    for pattern in (r" (?:not|never)\b", r"n[’']t\b"):
        if re.search(pattern, sentence):
            return re.sub(pattern, "", sentence, count=1)
    outside = list(_AUXILIARY.finditer(sentence))
    if not outside:
        return None
    match = chance.choice(outside)
    return sentence[: match.end()] + " not" + sentence[match.end() :]


def _place(sentence: str, article: str, others: str, chance: random.Random) -> str | None:
    pattern = rf"\b(?:in|at|from|near|to) (?P<it>(?!(?:{_NAMED_DAY})\b){_RUN})"
    return _swap(sentence, pattern, _places, (article, others), chance)


def _subject(sentence: str, article: str, others: str, chance: random.Random) -> str | None:
    pattern = rf"^(?P<it>{_RUN}|The [a-z]+)(?= [a-z])"
    return _swap(sentence, pattern, _subjects, (article, others), chance)


_ALTER = {
    "speaker": _speaker,
    "number": _number,
    "date": _date,
    "negation": _negation,
    "place": _place,
    "subject": _subject,
}


def paraphrases(sentence: str) -> list[str]:
    """The sentence put otherwise by rule: its meaning is the same. Possibly none."""
    texts = [change(sentence) for change in _CHANGES]
    return [text for text in dict.fromkeys(texts) if text and text != sentence]


def _dates_turned(sentence: str) -> str:
    month = "|".join(_MONTHS)
    turned = re.sub(rf"\b(\d{{1,2}})(?:st|nd|rd|th)? ({month})\b", r"\2 \1", sentence)
    if turned != sentence:
        return turned
    return re.sub(rf"\b({month}) (\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d)", r"\2 \1", sentence)


def _abbreviated(sentence: str) -> str:
    for long, short in (
        ("United States", "U.S."),
        ("United Kingdom", "UK"),
        ("European Union", "EU"),
        (" per cent", "%"),
        (" percent", "%"),
        ("did not", "didn't"),
        ("was not", "wasn't"),
        ("could not", "couldn't"),
        ("’", "'"),
    ):
        if long in sentence:
            return sentence.replace(long, short)
    return re.sub(r"\bUS\b", "United States", sentence)


def _numbers_respelt(sentence: str) -> str:
    small = {"two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "ten": "10"}
    respelt = re.sub(r"\b(\d{1,3}),(\d{3})\b", r"\1\2", sentence)
    if respelt != sentence:
        return respelt
    return re.sub(rf"\b({'|'.join(small)})\b(?= [a-z])", lambda m: small[m[1]], sentence, count=1)


def _reported(sentence: str) -> str:
    """ "… ," X said. -> X said that "…"."""
    quoted = re.fullmatch(rf"([“\"‘'])(.+),([”\"’']) ({_SAID}) ({_RUN})\.", sentence)
    if quoted:
        return f"{quoted[5]} {quoted[4]}: “{quoted[2]}”."
    quoted = re.fullmatch(rf"([“\"‘'])(.+),([”\"’']) ({_RUN}) ({_SAID})\.", sentence)
    if quoted:
        return f"{quoted[4]} {quoted[5]}: “{quoted[2]}”."
    plain = re.fullmatch(rf"({_RUN}) said(?: that)? ([a-z].+)", sentence)
    return f"According to {plain[1]}, {plain[2]}" if plain else ""


def _clause_last(sentence: str) -> str:
    """ "In 1990, the wall fell." -> "The wall fell in 1990."."""
    moved = re.fullmatch(r"(In|On|At|During|After) ([^,“\"]{3,40}), ([^“\"]+)\.", sentence)
    if not moved:
        return ""
    head = moved[3][0].upper() + moved[3][1:]
    return f"{head} {moved[1].lower()} {moved[2]}."


_CHANGES = (_dates_turned, _abbreviated, _numbers_respelt, _reported, _clause_last)


def _is_year(number: str) -> bool:
    return bool(re.fullmatch(r"1[5-9]\d\d|20[0-2]\d", number))
