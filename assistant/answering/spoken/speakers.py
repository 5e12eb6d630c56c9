"""Speakers of an article, matched with the words by which a question names one."""

import re
from typing import Final, Protocol

from corpus.language.utterances import name_words
from corpus.language.vocabulary import FUNCTION_WORDS, HONORIFICS, PARTICLES, ROLES
from corpus.text.search_terms import stem

__all__ = ["Speaking", "called", "is_name", "speaks", "unowned"]

_WORD = re.compile(r"\w+")
# "Roe's lawyer" is no name, although it begins with one.
_OWNED = re.compile(r"['’]s?(?!\w)")
# Where what is added to an office begins: "chief of police", "coach, who retired".
_TAIL = re.compile(
    r"\s(?:of|for|at|in|to|from|with|on|who|which|that|whose)\s|-in-|[,(]", re.IGNORECASE
)
_LESSER: Final = frozenset(
    map(stem, "deputy vice former assistant ex then associate junior".split())
)
"""Words that make an office another's."""
# The share of the other words of an office asked for ("of the Post") that must be known.
_HALF: Final = 0.5
_OFFICES: Final = tuple(set(name_words(short)) for short in ("ceo", "pm"))
"""Offices of two words, of which one alone is another's: "chief" is no chief executive."""
_CALLED: Final = tuple(
    group.split()
    for group in (
        "lawyer attorney solicitor barrister counsel",
        "doctor physician",
        "spokesperson spokesman spokeswoman representative rep",
        "chairman chairwoman chair",
    )
)
"""Words for one trade or office, any of which an article may have where a question has another."""
_HEAD: Final = re.compile(r"^(?:the\s)?(?:head|boss)\s(?:of|at)\s(?:the\s)?", re.IGNORECASE)
"""Words for whoever is at the top of a body, whatever the office is called there."""
_AT_THE_TOP: Final = frozenset(
    map(
        stem,
        """head boss president chief executive director chairman chairwoman chair governor
        leader""".split(),
    )
)


class Speaking(Protocol):
    """Somebody who says something in an article, with what he or she is."""

    @property
    def speaker(self) -> str | None:
        """A name, or the words for who speaks."""

    @property
    def role(self) -> str | None:
        """The person's office or trade, in the article's words."""


def speaks(asked: str, attribution: Speaking, title: str, text: str) -> bool:
    """Tell if words are those of the person or body that a question names.

    By name ("Roe", "Ane Roe", "the ministry") or by what somebody is: "the editor of the Post".
    A spokesman's words are those of the body that he speaks for; what somebody's lawyer or
    spokesman says is not that person's.

    Args:
        asked: The words of the question for the speaker.
        attribution: Who says something in an article, and what he or she is.
        title: The article's headline.
        text: Its text; without it, whoever may be meant is.
    """
    speaker = attribution.speaker
    sought = set(name_words(asked))
    if not speaker or not sought:
        return False
    if match := _HEAD.match(asked):
        return _heads(asked[match.end() :], attribution.role or speaker)
    if is_name(speaker):
        return _named(asked, sought, speaker, text) or (
            bool(attribution.role)
            and _described(asked, sought, attribution.role or "", speaker, title)
        )
    return _described(asked, sought, speaker, "", title) or (
        "spokes" in speaker and sought <= set(name_words(speaker)) and not _is_person(asked, text)
    )


def called(asked: str) -> set[str]:
    """Return the words for a speaker, and the same with other words for the trade or office."""
    names = {asked}
    for group in _CALLED:
        for word in group:
            pattern = re.compile(rf"\b{word}(?=s?\b)", re.IGNORECASE)
            if pattern.search(asked):
                names |= {pattern.sub(other, asked) for other in group}
    return names


def _heads(body: str, role: str) -> bool:
    """Tell if a role is at the top of a body, and names it by most of its words."""
    sought, words = set(name_words(body)), set(name_words(role))
    top = _head(role) in _AT_THE_TOP and not words & _LESSER
    return top and len(sought & words) > _HALF * len(sought)


def _is_office(asked: str) -> bool:
    """Tell if words for a speaker end with an office or a trade, or that of several people."""
    last = _WORD.findall(_TAIL.split(asked.strip(), maxsplit=1)[0])[-1:]
    # By its letters, for to its stem "government" is a governor.
    return any(word in ROLES or word.removesuffix("s") in ROLES for word in map(str.lower, last))


def unowned(asked: str) -> str:
    """Return the words for a speaker without whose he or she is: "lawyer" of "his lawyer"."""
    return re.sub(r"^(?:his|her|its|their)\s(?=\w)", "", asked, flags=re.IGNORECASE)


def _is_person(asked: str, text: str) -> bool:
    """Tell if a text has a name of which the words asked for are the last."""
    # At the beginning of a sentence "The Roe" has its capital, too.
    before = re.findall(rf"(?<![.!?] )\b([A-Z]\w+) {re.escape(asked)}\b", text, re.IGNORECASE)
    return any(word[0].isupper() and word.lower() not in FUNCTION_WORDS for word in before)


def is_name(speaker: str) -> bool:
    """Tell if words for a speaker are a name, and not what somebody is."""
    return all(
        word[0].isupper() or word in PARTICLES or word == "and" for word in speaker.split()
    ) and not _OWNED.search(speaker)


def _named(asked: str, sought: set[str], speaker: str, text: str) -> bool:
    words = name_words(speaker)
    # "President Roe" is looked for by the name, "the president" and "Roe's lawyer" by the office.
    plain = sought - set(map(stem, ROLES)) | ({_head(asked)} if _is_office(asked) else set())
    if plain <= set(words):
        return True
    last = name_words(asked)[-1]
    if words != [last] or not plain - {last}:
        return False
    # The article has but the family name; unless it is another's of that name, too.
    first = _WORD.findall(asked)[0].casefold()
    others = re.findall(rf"\b([A-Z]\w+) {re.escape(speaker)}\b", text)
    return all(other.casefold() in HONORIFICS | {first} for other in others)


def _described(asked: str, sought: set[str], phrase: str, name: str, title: str) -> bool:
    """Tell if what somebody is, or the phrase for a speaker, is what is asked for."""
    head, asked_head = _head(phrase), _head(asked)
    words = set(name_words(phrase))
    if head is None or head != asked_head or words & _LESSER - sought:
        return False
    rest = sought - {head}
    for office in _OFFICES:
        if office <= sought:
            if not office <= words:
                return False
            rest -= office
    known = words | set(name_words(name)) | set(name_words(title))
    return not rest or len(rest & known) >= _HALF * len(rest)


def _head(phrase: str) -> str | None:
    """Return the word that says what a phrase is for: "chief" of "the police chief of Lund"."""
    words = name_words(_TAIL.split(phrase.strip(), maxsplit=1)[0])
    return words[-1] if words else None
