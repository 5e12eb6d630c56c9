"""Asks the assistant each question of an evaluation and records the outcome."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, Self

from assistant.answer import Answer
from assistant.evaluation.cases import Case
from assistant.evaluation.metrics import Supports, citation_precision_recall, holds
from corpus import Hit

__all__ = ["Asker", "Outcome"]

Progress = Callable[[int, int], None]
"""Called with how many questions are done and how many there are."""


class _Searcher(Protocol):
    """A searchable corpus, as far as an evaluation needs it; ``Corpus`` is one."""

    def search(self, query: str, k: int = ...) -> Sequence[Hit]:
        """Return the k passages that match best, best first."""


class Asker(Protocol):
    """An assistant, as far as an evaluation needs it; ``Assistant`` is one."""

    @property
    def corpus(self) -> _Searcher:
        """The corpus that it searches."""

    def ask(self, question: str, *, history: Iterable[object] = ...) -> Answer:
        """Answer one question."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of one question: the answer, compared with what is known of the right one."""

    case: Case
    answered: bool
    sentence: str
    """The first cited sentence; empty when refused."""
    words: str
    """The answering words in it, or the whole sentence when they are not known."""
    confidence: float
    """Probability that the best sentence answers, 0..1, also when it was not enough."""
    right: bool | None
    """True if the answer is right, refusals being no answer; None when the case cannot tell."""
    gains: tuple[bool, ...] | None
    """Of each passage found, whether it adds something relevant; None when unknown."""
    relevant: int
    """Number of relevant things to be found."""
    citation_precision: float | None
    citation_recall: float | None
    seconds: float
    """From question to answer."""

    @classmethod
    def of(cls, assistant: Asker, case: Case, *, k: int, supports: Supports) -> Self:
        """Ask one question, search its ``k`` passages, and compare both with what is known.

        The search is for the standalone question, as the assistant's own is.
        """
        started = time.perf_counter()
        answer = assistant.ask(case.question, history=case.history)
        seconds = time.perf_counter() - started
        sentence, words = _first_cited(answer)
        known = bool(case.article_ids or case.answers)
        hits = assistant.corpus.search(answer.standalone_question, k=k) if known else ()
        quotes = {citation.number: citation.quote for citation in answer.citations}
        cited = [(s.text, [quotes[n] for n in s.citations]) for s in answer.statements]
        precision, recall = citation_precision_recall(cited, supports)
        return cls(
            case=case,
            answered=answer.answered,
            sentence=sentence,
            words=words,
            confidence=answer.confidence,
            right=_right(case, answer, sentence),
            gains=case.gains(hits) if known else None,
            # Where only answers are known, one passage that has one is all there is to find.
            relevant=len(set(case.article_ids)) or 1,
            citation_precision=precision,
            citation_recall=recall,
            seconds=seconds,
        )

    @property
    def wrong(self) -> bool:
        """True if the answer is known to be wrong, or an answerable question was refused."""
        if not self.answered:
            return self.case.answerable
        return self.right is False

    def to_dict(self) -> dict[str, Any]:
        """Return a dictionary that ``json.dumps`` takes."""
        return {
            "question": self.case.question,
            "answerable": self.case.answerable,
            "answers": list(self.case.answers),
            "answered": self.answered,
            "sentence": self.sentence,
            "words": self.words,
            "confidence": round(self.confidence, 4),
            "right": self.right,
            "ranks": [r for r, gain in enumerate(self.gains or (), 1) if gain],
            "seconds": round(self.seconds, 4),
        }


def _first_cited(answer: Answer) -> tuple[str, str]:
    """Return the quote that the first statement cites first, and the answering words in it."""
    by_number = {citation.number: citation for citation in answer.citations}
    cited = [by_number[n] for statement in answer.statements for n in statement.citations]
    if not answer.answered or not cited:
        return "", ""
    first = cited[0]
    if first.span is None:
        return first.quote, first.quote
    start, end = (offset - first.start for offset in first.span)
    return first.quote, first.quote[start:end]


def _right(case: Case, answer: Answer, sentence: str) -> bool | None:
    if not case.answerable:
        return False
    if case.answers:
        return answer.answered and holds(sentence, case.answers)
    if case.article_ids:
        return answer.answered and answer.citations[0].article_id in case.article_ids
    return None
