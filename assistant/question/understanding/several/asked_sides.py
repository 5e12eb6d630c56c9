"""Questions about what several sources tell: "who disagrees?", "do sources agree on the toll?"."""

import re
from typing import Final

from assistant.question.number_words import HOW_MEASURED
from assistant.question.understanding.wordings import TRIM

__all__ = ["sides_asked"]

_SOURCES: Final = (
    r"(?:(?:the|all|other|any|these|those|different|various|both|our|your|of)\s)*"
    r"(?:sources?|(?:news)?papers?|articles?|publishers?|publications?|outlets?|reports?|accounts?"
    r"|stories|others?|they|everyone|everybody|anyone|anybody|someone|somebody|else)(?:\selse)?"
)
_DIFFER: Final = (
    r"(?:agrees?|differs?|disagrees?|disputes?|contradicts?(?:\s(?:each\sother|one\sanother))?|vary|varies"
    r"|conflicts?|(?:says?|tells?|reports?)\s(?:it\s|that\s)?(?:otherwise|differently|the\ssame(?:\sthing)?"
    r"|something\s(?:else|different)))"
)
_LONGEST: Final = 300
"""Code points of such a question."""
_THAT: Final = r"(?:that|this|it|the\s(?:answer|figure|number|point|matter|same\sthing))"
_ON: Final = rf"(?:\s(?:(?:on|about|over|as\sto)\s(?P<topic>.+)|(?:with\s)?{_THAT}))?"
_LEAD: Final = r"(?:(?:and|but|so|ok(?:ay)?|well)\b,?\s)*"
_ASKED: Final = tuple(
    re.compile(_LEAD + pattern, re.IGNORECASE)
    for pattern in (
        # "Do sources agree on the toll?"
        rf"(?:do|does|did)n?'?t?\s{_SOURCES}\s(?:all\s|also\s)?{_DIFFER}{_ON}",
        # "Who disagrees?", "which papers differ on that?"
        rf"(?:who|which\s{_SOURCES}|what\s{_SOURCES})\s(?:else\s)?{_DIFFER}{_ON}",
        # "What do other papers say about the toll?"
        rf"(?:what|how)\s(?:do|does|did)\s(?:(?:the|all|any)\s)*(?:others?|(?:other|different)\s{_SOURCES}"
        rf"|(?:anyone|everyone|anybody|everybody)\selse|{_SOURCES}\selse)\s(?:say|report|tell|write)"
        rf"(?:\s(?:about|on|of)\s(?:{_THAT}|(?P<about>.+)))?",
        # "Is that disputed?"
        rf"(?:is|are|was)\s(?:{_THAT}|there)\s(?:disputed|contested|undisputed|uncontested|contradicted)",
        # "Are there other figures on the toll?"
        r"(?:(?:are|is)\sthere|do\syou\shave)\s(?:an?y?\s)?(?:other|different|conflicting|differing"
        r"|contradictory)\s(?:figures?|numbers?|versions?|accounts?|reports?|answers?|claims?|values?)"
        rf"{_ON}",
        # "Where do sources differ?"
        rf"(?:where|how)\sdo\s{_SOURCES}\s{_DIFFER}{_ON}",
    )
)
_QUESTION = re.compile(rf"(?:{HOW_MEASURED}|who|when|what)\b", re.IGNORECASE)


def sides_asked(question: str) -> str | None:
    """Return what it is asked of if sources agree, as a question; empty for the answer before.

    Args:
        question: As it was typed.

    Returns:
        None for another question.
    """
    if len(question) > _LONGEST:
        return None
    plain = " ".join(question.replace("’", "'").split()).strip(TRIM)
    for pattern in _ASKED:
        if match := pattern.fullmatch(plain):
            topic = match.groupdict().get("topic") or match.groupdict().get("about") or ""
            if not topic or re.fullmatch(_THAT, topic, re.IGNORECASE):
                return ""
            return f"{topic}?" if _QUESTION.match(topic) else f"What is {topic}?"
    return None
