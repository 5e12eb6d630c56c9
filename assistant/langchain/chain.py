"""The assistant as a LangChain runnable: tokens as they come, then the answer."""

from collections.abc import AsyncIterator, Callable, Iterator
from typing import TYPE_CHECKING, Any

from langchain_core.runnables import RunnableGenerator

from assistant.answer import Answer
from assistant.events import Event, Finished, Token

if TYPE_CHECKING:
    from langchain_core.runnables import RunnableConfig

__all__ = ["AnswerChain"]

_ChainInput = str | dict[str, Any]


class AnswerChain(RunnableGenerator[_ChainInput, Token | Answer]):
    """Answers a question; ``stream`` yields each ``Token``, and the ``Answer`` at the end.

    ``invoke`` returns the answer alone, and so it goes to what is composed with ``|``.

    Args:
        stream: ``Assistant.stream``.
        astream: ``Assistant.astream``.
    """

    def __init__(
        self,
        stream: Callable[..., Iterator[Event]],
        astream: Callable[..., AsyncIterator[Event]],
    ) -> None:
        def answer(
            asked: Iterator[_ChainInput], config: "RunnableConfig"
        ) -> Iterator[Token | Answer]:
            for state in asked:
                yield from filter(None, map(_piece, stream(**_options(state, config))))

        async def answer_later(
            asked: AsyncIterator[_ChainInput], config: "RunnableConfig"
        ) -> AsyncIterator[Token | Answer]:
            async for state in asked:
                async for event in astream(**_options(state, config)):
                    if piece := _piece(event):
                        yield piece

        # RunnableGenerator also passes the configuration on, which its types do not say.
        super().__init__(answer, answer_later, name="onrecord")  # type: ignore[arg-type]

    def invoke(
        self,
        input: _ChainInput,  # noqa: A002
        config: "RunnableConfig | None" = None,
        **_: Any,
    ) -> Answer:
        """Return the answer."""
        return _last(list(self.stream(input, config)))

    async def ainvoke(  # noqa: D102
        self,
        input: _ChainInput,  # noqa: A002
        config: "RunnableConfig | None" = None,
        **_: Any,
    ) -> Answer:
        return _last([piece async for piece in self.astream(input, config)])


def _options(asked: _ChainInput, config: "RunnableConfig") -> dict[str, Any]:
    return {"config": config, **({"question": asked} if isinstance(asked, str) else asked)}


def _last(pieces: list[Token | Answer]) -> Answer:
    answer = pieces[-1]
    if isinstance(answer, Token):
        raise AssertionError("a stream ends with the answer")  # noqa: TRY004 - no caller's mistake
    return answer


def _piece(event: Event) -> Token | Answer | None:
    match event:
        case Token():
            return event
        case Finished():
            return event.answer
        case _:
            return None
