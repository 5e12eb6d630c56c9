"""Several papers' articles that one question names, each with the words that are asked of it.

"Does the Courier's article say that the mine will close, while the Herald's says it stays open?"
asks one thing of the Courier and another of the Herald.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from assistant.question.naming.days import TIME
from assistant.question.naming.named_sources import (
    MARK,
    REPORT,
    known_papers,
    marked,
    meant,
    one_line,
)
from corpus.language.vocabulary import AUXILIARIES, QUESTION_WORDS, QUOTING, SAYING

__all__ = ["NamedPiece", "named_pieces"]


@dataclass(frozen=True, slots=True)
class NamedPiece:
    """An article, or what a paper tells, as a question names it."""

    publishers: tuple[str, ...]
    """Its paper, as the corpus spells it: several where the name is that of several."""
    called: str
    """The paper in the question's words."""
    words: str
    """What the question says of this piece alone."""
    shared: str
    """What it says of all pieces."""
    several: bool = False
    """True if the paper's articles are spoken of, not one of them."""


_MOST: Final = 4
"""Pieces of a question; with more of them it tells a story."""

_OTHER_VERBS: Final = """address analys analyz assess attribut back caution celebrat characteri cit
compar convey cover credit critici critiqu debat depict detail differ disagree discuss document
downplay emphasi endors evaluat examin explor express featur focus fram highlight identif imply
implie indicat interpret investigat link list mention nam offer oppos outlin paint portray present
print profil provid publish question quot rais rank rate recommend review run share show speculat
summari support tell touch trac underscor view voic""".split()
"""Beginnings of verbs by which a paper tells something."""
_TELLING: Final = (
    r"(?:portrayals?|depictions?|descriptions?|assessments?|perspectives?|stances?|views?|claims?"
    r"|mentions?|discussions?|analys[ie]s|statements?|predictions?|narratives?|observations?)"
)
"""Nouns for what a paper tells."""
_SAYING: Final = "|".join(sorted((SAYING | QUOTING) - {"according_to"}))
_VERB: Final = rf"(?:{_SAYING}|(?:{'|'.join(_OTHER_VERBS)})[a-z]*)"
_TOLD: Final = rf"(?:{_VERB}|seen|found|given|put)"
_ORDER: Final = (
    r"(?:same|other|another|subsequent|later|earlier|second|first|third|following|next|previous"
    r"|prior|latter|former|recent|original|new|latest|news|online|own|two|both)"
)
_GROUP: Final = rf"{MARK}(?:(?:,|,?\s(?:and|or|nor))\s(?:the\s)?{MARK})*"
_LEAD: Final = rf"(?:(?:the|that|an?|its|one|all|some|either|{_ORDER})\s)*"
_AUX: Final = rf"(?:{'|'.join(AUXILIARIES)})"
_MENTIONS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # "the first article from the Courier", "a report published by the Courier"
        rf"\b{_LEAD}(?P<kind>{REPORT})\s(?:(?:published|printed|written)\s)?(?:in|from|by|of|at)"
        rf"\s{_LEAD}(?P<papers>{_GROUP})",
        # "the Courier's second article", "the Courier and Herald articles"
        rf"(?<![\w]){_LEAD}(?P<papers>{_GROUP})(?:'s|')?(?:\s(?:newspaper|paper|website))?"
        rf"\s(?:{_ORDER}\s)*(?P<kind>{REPORT})\b",
        # "the Courier's portrayal of the strike"
        rf"(?<!\w){_LEAD}(?P<papers>{MARK})(?:'s|')\s(?:{_ORDER}\s)*{_TELLING}\b",
        # "according to the Courier", "mentioned in the Courier"
        rf"\b(?P<behind>(?:according\sto|as\sper|{_TOLD}(?:\sas\s\w+)?\s(?:in|by|on)))"
        rf"\s{_LEAD}(?P<papers>{_GROUP})(?!'s)",
        # "the report on the storm by the Courier"
        rf"\b(?P<behind>(?:{REPORT}|{_TELLING})\s[^{MARK},]{{1,80}}?\s(?:by|from|in))"
        rf"\s{_LEAD}(?P<papers>{_GROUP})(?!'s)",
        # "the Courier reports", "did the Courier report"
        rf"(?<!\w){_LEAD}(?P<papers>{_GROUP})(?:\s(?:also|each|only|first|later|then|since|has"
        rf"|have|had|is|was|both|\w+ly))*\s{_VERB}\b",
    )
)
"""What stands around papers whose articles are spoken of, the surest first."""
_OWN: Final = re.compile(
    rf"(?<!\w){_LEAD}(?P<papers>{MARK})'s(?=\s(?:of|from|on|about|says?|said|is|was)\b|[,.;)]|$)",
    re.IGNORECASE,
)
"""Behind another: "the Courier's report and the Herald's of 5 March"."""
_REPORTS: Final = re.compile(rf"[^{MARK}]*{MARK}\sreport(?:s\b|\s(?:that|how|if|whether|wh\w+)\b)")
_QUOTED: Final = re.compile(rf"[\"'“]((?:the\s)?{MARK}(?:'s)?)[\"'”](?!s\b)", re.IGNORECASE)
"""A paper's name between quotation marks, which are no part of it."""
_UNKNOWN: Final = re.compile(
    r"(?:^|\b(?i:and|or|but|while|whereas|do|does|did|between|than|after|before|from|in|by)\s)"
    rf"(?:(?i:an?|another)\s(?:[A-Z][\w&.]*\s)+|(?:(?i:the)\s)?[A-Z][\w&.]*(?:\s[A-Z][\w&.]*)*'s\s){REPORT}\b"
)
"""Matches "while a Tribune report", where the Tribune is no paper that is known."""
_NO_NAME: Final = tuple(
    re.compile(pattern, re.IGNORECASE | re.VERBOSE)
    for pattern in (
        # "the same paper's article", "another article", "the later report"
        rf"""\b(?:the\ssame\s(?:paper|source|outlet|publication|newspaper|site|publisher|magazine)(?:'s)?\s(?:{_ORDER}\s)*
        |another\s|the\s(?:other|subsequent|later|earlier|second|following|previous|former|latter)\s)
        (?P<kind>{REPORT})\b(?!\s(?:in|from|by|of|at)\s)""",
        # "the 3 March article"
        rf"\b(?:the|its)\s(?P<day>{TIME}),?\s(?P<kind>{REPORT})\b",
    )
)
"""Words for an article whose paper has just been named with another article."""
_BETWEEN: Final = re.compile(
    rf"\bbetween\s(?P<one>the\s{REPORT})\b(?:(?!\sand\sthe\s).)+?\sand\s(?P<two>the\s{REPORT})\b",
    re.IGNORECASE,
)
"""Two articles that are compared: "between the report on … and the report on …"."""
_ONE_OTHER: Final = re.compile(
    r"\bone\s(?P<one>.+?),?\s(?:and|while|but)\sthe\sother\s(?P<two>.+)", re.IGNORECASE
)
_TOLD_BY: Final = re.compile(
    rf"(?:\b(?:as\s)?{_TOLD}\s(?:in|by|on)|\baccording\sto|\bas\sper)"
    r"\s(?:both\s)?(?:the\s)?$",
    re.IGNORECASE,
)
"""Before a mention: its words stand before it, too."""
_CUTS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf",?\s(?:while|whereas|but|versus|than|compared\s(?:to|with)|in\scontrast\s(?:to|with)"
        rf"|(?:and|or)(?=\s(?:{_AUX}\b|$)))(?!\w)|,(?=\s{_AUX}\b)",
        r",?\s(?:and|or)\b",
        r",?\s(?:with|to|from|as|after|before)\b|,",
    )
)
"""What stands between the words of two mentions, the surest first."""
_ASKING: Final = rf"(?:{_AUX}|{'|'.join(QUESTION_WORDS)})\b"
_SHARED_TAIL: Final = re.compile(rf",\s(?={_ASKING})", re.IGNORECASE)
"""Behind "between A and B": what is asked of both."""
_ASIDE: Final = re.compile(r",\s(?=(?:with|without|contrasting|indicating|or)\b)", re.IGNORECASE)
"""Behind a question: what is said of both."""
_LEADING: Final = re.compile(
    rf"^(?:[\s,]|(?:{_AUX}|while|whereas|but|and|or|between|after|before|with|to|as|from|than|versus|in\scontrast"
    r"|compare[ds]?|considering|from\swhat|given|that|what)(?!\S))+",
    re.IGNORECASE,
)
"""Before the words of a mention, and no part of them."""


@dataclass(frozen=True, slots=True)
class _Mention:
    """A place in a question where an article is spoken of."""

    start: int
    end: int
    papers: tuple[str, ...]
    """As they are written."""
    behind: bool = False
    """True if its words stand before it: "… reported by the Courier"."""
    kind: str = ""
    """The word for it, "articles"; empty where only the paper is named."""
    day: str = ""
    """The day by which it is named: "the 3 March article"."""

    @property
    def several(self) -> bool:
        """Tell if the articles of one paper are spoken of, not one of them."""
        return len(self.papers) == 1 and self.kind.endswith("s")


def named_pieces(question: str, publishers: Iterable[str]) -> tuple[NamedPiece, ...]:
    """Return the papers' articles that a question names, if it names two or more; else none.

    Args:
        question: In English.
        publishers: The names of the corpus's publishers.
    """
    known = known_papers(question, publishers)
    if not known:
        return ()
    text, written = _marked(one_line(question), known)
    text = _QUOTED.sub(r"\1", text)
    if _UNKNOWN.search(text):
        return ()
    pieces = [
        NamedPiece(papers, name, own, shared, mention.several)
        for mention, own, shared in _with_words(text, _mentions(text, written), written)
        for name in mention.papers
        if (papers := meant([name], known))
    ]
    return tuple(pieces) if 2 <= len(pieces) <= _MOST else ()  # noqa: PLR2004


def _marked(text: str, known: Mapping[str, tuple[str, ...]]) -> tuple[str, list[str]]:
    """Return a question with a mark for each name of a paper, and the names as written.

    Where names have their capital, "line" and "age" are words: neither Business Line nor The Age.
    """
    marks, written = marked(text, known)
    if text[1:].islower():
        return marks, written
    names = [
        (name, not name.islower() or any(map(str.islower, meant([name], known))))
        for name in written
    ]
    each = iter(names)
    marks = re.sub(MARK, lambda _: MARK if (pair := next(each))[1] else pair[0], marks)
    return marks, [name for name, is_name in names if is_name]


def _mentions(text: str, written: Sequence[str]) -> list[_Mention]:
    """Return the places where a paper's articles are spoken of, in their order."""
    found: list[_Mention] = []
    for pattern in _MENTIONS:
        for match in pattern.finditer(text):
            if any(match.start() < known.end and known.start < match.end() for known in found):
                continue
            groups = match.groupdict()
            first = text.count(MARK, 0, match.start("papers"))
            found.append(
                _Mention(
                    match.start("papers") if groups.get("behind") else match.start(),
                    match.end(),
                    tuple(written[first : first + match["papers"].count(MARK)]),
                    bool(groups.get("behind") or _TOLD_BY.search(text[: match.start()])),
                    # "The Courier report that …" has a verb, and names no article.
                    "" if _REPORTS.match(text, match.start()) else groups.get("kind") or "",
                )
            )
    if found:
        for match in _OWN.finditer(text):
            if not any(match.start() < known.end and known.start < match.end() for known in found):
                paper = written[text.count(MARK, 0, match.start("papers"))]
                found.append(_Mention(*match.span(), (paper,)))
    single = {known.papers[0] for known in found if len(known.papers) == 1}
    # "Do the Courier and the Herald both report …, the Courier saying …, the Herald …?"
    found = [known for known in found if len(known.papers) == 1 or not set(known.papers) <= single]
    found.sort(key=lambda known: known.start)
    return _with_unnamed(text, written, found)


def _with_unnamed(text: str, written: Sequence[str], named: list[_Mention]) -> list[_Mention]:
    """Return mentions together with those of articles whose paper is named before."""
    papers = tuple(dict.fromkeys(written))
    if len(papers) == 1 and (both := _BETWEEN.search(text)):
        places = (both.span("one"), both.span("two"))
        if not any(start <= known.start < end for known in named for start, end in places):
            return [_Mention(*place, papers) for place in places]
    found = list(named)
    for pattern in _NO_NAME:
        for match in pattern.finditer(text):
            before = [known for known in named if known.end <= match.start()]
            # In "the Courier reported that the later report …" that is anybody's.
            if (
                before
                and before[-1].kind
                and not any(
                    match.start() < known.end and known.start < match.end() for known in found
                )
            ):
                day = match.groupdict().get("day") or ""
                behind = bool(_TOLD_BY.search(text[: match.start()]))
                found.append(_Mention(*match.span(), before[-1].papers[-1:], behind, day=day))
    found.sort(key=lambda known: known.start)
    return found


def _with_words(
    text: str, mentions: Sequence[_Mention], written: Sequence[str]
) -> Iterator[tuple[_Mention, str, str]]:
    """Yield each mention with the words of the question that are its own, and those of all."""

    def between(start: int, end: int) -> str:
        words = text[start:end]
        for name in written[text.count(MARK, 0, start) :][: words.count(MARK)]:
            words = words.replace(MARK, name, 1)
        return words

    if len(mentions) == 1:
        mention = mentions[0]
        each = _ONE_OTHER.search(text, mention.end) if mention.several else None
        if each:
            shared = between(mention.end, each.start())
            yield mention, between(*each.span("one")), _bare(shared)
            yield mention, between(*each.span("two")), _bare(shared)
        elif len(mention.papers) > 1:
            before = _TOLD_BY.sub("", between(0, mention.start))
            yield mention, _bare(f"{before} {between(mention.end, len(text))}"), ""
    if len(mentions) < 2:  # noqa: PLR2004
        return
    cuts = [one.end + _cut(text[one.end : two.start], one, two) for one, two in pairwise(mentions)]
    head = 0 if mentions[0].behind else mentions[0].start
    asks = re.match(_ASKING, text, re.IGNORECASE)
    tail = (_ASIDE if asks else _SHARED_TAIL).search(text, mentions[-1].end)
    end = tail.start() if tail else len(text)
    shared = f"{between(0, head)} {between(end, len(text))}"
    for mention, start, stop in zip(mentions, (head, *cuts), (*cuts, end), strict=True):
        before = _TOLD_BY.sub("", between(start, mention.start))
        after = between(mention.end, stop)
        yield mention, _bare(f"{mention.day} {before} {after}"), _bare(shared)


def _bare(words: str) -> str:
    """Return words without those that only lead to them: ", while", "Between"."""
    return _LEADING.sub("", " ".join(words.split())).strip(" ,")


def _cut(gap: str, one: _Mention, two: _Mention) -> int:
    """Return where between two mentions the words of the first end."""
    for pattern in _CUTS:
        matches = list(pattern.finditer(gap))
        if matches:
            # "… according to the Courier, and … as the Herald reports": the first's are over.
            match = matches[0] if one.behind and two.behind else matches[-1]
            return match.start()
    return 0 if one.behind else len(gap)
