"""Speakers of an article, matched with the words by which a question names one."""

import re
from typing import Final

from corpus.language.attributions import Attribution
from corpus.language.vocabulary import PARTICLES, ROLES, STOP
from corpus.text.search_terms import stem, without_accents

__all__ = ["speaks"]

_WORD = re.compile(r"\w+")
_LETTERS = re.compile(r"\b(?:[a-z]\.){2,}")
_OWNED = re.compile(r"['’]s?(?!\w)")
_SMALL: Final = frozenset("the a an of for in at to from on and s by".split())
_TAIL = re.compile(
    r"\s(?:of|for|at|in|to|from|with|on|who|which|that|whose)\s|-in-|[,(]", re.IGNORECASE
)
_SAME: Final = (("ceo", "chief executive"), ("pm", "prime minister"))
"""Short forms of offices, and what they stand for."""
_LESSER: Final = frozenset(
    map(stem, "deputy vice former assistant ex then associate junior".split())
)
"""Words that make an office another's."""
HALF: Final = 0.5


def speaks(asked: str, attribution: Attribution, title: str, text: str) -> bool:
    """Tell if words are those of the person or body that a question names.

    By name ("Roe", "Ane Roe", "the ministry") or by what somebody is: "the editor of the Post".
    A spokesman's words are those of the body that he speaks for; what somebody's lawyer or
    spokesman says is not that person's.

    Args:
        asked: The words of the question for the speaker.
        attribution: Who says something in an article, and what he or she is.
        title: The article's headline.
        text: Its text.
    """
    speaker = attribution.speaker
    sought = set(_words(asked))
    if not speaker or not sought:
        return False
    if _is_name(speaker):
        return _named(asked, sought, speaker, text) or (
            bool(attribution.role)
            and _described(asked, sought, attribution.role or "", speaker, title)
        )
    return _described(asked, sought, speaker, "", title) or (
        "spokes" in speaker and sought <= set(_words(speaker)) and not _is_person(asked, text)
    )


def _is_person(asked: str, text: str) -> bool:
    """Tell if a text has a name of which the words asked for are the last."""
    before = re.findall(rf"(?<![.!?] )\b([A-Z]\w+) {re.escape(asked)}\b", text, re.IGNORECASE)
    return any(word[0].isupper() and word.lower() not in STOP for word in before)


def _words(text: str) -> list[str]:
    """Return the stems of a text's words but for the small ones."""
    plain = without_accents(text).casefold()
    plain = _LETTERS.sub(lambda match: match[0].replace(".", ""), plain)
    plain = _OWNED.sub(" ", plain)
    for short, whole in _SAME:
        plain = re.sub(rf"\b{short}\b", whole, plain)
    return [stem(word) for word in _WORD.findall(plain) if word not in _SMALL]


def _is_name(speaker: str) -> bool:
    return all(
        word[0].isupper() or word in PARTICLES or word == "and" for word in speaker.split()
    ) and not _OWNED.search(speaker)


def _named(asked: str, sought: set[str], speaker: str, text: str) -> bool:
    words = _words(speaker)
    plain = sought - set(map(stem, ROLES)) or sought
    if plain <= set(words):
        return True
    last = _words(asked)[-1]
    if words != [last] or not plain - {last}:
        return False
    # The article has but the family name; unless it is another's of that name, too.
    first = _WORD.findall(asked)[0].casefold()
    others = re.findall(rf"\b([A-Z]\w+) {re.escape(speaker)}\b", text)
    return all(other.casefold() in (first, "mr", "mrs", "ms", "dr") for other in others)


def _described(asked: str, sought: set[str], phrase: str, name: str, title: str) -> bool:
    """Tell if what somebody is, or the phrase for a speaker, is what is asked for."""
    head, asked_head = _head(phrase), _head(asked)
    words = set(_words(phrase))
    if head is None or head != asked_head or words & _LESSER - sought:
        return False
    rest = sought - {head}
    known = words | set(_words(name)) | set(_words(title))
    return not rest or len(rest & known) >= HALF * len(rest)


def _head(phrase: str) -> str | None:
    """Return the word that says what a phrase is for: "chief" of "the police chief of Lund"."""
    words = _words(_TAIL.split(phrase.strip(), maxsplit=1)[0])
    return words[-1] if words else None
