"""Chat models that follow a script: real ``BaseChatModel`` classes, without a network."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import PrivateAttr

__all__ = ["ScriptedModel"]

Script = Callable[[str], str]
"""From the prompt's last message to the reply."""


class ScriptedModel(BaseChatModel):
    """Replies as its script says, word by word, and remembers what it was asked."""

    script: Script
    ending: str = "stop"
    """The reason for its end, as OpenAI calls them: stop, length, content_filter."""
    errors: list[Exception] = []  # noqa: RUF012 - pydantic copies it
    """Raised one a request, before any word, until there are none left."""
    error_after: int | None = None
    """After so many words the connection breaks."""

    _prompts: list[list[BaseMessage]] = PrivateAttr(default_factory=list)
    _closed: threading.Event = PrivateAttr(default_factory=threading.Event)
    _words: int = PrivateAttr(default=0)

    @property
    def prompts(self) -> list[list[BaseMessage]]:
        """The messages of each request."""
        return self._prompts

    @property
    def closed_early(self) -> bool:
        """True if a request was ended from outside."""
        return self._closed.is_set()

    @property
    def words(self) -> int:
        """The number of words sent."""
        return self._words

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        text = "".join(str(chunk.text) for chunk in self._stream(messages, stop, run_manager))
        return ChatResult(generations=[ChatGeneration(message=AIMessage(text))])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        self._prompts.append(messages)
        if self.errors:
            raise self.errors.pop(0)
        words = self.script(str(messages[-1].text)).split(" ")
        try:
            for index, word in enumerate(words):
                if index == self.error_after:
                    raise ConnectionError("the server has gone")
                self._words += 1
                piece = word if index == 0 else f" {word}"
                yield ChatGenerationChunk(message=AIMessageChunk(content=piece))
        except GeneratorExit:
            self._closed.set()
            raise
        last = AIMessageChunk(content="", response_metadata={"finish_reason": self.ending})
        yield ChatGenerationChunk(message=last)
