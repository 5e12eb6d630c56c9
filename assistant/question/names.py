"""Finds names of people, places and things in a text by capitals and neighbouring words.

No list of people is used: a name counts as a person's for what stands beside it (a title, an
office, a verb of saying) and for its shape. That is enough to tell what "she" or "it" in a
follow-up question stands for, and cheap enough to do before every question.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from corpus.language.vocabulary import BODIES, FEMININE, MASCULINE, PARTICLES

__all__ = ["AUX", "DATE", "EVENT", "SAYING", "Mention", "Scene", "phrases", "search_before"]

_REACH = 100
"""Code points before a name in which a pattern is looked for, however long the text is."""

_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
DATE = (
    rf"(?:\d{{1,2}}(?: (?:and|to) \d{{1,2}})? {_MONTH}(?: \d{{4}})?|{_MONTH}(?: \d{{1,2}}(?!\d))?"
    r"(?:,? \d{4})?|(?:19|20)\d\d)"
)
"""A pattern for "6 March 2025", "March 6", "July 2024" and "2024"."""
SAYING = (
    "(?:sa(?:y|ys|id)|propos(?:e|es|ed)|suggest(?:s|ed)?|announc(?:e|es|ed)|promis(?:e|es|ed)"
    "|pledg(?:e|es|ed)|stat(?:e|es|ed)|declar(?:e|es|ed)|agree(?:s|d)?|add(?:s|ed)?|warn(?:s|ed)?"
    "|argu(?:e|es|ed)|claim(?:s|ed)?|insist(?:s|ed)?|t(?:ell|ells|old)|decid(?:e|es|ed))"
)
"""A pattern for the verbs of saying, promising and deciding."""

AUX = "(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|may|might|must)"
"""A pattern for the verbs that a question turns round."""
_DATES = re.compile(rf"\b{DATE}\b")
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-’'][^\W_]+)*")
_OFFICE = "(?:president|minister|chancellor|secretary|general|leader|premier|chief|spokes\\w+)"
_OFFICE_BEFORE = re.compile(rf"\b{_OFFICE},? $", re.IGNORECASE)
_OFFICE_AFTER = re.compile(rf",? (?:who\b|(?:the|a|an|[^,.]{{1,80}}[’']s) [^,.]{{0,40}}{_OFFICE})")
_SPEAKS = re.compile(rf",? (?:{SAYING}|spoke|dodged|led)\b")
_OWNED = re.compile(r"[’']s$")
_OPENING = re.compile(r"(?:^|[.!?]\s+|\n)[\"“]?$")
_LOWER_AFTER = re.compile(r" [a-z]")
_PLACE_BEFORE = re.compile(r"\b(?:in|at|[Ff]rom) $")
_ASKED_BEFORE = re.compile(r"\b(?:did|does|has|will) $")
_ASKED_AFTER = re.compile(rf" {SAYING}\b")
_PRONOUN = re.compile(r"\b(?:(he|his|him)|(she|hers?))\b", re.IGNORECASE)
_TITLES = (
    FEMININE
    | MASCULINE
    | {"dr", "prof", "prime", "minister", "president", "chancellor", "secretary", "general"}
)
_NEVER = -9
"""Evidence against a name's being a person's that no other outweighs."""
_LONGEST_NAME = 4
_OPENERS = frozenset(
    word
    for line in (
        "a about after all although among an and are as at because before both but by can could",
        "did do does during each every for from had has have he her his how i if in into is it",
        "its many may might more most much not of on one or other others our several she should",
        "since so some such than that the their then there these they this those to under until",
        "various was we were what when where whether which while who whom whose why will with",
        "would you your",
    )
    for word in line.split()
)
# Countries are few and change slowly; they decide that "and France?" is no person.
_COUNTRIES = frozenset(
    word
    for line in (
        "afghanistan albania algeria argentina armenia australia austria azerbaijan bangladesh",
        "belarus belgium bolivia brazil bulgaria canada chile china colombia croatia cuba cyprus",
        "czechia denmark egypt estonia ethiopia finland france georgia germany greece hungary",
        "iceland india indonesia iran iraq ireland israel italy japan kazakhstan kenya kosovo",
        "kuwait latvia lebanon libya lithuania luxembourg malta mexico moldova mongolia",
        "montenegro morocco myanmar netherlands nigeria norway pakistan peru poland portugal",
        "qatar romania russia serbia singapore slovakia slovenia spain sudan sweden switzerland",
        "syria taiwan thailand tunisia turkey türkiye ukraine uruguay venezuela vietnam yemen",
    )
    for word in line.split()
)
_EVENTS = (
    "(?:summit|meeting|conference|declaration|agreement|deal|talks|treaty|memorandum|election"
    "|war|attacks?|vote|ceremony|protests?|trial|plan|proposal)"
)
_EVENT_AFTER = re.compile(rf" {_EVENTS}\b")
EVENT = re.compile(r"\b(?:summit|meeting|conference|talks|attacks?|war|election|vote)$")
"""Matches a phrase for something that happens at a time and place."""
_QUALITY = "(?:new|special|first|last|next|joint|final|proposed|recent|planned|whole)"
_ARTICLE_BEFORE = re.compile(rf"\b[Tt]he (?:{_QUALITY} )*$")
_COMMON = re.compile(
    rf"\b[Tt]he (?:{_QUALITY} )*[a-z][a-z-]+"
    r"(?: of the [a-z]+| (?:of|on|for) (?:the )?[A-Z][\w-]*)?|\ban? [a-z]+ of the [a-z]+"
    r"|\b(?:[Tt]he|[Aa]n?) [“\"][a-z]+(?: [a-z]+){0,3}[”\"]"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text. ``start`` and ``end`` are code points into it, half-open."""

    text: str
    start: int
    end: int
    gender: str | None = None
    """"he", "she" or None, where a title tells."""

    @property
    def key(self) -> str:
        """The last word, case folded, which all forms of one name share."""
        return _OWNED.sub("", self.text.split()[-1]).casefold()


class Scene:
    """The names of a conversation, with the evidence for which are people or places.

    Args:
        texts: All that has been said, oldest first.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._evidence: Counter[str] = Counter()
        self._forms: dict[str, str] = {}
        self.gender: dict[str, str] = {}
        for text in texts:
            self._evidence.update(_weights(text))
            for mention in _names(text):
                self._forms.setdefault(mention.key, mention.text)
                if mention.gender:
                    self.gender.setdefault(mention.key, mention.gender)
        for text in texts:
            self._read_pronouns(text)

    def is_person(self, mention: Mention) -> bool:
        """Tell if there is more evidence for a person than against one."""
        return self._evidence[mention.key] > 0

    def is_place(self, mention: Mention) -> bool:
        """Tell if it is a country, or has evidence of a place, such as standing after "in"."""
        return mention.key in _COUNTRIES or _NEVER < self._evidence[mention.key] < 0

    def may_be_person(self, mention: Mention) -> bool:
        """Tell if it is a person, or no country and without evidence either way."""
        known = self._evidence[mention.key]
        return known > 0 or (known == 0 and mention.key not in _COUNTRIES)

    def mentions(self, text: str) -> list[Mention]:
        """Return the names in a text, in order, with those typed in lower case that are known."""
        mentions = list(_names(text))
        for word in _WORD.finditer(text):
            form = self._forms.get(word[0]) if word[0].islower() else None
            if form and word[0] not in BODIES:
                mentions.append(Mention(form.split()[-1], word.start(), word.end()))
        return sorted(mentions, key=lambda mention: mention.start)

    def _read_pronouns(self, text: str) -> None:
        people = [mention for mention in _names(text) if self.is_person(mention)]
        ends = [mention.end for mention in people]
        for pronoun in _PRONOUN.finditer(text):
            before = bisect_right(ends, pronoun.start())
            if before:
                self.gender.setdefault(people[before - 1].key, "he" if pronoun[1] else "she")


def search_before(pattern: re.Pattern[str], text: str, end: int) -> re.Match[str] | None:
    """Return the match of a pattern that ends with ``$`` just before a place in a text.

    It takes the same time wherever the place is, which a search from the text's beginning
    does not.
    """
    return pattern.search(text, max(0, end - _REACH), end)


def phrases(text: str, names: Iterable[Mention]) -> list[Mention]:
    """Find the noun phrases of a text: names with article and head noun, and "the …" alone.

    "the London summit" for London, "the special European Council" for European Council, and
    "the text on Ukraine" or "the coalition of the willing" where no name is the head.
    """
    mentions: list[Mention] = []
    for name in names:
        before = search_before(_ARTICLE_BEFORE, text, name.start)
        after = _EVENT_AFTER.match(text, name.end)
        if after or before:
            start = before.start() if before else name.start
            end = after.end() if after else name.end
            mentions.append(
                Mention(text[start : name.start] + name.text + text[name.end : end], start, end)
            )
        else:
            mentions.append(name)
    mentions.sort(key=lambda mention: mention.start)
    starts = [mention.start for mention in mentions]
    ends = [mention.end for mention in mentions]
    commons: list[Mention] = []
    inside: set[Mention] = set()
    for common in _COMMON.finditer(text):
        within = mentions[bisect_right(ends, common.start()) : bisect_left(starts, common.end())]
        if all(m.start > common.start() and m.end <= common.end() for m in within):
            commons.append(Mention(common[0], common.start(), common.end()))
            inside.update(within)
    left = [mention for mention in mentions if mention not in inside]
    return sorted(left + commons, key=lambda mention: mention.start)


@lru_cache(maxsize=256)
def _names(text: str) -> tuple[Mention, ...]:
    """Return the names in a text; a text of a conversation is read again at every question."""
    return tuple(_runs(text))


@lru_cache(maxsize=256)
def _weights(text: str) -> Counter[str]:
    """Sum the evidence of a text for and against each name's being a person's, by key."""
    weights: Counter[str] = Counter()
    for mention in _names(text):
        weights[mention.key] += _evidence(mention, text)
    return weights


def _runs(text: str) -> Iterator[Mention]:
    dated = {position for match in _DATES.finditer(text) for position in range(*match.span())}
    run: list[re.Match[str]] = []
    words = [word for word in _WORD.finditer(text) if word.start() not in dated]
    for word, following in zip_longest(words, words[1:]):
        if run and not _joins(text, run[-1], word, following):
            yield from _mention(text, run)
            run = []
        if (
            run
            or (word[0][0].isupper() and _bare(word[0]) not in _OPENERS)
            or (word[0] in PARTICLES and following and _continues(following[0]))
        ):
            run.append(word)
    yield from _mention(text, run)


def _joins(
    text: str, last: re.Match[str], word: re.Match[str], following: re.Match[str] | None
) -> bool:
    if text[last.end() : word.start()] != " " or _OWNED.search(last[0]):
        return False
    if word[0][0].isupper() or word[0].isdigit():
        return _bare(word[0]) not in _OPENERS
    return word[0] in PARTICLES and following is not None and _continues(following[0])


def _continues(word: str) -> bool:
    return word[0].isupper() or word in PARTICLES


def _bare(word: str) -> str:
    return _OWNED.sub("", word).casefold()


def _mention(text: str, run: list[re.Match[str]]) -> Iterator[Mention]:
    titles = [i for i, word in enumerate(run) if word[0].lower().rstrip(".") in _TITLES]
    named = run[titles[-1] + 1 :] if titles else run
    if not any(word[0][0].isupper() for word in named):
        return
    start, end = named[0].start(), named[-1].end()
    name = _OWNED.sub("", text[start:end])
    end = start + len(name)
    plain = name.isalpha() and not name.isupper() and name.casefold() not in _COUNTRIES
    lower = _LOWER_AFTER.match(text, end)
    if lower and name.endswith(("ean", "ian", "ish", "ese")):
        return  # "European countries": a quality, not a name
    opening = search_before(_OPENING, text, start)
    if lower and opening and plain and not _SPEAKS.match(text, end):
        return
    said = {run[i][0].lower() for i in titles}
    gender = "she" if said & FEMININE else "he" if said & MASCULINE else None
    yield Mention(name, start, end, gender)


def _evidence(mention: Mention, text: str) -> int:
    """Score the evidence that a name is a person's: positive for, negative against."""
    words = mention.text.split()
    start, end = mention.start, mention.end
    if any(w.isupper() or "." in w or re.search(r"\d|[a-z][A-Z]", w) for w in words):
        return _NEVER
    if any(word.casefold() in BODIES for word in words):
        return _NEVER
    if mention.key in _COUNTRIES or search_before(_PLACE_BEFORE, text, start):
        return -3
    if _EVENT_AFTER.match(text, end):
        return -3
    asked = search_before(_ASKED_BEFORE, text, start) and _ASKED_AFTER.match(text, end)
    return (
        3 * bool(search_before(_OFFICE_BEFORE, text, start))
        + 3 * bool(_OFFICE_AFTER.match(text, end))
        + bool(_SPEAKS.match(text, end))
        + bool(asked)
        + (1 < len(words) <= _LONGEST_NAME)
    )
