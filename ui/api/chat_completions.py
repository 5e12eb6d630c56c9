"""OpenAI's protocol: the assistant as the model "onrecord", its sources in the text below.

Only what was checked is sent: of an answer that a chat model writes, streaming begins when the
whole is compared with the articles. Shape and names are those of OpenAI's API reference, "Chat
completions" and "Models".
"""

import re
import time
import uuid
from contextlib import closing
from typing import Any, Final
from urllib.parse import quote, urlencode

from assistant import Answer, Citation, Finished, InvalidInput
from corpus.text.printing import json_text
from ui.api.problem_details import Problem
from ui.api.request_models import MOST_TURNS, ChatCompletionRequest, ChatMessage
from ui.api.route import Call, Events

__all__ = ["complete", "list_models", "read_model"]

_MODEL: Final = "onrecord"
# The protocol wants a time; any will do.
_DESCRIBED: Final = {"id": _MODEL, "object": "model", "created": 0, "owned_by": _MODEL}
# Word by word, with the white space behind it, as clients expect a text that comes.
_PIECE: Final = re.compile(r"\S+\s*|\s+")
_BELOW: Final = re.compile(r"\n\n(?=\[\d+\] |Nearest passages, which )")
"""Before what stands below an answer: its sources, or the nearest passages."""
# A mark that Markdown would obey, escaped.
_ESCAPED: Final = re.compile(r"\\([!-/:-@\[-`{-~])")


def list_models(_call: Call) -> dict[str, Any]:
    """Return the one model that there is."""
    return {"object": "list", "data": [_DESCRIBED]}


def read_model(call: Call) -> dict[str, Any]:
    """Return the one model that there is.

    Raises:
        Problem: 404 for another.
    """
    _check_model(call.path["id"])
    return _DESCRIBED


def complete(call: Call) -> dict[str, Any] | Events:
    """Answer the last message of the user; the ones before are its history.

    Raises:
        Problem: 404 for another model.
        InvalidInput: No message is the user's, or the last one is no question.
        StoreError: The corpus cannot be read.
    """
    request: ChatCompletionRequest = call.body
    _check_model(request.model)
    question, history = _asked(request.messages)
    head = {"id": f"chatcmpl-{uuid.uuid4().hex}", "created": int(time.time()), "model": _MODEL}
    if request.stream:
        return _chunks(call, question, history, head, request)
    answer = call.ask(question, history=history)
    content = answer.to_markdown()
    message = {
        "role": "assistant",
        "content": content,
        "refusal": None,
        "annotations": _annotations(answer, content, call.base_url),
    }
    choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
    usage = _usage(request, content)
    return {**head, "object": "chat.completion", "choices": [choice], "usage": usage}


def _check_model(name: str) -> None:
    if name != _MODEL:
        raise Problem(
            404,
            "model_not_found",
            "There is no such model",
            f"model is {name!r:.100}; the one that there is is {_MODEL!r}.",
        )


def _usage(request: ChatCompletionRequest, content: str) -> dict[str, int]:
    """Count the words of the messages and of the answer."""
    given, written = sum(len(m.text.split()) for m in request.messages), len(content.split())
    return {
        "prompt_tokens": given,
        "completion_tokens": written,
        "total_tokens": given + written,
    }


def _chunks(
    call: Call,
    question: str,
    history: list[tuple[str, str]],
    head: dict[str, Any],
    request: ChatCompletionRequest,
) -> Events:
    """Yield the answer in chunks; its annotations come with the last before the end.

    Its usage, where it is asked for, has a chunk of its own behind all others.
    """
    wanted = request.stream_options is not None and request.stream_options.include_usage

    def sent(choices: list[dict[str, Any]], usage: dict[str, int] | None = None) -> str:
        data = {**head, "object": "chat.completion.chunk", "choices": choices}
        return f"data: {json_text({**data, 'usage': usage} if wanted else data)}\n\n"

    def chunk(delta: dict[str, Any], finish: str | None = None) -> str:
        return sent([{"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}])

    begun, content = False, ""
    with closing(call.stream(question, history=history)) as events:
        for event in events:
            if not begun:  # what is wrong with the question is known by the first event
                yield chunk({"role": "assistant", "content": ""})
                begun = True
            if isinstance(event, Finished):
                content = event.answer.to_markdown()
                yield from (chunk({"content": piece}) for piece in _PIECE.findall(content))
                annotations = _annotations(event.answer, content, call.base_url)
                yield chunk({"annotations": annotations})
    yield chunk({}, "stop")
    if wanted:
        yield sent([], _usage(request, content))
    yield "data: [DONE]\n\n"


def _asked(messages: list[ChatMessage]) -> tuple[str, list[tuple[str, str]]]:
    """Return the last message of the user, and the conversation before it.

    Messages of the system and of tools are passed over: answers rest on the articles alone.
    """
    places = [index for index, message in enumerate(messages) if message.role == "user"]
    if not places:
        raise InvalidInput("no message has the role 'user'; send the question as one")
    last = places[-1]
    history: list[tuple[str, str]] = [
        (message.role, _plain(message.text) if message.role == "assistant" else message.text)
        for message in messages[:last]
        if message.role in ("user", "assistant") and message.text
    ]
    # Clients send the whole conversation, however long: the end of it is what counts.
    return messages[last].text, history[-MOST_TURNS:]


def _plain(content: str) -> str:
    """Return the text of an answer out of its Markdown, so that its quotes are known again."""
    return _ESCAPED.sub(r"\1", _BELOW.split(content)[0])


def _annotations(answer: Answer, content: str, base_url: str) -> list[dict[str, Any]]:
    """Return OpenAI's annotations of an answer: each covers a marker in its Markdown.

    Brackets of articles are escaped there, so that a marker can only be the program's.
    """
    by_number = {citation.number: citation for citation in answer.citations}
    annotations, begin = [], 0
    for statement in answer.statements:
        for number in statement.citations:
            marker = f"[{number}]"
            begin = content.index(marker, begin)
            cited = _url_citation(by_number[number], begin, begin + len(marker), base_url)
            annotations.append({"type": "url_citation", "url_citation": cited})
            begin += len(marker)
    return annotations


def _url_citation(citation: Citation, begin: int, end: int, base_url: str) -> dict[str, Any]:
    """Return a citation as OpenAI has it, with where the quote stands beside that.

    The protocol demands an address: an article without one is at its place in this API.
    """
    revision = urlencode({"revision": citation.revision})
    own_url = f"{base_url}v1/articles/{quote(citation.article_id, safe='')}?{revision}"
    return {
        "start_index": begin,
        "end_index": end,
        "title": citation.source,
        "url": citation.url or own_url,
        "number": citation.number,
        "article_id": citation.article_id,
        "revision": citation.revision,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
    }
