"""The kind of a question, and what it asks of: articles, a summary, the latest, or a fact.

Rules read the wording; what they do not know is a question of fact, which the reader answers.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from assistant.answer import Kind
from assistant.question.days import Days, named_days
from corpus import Filters

__all__ = ["Length", "Request", "understood"]

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
    r"|i\s(?:want|need)\s(?:you\sto\s)?|let\sme\s(?:see|have)\s)*"
)
_ARTICLE: Final = (
    r"(?:news\s)?(?:articles?|stor(?:y|ies)|pieces?|reports?|texts?|posts?|items?|documents?"
    r"|write-?ups?|columns?|interviews?|reviews?|recipes?|coverage|headlines?|news|texts?)"
)
_PAPERS: Final = (
    r"(?:publishers?|publications?|(?:news)?papers?|outlets?|(?:web\s?)?sites?|magazines?|sources?)"
)
_LISTS = re.compile(
    rf"""{_POLITE}(?:how\smany|which(?:\sof\s(?:the|your|my))?|what|list|show(?:\sme)?|give\sme|find(?:\sme)?|name
    |(?:are|is)\sthere|do\s(?:you|we|i)\s(?:have|know(?:\sof)?)|have\s(?:you|we)(?:\sgot)?|got|display
    |where\sare|open)\s
    (?:(?:all|any|the|your|my|our|other|more|different|every|of|me|a|some|total|number\sof)\s)*
    (?P<order>(?:newest|latest|most\srecent|recent|last|new|oldest|first|earliest)\s)?
    (?:(?P<papers>{_PAPERS})|(?P<publisher>[^?]{{2,40}}?\s)??{_ARTICLE})\b(?P<rest>.*)""",
    re.IGNORECASE | re.VERBOSE,
)
_HAVE = re.compile(
    rf"""{_POLITE}(?:(?:what(?:\selse)?|which|do|does|tell\sme\swhat|show\sme\swhat)\b.{{0,12}}?\b
    (?:you|we|i|(?:the|this|your)\s(?:corpus|library|archive|collection))\s
    (?:have|know|got|hold|contain|cover)s?(?:\sgot)?
    |(?:is|are)\sthere|have\s(?:you|we)(?:\sgot)?|got|(?=(?:any|every)thing\b))
    (?:\s?\b(?:anything|something|everything|much|stuff))?(?P<rest>\b.*)""",
    re.IGNORECASE | re.VERBOSE,
)
_ARE = re.compile(rf"(?:any\s)?{_ARTICLE}\b(?P<rest>.*)", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"(?:what|which|anything)\s(?:was|were|has\sbeen|came\sout|appeared|did(?:\sthe)?(?=\spublish))"
    r"(?:\s(?:publish(?:ed)?|posted|printed|written|added))?(?P<rest>.*)",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:is\s|are\s|was\s|were\s)?(?:(?:all|only|mainly|mostly|specifically)\s)?(?:about|on|regarding"
    r"|concerning|cover(?:s|ing)?|deal(?:s|ing)?\swith|relat(?:ed|ing)\sto|discuss(?:es|ing)?"
    r"|(?:wr[io]tes?|written|writing|report(?:s|ed|ing)?|published)\s(?:about|on)|describ(?:e|es|ing)|of|for|to\sdo\swith)\s(?P<topic>.+)",
    re.IGNORECASE,
)
_MENTION = re.compile(
    r"(?:(?:do(?:es)?|have|has|did)\s)?(?:(?:actually|also|only|even|all)\s)?(?:mention(?:s|ed|ing)?|nam(?:e|es|ing)"
    r"|contain(?:s|ing)?|refer(?:s|ring)?\sto|talk(?:s|ing)?\s(?:about|of)|say\s(?:something|anything)"
    r"\s(?:about|on)|speak(?:s|ing)?\s(?:about|of)|with\sthe\s(?:words?|names?)|includ(?:e|es|ing)|quot(?:e|es|ing)"
    r"|cit(?:e|es|ing)|featur(?:e|es|ing)|(?:is|are)\s(?P<passive>.+?)\s(?:mentioned|named)(?:\sin)?)(?:\s(?P<topic>.+))?",
    re.IGNORECASE,
)
_MENTIONED_IN = re.compile(
    rf"(?:in\s)?(?:how\smany|which|what)\s{_ARTICLE}\s(?:do(?:es)?|is|are|was|were)\s(?P<topic>.+?)"
    r"\s(?:appear|occur|come\sup|feature|(?:mentioned|named|quoted|talked\sabout))(?:\sin)?",
    re.IGNORECASE,
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
    |(?:any|is\sthere)\s(?:any\s)?(?:new|news|updates?|newer\snews)\s(?:on|about|regarding|from)\s(?P<other>.+)
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
    |(?:key|main|central|most\simportant|essential)\s(?:points?|takeaways?|facts?|messages?|ideas?|claims?|findings?)
    |take-?aways?|tl;?\s?dr:?|overview|brief\sme(?:\son)?|bullet\spoints)\b
    (?P<rest>.*)""",
    re.IGNORECASE | re.VERBOSE,
)
_WHAT_SAYS = re.compile(
    rf"""{_POLITE}(?:tell\sme\s)?what(?P<is>'s|\sis|\sdoes|\swas|\sdid|\sdo)?\s(?:the|that|this|your)\s
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
_FILLER = re.compile(
    r"\s*\b(?:please|do\s(?:you|we)\s(?:have|know)|have\s(?:you|we)\sgot|(?:are|is)\sthere|(?:in|from)\s(?:total|all|here"
    r"|(?:the|this|your|our|my)\s(?:corpus|library|archive|collection|database|articles))|altogether|at\sall|(?:that|which)"
    r"(?=\s)|in\shere|here|were|was|are|is|then|so\sfar|exactly|right\snow|(?:that\s)?(?:you|we)\s(?:have|got|know)"
    r"|published|written|dated|printed|posted|from|say|saying|tell|telling)\s*$",
    re.IGNORECASE,
)
_OPENING_FILLER = re.compile(
    r"^\s*(?:(?:do\s(?:you|we|i)\s(?:have|know(?:\sof)?)|have\s(?:you|we)(?:\sgot)?|(?:are|is)\sthere|you\shave|we\shave"
    r"|(?:that|which|who)\s(?=\w)|(?:can|could)\syou\s(?:find|show|give)(?:\sme)?|in\stotal|available|stored|here"
    r"|in\s(?:the|this|your)\s(?:corpus|library|archive|collection|database))\b\s*)+",
    re.IGNORECASE,
)
_TRIM: Final = " \t\n?!.,;:\"'“”‘’"
_EMPTY = re.compile(
    r"(?:(?:do|you|we|i|have|has|know|in|the|this|your|corpus|library|archive|total|all|are|is|there|got|here|today|was|were"
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
    text = " ".join(question.replace("’", "'").split()).strip(" ?!.") or question
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
    for read in (_latest, _summary, _listed, _have, _new):
        if request := read(plain, known):
            return request
    return Request()


def _latest(text: str, known: Request) -> Request | None:
    match = _LATEST.fullmatch(text)
    if match is None:
        return None
    topic = next(filter(None, match.groups()), "")
    return replace(known, kind="latest", topic=_topic(topic))


def _summary(text: str, known: Request) -> Request | None:
    length: Length = "medium"
    match = _SUMMARY.fullmatch(text)
    if match:
        if re.search(r"short|quick|brief|one|concise", match["length"], re.IGNORECASE):
            length = "short"
        elif re.search(r"long|detail|full|depth|thorough", match["length"], re.IGNORECASE):
            length = "long"
    else:
        match = _WHAT_SAYS.fullmatch(text) or (
            _WHAT_HAPPENED.fullmatch(text) if known.days else None
        )
    if match is None:
        return None
    rest = match["rest"].strip(_TRIM)
    target = _TARGET.fullmatch(rest)
    topic = " ".join(filter(None, (target["publisher"], target["topic"]))) if target else rest
    topic = re.sub(r"^(?:(?:of|about|on|for|from|in|what happened)\s)+", "", topic, flags=re.I)
    return replace(known, kind="summary", topic=_topic(topic), length=length)


def _listed(text: str, known: Request) -> Request | None:
    """Read "which articles mention …", "how many stories are about …", "list the newest …"."""
    if match := _MENTIONED_IN.fullmatch(text):
        topic = _topic(match["topic"])
        if topic and not re.match(r"(?:you|we|i|there)\b", topic, re.IGNORECASE):
            return replace(known, kind="articles", topic=topic, of="mention")
    match = _LISTS.fullmatch(text)
    if match is None:
        are = _ARE.fullmatch(text)
        return are and _of_articles(are["rest"], known)
    before = match["publisher"]
    if before and before.strip().lower() not in ("new", "more", "other", "news"):
        return None
    order = (match["order"] or "").strip().lower()
    known = replace(known, oldest=order in ("oldest", "first", "earliest"))
    known = replace(known, publishers=bool(match["papers"]))
    return _of_articles(match["rest"], known)


def _have(text: str, known: Request) -> Request | None:
    """Read "what do you have on …", "is there anything from …"."""
    match = _HAVE.fullmatch(text) or _PUBLISHED.fullmatch(text)
    if match is None:
        return None
    rest = match["rest"]
    if not rest.strip(_TRIM) and not (known.days or known.publisher):
        return replace(known, kind="articles")
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
        shorter = re.sub(r"^(?:the|an?|this|that)\s(?=\w)", "", shorter, flags=re.IGNORECASE)
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
            ) or re.match(rf"\s(?:\w+\s)?{_ARTICLE}\b", after, re.IGNORECASE):
                return name, match[0]
    return None
