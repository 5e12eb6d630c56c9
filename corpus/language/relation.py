"""The relation of two sentences that tell the same in two papers: supported, contradicted, not told.

Such sentences are nearly the same, so that what is another in them is looked at closely: figures
with their units, names, dates, "not", words of doubt, and words that exclude each other. This is
the seam for a model of meaning: rules know nothing of what words mean.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, Literal

from corpus.language.agreement import REFUSING, denials, disagreement
from corpus.language.facts import facts, is_named, spellings
from corpus.language.tokens import Token, fold, tokens
from corpus.language.vocabulary import HEDGES, STOP

__all__ = ["Relation", "relation", "tells_more"]

Relation = Literal["supported", "contradicted", "not told"]

_ENGLISH: Final = 0.2
"""Share of its words that an English sentence has of the small words: of other languages' less."""
_DATELINE = re.compile(r"^(?:[A-Z][A-Z.,'/ ]+(?:\([^)]*\))?|\([^)]*\)) *-+ +")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+(?:[.,]\d+)*|(?<!\S)-(?=\d)|[$€£¥₹%°+]")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_SCORE = re.compile(r"(?<![\d-])\d+-\d+(?![\d-])")


def relation(sentence: str, other: str, article: str = "") -> Relation:
    """The relation of another paper's sentence to one that it stands in place of.

    Supported: all figures, names, dates and negations of the sentence are in the other, which may
    tell more. Not told: the other tells less, or of another event. Contradicted: each has what
    the other has not. Where the language is not English, only the same words support.

    Args:
        sentence: The one that is cited.
        other: The one of the other paper.
        article: The text of the other paper, which may complete its names.
    """
    one, two = (_DATELINE.sub("", fold(each)) for each in (sentence, other))
    if _words(one) == _words(two):
        return "supported"
    if not _is_english(article or two):
        return "not told" if _digits(one) == _digits(two) else "contradicted"
    if _bears_out(two, one, article):
        return "supported"
    if _bears_out(one, two, one) or _is_of_another(one, two):
        return "not told"
    return "contradicted"


def tells_more(sentence: str, text: str) -> bool:
    """Whether a sentence has a figure, a name, a date or a negation that is nowhere in a text."""
    said = tokens(_DATELINE.sub("", fold(sentence)))
    return bool(_missing(said, tokens(text)) or list(denials(said)))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _digits(text: str) -> list[str]:
    return sorted(re.sub("[.,]", "", figure) for figure in _DIGITS.findall(text))


@lru_cache(maxsize=1024)
def _is_english(text: str) -> bool:
    words = _words(text)
    return sum(word in STOP for word in words) >= _ENGLISH * len(words)


def _bears_out(source: str, statement: str, article: str) -> bool:
    """Whether a sentence has all facts of another, and denies and doubts the same."""
    said, there = tokens(statement), tokens(source)
    return (
        not _figures(statement, said) - _figures(source, there)
        and _doubts(said) == _doubts(there)
        and _denies_the_same(said, there)
        and not _namesakes(said, [*there, *tokens(article)])
        and disagreement(statement, source, passage=f"{article}\n{statement}") is None
    )


def _figures(text: str, sentence: Sequence[Token]) -> Counter[str]:
    """Numbers and dates, each as often as it stands there; scores; and words with digits."""
    return Counter(
        [
            *(token.form for token in sentence if token.kind == "number" or _is_mixed(token)),
            *(_SCORE.findall(text)),
        ]
    )


def _is_mixed(token: Token) -> bool:
    return token.kind != "date" and any(c.isdigit() for c in token.form)


def _doubts(sentence: Sequence[Token]) -> bool:
    return any(token.form in HEDGES and token.kind != "date" for token in sentence)


def _denies_the_same(said: Sequence[Token], source: Sequence[Token]) -> bool:
    """Whether each negation has its own on the other side; the source may add clauses with some."""
    unmatched = list(denials(source))
    refusals = Counter(token.stem for token in said if token.stem in REFUSING)
    theirs = Counter(token.stem for token in source if token.stem in REFUSING)
    for denial in denials(said):
        match = next((e for e in unmatched if e.about & denial.about or e == denial), None)
        if match is None:
            return False
        unmatched.remove(match)
    stems = {token.stem for token in said}
    added = all(denial.about and not denial.about & stems for denial in unmatched)
    return refusals == theirs and added


def _namesakes(said: Sequence[Token], source: Sequence[Token]) -> bool:
    """Whether a person of the statement is somebody else of the same family in the source."""
    names = [set(fact.forms) for fact in facts(source) if fact.kind == "name"]
    for fact in facts(said):
        if fact.kind == "name" and len(fact.forms) > 1:
            family = [name for name in names if fact.forms[-1] in name]
            whole = set(fact.forms)
            if family and not any(name <= whole or whole <= name for name in family):
                return True
    return False


def _is_of_another(one: str, two: str) -> bool:
    """Whether two sentences of one pattern tell of two events: a name and more are others."""
    mine, theirs = tokens(one), tokens(two)
    missing = _missing(mine, theirs), _missing(theirs, mine)
    return all(kinds["name"] and kinds.total() > 1 for kinds in missing)


def _missing(said: Sequence[Token], source: Sequence[Token]) -> Counter[str]:
    """How many facts of each kind one sentence has and the other has not."""
    known = spellings(source)
    return Counter(
        fact.kind for fact in facts(said) if not all(is_named(form, known) for form in fact.forms)
    )
