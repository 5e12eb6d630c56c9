"""The assistant: a question in, a cited answer out."""

import asyncio
import re
import time
from collections.abc import AsyncGenerator, Generator, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypedDict, Unpack

from assistant.answer import Answer
from assistant.answering.arrange import arranged, conditions_of, request_of
from assistant.answering.changes.corrected import with_corrections
from assistant.answering.changes.known_then import told_as_of
from assistant.answering.conversation import answer_conversation
from assistant.answering.earlier.next_page import next_page
from assistant.answering.finding.extractive import extractive_answer
from assistant.answering.finding.finder import Finder
from assistant.answering.finding.told_there import Found, remarked, told_there
from assistant.answering.retelling import compared
from assistant.answering.setting import with_settings
from assistant.answering.sides.answer_sides import answer_sides
from assistant.answering.who_is_meant import ask_who
from assistant.events import Event, Finished, Retrieved, Token
from assistant.question.languages import asked_in_english
from assistant.question.standalone import added_words, is_brief, standalone_question
from assistant.question.turns import Turn, turns
from assistant.question.understanding.asked_sides import sides_asked
from assistant.reader.evidence import Evidence, EvidenceReader
from assistant.settings import Settings
from corpus import Corpus, Filters, Hit, InvalidInput, SettingsError, default_home
from corpus.config import Config

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.runnables import RunnableConfig
    from langchain_core.tools import BaseTool

    from assistant.judge.verification import Verification
    from assistant.judge.verifier import Verifier
    from assistant.langchain.chain import AnswerChain
    from assistant.question.understanding.kinds import Request
    from assistant.writing.model_writer import ModelWriter

__all__ = ["MAX_QUESTION", "AskOptions", "Assistant", "ask", "cleaned"]

MAX_QUESTION = 20_000
"""Code points; what is longer is no question."""
_AT_ONCE = 2
"""Questions of a batch that are answered at a time."""
_UNSPEAKABLE = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]+")
_PIECE = re.compile(r"\S+\s*")


class AskOptions(TypedDict, total=False):
    """Options of a question, all of which may be left out."""

    history: Iterable[object]
    """The conversation so far, oldest first: LangChain messages, pairs of role and text, or
    answers."""
    published_after: date | None
    """First day, inclusive; articles without a date are left out."""
    published_before: date | None
    """Last day, inclusive; articles without a date are left out."""
    publishers: Iterable[str] | None
    """Names, any of which will do, without regard to case."""
    config: "RunnableConfig | None"
    """Callbacks, tags and metadata for the chat model, if there is one."""


class Assistant:
    """Answers questions from a corpus. Safe to share between threads; a context manager.

    Args:
        corpus: Where the articles are.
        settings: How to answer.
        reader: What finds the answering sentences; by default the model that ships with the
            package.
        model: A LangChain chat model, or the name of one as ``provider:model``, that writes
            the answers; by default there is none, and answers are in the articles' own words.

    Raises:
        SettingsError: The model's name is not of the form ``provider:model``.
    """

    def __init__(
        self,
        corpus: Corpus,
        settings: Settings | None = None,
        reader: EvidenceReader | None = None,
        model: "BaseChatModel | str | None" = None,
    ) -> None:
        if isinstance(model, str):
            _check_name(model)
        self.corpus = corpus
        self.settings = settings or Settings()
        self.model = model
        if reader is not None:
            self.reader = reader

    @classmethod
    def open(
        cls,
        home: Path | str | None = None,
        settings: Settings | None = None,
        model: "BaseChatModel | str | None" = None,
        *,
        samples: bool = True,
        wait: float | None = None,
    ) -> Self:
        """Open the corpus in a data folder.

        Args:
            home: The data folder; None is ``ONRECORD_HOME`` or the user's own.
            settings: How to answer.
            model: What writes the answers, as for ``Assistant``; None is ``ONRECORD_MODEL``,
                or no model.
            samples: Whether a new folder gets the sample articles. One from which the articles
                were removed stays empty.
            wait: Seconds to wait for another process that uses it, as for ``Corpus.open``.

        Raises:
            SettingsError: The model's name is not of the form ``provider:model``.
            StoreError: The folder cannot be used.
        """
        from corpus.samples import add_samples

        model = model or Config.from_environment().model or None
        if isinstance(model, str):
            _check_name(model)  # before a folder is made
        corpus = Corpus.open(home, wait=wait)
        if samples and not corpus.read_only and corpus.is_new:
            add_samples(corpus)
        return cls(corpus, settings, model=model)

    @cached_property
    def reader(self) -> EvidenceReader:
        """The model that finds the answering sentences; loaded at its first use."""
        from assistant.reader.sentence_reader import TrainedReader

        return TrainedReader()

    @cached_property
    def _writer(self) -> "ModelWriter | None":
        """The writer that has a chat model write the answers; None without a model."""
        if self.model is None:
            return None
        from assistant.writing.model_writer import ModelWriter

        return ModelWriter(self.model, self.settings)

    @cached_property
    def _verifier(self) -> "Verifier":
        """The verifier of sentences against passages, loaded at its first use."""
        from assistant.judge.verifier import Verifier

        return Verifier.strict()

    def close(self) -> None:
        """Close the corpus; what is asked afterwards raises ``StoreError``."""
        self.corpus.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(self, question: str, **options: Unpack[AskOptions]) -> Answer:
        """Answer a question from the articles, or say that they do not answer it.

        Args:
            question: In plain language.
            **options: ``history``, ``published_after``, ``published_before``, ``publishers`` and
                ``config``, as ``AskOptions`` says.

        Raises:
            InvalidInput: The question is blank or too long, or a filter makes no sense.
            StoreError: The corpus cannot be read.
        """
        for event in self.stream(question, **options):
            if isinstance(event, Finished):
                return event.answer
        raise AssertionError("a stream ends with Finished")

    def stream(self, question: str, **options: Unpack[AskOptions]) -> Generator[Event, None, None]:
        """Answer like ``ask``, and yield each step: the hits, the text as it comes, the answer.

        Closing the generator stops the chat model's request.
        """
        began = time.perf_counter()
        with self.corpus.snapshot():  # never open at a yield: nobody knows for how long that is
            answer, hits, draft = self._gathered(question, options)
        yield Retrieved(answer.standalone_question, hits)
        drafted = False
        if draft:
            drafted, written = yield from draft.written(options.get("config"))
            if written.mode == "written":
                with self.corpus.snapshot():
                    answer = self._completed(written, draft.found, draft.day)
            else:
                answer = replace(answer, note=written.note, withheld=written.withheld)
        if not drafted:
            yield from map(Token, _PIECE.findall(answer.text))
        yield Finished(replace(answer, seconds=time.perf_counter() - began))

    def verify(
        self,
        text: str,
        *,
        published_after: date | None = None,
        published_before: date | None = None,
        publishers: Iterable[str] | None = None,
    ) -> "Verification":
        """Check each sentence of a text against the articles.

        Args:
            text: A draft, a speech, or one claim.
            published_after: First day, inclusive; articles without a date are left out.
            published_before: Last day, inclusive; articles without a date are left out.
            publishers: Names, any of which will do, without regard to case.

        Raises:
            InvalidInput: The text is blank or too long, or a filter makes no sense.
            StoreError: The corpus cannot be read.
        """
        from assistant.judge.verification import verify

        filters = self.corpus.filters(published_after, published_before, publishers)
        return verify(text, self.corpus, self._verifier, filters)

    async def aask(self, question: str, **options: Unpack[AskOptions]) -> Answer:
        """Answer like ``ask``, off the event loop. Cancelling it stops the model's request."""
        async with aclosing(self.astream(question, **options)) as events:
            async for event in events:
                if isinstance(event, Finished):
                    return event.answer
        raise AssertionError("a stream ends with Finished")

    async def astream(
        self, question: str, **options: Unpack[AskOptions]
    ) -> AsyncGenerator[Event, None]:
        """Answer like ``stream``, off the event loop; takes the same arguments."""
        events = self.stream(question, **options)
        step: asyncio.Future[Event | None] | None = None
        try:
            while True:
                step = asyncio.ensure_future(asyncio.to_thread(next, events, None))
                # Shielded: a thread goes on with its step, whether or not anybody waits for it.
                event = await asyncio.shield(step)
                if event is None:
                    return
                yield event
        finally:
            # A generator that is at work in its thread cannot be closed before its next event.
            if step is not None and not step.done():
                await asyncio.wait([step])
            await asyncio.to_thread(events.close)

    def batch(self, questions: Sequence[str], **options: Unpack[AskOptions]) -> list[Answer]:
        """Answer several questions, in their order, two at a time."""
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            return list(pool.map(lambda question: self.ask(question, **options), questions))

    async def abatch(self, questions: Sequence[str], **options: Unpack[AskOptions]) -> list[Answer]:
        """Answer several questions like ``batch``, off the event loop."""
        turn = asyncio.Semaphore(_AT_ONCE)

        async def answer(question: str) -> Answer:
            async with turn:
                return await self.aask(question, **options)

        tasks = [asyncio.ensure_future(answer(question)) for question in questions]
        try:
            return await asyncio.gather(*tasks)
        finally:
            for task in tasks:  # where one failed, nobody waits for the others
                task.cancel()

    @property
    def chain(self) -> "AnswerChain":
        """The assistant as a LangChain runnable, to compose with ``|``.

        Takes a question, or a dictionary with ``question`` and any of the arguments of
        ``ask``. Its ``stream`` yields each ``Token`` of the text, then the ``Answer``.
        """
        from assistant.langchain.chain import AnswerChain

        return AnswerChain(self.stream, self.astream)

    def as_tool(self) -> "BaseTool":
        """Return the assistant as a LangChain tool, for agents."""
        from assistant.langchain.tool import as_tool

        return as_tool(self)

    def suggestions(self, most: int = 3) -> tuple[str, ...]:
        """Return questions that the articles answer, to begin a conversation with."""
        from assistant.suggestions import suggest

        # Without the chat model: what is only tried out shall cost nobody anything.
        trial = Assistant(self.corpus, self.settings, self.reader)
        return suggest(self.corpus, trial.ask, most)

    def suggestions_after(self, answer: Answer, most: int = 3) -> tuple[str, ...]:
        """Return questions that lead on from an answer, each of which the articles answer."""
        from assistant.suggestions_after import suggestions_after

        with self.corpus.snapshot():
            return suggestions_after(answer, self.corpus, most)

    @property
    def _finder(self) -> Finder:
        """The finder, which searches and reads under the present settings."""
        most = max(self.settings.passages, self.settings.nearest)
        return Finder(self.corpus, self.reader, most, self._threshold)

    @property
    def _threshold(self) -> float:
        """The support, 0..1, from which a sentence counts as an answer."""
        threshold = self.settings.threshold
        return self.reader.threshold if threshold is None else threshold

    def _gathered(
        self, question: str, options: AskOptions
    ) -> tuple[Answer, tuple[Hit, ...], "_Draft | None"]:
        """Return the answer in the articles' own words, and the passages that were searched for it.

        Where a model is to write the answer, what it needs comes with it.
        """
        asked = cleaned(question)
        config = options.get("config")
        said = turns(options.get("history", ()))
        filters = self.corpus.filters(
            options.get("published_after"),
            options.get("published_before"),
            options.get("publishers"),
        )
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
            named, request = conditions_of(whole, request, self.corpus, added, filters, brief=brief)
            within = filters.narrowed(named.filters) if named else filters
            answer = arranged(
                standalone,
                request,
                self.corpus,
                filters,
                named=named,
                read=lambda part: finder.read(part, within, request.day)[1],
                threshold=self._threshold,
            )
        if answer:
            return self._completed(replace(answer, question=asked)), (), None
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
        answer, draft = self._of_fact(asked, standalone, request, found, whole=not leans)
        return self._completed(answer, found, request.day), tuple(found.hits), draft

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
        answer = answer or answer_conversation(asked, said, self.corpus, self.model is not None)
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
        if not said or self._writer is None:
            return None
        from assistant.question.model_rewrite import rewritten
        from assistant.writing.chat_model import ModelFailure

        self.corpus.database.renew()  # nothing is kept open while a model writes
        try:
            return rewritten(self._writer.model(), question, said, config)
        except ModelFailure:
            return None  # the answer's own request tells the user why

    def _of_fact(
        self, question: str, standalone: str, request: "Request", found: Found, *, whole: bool
    ) -> tuple[Answer, "_Draft | None"]:
        """Return the extractive answer, and the draft where a model is to write it.

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
            settings=self.settings,
            threshold=threshold,
            whole=whole,
        )
        answer = replace(answer, question=question, standalone_question=standalone)
        writer = self._writer
        if writer is None or not answer.answered or retold.corrected:  # that is only quoted
            return answer, None
        shown = [*retold.evidence[:1], *retold.replaced, *retold.evidence[1:]]
        both = tuple(with_variants(shown, self.corpus, self.settings.shown))
        # What sources differ in is said beside a written answer too.
        kept = "" if retold.replaced or answer.verdict else answer.remark
        return answer, _Draft(writer, answer, both, kept, found, request.day)

    def _completed(
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


@dataclass(frozen=True, slots=True)
class _Draft:
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


def ask(question: str, **options: Unpack[AskOptions]) -> Answer:
    """Answer a question from the default corpus, with the sample articles if it is new.

    The corpus is opened once a process.

    Args:
        question: In plain language.
        **options: ``history``, ``published_after``, ``published_before``, ``publishers`` and
            ``config``, as ``AskOptions`` says.

    Raises:
        InvalidInput: The question is blank or too long, or a filter makes no sense.
        StoreError: The corpus cannot be read.
    """
    return _default(default_home()).ask(question, **options)


@lru_cache(maxsize=1)
def _default(home: Path) -> Assistant:
    return Assistant.open(home)


def _check_name(model: str) -> None:
    from assistant.writing.chat_model import ModelFailure, parse_name

    try:
        parse_name(model)
    except ModelFailure as failure:
        raise SettingsError(f"{failure}; write it like openai:gpt-4.1-mini") from None


def cleaned(question: object) -> str:
    """Return the question stripped, with control characters and lone surrogates replaced.

    Raises:
        InvalidInput: It is blank or too long.
    """
    if not isinstance(question, str):
        raise InvalidInput(f"the question is {question!r}, not a string")
    asked = _UNSPEAKABLE.sub(" ", question).strip()
    if not asked:
        raise InvalidInput("the question is empty; ask something")
    if len(asked) > MAX_QUESTION:
        raise InvalidInput(
            f"the question has {len(asked):,} characters, the most is {MAX_QUESTION:,}; shorten it"
        )
    return asked
