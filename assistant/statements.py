"""What is no statement of fact: orders, questions, words to the assistant, markup.

An article may hold any of these, and an obedient model may repeat or follow them. None is
something that an article reports, so none counts as a sentence of a written answer, nor as the
words that bear one out.
"""

import re
from typing import Final

from assistant.words import fold

__all__ = ["QUESTION", "flaw"]

QUESTION: Final = "it is a question"
"""The flaw that a question has."""

_QUOTED = re.compile(r'"[^"]*"|(?<!\w)\'[^\']{3,}\'(?!\w)')
_OPENING = re.compile(r"^(?:\W|\d+[\].)])+")
_MARKUP = re.compile(
    r"!?\[[^\[\]]*\]\s*\(|<\s*(?:/\s*)?[a-z!][^<]*>|</?[a-z]|https?:|\bwww\.|\b(?:javascript|data):\S"
    r"|&#?\w+;|^\s*\|.*\||```",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"(?:^|[\s#<*(\[])(?:system|assistant|user|human|ai|developer|instructions?|admin)"
    r"(?: (?:message|prompt|note|override))?\s*[:>\]]",
    re.IGNORECASE,
)
_TO_US = re.compile(
    r"""\byour\s(?:\w+\s)?(?:answer|reply|response|output|instructions?|prompt|message|words|
    summary|text)s?\b|\b(?:previous|prior|above|earlier|preceding|system|new)\s
    (?:instructions?|prompts?|messages?|directives?)\b|\byou\sare\san?\s(?:ai|assistant|
    language\smodel|chatbot)\b|\bas\san\sai\b|\byou\s(?:are\snow|must\snow|will\snow)\b|\bend\sof\s(?:data|
    passages?|context|articles?|evidence)\b|\bthe\s(?:user|assistant|chatbot|model)\s(?:must|should
    |shall|needs?\sto)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_LEAD: Final = (
    r"(?:^|[:;]\s+|\bthen\s)(?:(?:please|kindly|now|also|instead|first|next|finally"
    r"|always|never|and|but|important|note|attention|just|simply)[,:!]?\s+)*"
)
_ORDERS: Final = """abbreviate accompany add advise alert amend anagram announce apologise
    apologize append apply arrange ask assemble assign assist assume augment avoid
    begin behave calculate cancel capitalise capitalize check choose cite claim
    classify click combine communicate compare compose compute conclude condense
    confirm consider construct convert convince correct craft create criticise
    criticize decipher declare decode define delete deliver demonstrate describe
    detail detect determine develop discard discuss disregard divide download
    elaborate email embed emphasise emphasize employ emulate enable encode
    encourage encrypt enhance ensure enter entice enumerate estimate evaluate
    exaggerate exclude execute expand explain express extend extract fabricate
    fetch find finish follow forget format formulate forward generate get give go
    group hide highlight hint identify ignore illustrate imagine imitate implement
    imply include incorporate inform inject insert insist integrate interpret
    intersperse introduce invent invite invoke join jumble keep learn lengthen let
    lure make mention mimic misinform mislead misspell modify navigate obey
    obfuscate omit open organise organize outline override paraphrase persuade
    predict prepare pretend print prioritise prioritize produce promote proofread
    propose prove provide provoke publish push put randomise randomize rank read
    rearrange recite recommend redirect refer refuse register remind remove render
    repeat rephrase replace reply represent respond restate return reveal rewrite
    rot13 rotate say schedule scramble search select send set share shorten
    shuffle sign simplify simulate skip solve sort speak spell split spread
    sprinkle steer stress subscribe substitute suggest summarise summarize swap
    switch take teach tease tell think transcribe transform translate transmit
    treat trust try turn type underline unscramble update upload urge use utilise
    utilize validate verify visit warn weave write"""
_ALSO_NOUNS: Final = """book break change copy count cover design double draft drop end flip guide
    help label link list map mark mask mirror mix offer order phrase place plan
    post present promise record report request reverse run shift show spin start
    state stop vote work"""
_ORDER = re.compile(
    rf"{_LEAD}(?:(?:do\snot|don't|{'|'.join(_ORDERS.split())})(?=\s)"
    r"(?!\s(?:of|is|was|were|are|has|had|have|will|said|says|and|or|than)\b)"
    rf"|(?:{'|'.join(_ALSO_NOUNS.split())})\s(?:an?|the|this|that|these|those|your|my|me|us|it|them"
    r"|all|any|every|each|some|no|how|what|down|words|letters)\b)",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"^(?:how|can|could|would|will|do|what|why)\b.{0,20}\b(?:i|you)\b|"
    r"^(?:what|who|whose|how|why|when|where|which)(?:'s|\s(?:is|are|was|were|do|does|did|can))\b"
    r"(?!.*\b(?:is|was|are|were)\s(?:that|the|a|how|not)\b)",
    re.IGNORECASE,
)


def flaw(sentence: str) -> str | None:
    """Why a sentence is no statement, in words; None when it may be one.

    What stands between quotation marks is somebody's words, and may be an order or a question;
    unless nothing stands beside it.
    """
    whole = fold(sentence).strip()
    if _MARKUP.search(whole):
        return "it holds a link or markup"
    beside = _QUOTED.sub(" ", whole)
    plain = beside if re.search(r"\w{2}", beside) else whole.strip("\"' ")
    plain = _OPENING.sub("", plain).rstrip(" .")
    if _ROLE.search(plain) or _TO_US.search(plain):
        return "it speaks to the assistant"
    if plain.endswith("?") or _QUESTION.match(plain):
        return QUESTION
    if _ORDER.search(plain):
        return "it is an order"
    return None
