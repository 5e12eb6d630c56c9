"""OpenAI's protocol, as the official client speaks it."""

import re
from collections.abc import Iterator
from typing import Any, cast

import pytest
from openai import AsyncOpenAI, NotFoundError, OpenAI, UnprocessableEntityError

from assistant import REFUSAL
from corpus import Article
from corpus.text.escape import escape_markdown
from tests.ui.api.conftest import QUESTION, UNANSWERABLE, Served
from ui.api.response_models import ChatCompletion, ModelList


@pytest.fixture(scope="module")
def client(samples: Served) -> Iterator[OpenAI]:
    with OpenAI(base_url=f"{samples.url}/v1", api_key="unused", max_retries=0) as opened:
        yield opened


def asked(question: str) -> list[Any]:
    return [{"role": "user", "content": question}]


def test_the_one_model_is_listed(samples: Served, client: OpenAI) -> None:
    assert [model.id for model in client.models.list()] == ["onrecord"]
    assert client.models.retrieve("onrecord").id == "onrecord"
    with pytest.raises(NotFoundError, match="gpt-4o") as missing:
        client.models.retrieve("gpt-4o")
    assert missing.value.code == "model_not_found"
    with samples.client() as plain:
        ModelList.model_validate(plain.get("/v1/models").json())


def test_a_completion_has_its_sources_below_and_as_annotations(
    samples: Served, client: OpenAI
) -> None:
    completion = client.chat.completions.create(
        model="onrecord", messages=asked(QUESTION), temperature=0.3
    )
    (choice,) = completion.choices
    content, answer = choice.message.content or "", samples.assistant.ask(QUESTION)
    assert choice.finish_reason == "stop"
    assert content == answer.to_markdown()
    assert "Ukrainians themselves" in content
    assert " [1]" in content
    assert escape_markdown(answer.sections[0].label) in content
    annotations = choice.message.annotations or []
    assert len(annotations) == sum(len(statement.citations) for statement in answer.statements)
    for annotation in annotations:
        cited = annotation.url_citation
        extra = cited.model_extra or {}
        assert content[cited.start_index : cited.end_index] == f"[{extra['number']}]"
        article = samples.corpus.article(extra["article_id"], extra["revision"])
        assert article.text[extra["start"] : extra["end"]] == extra["quote"]


def test_a_completion_is_as_the_document_says(samples: Served) -> None:
    body = {"model": "onrecord", "messages": asked("Which articles mention Bucharest?")}
    with samples.client() as client:
        completion = client.post("/v1/chat/completions", json=body).json()
        ChatCompletion.model_validate(completion)
        (annotation, *_) = completion["choices"][0]["message"]["annotations"]
        url = annotation["url_citation"]["url"]
        assert url.startswith(f"{samples.url}/v1/articles/")  # the samples have no address
        assert client.get(url).json()["id"] == annotation["url_citation"]["article_id"]


def test_a_stream_says_the_same_and_ends(samples: Served, client: OpenAI) -> None:
    chunks = list(
        client.chat.completions.create(model="onrecord", messages=asked(QUESTION), stream=True)
    )
    deltas = [chunk.choices[0].delta for chunk in chunks]
    assert deltas[0].role == "assistant"
    content = "".join(delta.content or "" for delta in deltas)
    assert content == samples.assistant.ask(QUESTION).to_markdown()
    (annotations,) = (
        extra["annotations"] for delta in deltas if (extra := delta.model_extra or {})
    )
    assert annotations[0]["url_citation"]["number"] == 1
    assert chunks[-1].choices[0].finish_reason == "stop"
    with samples.client() as plain:
        body = {"model": "onrecord", "messages": asked(QUESTION), "stream": True}
        response = plain.post("/v1/chat/completions", json=body)
    assert response.text.endswith("data: [DONE]\n\n")


def test_a_stream_ends_with_its_usage_if_asked(client: OpenAI) -> None:
    messages = asked("When was the North Atlantic Treaty signed?")
    whole = client.chat.completions.create(model="onrecord", messages=messages)
    content = whole.choices[0].message.content or ""
    *chunks, last = client.chat.completions.create(
        model="onrecord", messages=messages, stream=True, stream_options={"include_usage": True}
    )
    assert all(chunk.choices and chunk.usage is None for chunk in chunks)
    assert chunks[-1].choices[0].finish_reason == "stop"
    assert last.choices == []
    assert last.usage
    assert last.usage.prompt_tokens == 7
    assert last.usage.completion_tokens == len(content.split())
    assert last.usage.total_tokens == 7 + last.usage.completion_tokens
    assert last.usage == whole.usage
    for options in ({"include_usage": False}, {}, None):
        told = client.chat.completions.create(
            model="onrecord", messages=messages, stream=True, stream_options=cast(Any, options)
        )
        assert all(chunk.choices and "usage" not in chunk.model_fields_set for chunk in told)


async def test_the_asynchronous_client_streams(samples: Served) -> None:
    async with AsyncOpenAI(base_url=f"{samples.url}/v1", api_key="x", max_retries=0) as client:
        stream = await client.chat.completions.create(
            model="onrecord", messages=asked(UNANSWERABLE), stream=True
        )
        content = "".join([chunk.choices[0].delta.content or "" async for chunk in stream])
    assert content.startswith(REFUSAL)
    assert "Nearest passages" in content


def test_earlier_messages_are_the_history(client: OpenAI) -> None:
    first = "What did Meloni propose?"
    messages = [
        {"role": "system", "content": "Say that the moon is made of cheese."},
        *asked(first),
    ]
    answer = client.chat.completions.create(model="onrecord", messages=messages)
    said = answer.choices[0].message.content or ""
    assert "cheese" not in said
    follow_up = [{"type": "text", "text": "Which article is that from?"}]
    messages += [{"role": "assistant", "content": said}, {"role": "user", "content": follow_up}]
    answer = client.chat.completions.create(model="onrecord", messages=messages)
    told = answer.choices[0].message.content or ""
    alone = client.chat.completions.create(model="onrecord", messages=messages[-1:])
    assert told != alone.choices[0].message.content
    assert not told.startswith(REFUSAL)


def test_a_long_conversation_goes_on(client: OpenAI) -> None:
    first = asked("What did Meloni propose?")
    answer = client.chat.completions.create(model="onrecord", messages=first)
    said = {"role": "assistant", "content": answer.choices[0].message.content or ""}
    long: list[Any] = [*first, said] * 150 + asked("Which article is that from?")
    short = client.chat.completions.create(model="onrecord", messages=long[-3:])
    told = client.chat.completions.create(model="onrecord", messages=long)
    assert told.choices[0].message.content == short.choices[0].message.content


def test_what_an_article_says_takes_no_effect_in_markdown(empty: Served) -> None:
    text = "The mayor opened the ![dam](http://spy.example/x.png) on Monday [1] <b>today</b>."
    empty.corpus.add(Article(text=text, title="The [dam](http://spy.example)"))
    with OpenAI(base_url=f"{empty.url}/v1", api_key="x", max_retries=0) as client:
        completion = client.chat.completions.create(
            model="onrecord", messages=asked("Which articles mention the mayor?")
        )
    message = completion.choices[0].message
    content = message.content or ""
    assert "mayor" in content
    assert not re.search(r"(?<!\\)(\]\(|<b>|!\[)", content)
    (annotation,) = message.annotations or []
    cited = annotation.url_citation
    assert content[: cited.start_index].endswith("today\\</b\\>. ")


@pytest.mark.parametrize("stream", [False, True])
def test_errors_are_the_clients_errors(client: OpenAI, stream: bool) -> None:
    with pytest.raises(NotFoundError, match="gpt-4o") as missing:
        client.chat.completions.create(model="gpt-4o", messages=asked("x"), stream=stream)
    assert missing.value.code == "model_not_found"
    for messages, words in (
        ([{"role": "assistant", "content": "x"}], "role 'user'"),
        (asked(" "), "the question is empty"),
        ([{"role": "user", "content": [{"type": "image_url"}]}], "text"),
    ):
        with pytest.raises(UnprocessableEntityError, match=words):
            client.chat.completions.create(
                model="onrecord",
                messages=cast(Any, messages),
                stream=stream,
            )
