"""Answers from the papers, days and articles that a question names, and what others tell."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

from assistant.answer import REFUSAL, Answer
from assistant.answering.fact import cite
from assistant.answering.finding.named_conditions import NamedConditions
from assistant.answering.retelling import hit_of
from assistant.filter_words import published_words
from assistant.question.naming.named_sources import called
from assistant.question.naming.named_time import NamedTime
from assistant.reader.evidence import Evidence
from corpus import ArticleNotFound, Corpus, Filters, Hit
from corpus.filters import EVERYTHING

__all__ = ["Found", "answers", "found_there", "remarked", "told_there"]

_Read = Callable[[str, Filters], tuple[list[Hit], list[Evidence]]]
"""Searches under filters, and reads: hits, and evidence by falling support."""
_SURE: Final = 0.5
"""Support of a sentence of a day that is named, from which no other day's takes its place."""
_ELSEWHERE: Final = 3
"""Quotes of other articles that are shown where those named do not answer."""


@dataclass(frozen=True, slots=True)
class Found:
    """Evidence for a question, and how far it was narrowed for that."""

    hits: Sequence[Hit]
    evidence: Sequence[Evidence] | None = None
    """By falling support; None where the hits are not read yet."""
    question: str = ""
    """As it was read; empty where that is the standalone question."""
    filters: Filters = EVERYTHING
    """What it was narrowed to, of that which the question names."""
    plain: str = ""
    """The question without all that it names."""
    titles: tuple[str, ...] = ()
    """Headlines of the articles that it was narrowed to."""
    elsewhere: tuple[Evidence, ...] | None = None
    """Sentences of others, where those named do not answer; None where that was not asked."""
    remark: str = ""
    """What is to be said beside an answer."""
    enough: float | None = None
    """The support, 0..1, that is enough here; None is the usual one."""

    @property
    def support(self) -> float:
        """Support, 0..1, of the best sentence that was read; 0 without one."""
        return self.evidence[0].support if self.evidence else 0.0


def found_there(
    named: NamedConditions, filters: Filters, read: _Read, threshold: float, corpus: Corpus
) -> Found:
    """Look for an answer in what a question names; of a time also elsewhere.

    A paper or an article that is named is the only source. A time may be that of the event, of
    which other days tell too: articles of then come first, and others follow.

    Args:
        named: What the question names.
        filters: Conditions beside those.
        read: Searches and reads.
        threshold: The support, 0..1, from which a sentence counts as an answer.
        corpus: Where the articles are.
    """
    everywhere: list[Evidence] | None = None
    if named.papers:
        hits, evidence = read(named.question, filters)
        # Where nothing but the paper is named, this need not be read again below.
        everywhere = evidence if named.plain == named.question else None
        if answers(evidence, threshold) and any(
            called(evidence[0].hit.text, name) for name in named.papers
        ):
            return Found(hits, evidence, named.question)  # told of the paper, not by it
    found = _then(named, filters.narrowed(named.filters), read, threshold, corpus)
    # Refused for what is named, but what others tell is offered beside the refusal.
    if named.filters and found.elsewhere is None and not answers(found.evidence, threshold):
        others = read(named.plain, filters)[1] if everywhere is None else everywhere
        return replace(found, elsewhere=_one_each(others, threshold))
    return found


def _then(
    named: NamedConditions, there: Filters, read: _Read, threshold: float, corpus: Corpus
) -> Found:
    """Look in the articles of the days named, unless others tell of that time by its name."""
    hits, evidence = read(named.question, there)
    found = Found(hits, evidence, named.question, named.filters, named.plain, named.titles)
    best = evidence[0].hit if answers(evidence, threshold) else None
    if named.time is None or (
        best and named.time.named_in(best.text) and not _within(best, named.days)
    ):
        return found
    narrowed = named.filters.narrowed(named.days)
    if best and _within(best, named.days) and not named.time.excludes(evidence[0].quote):
        then = [piece for piece in evidence if _within(piece.hit, named.days)]
        return replace(found, evidence=then, filters=narrowed)
    return _by_other_words(
        named, found, best, there=there, read=read, threshold=threshold, corpus=corpus
    )


def _by_other_words(
    named: NamedConditions,
    found: Found,
    best: Hit | None,
    *,
    there: Filters,
    read: _Read,
    threshold: float,
    corpus: Corpus,
) -> Found:
    """Look for what is asked without the words of the time, which articles of then need not have.

    Args:
        named: What the question names.
        found: What was found with those words.
        best: The passage that answers with them.
        there: Conditions beside the days.
        read: Searches and reads.
        threshold: The support, 0..1, from which a sentence counts as an answer.
        corpus: Where the articles are.
    """
    if named.time is None:
        return found
    narrowed = named.filters.narrowed(named.days)
    hits, then = read(named.plain, there.narrowed(named.days))
    told = answers(then, threshold) and not named.time.excludes(then[0].quote)
    sure = told and then[0].support >= _SURE
    everywhere, plain = ([], []) if sure else read(named.plain, there)
    # An article of another day may tell of that time, which it has named before.
    likely = [piece for piece in plain if piece.support >= threshold]
    of_then = [piece for piece in likely if _tells_of(named.time, piece, corpus)]
    if of_then and not (told and then[0].support >= of_then[0].support):
        best = of_then[0].hit
        found = replace(found, hits=everywhere, evidence=of_then, question=named.plain)
    elif told:
        return replace(found, hits=hits, evidence=then, question=named.plain, filters=narrowed)
    if best is None:
        others = _one_each(likely, threshold)
        refused = replace(found, hits=hits, evidence=(), filters=narrowed, elsewhere=others)
        return refused if others else found
    if _within(best, named.days):
        return found
    remark = f"No article {published_words(named.days)} tells that; other days do."
    return replace(found, remark=remark)


def _tells_of(time: NamedTime, piece: Evidence, corpus: Corpus) -> bool:
    """Tell if a sentence's article names this time in it or before it, and no other year since."""
    if time.excludes(piece.quote):
        return False
    with suppress(ArticleNotFound):  # another user may remove it meanwhile
        text = corpus.article(piece.hit.article_id, piece.hit.revision).text
        return time.named_last_in(text[: piece.end])
    return False


def answers(evidence: Sequence[Evidence] | None, threshold: float) -> bool:
    """Tell if the best of some evidence has enough support, 0..1, to answer."""
    return any(piece.support >= threshold for piece in (evidence or ())[:1])


def _within(hit: Hit, days: Filters) -> bool:
    first, last = days.published_after, days.published_before
    day = hit.published
    return day is not None and (first is None or first <= day) and (last is None or day <= last)


def _one_each(evidence: Sequence[Evidence], threshold: float) -> tuple[Evidence, ...]:
    """Return the first sentence of each article that answers."""
    first: dict[str, Evidence] = {}
    for piece in evidence:
        if piece.support >= threshold:
            first.setdefault(piece.hit.article_id, piece)
    return tuple(first.values())[:_ELSEWHERE]


def told_there(answer: Answer, found: Found) -> Answer:
    """Return an answer that says to what it was narrowed; a refusal, that this does not tell it.

    Args:
        answer: What was made of it.
        found: What was found.
    """
    if found.filters:
        answer = replace(answer, filters=found.filters, wider_question=found.plain)
    if answer.answered:
        return remarked(answer, found.remark) if found.remark else answer
    if not found.filters or found.elsewhere is None:
        return answer
    remark = f"{_not_told(found)}, and no other does."
    if found.elsewhere:
        remark = f"{_not_told(found)}; what others tell stands below."
        # Of each only the sentence, as a passage of its own.
        quotes = (hit_of(cite(number, piece)) for number, piece in enumerate(found.elsewhere, 1))
        answer = replace(answer, nearest=tuple(quotes))
    because = answer.text.removeprefix(REFUSAL)  # as a name that is only near
    return replace(answer, remark=f"{remark}{because}", text=f"{remark}{because}")


def remarked(answer: Answer, remark: str) -> Answer:
    """Return an answer with one more remark, behind its verdict."""
    opening = " ".join(filter(None, (answer.verdict_word, remark)))
    rest = answer.text.removeprefix(answer.verdict_word).lstrip()
    before = answer.remark.removeprefix(answer.verdict_word).strip()
    return replace(
        answer,
        remark=" ".join(filter(None, (opening, before))),
        text=f"{opening} {rest}",
    )


def _not_told(found: Found) -> str:
    if not found.titles:
        return f"No article {published_words(found.filters)} tells that"
    names = " and ".join(f"“{title}”" for title in found.titles)
    return f"{names} {'does' if len(found.titles) == 1 else 'do'} not tell that"
