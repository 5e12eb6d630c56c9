"""Searches and reads for one question: by a day, in the articles just cited, or everywhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from assistant.answering.changes.corrected import without_notes
from assistant.answering.changes.known_then import as_it_stood
from assistant.answering.earlier.earlier_answer import Earlier
from assistant.answering.finding.named_conditions import NamedConditions, named_conditions
from assistant.answering.finding.told_there import Found, answers, found_there
from assistant.question.standalone import is_incomplete
from assistant.question.turns import Turn
from assistant.question.understanding.request import Request
from assistant.reader.evidence import Evidence, EvidenceReader
from assistant.reader.namesakes import namesakes
from assistant.reader.near_names import near_names
from corpus import Corpus, Filters, Hit

__all__ = ["Finder"]

_LEANING: Final = 0.68
"""Share of the usual support that is enough for a follow-up with "he" left in it, or of a few
words, in the articles just cited: it reads as less of a question, but its answer is likelier
there. Of 39 follow-ups put into other conversations, no more were answered for it."""
_MOST_BACK: Final = 3
"""Answers back to one with quotes, of which a follow-up may still speak."""


@dataclass(frozen=True, slots=True)
class Finder:
    """Looks for the answer to a question of fact."""

    corpus: Corpus
    reader: EvidenceReader
    most: int
    """Passages that are searched for."""
    threshold: float
    """The support, 0..1, from which a sentence counts as an answer."""

    def search(self, question: str, filters: Filters, day: date | None = None) -> list[Hit]:
        """Return the passages nearest to a question, as they stood on a day if one is given."""
        if day is None:
            return self.corpus.search(question, self.most, filters=filters)
        then = filters.narrowed(Filters(published_before=day))
        hits = self.corpus.search(question, self.most, filters=then)
        return list(as_it_stood(hits, self.corpus, day))

    def read(
        self, question: str, filters: Filters, day: date | None = None
    ) -> tuple[list[Hit], list[Evidence]]:
        """Search for a question, and read what comes."""
        hits = self.search(question, filters, day)
        return hits, self.evidence(question, hits)

    def evidence(self, question: str, hits: Sequence[Hit]) -> list[Evidence]:
        """Return the sentences that may answer.

        None of a note by which an article is corrected, and none about somebody whose name is only
        nearly the question's, or who has the last name alone.
        """
        told = without_notes(self.reader.read(question, hits), self.corpus)
        passages = [piece.hit for piece in told]
        others = {
            *near_names(question, self.corpus, passages),
            *namesakes(question, self.corpus, passages),
        }
        return [piece for index, piece in enumerate(told) if index not in others]

    def find(
        self,
        question: str,
        said: Sequence[Turn],
        filters: Filters,
        *,
        asked: str,
        follows: bool,
        added: str,
        leans: bool,
        named: NamedConditions | None,
        known_then: Found | None,
    ) -> tuple[str, Found]:
        """Look for the answer to a question of fact, in the first place that is likely to have it.

        That is the day as of which it is asked, then what it names. A follow-up is looked for in
        the articles just cited first, and everywhere if they do not answer.

        Args:
            question: Standalone.
            said: The turns before.
            filters: Conditions.
            asked: The question as the user put it.
            follows: Whether it needed the conversation to stand alone.
            added: Words of the conversation that stand behind it in brackets.
            leans: Whether it is a question only together with the conversation.
            named: What it names to narrow it.
            known_then: What ``as_of`` found.

        Returns:
            The question as it was answered best, and what was found for it.
        """
        if known_then:
            return question, known_then
        if named:
            return question, found_there(named, filters, self.read, self.threshold, self.corpus)
        if leans or follows:
            cited = self.in_cited(question, said, filters, leans=leans)
            if cited:
                return question, cited
        if added and not is_incomplete(asked):
            # "When was the trial?" may begin another subject.
            return self.better(question, asked, filters)
        return question, Found(self.search(question, filters))

    def as_of(self, request: Request, added: str, filters: Filters) -> Found | None:
        """Look in what was published by the day that a question of fact names.

        Args:
            request: What it asks for.
            added: Words of the conversation that it leaves out.
            filters: Conditions beside the day.

        Returns:
            None when no day is named as of which it is asked, or when "by June" may be the day of
            the event, and nothing of then answers.
        """
        if request.as_of is None or request.kind not in ("fact", "yes-no"):
            return None
        # It lost its question mark when its kind was read.
        question = f"{request.as_of.question}?{f' ({added})' if added else ''}"
        papers = named_conditions(question, self.corpus, date.today(), added, filters)
        if papers and papers.filters:
            question, filters = papers.question, filters.narrowed(papers.filters)
        hits, evidence = self.read(question, filters, request.as_of.day)
        by = papers.filters if papers else Filters()
        sure = request.as_of.sure or answers(evidence, self.threshold)
        return Found(hits, evidence, question, by) if sure else None

    def in_cited(
        self, question: str, said: Sequence[Turn], filters: Filters, *, leans: bool
    ) -> Found | None:
        """Look for the answer to a follow-up in the articles that the last quotes are from.

        Args:
            question: With what it left to the conversation.
            said: The turns before.
            filters: Conditions beside those articles.
            leans: Whether it is a question only together with the conversation.

        Returns:
            None when they do not answer.
        """
        cited = self.cited(said)
        if cited is None:
            return None
        hits, evidence = self.read(question, filters.narrowed(cited))
        enough = self.threshold * (_LEANING if leans else 1)
        return Found(hits, evidence, enough=enough) if answers(evidence, enough) else None

    def cited(self, said: Sequence[Turn]) -> Filters | None:
        """Return the articles that the last quotes of a conversation are from; None without any."""
        earlier = _last_quoting(said, self.corpus)
        if earlier is None:
            return None
        ids = dict.fromkeys(quote.hit.article_id for quote in earlier.quotes)
        return Filters(article_ids=tuple(ids))

    def better(self, question: str, other: str, filters: Filters) -> tuple[str, Found]:
        """Look everywhere for two forms of a question; return the one that is answered better.

        Args:
            question: The one that is taken where both do alike.
            other: The other one.
            filters: Conditions.
        """
        both = [(form, Found(*self.read(form, filters))) for form in (question, other)]
        return max(both, key=lambda pair: pair[1].support)


def _last_quoting(history: Sequence[Turn], corpus: Corpus) -> Earlier | None:
    """Return the last answer of a conversation that quotes an article, of the last few; else None.

    A refusal between changes nothing of what is spoken of.

    Args:
        history: Oldest first.
        corpus: Where the articles are.
    """
    answers = [index for index, turn in enumerate(history) if turn.role == "assistant"]
    for index in reversed(answers[-_MOST_BACK:]):
        earlier = Earlier.of(history[: index + 1], corpus)
        if earlier and earlier.quotes:
            return earlier
    return None
