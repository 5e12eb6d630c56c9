# ruff: noqa: PLR2004 - how long a sentence may be is told where it is used
"""Alterations of a sentence by its words, after which its text no longer supports it.

The rules on names, numbers, roles and clauses are in ``inventions``.
"""

from __future__ import annotations

import random
import re

from assistant.judge.training.altered_words import (
    COMPARED,
    CURRENCY,
    MODALITY,
    QUANTITY_AGAINST,
    QUANTITY_BEYOND,
    SAID_TO,
    STALE,
    TURNED,
    UNIT,
)
from assistant.judge.training.rules import CONTRADICTED, NOT_TOLD, Make, Material, Rule
from assistant.judge.training.wording import SAID, phrases, swapped_word, upper

_SIGNS = {"$": "£€", "£": "$€", "€": "$£"}
_HEDGE = re.compile(
    r",? ?\b(?:allegedly|reportedly|apparently|probably|possibly|perhaps|presumably|supposedly|"
    r"purportedly|seemingly|in theory|it is thought|it is believed|it is claimed)\b,?",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    rf"^(?:[^,;\"“”]{{3,60}}?) (?P<verb>{SAID}|hopes|hoped|fears|thinks|thought|predicted|predicts)"
    r"(?: on \w+day)? (?P<that>that )?(?P<rest>[^\"“”]{20,})$"
)
_CLAUSE = r"(?:he|she|it|they|the|a|an|there|this|that|his|her|its|their|some|many|most|[A-Z])"
_REPORTED_AFTER = re.compile(
    rf"^(?P<rest>[^\"“”]{{25,}}), (?:according to [^,\"“”]{{3,80}}|(?!as )[^,\"“”]{{3,60}} {SAID}|"
    rf"{SAID} [^,\"“”]{{3,80}})\.$"
)
_ACCORDING = re.compile(r"^According to [^,\"“”]{3,80}, (?P<rest>[^\"“”]{20,})$")
_STRONG = re.compile(
    r"claim|argue|insist|alleg|believe|suggest|fear|hope|think|thought|predict|according",
    re.IGNORECASE,
)
_CONDITION_END = re.compile(
    r",? (?:if|unless|provided that|as long as|subject to|pending|assuming) [^,]{8,}(?=[.]$)"
)
_CONDITION_FIRST = re.compile(r"^(?:If|Unless|Provided that|As long as) [^,]{8,}, (?:then )?")
_AUXILIARY = re.compile(
    r"(?<!\bnot )\b(is|are|was|were|will|would|has|have|had|can|could|should|must|did|does|do)\b"
    r"(?! not\b| no\b| never\b|n't|’t)"
)
_NEGATED = re.compile(r"\b(is|are|was|were|will|would|has|have|had|can|could|should|must) not ")
_FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|can|could|[a-z]+ed)\b")
_TIME_BEFORE = re.compile(
    r"\b(?:day|week|month|year|hour|minute|season|game|shortly|soon|just|look\w*|"
    r"named|asked)s?$"
)
_SAID_NOT = re.compile(
    r"\b(?:said|says|stated) (?P<that>(?:that )?(?:he|she|it|they|the \w+)) "
    r"(?P<verb>was|were|is|are|had|has|have|would|will|could|can) not "
)
_NOT_BUT = re.compile(
    r"\bnot (?P<one>(?!only|just|merely)[^,.;]{3,40}?),? "
    r"but (?P<two>(?!also|rather)[^,.;]{3,40})(?=[.,;])"
)


def _words(lines: dict[str, tuple[str, ...]]) -> Make:
    """Return a rule that replaces one phrase of a table."""
    pattern = phrases(lines)

    def make(rng: random.Random, claim: str, material: Material) -> str | None:
        return swapped_word(rng, claim, pattern, lines)

    return make


def _unit(rng: random.Random, claim: str, material: Material) -> str | None:
    """Replace a unit that stands after a number."""
    places = [
        match
        for match in _UNITS.finditer(claim)
        if re.search(
            r"(?:\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve)) ?-?$",
            claim[: match.start()],
        )
        or re.match(r"a |per ", match.group())
    ]
    if not places:
        return None
    match = rng.choice(places)
    new = rng.choice(UNIT[match.group().lower()])
    return claim[: match.start()] + new + claim[match.end() :]


_UNITS = phrases(UNIT)
_CURRENCIES = phrases(CURRENCY)


def _currency(rng: random.Random, claim: str, material: Material) -> str | None:
    signs = list(re.finditer(r"[$£€](?=\d)", claim))
    if not signs:
        return swapped_word(rng, claim, _CURRENCIES, CURRENCY)
    match = rng.choice(signs)
    start = match.start() - 2 if claim[: match.start()].endswith("US") else match.start()
    return claim[:start] + rng.choice(_SIGNS[match.group()]) + claim[match.end() :]


def _percent(rng: random.Random, claim: str, material: Material) -> str | None:
    """Make a share of what is a number of points or people, and the other way round."""
    changed, count = re.subn(r"(?<=\d)(?:%| per ?cent)", " percentage points", claim, count=1)
    return changed if count else None


def _hedge(rng: random.Random, claim: str, material: Material) -> str | None:
    hedges = list(_HEDGE.finditer(claim))
    if not hedges:
        return None
    match = rng.choice(hedges)
    rest = claim[match.end() :]
    joined = (claim[: match.start()] + " " + rest.lstrip()).strip() if match.start() else rest
    return upper(joined.strip())


def _plain_fact(strong: bool) -> Make:
    """Return a rule that drops who said it: what is claimed becomes a fact."""

    def make(rng: random.Random, claim: str, material: Material) -> str | None:
        for pattern in (_ACCORDING, _REPORTED_AFTER, _REPORTED):
            match = pattern.match(claim)
            if not match:
                continue
            told = match["rest"]
            who = claim.replace(told, "")
            if bool(_STRONG.search(who)) != strong:
                return None
            if (
                pattern is _REPORTED
                and not match["that"]
                and not re.match(
                    rf"{_CLAUSE}\w*\b.*\b(?:is|are|was|were|will|would|has|have|had|can|could)\b",
                    told,
                )
            ):
                return None
            if re.match(r"(?:he|she|they|it|his|her|their|I|we)\b", told, re.IGNORECASE):
                return None
            return upper(told if told.endswith(".") else told + ".")
        return None

    return make


def _condition_dropped(rng: random.Random, claim: str, material: Material) -> str | None:
    shorter = _CONDITION_END.sub("", claim)
    if shorter == claim:
        shorter = upper(_CONDITION_FIRST.sub("", claim))
    return shorter if shorter != claim and len(shorter.split()) > 3 else None


def _negated(rng: random.Random, claim: str, material: Material) -> str | None:
    places = list(_AUXILIARY.finditer(claim))
    if not places:
        return None
    match = rng.choice(places[:2])
    if match.start() == 0:
        return None
    word = rng.choice(["not", "not", "not", "never" if match.group(1) in "has have had" else "not"])
    return f"{claim[: match.end()]} {word}{claim[match.end() :]}"


def _affirmed(rng: random.Random, claim: str, material: Material) -> str | None:
    changed, count = _NEGATED.subn(lambda match: match.group(1) + " ", claim, count=1)
    if count:
        return changed
    for old, new in (
        (r"\bdid not ", "did "),
        (r"\bdo not ", "do "),
        (r"\bdoes not ", "does "),
        (r"\bnever ", ""),
        (r"\bwithout ", "with "),
        (r"\b(was|were|had)n['’]t ", r"\1 "),
    ):
        changed, count = re.subn(old, new, claim, count=1)
        if count:
            return changed
    return None


def _scope(rng: random.Random, claim: str, material: Material) -> str | None:
    """Move a negation: what somebody said was not so, he now did not say; or turn "not A but B"."""
    match = _SAID_NOT.search(claim)
    if match:
        return (
            f"{claim[: match.start()]}did not say {match['that']} {match['verb']} "
            f"{claim[match.end() :]}"
        )
    match = _NOT_BUT.search(claim)
    if match:
        turned = f"not {match['two']} but {match['one']}"
        return claim[: match.start()] + turned + claim[match.end() :]
    changed = re.sub(r"\bnot all (?:of )?", "none of ", claim, count=1)
    return changed if changed != claim else None


def _denied_cause(rng: random.Random, claim: str, material: Material) -> str | None:
    """Make a cause of what was an obstacle, and the other way round."""
    for old, new in (
        ("despite", "because of"),
        ("because of", "despite"),
        ("due to", "despite"),
        ("although", "because"),
        ("because", "although"),
        ("thanks to", "despite"),
        ("in spite of", "thanks to"),
    ):
        changed, count = re.subn(rf"\b{old}\b", new, claim, count=1)
        if count:
            return changed
        changed, count = re.subn(rf"\b{upper(old)}\b", upper(new), claim, count=1)
        if count:
            return changed
    return None


def _certain(rng: random.Random, claim: str, material: Material) -> str | None:
    """Make a result of what only came after."""
    match = re.search(r"(?<=\w) after (?=(?:the|a|an|his|her|its|their) )", claim)
    if not match or _TIME_BEFORE.search(claim[: match.start()]):
        return None
    rest = claim[match.end() :]
    joint = " because " if _FINITE.search(rest.split(",")[0]) else " because of "
    return claim[: match.start()] + joint + rest


RULES = (
    Rule("modality", NOT_TOLD, _words(MODALITY)),
    Rule("turned", CONTRADICTED, _words(TURNED), mirrored=True),
    Rule("comparison", CONTRADICTED, _words(COMPARED), mirrored=True),
    Rule("quantity against", CONTRADICTED, _words(QUANTITY_AGAINST)),
    Rule("quantity beyond", NOT_TOLD, _words(QUANTITY_BEYOND)),
    Rule("unit", CONTRADICTED, _unit, mirrored=True),
    Rule("currency", CONTRADICTED, _currency, mirrored=True),
    Rule("points", CONTRADICTED, _percent, mirrored=True),
    Rule("stale", CONTRADICTED, _words(STALE)),
    Rule("hedge dropped", NOT_TOLD, _hedge),
    Rule("hedge dropped", NOT_TOLD, _words(SAID_TO)),
    Rule("claim as fact", NOT_TOLD, _plain_fact(strong=True)),
    Rule("said as fact", NOT_TOLD, _plain_fact(strong=False), weight=0.4),
    Rule("condition dropped", NOT_TOLD, _condition_dropped),
    Rule("negated", CONTRADICTED, _negated, mirrored=True),
    Rule("negation dropped", CONTRADICTED, _affirmed, mirrored=True),
    Rule("negation scope", CONTRADICTED, _scope),
    Rule("cause turned", CONTRADICTED, _denied_cause),
    Rule("cause for sequence", NOT_TOLD, _certain),
)
