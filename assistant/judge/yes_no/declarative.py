"""The statement that a yes-or-no question asks about: "He resigned" of "Did he resign?"."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from assistant.judge.yes_no.asking import is_adverb, opening, subject_of
from assistant.judge.yes_no.verbs import is_participle, is_verb, past, third_person
from corpus.language.vocabulary import BEING

__all__ = ["as_statement"]

_DOING: Final = frozenset("did do does".split())
_HAVING: Final = frozenset("has have had".split())
_ANY: Final = {
    "any": "some",
    "anybody": "somebody",
    "anyone": "someone",
    "anything": "something",
    "anywhere": "somewhere",
}
"""Words that only a question has, and those of the statement."""
_PREPOSITIONS: Final = frozenset("of for in on at by with to from about into than as all".split())
_BESIDE: Final = _PREPOSITIONS | frozenset(
    """the a an his her its their this that these those any some both each every no more most fewer
    first new former other another against after before near under over without like and or between
    my our your""".split()
)
"""Words after which a noun comes, and no verb."""
_DETERMINERS: Final = frozenset(
    "the a an his her its their this that these those any some my our your".split()
)
_SHORT: Final = 5
"""Words of a subject and what it is said to be, with nothing between."""
_ADVERBS: Final = frozenset("still already now again also not always only just never".split())
_BEGINNING: Final = frozenset("a an the to going not there more less too".split())
"""Words with which what somebody is begins: "the mayor", "going to resign"."""


def as_statement(question: str, known: Callable[[str], bool], text: str = "") -> str | None:
    """Return a yes-or-no question as a statement; None for another question.

    Where its subject ends is told by the words alone, so that a long one may be cut too early; a
    model that judges meaning reads over that.

    Args:
        question: Standalone.
        known: Tells if a word in lower case is an English one: a verb is known by its past.
        text: An article that may answer it: a subject of several words may stand in it.
    """
    parts = opening(question)
    # "Was it red or blue" is answered by neither yes nor no, and "you" is the program.
    if parts is None or re.search(r"\bor\b|^you\b", parts[1], re.IGNORECASE):
        return None
    auxiliary, rest = parts
    words = [_ANY.get(word.casefold(), word) for word in rest.split()]
    # "Has it opened yet?" asks if it has opened; no statement ends so.
    if words[-1].casefold() == "yet":
        words.pop()
    if not words:
        return None
    if auxiliary:
        end = _subject_end(auxiliary, words, known, text)
        words = [*words[:end], *_predicate(auxiliary, words[end:], known)]
    text = " ".join(words)
    return f"{text[0].upper()}{text[1:]}."


def _subject_end(
    auxiliary: str, words: Sequence[str], known: Callable[[str], bool], text: str
) -> int:
    """Return how many words the subject has."""
    if words[0].casefold() == "there":
        return 1
    lower = [word.casefold().strip(",") for word in words]
    for index in range(1, len(words)):
        word, before = lower[index], lower[index - 1]
        # Behind "was" and "has" the subject ends before a participle, behind "did" before a verb.
        if auxiliary in BEING or auxiliary in _HAVING:
            begins = _is_adverb(word) or (
                before not in _BESIDE and (word == "been" or is_participle(word))
            )
            if auxiliary in BEING and not begins:
                begins = (word in _BEGINNING and before not in _PREPOSITIONS) or (
                    word.endswith("ing") and before not in _BESIDE
                )
        else:
            verb = words[index].islower() and not _is_adverb(word) and is_verb(word, known)
            begins = verb and before not in _BESIDE
        if begins:
            return index
    end = len(subject_of(" ".join(words), text).split())
    # "Is the new bridge open?": what somebody or something is comes last.
    if auxiliary in BEING and end < len(words) - 1 and lower[0] in _DETERMINERS:
        plain = len(words) <= _SHORT and not _PREPOSITIONS & set(lower)
        end = len(words) - 1 if plain else end
    return end


def _is_adverb(word: str) -> bool:
    return word in _ADVERBS or is_adverb(word)


def _predicate(auxiliary: str, words: Sequence[str], known: Callable[[str], bool]) -> Sequence[str]:
    """Return the words behind the subject of a statement."""
    if not words:
        return words
    if auxiliary not in _DOING:
        return [auxiliary, *words]
    verb = words[0].casefold()
    # "Do they agree?" has the verb as the statement has it.
    if auxiliary == "do":
        return words
    return [past(verb, known) if auxiliary == "did" else third_person(verb), *words[1:]]
