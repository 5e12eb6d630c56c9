"""The sentences that together tell several things: each other answer, a list, the most of a list.

Of a question that asks for one thing, other articles may tell another: of a namesake, for example.
"""

import re
from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import pairwise
from typing import Final

from assistant.answering.compose import passage_of, quotes_of
from assistant.answering.sides.positions import independent
from assistant.answering.sides.same_answer import gives_another_answer
from assistant.question.understanding.several.asked_several import asks_for_most
from assistant.reader.evidence import Evidence, EvidenceReader, blanked
from assistant.settings import Settings
from corpus import Article, ArticleNotFound, Corpus
from corpus.language.boilerplate import kinds
from corpus.language.tokens import tokens
from corpus.text.search_terms import stems

__all__ = ["answers_elsewhere", "most_of_list", "several_answers"]

_SURE: Final = 0.7
"""Support from which a sentence of the same article adds to the first."""
_ELSEWHERE: Final = 0.4
"""The same for other sources: support falls where one matches the question better."""
_ANSWERS: Final = 4
"""Answers of different sources that are told."""
_NEW: Final = 0.5
"""Share of the words of an answer that no sentence before it has."""
_REASON_OR_MANNER: Final = re.compile(
    r"\W*(?:(?:and|but|so)\W+)?(?:why|what\W+(?:made|makes|led)|how\W+(?:come|is|are|was|were|do"
    r"|does|did|can|could|will|would|should|has|have|had|to))\b",
    re.IGNORECASE,
)
_FEWEST, _MOST = 3, 24
"""Lines in a row that are a list; those of it that are shown."""
_FIRST_PLACE: Final = re.compile(r"\W*1(?:st)?\b(?![.,]\d)")
"""Begins the first line of a ranking."""
_FIGURE: Final = re.compile(r"\d+(?:\.\d+)?")
_LONGEST: Final = 30
"""Words of a line of a list."""


def several_answers(
    question: str,
    chosen: Sequence[Evidence],
    evidence: Sequence[Evidence],
    *,
    reader: EvidenceReader,
    corpus: Corpus,
    settings: Settings,
) -> list[Evidence]:
    """Return what answers a question that asks for several things; nothing when nothing does.

    Where the best sentence is a line of a list, or leads to one, that is the whole list. Else
    sentences of its article follow that add another answer: the passage is read again without
    those that are known.

    Args:
        question: As it was read.
        chosen: The sentences that answer it as if it asked for one thing.
        evidence: All that was read, by falling support.
        reader: What read it.
        corpus: Where the articles are.
        settings: How many sentences are quoted where they are no list.
    """
    if not chosen:
        return []
    first = chosen[0]
    if listed := _listed(first, corpus):
        return listed
    told = list(chosen)
    # The reader finds one answer in a passage: without that, it finds the next.
    while len(told) < settings.sentences:
        rest = blanked(first.hit, [(piece.start, piece.end) for piece in told])
        again = reader.read(question, [replace(first.hit, text=rest)])
        if not again or not _adds(again[0], told):
            break
        # Quoted from the whole passage, not from the one with blanks.
        told.append(replace(again[0], hit=first.hit))
    for piece in evidence:
        same = piece.hit.article_id == first.hit.article_id
        if len(told) < settings.sentences and same and _adds(piece, told):
            told.append(piece)
    return told


def answers_elsewhere(
    question: str, lead: Evidence, evidence: Sequence[Evidence], corpus: Corpus
) -> list[Evidence]:
    """Return sentences of other sources that surely answer too, each with another answer.

    None to "why?" and "how?": a thing may have several reasons and manners.

    Args:
        question: As it was read.
        lead: The sentence that answers best.
        evidence: All that was read, by falling support.
        corpus: Where the articles are.
    """
    if _REASON_OR_MANNER.match(question):
        return []
    told = [lead]
    for piece in independent([lead, *evidence], corpus):
        if len(told) == _ANSWERS or piece.support < _ELSEWHERE:
            break
        if all(gives_another_answer(question, piece, other) for other in told):
            told.append(piece)
    return told[1:]


def most_of_list(question: str, lead: Evidence, corpus: Corpus) -> tuple[list[Evidence], str]:
    """Return the line of a list that has the most, or the least, of what a question asks for.

    Nothing where the question ranks nothing, the sentence itself tells the rank, or it is no line
    of a list. Where the list does not count what is asked for, the whole list.

    Args:
        question: As it was read.
        lead: The sentence that answers best.
        corpus: Where the articles are.

    Returns:
        The lines, several where they have as much, and the program's words on them.
    """
    end = asks_for_most(question)
    if end is None or asks_for_most(lead.quote) or _FIRST_PLACE.match(lead.quote):
        return [], ""
    lines = _listed(lead, corpus)
    asked = stems(question)
    counts = [(line, count) for line in lines if (count := _count(line.quote, asked)) is not None]
    # A heading stands above some lists.
    if len(counts) < max(_FEWEST, len(lines) - 1):
        return lines, "The article lists these, in its order." if lines else ""
    extreme = (max if end == "most" else min)(count for _, count in counts)
    first = [line for line, count in counts if count == extreme]
    return first, f"The {end} of the {len(counts)} that the article lists."


def _count(line: str, asked: Set[str]) -> float | None:
    """Return the one number of what is asked for in a line of a list: "10th appearance"."""
    values = [
        float(number.form)
        for number, counted in pairwise(tokens(line))
        if _FIGURE.fullmatch(number.form) and stems(counted.form) & asked
    ]
    return values[0] if len(values) == 1 else None


def _adds(piece: Evidence, chosen: Sequence[Evidence]) -> bool:
    """Tell if a sentence surely answers too, with an answer that none before it has."""
    known = frozenset[str]().union(*(stems(other.quote) for other in chosen))
    answer = stems(piece.answer)
    return piece.support >= _SURE and bool(answer) and len(answer - known) >= _NEW * len(answer)


def _listed(piece: Evidence, corpus: Corpus) -> list[Evidence]:
    """Return the lines of the list that a sentence is of, or leads to; none where it is of none."""
    try:
        article = corpus.article(piece.hit.article_id, piece.hit.revision)
    except ArticleNotFound:  # another user may remove one meanwhile
        return []
    passage = passage_of(article)
    quotes = list(quotes_of(passage))
    items = [
        kind == "statement" and _is_item(quote, article)
        for quote, kind in zip(quotes, kinds(passage), strict=True)
    ]
    at = next((i for i, quote in enumerate(quotes) if quote.end > piece.start), len(quotes))
    if at == len(quotes):
        return []
    leads = not items[at] and quotes[at].quote.rstrip().endswith(":")
    first = at + 1 if leads else at
    while not leads and first and items[first - 1]:
        first -= 1
    last = first
    while last < len(quotes) and items[last]:
        last += 1
    # The heading of what follows looks like one more line.
    if last - first > 1 and _ends_before(quotes[first:last]):
        last -= 1
    if last - first < _FEWEST or not first <= at + leads < last:
        return []
    start = at if leads else first
    shown = quotes[start : min(last, start + _MOST)]
    return [replace(quote, support=piece.support) for quote in shown]


def _ends_before(lines: Sequence[Evidence]) -> bool:
    """Tell if the last of some lines is the next heading: the only one without a figure."""
    figures = [any(map(str.isdigit, line.quote)) for line in lines]
    return all(figures[:-1]) and not figures[-1]


def _is_item(quote: Evidence, article: Article) -> bool:
    """Tell if a sentence is a line of its own that could be one of a list."""
    text, line = article.text, quote.quote.strip()
    before = text[text.rfind("\n", 0, quote.start) + 1 : quote.start]
    after = text[quote.end :].partition("\n")[0]
    alone = not any(map(str.isalnum, before + after))
    return alone and len(line.split()) <= _LONGEST and line[-1:] not in '.!?:;”"'
