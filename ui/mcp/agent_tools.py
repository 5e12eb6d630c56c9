"""The tools that an agent may call: ask, verify, search, read_article, list_articles."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

from anyio.to_thread import run_sync
from pydantic import BaseModel, Field, ValidationError

from assistant import Finished, Verification
from assistant.assistant import MAX_QUESTION, Assistant
from corpus import Hit, InvalidInput
from corpus.article_record import ArticleRecord
from corpus.listing import Entry, listing
from corpus.text.printing import plain, plain_line
from ui.api.request_models import Conditions, Strict
from ui.cli.output import article_lines, verification_lines
from ui.serving.cancelled_work import last_step

__all__ = ["TOOLS", "AgentTool"]

_MOST_HITS: Final = 50
_MOST_LISTED: Final = 200
_LONGEST_TEXT: Final = 20_000
"""Code points of a text to verify."""


@dataclass(frozen=True, slots=True)
class _Reply:
    """The result of a tool: the same twice, for a model to read and for a program."""

    text: str
    data: dict[str, Any]


class AskArguments(Conditions):
    question: str = Field(
        description="In plain language, complete in itself: earlier questions are not known.",
        max_length=MAX_QUESTION,
    )


class VerifyArguments(Conditions):
    text: str = Field(
        description="A draft or a single claim, in plain text.", max_length=_LONGEST_TEXT
    )


class SearchArguments(Conditions):
    query: str = Field(description="A question or a few words.", max_length=MAX_QUESTION)
    k: int = Field(10, ge=1, le=_MOST_HITS, description="How many passages at most.")


class ReadArguments(Strict):
    id: str = Field(description="The article's id, as the other tools give it.")
    revision: str | None = Field(
        None, description="The revision that a citation names; by default the newest."
    )


class ListArguments(Strict):
    limit: int = Field(50, ge=1, le=_MOST_LISTED, description="How many at most.")
    offset: int = Field(0, ge=0, le=2**31, description="How many to pass over.")


@dataclass(frozen=True, slots=True)
class AgentTool:
    """A tool: how it is called, and what answers a call."""

    name: str
    title: str
    description: str
    arguments: type[BaseModel]
    answer: Callable[[Assistant, Any], Awaitable[_Reply]]

    async def call(self, assistant: Assistant, arguments: dict[str, Any]) -> _Reply:
        """Check the arguments and answer the call.

        Raises:
            InvalidInput: The arguments are not those of the tool.
            OnRecordError: The call cannot be answered.
        """
        try:
            checked = self.arguments.model_validate(arguments)
        except ValidationError as error:
            raise InvalidInput(f"{self.name}: {_complaints(error)}") from None
        return await self.answer(assistant, checked)


async def _ask(assistant: Assistant, asked: AskArguments) -> _Reply:
    events = assistant.stream(
        asked.question,
        published_after=asked.published_after,
        published_before=asked.published_before,
        publishers=asked.publishers,
    )
    # In a thread, as below: the loop has other calls to take meanwhile.
    answer = (await run_sync(last_step, events, Finished)).answer
    # Each article by the first of its numbers, in their order.
    cited = {citation.article_id: citation.number for citation in reversed(answer.citations)}
    ids = [f"[{number}] {plain_line(id_)}" for id_, number in reversed(cited.items())]
    read = f"\n\nTo read more, read_article: {', '.join(ids)}" if ids else ""
    return _Reply(f"{answer}{read}", answer.to_dict())


async def _verify(assistant: Assistant, asked: VerifyArguments) -> _Reply:
    sentences = assistant.stream_verification(
        asked.text,
        published_after=asked.published_after,
        published_before=asked.published_before,
        publishers=asked.publishers,
    )
    # In a thread of anyio's, not asyncio's: only there can ``last_step`` ask if it is cancelled.
    verification = await run_sync(last_step, sentences, Verification)
    return _Reply("\n".join(verification_lines(verification)), verification.to_dict())


async def _search(assistant: Assistant, asked: SearchArguments) -> _Reply:
    hits = await asyncio.to_thread(
        assistant.corpus.search,
        asked.query,
        asked.k,
        published_after=asked.published_after,
        published_before=asked.published_before,
        publishers=asked.publishers,
    )
    passages = [_passage(number, hit) for number, hit in enumerate(hits, 1)]
    text = "\n\n".join(passages) or "No article matches."
    return _Reply(text, {"hits": [hit.to_dict() for hit in hits]})


async def _read_article(assistant: Assistant, asked: ReadArguments) -> _Reply:
    return await asyncio.to_thread(_article, assistant, asked)


def _article(assistant: Assistant, asked: ReadArguments) -> _Reply:
    record = ArticleRecord.of(assistant.corpus, asked.id, asked.revision)
    return _Reply("\n".join(article_lines(record)), record.to_dict())


async def _list_articles(assistant: Assistant, asked: ListArguments) -> _Reply:
    # Oldest first: what is added meanwhile comes at the end, and moves no article to another page.
    page = await asyncio.to_thread(
        listing, assistant.corpus, descending=False, limit=asked.limit, offset=asked.offset
    )
    end = asked.offset + len(page.entries)
    following = end if page.entries and end < page.total else None
    last = f"{end} of {page.total} articles" if page.entries else f"None; {page.total} in all"
    more = f"; the next begin at offset {following}" if following is not None else ""
    data = {
        "articles": [_entry(entry) for entry in page.entries],
        "total": page.total,
        "next_offset": following,
    }
    return _Reply("\n".join([*map(_line, page.entries), f"{last}{more}."]), data)


def _passage(number: int, hit: Hit) -> str:
    day = hit.published.isoformat() if hit.published else None
    source = ", ".join(filter(None, (hit.title, hit.publisher, day, f"id {hit.article_id}")))
    return f"{number}. {plain_line(source)}\n{plain(hit.text)}"


def _entry(entry: Entry) -> dict[str, str | None]:
    return {
        "id": entry.id,
        "label": entry.label,
        "publisher": entry.publisher,
        "published": entry.published.isoformat() if entry.published else None,
        "language": entry.language,
    }


def _line(entry: Entry) -> str:
    day = entry.published.isoformat() if entry.published else "no date"
    return plain_line(f"{entry.id}  {day}  {entry.publisher or '-'}  {entry.label}")


def _complaints(error: ValidationError) -> str:
    """Return in one line which arguments are wrong, with their values, and what is expected."""
    # Of an argument that is missing, pydantic gives all the arguments as the value.
    return "; ".join(
        f"{'.'.join(map(str, fault['loc'])) or 'the arguments'}: {fault['msg']}"
        + ("" if fault["type"] == "missing" else f", not {fault['input']!r:.80}")
        for fault in error.errors(include_url=False)
    )


TOOLS: Final = (
    AgentTool(
        "ask",
        "Ask the articles",
        "Answer a question from the articles of the corpus, each sentence with the exact words "
        "that it rests on, or say that they do not answer it. Nothing is told from memory.",
        AskArguments,
        _ask,
    ),
    AgentTool(
        "verify",
        "Verify a text",
        "Check each sentence of a text against the articles: supported, contradicted, supported in "
        "part, or not confirmed, with the exact words that say so.",
        VerifyArguments,
        _verify,
    ),
    AgentTool(
        "search",
        "Search passages",
        "Find the passages of articles that are nearest to a query in words and in meaning. "
        "They are verbatim, and may not answer it.",
        SearchArguments,
        _search,
    ),
    AgentTool(
        "read_article",
        "Read an article",
        "Return one article with its text, word for word, and what is known about it.",
        ReadArguments,
        _read_article,
    ),
    AgentTool(
        "list_articles",
        "List articles",
        "List the articles without their text, in the order in which they were added.",
        ListArguments,
        _list_articles,
    ),
)
