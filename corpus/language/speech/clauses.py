"""Noun phrases beside a verb of saying: who says it, and what is set beside the name."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from corpus.language.calendar_words import CALENDAR_NAMES
from corpus.language.speech.units import Word
from corpus.language.vocabulary import BEING, NEGATIONS

__all__ = ["DETERMINERS", "Phrase", "aside_after", "phrase_after", "phrase_before", "verb_group"]

_LONGEST: Final = 16
"""Words of a noun phrase."""
_LONGEST_ASIDE: Final = 40
"""Words between a subject and its verb, where commas set them apart."""
DETERMINERS: Final = frozenset(
    "the a an this that these those his her its their our my one two three four five some many"
    " several most other another both all no every each".split()
)
_PERSONAL: Final = frozenset("he she they it we i you".split())
# A clause begins with these, so that no noun phrase runs over them.
_CLAUSE: Final = frozenset(
    "but and while because as that when if after though although whereas since before so where or"
    " until unless than what how why whether nor then".split()
)
_RELATIVE: Final = frozenset("who whose which whom".split())
# Between a speaker and the verb: "Roe has also said".
_AROUND_VERB: Final = frozenset(
    "has have had also later then now once again always often still too just first even both"
    " himself herself further previously earlier recently today yesterday simply only ever"
    " did".split()
)
# Before a verb these mean that nothing was said: "did not say", "to say".
_UNSAID: Final = NEGATIONS | frozenset(
    "to would could can may might must should shall will do does don't doesn't didn't hasn't"
    " haven't hadn't wouldn't couldn't won't can't don’t doesn’t didn’t hasn’t haven’t hadn’t"
    " wouldn’t couldn’t won’t can’t cannot if let lets".split()
)
# What stands before the subject of a sentence: "In a letter Roe said".
_OPENING: Final = frozenset(
    "in on at during for with by under from to of about over within among amid despite through"
    " following without against per via last next this late early yesterday today meanwhile however"
    " instead still later earlier also now once".split()
)
# Within a noun phrase: "the mayor of Lund".
_JOINING: Final = frozenset("of for at from in".split())
# What ends a noun phrase behind the verb: "said Roe on Monday".
_ENDING: Final = frozenset(
    "in on at after during to by with about last yesterday today later this earlier following when"
    " while as before who whose which that because if where if during over through through recently"
    " again from for of pointing via amid outside inside near speaking".split()
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase, as places of words in a unit, half-open; and what is set beside it."""

    start: int
    end: int
    aside: tuple[int, int] | None = None


def verb_group(words: Sequence[Word], verb: int) -> int | None:
    """Return where a verb begins with its helpers and adverbs; None if nobody says it by it.

    "was told", "did not say" and "asked to comment" bring nobody's words.
    """
    begin = verb
    while begin and words[begin - 1].kind == "word" and verb - begin < 5:  # noqa: PLR2004
        low = words[begin - 1].low
        if low in _UNSAID:
            return None
        if low in BEING:
            if not words[verb].low.endswith("ing"):
                return None
        # An adverb between them, but not "Kelly".
        elif low not in _AROUND_VERB and not (low.endswith("ly") and not words[begin - 1].capital):
            break
        begin -= 1
    return begin


def phrase_before(words: Sequence[Word], end: int) -> Phrase | None:
    """Return the noun phrase that ends before a place, over what commas set between them."""
    if not end:
        return None
    last = words[end - 1]
    if last.text in (",", ")"):
        return _over_aside(words, end - 1)
    if last.kind != "word":
        return None
    if last.low in _PERSONAL:
        return Phrase(end - 1, end)
    start = end
    while start and end - start < _LONGEST and not _bounds(words, start - 1):
        start -= 1
    # "Roe who leads the party said": the name stands before the clause.
    if start and words[start - 1].low in _RELATIVE:
        comma = start - 1 - (start > 1 and words[start - 2].text == ",")
        before = _nearest(words, comma)
        return before and Phrase(before.start, before.end, (start - 1, end))
    # "Ane Roe and Olav Brand said": between two names "and" begins no clause.
    if (
        start > 1
        and words[start - 1].low == "and"
        and words[start].capital
        and words[start - 2].capital
        and not _bounds(words, start - 2)
    ):
        first = start - 2
        while first and words[first - 1].capital and not _bounds(words, first - 1):
            first -= 1
        start = _whose(words, first) if first and words[first - 1].low == "of" else first
    return _trimmed(words, start, end)


def _whose(words: Sequence[Word], start: int) -> int:
    """Return where a phrase begins whose "of" stands before a place; that place if a verb does.

    Of "Roe of the Department of Health and Transport said" Roe is a part.
    """
    begin = start
    while begin and start - begin < _LONGEST and not _bounds(words, begin - 1):
        begin -= 1
    return start if any(word.low in BEING for word in words[begin:start]) else begin


def _bounds(words: Sequence[Word], at: int) -> bool:
    """Tell if a word cannot be part of a noun phrase before a verb."""
    word = words[at]
    if word.kind == "mark":
        return not (word.text == "." and _abbreviates(words, at)) and word.text != "-"
    return word.kind == "quotation" or word.low in _CLAUSE or word.low in _RELATIVE


def _abbreviates(words: Sequence[Word], at: int) -> bool:
    # "J. Roe", "Gen. Roe": such a stop ends nothing.
    short = at and words[at - 1].capital and len(words[at - 1].text) <= 4  # noqa: PLR2004
    return bool(short) and at + 1 < len(words) and words[at + 1].capital


def _trimmed(words: Sequence[Word], start: int, end: int) -> Phrase | None:
    """Return a phrase without what introduces the sentence: "On Monday Roe", "In a letter Roe"."""
    while start < end and (
        words[start].low in _AROUND_VERB
        or words[start].low in CALENDAR_NAMES
        or (words[start].low.endswith("ly") and not words[start].capital)
    ):
        start += 1
    if start < end and words[start].low in _OPENING:
        names = start + 1
        for at in range(start + 1, end):
            own = words[at].low in DETERMINERS or (
                words[at].capital
                and words[at].low not in CALENDAR_NAMES
                and not words[at - 1].capital
            )
            if own and words[at - 1].low not in _JOINING - {"in"} | _OPENING and at > start + 1:
                names = at
        if names == start + 1:
            names = next(
                (at for at in range(end - 1, start, -1) if words[at].low in DETERMINERS), end
            )
        start = names
    if start == end or words[end - 1].low in _OPENING:
        return None
    # With a verb in it, more than a noun phrase stands there.
    if any(
        word.low in BEING or word.low in _UNSAID | {"has", "had", "have"}
        for word in words[start:end]
    ):
        return _nearest(words, end)
    return Phrase(start, end)


def _nearest(words: Sequence[Word], end: int) -> Phrase | None:
    """Return the short noun phrase right before a place: a name, or from its determiner on."""
    start = end
    while start and words[start - 1].kind == "word" and end - start < _LONGEST:
        low = words[start - 1].low
        start -= 1
        if low in DETERMINERS:
            return Phrase(start, end)
        if low in BEING or low in _CLAUSE or low in _OPENING - _JOINING:
            start += 1
            break
    while start < end and not words[start].capital:
        start += 1
    return Phrase(start, end) if start < end and words[end - 1].capital else None


def _over_aside(words: Sequence[Word], comma: int) -> Phrase | None:
    """Return the phrase before an aside: "Roe, the minister, said", "Roe (Lab) said"."""
    first = max(0, comma - _LONGEST_ASIDE)
    if words[comma].text == ")":
        return _over_brackets(words, first, comma)
    chunk_end = comma
    for at in range(comma - 1, first - 1, -1):
        if words[at].kind == "quotation" or words[at].text in (";", ":", "—", "–", "--"):
            return None
        if words[at].text != ",":
            continue
        low = words[at + 1].low
        if low in _PERSONAL:  # "At the fair, he praised the hall, thanked the town and said …"
            return Phrase(at + 1, at + 2)
        before = phrase_before(words, at) if at and words[at - 1].kind == "word" else None
        # "Lis, 34, of Gdynia": an age or a place may be one aside of several, and the name stands
        # at the head of them all.
        one_of_several = low[0].isdigit() or low in ("of", "from", "aged", "based", "in")
        heads = before and not any(
            words[x].text == "," for x in range(max(0, before.start - 1), at)
        )
        if before and (heads or not one_of_several):
            return Phrase(before.start, before.end, (at + 1, comma))
        if before is None and chunk_end != comma:
            return None
        chunk_end = at
    return None


def _over_brackets(words: Sequence[Word], first: int, closed: int) -> Phrase | None:
    """Return the phrase before brackets, which open behind the place ``first``."""
    opened = next((at for at in range(closed, first, -1) if words[at].text == "("), None)
    before = phrase_before(words, opened) if opened else None
    return Phrase(before.start, before.end, (opened + 1, closed)) if before and opened else None


def phrase_after(words: Sequence[Word], start: int) -> Phrase | None:
    """Return the noun phrase that begins at a place, with what is set beside it after a comma."""
    if start >= len(words) or words[start].kind != "word":
        return None
    if words[start].low in _PERSONAL:
        return Phrase(start, start + 1)
    if words[start].low in _ENDING or words[start].low in _CLAUSE:
        return None
    end = start
    while end < len(words) and end - start < _LONGEST:
        word = words[end]
        if word.kind == "quotation" or (word.kind == "mark" and not _inside(words, end)):
            break
        if end > start and word.kind == "word" and not _goes_on(words, start, end):
            break
        end += 1
    if end == start or words[end - 1].low in _JOINING:
        return None
    return Phrase(start, end, aside_after(words, end))


def _inside(words: Sequence[Word], at: int) -> bool:
    return words[at].text == "-" or (words[at].text == "." and _abbreviates(words, at))


def _goes_on(words: Sequence[Word], start: int, at: int) -> bool:
    """Tell if a phrase that began before still goes on with a word."""
    word = words[at]
    following = words[at + 1] if at + 1 < len(words) else None
    if word.low in CALENDAR_NAMES or (word.low.endswith("ly") and not word.capital):
        return False
    if word.low == "and":
        return words[at - 1].capital and following is not None and following.capital
    if word.low in _JOINING:
        if following is None or word.low == "in":
            return False
        named = words[at - 1].capital and at - start > 1 and words[at - 2].capital
        own = following.capital or following.low in DETERMINERS
        return own and (not named or word.low in ("of", "from"))
    return word.low not in _ENDING and word.low not in _CLAUSE


def aside_after(words: Sequence[Word], end: int) -> tuple[int, int] | None:
    """Return what is set beside a noun phrase, between commas or brackets; None if nothing is."""
    if end + 1 >= len(words) or words[end].text not in (",", "("):
        return None
    first = words[end + 1]
    # "…, adding that …" tells nothing of who speaks.
    if first.kind != "word" or first.low in _CLAUSE or first.low.endswith("ing"):
        return None
    if first.low in _ENDING - _RELATIVE:
        return None
    stop = end + 1
    while stop < len(words) and stop - end < _LONGEST_ASIDE:
        if words[stop].kind == "quotation" or (
            words[stop].kind == "mark" and not _inside(words, stop)
        ):
            break
        stop += 1
    return (end + 1, stop)
