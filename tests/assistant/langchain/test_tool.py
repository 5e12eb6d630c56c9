"""The answer as a LangChain message, the assistant as a LangChain tool."""

import json
from collections.abc import Iterator
from datetime import date

import pytest
from langchain_core.messages import (
    AIMessage,
    ToolMessage,
    message_to_dict,
    messages_from_dict,
)

from assistant import REFUSAL, Answer, Assistant, Settings
from corpus import Article, Corpus

QUESTION = "Who opened the bridge?"
URL = "https://example.org/bridge"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Corpus.open(tmp_path_factory.mktemp("home")) as corpus:
        corpus.add(
            Article(
                text="Ada Quill opened the bridge on Saturday. It cost two million crowns.",
                title="A bridge over the Lune",
                url=URL,
                publisher="The Lune Courier",
                published=date(1931, 5, 2),
            )
        )
        yield Assistant(corpus, Settings(threshold=0.0))


def test_a_message_carries_standard_citations(assistant: Assistant) -> None:
    answer = assistant.ask(QUESTION)
    message = answer.to_message()
    assert isinstance(message, AIMessage)
    assert message.text == answer.text
    (block,) = message.content_blocks
    assert block["type"] == "text"
    annotations = block["annotations"]
    assert len(annotations) == len(answer.citations)
    for annotation, citation, statement in zip(
        annotations, answer.citations, answer.statements, strict=True
    ):
        assert annotation["type"] == "citation"
        assert annotation["url"] == URL
        assert annotation["title"] == "A bridge over the Lune"
        assert annotation["cited_text"] == citation.quote
        covered = answer.text[annotation["start_index"] : annotation["end_index"]]
        assert covered == statement.marked
        extras = annotation["extras"]
        article = assistant.corpus.article(extras["article_id"], extras["revision"])
        assert article.text[extras["start"] : extras["end"]] == citation.quote
        assert extras["published"] == "1931-05-02"


def test_a_message_survives_serialisation(assistant: Assistant) -> None:
    message = assistant.ask(QUESTION).to_message()
    (again,) = messages_from_dict(json.loads(json.dumps([message_to_dict(message)])))
    assert again.content_blocks == message.content_blocks


def test_a_refusal_is_a_message_without_citations() -> None:
    message = Answer(QUESTION, QUESTION, answered=False, text=REFUSAL).to_message()
    assert message.text == REFUSAL
    assert message.content_blocks[0].get("annotations", []) == []


def test_the_tool_answers_with_quotes_and_the_answer_itself(assistant: Assistant) -> None:
    tool = assistant.as_tool()
    assert set(tool.args) == {"question", "published_after", "published_before"}
    call = {"type": "tool_call", "id": "1", "name": tool.name, "args": {"question": QUESTION}}
    message = tool.invoke(call)
    assert isinstance(message, ToolMessage)
    assert "Ada Quill opened the bridge on Saturday." in str(message.content)
    assert URL in str(message.content)
    assert isinstance(message.artifact, Answer)


async def test_the_tool_takes_dates_and_works_asynchronously(assistant: Assistant) -> None:
    late = {"question": QUESTION, "published_after": "1999-01-01"}
    assert await assistant.as_tool().ainvoke(late) == REFUSAL
    assert "Quill" in await assistant.as_tool().ainvoke({"question": QUESTION})
