"""Spelling: words of a question that the corpus does not have, put as it spells them."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import chain, pairwise
from typing import Final

from corpus.search.other_spellings import (
    folded,
    joined,
    name_spellings,
    other_spellings,
    pairs,
    slips,
)
from corpus.text.search_terms import terms, without_accents

__all__ = ["spelled"]

_LONGEST: Final = 1_000
"""Code points of a question that is put right; a longer one tells a story."""
_SHORTEST: Final = 5
"""Letters of a word that is put right; of a shorter one too many others are near."""
_LONG: Final = 9
"""Letters from which two letters may be wrong; in a shorter word one may."""
_ENGLISH: Final = 0.5
"""Share of a question's words that are English, from which it is taken for English."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
_OWNED = re.compile(r"['’]s$")
_BEFORE = re.compile(r"([^\W\d_]+)\s+$")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SOUNDS = ("aeiouy", "cks", "sz", "mn", "bp", "dt", "fv", "gj")
"""Letters that are written for one another by ear."""
_ENDINGS = frozenset("drs")
"""Letters by which a word ends otherwise and is another word: "changed", "changer"."""

_Held = Callable[[Sequence[str]], Sequence[int]]
_Texts = Callable[[Sequence[str]], Iterable[str]]


def spelled(question: str, english: Sequence[str], held: _Held, texts: _Texts) -> str:
    """Return a question with the words that the corpus does not have as it spells them.

    A word that stands anywhere in the corpus is left alone. Of any other, these are put in its
    place where the corpus has them:

    - another spelling of the same word: "F-16" for "F16", "cease-fire" for "ceasefire", "color"
      for "colour";
    - for a name, the same name in other letters ("Søderholm", "Zelenskyy"), or the only one of
      which it is a slip: two letters that changed places. A name that is merely near is somebody
      else's: of "Johansen" no "Johansson" is made;
    - in an English question, for a word that isn't English, a word that is a letter away from it,
      or two from a long one: left out, put in, changed for one beside it on the keyboard or of
      like sound, or two that changed places (Damerau 1964). Of "bloke" no "broke" is made.

    Args:
        question: As it was typed.
        english: Words of English, in lower case.
        held: Counts, for each of some words or pairs of words, the passages that have it.
        texts: Returns some passages that have any of some words.
    """
    if len(question) > _LONGEST:
        return question
    return _Speller(question, english, held, texts).spelled()


class _Speller:
    def __init__(self, question: str, english: Sequence[str], held: _Held, texts: _Texts) -> None:
        self._question, self._english, self._texts = question, english, texts
        self._held = held
        self._known = _known(tuple(english))
        words = [match[0] for match in _WORD.finditer(question) if not match[0].isdigit()]
        count = sum(word.lower() in self._known for word in words)
        self._is_english = count >= _ENGLISH * len(words)

    def spelled(self) -> str:
        """Return the question with all its words put right."""
        question = self._question
        whole = [(*pair, joined(pair[0], pair[1])) for pair in pairs(question)]
        words = [match for match in _WORD.finditer(question) if terms(match[0])]
        forms = [_OWNED.sub("", match[0]) for match in words]
        # In one go, for each time is a query of the library.
        counts = self._held([*forms, *(pair[4] for pair in whole)])
        joined_words = (
            (start, end, self._written(as_one))
            for (first, second, start, end, as_one), count in zip(
                whole, counts[len(forms) :], strict=True
            )
            # Words that the corpus has side by side stay two.
            if count and not any(self._held([f"{first} {second}"]))
        )
        changes = [change for change in joined_words if change[2]]
        changes = [
            change
            for before, change in pairwise([(0, 0, ""), *changes])
            if change[0] >= before[1]  # of "a b c", only "ab" or "bc"
        ]
        taken = [range(start, end) for start, end, _ in changes]
        for match, form, count in zip(words, forms, counts, strict=False):
            if not count and not any(match.start() in span for span in taken):
                end = match.start() + len(form)
                changes.append((match.start(), end, self._right(form, match.start())))
        # From behind, so that the places before stay the same.
        for start, end, right in sorted(changes, reverse=True):
            question = question[:start] + right + question[end:]
        return question

    def _right(self, word: str, start: int) -> str:
        """Return a word that the corpus does not have as it stands there, or the word itself."""
        if other := self._most_held(other_spellings(word)):
            return self._written(other) or word
        if name := self._name(word, start):
            return name
        opening = not self._question[:start].strip(" \"'“‘¿¡")
        # A capital tells a name, but not at the beginning.
        if len(word) < _SHORTEST or not (word.islower() or (opening and word[1:].islower())):
            return word
        # An English word is no slip only because no article has it, nor is one of another language.
        if not self._is_english or word.lower() in self._known:
            return word
        right = self._near(word.lower())
        return right.capitalize() if right and not word.islower() else right or word

    def _most_held(self, spellings: Iterable[str]) -> str:
        listed = sorted(spellings)
        counts = self._held(listed) if listed else ()
        best = max(zip(counts, listed, strict=True), default=(0, ""))
        return best[1] if best[0] else ""

    def _written(self, spelling: str) -> str:
        """Return one word or two as the corpus mostly writes them: "F-16" for "f 16".

        Nothing where it only has another word with the same stem.
        """
        parts = map(re.escape, re.sub(r"(?<=[^\W\d_]{4})s$", "", spelling).split())
        pattern = re.compile(rf"\b{'[ ‐‑–-]'.join(parts)}(?=s?\b)", re.IGNORECASE)
        seen = Counter(
            match[0] for text in self._texts([spelling]) for match in pattern.finditer(text)
        )
        if not seen:
            return ""
        plural = "s" if spelling.endswith("s") and spelling[-2:-1].isalpha() else ""
        return seen.most_common(1)[0][0].removesuffix(plural) + plural

    def _name(self, word: str, start: int) -> str:
        """Return the name that a word is another spelling or a slip of, as the corpus writes it.

        There must be one alone. Except for other letters for the same ("Soderholm"), the first name
        that stands before it must stand before it in the corpus too.
        """
        if word.islower() and not self._question[1:].islower():
            return ""  # in a question with capitals a name has one
        before = _BEFORE.search(self._question[:start])
        first = before[1] if before and terms(before[1]) and not before[1].islower() else ""
        for spellings in (name_spellings(word), slips(word)):
            if not spellings:
                continue
            alike = Counter[str]()
            for (name, previous), count in self._names(spellings).items():
                same = folded(name) == folded(word)
                if same or not first or folded(previous) == folded(first):
                    alike[name] += count
            if len(set(map(folded, alike))) == 1:
                return alike.most_common(1)[0][0]
            # More than one name is near: which was meant is not known.
            if alike:
                return ""
        return ""

    def _names(self, spellings: set[str]) -> Counter[tuple[str, str]]:
        """Count the names of some spellings, each with the word before it."""
        seen: Counter[tuple[str, str]] = Counter()
        for text in self._texts(sorted(spellings)):
            previous = ""
            for match in _WORD.finditer(text):
                name = _OWNED.sub("", match[0])
                if without_accents(name.lower()) in spellings and not name.islower():
                    seen[name, previous] += 1
                previous = match[0]
        return seen

    def _near(self, word: str) -> str:
        """Return the word that a word is a misspelling of: an English one, or one of the corpus.

        One that the corpus only has with a capital is a name, and somebody else's.
        """
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        most = 1 + (len(word) >= _LONG)
        near = [
            (candidate, distance)
            # Several, for the articles may lack the nearest ones.
            for candidate, distance, _ in process.extract(
                word, self._english, scorer=OSA.distance, score_cutoff=most, limit=12
            )
            if len(candidate) >= _SHORTEST - 1 and _is_slip(word, candidate, int(distance))
        ]
        counts = self._held([candidate for candidate, _ in near]) if near else ()
        candidates = [
            (-distance, count, candidate)
            for (candidate, distance), count in zip(near, counts, strict=True)
            if count
        ]
        if not candidates and len(word) >= _LONG:
            seen = self._seen(_one_letter_away(word))
            candidates = [
                (-1, count, other)
                for other, count in seen.items()
                if OSA.distance(word, other) == 1 and _is_slip(word, other, 1)
            ]
        # The nearest first, and of those as near the one that most passages have.
        for _, _, candidate in sorted(candidates, reverse=True):
            if self._is_word(candidate, word):
                return candidate
        return ""

    def _seen(self, words: Iterable[str]) -> Counter[str]:
        """Count the words of some passages that have any of some words."""
        return Counter(
            chain.from_iterable(
                (match[0] for match in _WORD.finditer(text)) for text in self._texts(sorted(words))
            )
        )

    def _is_word(self, candidate: str, word: str) -> bool:
        """Tell if the corpus writes a word small, or what was typed is a slip of a name."""
        seen = self._seen([candidate])
        small = any(
            other.islower() and other.startswith(candidate[: _SHORTEST - 1]) for other in seen
        )
        return small or candidate in name_spellings(word) | slips(word)


def _is_slip(word: str, meant: str, distance: int) -> bool:
    """Tell if who meant one word may have typed the other, a letter or two away.

    Args:
        word: As it was typed.
        meant: The word it may stand for.
        distance: Between them, letters that changed places counted once.
    """
    from rapidfuzz.distance import Levenshtein

    if word.startswith(meant) and word[-1] != meant[-1]:
        return False  # "doesnt", "changer": a word with an ending more; but "untill" is a slip
    if word[:-1] == meant[:-1] and {word[-1], meant[-1]} <= _ENDINGS:
        return False  # "changer" is "changed" with another ending
    edits = Levenshtein.editops(word, meant)
    if len(edits) > distance:  # letters that changed places are two edits here
        return meant[0] in word[:2]
    return meant[0] == word[0] and all(
        edit.tag != "replace" or meant[edit.dest_pos] in _mistaken_for().get(word[edit.src_pos], ())
        for edit in edits
    )


@lru_cache(maxsize=1)
def _mistaken_for() -> dict[str, set[str]]:
    """Return for each letter those that are typed or heard for it."""
    mistaken: dict[str, set[str]] = {letter: set() for letter in _LETTERS}
    for row in _KEYS:
        for left, right in pairwise(row):
            mistaken[left].add(right)
            mistaken[right].add(left)
    for upper, lower in pairwise(_KEYS):
        for at, letter in enumerate(lower):
            for above in upper[at : at + 2]:
                mistaken[letter].add(above)
                mistaken[above].add(letter)
    for sounds in _SOUNDS:
        for letter in sounds:
            mistaken[letter].update(sounds)
    return mistaken


@lru_cache(maxsize=1)
def _known(english: tuple[str, ...]) -> frozenset[str]:
    return frozenset(english)


def _one_letter_away(word: str) -> set[str]:
    """Return all words one letter away that begin with the same letter."""
    head, rest = word[0], word[1:]
    cuts = [(rest[:at], rest[at:]) for at in range(len(rest) + 1)]
    away = {head + left + right[1:] for left, right in cuts if right}
    away |= {
        head + left + letter + right[cut:]
        for left, right in cuts
        for letter in _LETTERS
        for cut in (0, 1)
    }
    away |= {
        head + left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1
    }
    return away - {word}
