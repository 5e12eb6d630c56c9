"""The assistant: a question in, a cited answer out."""

import asyncio
import re
import time
from collections.abc import AsyncGenerator, Generator, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypedDict, Unpack

from assistant.answer import REFUSAL, Answer
from assistant.answering.arrange import arranged, fitting, request_of
from assistant.answering.changes.known_then import as_it_stood, told_as_of
from assistant.answering.changes.newest import Retold, newest_first
from assistant.answering.changes.over_time import told_over_time
from assistant.answering.conversation import answer_conversation
from assistant.answering.earlier.earlier_answer import earlier_answer
from assistant.answering.earlier.next_page import next_page
from assistant.answering.retelling import compared
from assistant.answering.setting import with_settings
from assistant.answering.who_is_meant import ask_who
from assistant.events import Event, Finished, Retrieved, Token
from assistant.question.languages import asked_in_english
from assistant.question.standalone import added_words, standalone_question
from assistant.question.turns import Turn, turns
from assistant.reader.evidence import Evidence, EvidenceReader
from assistant.reader.near_names import near_names
from assistant.reader.refusals import refused_because
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
LEANING = 0.68
"""Share of the usual support that is enough for a follow-up with "he" left in it, in the articles
that the answer before cites: it reads as less of a question, but its answer is likelier there. Of
39 follow-ups put into other conversations, no more were answered for it."""
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

        return ModelWriter(self.model, self.corpus.embed, self.settings)

    @cached_property
    def _verifier(self) -> "Verifier":
        """What checks sentences against passages, loaded at its first use."""
        from assistant.judge.verifier import Verifier

        return Verifier.strict(self.corpus.embed)

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
        asked = cleaned(question)
        config = options.get("config")
        said = turns(options.get("history", ()))
        filters = self.corpus.filters(
            options.get("published_after"),
            options.get("published_before"),
            options.get("publishers"),
        )
        answer = next_page(
            asked,
            said,
            self.corpus,
            filters,
            lambda question, before: self._standalone(question, before, config),
        ) or answer_conversation(asked, said, self.corpus, self.model is not None)
        if answer is None and not said:
            answer = ask_who(asked, self.corpus, filters)
        if answer is None:
            whole = self._standalone(asked, said, config)
            standalone = self.corpus.spelled(asked_in_english(whole))
            added = added_words(whole, asked)
            request = request_of(standalone, self.corpus, added)
            known_then = self._read_as_of(request, added, filters)
            if known_then is None and request.kind in ("fact", "yes-no"):
                request = replace(request, as_of=None)  # the day is the event's
            answer = arranged(
                standalone,
                request,
                self.corpus,
                filters,
                read=lambda part: self.reader.read(part, self._search(part, filters, request.day)),
                threshold=self._threshold,
            )
        if answer:
            yield Retrieved(answer.standalone_question, ())
            yield from map(Token, _PIECE.findall(answer.text))
            answer = replace(answer, question=asked)
        else:
            threshold = self._threshold * (LEANING if added else 1)
            cited = self._in_cited(standalone, said, filters, threshold) if whole != asked else None
            hits, evidence = known_then or cited or (self._search(standalone, filters), None)
            yield Retrieved(standalone, tuple(hits))
            answer = yield from self._answer(
                asked,
                standalone,
                request,
                hits,
                config,
                evidence=evidence,
                threshold=threshold if cited and not known_then else self._threshold,
            )
        answer = compared(with_settings(answer, self.corpus), self.corpus)
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

        return suggestions_after(answer, self.corpus, most)

    def _search(self, question: str, filters: Filters, day: date | None = None) -> list[Hit]:
        """Return the passages nearest to a question, as they stood on a day if one is given."""
        most = max(self.settings.passages, self.settings.nearest)
        if day is None:
            return self.corpus.search(question, most, filters=filters)
        then = filters.narrowed(Filters(published_before=day))
        return list(as_it_stood(self.corpus.search(question, most, filters=then), self.corpus, day))

    def _read_as_of(
        self, request: "Request", added: str, filters: Filters
    ) -> tuple[list[Hit], list[Evidence]] | None:
        """Look for the answer to a question of fact in what was published by the day it names.

        Returns:
            What was found and read there; None when no day is named as of which it is asked, or
            when "by June" may be the day of the event, and nothing of then answers.
        """
        if request.as_of is None or request.kind not in ("fact", "yes-no"):
            return None
        question = f"{request.as_of.question}?{f' ({added})' if added else ''}"
        hits = self._search(question, filters, request.as_of.day)
        evidence = self.reader.read(question, hits)
        answers = bool(evidence) and evidence[0].support >= self._threshold
        return (hits, evidence) if answers or request.as_of.sure else None

    def _in_cited(
        self, question: str, said: "Sequence[Turn]", filters: Filters, threshold: float
    ) -> tuple[list[Hit], list[Evidence]] | None:
        """Look for the answer to a follow-up in the articles that the answer before cites.

        Returns:
            What was found and read there; None when it does not answer.
        """
        earlier = earlier_answer(said, self.corpus)
        if earlier is None or not earlier.quotes:
            return None
        ids = tuple(dict.fromkeys(quote.hit.article_id for quote in earlier.quotes))
        hits = self._search(question, filters.narrowed(Filters(article_ids=ids)))
        evidence = self.reader.read(question, hits)
        return (hits, evidence) if evidence and evidence[0].support >= threshold else None

    @property
    def _threshold(self) -> float:
        """The support, 0..1, from which a sentence counts as an answer."""
        threshold = self.settings.threshold
        return self.reader.threshold if threshold is None else threshold

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

        try:
            return rewritten(self._writer.model(), question, said, config)
        except ModelFailure:
            return None  # the answer's own request tells the user why

    def _answer(
        self,
        question: str,
        standalone: str,
        request: "Request",
        hits: Sequence[Hit],
        config: "RunnableConfig | None",
        *,
        evidence: Sequence[Evidence] | None,
        threshold: float,
    ) -> Generator[Event, None, Answer]:
        """Yield the answer's text, then return the answer: extractive, unless a model writes it.

        Args:
            question: As it was asked.
            standalone: As it was searched for.
            request: What it asks for.
            hits: What search brought.
            config: For the chat model.
            evidence: What was read in the hits; None where they are to be read.
            threshold: The support from which a sentence counts as an answer.
        """
        from assistant.answering.retelling import with_variants
        from assistant.judge.verdicts import with_verdict

        read = self.reader.read(standalone, hits) if evidence is None else evidence
        others = near_names(standalone, self.corpus, read)
        read = [piece for place, piece in enumerate(read) if place not in others]
        evidence = fitting(request, self.corpus, read)
        writer = self._writer
        retold = newest_first(standalone, evidence, threshold)
        answer = self._extracted(standalone, hits, retold, threshold)
        answer = refused_because(replace(answer, question=question), others.values())
        if request.kind == "yes-no":
            answer = with_verdict(answer, evidence, self._verifier)
        drafted = False
        if writer and answer.answered:
            shown = [*retold.evidence[:1], *retold.replaced, *retold.evidence[1:]]
            both = list(with_variants(shown, self.corpus, self.settings.shown))
            drafted, answer = yield from writer.write(answer, both, config)
        if request.day:
            answer = told_as_of(answer, request.day)
        if not drafted:
            yield from map(Token, _PIECE.findall(answer.text))
        return answer

    def _extracted(
        self, standalone: str, hits: Sequence[Hit], retold: Retold, threshold: float
    ) -> Answer:
        from assistant.answering.fact import answering, extract

        evidence = retold.evidence
        if retold.replaced:
            enough = min(threshold, evidence[0].support)
            chosen = answering(evidence, enough, self.settings.sentences)
            return told_over_time(standalone, chosen, retold)
        statements, citations = extract(evidence, threshold, self.settings.sentences)
        return Answer(
            question=standalone,
            standalone_question=standalone,
            answered=bool(statements),
            text=" ".join(statement.marked for statement in statements) or REFUSAL,
            statements=statements,
            citations=citations,
            nearest=() if statements else tuple(hits[: self.settings.nearest]),
            confidence=evidence[0].support if evidence else 0.0,
        )


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
