"""A yes-or-no question in its parts: the verb that begins it, and its subject."""

import re
from typing import Final

__all__ = ["is_adverb", "opening", "subject_of"]

_LONGEST: Final = 500
"""Code points of a question that is taken apart."""
_AUXILIARY: Final = "did|was|were|has|have|had|do|does|is|are|will|would|can|could|should|must"
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
