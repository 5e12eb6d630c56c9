"""Statements that a tag makes questions: "He resigned, didn't he?", "She won, right?"."""

import re
from typing import Final

from assistant.question.fragments import AUX, LEAD, WH

__all__ = ["without_tag"]

_END: Final = r"\s?[?.!]*(?P<added>\s\([^()]*\))?"
"""The end of a question, perhaps with words of the conversation in brackets behind it."""
# "Didn't he" and "did he not", with a comma or without.
_VERB_TAG = re.compile(
    rf"(?P<claim>.+?)(?P<comma>,?)\s{AUX}(?P<denies>n['’]?t)?\s(?:he|she|it|they|there|this|that)"
    rf"(?P<not>\snot)?{_END}",
    re.IGNORECASE,
)
_WORD_TAG = re.compile(
    r"(?P<claim>.+?),\s(?:right|correct|true|yes|yeah|no|eh|huh|innit|(?:is|isn['’]?t)\s(?:that|it)"
    rf"\s(?:right|true|so|correct)){_END}",
    re.IGNORECASE,
)
_OR_NOT = re.compile(rf",?\s(?:or\snot|yes\sor\sno){_END}", re.IGNORECASE)
_ASKS = re.compile(rf"{LEAD}?(?:{WH}|{AUX}(?:n['’]?t)?|which|tell|name|list|show|give)\b", re.I)
_DENIAL = re.compile(
    rf"\b(?:(?P<odd>wo|ca)n['’]?t|(?P<verb>{AUX})(?:n['’]?t|\s(?:not|never)))\b", re.IGNORECASE
)
_ODD: Final = {"wo": "will", "ca": "can"}
_FEWEST: Final = 3
"""Words of a statement before "right?": what is shorter may be a name."""


def without_tag(question: str) -> str:
    """Return a statement with a tag as the question that it asks; another question as it is.

    "He resigned, didn't he?" asks if it is true that he resigned, and so does "he didn't resign,
    did he?". Of "did he resign or not?" the end is taken off.

    Args:
        question: Standalone, perhaps with words of the conversation in brackets behind it.
    """
    text = " ".join(question.split())
    if (ending := _OR_NOT.search(text)) and ending.end() == len(text):
        rest = text[: ending.start()]
        return f"{rest}?{ending['added'] or ''}" if _ASKS.match(rest) else question
    tag = _tag(text)
    if tag is None or _ASKS.match(tag["claim"]):
        return question
    claim = re.sub(rf"^{LEAD}", "", tag["claim"], flags=re.IGNORECASE)
    if tag.re is _VERB_TAG and not (tag["denies"] or tag["not"]):
        claim = _DENIAL.sub(_affirmed, claim, count=1)
    return f"Is it true that {claim}?{tag['added'] or ''}"


def _tag(text: str) -> re.Match[str] | None:
    tag = _VERB_TAG.fullmatch(text)
    # Of "where he is" only a comma, or a denial on either side, makes a tag.
    if tag and (tag["comma"] or tag["denies"] or _DENIAL.search(tag["claim"])):
        return tag
    tag = _WORD_TAG.fullmatch(text)
    return tag if tag and len(tag["claim"].split()) >= _FEWEST else None


def _affirmed(denial: re.Match[str]) -> str:
    return denial["verb"] or _ODD[denial["odd"].lower()]
