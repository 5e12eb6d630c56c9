"""Questions that ask for several things: "what are its parts?", "which teams won?"."""

import re
from typing import Final

from assistant.question.understanding.wordings import PLURAL

__all__ = ["asks_for_several"]

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


def asks_for_several(question: str) -> bool:
    """Tell if a question asks for more than one thing, in English.

    Args:
        question: Standalone.
    """
    asked = " ".join(question.replace("’", "'").split())
    return bool(_SEVERAL.match(asked)) and not _ONE_FIGURE.match(asked)
