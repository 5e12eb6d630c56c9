"""The answer as a LangChain message, and the assistant as a LangChain tool."""

from datetime import date
from typing import TYPE_CHECKING

from assistant.answer import Answer, Citation

if TYPE_CHECKING:
    from langchain_core.messages import AIMessage
    from langchain_core.messages.content import Citation as Annotation
    from langchain_core.tools import BaseTool

    from assistant.assistant import Assistant

__all__ = ["as_tool", "to_message"]

TOOL_NAME = "search_news"
_DESCRIPTION = (
    "Answers a question from a corpus of news articles, in sentences that are cited word for "
    "word, or says that the articles do not answer it. Give one question that can be "
    "understood on its own. The dates, both inclusive, limit when the articles were published."
)


def to_message(answer: Answer) -> "AIMessage":
    """The answer as an ``AIMessage`` with langchain-core's standard citation annotations.

    Each annotation covers a statement, markers included, by ``start_index`` and ``end_index``
    into the text of the message; its ``extras`` say where the quote stands: ``article_id``,
    ``revision``, ``start``, ``end`` (code points, half-open), ``publisher``, ``published``
    and ``number``.
    """
    from langchain_core.messages import AIMessage
    from langchain_core.messages.content import create_text_block

    by_number = {citation.number: citation for citation in answer.citations}
    annotations, begin = [], 0
    for statement in answer.statements:
        end = begin + len(statement.marked)
        annotations += [
            _annotation(by_number[number], begin, end) for number in statement.citations
        ]
        begin = end + 1
    block = create_text_block(answer.text, annotations=list(annotations))
    return AIMessage(content_blocks=[block])


def as_tool(assistant: "Assistant") -> "BaseTool":
    """The assistant as a tool for agents.

    Its content is the answer with its quotes and sources as plain text, its artifact the
    ``Answer``.
    """
    from langchain_core.tools import StructuredTool

    def answer(
        question: str, published_after: date | None = None, published_before: date | None = None
    ) -> tuple[str, Answer]:
        found = assistant.ask(
            question, published_after=published_after, published_before=published_before
        )
        return _content(found), found

    async def answer_later(
        question: str, published_after: date | None = None, published_before: date | None = None
    ) -> tuple[str, Answer]:
        found = await assistant.aask(
            question, published_after=published_after, published_before=published_before
        )
        return _content(found), found

    return StructuredTool.from_function(
        answer,
        coroutine=answer_later,
        name=TOOL_NAME,
        description=_DESCRIPTION,
        response_format="content_and_artifact",
    )


def _annotation(citation: Citation, begin: int, end: int) -> "Annotation":
    from langchain_core.messages.content import create_citation

    return create_citation(
        url=citation.url,
        title=citation.title,
        start_index=begin,
        end_index=end,
        cited_text=citation.quote,
        number=citation.number,
        article_id=citation.article_id,
        revision=citation.revision,
        start=citation.start,
        end=citation.end,
        publisher=citation.publisher,
        published=citation.published.isoformat() if citation.published else None,
    )


def _content(answer: Answer) -> str:
    lines = [answer.text]
    for c in answer.citations:
        quote = " ".join(c.quote.split())
        lines.append(f'[{c.number}] "{quote}" ({c.source}{f", {c.url}" if c.url else ""})')
        lines += [
            f'Told otherwise by {each.source}: "{" ".join(each.quote.split())}"'
            for each in c.differs
        ]
    return "\n".join(lines)
