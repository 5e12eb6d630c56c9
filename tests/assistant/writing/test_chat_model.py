"""Failures of a chat model, and the words in which they are told."""

import re
from typing import Any

import pytest
from langchain_core.messages import BaseMessage, HumanMessage

from assistant.writing.chat_model import (
    _CONTEXT,
    LONGEST,
    ModelFailure,
    context_tokens,
    load_model,
    name_of,
    pieces,
)
from tests.models import ScriptedModel

ASKED: list[BaseMessage] = [HumanMessage("What did Costa say?")]


class RateLimitError(Exception):
    """The error of a full quota, as providers' packages have one."""

    status_code = 429


class AuthenticationError(Exception):
    status_code = 401


class InternalServerError(Exception):
    status_code = 503


class ReadTimeout(Exception):
    pass


def failure(model: ScriptedModel) -> str:
    with pytest.raises(ModelFailure) as caught:
        list(pieces(model, ASKED))
    assert "\n" not in str(caught.value)
    return str(caught.value)


def model(reply: str = "Costa said no.", **options: Any) -> ScriptedModel:
    return ScriptedModel(script=lambda prompt: reply, **options)


def test_the_pieces_are_the_reply() -> None:
    assert list(pieces(model(), ASKED)) == ["Costa", " said", " no."]


def test_what_cannot_be_seen_does_not_come_through() -> None:
    assert "".join(pieces(model("Costa\u200b said\u202e no\x1b."), ASKED)) == "Costa said no ."


@pytest.mark.parametrize("error", [RateLimitError(), InternalServerError(), ConnectionError()])
def test_what_may_pass_is_tried_once_more(error: Exception) -> None:
    passing = model(errors=[error])
    assert "".join(pieces(passing, ASKED)) == "Costa said no."
    assert len(passing.prompts) == 2


def test_it_is_not_tried_for_ever() -> None:
    refusing = model(errors=[RateLimitError() for _ in range(9)])
    assert failure(refusing) == "the model's rate limit is reached"
    assert len(refusing.prompts) == 2


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (AuthenticationError("sk-abcdefghijklmnopqrstuvwxyz"), "the model's key was not accepted"),
        (ReadTimeout(), "the model did not answer within 60 s"),
        (
            ValueError("response blocked by content_filter"),
            "the provider's content filter refused the request",
        ),
        (
            ValueError("this model's maximum context length is 4096"),
            "the request is longer than the model's context",
        ),
        (
            ValueError("odd: sk-abcdefghijklmnopqrstuvwxyz\nmore"),
            "the model failed: ValueError: odd: …",
        ),
    ],
)
def test_each_failure_has_its_line_and_is_not_repeated(error: Exception, reason: str) -> None:
    failing = model(errors=[error, error])
    assert failure(failing) == reason
    assert len(failing.prompts) == 1


def test_a_connection_that_breaks_off_is_no_reply() -> None:
    broken = model(error_after=2)
    assert "out of reach" in failure(broken)
    assert len(broken.prompts) == 1


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"ending": "length"}, "the model's reply was cut off at its length limit"),
        ({"ending": "content_filter"}, "the provider's content filter stopped the model's reply"),
        ({"reply": ""}, "the model's reply was empty"),
        ({"reply": "on and on " * LONGEST}, "the model's reply went on too long"),
    ],
)
def test_a_reply_must_be_whole(options: dict[str, str], reason: str) -> None:
    assert failure(model(**options)) == reason


def test_a_model_tells_its_context_or_the_least_is_assumed() -> None:
    assert context_tokens(model()) == _CONTEXT
    assert context_tokens(model(profile={"max_input_tokens": 9_000})) == 9_000
    assert name_of(model()) == "scripted"


@pytest.mark.parametrize("name", ["gpt", ":gpt", "openai:", "openai: "])
def test_a_name_has_a_provider_and_a_model(name: str) -> None:
    with pytest.raises(ModelFailure, match="not of the form provider:model"):
        load_model(name)


def test_a_model_that_cannot_be_loaded_says_what_to_do() -> None:
    with pytest.raises(ModelFailure, match=re.compile("not installed|not known")):
        load_model("nonsense:model")
    with pytest.raises(ModelFailure, match=r"'onrecord\[mistral\]'|key for mistralai is missing"):
        load_model("mistralai:model")
