"""The relation of two sentences that stand in each other's place in two papers.

Such sentences are nearly the same, so that what is another in them is looked at closely: figures
with their units, names, dates, "not", words of doubt, and words that exclude each other. This is
the seam for a model of meaning: rules know nothing of what words mean.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from corpus.language.agreement import REFUSING, Denial, denials, disagreement
from corpus.language.facts import facts, is_named, spellings
from corpus.language.tokens import Token, fold, tokens
from corpus.language.vocabulary import FUNCTION_WORDS, HEDGES
from corpus.text.datelines import dateline

__all__ = ["Relation", "mostly_shared", "relation", "supports", "tells_more"]

Relation = Literal["supported", "contradicted", "not told"]

_ENGLISH: Final = 0.2
"""Share of its words that an English text has of the small words: of other languages' less."""
# Signs that change a figure count as words; those that only set words apart do not.
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+(?:[.,]\d+)*|(?<!\S)-(?=\d)|[$€£¥₹%°+]")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_SCORE = re.compile(r"(?<![\d-])\d+-\d+(?![\d-])")


def relation(sentence: str, other: str, article: str) -> Relation:
    """Return the relation of another paper's sentence to one that it stands in place of.

    Supported: all figures, names, dates and negations of the sentence are in the other, which may
    tell more. Not told: the other tells less. Contradicted: each has what the other has not.
    Where the language is not English, only the same words support.

    Args:
        sentence: The one that is cited.
        other: The one of the other paper.
        article: The text of the other paper: its language, and the rest of its names.
    """
    if supports(other, sentence, article):
        return "supported"
    if _is_english(article):
        return "not told" if supports(sentence, other, sentence) else "contradicted"
    return "not told" if _digits(sentence) == _digits(other) else "contradicted"


def supports(other: str, sentence: str, article: str) -> bool:
    """Tell if another paper's sentence has all facts of one, and denies and doubts the same.

    Args:
        other: The one of the other paper.
        sentence: The one that is cited.
        article: The text of the other paper: its language, and the rest of its names.
    """
    said, there = _read(sentence), _read(other)
    if said.words == there.words:
        return True
    return (
        _is_english(article)
        and said.figures <= there.figures
        and said.doubts == there.doubts
        and _denies_the_same(said, there)
        and not _namesakes(said.tokens, [*there.tokens, *tokens(article)])
        and disagreement(said.plain, there.plain, passage=f"{article}\n{sentence}") is None
    )


def tells_more(sentence: str, text: str) -> bool:
    """Tell if a sentence has a figure, a name, a date or a negation that is nowhere in a text."""
    said, known = _read(sentence), spellings(tokens(text))
    named = all(is_named(form, known) for fact in facts(said.tokens) for form in fact.forms)
    return bool(said.denials) or not named


def mostly_shared(one: str, other: str) -> bool:
    """Tell if one of two texts has most facts of the other, so that both tell of one event.

    Of every three facts one may be another, and one in any case. Stories made from one form, such
    as notices of a court, share their words but not their facts.
    """
    both = _facts(one), _facts(other)
    for own, theirs in (both, both[::-1]):
        known = {form for fact in theirs for form in fact}
        missing = sum(known.isdisjoint(fact) for fact in own)
        if missing <= max(1, (len(own) - missing) / 2):
            return True
    return False


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence, read into what is compared of it."""

    plain: str
    words: tuple[str, ...]
    tokens: tuple[Token, ...]
    figures: Counter[str]
    """Numbers, each as often as it stands there; scores; and words with digits."""
    doubts: bool
    denials: tuple[Denial, ...]
    refusals: Counter[str]
    """Verbs that deny without a "not"."""
    stems: frozenset[str]


@lru_cache(maxsize=4096)
def _read(text: str) -> _Sentence:
    folded = fold(text)
    # Where a report was filed is none of its facts.
    plain = folded[dateline(folded) :]
    read = tokens(plain)
    return _Sentence(
        plain=plain,
        words=tuple(_words(plain)),
        tokens=read,
        figures=Counter([*_figures(read), *_SCORE.findall(plain)]),
        # "May" may be the month.
        doubts=any(token.form in HEDGES and token.kind != "date" for token in read),
        denials=tuple(denials(read)),
        refusals=Counter(token.stem for token in read if token.stem in REFUSING),
        stems=frozenset(token.stem for token in read),
    )


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _figures(sentence: Sequence[Token]) -> Iterator[str]:
    for token in sentence:
        mixed = token.kind != "date" and any(c.isdigit() for c in token.form)
        if token.kind == "number" or mixed:
            yield token.form


def _digits(text: str) -> list[str]:
    return sorted(re.sub("[.,]", "", figure) for figure in _DIGITS.findall(text))


@lru_cache(maxsize=1024)
def _is_english(text: str) -> bool:
    words = _words(text)
    return sum(word in FUNCTION_WORDS for word in words) >= _ENGLISH * len(words)


@lru_cache(maxsize=1024)
def _facts(text: str) -> frozenset[tuple[str, ...]]:
    return frozenset(fact.forms for fact in facts(tokens(text)))


def _denies_the_same(said: _Sentence, source: _Sentence) -> bool:
    """Tell if each negation has its own on the other side; the source may add clauses with some."""
    unmatched = list(source.denials)
    for denial in said.denials:
        match = next((e for e in unmatched if e.about & denial.about or e == denial), None)
        if match is None:
            return False
        unmatched.remove(match)
    added = all(denial.about and not denial.about & said.stems for denial in unmatched)
    return said.refusals == source.refusals and added


def _namesakes(said: Sequence[Token], source: Sequence[Token]) -> bool:
    """Tell if a person of the statement is somebody else of the same family in the source."""
    names = [set(fact.forms) for fact in facts(source) if fact.kind == "name"]
    for fact in facts(said):
        if fact.kind == "name" and len(fact.forms) > 1:
            family = [name for name in names if fact.forms[-1] in name]
            whole = set(fact.forms)
            if family and not any(name <= whole or whole <= name for name in family):
                return True
    return False
