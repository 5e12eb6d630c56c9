# ruff: noqa: PLR2004 - how long a sentence may be is told where it is used
"""Other ways to write a sentence that its text still supports."""

from __future__ import annotations

import random
import re

from assistant.judge.training.rules import SUPPORTED, Make, Material, Rule
from assistant.judge.training.same_words import SAME
from assistant.judge.training.wording import (
    DAYS,
    NUMBER_WORDS,
    SAID,
    lower,
    names,
    opens_plainly,
    phrases,
    swapped_word,
    upper,
)
from corpus.language.calendar_words import MONTH_NAMES

_OPENER = re.compile(
    r"^(?:However|Meanwhile|But|And|Moreover|Furthermore|In addition|Also|Still|Instead|Indeed|"
    r"Nevertheless|Additionally|Earlier|Overall|So|Yet),? (?=[A-Za-z])"
)
_DAY = "|".join(DAYS)
_MONTH = "|".join(MONTH_NAMES)
_WHEN = re.compile(
    rf",? (?:(?:late |early )?(?:on|last|this) (?:{_DAY})(?: (?:morning|evening|night|afternoon))?|"
    rf"(?:earlier )?(?:this|last) (?:week|month)|yesterday|in recent (?:days|weeks|months|years))"
    r"(?= |\.|,)"
)
_FIRST_WHEN = re.compile(
    rf"^(?:On (?:{_DAY})|Last (?:week|month|year)|Earlier (?:this|last) \w+), "
)
_ASIDE = re.compile(
    r", (?:who|which|whose|an?|the|aged \d+|\d+|formerly|known as)\b[^,\"“”]*,"
    r"(?= (?!and|or|but|who|which|whose|the|an?\b|\d)[a-z])"
)
_TRAILING = re.compile(
    r", (?:who|which|whose|where|including|such as|while|adding|with)\b[^\"“”]*\.$"
)
_BRACKETS = re.compile(r" \([^()]*\)")
_SPLIT = re.compile(
    r"^(?P<one>[^\"“”]{25,}?), (?:and|but|while) (?P<two>(?:the |a |an |[A-Z])[^\"“”]{20,}\.)$"
)
_VERB_IN = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|said|[a-z]+ed)\b"
)
_SAID_FIRST = re.compile(
    rf"^(?P<who>(?:[A-Z][\w.'’-]+|The [a-z]+|Officials|Police|Experts)(?: [A-Z]?[\w.'’-]+){{0,4}}) "
    rf"(?P<verb>{SAID}) (?:that )?(?P<what>(?:the|a|an|there|this|these|it|he|she|they|his|her|its|"
    r"their|[A-Z][a-z]+)\b[^\"“”]{15,})\.$"
)
_SAID_LAST = re.compile(
    r"^(?P<what>[^\"“”]{20,}), (?:(?P<who>[A-Z][^,\"“”]{2,50}|the [a-z ]{3,30}) "
    r"(?P<verb>said|says|added)|(?:said|says) (?P<by>[A-Z][^,\"“”]{2,50}|the [a-z ]{3,30}))\.$"
)
_ACCORDING = re.compile(r"^According to (?P<who>[^,\"“”]{3,60}), (?P<what>[^\"“”]{20,})\.$")
_ACCORDING_LAST = re.compile(r"^(?P<what>[^\"“”]{20,}), according to (?P<who>[^,\"“”]{3,60})\.$")
_TITLE = re.compile(
    r"\b(?:President|Prime Minister|Chancellor|Mayor|Senator|Governor|Minister|Secretary|"
    r"Mr\.?|Mrs\.?|Ms\.?|Dr\.?|Professor|Judge|Sir|Lord|Captain|Officer|Detective|Inspector|"
    r"Sgt\.?|Lt\.?) "
    r"(?=[A-Z][a-z]+)(?!of|Minister)"
)
_TRANSITIVE = (
    "criticised criticized attacked praised supported defeated arrested accused approved rejected "
    "published released founded established launched opened closed designed directed produced "
    "recorded announced organised organized acquired purchased invented discovered introduced "
    "developed created signed abandoned banned blocked cancelled confirmed condemned destroyed "
    "damaged killed injured wounded appointed elected described defined composed performed "
    "replaced succeeded visited inspired influenced adopted completed owned operated managed "
    "occupied conquered captured invaded commissioned sponsored funded financed hosted"
)
_ACTIVE = re.compile(
    r"^(?P<agent>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,3}) "
    rf"(?P<verb>{'|'.join(_TRANSITIVE.split())}) "
    r"(?P<object>(?:the|a|an) (?:[a-z-]+ ){0,3}?(?P<head>[a-z-]+)|(?P<name>[A-Z][\w'’-]+"
    r"(?: [A-Z][\w'’-]+){0,3}))"
    r"(?P<rest>(?: (?:in|on|for|during|after|at|with) [^,\"“”]+)?)\.$"
)
_PASSIVE = re.compile(
    r"^(?P<object>(?:The|A|An) (?:[a-z-]+ ){1,3}|[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,3} )"
    rf"(?:was|were) (?P<verb>{'|'.join(_TRANSITIVE.split())})"
    r"(?P<when>(?: in \d{4})?) by (?P<agent>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,3})"
    r"(?P<rest>(?: (?:in|on|for|during|after|at) [^,\"“”]+)?)\.$"
)
_FRONTED = re.compile(
    r"^(?P<front>(?:In|On|During|After|Before|Since|Until|If|When|Although|Because|By|At|From|Under|"
    r"For|Despite|Following) [^,\"“”]{3,70}), (?P<main>[^,;:\"“”]{15,})\.$"
)
_CLAUSE_LAST = re.compile(
    r"^(?P<main>[^,;:\"“”]{20,}?),? (?P<back>(?:after|before|when|because|although|if|unless|in "
    rf"(?:{_MONTH}|\d{{4}})|during|despite|following) ?[^,;:\"“”]{{0,70}})\.$"
)
_APPOSED = re.compile(
    r"^(?P<name>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,3}), (?P<what>(?:an?|the) [^,\"“”]{5,60}), "
)
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}}) ({_MONTH})(?: (\d{{4}}))?\b")
_MONTH_FIRST = re.compile(rf"\b({_MONTH}) (\d{{1,2}})(?:, (\d{{4}}))?\b(?!,? \d)")
_MONEY = re.compile(r"([$£€])(\d[\d,.]*\d|\d)( (?:million|billion|trillion))?(?![\w])")
_COINS = {"$": "dollars", "£": "pounds", "€": "euros"}
_CAUSED = re.compile(
    r",? (?:because(?: of)?|due to|owing to|thanks to|as a result of|in order to|so that|despite|"
    r"after|following|amid|during) [^,;\"“”]{8,80}(?=\.$)"
)
_NOT_BEFORE = re.compile(
    r"\b(?:instance|example|only|just|even|shortly|soon|immediately|(?:day|week|month|year|hour|"
    r"minute|season|game)s?|and|or|not|was|were|is|are|be|so|as|that|later|long)$|^(?:In|On|At|By|"
    r"For|After|Before|When|While|If|From|During|With|As|Since|Although|To) [^,]*$"
)
_HANGING = re.compile(
    r"\b(?:on|of|about|in|to|for|is|was|are|were|ask\w*|see|know\w*|knew|wonder\w*|check|decide\w*|"
    r"say|said|even|only|as|and|or|that|than|just|exactly|shortly|soon|(?:day|week|month|year|hour|"
    r"minute|season|game)s?|later|not|by|with|from|at|long|until)$"
)
_NEGATION = re.compile(
    r"\b(?:not|never|no|none|nobody|nor|neither|without|if|unless|only|few)\b|n['’]t"
)


def _words(lines: dict[str, tuple[str, ...]]) -> Make:
    pattern = phrases(lines)

    def make(rng: random.Random, claim: str, material: Material) -> str | None:
        changed = swapped_word(rng, claim, pattern, lines)
        return re.sub(r"(?<=\d) %", "%", changed) if changed else None

    return make


def _verbatim(rng: random.Random, claim: str, material: Material) -> str | None:
    return claim


def _without(pattern: re.Pattern[str], end: str = "", safe: bool = False) -> Make:
    """Return a rule that leaves out what a pattern finds; ``safe``: not beside a negation."""

    def make(rng: random.Random, claim: str, material: Material) -> str | None:
        if safe and _NEGATION.search(claim):
            return None
        match = pattern.search(claim)
        if not match or _NOT_BEFORE.search(claim[: match.start()]):
            return None
        shorter = upper(claim[: match.start()] + end + claim[match.end() :])
        return shorter if _VERB_IN.search(shorter) else None

    return make


def _half(rng: random.Random, claim: str, material: Material) -> str | None:
    """Return one of two clauses that "and" joins."""
    match = _SPLIT.match(claim)
    if not match or not (_VERB_IN.search(match["one"]) and _VERB_IN.search(match["two"])):
        return None
    if re.search(rf"\b(?:if|that|{SAID})\b", match["one"]):
        return upper(match["one"]) + "."
    return rng.choice((match["one"] + ".", upper(match["two"])))


def _attribution(rng: random.Random, claim: str, material: Material) -> str | None:
    """Tell who said it in another place of the sentence."""
    for pattern in (_SAID_FIRST, _SAID_LAST, _ACCORDING, _ACCORDING_LAST):
        match = pattern.match(claim)
        if not match:
            continue
        groups = match.groupdict()
        who, what = groups.get("who") or groups.get("by") or "", match["what"]
        if re.match(r"(?:He|She|They|It|I|We)\b", who) or not who:
            return None
        if pattern in (_SAID_LAST, _ACCORDING_LAST) and not opens_plainly(what):
            return None
        verb = groups.get("verb") or "said"
        forms = [f"{upper(what)}, {lower(who)} {verb}.", f"{upper(who)} {verb} that {lower(what)}."]
        if verb in ("said", "says", "stated", "added"):
            forms += [
                f"According to {lower(who)}, {lower(what)}.",
                f"{upper(what)}, according to {lower(who)}.",
            ]
        return rng.choice([form for form in forms if form != claim])
    return None


def _passive(rng: random.Random, claim: str, material: Material) -> str | None:
    match = _ACTIVE.match(claim)
    if match and not re.search(r"\b(?:that|to|and|or)\b", match["object"]):
        thing = match["object"]
        many = bool(match["head"]) and re.search(r"[^s]s$", match["head"])
        verb = "were" if many else "was"
        return f"{upper(thing)} {verb} {match['verb']} by {match['agent']}{match['rest']}."
    match = _PASSIVE.match(claim)
    if match:
        thing = lower(match["object"].strip())
        return f"{match['agent']} {match['verb']} {thing}{match['when']}{match['rest']}."
    return None


def _moved(rng: random.Random, claim: str, material: Material) -> str | None:
    """Move a clause from the front to the end, or to the front."""
    match = _FRONTED.match(claim)
    if match and opens_plainly(match["main"]) and _VERB_IN.search(match["main"]):
        comma = "," if match["front"].startswith("Although") else ""
        front = match["front"][:1].lower() + match["front"][1:]
        return f"{upper(match['main'])}{comma} {front}."
    match = _CLAUSE_LAST.match(claim)
    if (
        match
        and opens_plainly(claim)
        and not (re.search(rf"{SAID}|\bthat\b", match["main"]) or _HANGING.search(match["main"]))
    ):
        return f"{upper(match['back'])}, {lower(match['main'])}."
    return None


def _apposed(rng: random.Random, claim: str, material: Material) -> str | None:
    """Say by itself what is told of a name between commas."""
    match = _APPOSED.match(claim)
    return f"{match['name']} is {match['what']}." if match else None


def _joined(rng: random.Random, claim: str, material: Material) -> str | None:
    """Join a sentence with the one that follows it in the text."""
    if claim not in material.sentences[:-1] or len(claim.split()) > 24:
        return None
    following = material.sentences[material.sentences.index(claim) + 1]
    if not opens_plainly(following) or len(following.split()) > 20 or not claim.endswith("."):
        return None
    if re.match(r"(?:But|And|However|Meanwhile|So|Yet|Or)\b", following) or not following.endswith(
        "."
    ):
        return None
    joint = rng.choice((", and ", ", while ", "; ", ", and "))
    return claim[:-1] + joint + lower(following)


def _pronoun(rng: random.Random, claim: str, material: Material) -> str | None:
    """Put the name for a pronoun, where the sentence before has but one person."""
    match = re.match(r"(He|She) (?=[a-z])", claim)
    if not match or claim not in material.sentences[1:]:
        return None
    before = material.sentences[material.sentences.index(claim) - 1]
    people = [n for n in names(before) if 1 <= n.count(" ") <= 2 and before.startswith(n)]
    if len(people) != 1 or len([n for n in names(before) if " " in n]) != 1:
        return None
    return f"{people[0]} {claim[match.end() :]}"


def _number_form(rng: random.Random, claim: str, material: Material) -> str | None:
    """Write a number another way."""
    forms = []
    for match in re.finditer(r"(?<![\d,.\w])(\d{1,3}(?:\.\d)?) (million|billion)\b", claim):
        value = float(match.group(1)) * (1_000_000 if match.group(2) == "million" else 10**9)
        forms.append((match, f"{round(value):,}"))
    for match in re.finditer(r"(?<![\d,.\w])(\d{1,3}),(\d)00,000\b(?!,)", claim):
        tenth = "" if match.group(2) == "0" else f".{match.group(2)}"
        forms.append((match, f"{match.group(1)}{tenth} million"))
    for match in re.finditer(
        r"(?<![\d,.\w$£€:-])\b([2-9]|1[0-2])\b(?= [a-z]{3,})(?! (?:per|million|am|pm))", claim
    ):
        forms += [(match, NUMBER_WORDS[int(match.group()) - 2])]
    for at, word in enumerate(NUMBER_WORDS):
        forms += [(m, str(at + 2)) for m in re.finditer(rf"\b{word}\b(?= [a-z])", claim)]
    for match in re.finditer(r"(?<=\d)(?:%| per ?cent\b)", claim):
        forms.append((match, " percent" if match.group() == "%" else rng.choice(("%", " percent"))))
    for match in _MONEY.finditer(claim):
        number = match.group(2)
        forms.append((match, f"{number}{match.group(3) or ''} {_COINS[match.group(1)]}"))
    for match in re.finditer(r"(?<![\d,.\w$£€])\d{1,3},\d{3}(?![\d,.])", claim):
        forms.append((match, match.group().replace(",", "")))
    if not forms:
        return None
    match, new = rng.choice(forms)
    return upper(claim[: match.start()] + new + claim[match.end() :])


def _rounded(rng: random.Random, claim: str, material: Material) -> str | None:
    """Round a large number, and say so."""
    match = re.search(r"(?<![\d,.\w$£€])\b\d{1,3}(?:,\d{3})+(?![\d,.]|,)", claim)
    before = claim[: match.start()] if match else ""
    if not match or claim[match.end() :].startswith((" million", " billion")):
        return None
    if re.search(
        r"(?:than|about|around|nearly|almost|least|most|to|over|of|some|estimated) $", before
    ):
        return None
    value = int(match.group().replace(",", ""))
    step = 10 ** (len(str(value)) - 2)
    low = value // step * step
    if low == value:
        return None
    new = rng.choice((f"more than {low:,}", f"about {round(value / step) * step:,}"))
    return upper(before + new + claim[match.end() :])


def _date_form(rng: random.Random, claim: str, material: Material) -> str | None:
    match = _DAY_FIRST.search(claim)
    if match:
        day, month, year = match.groups()
        new = f"{month} {day}" + (f", {year}" if year else "")
        return claim[: match.start()] + new + claim[match.end() :]
    match = _MONTH_FIRST.search(claim)
    if match:
        month, day, year = match.groups()
        new = f"{day} {month}" + (f" {year}" if year else "")
        return claim[: match.start()] + new + claim[match.end() :].removeprefix("," if year else "")
    return None


KEEPING = frozenset(
    "opener dropped|attribution moved|title dropped|passive|clause moved|number form|date form|"
    "same words".split("|")
)
"""The kinds that leave nothing out but what hardly matters."""
RARE = frozenset(
    "passive|pronoun resolved|apposition told|attribution moved|rounded|half|clause moved|"
    "date form".split("|")
)
"""The kinds that seldom apply: they are tried on every sentence."""

RULES = (
    Rule("verbatim", SUPPORTED, _verbatim),
    Rule("same words", SUPPORTED, _words(SAME)),
    Rule("opener dropped", SUPPORTED, _without(_OPENER)),
    Rule("time dropped", SUPPORTED, _without(_WHEN, safe=True)),
    Rule("time dropped", SUPPORTED, _without(_FIRST_WHEN, safe=True)),
    Rule("aside dropped", SUPPORTED, _without(_ASIDE)),
    Rule("end dropped", SUPPORTED, _without(_TRAILING, ".", safe=True)),
    Rule("brackets dropped", SUPPORTED, _without(_BRACKETS)),
    Rule("circumstance dropped", SUPPORTED, _without(_CAUSED, safe=True)),
    Rule("half", SUPPORTED, _half),
    Rule("attribution moved", SUPPORTED, _attribution),
    Rule("title dropped", SUPPORTED, _without(_TITLE)),
    Rule("passive", SUPPORTED, _passive),
    Rule("clause moved", SUPPORTED, _moved),
    Rule("apposition told", SUPPORTED, _apposed),
    Rule("joined", SUPPORTED, _joined),
    Rule("pronoun resolved", SUPPORTED, _pronoun),
    Rule("number form", SUPPORTED, _number_form),
    Rule("rounded", SUPPORTED, _rounded),
    Rule("date form", SUPPORTED, _date_form),
)
