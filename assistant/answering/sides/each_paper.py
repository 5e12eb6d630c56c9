"""What each of several papers tells that one question names, side by side under paper and day."""

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from assistant.answer import Answer
from assistant.answering.compare import side_by_side
from assistant.answering.compose import Part
from assistant.answering.finding.named_conditions import LONGEST
from assistant.filter_words import paper_names
from assistant.question.naming.days import Days, named_days
from assistant.question.naming.named_sources import known_papers
from assistant.question.understanding.wordings import ARTICLE, LATEST, POLITE, SUMMARY, TIMELINE
from assistant.reader.evidence import Evidence
from corpus import Corpus, Filters, Hit
from corpus.text.dates import spoken_day
from corpus.text.search_terms import stems

if TYPE_CHECKING:
    from assistant.question.naming.named_pieces import NamedPiece

__all__ = ["answer_each_paper"]

_Search = Callable[[str, Filters], tuple[list[Hit], list[Evidence]]]
"""Searches under filters, and reads: hits, and evidence by falling support."""
_Read = Callable[[str, Filters], Sequence[Evidence]]
_NEAR: Final = 0.4
"""Score of a passage from which it is about what a piece is asked of. Of the pieces that half of
MultiHop-RAG's questions name, 95 in a hundred have such a passage in their paper, and 9 in one
that has nothing to do with it. The reader's support tells less here: it knows few such questions,
and what is asked of a piece may be the opposite of what that says."""
_NEAR_THAT_DAY: Final = 0.25
"""The same for a paper's articles of the day by which a piece is named."""
_LONGEST: Final = timedelta(31)
"""Of a time that tells when a piece was published; a year is that of an event."""
_HALF_A_YEAR: Final = timedelta(183)
_KNOWN_YEAR: Final = re.compile(r"\d{4}|day|week|month|year|ago|morning|night", re.IGNORECASE)
"""In a time that needs no story to tell which day it is."""
_SAME_DAY: Final = re.compile(r"\b(?:on\s)?(?:that|the)\ssame\sday\b", re.IGNORECASE)
_SEVERAL: Final = 2
"""Articles that are quoted where a paper's articles are spoken of."""
_OF_ARTICLES: Final = re.compile(
    rf"{POLITE}(?:(?:how\smany|which|what|list|show|find|name|count|give|are\sthere|is\sthere|any|do\syou\shave)\s"
    rf"(?:(?:me|all|any|some|the|of|other|more|new)\s)*{ARTICLE})\b",
    re.IGNORECASE,
)
"""Matches "Which articles", "list the reports": they are asked for, not what they tell."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """What was found for a piece."""

    piece: "NamedPiece"
    evidence: Sequence[Evidence]
    """What comes near it, by falling support."""
    day: date | None
    """The day by which it is named."""

    def label(self, alone: bool) -> str:
        """Return the piece in a few words: "Herald, 5 March 2026".

        Args:
            alone: Whether no other piece is of its paper; else its own words tell them apart.
        """
        day = spoken_day(self.day) if self.day else ""
        words = "" if alone or day else f"“{self.piece.words}”"
        papers = paper_names(self.piece.publishers)
        paper = papers[0] if len(papers) == 1 else self.piece.called
        return ", ".join(filter(None, (paper, day, words)))

    @property
    def support(self) -> float:
        """Support, 0..1, of the best sentence; 0 without one."""
        return self.evidence[0].support if self.evidence else 0.0


def answer_each_paper(
    question: str, standalone: str, corpus: Corpus, filters: Filters, read: _Search
) -> Answer | None:
    """Quote what each of several papers' articles tells that a question names.

    Two are quoted from two articles, where their paper has two that come near. None where fewer
    are named, where articles themselves or a summary of them are asked for, or none tells anything.

    Args:
        question: Standalone, with its words as they were typed: a paper's name is in no article.
        standalone: The same as the corpus spells it.
        corpus: Where the articles are.
        filters: Conditions beside the papers.
        read: Searches and reads.
    """
    if len(question) > LONGEST or _asks_for_articles(question):
        return None
    publishers = corpus.publishers()
    if not known_papers(question, publishers):
        return None
    # Here, for most questions name no paper, and its patterns take long to compile.
    from assistant.question.naming.named_pieces import named_pieces

    pieces = named_pieces(question, publishers)

    def told_within(part: str, papers: Filters) -> list[Evidence]:
        return read(corpus.spelled(part), filters.narrowed(papers))[1]

    told: list[_Piece] = []
    for piece in pieces:
        others = [other for other in pieces if other is not piece]
        before = told[-1].day if told else None
        told.append(_told(_dated(piece, before), others, told_within))
    quotes: dict[int, list[Evidence]] = {}
    taken: set[str] = set()
    # The surest has the choice.
    for at in sorted(range(len(told)), key=lambda at: -told[at].support):
        most = _SEVERAL if told[at].piece.several else 1
        quotes[at] = _chosen(told[at].evidence, taken, most)
        taken.update(quote.hit.article_id for quote in quotes[at])
    sections = [
        Part((quote,), day=quote.hit.published, publisher=quote.hit.publisher)
        for at in range(len(told))
        for quote in quotes[at]
    ]
    if not sections:
        return None
    named = [of.piece.publishers for of in told]
    missing = [
        of.label(alone=named.count(of.piece.publishers) == 1)
        for at, of in enumerate(told)
        if not quotes[at]
    ]
    return side_by_side(standalone, "compare", sections, missing)


def _asks_for_articles(question: str) -> bool:
    """Tell if articles are asked for, or a summary, the latest or a timeline of them."""
    asked = " ".join(question.split())
    return any(known.match(asked) for known in (_OF_ARTICLES, SUMMARY, LATEST, TIMELINE))


def _dated(piece: "NamedPiece", before: date | None) -> "NamedPiece":
    """Return a piece with the day of the one before it, where it is of the same."""
    if before is None:
        return piece
    return replace(piece, words=_SAME_DAY.sub(f"on {spoken_day(before)}", piece.words))


def _told(piece: "NamedPiece", others: "Sequence[NamedPiece]", read: _Read) -> _Piece:
    """Look for a piece among its paper's articles, of its day first if it is named by one."""
    today = date.today()
    papers = Filters(publishers=piece.publishers)
    question, days = _asked(piece, today)
    if not stems(question):  # "… and the Courier's of 5 March" is of the same
        question = " ".join(_asked(other, today)[0] for other in others)
    question = f"{' '.join(f'{question} {piece.shared}'.split())}?"
    if days is None:
        return _Piece(piece, _near(read(question, papers), _NEAR), None)
    everywhere = None
    if not _KNOWN_YEAR.search(piece.words[days.start : days.end]):
        everywhere = read(question, papers)
        # The last such day before this one is the nearest to the story.
        first = next((told.hit.published for told in everywhere if told.hit.published), today)
        days = named_days(piece.words, min(today, first + _HALF_A_YEAR)) or days
    own = _is_its_own(piece, days)
    then = read(question, papers.narrowed(Filters(days.first, days.last)))
    if near := _near(then, _NEAR_THAT_DAY if own else _NEAR):
        return _Piece(piece, near, days.first)
    everywhere = read(question, papers) if everywhere is None else everywhere
    return _Piece(piece, _near(everywhere, _NEAR), days.first if own else None)


def _asked(piece: "NamedPiece", today: date) -> tuple[str, Days | None]:
    """Return what is asked of a piece alone, without the days of publication, and these."""
    days = named_days(piece.words, today)
    # A year, or "before June", is sooner an event's.
    if days and (_is_its_own(piece, days) or _is_short(days)):
        words = f"{piece.words[: days.start]} {piece.words[days.end :]}"
        return " ".join(words.split()).strip(" ,"), days
    return piece.words, None


def _is_short(days: Days) -> bool:
    return bool(days.first and days.last and days.last - days.first < _LONGEST)


def _is_its_own(piece: "NamedPiece", days: Days) -> bool:
    """Tell if a piece is named by its day: in "on the fire of 3 March" that is the fire's."""
    before, then = piece.words[: days.start].strip(" ,"), piece.words[days.start :]
    return not before or then.lower().startswith(("published", "dated"))


def _near(evidence: Sequence[Evidence], least: float) -> list[Evidence]:
    return [piece for piece in evidence if piece.hit.score >= least]


def _chosen(near: Sequence[Evidence], taken: Set[str], most: int) -> list[Evidence]:
    """Return the best sentence of each of the best articles, of those not taken if it can be."""
    best: dict[str, Evidence] = {}
    for piece in near:
        best.setdefault(piece.hit.article_id, piece)
    free = [piece for id_, piece in best.items() if id_ not in taken]
    return (free or list(best.values())[:1])[:most]
