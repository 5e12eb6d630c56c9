"""A yes-or-no question in its parts: who or what it asks about, and what it asks to be so."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import dropwhile, takewhile
from typing import Final, Literal

from assistant.judge.yes_no.senses import with_one_word
from corpus.language.tokens import Token, tokens
from corpus.language.vocabulary import BEING
from corpus.text.search_terms import stem

__all__ = ["Asked", "is_adverb", "opening", "read", "root", "subject_of"]

_Time = Literal["done", "now", "coming", "able"]

_TIMES: Final[dict[str, _Time]] = {
    **dict.fromkeys("did was were has have had".split(), "done"),
    **dict.fromkeys("do does is are".split(), "now"),
    **dict.fromkeys("will would".split(), "coming"),
    **dict.fromkeys("can could should must".split(), "able"),
}
"""What each word that begins a question asks for."""
_LONGEST: Final = 500
"""Code points of a question that is taken apart."""
_AUXILIARY: Final = "|".join(_TIMES)
_QUESTION: Final = re.compile(
    r"(?:(?:and|but|so|ok(?:ay)?|also),?\s)?(?:is\sit\strue\sthat\s(?P<claim>.+?)"
    rf"|(?P<verb>{_AUXILIARY})(?:n't|n’t)?\s(?P<rest>.+?))\s?[?.!]*",
    re.IGNORECASE,
)
# Words that only stress a question: "did he really leave" asks if he left.
_ASIDE: Final = re.compile(r"\b(?:really|actually|indeed|ever|even)\s", re.IGNORECASE)
# A noun with its determiner, a name of one or more words, or else the first word.
_SUBJECT: Final = re.compile(
    r"(?:(?:all|any|some|both|each)\s(?:of\s)?(?:the\s)?"
    r"|(?:[Tt]he|an?|his|her|their|its|this|that|these|those|more\sthan|fewer\sthan)\s)[\w’'-]+"
    r"|[A-Z0-9][\w’'.&-]*(?:\s(?:of|the|de|van|and|&)?\s?[A-Z0-9][\w’'.&-]*)*|[\w’'-]+"
)
_LONGEST_SUBJECT: Final = 8
"""Words."""
_LIGHT: Final = frozenset(
    map(stem, "go get make take give reach come want try become receive hold carry".split())
)
"""Stems of verbs that say little beside their object: "make a profit"."""
# A sentence need not have these, though the question does.
_SMALL: Final = frozenset("still already yet again also now".split())
_NO_ADVERBS: Final = frozenset(
    """ally anomaly apply assembly beastly belly brotherly bubbly bully burly butterfly chilly
    comply costly cowardly curly daily deadly disorderly dolly dragonfly early elderly family
    fatherly fly folly fortnightly friendly gangly ghastly ghostly gully heavenly hilly holy
    homely homily hourly housefly imply italy jelly jolly july leisurely lily lively lonely
    lovely lowly melancholy monopoly monthly motherly multiply nightly oily only orderly panoply
    princely quarterly rally rely reply scholarly sickly silly smelly stately sully supply surly
    tally timely ugly unfriendly unholy unruly untimely weekly wily woolly worldly yearly""".split()
)
"""Words in "-ly" that name or do something, or tell of what sort a thing is."""
# By its ending alone: "signed", "taken", "bought", "built", "met".
_PARTICIPLE: Final = re.compile(r"(?:ed|en|wn|ught|ld|de|nd|pt|ut|et|lt|st)$")


@dataclass(frozen=True, slots=True)
class Asked:
    """The parts of a yes-or-no question."""

    time: _Time
    passive: bool
    """Whether the subject is asked to have something done to it."""
    denied: bool
    """Whether it is asked if something is not so."""
    subject: tuple[Token, ...]
    """The words of meaning that name the subject."""
    predicate: Token
    """The word that says what is asked to be so: a verb, or what the subject is asked to be."""
    earlier: bool
    """Whether it asks if that has been so before."""
    verb: bool
    """Whether that is a verb, as far as its place tells."""
    rest: tuple[Token, ...]
    """The other words of meaning."""
    words: tuple[Token, ...]
    """All words after the first, in order."""

    @classmethod
    def of(cls, question: str, text: str = "") -> "Asked | None":
        """Take a yes-or-no question apart; None for another, and where its parts cannot be told.

        Args:
            question: Standalone.
            text: An article that may answer it: the longest beginning of the question that stands
                in it is taken for the subject.
        """
        parts = opening(question)
        if parts is None:
            return None
        # "Is it true that he left" has no such verb: it is as if "did he leave" was asked.
        verb, whole = parts[0] or "did", parts[1]
        # "Was it red or blue" is answered by neither yes nor no.
        subject = "" if re.search(r"\bor\b", whole) else subject_of(whole, text)
        rest = whole[len(subject) :].strip()
        claimed = None if parts[0] else re.match(rf"(?:{_AUXILIARY})\b", rest)
        if claimed:
            verb, rest = claimed[0], rest[claimed.end() :]
        return _parts(verb.casefold(), subject, rest) if subject and rest else None


def opening(question: str) -> tuple[str, str] | None:
    """Return the verb that begins a yes-or-no question, in lower case, and what follows it.

    The verb is empty for "is it true that", and what follows is the claim. None for another
    question.
    """
    if len(question) > _LONGEST:
        return None
    match = _QUESTION.fullmatch(_ASIDE.sub("", " ".join(question.split())))
    if match is None:
        return None
    return (match["verb"] or "").casefold(), match["rest"] or match["claim"]


def is_adverb(form: str) -> bool:
    """Tell if a word in lower case is an adverb by its ending: "badly", not "butterfly"."""
    return form.endswith("ly") and form not in _NO_ADVERBS


def read(text: str) -> list[Token]:
    """Return the tokens of a text, verbs of two words as one."""
    return list(tokens(with_one_word(text)))


def root(token: Token) -> str:
    """Return the stem of a word, of verbs of saying too."""
    return stem(token.written.casefold()) if token.kind == "speech" else token.stem


def subject_of(rest: str, text: str = "") -> str:
    """Return the subject with which the rest of a question begins, as far as can be told.

    Args:
        rest: What follows the question's first verb.
        text: An article that may answer it: the longest beginning that stands in it is taken.
    """
    # The program itself is asked.
    if re.match(r"you\b", rest, re.IGNORECASE):
        return ""
    match = _SUBJECT.match(rest)
    shortest = match[0] if match else ""
    words = rest.split()
    folded = text.casefold()
    # The longest first. A single word would be found too often to tell anything.
    for count in range(min(_LONGEST_SUBJECT, len(words) - 1), len(shortest.split()), -1):
        candidate = " ".join(words[:count])
        bare = re.sub(r"^(?:the|an?)\s", "", candidate.casefold())
        if " " in bare and re.search(rf"\b{re.escape(bare)}(?!\w)", folded):
            return candidate
    return shortest


def _parts(auxiliary: str, subject: str, rest: str) -> Asked | None:
    about = read(subject)
    said = [token for token in read(rest) if token.kind != "break"]
    words = [token for token in said if token.content or token.kind == "speech"]
    words = [t for t in words if t.form not in _SMALL and not is_adverb(t.form)]
    if not about or (about[0].form == "the" and all(t.kind == "number" for t in about[1:])):
        return None  # of "the 16 inch laptop" the thing itself is not known
    there = about[0].form == "there"
    # "Was there a tsunami warning?" asks for the warning; it has no other verb.
    predicate = _last_of_first(said) if there else _predicate(said, words)
    if predicate is None:
        return None
    being = there or auxiliary in BEING or any(token.form in BEING for token in said[:3])
    participle = not there and bool(_PARTICIPLE.search(predicate.written))
    going = auxiliary in BEING and re.search(r"\bgoing to ", rest)
    return Asked(
        time="coming" if going else _TIMES[auxiliary],
        passive=being and participle,
        # One "not" takes back another.
        denied=sum(token.kind == "negation" for token in (*about, *said)) % 2 == 1,
        subject=tuple(t for t in about if t.content and t.kind != "number"),
        predicate=predicate,
        earlier=said[-1].form == "before",
        verb=not being or participle or bool(going),
        # A light verb may be another in the article: "made a profit", "posted a profit".
        rest=tuple(t for t in words if t is not predicate and root(t) not in _LIGHT),
        words=(*about, *said),
    )


def _predicate(said: Sequence[Token], words: Sequence[Token]) -> Token | None:
    """Return the word that says what is asked to be so."""
    # "Was Roe found guilty?" asks for the guilt, not for what was found.
    guilt = next((token for token in words if token.form in ("guilty", "innocent")), None)
    telling = [token for token in words if token.kind in ("word", "speech")]
    if guilt or not telling or root(telling[0]) not in _LIGHT:
        return guilt or next(iter(telling), None)
    return _last_of_first(said[said.index(telling[0]) + 1 :]) or telling[0]


def _last_of_first(said: Sequence[Token]) -> Token | None:
    """Return the last of the first words in a row: the profit of "a large profit in May"."""
    run = takewhile(lambda t: t.kind == "word", dropwhile(lambda t: t.kind != "word", said))
    return next(iter(list(run)[::-1]), None)
