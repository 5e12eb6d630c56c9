# ruff: noqa: PLR2004 - how long a sentence may be is told where it is used
"""Alterations of a sentence by its names, numbers, roles and clauses.

The rules on single words are in ``alterations``.
"""

from __future__ import annotations

import random
import re

from assistant.judge.training.rules import (
    CONTRADICTED,
    NOT_TOLD,
    UNSUPPORTED,
    Make,
    Material,
    Rule,
)
from assistant.judge.training.wording import (
    DAYS,
    NUMBER,
    NUMBER_WORDS,
    SAID,
    YEAR,
    lower,
    names,
    opens_plainly,
    replaced,
    usable,
)
from corpus.language.calendar_words import MONTH_NAMES
from corpus.text.search_terms import stems

_BETWEEN = re.compile(r"[^.;:]*\b[a-z]{3,}(?:ed|es|s|t|d|e|w|n)\b[^.;:]*")
_LISTED = re.compile(r"(?:\s*(?:,|and|or|&|with|-|vs\.?)\s*)+|.*(?:\bmet\b|\bbetween\b|married).*")
_SPEAKER = re.compile(rf"(?P<name>[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+){{0,3}}),? {SAID}\b")
_SPEAKER_AFTER = re.compile(rf"\b{SAID} (?P<name>[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+){{1,3}})")
_ACCORDING = re.compile(r"\b[Aa]ccording to (?P<name>[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+){0,3})")
_HEAD = re.compile(
    r"^(?P<subject>(?:(?:The|A|An|Two|Three|Some|Many|Several) (?:[a-z-]+ ){0,2}[a-z-]+|"
    r"[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+){0,3}))"
    r" (?P<rest>(?P<verb>is|are|was|were|has|have|had|will|would|can|could|may|"
    r"said|says|told|began|became|went|made|took|won|lost|left|held|[a-z]{3,}ed) .{15,})$"
)
_TAIL = re.compile(
    r"(?<=[a-z])(?P<tail>,? (?:after|during|despite|in order to|in protest at|in response to|"
    r"because of|as part of|with the help of|on behalf of|for fear of|following|amid|thanks to|"
    r"at the request of|in exchange for|using|which|who|where|when) [^,;\"“”]{12,90})\.$"
)
_CAUSE = re.compile(
    r"(?P<join>\b(?:because(?: of)?|due to|owing to|thanks to|as a result of|caused by|"
    r"in response to|in protest at|blamed on) )(?P<cause>[^,;.\"“”]{8,90})(?=[.,;])"
)
_CONDITION = re.compile(r"(?P<tail>,? (?:if|unless|provided that|as long as) [^,;\"“”]{12,80})\.$")
_PRONOUN = re.compile(r"(?:He|She|It|They|His|Her|Its|Their|We|I|You|This|These|Those|That)\b")
_DATE_WORDS = DAYS + MONTH_NAMES


def _name(near: bool) -> Make:
    """Return a rule that puts another name in: one of the text, or one from elsewhere."""

    def make(rng: random.Random, claim: str, material: Material) -> str | None:
        own = [name for name in names(claim) if name in material.text]
        if not own:
            return None
        old = rng.choice(own)
        pool = material.names if near else names(rng.choice(material.others or [""]))
        fitting = [
            name
            for name in pool
            if not set(name.split()) & set(claim.split())
            and (near or name not in material.text)
            and abs(name.count(" ") - old.count(" ")) <= 1
            and name.isupper() == old.isupper()
        ]
        alike = [name for name in fitting if name.count(" ") == old.count(" ")]
        return replaced(claim, old, rng.choice(alike or fitting)) if fitting else None

    return make


def _numbers(text: str) -> list[str]:
    return [number for number in NUMBER.findall(text) if not YEAR.fullmatch(number)]


def _number_of_text(rng: random.Random, claim: str, material: Material) -> str | None:
    """Put another number of the text in the place of one of the sentence."""
    for find in (_numbers, YEAR.findall):
        own = find(claim)
        if not own:
            continue
        old = rng.choice(own)
        pool = [
            number
            for number in find(material.text)
            if number not in claim and (len(number) > 1 or len(old) == 1)
        ]
        if pool:
            return replaced(claim, old, rng.choice(pool))
    return None


def _digit(rng: random.Random, claim: str, material: Material) -> str | None:
    """Change one digit of a number, or leave two in the other order."""
    own = _numbers(claim)
    if not own:
        return None
    old = rng.choice(own)
    at = rng.choice([i for i, char in enumerate(old) if char.isdigit()])
    digit = rng.choice([d for d in "123456789" if d != old[at]])
    new = old[:at] + digit + old[at + 1 :]
    if len(old) > 2 and old[:2].isdigit() and old[0] != old[1] != "0" and rng.random() < 0.3:
        new = old[1] + old[0] + old[2:]
    return replaced(claim, old, new)


def _magnitude(rng: random.Random, claim: str, material: Material) -> str | None:
    """Make a number ten times larger or smaller."""
    own = [n for n in _numbers(claim) if len(n.replace(",", "").split(".")[0]) > 1 and "." not in n]
    if not own:
        return None
    old = rng.choice(own)
    value = int(old.replace(",", ""))
    new = value // 10 if value % 10 == 0 and rng.random() < 0.5 else value * 10
    return replaced(claim, old, f"{new:,}" if "," in old or new > 9999 else str(new))


def _year(rng: random.Random, claim: str, material: Material) -> str | None:
    own = YEAR.findall(claim)
    if not own:
        return None
    old = rng.choice(own)
    return replaced(claim, old, str(int(old) + rng.choice([-10, -2, -1, 1, 2, 3, 10, 100, -100])))


def _number_word(rng: random.Random, claim: str, material: Material) -> str | None:
    own = [word for word in NUMBER_WORDS if re.search(rf"(?<!one of )\b{word}\b", claim)]
    if not own:
        return None
    old = rng.choice(own)
    at = NUMBER_WORDS.index(old)
    near = NUMBER_WORDS[max(0, at - 2) : at] + NUMBER_WORDS[at + 1 : at + 4]
    return replaced(claim, old, rng.choice(near))


def _calendar(rng: random.Random, claim: str, material: Material) -> str | None:
    """Put another weekday or another month."""
    own = [w for w in _DATE_WORDS if re.search(rf"\b{w}\b", claim)]
    own = [
        w for w in own if w not in {"May", "March"} or re.search(rf"\d {w}|{w} \d|in {w}", claim)
    ]
    if not own:
        return None
    old = rng.choice(own)
    group = DAYS if old in DAYS else MONTH_NAMES
    return replaced(claim, old, rng.choice([word for word in group if word != old]))


def _day_of_month(rng: random.Random, claim: str, material: Material) -> str | None:
    months = "|".join(MONTH_NAMES)
    match = re.search(rf"\b(?:(?P<a>\d\d?) (?:{months})|(?:{months}) (?P<b>\d\d?))\b", claim)
    if not match:
        return None
    group = "a" if match["a"] else "b"
    day = int(match[group])
    new = rng.choice([d for d in range(max(1, day - 9), min(28, day + 9) + 1) if d != day])
    return claim[: match.start(group)] + str(new) + claim[match.end(group) :]


def _roles(rng: random.Random, claim: str, material: Material) -> str | None:
    """Let two names change places across a verb."""
    once = [name for name in names(claim) if claim.count(name) == 1]
    pairs = []
    for one in once:
        for two in once:
            first, second = claim.find(one), claim.find(two)
            between = claim[first + len(one) : second]
            if (
                first + len(one) < second
                and not set(one.split()) & set(two.split())
                and 1 <= len(between.split()) <= 12
                and _BETWEEN.fullmatch(between)
                and not _LISTED.fullmatch(between)
                and not re.search(r"\b(?:in|at|from|near|of|on)(?: the)? $", between)
            ):
                pairs.append((one, two, first, second))
    if not pairs:
        return None
    one, two, first, second = rng.choice(pairs)
    middle = claim[first + len(one) : second]
    return claim[:first] + two + middle + one + claim[second + len(two) :]


def _by(rng: random.Random, claim: str, material: Material) -> str | None:
    """Turn who does and who suffers: "A was sued by B" becomes "A sued B"."""
    match = re.search(
        r"\b(?P<aux>was|were|has been|have been|had been) (?P<verb>[a-z]{3,}ed) by (?=[A-Z]|the )",
        claim,
    )
    if match and re.match(r"[A-Z]", claim):
        aux = {"was": "", "were": "", "has been": "has ", "have been": "have ", "had been": "had "}
        verb = aux[match["aux"]] + match["verb"]
        return f"{claim[: match.start()]}{verb} {claim[match.end() :]}"
    return None


def _speaker(rng: random.Random, claim: str, material: Material) -> str | None:
    for pattern in (_SPEAKER_AFTER, _ACCORDING, _SPEAKER):
        match = pattern.search(claim)
        if not match or match["name"].split()[0] in {"The", "He", "She", "It", "They", "But"}:
            continue
        pool = [
            name
            for name in material.names
            if " " in name and not set(name.split()) & set(claim.split()) and len(name) < 40
        ]
        spoken = [
            n
            for n in pool
            if re.search(rf"{re.escape(n)},? {SAID}|{SAID} {re.escape(n)}", material.text)
        ]
        if pool:
            new = rng.choice(spoken or pool)
            return claim[: match.start("name")] + new + claim[match.end("name") :]
    return None


def _attributed(rng: random.Random, claim: str, material: Material) -> str | None:
    """Let somebody of the text have said what the text tells by itself."""
    told = stems(claim)
    people = [
        name
        for name in material.names
        if name.count(" ") == 1
        and name not in claim
        and not any(
            name.split()[-1] in sentence and len(stems(sentence) & told) > 0.3 * len(told)
            for sentence in material.sentences
        )
    ]
    if not people or re.search(SAID + r"|\baccording\b|\btold\b|[\"“”]", claim, re.IGNORECASE):
        return None
    if not opens_plainly(claim) or _PRONOUN.match(claim):
        return None
    who, body = rng.choice(people), claim.rstrip(".")
    return rng.choice(
        (
            f"{who} said that {lower(body)}.",
            f"According to {who}, {lower(body)}.",
            f"{body}, {who} said.",
            f"{who} claims that {lower(body)}.",
        )
    )


def _elsewhere(material: Material, claim: str, rng: random.Random, near: bool) -> list[str]:
    """Return a few other sentences, of the text or of others like it."""
    if near:
        pool = [sentence for sentence in material.sentences if sentence not in claim]
        pool = [s for s in pool if claim not in s and usable(s)]
    else:
        pool = material.others
    return rng.sample(pool, min(len(pool), 12))


def _merged(rng: random.Random, claim: str, material: Material) -> str | None:
    """Give the subject of one sentence what another says of something else."""
    own = _HEAD.match(claim)
    if not own or _PRONOUN.match(claim):
        return None
    plural = {"are", "were", "have"}
    for sentence in _elsewhere(material, claim, rng, near=True):
        match = _HEAD.match(sentence)
        if (
            match
            and not _PRONOUN.match(sentence)
            and not set(match["subject"].lower().split()[-1:]) & set(claim.lower().split())
            and (match["verb"] in plural) == (own["verb"] in plural)
            and own["subject"] not in sentence
        ):
            return f"{own['subject']} {match['rest']}"
    return None


def _tail(pattern: re.Pattern[str], near: bool) -> Make:
    """Return a rule that adds a clause from another sentence."""

    def make(rng: random.Random, claim: str, material: Material) -> str | None:
        if not re.search(r"[a-z]\.$", claim) or len(claim.split()) > 32 or pattern.search(claim):
            return None
        for sentence in _elsewhere(material, claim, rng, near):
            match = pattern.search(sentence)
            if not match:
                continue
            tail = match["tail"]
            if re.match(r",? (?:which|who|where|when)\b", tail):
                tail = ", " + tail.lstrip(", ")
                if tail.startswith(", who") and not names(claim.rsplit(" ", 1)[-1]):
                    continue
            return claim[:-1] + tail + "."
        return None

    return make


def _cause_swapped(rng: random.Random, claim: str, material: Material) -> str | None:
    """Put another cause in the place of the one that is told."""
    match = _CAUSE.search(claim)
    if not match:
        return None
    pool = _elsewhere(material, claim, rng, near=False) * 3 + material.sentences
    clause = match["join"].strip() == "because"
    for sentence in rng.sample(pool, min(len(pool), 40)):
        other = _CAUSE.search(sentence)
        if (
            other
            and other["cause"] not in claim
            and (other["join"].strip() == "because") == clause
            and "told" not in other["cause"]
        ):
            return claim[: match.start("cause")] + other["cause"] + claim[match.end("cause") :]
    return None


def _joined_as_cause(rng: random.Random, claim: str, material: Material) -> str | None:
    """Make one thing that is told the cause of another."""
    if len(claim.split()) > 22 or not claim.endswith(".") or _PRONOUN.match(claim):
        return None
    if re.search(r"\b(?:because|after|so)\b", claim):
        return None
    for sentence in _elsewhere(material, claim, rng, near=True):
        short = sentence.rstrip(".")
        if (
            sentence.endswith(".")
            and len(short.split()) <= 18
            and opens_plainly(sentence)
            and not _PRONOUN.match(sentence)
            and not re.search(r"[\"“”:;]|^(?:But|And|However)\b", sentence)
        ):
            joint = rng.choice(("because", "because", "as a result, ", "which led to"))
            if joint == "because":
                return f"{claim[:-1]} because {lower(sentence)}"
            if joint == "which led to":
                return f"Because {lower(short)}, {lower(claim)}" if opens_plainly(claim) else None
            return f"{short}; as a result, {lower(claim)}" if opens_plainly(claim) else None
    return None


RULES = (
    Rule("name of the text", CONTRADICTED, _name(near=True)),
    Rule("name from elsewhere", CONTRADICTED, _name(near=False), mirrored=True),
    Rule("number of the text", CONTRADICTED, _number_of_text),
    Rule("digit", CONTRADICTED, _digit, mirrored=True),
    Rule("magnitude", CONTRADICTED, _magnitude, mirrored=True),
    Rule("year", CONTRADICTED, _year, mirrored=True),
    Rule("number word", CONTRADICTED, _number_word, mirrored=True),
    Rule("calendar", CONTRADICTED, _calendar, mirrored=True),
    Rule("day of month", CONTRADICTED, _day_of_month, mirrored=True),
    Rule("roles", CONTRADICTED, _roles, mirrored=True),
    Rule("passive turned", CONTRADICTED, _by, mirrored=True),
    Rule("speaker", CONTRADICTED, _speaker, mirrored=True),
    Rule("attributed", NOT_TOLD, _attributed),
    Rule("merged", UNSUPPORTED, _merged),
    Rule("detail of the text", UNSUPPORTED, _tail(_TAIL, near=True)),
    Rule("detail from elsewhere", NOT_TOLD, _tail(_TAIL, near=False)),
    Rule("condition added", NOT_TOLD, _tail(_CONDITION, near=False)),
    Rule("cause swapped", UNSUPPORTED, _cause_swapped),
    Rule("cause invented", NOT_TOLD, _joined_as_cause),
)
