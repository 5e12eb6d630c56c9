"""Pronouns and definite phrases of a follow-up question, filled in."""

import re
from collections.abc import Iterator

from assistant.context import Context, possessive
from assistant.mentions import AUX, EVENT, SAYING

__all__ = ["ASKS", "fill"]

_IDEA = "(?:proposal|idea|suggestion|plan|announcement|promise|pledge|decision|offer|remark)"
_GENERIC = (
    "(?:summit|meeting|conference|declaration|agreement|deal|talks|treaty|memorandum|council"
    "|coalition|command|force|text|plan|proposal|article|attacks?|money|missiles|instrument)"
)
_GATHERING = "(?:summit|meeting|conference|talks|council)"
"""Words for the same thing: what one text calls a summit is a meeting in another."""
_OF_ITS_OWN = r"(?! (?:of|on|for|that|to|with|about|between)\b| (?-i:[A-Z]))"
ASKS = (
    r"(?:(?:in|on|at|by|with|to|for|from|since) )?(?:how (?:much|many|long|often)?|what|which|who"
    rf"|whom|whose|when|where|why)(?: (?!{AUX}\b)[\w’-]+){{0,2}}"
)
"""A pattern for what a question begins with: "in which year", "how much money"."""
_SUBJECT = re.compile(rf"(?:{ASKS} )?{AUX} $|what about $|how about $", re.IGNORECASE)
_SAID_BY = re.compile(rf"\b(?:he|she|they) {SAYING} (?:that )?$", re.IGNORECASE)
_SUBJECT_LEAD = re.compile(rf"{ASKS} ", re.IGNORECASE)
_TURN = re.compile(
    r",|\b(?:and|but|or|that|if|whether|because|when|where|what|how|before|after|as|which|while)\b",
    re.IGNORECASE,
)
_MOST_WORDS = 8
"""A longer question names what its object pronouns stand for."""
_HE = re.compile(r"\b(?:(?P<he>he|him|his)|(?P<she>she|her|hers))\b", re.IGNORECASE)
_OBJECT_FOLLOWS = re.compile(
    r"\s*(?:[?.,!]|$|(?:in|on|at|about|to|for|from|with|and|or|after|before|as|by|during|that"
    r"|when|where|why|say|do|go)\b)"
)
_IT = re.compile(r"\b(?:it|its)\b(?![’'])", re.IGNORECASE)
_ACTS = re.compile(
    r"\b(?:do|does|did|has|had|have|will|would|can|could|should|must) $", re.IGNORECASE
)
"""What stands before the doer of an action; "is it" and "was it" ask about a thing."""
_EXPLETIVE = re.compile(
    r"\bit (?:true|possible|likely|clear|legal|fair|necessary|important|called|known|said|snow"
    r"|rain|that|about)\b|\bit (?:take|cost|mean)\b.{0,200}\b(?:to|for|when|if|that)\b"
    r"|\b(?:is|was) it \w+ (?:that|to|when|if)\b",
    re.IGNORECASE,
)
_THAT = re.compile(
    rf"(?:{ASKS} )?{AUX} (?P<that>that|this)(?=\s*\?*$| (?:mean|include|happen|cover|apply|work"
    r"|cost|change|require|end|begin|start|true|enough|possible|in|on|at|[a-z]+ed)\b)"
    r"|.*\b(?:about|after|before|to|for|by|with|of|do|did|does|mean|propose|support|sign|join)"
    r" (?P<last>that|this)(?=\s*\?*$)",
    re.IGNORECASE,
)
_THEY = re.compile(r"\b(?:they|them|their|theirs)\b", re.IGNORECASE)
_THERE = re.compile(
    r"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )\b(?:there|then)(?=\s*\?*$)", re.IGNORECASE
)


def fill(text: str, context: Context) -> str:
    """Put names in the place of pronouns and of "the proposal", "that meeting"."""
    for step in (_people, _saying, _definite, _things, _groups, _places):
        text = step(text, context)
    return text


def _people(text: str, context: Context) -> str:
    pronoun = _HE.search(text)
    if not pronoun:
        return text
    owning = pronoun[0].lower() == "his" or (
        pronoun[0].lower() == "her" and not _OBJECT_FOLLOWS.match(text[pronoun.end() :])
    )
    if not _is_free(text, pronoun, owning, context, people=True):
        return text
    name = context.person("he" if pronoun["he"] else "she")
    if not name:
        return text
    whole = _put(text, pronoun, possessive(name) if owning else name)
    # "What did he promise?" after a question on a summit asks what he promised there.
    event = next((t.text for t in context.things(context.last) if EVENT.search(t.text)), None)
    if event and re.search(rf" {SAYING}\?*$", whole):
        return f"{whole.rstrip('?')} at {event}?"
    return whole


def _saying(text: str, context: Context) -> str:
    said = re.search(rf"\b{SAYING} (?P<that>that|it|this|so)(?=\s*\?*$)", text)
    clause = context.clause() if said else None
    if not said or not clause:
        return text
    return text[: said.start("that")] + clause + text[said.end("that") :]


def _definite(text: str, context: Context) -> str:
    idea = re.search(rf"\b(?:the|that|this) ({_IDEA})\b{_OF_ITS_OWN}", text, re.IGNORECASE)
    if idea and (phrase := context.idea(idea[1])):
        return _put(text, idea, phrase)
    firsts: dict[str, re.Match[str]] = {}
    for found in _generic(text):
        firsts.setdefault(found[1].lower(), found)
    for noun, found in firsts.items():
        if name := context.called(noun):
            return _put(text, found, name)
        for wanted in (noun, _GATHERING) if re.fullmatch(_GATHERING, noun) else (noun,):
            for event in context.events:
                if re.search(rf"\b{wanted}\b", event, re.IGNORECASE) and event not in text:
                    return _put(text, found, event)
    return text


def _generic(text: str) -> Iterator[re.Match[str]]:
    pattern = rf"\b(?:the|that|this|these|those) ({_GENERIC})\b{_OF_ITS_OWN}"
    return re.finditer(pattern, text, re.IGNORECASE)


def _things(text: str, context: Context) -> str:
    if _EXPLETIVE.search(text):
        return text
    found = _IT.search(text)
    owning = bool(found and found[0].lower() == "its")
    if found and _is_free(text, found, owning, context):
        thing = context.thing(acts=not owning and bool(_ACTS.search(text[: found.start()])))
        return _put(text, found, possessive(thing) if owning else thing) if thing else text
    pointing = _THAT.match(text)
    if pointing and (
        thing := context.thing(acts=bool(_ACTS.search(text[: pointing.start("that")])))
    ):
        at = "that" if pointing["that"] else "last"
        return text[: pointing.start(at)] + thing + text[pointing.end(at) :]
    return text


def _groups(text: str, context: Context) -> str:
    found = _THEY.search(text)
    owning = bool(found and found[0].lower() == "their")
    if not found or not _is_free(text, found, owning, context) or context.is_new(text):
        return text
    group = context.group()
    return _put(text, found, possessive(group) if owning else group) if group else text


def _places(text: str, context: Context) -> str:
    day = re.search(r"\bthat (?:day|month|year)\b", text)
    if day and (date := context.date()):
        return _put(text, day, date)
    found = _THERE.search(text)
    if found:
        meant = context.time() if found[0].lower() == "then" else context.place()
        return _put(text, found, meant) if meant else text
    return text


def _is_free(
    text: str, pronoun: re.Match[str], owning: bool, context: Context, people: bool = False
) -> bool:
    """Whether a pronoun stands for something outside its question.

    The subject of the main clause does. An object does in a short question without a second
    clause; an owner does unless the subject can own: "Does Hungary explain its vote?".
    """
    before = text[: pronoun.start()]
    if before.count('"') % 2 or before.count("“") > before.count("”"):
        return False
    if _SUBJECT.fullmatch(before) or _SAID_BY.search(before):
        return True
    if _TURN.search(_SUBJECT_LEAD.sub("", before, count=1)) or len(text.split()) > _MOST_WORDS:
        return False
    if not owning:
        return pronoun[0].lower() not in ("he", "she", "they")
    subject = re.match(rf"(?:{ASKS} )?{AUX} (.+)", before, re.IGNORECASE)
    if not subject:
        return bool(re.match("who ", before, re.IGNORECASE))
    names = context.scene.mentions(before)
    return people and bool(names) and not any(context.scene.may_be_person(n) for n in names)


def _put(text: str, found: re.Match[str], phrase: str) -> str:
    return text[: found.start()] + phrase + text[found.end() :]
