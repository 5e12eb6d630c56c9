"""The steps from a question to its answer: understood, looked for, read, and quoted."""

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from assistant.answer import Answer
from assistant.answering.arrange import arranged, conditions_of, request_of
from assistant.answering.changes.corrected import with_corrections
from assistant.answering.changes.known_then import told_as_of
from assistant.answering.conversation import answer_conversation
from assistant.answering.earlier.next_page import next_page
from assistant.answering.finding.extractive import extractive_answer
from assistant.answering.finding.finder import Finder
from assistant.answering.finding.publication import answer_publication
from assistant.answering.finding.told_there import Found, remarked, told_there
from assistant.answering.retelling import compared
from assistant.answering.setting import with_settings
from assistant.answering.sides.answer_sides import answer_sides
from assistant.answering.sides.each_paper import answer_each_paper
from assistant.answering.spoken.speakers import unowned
from assistant.answering.who_is_meant import ask_who
from assistant.events import Event
from assistant.question.languages import asked_in_english
from assistant.question.standalone import added_words, is_brief, standalone_question
from assistant.question.understanding.several.asked_sides import sides_asked
from assistant.reader.evidence import Evidence, EvidenceReader
from assistant.settings import Settings
from corpus import Corpus, Filters, Hit

if TYPE_CHECKING:
    from langchain_core.runnables import RunnableConfig

    from assistant.answering.finding.named_conditions import NamedConditions
    from assistant.question.turns import Turn
    from assistant.question.understanding.request import Request
    from assistant.writing.model_writer import ModelWriter

__all__ = ["AnswerSteps"]


@dataclass(frozen=True, slots=True)
class AnswerSteps:
    """The steps of one question, under the settings of that moment."""

    corpus: Corpus
    settings: Settings
    has_chat_model: bool
    # Both are called when they are needed: small talk waits for no model to be loaded.
    load_reader: Callable[[], EvidenceReader]
    load_writer: "Callable[[], ModelWriter | None]"
    """Returns what has a chat model write the answer; None without one."""

    def gathered(
        self,
        asked: str,
        said: "Sequence[Turn]",
        filters: Filters,
        config: "RunnableConfig | None",
    ) -> tuple[Answer, tuple[Hit, ...], "_WritingTask | None"]:
        """Return the answer in the articles' own words, and the passages that were searched for it.

        Where a model is to write the answer, what it needs comes with it.

        Args:
            asked: The question.
            said: The conversation before it.
            filters: Which articles to look in.
            config: Of the chat model, which rewrites a follow-up.
        """
        answer = self._of_conversation(asked, said, filters, config)
        if answer is None:
            whole = self._standalone(asked, said, config)
            # Put in English first, for to the corpus the words of another language are misspelt.
            standalone = self.corpus.spelled(asked_in_english(whole))
            added = added_words(whole, asked)
            brief = bool(said) and is_brief(asked)
            request = request_of(standalone, self.corpus, added, brief=brief)
            finder = self._finder
            known_then = finder.as_of(request, added, filters)
            if known_then is None and request.kind in ("fact", "yes-no"):
                request = replace(request, as_of=None)  # the day is the event's
            by_day = known_then or (request.as_of and request.as_of.sure)
            if not by_day and not added:
                answer = answer_publication(
                    whole, self.corpus, filters, lambda asked: finder.read(asked, filters)[1]
                ) or answer_each_paper(whole, standalone, self.corpus, filters, finder.read)
        if answer is None:
            named, request = conditions_of(whole, request, self.corpus, added, filters, brief=brief)
            # "What did his lawyer say?" is first asked of what was just cited.
            cited = finder.cited(said) if added and request.kind == "said" else None
            if cited:
                there = replace(request, speaker=unowned(request.speaker))
                answer = self._arranged(standalone, there, filters.narrowed(cited), named)
            answer = answer or self._arranged(standalone, request, filters, named)
        if answer:
            return self.completed(replace(answer, question=asked)), (), None
        leans = brief or bool(added)
        standalone, found = finder.find(
            standalone,
            said,
            filters,
            asked=asked,
            follows=whole != asked,
            added=added,
            leans=leans,
            named=named,
            known_then=known_then,
        )
        answer, task = self._of_fact(asked, standalone, request, found, whole=not leans)
        return self.completed(answer, found, request.day), tuple(found.hits), task

    def completed(
        self, answer: Answer, found: Found | None = None, day: date | None = None
    ) -> Answer:
        """Return an answer with what is said beside it, and beside each of its quotes.

        Args:
            answer: Extractive, or as it was written.
            found: What was found for it, if it is of a fact.
            day: As of which it is given.
        """
        if found:
            answer = told_there(answer, found)
            answer = told_as_of(answer, day) if day else answer
        answer = with_corrections(with_settings(answer, self.corpus), self.corpus)
        return compared(answer, self.corpus)

    def _arranged(
        self, question: str, request: "Request", filters: Filters, named: "NamedConditions | None"
    ) -> Answer | None:
        """Return the answer to a question of another kind than a fact; else None."""
        within = filters.narrowed(named.filters) if named else filters
        return arranged(
            question,
            request,
            self.corpus,
            filters,
            named=named,
            read=lambda part: self._finder.read(part, within, request.day)[1],
            threshold=self._threshold,
        )

    @property
    def _finder(self) -> Finder:
        """The finder, which searches and reads under the present settings."""
        most = max(self.settings.passages, self.settings.nearest)
        return Finder(self.corpus, self.load_reader(), most, self._threshold)

    @property
    def _threshold(self) -> float:
        """The support, 0..1, from which a sentence counts as an answer."""
        threshold = self.settings.threshold
        return self.load_reader().threshold if threshold is None else threshold

    def _of_conversation(
        self,
        asked: str,
        said: "Sequence[Turn]",
        filters: Filters,
        config: "RunnableConfig | None",
    ) -> Answer | None:
        """Return an answer to what is asked of the conversation, or needs a word more; or None."""
        # First, for after a list "more" asks for its next page.
        answer = next_page(
            asked,
            said,
            self.corpus,
            filters,
            lambda question, before: self._standalone(question, before, config),
        )
        about = sides_asked(asked)
        if answer is None and about is not None:
            answer = answer_sides(about, said, filters, self._finder)
        answer = answer or answer_conversation(asked, said, self.corpus, self.has_chat_model)
        if answer is None and not said:
            answer = ask_who(asked, self.corpus, filters)
        return answer

    def _standalone(
        self, question: str, said: "Sequence[Turn]", config: "RunnableConfig | None"
    ) -> str:
        """Return the question completed from the conversation, by the chat model if any."""
        return self._rewritten(question, said, config) or standalone_question(question, said)

    def _rewritten(
        self, question: str, said: "Sequence[Turn]", config: "RunnableConfig | None"
    ) -> str | None:
        """Return a follow-up as the chat model rewrites it; None without one, or if it fails."""
        writer = self.load_writer() if said else None
        if writer is None:
            return None
        from assistant.question.model_rewrite import rewritten
        from assistant.writing.chat_model import ModelFailure

        self.corpus.database.renew()  # nothing is kept open while a model writes
        try:
            return rewritten(writer.model(), question, said, config)
        except ModelFailure:
            return None  # the answer's own request tells the user why

    def _of_fact(
        self, question: str, standalone: str, request: "Request", found: Found, *, whole: bool
    ) -> tuple[Answer, "_WritingTask | None"]:
        """Return the extractive answer, and the task where a model is to write it.

        Args:
            question: As it was asked.
            standalone: With what it left to the conversation.
            request: What it asks for.
            found: What was found for it, and perhaps read already.
            whole: Whether the question says all that it asks, without the conversation.
        """
        from assistant.answering.retelling import with_variants

        threshold = self._threshold if found.enough is None else found.enough
        read_as, read = found.question or standalone, found.evidence
        if read is None:
            read = self._finder.evidence(read_as, found.hits)
        answer, retold = extractive_answer(
            read_as,
            request,
            found.hits,
            read,
            corpus=self.corpus,
            reader=self.load_reader(),
            settings=self.settings,
            threshold=threshold,
            whole=whole,
        )
        answer = replace(answer, question=question, standalone_question=standalone)
        writer = self.load_writer()
        if writer is None or not answer.answered or retold.corrected:  # that is only quoted
            return answer, None
        # Right behind the newest, what it takes the place of: the model is to see it too.
        shown = [*retold.evidence[:1], *retold.replaced, *retold.evidence[1:]]
        both = tuple(with_variants(shown, self.corpus, self.settings.shown))
        # What sources differ in is said beside a written answer too.
        kept = "" if retold.replaced or answer.verdict else answer.remark
        return answer, _WritingTask(writer, answer, both, kept, found, request.day)


@dataclass(frozen=True, slots=True)
class _WritingTask:
    """The evidence from which a chat model writes an answer."""

    writer: "ModelWriter"
    plain: Answer
    """The extractive answer, which is given when it fails."""
    evidence: Sequence[Evidence]
    """By falling support."""
    remark: str
    """What is to be said beside what it writes."""
    found: Found
    day: date | None
    """As of which the answer is given."""

    def written(
        self, config: "RunnableConfig | None"
    ) -> Generator[Event, None, tuple[bool, Answer]]:
        """Yield what the model writes; return whether it has written anything, and the answer."""
        drafted, answer = yield from self.writer.write(self.plain, self.evidence, config)
        if answer.mode == "written" and answer.answered and self.remark:
            answer = remarked(answer, self.remark)
        return drafted, answer
