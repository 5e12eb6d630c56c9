"""Whether a sentence says the same as the words that it cites, as far as rules can tell.

Every number, date and name of the sentence must be in the quote, in the same place of what is
said, from the same mouth, and with the same polarity. Rules cannot judge paraphrase: what they
leave open (``uncovered``) is for a model of meaning.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain
from typing import Final

from assistant.words import PRONOUNS, Token, stem, tokens

__all__ = ["disagreement", "refers_back", "subject", "uncovered"]

NEARLY_THE_SAME: Final = 0.75
"""Similarity of two sequences of words, 0..1, from which they are compared place by place."""
REACH = 5
"""How many words on each side make up the place of a fact."""
_NEAR_NEGATION = 3
_DEMONYM: Final = re.compile(r"(?:ians?|eans?|ish|ese|ans?|i|ia|y|e|ic|s)$")
_PREFIX: Final = 5
_OPPOSITES: Final = tuple(
    (frozenset(map(stem, one.split())), frozenset(map(stem, other.split())))
    for one, other in (
        ("increase rise grow climb gain soar", "decrease fall drop decline shrink lose"),
        ("more", "less fewer"), ("most", "least"), ("before", "after"), ("win", "lose"),
        ("accept agree approve", "reject refuse deny"), ("support back", "oppose"),
        ("open", "close shut"), ("begin start", "end finish stop"), ("up", "down"),
        ("high higher highest", "low lower lowest"), ("allow permit", "ban forbid prohibit"),
        ("largest biggest larger bigger", "smallest smaller"), ("over above", "under below"),
        ("always", "rarely"), ("all", "some few"), ("with", "without"),
        ("north northern", "south southern"), ("east eastern", "west western"),
        ("able", "unable"), ("likely", "unlikely"), ("possible", "impossible"),
        ("early earlier", "late later"), ("old older oldest", "young younger youngest"),
    )
)


@dataclass(frozen=True, slots=True)
class _Fact:
    """A run of name tokens, a number, or a date, at its place in a sentence."""

    kind: str
    forms: tuple[str, ...]
    start: int
    end: int
    written: str


def disagreement(
    statement: str, quote: str, before: str = "", passage: str = "", year: int | None = None
) -> str | None:
    """What in ``statement`` the quote does not bear out, in words; None when nothing.

    Args:
        statement: The sentence, without markers.
        quote: The words of articles that it rests on.
        before: The sentence before the quote, to which its pronouns may refer.
        passage: Where the quote stands: may complete a name ("Meloni", "Giorgia Meloni").
        year: Of the article's publication: may complete a date.
    """
    said, source = tokens(statement), tokens(quote)
    return (
        _unknown_number(said, source, year)
        or _unknown_name(said, source, before, passage)
        or _speaker(said, source, before)
        or _polarity(said, source)
        or _opposite(said, source)
        or _replaced(said, source)
        or _misplaced(said, source, before)
    )


def uncovered(statement: str, quote: str) -> list[str]:
    """The words of meaning in ``statement`` that the quote has in no form, in order."""
    known = {token.stem for token in tokens(quote)}
    return [
        token.form
        for token in tokens(statement)
        if token.kind == "word" and not _covers(known, token.stem)
    ]


def subject(statement: str) -> list[str]:
    """The statement's words of meaning up to its second: about what it speaks."""
    return [token.form for token in tokens(statement) if token.content][:2]


def refers_back(quote: str) -> bool:
    """Whether a pronoun of the quote may stand for something named before it."""
    return any(token.form in PRONOUNS for token in tokens(quote))


def _covers(known: set[str], wanted: str) -> bool:
    return wanted in known or (
        len(wanted) >= _PREFIX and any(_related(wanted, each) for each in known)
    )


def _related(one: str, other: str) -> bool:
    """"decide" and "decision": a long common beginning, short endings."""
    common = next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    return common >= _PREFIX and max(len(one), len(other)) - common <= 4  # noqa: PLR2004


def _unknown_number(
    said: Sequence[Token], source: Sequence[Token], year: int | None
) -> str | None:
    known = {token.form for token in source if token.kind in ("number", "date")}
    months = {form.split("-")[0] + "-" for form in known if "-" in form}
    dated = any(token.kind == "date" and token.form in known for token in said)
    for token in said:
        if token.kind == "number" and token.form not in known:
            if not (dated and token.form == str(year)):
                return f"the number {token.written} is not in the words cited"
        elif token.kind == "date" and token.form not in known | months:
            return f"the date “{token.written}” is not in the words cited"
    return None


def _unknown_name(
    said: Sequence[Token], source: Sequence[Token], before: str, passage: str
) -> str | None:
    known = _known(source)
    earlier = _antecedents(source, before)
    whole = [set(fact.forms) for fact in _facts(tokens(passage)) if fact.kind == "name"]
    for fact in _facts(said):
        if fact.kind != "name":
            continue
        missing = [form for form in fact.forms if not _named(form, known)]
        if not missing or all(_named(form, earlier) for form in missing):
            continue
        # The family name is cited; the first name stands beside it elsewhere in the passage.
        if fact.forms[-1] in known and any(set(fact.forms) <= names for names in whole):
            continue
        return f"the name “{fact.written}” is not in the words cited"
    return None


def _known(source: Iterable[Token]) -> set[str]:
    spelled = [token for token in source if token.kind != "break"]
    known = {token.form for token in spelled} | {token.stem for token in spelled}
    for run in _runs(spelled):
        known.add("".join(token.form[0] for token in run))
    return known


def _named(form: str, known: set[str]) -> bool:
    root = _DEMONYM.sub("", form)
    return form in known or stem(form) in known or (
        len(root) > 3 and any(_DEMONYM.sub("", each) == root for each in known)  # noqa: PLR2004
    )


def _antecedents(source: Sequence[Token], before: str) -> set[str]:
    """The names for which a pronoun of the quote may stand: the first of the sentence before."""
    if not before or not any(token.form in PRONOUNS for token in source):
        return set()
    first = next((fact for fact in _facts(tokens(before)) if fact.kind == "name"), None)
    return set(first.forms) if first else set()


def _facts(sentence: Sequence[Token]) -> Iterator[_Fact]:
    place = 0
    while place < len(sentence):
        token, end = sentence[place], place + 1
        if token.kind == "name":
            while end < len(sentence) and sentence[end].kind == "name":
                end += 1
        if token.kind in ("name", "number", "date"):
            run = sentence[place:end]
            written = " ".join(each.written for each in run)
            yield _Fact(token.kind, tuple(each.form for each in run), place, end, written)
        place = end


def _runs(sentence: Sequence[Token]) -> Iterator[list[Token]]:
    """Runs of words with a capital, over which an acronym may be made."""
    run: list[Token] = []
    for token in sentence:
        if token.written[0].isupper():
            run.append(token)
        elif token.form not in ("of", "the", "and", "for"):
            if len(run) > 1:
                yield run
            run = []
    if len(run) > 1:
        yield run


def _speaker(said: Sequence[Token], source: Sequence[Token], before: str) -> str | None:
    mouths = list(chain(*_speakers(source)))
    earlier = _antecedents(source, before)
    for speaker in _speakers(said):
        names = [form for form in speaker if form not in PRONOUNS]
        if not names:
            continue
        if not mouths:
            return "the words cited are not attributed to anybody"
        known = {*mouths, *(earlier if PRONOUNS & set(mouths) else ())}
        if not any(_named(form, known) for form in names):
            return f"the words cited are not “{' '.join(names)}”’s"
    return None


def _speakers(sentence: Sequence[Token]) -> Iterator[tuple[str, ...]]:
    facts = [fact for fact in _facts(sentence) if fact.kind == "name"]
    for place, token in enumerate(sentence):
        if token.kind != "speech":
            continue
        inverted = place > 0 and sentence[place - 1].kind == "break" and (
            place < 2 or sentence[place - 2].kind == "break"  # noqa: PLR2004
        )
        after = next((f for f in facts if place < f.start <= place + 4), None)
        if token.written.startswith(("according", "According")) or (inverted and after):
            if after:
                yield after.forms
            continue
        yield _before_verb(sentence, facts, place)


def _before_verb(
    sentence: Sequence[Token], facts: Sequence[_Fact], place: int
) -> tuple[str, ...]:
    """The nearest name or pronoun before the verb; over commas, the one before the apposition."""
    for back in range(place - 1, max(-1, place - 12), -1):
        token = sentence[back]
        if token.form in ("he", "she", "they", "it"):
            return (token.form,)
        fact = next((f for f in facts if f.start <= back < f.end), None)
        if fact and back + 1 < place and sentence[place - 1].written == ",":
            opened = [f for f in facts if f.end < fact.start and sentence[f.end].written == ","]
            return (*fact.forms, *(opened[-1].forms if opened else ()))
        if fact:
            return fact.forms
    return ()


def _polarity(said: Sequence[Token], source: Sequence[Token]) -> str | None:
    """Each negation on one side must have its own on the other, about the same words."""
    unmatched = list(_denials(source))
    stems = {token.stem for token in said}
    for denial in _denials(said):
        match = next((each for each in unmatched if set(each) & set(denial)), None)
        if match:
            unmatched.remove(match)
        elif not ({token.stem for token in source} & _REFUSING) - stems:
            return f"it denies “{' '.join(denial)}”, which the words cited do not"
    for denial in unmatched:
        if denial and set(denial) <= stems and not stems & _REFUSING:
            return f"the words cited deny “{' '.join(denial)}”"
    return None


_REFUSING: Final = frozenset(
    map(stem, "fail failed refuse refused reject rejected lack deny denied unable declined".split())
)


def _denials(sentence: Sequence[Token]) -> Iterator[tuple[str, ...]]:
    """Of each negation the nearest word of meaning before it and the one after it."""
    plain = [token for token in sentence if token.kind != "break"]
    for place, token in enumerate(plain):
        if token.kind == "negation":
            before = plain[max(0, place - _NEAR_NEGATION) : place][::-1]
            after = plain[place + 1 : place + 2 + _NEAR_NEGATION]
            sides = (next((t.stem for t in side if t.content or t.kind == "speech"), None)
                     for side in (before, after))
            yield tuple(stem_ for stem_ in sides if stem_)


def _opposite(said: Sequence[Token], source: Sequence[Token]) -> str | None:
    mine, theirs = {token.stem for token in said}, {token.stem for token in source}
    for pair in _OPPOSITES:
        for one, other in (pair, pair[::-1]):
            if mine & one and not mine & other and theirs & other and not theirs & one:
                return f"it says “{min(mine & one)}” where the words cited say otherwise"
    return None


def _replaced(said: Sequence[Token], source: Sequence[Token]) -> str | None:
    """In a sentence that is nearly the quote's: a fact that stands for another of its kind."""
    mine = [token for token in said if token.kind != "break"]
    theirs = [token for token in source if token.kind != "break"]
    matcher = SequenceMatcher(None, [t.stem for t in mine], [t.stem for t in theirs], False)
    if matcher.ratio() < NEARLY_THE_SAME:
        return None
    for change, a, b, c, d in matcher.get_opcodes():
        if change != "replace":
            continue
        for kind in ("name", "number", "date"):
            new = [token.form for token in mine[a:b] if token.kind == kind]
            old = [token.form for token in theirs[c:d] if token.kind == kind]
            if new and old and not any(_named(form, set(old)) for form in new):
                return f"“{new[0]}” stands where the words cited have “{old[0]}”"
    return None


def _misplaced(said: Sequence[Token], source: Sequence[Token], before: str) -> str | None:
    """A fact that the quote has, but in the place where the statement has another."""
    facts = list(_facts(source))
    earlier = _antecedents(source, before)
    pronouns = [
        _Fact("name", tuple(earlier), place, place + 1, token.written)
        for place, token in enumerate(source)
        if token.form in PRONOUNS and earlier
    ]
    for fact in _facts(said):
        here = _surroundings(said, fact)
        places = [(each, _likeness(here, _surroundings(source, each)))
                  for each in (*facts, *pronouns) if each.kind == fact.kind]
        own = max((like for each, like in places if _same(fact, each)), default=None)
        other = max((like for each, like in places if not _same(fact, each)), default=0.0)
        if own is not None and other > own * RATIO + MARGIN:
            return f"“{fact.written}” stands where the words cited have something else"
    return None


RATIO = 1.3
MARGIN = 0.3


def _same(one: _Fact, other: _Fact) -> bool:
    if one.kind == "date":
        return any(a == b or a in b or b in a for a in one.forms for b in other.forms)
    return bool(set(one.forms) & set(other.forms)) or (
        one.kind == "name" and any(_named(form, set(other.forms)) for form in one.forms)
    )


def _surroundings(sentence: Sequence[Token], fact: _Fact) -> dict[tuple[int, str], float]:
    """The words around a fact with their sides, and how much each tells: near ones the most."""
    around: dict[tuple[int, str], float] = {}
    sides = (
        (-1, [t for t in sentence[: fact.start] if t.kind != "break"][::-1][:REACH]),
        (1, [t for t in sentence[fact.end :] if t.kind != "break"][:REACH]),
    )
    for side, neighbours in sides:
        for distance, token in enumerate(neighbours):
            weight = (1.0 if token.content or token.kind == "speech" else 0.5) / (1 + distance / 2)
            key = (0 if token.kind == "speech" else side, token.stem)
            around[key] = max(weight, around.get(key, 0.0))
    return around


def _likeness(one: dict[tuple[int, str], float], other: dict[tuple[int, str], float]) -> float:
    return sum(min(weight, other[key]) for key, weight in one.items() if key in other)
