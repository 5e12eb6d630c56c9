"""Papers and articles that a question names as the source of its answer.

"How many died, according to the Fjord Times?" asks of that paper's articles; "Who bought the Fjord
Times?" asks of the paper itself.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Final

from assistant.question.fragments import WH
from corpus.text.search_terms import stems

__all__ = ["called", "named_article", "named_papers"]

_ASKS: Final = rf"(?:{WH}|did|does|do|is|are|was|were|has|have|had|can|could|will|would)\b"
PIECE: Final = (
    r"(?:news\s)?(?:articles?|stor(?:y|ies)|pieces?|items?|write-?ups?|columns?|editorials?"
    r"|interviews?)"
)
REPORT: Final = rf"(?:{PIECE}|(?:news\s)?(?:reports?|coverage|reporting|accounts?|versions?))"
_FIGURE: Final = r"(?:(?:death\s)?tolls?|figures?|counts?|estimates?|accounts?|versions?)"
_GENERIC: Final = re.compile(r"\s(?:news|online|newspaper|magazine)$", re.IGNORECASE)
_DOMAIN: Final = r"(?:\.[a-z]{2,})*"
_SECTION: Final = re.compile(r"\s[-–|]\s|:\s")
"""Between the name of a paper and that of its section, or what it says of itself."""
_SHORTEST_LAST: Final = 4
"""Letters of a last word by which a paper is called: "the Post"."""
_COMMON_LAST: Final = frozenset(
    """news online newspaper magazine media press agency radio television review report reports
    today international world politics science sport business""".split()
)
"""Last words of names that alone name no paper."""
_SAME_ONE: Final = r"(?:it|its|it's|itself|they|their|them|he|she|his|her)\b"
"""After "did the Times say": it speaks of itself."""
_OF_ITSELF: Final = (
    r"(?:an?\s|the\s|its\s|any\s|huge\s|big\s|record\s|annual\s|\w+ly\s)*(?:loss|losses|profits?|earnings|results"
    r"|revenues?|sales|turnover|growth|incomes?|circulation|subscribers?|damages)\b"
)
"""After "did the Times report": it speaks of its business."""
_PART_OF_A_PAPER: Final = re.compile(
    r"(?:stakes?|shares?|interests?|invest\w*|role|roles|jobs?|posts?|positions?|work\w*|employ\w*|faith|trust"
    r"|confidence|adverts?|ads?|advertis\w*|cuts?|layoffs?|lay-?offs|strikes?|redundanc\w*|change[sd]?|cris[ei]s"
    r"|disputes?|scandals?|majority|minority|holdings?|staff|happen\w*|place|wrong|on|going|editors?|journalists?"
    r"|reporters?|newsroom|money|named?|believes?|interested|involved|errors?|mistakes?|typos?|hands?|control"
    r"|power|charge|buil(?:d|t)\w*|offices?|fire|meetings?|leaders?|leadership|people|partners?|owners?)",
    re.IGNORECASE,
)
"""Before "in the Times": these are in the house, not in print."""


@dataclass(frozen=True, slots=True)
class _NamedPapers:
    """The papers that a question names, and the question without them."""

    publishers: tuple[str, ...]
    """As the corpus spells them."""
    question: str
    sure: bool
    """True if they can only be the source; "in the Times" may be told of the paper itself."""


@dataclass(frozen=True, slots=True)
class _NamedArticle:
    """The article that a question names, and the question without it."""

    description: str
    question: str
    title: bool
    """True if the description is a title."""
    before: str = ""
    """The words before "article", which may name its paper."""


def named_papers(question: str, publishers: Iterable[str]) -> _NamedPapers | None:
    """Return the papers that a question names as its source, or None when it names none so.

    Args:
        question: In English.
        publishers: The names of the corpus's publishers.
    """
    known = known_papers(question, publishers)
    if not known:
        return None
    text, written = marked(one_line(question), known)
    for pattern, instead, sure in _frames():
        match = pattern.search(text)
        if match is None:
            continue
        first = text.count(MARK, 0, match.start())
        named = written[first : first + match["papers"].count(MARK)]
        if not _is_source(match, named, sure=sure):
            continue
        left = [*written[:first], *written[first + match[0].count(MARK) :]]
        rest = _without(text, match, match.expand(instead))
        for name in left:
            rest = rest.replace(MARK, name, 1)
        # "According to the Lantern?" asks nothing else.
        if stems(rest):
            papers = meant(named, known)
            return _NamedPapers(papers, rest, sure) if papers else None
    return None


def known_papers(question: str, publishers: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the short names of papers that stand in a question, and whom each may stand for.

    Args:
        question: In English.
        publishers: The names of the corpus's publishers.
    """
    text = one_line(question)
    squeezed = _squeezed(text)
    return {
        short: names
        for short, names in _shortened(publishers)
        if _squeezed(short) in squeezed and called(text, short)  # quick first: there may be many
    }


def marked(text: str, known: Iterable[str]) -> tuple[str, list[str]]:
    """Return a text with a mark in the place of each name of a paper, and the names as written.

    Args:
        text: A question in one line.
        known: The short names that it may hold.
    """
    # The longest first, lest "Fjord Times Online" be taken for the Fjord Times.
    one = re.compile(
        rf"(?<![\w-])(?:{'|'.join(map(_spaced, sorted(known, key=len, reverse=True)))})"
        rf"{_DOMAIN}(?!\w)",
        re.IGNORECASE,
    )
    return one.sub(MARK, text), one.findall(text)


def meant(named: Iterable[str], known: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the publishers that names in a question stand for.

    Args:
        named: The names as they are written there.
        known: What ``known_papers`` returned for it.
    """
    # "FjordTimes" is the Fjord Times.
    these = {_squeezed(re.sub(rf"{_DOMAIN}$", "", name, flags=re.IGNORECASE)) for name in named}
    papers = (names for short, names in known.items() if _squeezed(short) in these)
    return tuple(dict.fromkeys(chain.from_iterable(papers)))


def named_article(question: str) -> _NamedArticle | None:
    """Return the article that a question names as its source, or None when it names none.

    Args:
        question: In English.
    """
    text = one_line(question)
    for pattern, instead in _ARTICLE_FRAMES:
        match = pattern.search(text)
        if match is None:
            continue
        groups = match.groupdict()
        title = groups.get("title") or groups.get("quoted") or ""
        description = (title or match["topic"]).strip(" ,\"“”'‘")
        rest = _without(text, match, instead)
        if stems(description) and stems(rest):
            return _NamedArticle(description, rest, bool(title), groups.get("owner") or "")
    return None


def called(text: str, name: str) -> bool:
    """Tell if a text has the name of a paper, with or without "The" and without regard to case."""
    return re.search(rf"(?<!\w)(?:{_spaced(_short(name))})(?!\w)", text, re.IGNORECASE) is not None


MARK: Final = "\x01"
"""Stands for a name while the words around it are read."""
_PAPERS: Final = (
    rf"(?:the\s)?(?P<papers>{MARK}(?:(?:,|,?\s(?:and|or|nor))\s(?:the\s)?{MARK})*)(?:'s|')?"
    r"(?:\s(?:newspaper|paper|website)\b)?(?![\w-])"
)
_BY: Final = (
    r"(?:according\sto|as\sper|per|going\sby|judging\sby|citing|based\son"
    r"|(?:as\s)?(?:reported|told|stated|described|quoted|put|given)\s(?:by|in)"
    r"|as\s(?:written|published|printed)\s(?:by|in))"
)
_SOME: Final = rf"(?:(?:an?|the|its|any|one|some|all)\s)?{REPORT}"
_SAY: Final = r"(?:say|said|write|wrote|written|state|stated|think)"
_REPORTS: Final = (
    r"(?:report|reported|claim|claimed|mention|mentioned|estimate|estimated|count|counted)"
)
_TOLD: Final = (
    r"(?:says?|said|reports?|reported|writes?|wrote|claims?|claimed|states?|has\sit|puts\sit)"
)
_NO_CLAUSE: Final = (
    r"(?:about|on|of|anything|something|why|how|what|who|when|where|if|whether|no|yes|sorry|so|to"
    r"|in)\b"
)
_DID: Final = r"(?:did|does|do|has|have)"
_TRUE: Final = "Is it true that "
_FRAMES: Final = (
    # "Were reported by the Times" keeps its verb.
    (
        rf"\b(?P<verb>(?:was|were|are|been)\s(?:reported|described|quoted|stated))\s(?:by|in)\s{_PAPERS}",
        r"\g<verb>",
        True,
    ),
    (
        # "How many died, according to a report in the Lantern?"
        rf"(?:^|,?\s){_BY}\s(?:{_SOME}\s(?:in|by|from|of)\s)?{_PAPERS}(?:\s{REPORT}|\s{_FIGURE})?,?",
        " ",
        True,
    ),
    # "Who is blamed in an article from the Lantern?"
    (rf"(?:^|,?\s)(?:in|from|by)\s{_SOME}\s(?:in|by|from|of)\s{_PAPERS},?", " ", True),
    # "How many died in the Lantern's report?"
    (rf"(?:^|,?\s)(?:in|from|by)\s{_PAPERS}\s(?:{REPORT}|{_FIGURE})\b,?", " ", True),
    # "Did the Lantern report that the firm was fined?" asks if it was.
    (rf"^{_DID}\s{_PAPERS}\s(?:{_SAY}|{_REPORTS})\sthat\s(?!{_SAME_ONE})", _TRUE, True),
    (rf"^{_DID}\s{_PAPERS}\s{_SAY}\s(?!{_SAME_ONE}|{_NO_CLAUSE})", _TRUE, True),
    # "Did the lantern write how many died" asks how many.
    (
        rf"^{_DID}\s{_PAPERS}\s(?:{_SAY}|{_REPORTS}|tell|told)\s(?:us\s|me\s)?(?={WH}\b)",
        "",
        True,
    ),
    # "Who does the Lantern say owns the ferry?", but not "… say it would close?"
    (
        rf"(?<=\S)\s(?:{_DID}|is|are)\s{_PAPERS}\s(?:{_SAY}|saying)\s(?:that\s)?(?!{_SAME_ONE}"
        r"|(?:about|on|of|in|to|sorry)\b)",
        " ",
        True,
    ),
    # "How many died, as the Lantern reports?"
    (rf"(?:,\s|\s[-–]\s|\s(?=as\b))(?:as\s)?{_PAPERS}\s{_TOLD}\s*$", "", True),
    # "As the Lantern reports, how many died?"
    (rf"^as\s{_PAPERS}\s{_TOLD},?\s(?={_ASKS})", "", True),
    # "How many, says the Lantern, died?"
    (rf",?\s(?:says|writes|reports)\s{_PAPERS},?", " ", True),
    # "The Lantern says how many died?"
    (rf"^{_PAPERS}\s{_TOLD}\s(?:that\s)?(?={_ASKS})", "", True),
    # "How many did the Upland Mercury report hurt?", but not "… report in losses?"
    (
        rf"(?<=\S)\s{_DID}\s{_PAPERS}\s{_REPORTS}\s(?:that\s)?(?!(?:in\s)?{_OF_ITSELF}|{_SAME_ONE}"
        r"|(?:about|on|of)\b)",
        " ",
        False,
    ),
    (
        # "Did the Lantern report a strike?", but not "… report losses?"
        rf"^{_DID}\s{_PAPERS}\s(?:report|mention|reported|mentioned)\s(?!{_OF_ITSELF}|{_SAME_ONE}|(?:about|on"
        r"|of|anything|something|to|for)\b)",
        "",
        False,
    ),
    # "In the Lantern, who is blamed?"
    (rf"^(?:in|from|on)\s{_PAPERS},?\s(?={_ASKS})", "", False),
    # "Blamed in the Upland Mercury"; "jobs cut in the Upland Mercury" is told of it: see
    # _is_source.
    (
        rf"(?P<before>[\w'-]+)(?:,\s(?:in|from|on)|\sin)\s{_PAPERS}$",
        r"\g<before>",
        False,
    ),
    # "The Lantern: who is blamed?"
    (rf"^{_PAPERS}\s?[:,–-]\s?(?={_ASKS})", "", False),
    # "Who is blamed (the Lantern)?"
    (rf"\s?[(\[]{_PAPERS}[)\]]$", "", False),
    (
        # "What is the Lantern's figure for the dead?" asks for "the figure".
        rf"(?<=\bis)\s{_PAPERS}\s(?={_FIGURE}\s(?:for|of|from|in)\s(?!its\b))",
        " the ",
        False,
    ),
)
"""What stands around a paper that is the source: a pattern, what is left of it, if it is sure."""


@cache
def _frames() -> tuple[tuple[re.Pattern[str], str, bool], ...]:
    """Return ``_FRAMES`` compiled, which takes a while, and is for questions that name a paper."""
    return tuple(
        (re.compile(pattern, re.IGNORECASE), instead, sure) for pattern, instead, sure in _FRAMES
    )


TOPIC: Final = r"(?:about|on|regarding|concerning|covering|describing)\s(?P<topic>[^?]+?)"
TITLE: Final = (
    r"(?:(?:titled|entitled|called|headlined|named|with\sthe\s(?:title|headline))\s(?P<title>[^?]+?)"
    r"|[\"“](?P<quoted>[^\"”]{4,})[\"”])"
)
_NAMES_ONE: Final = (
    rf"(?:the|that|this|your|an?)\s(?P<owner>(?:[\w.'&-]+\s){{0,4}}?){PIECE}\s"
    rf"(?:{TITLE}|{TOPIC})"
)
_FROM: Final = (
    r"(?:according\sto|in|from|going\sby|based\son|per|as\s(?:told|reported|described)\sin)"
)
_TELL: Final = r"(?:say|saying|report|claim|state|mention|give)"
_IN_QUOTES: Final = r"[\"“](?P<quoted>[^\"”]{4,})[\"”]"
_ARTICLE_FRAMES: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), instead)
    for pattern, instead in (
        # "According to the article about the mine, who died?"
        (rf"^{_FROM}\s{_NAMES_ONE}(?:,\s?|\s(?={_ASKS}))", ""),
        # "Who does the article about the mine say died?"
        (rf"(?<=\S)\s(?:does|did|do|is)\s{_NAMES_ONE}\s{_TELL}\s(?!about\b)", " "),
        # "Does the article about the mine say that two died?"
        (rf"^(?:does|did)\s{_NAMES_ONE}\s{_TELL}\sthat\s", _TRUE),
        # "Who died, according to the article about the mine?"
        (rf",?\s(?:(?:it|that|this)(?:'s|\s(?:is|was))\s)?{_FROM}\s{_NAMES_ONE}$", ""),
        # "In “Mine shut after fire”, who died?"
        (rf"^{_FROM}\s(?:{_IN_QUOTES}|'(?P<title>.{{4,}}?)'(?!\w)),?\s(?={_ASKS})", ""),
        # "Who died, according to “Mine shut after fire”?"
        (rf",?\s{_FROM}\s(?:{_IN_QUOTES}|'(?P<title>.{{4,}})')$", ""),
    )
)


def _is_source(match: re.Match[str], named: Sequence[str], *, sure: bool) -> bool:
    """Tell if names in such words are papers', and the papers the source."""
    before = match.groupdict().get("before")
    if before and "," not in match[0] and _PART_OF_A_PAPER.fullmatch(before):
        return False
    # "in time", "in the metro": a word that is a paper's name has its capital.
    return sure or all(re.search(r"[\s-]|^[^a-z]", name) for name in named)


def _shortened(publishers: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each short form of a name, and the publishers that it may stand for."""
    whole: dict[str, list[str]] = {}
    for name in publishers:
        whole.setdefault(_plain(_short(name)), []).append(name)
    # A name of one letter would be found in any question.
    yield from ((short, tuple(names)) for short, names in whole.items() if len(short) > 1)
    shorter: dict[str, list[str]] = {}
    for short, names in whole.items():
        if (cut := _GENERIC.sub("", short)) != short:
            shorter.setdefault(cut, []).extend(names)
    for cut, names in shorter.items():
        # "BBC" is BBC News, as long as nobody else is called so.
        if len(names) == 1 and cut not in whole and len(cut) > 1:
            yield cut, tuple(names)
    for head, sections in _papers_of_sections(publishers).items():
        # "The Fjord Times" is all of its sections, where none is called so itself.
        if head not in whole and head not in shorter:
            yield head, sections
    for last, name in last_words(publishers).items():
        if last not in whole and last not in shorter:
            yield last, tuple(whole[_plain(_short(name))])


def _papers_of_sections(publishers: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return publishers that are sections of a paper, by its name: "The Fjord Times - Sport"."""
    sections: dict[str, tuple[str, ...]] = {}
    for name in publishers:
        head, *rest = _SECTION.split(_short(name), 1)
        if rest and len(head) > 1:
            sections[_plain(head)] = (*sections.get(_plain(head), ()), name)
    return sections


def last_words(publishers: Iterable[str]) -> dict[str, str]:
    """Return papers by the last word of their names, where that is of one alone: "the Gazette"."""
    papers: dict[str, set[str]] = {}
    written: dict[str, str] = {}
    for name in publishers:
        words = _plain(_short(name)).split()
        # The last word of "The Roar | Sports Writers Blog" is no paper's.
        last = words[-1] if len(words) > 1 and not _SECTION.search(name) else ""
        if len(last) >= _SHORTEST_LAST and last.isalpha() and last not in _COMMON_LAST:
            papers.setdefault(last, set()).add(" ".join(words))
            written.setdefault(last, name)
    return {last: written[last] for last, names in papers.items() if len(names) == 1}


def _short(name: str) -> str:
    """Return a publisher's name without "The" and ".co.uk"."""
    return re.sub(rf"^the\s|{_DOMAIN}$", "", " ".join(name.split()), flags=re.IGNORECASE)


def _plain(name: str) -> str:
    return " ".join(re.split(r"[\s-]+", name)).casefold()


def _squeezed(text: str) -> str:
    return re.sub(r"[\s-]+", "", text).casefold()


def _spaced(name: str) -> str:
    """Return the pattern of a name whose words may be written together or with a hyphen."""
    return r"(?:\s-\s|[\s-])?".join(map(re.escape, re.split(r"[\s-]+", name)))


def one_line(question: str) -> str:
    return " ".join(question.replace("’", "'").replace("‘", "'").split()).strip(" ?!.")


def _without(text: str, match: re.Match[str], instead: str) -> str:
    """Return a question with other words in the place of those matched, as a question."""
    rest = f"{text[: match.start()]}{instead}{text[match.end() :]}"
    rest = re.sub(r"\s([,.?])", r"\1", " ".join(rest.split())).strip(" ,;:-–?!.")
    return f"{rest[:1].upper()}{rest[1:]}?"
