"""The kind of a question, and what it asks of: articles, a summary, the latest, or a fact.

Rules read the wording; what they do not know is a question of fact, which the reader answers.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from typing import Final, Literal

from assistant.answer import Kind
from assistant.question.days import Days, named_days
from corpus import Filters

__all__ = ["Request", "understood"]

Of = Literal["about", "mention"]
Length = Literal["short", "medium", "long"]


@dataclass(frozen=True, slots=True)
class Request:
    """A question as it was understood."""

    kind: Kind = "fact"
    topic: str = ""
    """The subject in the question's words; empty when it names none."""
    of: Of = "about"
    """Whether articles must be about the topic, or need only mention it."""
    days: Days | None = None
    publisher: str | None = None
    """As the corpus spells it."""
    oldest: bool = False
    """Whether the oldest comes first."""
    publishers: bool = False
    """Whether the papers are asked for, not the articles."""
    length: Length = "medium"

    @property
    def filters(self) -> Filters:
        """The days and the publisher that the question names, as conditions."""
        publishers = (self.publisher,) if self.publisher else None
        if self.days is None:
            return Filters(publishers=publishers)
        return Filters(self.days.first, self.days.last, publishers)


_POLITE: Final = (
    r"(?:(?:please|ok(?:ay)?|hi|hello|hey|so|and|now|well|just|also)\b,?\s"
    r"|(?:can|could|would|will)\syou\s(?:please\s)?|i(?:'d|\swould)\slike\s(?:you\sto\s)?"
    r"|i\s(?:want|need)\s(?:you\sto\s)?|let\sme\s(?:see|have)\s|can\si\s(?:have|get|see)\s)*"
)
_ARTICLE: Final = (
    r"(?:news\s)?(?:articles?|stor(?:y|ies)|pieces?|reports?|texts?|posts?|items?|documents?"
    r"|write-?ups?|columns?|interviews?|reviews?|recipes?|coverage|headlines?|news|texts?)"
)
_PAPERS: Final = (
    r"(?:publishers?|publications?|(?:news)?papers?|outlets?|(?:web\s?)?sites?|magazines?|sources?)"
)
_CORPUS: Final = (
    r"(?:here|(?:the|this|your|our|my)\s(?:corpus|library|archive|collection|database))"
)
_LISTS = re.compile(
    rf"""{_POLITE}(?:(?:how\smany|which(?:\s(?:of|is|are|was|were))?|what(?:'s|\sis|\sare|\swas|\swere)?|list|show(?:\sme)?|display|open
    |give\sme|find(?:\sme)?|name|count|(?:search|look(?:ing)?)\sfor|i(?:'m|\sam)\slooking\sfor|where\sare
    |(?:are|is|was|were)\sthere|(?:do|does|did)\s(?:you|we|i)\s(?:have|know(?:\sof)?)|have\s(?:you|we)(?:\sgot)?|got
    |when\s(?:is|was|were)(?=\sthe\s(?:newest|latest|oldest|first|last|earliest|most))|(?:do|does|did)(?=\s(?:any|some)\s)
    |(?:give\sme\s)?(?:a\s|the\s)?(?:titles?|headlines?|names?|dates?|list|(?:total\s)?number|count)\sof
    |how\s(?:much|recent|old)(?:\s(?:is|are))?)\s)*
    (?:(?:all|any|some|the|your|my|our|other|more|different|every|each|of|me|an?|total)\s)*
    (?:\d+\s)?(?P<order>(?:newest|latest|most\srecent|recent|last|new|oldest|first|earliest)\s)?
    (?:(?:\d+|two|three|four|five|ten)\s)?(?:(?P<papers>{_PAPERS})|(?P<before>new|more|other)?\s?{_ARTICLE})\b(?P<rest>.*)""",
    re.IGNORECASE | re.VERBOSE,
)
_HAVE = re.compile(
    rf"""{_POLITE}(?:(?:what(?:\selse)?|which|do|does|list\severything|everything|(?:tell|show)\sme\s(?:what|everything))\b
    .{{0,12}}?\b(?:you|we|i|{_CORPUS})\s(?:have|know|got|hold|contain|cover|use)s?(?:\sgot)?
    |what(?:'s|\sis)(?=\sin\s)|(?:is|are|was|were)\sthere|have\s(?:you|we)(?:\sgot)?|got|list|find(?:\sme)?|(?:show|give)\sme|where\scan\si\s(?:find|read)
    |(?:search|look(?:ing)?)\sfor|i(?:'m|\sam)\slooking\sfor|what\s(?:has|have)\s(?:been|we)
    |(?=(?:any|every)thing\b))
    (?:\s?\b(?:anything|something|everything|much|stuff|things))?(?P<rest>\b.*)""",
    re.IGNORECASE | re.VERBOSE,
)
_PUBLISHED = re.compile(
    rf"(?:what|which(?:\s{_ARTICLE})?|anything)\s(?:was|were|has|have|had|did|does|do|came\sout|appeared)(?:\sbeen|\sthe|\syou|\swe)*"
    r"(?:\s(?:publish(?:ed)?|post(?:ed)?|print(?:ed)?|write|written|wrote|add(?:ed)?|have|got|get|run|say|said"
    r"|report(?:ed)?))*(?P<rest>.*)",
    re.IGNORECASE,
)
"""Asked of a day or of a paper: "what did they publish", "what was written about the mine"."""
_SIZE = re.compile(
    rf"how\s(?:big|large|far\sback|up\sto\sdate|old|recent|current)\s(?:is|are|do(?:es)?)\s(?:{_CORPUS}|you|(?:the|your)\s"
    rf"{_ARTICLE})(?:\sgo(?:es)?)?|(?:what|which)\s(?:date\srange|period|time\s?span|dates|years|days)\s(?:do(?:es)?|is|are)\s"
    rf"(?:{_CORPUS}|you|(?:the|your)\s{_ARTICLE})(?:\s(?:covered?|from|span))?",
    re.IGNORECASE,
)
_WHO_WROTE = re.compile(
    rf"(?:(?:who|which\s{_PAPERS})\s(?:has\s|have\s|else\s)?(?:wr[io]tes?|wrote|written|report(?:s|ed)?)\s(?:most\s)?"
    rf"(?:about|on)|which\s{_PAPERS}\s(?:covers?|covered))\s(?P<topic>.+)",
    re.IGNORECASE,
)
_ARE = re.compile(rf"(?:any\s|an?\s)?{_ARTICLE}\b(?P<rest>.*)", re.IGNORECASE)
_ABOUT = re.compile(
    r"(?:(?:the|is|are|was|were|published|written|printed|posted|said)\s)*(?:(?:all|only|mainly|mostly)\s)?(?:about|on"
    r"|regarding|concerning|cover(?:s|ed|ing)?|deal(?:s|ing)?\swith|relat(?:ed|ing)\sto|discuss(?:es|ed|ing)?"
    r"|(?:wr[io]tes?|wrote|written|writing|report(?:s|ed|ing)?|published)\s(?:(?:the\s)?(?:most|more|something|anything)\s)?"
    r"(?:about|on)|describ(?:e|es|ed|ing)|to\sdo\swith)\s(?P<topic>.+)",
    re.IGNORECASE,
)
_MENTION = re.compile(
    r"(?:(?:do(?:es)?|have|has|did)\s)?(?:(?:actually|also|only|even|all)\s)?(?:mention(?:s|ed|ing)?|nam(?:e|es|ing)"
    r"|contain(?:s|ing)?|refer(?:s|ring)?\sto|talk(?:s|ing)?\s(?:about|of)|say\s(?:something|anything)"
    r"\s(?:about|on)|speak(?:s|ing)?\s(?:about|of)|with\sthe\s(?:words?|names?)|includ(?:e|es|ing)|quot(?:e|es|ing)"
    r"|cit(?:e|es|ing)|featur(?:e|es|ing)|referenc(?:e|es|ing)|(?:is|are)\s(?P<passive>.+?)\s(?:mentioned|named)(?:\sin)?)(?:\s(?P<topic>.+))?",
    re.IGNORECASE,
)
_NAMED_AS: Final = r"(?:mentioned|named|quoted|discussed|covered|talked\sabout)"
_MENTIONED_IN = re.compile(
    rf"""(?:in\s)?(?:how\smany|which|what)\s{_ARTICLE}\s(?:do(?:es)?|is|are|was|were)\s(?P<topic>.+?)
    \s(?:appear|occur|come\sup|feature|{_NAMED_AS})(?:\sin)?
    |(?:where|how\s(?:often|many\stimes))\s(?:is|are|was|were|do(?:es)?)\s(?P<where>.+?)\s(?:{_NAMED_AS}|appear|occur|come\sup)
    |how\s(?:often|many\stimes)\s(?:is|does)\s(?P<times>.+?)\s{_NAMED_AS}\sin\s(?:the|your|these|all)\s(?:the\s)?{_ARTICLE}
    |(?:is|are|was|were)\s(?P<anywhere>.+?)\s{_NAMED_AS}\s(?:anywhere|(?:in|by)\s(?:any|some|one)(?:\sof\s(?:the|your|these))?
    \s{_ARTICLE}|in\s{_CORPUS})""",
    re.IGNORECASE | re.VERBOSE,
)
_NEW = re.compile(
    r"(?:what(?:'s|\sis|\shas)?\s(?:new|happening|in\sthe\snews|up|changed|been\sadded)|any\s(?:news|updates?)"
    r"|(?:anything|something)\snew|(?:the\s|today's\s)?(?:latest|news|headlines|newest|top\sstories)"
    r"|what(?:'s|\sis)\sthe\s(?:latest|news|newest))(?P<rest>\b.*)",
    re.IGNORECASE,
)
_LATEST = re.compile(
    rf"""{_POLITE}(?:(?:what(?:'s|\sis|\sare)|tell\sme|give\sme|show\sme|any|is\sthere\sany)\s)?(?:the\s)?
    (?:latest|newest|most\srecent|recent|current)(?:\s(?:news|updates?|developments?|{_ARTICLE}|word|state|status))?
    \s(?:on|about|regarding|in|with|from|of|for)\s(?P<topic>.+)
    |(?:give\sme\s)?(?:(?:an|the|any)\s)?(?:updates?|developments?)\s(?:me\s)?(?:on|about|regarding|from|in)\s(?P<update>.+)
    |latest\s(?P<between>.+)\snews|what\s(?:do|does|are)\sthe\s(?:newest|latest|most\srecent)\s{_ARTICLE}\s(?:say|saying)\s(?:about|on)\s(?P<say>.+)
    |(?:is|has|have)\sthere\s(?:been\s)?(?:anything\snew|any(?:thing)?\s(?:news|updates?|developments?))\s(?:on|about|regarding|from|of|in|with)\s(?P<there>.+)
    |(?:any|is\sthere)\s(?:any\s)?(?:new|news|updates?|newer\snews)\s(?:on|about|regarding|from|of)\s(?P<other>.+)
    |(?:how|where)\sdo(?:es)?\s(?:things|matters|it)\sstand\s(?:with|on|in)\s(?P<third>.+)
    |what(?:'s|\sis)\s(?:new|happening|going\son)\s(?:with|on|about)\s(?P<fourth>.+)""",
    re.IGNORECASE | re.VERBOSE,
)
_SUMMARY = re.compile(
    rf"""{_POLITE}(?:(?:give|write|get|show|make|provide|send)\s(?:me\s|us\s)?|what(?:'s|\sis|\sare|\swere)\s)?
    (?:(?:a|an|the|me|some|your)\s)*
    (?P<length>(?:(?:very|really|super|quick(?:ly)?|brief(?:ly)?|short|long(?:er)?|detailed|one-sentence
    |full|in-depth|thorough|simple|three-sentence|concise)\s)*)
    (?:summar(?:y|ies|i[sz]e[sd]?|i[sz]ing)|sum(?:ming)?\s(?:it\s)?up|recap|digest|gist|run-?down|briefing|synopsis|outline
    |(?:catch|bring|fill)\sme\s(?:up(?:\sto\s(?:speed|date))?|in)
    |(?:key|main|central|most\simportant|essential|big(?:gest)?)\s(?:events?|stories|points?|takeaways?|facts?|messages?|ideas?|claims?|findings?)
    |take-?aways?|tl;?\s?dr:?|overview|brief\sme(?:\son)?|bullet\spoints)\b
    (?P<rest>.*)""",
    re.IGNORECASE | re.VERBOSE,
)
_BRIEFLY = re.compile(
    r"^(?:in\s(?:short|brief|a\snutshell|a\sfew\swords)|briefly|quickly),?\s|,?\s(?:in\s(?:short|brief|a\snutshell|a\sfew\swords"
    r"|(?:\d+|one|two|three|four|five|a\sfew)\s(?:sentences?|lines|points|words))|briefly|quickly|for\sme)$",
    re.IGNORECASE,
)
_TELL = re.compile(
    rf"""{_POLITE}(?:(?:the|what(?:'s|\sis|\sare)\sthe|give\sme\sthe)\s(?:(?:\w+\s)?(?:highlights?|bottom\sline|short\sversion|contents?)\s(?:of|from|in)
    |(?=.*\bin\s))|(?:highlights|contents?)\s(?:of|from)|explain|describe|boil\sdown|condense|shorten|(?:run|walk|take|talk)\sme\sthrough
    |tell\sme\s(?:more\s)?about|what(?:'s|\sis)\s(?:in|said\sin|written\sin)|what\s(?:should|do|must)\si\s(?:need\sto\s)?know\sabout
    |what\sdid(?=.*\s(?:about|on)\s))\s(?P<rest>(?:the|that|this|your)\s(?:[^?]{{2,60}}?\s)??{_ARTICLE}\b(?!\sof\b).*?)(?:\s(?:say|tell|report))?""",
    re.IGNORECASE | re.VERBOSE,
)
"""What asks for a summary if it is an article that is to be told."""
_NEWS_OF = re.compile(
    rf"(?:{_POLITE}(?:what(?:'s|\sis|\swas|\swere)\s)?(?:the\s)?(?:top\s|main\s|big\s|most\simportant\s)?(?:news|headlines|highlights|top\sstories"
    r"|in\s(?:brief|short))(?:\s(?:of|from|on))?(?:\sin\s(?:brief|short))?)|'?s\snews",
    re.IGNORECASE,
)
_WHAT_SAYS = re.compile(
    rf"""{_POLITE}(?:tell\sme\s)?what(?:'s|\sis|\sdoes)?\s(?:the|that|this|your)\s
    (?P<rest>(?:[^?]{{2,40}}?\s)??{_ARTICLE}\b(?!\sof\b).*?)
    \s(?:about|say(?:ing|s)?|tell(?:ing|s)?(?:\sus|\sme)?|cover(?:ing|s)?|all\sabout|argu(?:e|es|ing)|claim(?:s|ing)?)""",
    re.IGNORECASE | re.VERBOSE,
)
_WHAT_HAPPENED = re.compile(
    rf"{_POLITE}(?:tell\sme\s)?what\s(?:happened|was\s(?:happening|in\sthe\snews)|made\s(?:the\snews|headlines)"
    r"|went\son|is\sthe\snews)\b(?P<rest>.*)",
    re.IGNORECASE,
)
_TARGET = re.compile(
    rf"(?:(?:of|about|on|for|from|in|to|me)\s)*(?:(?:the|that|this|an?|your|my|what|everything|all)\s)*"
    rf"(?:(?P<publisher>[^?]{{2,40}}?)\s)??(?:(?:full|whole|entire|latest|newest)\s)?{_ARTICLE}\s?"
    r"(?:(?:do\syou\shave|there\sis|we\shave|that\s(?:is|was)|(?:is|was|has)|saying|says|called|titled|entitled|headlined|about|on|of|by"
    r"|from|regarding|concerning|covering|where|in\swhich)\s)*(?P<topic>.*)",
    re.IGNORECASE,
)
_SUMMARY_LEAD = re.compile(
    r"^(?:(?:of|about|on|for|from|in|what\s(?:has\s)?happened|what\s(?:the\s)?(?:says?|said|writes?|wrote"
    r"|reports?|reported)\s(?:about|on))\s)+",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"\s*\b(?:please|pls|plz|thanks|thank\syou|now|lately|recently|do\s(?:you|we)\s(?:have|know)|have\s(?:you|we)\sgot|(?:are|is)\sthere|(?:in|from)\s(?:total|all|here"
    r"|(?:the|this|your|our|my)\s(?:corpus|library|archive|collection|database|articles))|altogether|at\sall|(?:that|which)"
    r"(?=\s)|in\shere|here|were|was|are|is|then|so\sfar|exactly|right\snow|(?:that\s)?(?:you|we)\s(?:have|got|know|use|hold)"
    r"|published|written|dated|printed|posted|from|say|saying|tell|telling)\s*$",
    re.IGNORECASE,
)
_OPENING_FILLER = re.compile(
    r"^\s*(?:(?:do\s(?:you|we|i)\s(?:have|know(?:\sof)?)|have\s(?:you|we)(?:\sgot)?|(?:are|is)\sthere|you\shave|we\shave"
    r"|(?:that|which|who)\s(?=\w)|(?:you|we)\suse|(?:can|could)\syou\s(?:find|show|give)(?:\sme)?|in\stotal|available|stored|here"
    r"|in\s(?:the|this|your)\s(?:corpus|library|archive|collection|database))\b\s*)+",
    re.IGNORECASE,
)
_BEFORE_ASKING = re.compile(
    r"[.!?:;]\s|\b(?:like|want|need|wish)\sto\sknow,?\s|\bwonder(?:ing)?,?\s|\btell\sme,?\s",
    re.IGNORECASE,
)
_TELLING_KIND: Final = tuple(
    "article articles latest mention mentioned mentions newest oldest published publishers stories"
    " summaries summarise summarize summary".split()
)
_TRIM: Final = " \t\n?!.,;:\"'“”‘’"
_EMPTY = re.compile(
    r"(?:(?:do|did|publish|print|write|you|we|i|have|has|know|in|the|this|your|corpus|library|archive|total|all|are|is|there|got|here|today|was|were"
    r"|published|written|from|of|on|at|been|added|can|see|ask|so|far|now|please|and|a|it|that|any|anything)\W*)*",
    re.IGNORECASE,
)


def understood(question: str, publishers: Iterable[str], today: date) -> Request:
    """Return what a question asks for.

    Args:
        question: Standalone, in English.
        publishers: The names of the corpus's publishers.
        today: The day on which it is asked.
    """
    text = _spelled(" ".join(question.replace("’", "'").split()).strip(" ?!.")) or question
    days = named_days(text, today)
    plain = text
    if days:  # what is left is asked of the articles of these days
        plain = " ".join((text[: days.start] + " " + text[days.end :]).split()).strip(" ?!.,")
    named = _publisher(plain, publishers)
    if named:
        the = " the " if named[1].lower().startswith("the ") else " "
        plain = plain.replace(named[1], the, 1)
        plain = " ".join(plain.split()).strip(" ?!.,")
    known = Request(days=days, publisher=named and named[0])
    for part in _asking(plain):
        for read in (_latest, _summary, _listed, _have, _new):
            if request := read(part, known):
                return request
    return Request()


def _asking(text: str) -> list[str]:
    """Return a question, and without what is said before it: "I was away. What's the latest?"."""
    parts = [text, *(text[match.end() :] for match in _BEFORE_ASKING.finditer(text))]
    return [part.strip(_TRIM) for part in parts if part.strip(_TRIM)]


def _spelled(text: str) -> str:
    """Return a question with the words that tell its kind put right: "articels", "whats"."""
    words = text.split(" ")
    for index, word in enumerate(words):
        lower = word.lower()
        if lower in ("whats", "hows", "wheres"):
            words[index] = f"{word[:-1]}'s"
        elif len(word) >= 6 and not any(known.startswith(lower) for known in _TELLING_KIND):  # noqa: PLR2004
            close = get_close_matches(lower, _TELLING_KIND, 1, cutoff=0.84)
            if close and close[0][0] == lower[0]:
                words[index] = close[0]
    return " ".join(words)


def _latest(text: str, known: Request) -> Request | None:
    match = _LATEST.fullmatch(text)
    if match is None:
        return None
    topic = next(filter(None, match.groups()), "")
    return replace(known, kind="latest", topic=_topic(topic))


def _summary(text: str, known: Request) -> Request | None:
    length: Length = "medium"
    brief = _BRIEFLY.sub("", text)
    match = _SUMMARY.fullmatch(brief)
    if brief != text:
        length = "short"
    if match:
        if re.search(r"short|quick|brief|one|concise", match["length"], re.IGNORECASE):
            length = "short"
        elif re.search(r"long|detail|full|depth|thorough", match["length"], re.IGNORECASE):
            length = "long"
    else:
        match = _WHAT_SAYS.fullmatch(brief) or _TELL.fullmatch(brief)
        if match is None and known.days:
            if _NEWS_OF.fullmatch(text):
                return replace(known, kind="summary", length=length)
            match = _WHAT_HAPPENED.fullmatch(text)
    if match is None:
        return None
    rest = match["rest"].strip(_TRIM)
    target = _TARGET.fullmatch(rest)
    topic = " ".join(filter(None, (target["publisher"], target["topic"]))) if target else rest
    topic = _SUMMARY_LEAD.sub("", topic + " ")
    return replace(known, kind="summary", topic=_topic(topic), length=length)


def _listed(text: str, known: Request) -> Request | None:
    """Read "which articles mention …", "how many stories are about …", "list the newest …"."""
    if match := _MENTIONED_IN.fullmatch(text):
        topic = _topic(match["topic"] or match["where"] or match["times"] or match["anywhere"])
        if topic and not re.match(r"(?:you|we|i|there)\b", topic, re.IGNORECASE):
            return replace(known, kind="articles", topic=topic, of="mention")
    if _SIZE.fullmatch(text):
        return replace(known, kind="articles")
    if match := _WHO_WROTE.fullmatch(text):
        topic = _topic(match["topic"])
        return replace(known, kind="articles", topic=topic, publishers=True)
    match = _LISTS.fullmatch(text)
    if match is None:
        return None
    order = (match["order"] or "").strip().lower()
    known = replace(known, oldest=order in ("oldest", "first", "earliest"))
    known = replace(known, publishers=bool(match["papers"]))
    return _of_articles(match["rest"], known)


def _have(text: str, known: Request) -> Request | None:
    """Read "what do you have on …", "is there anything from …", "what did the Post publish"."""
    match = _HAVE.fullmatch(text)
    if match is None and (known.days or known.publisher):
        match = _PUBLISHED.fullmatch(text)
    if match is None:
        return None
    rest = match["rest"]
    if not rest.strip(_TRIM) and not re.search(r"\bwhat|thing\b", text, re.IGNORECASE):
        return None  # "do you know?"
    if are := _ARE.fullmatch(rest.strip()):
        rest = are["rest"]
    return _of_articles(rest, known)


def _new(text: str, known: Request) -> Request | None:
    match = _NEW.fullmatch(text)
    if match is None:
        return None
    request = _of_articles(match["rest"], known)
    if request and request.topic:
        return replace(request, kind="latest")
    return request


def _of_articles(rest: str, known: Request) -> Request | None:
    """Read what articles are asked for, from what stands after that word; None if unclear."""
    left = _OPENING_FILLER.sub("", rest.strip(_TRIM)).strip(_TRIM)
    if mention := _MENTION.fullmatch(left):
        topic = _topic(mention["topic"] or mention["passive"] or "")
        if topic:
            return replace(known, kind="articles", topic=topic, of="mention")
    if about := _ABOUT.fullmatch(left):
        topic = _topic(about["topic"])
        if topic:
            return replace(known, kind="articles", topic=topic)
    return replace(known, kind="articles") if _EMPTY.fullmatch(left) else None


def _topic(text: str) -> str:
    """Return a subject without the words that only ask for it."""
    topic = text.strip(_TRIM)
    while True:
        shorter = _FILLER.sub("", topic).strip(_TRIM)
        shorter = re.sub(
            r"^(?:the|an?|this|that|both|(?:names?|words?|phrases?|terms?)\b(?!\s(?:of|for)\b))\s(?=\w)",
            "",
            shorter,
            flags=re.IGNORECASE,
        )
        if shorter == topic:
            return topic
        topic = shorter


def _publisher(text: str, publishers: Iterable[str]) -> tuple[str, str] | None:
    """Return the publisher that a question names, and the words that name it there."""
    for name in sorted(publishers, key=len, reverse=True):
        short = re.sub(r"^the\s|(?:\.[a-z]{2,})+$", "", name, flags=re.IGNORECASE)
        if len(short) < 2:  # noqa: PLR2004
            continue
        pattern = (
            rf"(?:\b(?:according\sto|published\sby|by|from|in|of|at)\s)?\b(?:the\s)?(?:{re.escape(name)}"
            rf"|{re.escape(short)})(?:'s)?(?!\w)"
        )
        for match in re.finditer(pattern, text, re.IGNORECASE):
            after = text[match.end() :]
            if re.match(
                r"(?:by|from|in|according|published)\b", match[0], re.IGNORECASE
            ) or re.match(
                rf"\s(?:(?:\w+\s)?{_ARTICLE}|publish(?:ed)?|print(?:ed)?|says?|writ(?:e|es|ten)|wrote|have|has|report(?:ed)?|run|ran)\b",
                after,
                re.IGNORECASE,
            ):
                return name, match[0]
    return None
