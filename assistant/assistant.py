"""The assistant: a question in, a cited answer out."""

import asyncio
import re
import time
from collections.abc import AsyncGenerator, Generator, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from dataclasses import replace
from datetime import date
from functools import cache, cached_property, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypedDict, Unpack

from assistant.answer import Answer
from assistant.answer_steps import AnswerSteps
from assistant.events import Event, Finished, Retrieved, Token
from assistant.question.turns import turns
from assistant.reader.evidence import EvidenceReader
from assistant.reader.read_once import ReadOnce
from assistant.settings import Settings
from corpus import Corpus, Filters, InvalidInput, SettingsError, default_home
from corpus.config import Config
from corpus.filters import EVERYTHING

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.runnables import RunnableConfig
    from langchain_core.tools import BaseTool

    from assistant.judge.verification import Verification, VerifiedSentence
    from assistant.judge.verifier import Verifier
    from assistant.langchain.chain import AnswerChain
    from assistant.writing.model_writer import ModelWriter

__all__ = ["MAX_QUESTION", "AskOptions", "Assistant", "ask", "cleaned"]

MAX_QUESTION = 20_000
"""Code points; what is longer is no question."""
_AT_ONCE = 2
"""Questions of a batch that are answered at a time."""
# Control characters but white space, and halves of characters, which UTF-8 cannot write.
_UNSPEAKABLE = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]+")
# A word with the white space behind it: together they are the text again.
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
    filters: Filters
    """Conditions that must hold too."""
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
            # Shadows the property below, which would load the shipped one.
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
        from assistant.answering.compose import whole_article
        from assistant.writing.model_writer import ModelWriter

        return ModelWriter(self.model, self.settings, whole=partial(whole_article, self.corpus))

    @cached_property
    def _verifier(self) -> "Verifier":
        """The verifier of sentences against passages, loaded at its first use."""
        from assistant.judge.verifier import Verifier

        return Verifier.strict()

    @property
    def _steps(self) -> AnswerSteps:
        """The steps of a question, under the present settings."""
        return AnswerSteps(
            corpus=self.corpus,
            settings=self.settings,
            has_chat_model=self.model is not None,
            # One for all steps of the question: what one has read is at hand for the others.
            load_reader=cache(lambda: ReadOnce(self.reader)),
            load_writer=lambda: self._writer,
        )

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
            **options: ``history``, ``published_after``, ``published_before``, ``publishers``,
                ``filters`` and ``config``, as ``AskOptions`` says.

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
            steps = self._steps
            answer, hits, task = steps.gathered(
                cleaned(question),
                turns(options.get("history", ())),
                self.corpus.filters(
                    options.get("published_after"),
                    options.get("published_before"),
                    options.get("publishers"),
                ).narrowed(options.get("filters", EVERYTHING)),
                options.get("config"),
            )
        yield Retrieved(answer.standalone_question, hits)
        drafted = False
        if task:
            drafted, written = yield from task.written(options.get("config"))
            if written.mode == "written":
                with self.corpus.snapshot():
                    answer = steps.completed(written, task.found, task.day)
            else:
                # It failed, or nothing of it held: the plain answer stays, and says why.
                answer = replace(answer, note=written.note, withheld=written.withheld)
        if not drafted:
            # What a model drafted was handed out as it came.
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
        from assistant.judge.verification import Verification

        for step in self.stream_verification(
            text,
            published_after=published_after,
            published_before=published_before,
            publishers=publishers,
        ):
            if isinstance(step, Verification):
                return step
        raise AssertionError("a stream of a verification ends with it")

    def stream_verification(
        self,
        text: str,
        *,
        published_after: date | None = None,
        published_before: date | None = None,
        publishers: Iterable[str] | None = None,
    ) -> "Generator[VerifiedSentence | Verification, None, None]":
        """Check like ``verify``, and yield each sentence once it is checked; then the whole.

        No further sentence is checked once the generator is closed.
        """
        from assistant.judge.verification import verifying

        with self.corpus.snapshot():  # a closed corpus is told of where nothing is to be found, too
            filters = self.corpus.filters(published_after, published_before, publishers)
        yield from verifying(text, self.corpus, self._verifier, filters)

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


def ask(question: str, **options: Unpack[AskOptions]) -> Answer:
    """Answer a question from the default corpus, with the sample articles if it is new.

    The corpus is opened once a process.

    Args:
        question: In plain language.
        **options: ``history``, ``published_after``, ``published_before``, ``publishers``,
            ``filters`` and ``config``, as ``AskOptions`` says.

    Raises:
        InvalidInput: The question is blank or too long, or a filter makes no sense.
        StoreError: The corpus cannot be read.
    """
    # By the folder of this moment: after a change of ONRECORD_HOME another is opened.
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
