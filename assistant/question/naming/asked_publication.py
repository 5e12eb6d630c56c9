"""Questions about an article itself: who wrote it, which paper ran it, when it was published.

"Who wrote the piece on the mine?" asks of an article, "who wrote the letter?" of the world.
"""

import re
from dataclasses import dataclass
from typing import Final, Literal

from assistant.question.naming.named_sources import PIECE, TITLE, TOPIC, one_line
from assistant.question.understanding.wordings import PAPERS, POLITE

__all__ = ["Publication", "PublicationAsked", "publication_asked"]

Publication = Literal["author", "paper", "published", "updated"]


@dataclass(frozen=True, slots=True)
class PublicationAsked:
    """What is asked of an article, and the words that name it."""

    what: Publication
    description: str
    """What it is about, or its title."""
    title: bool = False
    """True if the description is a title, whole."""
    owner: str = ""
    """Words that may name its paper."""
    every: bool = False
    """True if all articles on it are asked of, not one."""
    sure: bool = True
    """False where something else than an article may be meant: "the recipe", a bare title."""


_LONGEST: Final = 300
"""Code points of such a question."""
_OTHER_PIECE: Final = (
    r"(?:report|op-?eds?|recipes?|reviews?|(?:blog\s?)?posts?|coverage|analys[ie]s|guides?)"
)
"""What else an article is called, and other things too."""
_ONE: Final = r"(?:the|that|this|your|an?)\s"
_WORDS: Final = r"(?:[\w.'&,/-]+\s)"
# Each pattern has its groups once: what is asked of stands in one place.
_OBJECT: Final = (
    rf"(?:(?:{_ONE})?(?P<owner>{_WORDS}{{0,4}}?)(?P<kind>{PIECE}|{_OTHER_PIECE})\s(?:{TITLE}|{TOPIC})"
    rf"|{_ONE}(?P<named>{_WORDS}{{1,8}}?)(?P<kind2>{PIECE}|{_OTHER_PIECE})"
    r"|[\"“](?P<alone>[^\"”]{4,})[\"”]|(?P<bare>\S.{8,}))"
)
_WRITER: Final = r"(?:author|writer|journalist|reporter|columnist|byline)s?"
_WROTE: Final = r"(?:wr[io]tes?|wrote|written|authored|penned)"
_RAN: Final = r"(?:ran|run|publish(?:ed)?|print(?:ed)?|post(?:ed)?|carr(?:y|ied)|put\sout)"
_OUT: Final = (
    r"(?:(?:published|posted|printed|written|released|put\sonline)|come\sout|appear|go\s(?:up|online|live))"
)
_BE: Final = r"(?:'s|\sis|\swas|\sare|\swere)"
_HAVE: Final = r"(?:(?:has|have|had|did)\s)?"
_ASKED: Final = tuple(
    (what, re.compile(POLITE + r"(?:tell\sme\s)?" + pattern, re.IGNORECASE))
    for what, pattern in (
        ("author", rf"who\s{_HAVE}(?:else\s)?{_WROTE}\s(?:about|on)\s(?P<on>.+)"),
        ("author", rf"who\s{_HAVE}{_WROTE}\s{_OBJECT}"),
        ("author", rf"(?:who{_BE}\s)?(?:the\s)?{_WRITER}\s(?:of|behind|for|on)\s{_OBJECT}"),
        ("author", rf"who{_BE}\sthe\s{_WRITER}\s(?:who|that)\s{_WROTE}\s{_OBJECT}"),
        ("author", rf"(?:by\s)?whom?{_BE}\s{_OBJECT}(?:\s(?:written\s)?by|\swritten)"),
        ("author", rf"by\swhom?{_BE}\s{_OBJECT}"),
        ("paper", rf"(?:which|what)\s(?:\w+\s)?{PAPERS}\s{_HAVE}(?:{_RAN}|{_WROTE}|has|had)\s{_OBJECT}"),
        ("paper", rf"who\s{_HAVE}{_RAN}\s{_OBJECT}"),
        ("paper", rf"who{_BE}\sthe\spublisher\sof\s{_OBJECT}"),
        ("paper", rf"(?:(?:in\s)?(?:which|what)\s{PAPERS}|where){_BE}\s{_OBJECT}\s(?:first\s)?{_RAN}"),
        ("paper", rf"(?:which|what)\s{PAPERS}{_BE}\s{_OBJECT}\s(?:from|in)"),
        ("paper", rf"where\s(?:did|does)\s{_OBJECT}\s(?:come\sfrom|appear|run)"),
        ("updated", rf"when{_BE}\s{_OBJECT}\s(?:last\s)?(?:updated|changed|edited|modified|revised)(?:\slast)?"),
        ("published", rf"(?:when|(?:on\s)?(?:what|which)\s(?:day|date))(?:{_BE}|\sdid)\s{_OBJECT}\s(?:first\s|originally\s)?{_OUT}"),
        ("published", rf"when\sdid\s(?P<paper>{_WORDS}{{1,4}}?){_RAN}\s{_OBJECT}"),
        ("published", rf"(?:what{_BE}\s)?(?:the\s)?(?:publication\s)?date\s(?:of|on)\s{_OBJECT}"),
        ("published", rf"how\s(?:old|recent){_BE}\s{_OBJECT}"),
    )
)  # fmt: skip
_ONE_OF_SEVERAL: Final = re.compile(
    r"\b(?:newest|latest|most\srecent|recent|last|new|oldest|first|earliest|next|other|second)\b",
    re.IGNORECASE,
)
"""In "the first article on the mine": by its age, among all of them."""


def publication_asked(question: str) -> PublicationAsked | None:
    """Return what a question asks of an article itself, or None when it asks of something else.

    Args:
        question: Standalone, in English.
    """
    text = one_line(question)
    if len(text) > _LONGEST:
        return None
    for what, pattern in _ASKED:
        if (match := pattern.fullmatch(text)) and (asked := _read(what, match)):
            return asked
    return None


def _read(what: Publication, match: re.Match[str]) -> PublicationAsked | None:
    if on := match.groupdict().get("on"):
        return PublicationAsked(what, on.strip(" ,'\""), every=True)
    groups = {name: (words or "").strip(" ,'\"") for name, words in match.groupdict().items()}
    owner = f"{groups.get('paper', '')} {groups['owner']}".strip()
    if _ONE_OF_SEVERAL.search(f"{groups['owner']} {groups['named']}"):
        return None
    if title := groups["title"] or groups["quoted"]:
        return PublicationAsked(what, title, title=True, owner=owner)
    if title := groups["alone"] or groups["bare"]:
        # Of most it is asked of the world: "When was “Dune” published?"
        return PublicationAsked(what, title, title=True, owner=owner, sure=False)
    kind = groups["kind"] or groups["kind2"]
    if what == "author" and kind.lower() == "report":
        return None  # which may be anybody's
    sure = re.fullmatch(PIECE, kind, re.IGNORECASE) is not None
    if groups["named"]:
        # "The Courier's mine story" names paper and subject alike.
        owner = f"{owner} {groups['named']}".strip()
        return PublicationAsked(what, groups["named"], owner=owner, sure=sure)
    return PublicationAsked(what, groups["topic"], owner=owner, sure=sure)
