"""Detection of what is no statement: orders, questions, words to the assistant, markup.

An article may hold any of these, and an obedient model may repeat or follow them. None is
something that an article reports, so none counts as a sentence of a written answer, nor as the
words that bear one out.
"""

import re
from typing import Final

from corpus.language.tokens import fold
from corpus.language.vocabulary import QUESTION_WORDS

__all__ = ["QUESTION", "flaw", "is_order", "is_question", "is_to_writer"]

QUESTION: Final = "it is a question"
"""The flaw that a question has."""

_QUOTED = re.compile(r'"[^"]*"|(?<!\w)\'[^\']{3,}\'(?!\w)')
_OPENING = re.compile(r"^(?:\W|\d+[\].)])+")
# Links, tags, addresses, entities, tables and code.
_MARKUP = re.compile(
    r"!?\[[^\[\]]*\]\s*\(|<\s*(?:/\s*)?[a-z!][^<]*>|</?[a-z]|https?:|\bwww\.|\b(?:javascript|data):\S"
    r"|&#?\w+;|^\s*\|.*\||```",
    re.IGNORECASE,
)
# "System:", "[assistant]": how the messages to a chat model are labelled.
_ROLE = re.compile(
    r"(?:^|[#<*(\[|]\s*)(?:system|assistant|user|human|ai|instructions?|admin)"
    r"(?: (?:message|prompt|note|override))?\s*[:>\]]",
    re.IGNORECASE,
)
_TELLING: Final = """abbreviate advise alert announce answer apologise apologize assert
    cite claim communicate convince declare deny describe disregard elaborate emphasise
    emphasize exaggerate explain express forget highlight hint ignore imitate imply inform
    insist introduce lie mention mimic misinform mislead omit override paraphrase
    persuade pretend promote propose provide quote recite recommend refuse remind repeat rephrase
    reply respond restate reveal say speak stress suggest summarise summarize tell translate
    urge warn write"""
"""What whoever writes or speaks can be told to do."""
_TELLING_VERBS: Final = frozenset(_TELLING.split())
_TELLS = re.compile(
    rf"(?:(?:do not|don't)\s)?(?:report|state|{'|'.join(_TELLING.split())})\b", re.IGNORECASE
)
# Words to whoever answers: "your instructions", "you are now a", "end of the data".
_TO_US = re.compile(
    rf"""\byour\s(?:\w+\s)?(?:answer|reply|response|output|instructions?|prompt|message|words
    |summary|text)s?\b|\b(?:all|any|my|these|those|your)\s(?:previous|prior|above|earlier|preceding
    |new)\s(?:instructions?|prompts?|directives?)\b|\bsystem\s(?:prompt|message)s?\b
    |\byou\sare\s(?:now\san?|an?\s(?:ai|assistant|language\smodel|chatbot))\b|\bas\san\sai,?\s(?:i|you)\b
    |^(?:the\s)?end\sof\s(?:the\s)?(?:data|passages?|context|articles?|evidence)$
    |(?:^(?:\w+,?\s){{0,3}}you|\b(?:assistant|chatbot|language\smodel)s?|\b(?:anyone|those|everyone)\swho
    \s.{{1,40}}|\bwho(?:so)?ever\s.{{1,40}})\s(?:must|will|should|shall|(?:is|are|has|have|needs?)\sto)
    \s(?:\w+\s)?(?:obey|{"|".join(_TELLING.split())})\b""",
    re.IGNORECASE | re.VERBOSE,
)
# What an order may stand behind: a colon, a condition ("If you are asked, …"), "please".
_LEAD: Final = (
    r"(?:^|[:;]\s+|^then,?\s|^(?:if|when|whenever|from\snow\son|henceforth)\b[^,:;]{0,60},\s)"
    r"(?:(?:please|kindly|now|also|instead|first|next|finally|always|never|and|but|important|note"
    r"|attention|just|simply)[,:!]?\s+)*"
)
_ORDERS: Final = """accompany add amend anagram append apply arrange ask assemble assign
    assist assume augment avoid begin behave calculate cancel capitalise capitalize check
    choose classify click combine compare compose compute conclude condense confirm consider
    construct convert correct craft create criticise criticize decipher decode define delete
    deliver demonstrate detail detect determine develop discard discuss divide download
    email embed employ emulate enable encode encourage encrypt enhance ensure enter entice
    enumerate estimate evaluate exclude execute expand extend extract fabricate fetch find
    finish follow format formulate forward generate get give go group hide identify
    illustrate imagine implement include incorporate inject insert integrate interpret
    intersperse invent invite invoke join jumble keep learn lengthen let lure make misspell
    modify navigate obey obfuscate open organise organize outline predict prepare print
    prioritise prioritize produce proofread prove provoke publish push put randomise
    randomize rank read rearrange redirect refer register remember remove render replace
    represent return rewrite rot13 rotate schedule scramble search select send set share
    shorten shuffle sign simplify simulate skip solve sort spell split spread sprinkle steer
    subscribe substitute swap switch take teach tease think transcribe transform transmit
    treat trust try turn type underline unscramble update upload use utilise utilize
    validate verify visit weave"""
_ALSO_NOUNS: Final = """book break change copy count cover design double draft drop end
    flip guide help label link list map mark mask mirror mix offer order phrase place plan
    post present promise record report request reverse run shift show spin start state
    stop vote work"""
# Before "of" or "and" it is a noun: "Report of …", "Work and …".
_ORDER = re.compile(
    rf"{_LEAD}(?P<verb>(?:(?:do\snot|don't|{'|'.join(_TELLING.split() + _ORDERS.split())})(?=\s)"
    rf"|(?:{'|'.join(_ALSO_NOUNS.split())})(?=\s(?:an?|the|this|that|these|those|your|my|me|us|it"
    r"|them|all|any|every|each|some|no|how|what|down|words|letters)\b)))"
    r"(?!\s?(?:of|said|says|and|or|than)\b)",
    re.IGNORECASE,
)
_SUBJECTS: Final = frozenset(_ALSO_NOUNS.split()) | frozenset(
    """address alert answer append ask begin check claim click combine compose construct convert
    correct craft define detail download email embed estimate exclude express extract find
    finish forget format forward get go group hide highlight hint invite join jumble keep lie
    lure mimic obey open print produce promote propose push put quote rank read recommend refuse
    register release remind render repeat reply return scramble search select send share sign
    skip sort spell split spread steer stress substitute swap switch take tease treat trust try
    turn type update upload urge use visit""".split()
)
"""Orders that may be nouns, or stand before one, so that a verb may follow: "Trust fell"."""
_OBJECT = re.compile(
    r"\s*(?:an?|the|this|that|these|those|your|my|our|his|her|their|its|every|each|any|all|some|me"
    r"|us|it|them|him|you|how|what|why|who|whether|if|where|when)\s+[^A-Z\s]"
)
"""No noun is followed by such a word: the one before it is a verb."""
_SLOGAN = re.compile(r"\s(?:no|on|yes)\b", re.IGNORECASE)
"""In what campaigns are called by: "Say No to Fracking campaigners marched"."""
_COMPOUND = re.compile(r"\s[a-z]+s\s(?:is|are|was|were|has|have|had|will)\b")
"""What makes of a verb the first half of a noun: "Warn notices were filed"."""
_NAMED = re.compile(r"\s[A-Z]\w+\s")
"""What makes of it a name, where a verb follows: "Imagine Dragons cancelled the concert"."""
_APPOSITION = re.compile(r"(\s[A-Z]\w+),\s(?:an?|the)\s[^,]+,\s")
"""What tells more of such a name: "Give Blood, a charity, closed its doors"."""
# Where another clause may begin, whose verb says nothing of this one.
_PARTICIPLES: Final = frozenset("cut let put read set split spread".split())
"""Orders that are past participles too: "Set in a village, the film tells of four soldiers"."""
_AFTER_PARTICIPLE = re.compile(
    r"\s(?:aloud\s)?(?:across|against|among|at|between|by|down|from|in|into|off|on|out|over|up)\b"
    r"[^,]*,\s(?P<clause>(?!(?:and|then|but)\b).+)"
)
_CLAUSE = re.compile(
    r"[,:;\"(]|\s-+\s|\b(?:that|how|what|who|which|why|when|where|if|whether|because|while|until"
    r"|unless|so|although|saying|claiming|stating)\b"
)
_FINITE = re.compile(
    r"""(?<!\bto\s)\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|did
    |does|do|became|began|broke|came|chose|cost|drew|drove|fell|fled|flew|fought|gave|grew|hit|knew
    |lay|lies|ran|rose|said|sank|saw|set|shot|sought|spoke|stood|struck|took|told|threw|went|woke|won
    |wore|wrote)\b
    |\b(?:bought|brought|built|caught|found|held|kept|led|left|lost|made|met|paid|sent|sold|spent
    |taught)\b(?!\s(?:by|from|in|of|on)\b)
    |\b[a-z]+ed\b(?=$|\s(?:by\s)?\d|\s(?:a|after|again|an|at|for|her|his|in|into|its|on\s\w+day|the
    |their|to|when|\w+ly)\b)
    |\s\w+(?<!ly)\s[a-z]+ed\b(?!\s(?:as|by|from|of|on|with)\b)
    |\b(?:adds|affects|begins|breaks|brings|climbs|closes|comes|continues|costs|drops|ends|faces|falls
    |finds|gains|gives|goes|grows|helps|hits|jumps|keeps|leads|leaves|lies|loses|makes|matters|means
    |meets|moves|needs|opens|pays|plays|puts|reaches|remains|resumes|returns|rises|runs|says|seems|shows
    |sits|slips|soars|spreads|stands|starts|stays|stops|takes|tells
    |threatens|wins|works)\b
    |\s\w+\s(?:climb|continue|drop|fall|jump|plunge|remain|rise|run|slide|slump|soar|surge|tumble)\b""",
    re.VERBOSE,
)
"""Verbs that make what stands before them their subject, where no clause has begun between."""
_WORDS_ASKED = re.compile(
    r"\b(?:answers?|essay|language|letters?|paragraphs?|phrases?|poems?|prompt|sentences?|speech|story"
    r"|texts?|vowels?|words?)\b",
    re.IGNORECASE,
)
"""What whoever writes is asked for."""
# "…, police said": the order is reported, and somebody else was told it.
_SAID_SO = re.compile(
    r"(?:,|[!?]\")\"?\s[^,]{2,80}?\b(?:said|says|told|warn(?:ed|s)|urge[ds]|wrote|writes|added|tweeted"
    r"|chanted|shouted|ordered|advise[ds])\b[^,]{0,80}$"
)
# Questions without their mark: "what is the plan", "can you tell me".
_QUESTION = re.compile(
    r"^(?:(?:how|what|when|where|why)\s)?(?:can|could|would|will|might|do|did|should)\s(?:i|you|we)\b|"
    r"^(?!what\s(?:is|was)\s(?:once|now|more|known|left|worse)\b|which\s(?:is|was)\s(?:why|how|not)\b)"
    rf"(?:{'|'.join(QUESTION_WORDS)})(?:'s|\s(?:is|are|was|were|do|does|did|can))\b"
    r"(?!.*\b(?:is|was|are|were)\s(?:that|the|a|how|not)\b)",
    re.IGNORECASE,
)


def flaw(sentence: str) -> str | None:
    """Say, in words, why a sentence is no statement; None when it may be one.

    What stands between quotation marks is somebody's words, and may be an order or a question;
    unless nothing stands beside it.
    """
    if _MARKUP.search(fold(sentence)):
        return "it holds a link or markup"
    plain = _beside_quotes(sentence)
    if _speaks_to_us(plain):
        return "it speaks to the assistant"
    if is_question(sentence) or _QUESTION.match(plain):
        return QUESTION
    if _order(plain):
        return "it is an order"
    return None


def is_question(sentence: str) -> bool:
    """Tell if a sentence ends with a question mark that is not part of a quotation."""
    # The last ends a question in Japanese.
    return _beside_quotes(sentence).endswith(("?", "؟", "か。"))


def is_order(sentence: str) -> bool:
    """Tell if a sentence is an order, to whomever: "Sign up for our newsletter."."""
    return _order(_beside_quotes(sentence)) is not None


def is_to_writer(sentence: str) -> bool:
    """Tell if a sentence tells whoever writes or answers what to say."""
    plain = _beside_quotes(sentence)
    order = _order(plain)
    return _speaks_to_us(plain) or bool(
        order
        and (_TELLS.match(plain, order.start("verb")) or _WORDS_ASKED.search(plain, order.end()))
    )


def _beside_quotes(sentence: str) -> str:
    """Return a sentence without its quotations; all of it when there is nothing else."""
    whole = fold(sentence).strip()
    beside = _QUOTED.sub(" ", whole)
    plain = beside if re.search(r"\w{2}", beside) else whole.strip("\"' ")
    return _OPENING.sub("", plain).rstrip(" .")


def _speaks_to_us(plain: str) -> bool:
    return bool(_ROLE.search(plain) or _TO_US.search(plain))


def _order(plain: str) -> re.Match[str] | None:
    """Find the first order; None where the verb is a noun: "Trust in banks fell"."""
    if _SAID_SO.search(plain):  # "Go home, the police told them": somebody said so
        return None
    for order in _ORDER.finditer(plain):
        rest = _APPOSITION.sub(r"\1 ", plain[order.end() :])
        clause = _CLAUSE.split(rest, maxsplit=1)[0]
        verb = order["verb"].lower()
        tells = _AFTER_PARTICIPLE.match(rest) if verb in _PARTICIPLES else None
        if tells and _FINITE.search(tells["clause"]):
            continue
        may_be_noun = (
            verb in _SUBJECTS
            or _SLOGAN.match(rest)
            or _COMPOUND.match(rest)
            or (_NAMED.match(rest) and verb not in _TELLING_VERBS)
            or _APPOSITION.match(plain, order.end())
        )
        if not may_be_noun or _OBJECT.match(rest) or not _FINITE.search(clause):
            return order
    return None
