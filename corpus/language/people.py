"""People of a text: their names, short and long, what they do, and whom "he" or "she" means."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from corpus.language.clauses import Unit, Word
from corpus.language.vocabulary import (
    BODIES,
    FEMININE,
    MASCULINE,
    MONTHS,
    PARTICLES,
    ROLES,
    STOP,
)

__all__ = ["People", "Person"]

_HE: Final = frozenset("he him his himself".split())
_SHE: Final = frozenset("she her hers herself".split())
_WOMAN = re.compile(r"(?:woman|actress|mother|sister|daughter|wife|widow|girl|duchess|nun)$", re.I)
_MAN = re.compile(r"(?:[a-z]man|actor|father|brother|son|husband|widower|boy|duke|monk)$", re.I)
_OWNED = re.compile(r"[’']s?$")
_SUFFIXES: Final = frozenset("jr sr ii iii iv inc ltd plc corp co group holdings llc gmbh".split())
_FIRMS: Final = frozenset(
    """inc ltd plc corp co corporation company university college school hospital institute times
    post news museum church society club association federation committee department airport
    airlines airways river lake island islands mount city county valley street road avenue park
    square army police guard centre center foundation trust authority service board studio studios
    awards award cup league games prize day war act bill treaty congress senate city prison""".split()
)
_TITLED: Final = frozenset("mr mrs ms miss sir dr".split())
_ALSO_NAMES: Final = frozenset("per will may march june august".split())
_PLACE: Final = frozenset("in at near outside across".split())
_DAYS: Final = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday".split()
) | frozenset(name for name in MONTHS if len(name) > 3 or name == "may")  # noqa: PLR2004
_TRADE = re.compile(r"(?:ologist|keeper|[a-z]man|woman|ician|chemist|artist)$")
_BACK: Final = 4
"""Units back in which a pronoun's person may have been named."""


@dataclass(frozen=True, slots=True)
class Person:
    """One mention of a person, outside quotations."""

    name: str
    """The longest name that the text gives."""
    start: int
    end: int
    unit: int
    role: str = ""
    """The words right before the name that say what the person does."""
    honorific: str = ""


class People:
    """The people of a text, by their mentions.

    Args:
        units: The sentences of the text.
    """

    def __init__(self, units: Sequence[Unit]) -> None:
        self._units = units
        lower = Counter(w.text for unit in units for w in unit.words if w.text.islower())
        found = [m for index, unit in enumerate(units) for m in _runs(unit, index, lower)]
        against = {m.name for m, placed in found if placed}
        whole = Counter(m.name for m, _ in found if m.name not in against and _is_full(m.name))
        self._by_word: dict[str, set[str]] = defaultdict(set)
        for name in whole:
            words = _key(name)
            self._by_word[words[-1]].add(name)
            self._by_word[words[0]].add(name)
        self.mentions = [known for m, _ in found if (known := self._joined(m))]
        self._starts = [m.start for m in self.mentions]
        self._first = [
            bisect_left([m.unit for m in self.mentions], i) for i in range(len(units) + 1)
        ]
        self._gender: dict[str, Counter[str]] = defaultdict(Counter)
        self.roles: dict[str, str] = {}
        for mention in self.mentions:
            for gender in _titled(mention):
                self._gender[mention.name][gender] += 5
            if mention.role:
                self.roles.setdefault(mention.name, mention.role)
        self._learn()

    def _joined(self, mention: Person) -> Person | None:
        """Return the mention under its person's longest name; None if it is nobody's."""
        words = _key(mention.name)
        known = {
            name
            for name in self._by_word.get(words[-1], set()) | self._by_word.get(words[0], set())
            if set(words) <= set(_key(name))
        }
        longest = [n for n in known if not any(set(_key(n)) < set(_key(o)) for o in known)]
        if len(longest) == 1:
            return replace(mention, name=longest[0])
        if mention.name in known:
            return mention
        if mention.honorific and len(words) == 1 and words[0] not in _FIRMS | BODIES:
            return replace(mention, name=f"{mention.honorific} {mention.name}")
        return None

    def within(self, start: int, end: int) -> list[Person]:
        """Return the mentions that stand in a range of the text, in order."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [m for m in self.mentions[low:high] if m.end <= end]

    def in_unit(self, unit: int) -> list[Person]:
        """Return the mentions in a unit, in order."""
        return self.mentions[self._first[unit] : self._first[unit + 1]]

    def may_be(self, name: str, pronoun: str) -> bool:
        """Tell if "he" or "she" may stand for somebody."""
        return self.gender(name) in (None, pronoun)

    def gender(self, name: str) -> str | None:
        """Return "he" or "she" where titles or pronouns tell, else None."""
        votes = self._gender.get(name)
        if not votes or votes["he"] == votes["she"]:
            return None
        return max(votes, key=lambda gender: votes[gender])

    def meant(self, pronoun: str, unit: int, before: int, spoke: Sequence[str]) -> str | None:
        """Return whom a pronoun stands for; None if it may be several, or nobody is named.

        Args:
            pronoun: "he" or "she".
            unit: The unit that it stands in.
            before: Only who is named before this place of the text.
            spoke: Who spoke in the units before, the last one last; he or she comes first.
        """
        here = [m for m in self.in_unit(unit) if m.end <= before]
        for back in range(_BACK + 1):
            if unit - back < 0:
                break
            near = here if not back else self.in_unit(unit - back)
            names = dict.fromkeys(m.name for m in near if self.may_be(m.name, pronoun))
            if not names:
                continue
            last = spoke[-1] if spoke else None
            if last in names:
                return last
            sure = [name for name in names if self.gender(name) == pronoun]
            return sure[0] if len(sure) == 1 else next(iter(names)) if len(names) == 1 else None
        return None

    def _learn(self) -> None:
        """Learn who is a "he" and who a "she", where only one person can be meant."""
        for index, unit in enumerate(self._units):
            for word in unit.words:
                low = word.low
                gender = "he" if low in _HE else "she" if low in _SHE else None
                if gender is None:
                    continue
                here = {m.name for m in self.in_unit(index) if m.end <= word.start}
                names = here or {m.name for m in self.in_unit(max(0, index - 1))}
                if len(names) == 1:
                    self._gender[names.pop()][gender] += 1
                break


def _titled(mention: Person) -> Iterator[str]:
    for word in (mention.honorific, *mention.role.split()):
        low = word.lower()
        if low in FEMININE or _WOMAN.search(low):
            yield "she"
        elif low in MASCULINE or _MAN.search(low):
            yield "he"


def _key(name: str) -> list[str]:
    return [word.strip(".").casefold() for word in name.split() if word.strip(".")]


def _is_full(name: str) -> bool:
    """Tell if a name is a person's by its shape: two to five words, none of a firm or a body."""
    words = _key(name)
    if not 2 <= len(words) <= 5:  # noqa: PLR2004
        return False
    return not any(
        w in BODIES
        or w in _FIRMS
        or not w.replace("-", "").replace("'", "").replace("’", "").isalpha()
        for w in words
    ) and not all(w.isupper() for w in name.split())


def _runs(unit: Unit, index: int, lower: Counter[str]) -> Iterator[tuple[Person, bool]]:
    """Yield the names of a unit, and whether each stands where a place or a thing does."""
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


def _names(words: Sequence[Word], at: int, lower: Counter[str]) -> bool:
    word = words[at]
    following = words[at + 1] if at + 1 < len(words) else None
    if not word.capital or word.low in _DAYS:
        return False
    if word.low in STOP - ROLES:
        named = following is not None and (following.capital or following.text == ".")
        return named and (word.low in _TITLED or (word.low in _ALSO_NAMES and at > 0))
    opens = at == 0 or words[at - 1].text in ".:" or words[at - 1].kind == "quotation"
    return not (opens and lower[word.low] and word.low not in ROLES)


def _step(words: Sequence[Word], at: int, lower: Counter[str]) -> int:
    """Return how many words a name goes on with at a place."""
    word = words[at]
    following = words[at + 1] if at + 1 < len(words) else None
    if word.capital and _names(words, at, Counter()):
        return 1
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
            len(before.text) == 1 or before.low in ROLES or before.low in STOP or before.low == "st"
        )
        return 2 if short and _names(words, at + 1, lower) else 0
    return 0


def _mention(
    words: Sequence[Word], start: int, end: int, index: int
) -> Iterator[tuple[Person, bool]]:
    run = [w for w in words[start:end] if w.kind == "word"]
    while run and run[-1].low in PARTICLES:
        run.pop()
    last = max(
        (i for i, w in enumerate(run[:-1]) if w.low in ROLES or w.low in _TITLED), default=-1
    )
    if last >= 0 and run[last + 1].low.strip(".") in _SUFFIXES:
        last = -1
    titles, named = run[: last + 1], run[last + 1 :]
    opens = start == 0 or words[start - 1].kind != "word"
    if opens and len(named) > 2 and _TRADE.search(named[0].low):  # noqa: PLR2004
        titles, named = [*titles, named[0]], named[1:]
    if not named or (len(named) == 1 and named[0].low in ROLES):
        return
    owned = _OWNED.search(named[-1].text)
    stop = named[-1].end - (len(owned[0]) if owned else 0)
    honorific = titles[-1].text if titles else ""
    before = words[start - 1].low if start else ""
    placed = not titles and before in (_PLACE | {"the"})
    name = " ".join([*(w.text for w in named[:-1]), named[-1].text[: stop - named[-1].start]])
    role = _role(words, start, titles)
    yield Person(name, named[0].start, stop, index, role, honorific), placed


def _role(words: Sequence[Word], start: int, titles: Sequence[Word]) -> str:
    """Return the words before a name that say what the person does: "former finance minister"."""
    first = start
    while (
        first
        and start - first < 5
        and words[first - 1].kind == "word"
        and words[first - 1].text.islower()
        and words[first - 1].low not in STOP - ROLES
    ):  # noqa: E501, PLR2004
        first -= 1
    lead = [w.text for w in words[first:start]]
    if (
        lead
        and lead[-1] not in ROLES
        and not re.search(r"(?:er|or|ist|ian|man|woman|ant|ent|ief|son|ing)$", lead[-1])
    ):
        lead = []
    return " ".join([*lead, *(w.text for w in titles if w.low not in _TITLED)])
