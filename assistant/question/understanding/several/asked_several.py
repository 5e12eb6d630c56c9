"""Questions that ask for several things: "what are its parts?", or for the most of several."""

import re
from typing import Final, Literal

from assistant.question.understanding.wordings import PLURAL

__all__ = ["asks_for_most", "asks_for_several"]

_LEAD: Final = (
    r"(?:(?:and|but|so|ok(?:ay)?|also|please|can\syou|tell\sme|give\sme|show\sme)\b,?\s)*"
)
_SEVERAL: Final = re.compile(
    rf"{_LEAD}(?:"
    rf"(?:what|which)\s(?:\w+\s)?{PLURAL}\b(?!')"
    rf"|what(?:'re|\s(?:are|were))\s(?:\w+\s){{0,3}}?{PLURAL}\b"
    r"|who\s(?:are|were|all)\b"
    rf"|(?:name|list)\s(?:the|all|some|any|every\w*|three|four|five|{PLURAL})\b"
    rf"|(?:the\s)?(?:full\s)?(?:list|names)\sof\b|(?:the\s)?ingredients\b|all\s(?:of\s)?the\s{PLURAL}\b"
    r")",
    re.IGNORECASE,
)
_ONE_FIGURE: Final = re.compile(
    r"(?:what|which)\s(?:(?:are|were)\s(?:the\s)?)?(?:[\w'’-]+\s){0,4}?(?:sales|losses|earnings|profits"
    r"|revenues|odds|results|damages|proceeds|takings|chances|costs|prices|figures|numbers|wages|times|days"
    r"|hours|years|months|terms|means)\b",
    re.IGNORECASE,
)
"""Matches what is one value under a plural, of which another sentence may tell another year's."""
_MOST: Final = re.compile(
    r"\b(?:(?<!\bat\s)most(?!\s(?:of|recent\w*)\b)|(?:larg|bigg|great|high|long|tall|heavi|rich|deadli)est)\b",
    re.IGNORECASE,
)
"""Matches the word for the upper end of a ranking, and the next for the lower."""
_LEAST: Final = re.compile(
    r"\b(?:(?<!\bat\s)least|(?:few|small|low|short|cheap)est)\b", re.IGNORECASE
)


def asks_for_several(question: str) -> bool:
    """Tell if a question asks for more than one thing, in English.

    Args:
        question: Standalone.
    """
    asked = " ".join(question.replace("’", "'").split())
    return bool(_SEVERAL.match(asked)) and not _ONE_FIGURE.match(asked)


def asks_for_most(text: str) -> Literal["most", "least"] | None:
    """Return which end of a ranking a question, or a sentence, names; None if it names none."""
    if _LEAST.search(text):
        return "least"
    return "most" if _MOST.search(text) else None
