"""The assistant as a LangChain tool."""

from datetime import date
from typing import TYPE_CHECKING, Protocol

from assistant.answer import Answer

if TYPE_CHECKING:
    from langchain_core.tools import BaseTool

__all__ = ["as_tool"]

_TOOL_NAME = "search_news"
_DESCRIPTION = (
    "Answers a question from a corpus of news articles, in sentences that are cited word for "
    "word, or says that the articles do not answer it. Give one question that can be "
    "understood on its own. The dates, both inclusive, limit when the articles were published."
)


class _Answering(Protocol):
    """Interface of what answers questions, blocking or not; ``Assistant`` is one."""

    def ask(
        self,
        question: str,
        *,
        published_after: date | None = None,
        published_before: date | None = None,
    ) -> Answer:
        """Answer a question (see ``Assistant.ask``)."""

    async def aask(
        self,
        question: str,
        *,
        published_after: date | None = None,
        published_before: date | None = None,
    ) -> Answer:
        """Answer a question without blocking the event loop (see ``Assistant.aask``)."""


def as_tool(assistant: _Answering) -> "BaseTool":
    """Return the assistant as a tool for agents.

    Its content is the answer with its quotes and sources as plain text, its artifact the
    ``Answer``.
    """
    from langchain_core.tools import StructuredTool

    def answer(
        question: str, published_after: date | None = None, published_before: date | None = None
    ) -> tuple[str, Answer]:
        reply = assistant.ask(
            question, published_after=published_after, published_before=published_before
        )
        return _content(reply), reply

    async def answer_later(
        question: str, published_after: date | None = None, published_before: date | None = None
    ) -> tuple[str, Answer]:
        reply = await assistant.aask(
            question, published_after=published_after, published_before=published_before
        )
        return _content(reply), reply

    return StructuredTool.from_function(
        answer,
        coroutine=answer_later,
        name=_TOOL_NAME,
        description=_DESCRIPTION,
        # The model reads the text; the program gets the whole answer beside it.
        response_format="content_and_artifact",
    )


def _content(answer: Answer) -> str:
    lines = [*filter(None, (answer.text, answer.narrowing))]
    for c in answer.citations:
        quote = " ".join(c.quote.split())
        lines.append(f'[{c.number}] "{quote}" ({c.source}{f", {c.url}" if c.url else ""})')
        lines += [
            f'Corrected by the article itself: "{" ".join(note.quote.split())}"'
            for note in c.corrections
        ]
        lines += [
            f'Told otherwise by {variant.source}: "{" ".join(variant.quote.split())}"'
            for variant in c.differs
        ]
    return "\n".join(lines)
