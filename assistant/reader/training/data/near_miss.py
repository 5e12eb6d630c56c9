"""Rules that turn an answerable question into one its passage no longer answers.

Human-written unanswerable questions (SQuAD 2.0) mostly swap a name, a number or a date, use an
antonym, or negate; Rajpurkar et al. 2018, "Know What You Don't Know", table 2, is the source of
the list. The rules here imitate those edits, taking replacements from the passage first.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

from corpus.language.calendar_words import MONTH_NAMES

_NAME = re.compile(r"\b[A-Z][\w'’.&-]*\w(?:\s(?:(?:of|the|de|von|van|and)\s)?[A-Z][\w'’.&-]*\w)*")
_YEAR = re.compile(r"\b1\d{3}\b|\b20\d{2}\b")
_NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?![\w])")
_WORD = re.compile(r"\b[a-z]{5,}\b")
_OPENERS = frozenset(
    re.findall(
        r"\w+",
        "what who whom whose which where when why how in on at by for from to of the a an is are "
        "was were did does do if besides according along after before during since while as with",
    )
)
_SETS = (
    MONTH_NAMES,
    *(
        tuple(line.split())
        for line in (
            "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
            "first second third fourth fifth sixth last",
            "two three four five six seven eight nine ten twelve",
            "north south east west northern southern eastern western",
            "northeast northwest southeast southwest",
            "day week month year decade century",
            "red blue green black white yellow",
        )
    ),
)
_PAIRS = """
before after|first last|largest smallest|biggest smallest|highest lowest|high low|higher lower|
more fewer|most least|increase decrease|increased decreased|increasing decreasing|rise fall|
rose fell|begin end|began ended|start end|started ended|starts ends|open close|opened closed|
early late|earlier later|earliest latest|oldest youngest|old new|older newer|best worst|good bad|
better worse|won lost|win lose|winner loser|accept reject|accepted rejected|support oppose|
supported opposed|allowed prohibited|allow forbid|allows prevents|legal illegal|always never|
major minor|majority minority|maximum minimum|inside outside|above below|over under|upper lower|
positive negative|success failure|successful unsuccessful|strong weak|stronger weaker|
strongest weakest|common rare|common uncommon|male female|men women|man woman|boys girls|
father mother|son daughter|brother sister|husband wife|king queen|buy sell|bought sold|
include exclude|included excluded|includes excludes|create destroy|created destroyed|
built demolished|join leave|joined left|enter leave|arrive depart|arrived departed|
attack defend|attacked defended|friend enemy|ally enemy|allies enemies|public private|
rural urban|domestic foreign|national local|ancient modern|similar different|same different|
gain loss|gained lost|cause prevent|caused prevented|causes prevents|born killed|died survived|
dead alive|easy difficult|hot cold|wet dry|fast slow|faster slower|long short|longer shorter|
longest shortest|large small|larger smaller|big little|near far|closest farthest|top bottom|
front back|left right|winter summer|spring autumn|morning evening|day night|add remove|
added removed|approved denied|agreed refused|agree disagree|appointed dismissed|hired fired|
arrested released|received gave|sent received|teacher student|teachers students|army navy|
wealthy poor|rich poor|richest poorest|expensive cheap|heavy light|active inactive|known unknown|
popular unpopular|direct indirect|permanent temporary|physical mental|internal external|
primary secondary|formal informal|true false|love hate|praised criticized|liked disliked|
expanded reduced|grow shrink|grew shrank|improve worsen|improved worsened|raise lower|
raised lowered|visited avoided|used avoided|found lost|remembered forgot|between outside|
""".replace("\n", "")
_AUXILIARIES = re.compile(
    r"\b(did|does|do|is|are|was|were|can|could|has|have|had|will|would|should)\b"
)
_FROM_PASSAGE = 0.7
"""Chance to take a number from the passage rather than to make one up."""


def _pairs() -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for pair in _PAIRS.strip("|").split("|"):
        one, two = pair.split()
        table.setdefault(one, []).append(two)
        table.setdefault(two, []).append(one)
    return table


_ANTONYMS = _pairs()


def _names(text: str) -> list[str]:
    """Return capitalised runs of ``text`` that are more than a sentence's first word."""
    names = []
    for match in _NAME.finditer(text):
        name = match.group()
        if match.start() == 0 or text[max(0, match.start() - 2) : match.start()].strip() in ".!?":
            head, _, rest = name.partition(" ")
            if head.lower() in _OPENERS or not rest:
                name = rest
        if len(name) > len("It") and name.lower() not in _OPENERS:
            names.append(name)
    return names


def _replace(question: str, old: str, new: str) -> str:
    return re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", lambda _: new, question, count=1)


def _swap_name(rng: random.Random, question: str, texts: Sequence[str], answer: str) -> str | None:
    own = _names(question)
    if not own:
        return None
    old = rng.choice(own)
    low, taken = question.lower(), answer.lower()
    for text in texts:
        pool = [
            name
            for name in dict.fromkeys(_names(text))
            if name.lower() not in low
            and old.lower() not in name.lower()
            and name.lower() not in taken
            and taken not in name.lower()
        ]
        alike = [name for name in pool if name.count(" ") == old.count(" ")]
        last = [name for name in pool if name.split()[-1] == old.split()[-1]]
        if pool:
            return _replace(question, old, rng.choice(last or alike or pool))
    return None


def _swap_number(
    rng: random.Random, question: str, texts: Sequence[str], answer: str
) -> str | None:
    for pattern in (_YEAR, _NUMBER):
        own = pattern.findall(question)
        if not own:
            continue
        old = rng.choice(own)
        pool = [
            number
            for text in texts[:1]
            for number in pattern.findall(text)
            if number not in question and number not in answer
        ]
        if pool and rng.random() < _FROM_PASSAGE:
            return _replace(question, old, rng.choice(pool))
        digits = old.replace(",", "").split(".")[0]
        shift = rng.choice([-20, -10, -5, -3, -2, -1, 1, 2, 3, 5, 10, 20])
        return _replace(question, old, str(abs(int(digits) + shift) or 7))
    return None


def _swap_antonym(
    rng: random.Random, question: str, texts: Sequence[str], answer: str
) -> str | None:
    options = []
    for word in re.findall(r"\w+", question):
        options += [(word, other) for other in _ANTONYMS.get(word, [])]
        for group in _SETS:
            if word in group and word != "May":
                options += [(word, rng.choice([other for other in group if other != word]))]
    if not options:
        return None
    return _replace(question, *rng.choice(options))


def _negate(rng: random.Random, question: str, texts: Sequence[str], answer: str) -> str | None:
    own = _AUXILIARIES.findall(question)
    if not own or "not" in question.split() or "n't" in question:
        return None
    word = rng.choice(own)
    short = {"can": "can't", "will": "won't"}.get(word, word + "n't")
    new = rng.choice([short, short, f"{word} not", f"{word} never"])
    return _replace(question, word, new)


def _ending(word: str) -> str:
    for ending in ("ing", "ed", "tion", "ity", "ous", "ive", "al", "er", "ly", "s"):
        if word.endswith(ending):
            return ending
    return ""


def _swap_word(rng: random.Random, question: str, texts: Sequence[str], answer: str) -> str | None:
    own = [word for word in _WORD.findall(question) if word not in _OPENERS]
    if not own:
        return None
    old = rng.choice(own)
    pool = [
        word
        for text in texts
        for word in _WORD.findall(text)
        if _ending(word) == _ending(old) and word not in question and word not in answer
    ]
    return _replace(question, old, rng.choice(pool)) if pool else None


_Rule = Callable[[random.Random, str, Sequence[str], str], "str | None"]
_RULES: tuple[tuple[_Rule, float], ...] = (
    (_swap_name, 0.38),
    (_swap_number, 0.22),
    (_swap_antonym, 0.24),
    (_negate, 0.07),
    (_swap_word, 0.14),
)


def near_miss(
    rng: random.Random, question: str, passage: str, article: str, answer: str
) -> str | None:
    """Return a question close to ``question`` that ``passage`` should no longer answer.

    ``article`` is more text to take replacements from when the passage has none of the kind;
    nothing is taken from ``answer``. ``None`` when no rule applies.
    """
    rules = sorted(_RULES, key=lambda rule: rng.random() ** (1 / rule[1]), reverse=True)
    for rule, _ in rules:
        changed = rule(rng, question, (passage, article), answer)
        if changed is not None and changed != question:
            return changed
    return None
