"""People of a text: their names, short and long, what they do, and whom "he" or "she" means."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from corpus.language.speech.mentions import Mention, mentions
from corpus.language.speech.units import Unit
from corpus.language.vocabulary import BODIES, FEMININE, MASCULINE, SAYING

__all__ = ["People"]

_HE: Final = frozenset("he him his himself".split())
_SHE: Final = frozenset("she her hers herself".split())
_WOMAN = re.compile(r"(?:woman|actress|mother|sister|daughter|wife|widow|girl|duchess|nun)$", re.I)
_MAN = re.compile(r"(?:[a-z]man|actor|father|brother|son|husband|widower|boy|duke|monk)$", re.I)
_LETTERS = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
# "Officials said", "the Norwegian said": these name nobody.
_QUALITY = re.compile(r"(?:[ei]an|ish|ese|s)$")
# Words in the names of firms, places and laws, which are no person's.
_FIRMS: Final = frozenset(
    """inc ltd plc corp co corporation company university college school hospital institute times
    post news museum church society club association federation committee department airport
    airlines airways river lake island islands mount city county valley street road avenue park
    square army police guard centre center foundation trust authority service board studio
    studios awards award cup league games prize day war act bill treaty congress senate city
    prison""".split()
)
_BACK: Final = 4
"""Units back in which a pronoun's person may have been named."""
_MANY: Final = 50
"""People who share a word of their names; of more, a short name tells nobody."""
_SURE: Final = 5
"""How much more a title tells of who is a "she" than a pronoun does."""


class People:
    """The people of a text, by their mentions.

    Args:
        units: The sentences of the text.
    """

    def __init__(self, units: Sequence[Unit]) -> None:
        self._units = units
        # What is written small elsewhere is no name where it begins a sentence.
        lower = Counter(w.text for unit in units for w in unit.words if w.text.islower())
        named = [m for index, unit in enumerate(units) for m in mentions(unit, index, lower)]
        # What stands behind "in" or "the" anywhere is a place or a thing, and nobody.
        against = {m.name for m in named if m.placed}
        speaking = _speaking(units)
        whole = {m.name for m in named if m.name not in against and _is_full(m.name)}
        single: dict[str, str] = {}
        for m in named:
            speaks = m.honorific or m.name in speaking
            if speaks and _is_single(m) and m.name not in against:
                titled = f"{m.honorific} {m.name}".strip()
                single[m.name] = max(single.get(m.name, ""), titled, key=len)
        self._by_word: dict[str, set[str]] = defaultdict(set)
        for name in whole:
            words = _key(name)
            self._by_word[words[-1]].add(name)
            # People are called by their first names, too.
            self._by_word[words[0]].add(name)
        for name, titled in single.items():
            if name.casefold() not in self._by_word:
                self._by_word[name.casefold()].add(titled)
        self.mentions = [known for m in named if (known := self._joined(m))]
        self._starts = [m.start for m in self.mentions]
        self._by_name: dict[str, list[Mention]] = defaultdict(list)
        for mention in self.mentions:
            self._by_name[mention.name].append(mention)
        placed = [m.unit for m in self.mentions]
        self._first = [bisect_left(placed, i) for i in range(len(units) + 1)]
        self._gender: dict[str, Counter[str]] = defaultdict(Counter)
        self.roles: dict[str, str] = {}
        for mention in self.mentions:
            for gender in _titled(mention):
                self._gender[mention.name][gender] += _SURE
            if mention.role:
                self.roles.setdefault(mention.name, mention.role)
        self._learn()

    def _joined(self, mention: Mention) -> Mention | None:
        """Return the mention under its person's longest name; None if it is nobody's."""
        words = _key(mention.name)
        near = [self._by_word.get(word, set()) for word in (words[-1], words[0])]
        few = set().union(*(names for names in near if len(names) <= _MANY))
        known = {name for name in few if set(words) <= set(_key(name))}
        longest = [n for n in known if not any(set(_key(n)) < set(_key(o)) for o in known)]
        if len(longest) == 1:
            return replace(mention, name=longest[0])
        if mention.name in known or (not known and mention.name in near[0]):
            return mention
        return None

    def within(self, start: int, end: int) -> list[Mention]:
        """Return the mentions that stand in a range of the text, in order."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [m for m in self.mentions[low:high] if m.end <= end]

    def in_unit(self, unit: int) -> list[Mention]:
        """Return the mentions in a unit, in order."""
        return self.mentions[self._first[unit] : self._first[unit + 1]]

    def named_before(self, name: str, offset: int) -> tuple[int, int] | None:
        """Return the latest mention of somebody that ends before a place of the text."""
        known = self._by_name.get(name, [])
        index = bisect_right(known, offset, key=lambda mention: mention.end)
        return (known[index - 1].start, known[index - 1].end) if index else None

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
            near = here if not back else self._before_pronoun(unit - back, pronoun)
            names = dict.fromkeys(m.name for m in near if self.may_be(m.name, pronoun))
            if not names:
                continue
            last = spoke[-1] if spoke else None
            if last in names:
                return last
            sure = [name for name in names if self.gender(name) == pronoun]
            return sure[0] if len(sure) == 1 else next(iter(names)) if len(names) == 1 else None
        return None

    def _before_pronoun(self, unit: int, pronoun: str) -> list[Mention]:
        """Return the mentions in a unit; none where it begins with the pronoun itself.

        In "He wrote to Brand. He asked for help." he is not Brand.
        """
        words = self._units[unit].words
        return [] if words and words[0].low == pronoun else self.in_unit(unit)

    def _learn(self) -> None:
        """Learn who is a "he" and who a "she", where only one person can be meant."""
        for index, unit in enumerate(self._units):
            for word in unit.words:
                low = word.low
                gender = "he" if low in _HE else "she" if low in _SHE else None
                if gender is None:
                    continue
                here = {m.name for m in self.in_unit(index) if m.end <= word.start}
                names = here or {m.name for m in self._before_pronoun(max(0, index - 1), low)}
                if len(names) == 1:
                    self._gender[names.pop()][gender] += 1
                break


def _titled(mention: Mention) -> Iterator[str]:
    for word in (mention.honorific, *mention.role.split()):
        low = word.lower()
        # First, for "woman" ends as "chairman" does.
        if low in FEMININE or _WOMAN.search(low):
            yield "she"
        elif low in MASCULINE or _MAN.search(low):
            yield "he"


def _key(name: str) -> list[str]:
    return [word.strip(".").casefold() for word in name.split() if word.strip(".")]


def _is_full(name: str) -> bool:
    """Tell if a name is a person's by its shape: two to five words, none of a firm or a body."""
    words = _key(name)
    return (
        2 <= len(words) <= 5  # noqa: PLR2004
        and all(word not in BODIES | _FIRMS and _LETTERS.fullmatch(word) for word in words)
        # "BBC Sussex" is nobody; "AJ Roe" may be somebody.
        and not (name.split(maxsplit=1)[0].isupper() and len(words[0]) > 2)  # noqa: PLR2004
    )


def _is_single(mention: Mention) -> bool:
    words = _key(mention.name)
    return len(words) == 1 and words[0] not in BODIES | _FIRMS and not mention.name.isupper()


def _speaking(units: Sequence[Unit]) -> set[str]:
    """Return the single words with a capital that stand as a subject before a verb of saying."""
    return {
        before.text
        for unit in units
        for before, word in pairwise(unit.words)
        if word.low in SAYING and before.capital and not _QUALITY.search(before.text)
    }
