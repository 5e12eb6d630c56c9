"""Questions about an article itself: who wrote it, which paper ran it, when it was published.

"Who wrote the piece on the mine?" asks of an article, "who wrote the letter?" of the world.
"""

import re
from collections.abc import Mapping, Sequence
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
    r"(?:published|posted|printed|written|released|put\sonline|come\sout|appear"
    r"|go\s(?:up|online|live))"
)
_BE: Final = r"(?:'s|\sis|\swas|\sare|\swere)"
_HAVE: Final = r"(?:(?:has|have|had|did)\s)?"
_WHEN: Final = r"(?:when|(?:on\s)?(?:what|which)\s(?:day|date))"
_PAPER: Final = rf"(?:which|what)\s{PAPERS}"
_FORMS: Final[Mapping[Publication, Sequence[str]]] = {
    "author": (
        rf"who\s{_HAVE}(?:else\s)?{_WROTE}\s(?:about|on)\s(?P<every>.+)",
        rf"who\s{_HAVE}{_WROTE}\s{_OBJECT}",
        rf"(?:who{_BE}\s)?(?:the\s)?{_WRITER}\s(?:of|behind|for|on)\s{_OBJECT}",
        rf"who{_BE}\sthe\s{_WRITER}\s(?:who|that)\s{_WROTE}\s{_OBJECT}",
        rf"(?:by\s)?whom?{_BE}\s{_OBJECT}(?:\s(?:written\s)?by|\swritten)",
        rf"by\swhom?{_BE}\s{_OBJECT}",
    ),
    "paper": (
        rf"(?:which|what)\s(?:\w+\s)?{PAPERS}\s{_HAVE}(?:{_RAN}|{_WROTE}|has|had)\s{_OBJECT}",
        rf"who\s{_HAVE}{_RAN}\s{_OBJECT}",
        rf"who{_BE}\sthe\spublisher\sof\s{_OBJECT}",
        rf"(?:(?:in\s)?{_PAPER}|where){_BE}\s{_OBJECT}\s(?:first\s)?{_RAN}",
        rf"{_PAPER}{_BE}\s{_OBJECT}\s(?:from|in)",
        rf"where\s(?:did|does)\s{_OBJECT}\s(?:come\sfrom|appear|run)",
    ),
    "updated": (
        rf"{_WHEN}{_BE}\s{_OBJECT}\s(?:last\s)?"
        r"(?:updated|changed|edited|modified|revised)(?:\slast)?",
    ),
    "published": (
        rf"{_WHEN}(?:{_BE}|\sdid)\s{_OBJECT}\s(?:first\s|originally\s)?{_OUT}",
        rf"when\sdid\s(?P<paper>{_WORDS}{{1,4}}?){_RAN}\s{_OBJECT}",
        rf"(?:what{_BE}\s)?(?:the\s)?(?:publication\s)?date\s(?:of|on)\s{_OBJECT}",
        rf"how\s(?:old|recent){_BE}\s{_OBJECT}",
    ),
}
_LEAD: Final = re.compile(rf"{POLITE}(?:tell\sme\s)?", re.IGNORECASE)
_ASKED: Final = [
    (what, re.compile(form, re.IGNORECASE)) for what, forms in _FORMS.items() for form in forms
]
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
    text = _LEAD.sub("", text, count=1)
    for what, pattern in _ASKED:
        if (match := pattern.fullmatch(text)) and (asked := _read(what, match)):
            return asked
    return None


def _read(what: Publication, match: re.Match[str]) -> PublicationAsked | None:
    words = {name: (of or "").strip(" ,'\"") for name, of in match.groupdict().items()}
    if on := words.get("every"):
        return PublicationAsked(what, on, every=True)
    kind = words["kind"] or words["kind2"]
    report = what == "author" and kind.lower() == "report"  # which may be anybody's
    if report or _ONE_OF_SEVERAL.search(f"{words['owner']} {words['named']}"):
        return None
    # "The Courier's mine story" names paper and subject alike.
    owner = " ".join(filter(None, (words.get("paper"), words["owner"], words["named"])))
    if title := words["title"] or words["quoted"]:
        return PublicationAsked(what, title, title=True, owner=owner)
    if title := words["alone"] or words["bare"]:
        # Of most it is asked of the world: "When was “Dune” published?"
        return PublicationAsked(what, title, title=True, owner=owner, sure=False)
    sure = re.fullmatch(PIECE, kind, re.IGNORECASE) is not None
    return PublicationAsked(what, words["named"] or words["topic"], owner=owner, sure=sure)
