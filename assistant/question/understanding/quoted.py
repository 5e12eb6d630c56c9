"""Questions of who said what: "What did Roe say about …?", "Who said …?", "Who is quoted?"."""

import re
from dataclasses import dataclass
from typing import Final, Literal, Self

__all__ = ["AskedFor", "Speech", "asks_of_document"]

AskedFor = Literal["words", "speaker", "speakers"]
"""Somebody's words; who said certain words; whom the articles quote."""


@dataclass(frozen=True, slots=True)
class Speech:
    """A question of who said what, in its own words."""

    asked: AskedFor
    speaker: str = ""
    topic: str = ""
    """Subject of the words; of "Who said …?" the words."""

    @classmethod
    def of(cls, question: str) -> Self | None:
        """Return what a question of who said what asks for; None where it is another question.

        Args:
            question: On one line, without its question mark.
        """
        # "Who is quoted?" first, for "who" and a verb may else look like "who said …?".
        for pattern in _SPEAKERS:
            if match := pattern.fullmatch(question):
                return cls("speakers", topic=_IN_ARTICLES.sub("", match["topic"] or ""))
        for pattern in _SPEAKER:
            if match := pattern.fullmatch(question):
                words = match["words"].strip(" \"“”'‘’.,")
                # "Who said it?" has no words to look for.
                return None if _NO_WORDS.match(words) else cls("speaker", topic=words)
        for pattern in _WORDS:
            if match := pattern.fullmatch(question):
                groups = match.groupdict()
                topic = groups.get("topic") or _topic(groups.get("rest") or "")
                speaker = match["speaker"].strip(" \"“”'‘’.,")
                if not (_NOBODY.fullmatch(speaker) or _DOCUMENT.fullmatch(speaker)):
                    return cls("words", speaker, topic)
        return None


def asks_of_document(question: str) -> bool:
    """Tell if a question asks what a document says ("What does Norway's constitution say?").

    Args:
        question: On one line, without its question mark.
    """
    matches = (pattern.fullmatch(question) for pattern in _WORDS)
    return any(match and _DOCUMENT.fullmatch(match["speaker"]) for match in matches)


_SAY: Final = (
    r"(?:say|said|saying|tell|told|telling|claim|claimed|argue|argued|think|thought|believe|believed"
    r"|comment|commented|remark|remarked|stated|advise|advised|warn|warned|testify|testified"
    r"|write|written|tweet|tweeted|explain|explained|complain|complained|admit|admitted|predict"
    r"|predicted|insist|insisted)"
)
_ON: Final = (
    r"(?:about|on|of|regarding|concerning|over|in\sresponse\sto|as\sto|with\sregard\sto|to|against)"
)
_ADVERB: Final = (
    r"(?:(?:actually|really|also|just|ever|exactly|publicly|recently|himself|herself"
    r"|(?:have|has|had|got)\sto)\s)?"
)
_POLITE: Final = (
    r"(?:(?:please|so|and|now|well|ok(?:ay)?)\b,?\s|(?:can|could|would)\syou\s(?:please\s)?|i\s(?:want|need"
    r"|would\slike)\s(?:to\s(?:know|see|hear)\s)?|(?:do\syou\sknow|tell\sme|show\sme|give\sme|list|find(?:\sme)?)\s)*"
)
_QUOTES: Final = (
    r"(?:quotes?|quotations?|statements?|remarks?|comments?|(?:exact\s|own\s|very\s)?words"
    r"|utterances?)"
)
_VIEWS: Final = (
    rf"(?:reactions?|response|views?|opinions?|position|stance|take|comments?|{_QUOTES})"
)
_TOPIC: Final = rf"(?:\s{_ON}\s(?P<topic>.+))?"
_WORDS = tuple(
    re.compile(_POLITE + pattern, re.IGNORECASE)
    for pattern in (
        # "What did Roe say about the mine?", "what has Roe been quoted as saying?"
        rf"what(?:\selse)?(?:'s|\s(?:did|does|do|has|have|had|is|was|are|were))?\s(?P<speaker>.+?)\s"
        rf"(?:been\s)?{_ADVERB}(?:quoted\sas\s)?{_SAY}(?:\s(?P<rest>.+))?",
        # "Everything that Roe said about the mine."
        r"(?:everything|anything|all|what)\s(?:that\s)?(?P<speaker>.+?)\s(?:has\s|have\s|ever\s)*(?:said|says)"
        r"(?:\s(?P<rest>.+))?",
        # "What is Roe's view on the mine?"
        rf"what(?:'s|\s(?:is|was|are|were))\s(?P<speaker>.+?)(?:'s?|s)\s(?:(?:public|official|first)\s)?"
        rf"{_VIEWS}{_TOPIC}",
        # "What was the reaction of the ministry to the ruling?"
        rf"what(?:'s|\s(?:is|was|are|were))\s(?:the\s)?{_VIEWS}\s(?:of|by|from)\s(?P<speaker>.+?){_TOPIC}",
        # "All quotes by Roe about the mine."
        rf"(?:(?:all|any|some|the|more|of|are\sthere|every)\s)*{_QUOTES}\s(?:by|from|of)\s(?P<speaker>.+?){_TOPIC}",
        # "How did Roe react to the ruling?"
        r"how\s(?:did|does|has|have)\s(?P<speaker>.+?)\s(?:react|reacted|respond|responded)"
        r"\s(?:to|on)\s(?P<topic>.+)",
        # "How does Roe describe the mine?"
        r"how\s(?:did|does|do)\s(?P<speaker>.+?)\s(?:describe|see|view|feel\sabout)\s(?P<topic>.+)",
    )
)
_CALLED: Final = (
    r"(?:call(?:s|ed)?|describ(?:es?|ed)|compar(?:es?|ed)|liken(?:s|ed)?|brand(?:s|ed)?"
    r"|label(?:s|led|ed)?)"
)
_SPEAKER = tuple(
    re.compile(_POLITE + pattern, re.IGNORECASE)
    for pattern in (
        # "Who said that the mine is safe?"
        r"who(?:\selse)?(?:\swas\sit\sthat)?\s(?:has\s|have\s|had\s|first\s|once\s|also\s)*(?:said|says?|claim(?:s|ed)?|argu(?:es?|ed)"
        r"|warn(?:s|ed)?|den(?:y|ies|ied)|think(?:s)?|thought|believ(?:es?|ed)|(?:wrote|writes)(?=\sthat)|testif(?:ies|ied)"
        r"|tweet(?:s|ed)?|predict(?:s|ed)?|complain(?:s|ed)?|insist(?:s|ed)?|admit(?:s|ted)?|stat(?:es|ed)"
        r"|remark(?:s|ed)?|suggest(?:s|ed)?|joked?)\s(?:that\s|of\s)?(?P<words>.+)",
        # "Who called the mine a danger?"
        rf"who(?:\selse)?\s(?:has\s|have\s|had\s|first\s|once\s)*{_CALLED}\s(?P<words>.+)",
        # "By whom was it said that the mine is safe?"
        r"by\swhom\swas\sit\s(?:said|claimed)\s(?:that\s)?(?P<words>.+)",
        # "Somebody said the mine is safe, but who said it?"
        r".{0,40}?\b(?:some(?:body|one)|a\sman|a\swoman)\s(?:was\s)?(?:say|said|claim|complain|argu|warn|think|thought)\w*"
        r"\s(?:that\s)?(?P<words>.+?),?\s(?:but\s|and\s)?who\s(?:said|was)\s(?:it|that|so)",
    )
)
_ARTICLES: Final = (
    r"(?:the\s|these\s|this\s|your\s|our\s|my\s)?(?:article|stor|paper|report|piece|corpus|news)\w*"
)
_SPEAKERS = tuple(
    re.compile(_POLITE + pattern, re.IGNORECASE)
    for pattern in (
        # "Who is quoted on the mine?"
        r"(?:who(?:m|\selse)?|which\s\w+|what\speople)\s(?:is|are|was|were|gets?|has\sbeen|have\sbeen)\s(?:quoted|cited)"
        r"(?:\s(?:in|on|by|about|for)\s(?P<topic>.+))?",
        # "Whom do the articles quote about the mine?"
        rf"whom?\s(?:do|does|did)\s{_ARTICLES}\s(?:quote|cite)(?:\s(?:on|about)\s(?P<topic>.+))?",
        # "Who has commented on the mine?"
        r"(?:who|which\s\w+)\s(?:has|have|had)?\s?(?:commented|spoken|spoke|remarked)\s(?:on|about)\s(?P<topic>.+)",
        # "Who said what about the mine?"
        r"who\s(?:said|says)\swhat(?:\s(?:in|on|about)\s(?P<topic>.+))?",
    )
)
_IN_ARTICLES = re.compile(rf"^{_ARTICLES}(?:\s(?:on|about|of|from|regarding)\s|$)", re.IGNORECASE)
# "The report", "Norway's constitution", "the council's letter to the mayor".
_DOCUMENT = re.compile(
    r"(?:the\s|this\s|a\s|an\s|that\s|your\s|any\s)?(?:[\w.'’-]+\s){0,3}?(?:law|bill|act|summary|report|study|survey|letter|headline"
    r"|text|title|paper|data|figures|numbers|research|poll|statistics|constitution|treaty|agreement|contract"
    r"|documents?|articles?|page|book|film|caption)(?:\s.+)?",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    rf"(?:(?:.*\s)?(?:am|are|be|been|can|could|did|do|does|is|likely|not|often|was|were|would)(?:\s.*)?|i|you|we|it|this|that|there|he|she|they|him|her|who|people|to|{_ARTICLES}.*)",
    re.IGNORECASE,
)
"""What says something, but is no speaker."""
# Whom somebody told: "reporters about", "to parliament on".
_AUDIENCE = re.compile(
    r"(?:to\s)?(?:(?:the|his|her|its|their)\s)?(?:reporters?|journalists?|press|media|public|parliament|court|inquiry"
    r"|lawmakers|committee|congress|senate|audience|crowd|us|me|everyone|people|supporters|news\s\w+)"
    rf"(?:\s{_ON}\s|$)",
    re.IGNORECASE,
)
# "On", "that", "when" before a topic, which is none of its words.
_LEAD = re.compile(rf"(?:{_ON}\s|that\s|when\s|the\s(?=subject\sof|matter\sof))", re.IGNORECASE)
# What is said to be said but is only pointed at, or begins no statement: "it", "at noon".
_NO_WORDS = re.compile(
    r"(?:it|that|this|so|them|those|these|what|anything|something)$"
    r"|(?:at|in|on|to|about|against|before|with|for|from|by|during)\s",
    re.IGNORECASE,
)


def _topic(rest: str) -> str:
    """Return what was spoken of, from what follows "say" or "tell"."""
    # "Tell reporters about …": who was told is no part of what was spoken of.
    rest = _AUDIENCE.sub("", rest.strip(), count=1) if _AUDIENCE.match(rest.strip()) else rest
    about = re.search(r"\b(?:about|regarding|concerning)\s(.+)", rest, re.IGNORECASE)
    return about[1] if about else _LEAD.sub("", rest, count=1) if _LEAD.match(rest) else rest
