"""Chat models: loads any that LangChain has by name, and puts their failures into words."""

import re
import time
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final, cast

from corpus import OnRecordError
from corpus.language.tokens import visible

if TYPE_CHECKING:
    from collections.abc import Generator

    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage
    from langchain_core.runnables import RunnableConfig

__all__ = ["ModelFailure", "context_tokens", "load_model", "name_of", "parse_name", "pieces"]

_CONTEXT: Final = 4_096
"""Tokens, assumed of a model that does not tell: the least of today's, as servers start them."""
_TIMEOUT: Final = 60
"""Seconds that a model may keep silent, and that a whole reply may take."""
LONGEST: Final = 8_000
"""Code points of a reply; a model that goes on longer has lost its way."""
_ATTEMPTS: Final = 2
_LONGEST_WAIT: Final = 10.0
"""Seconds to wait at most where a server says when to come again."""
_EXTRAS: Final = {
    "openai": "openai",
    "anthropic": "anthropic",
    "google_genai": "google",
    "ollama": "ollama",
    "mistralai": "mistral",
}
"""The extra of this package that brings each provider's own."""
_OPTIONS: Final[dict[str, dict[str, Any]]] = {
    "openai": {"timeout": _TIMEOUT, "max_retries": 0},
    "anthropic": {"timeout": _TIMEOUT, "max_retries": 0},
    "google_genai": {"timeout": _TIMEOUT, "max_retries": 1},
    "mistralai": {"timeout": _TIMEOUT, "max_retries": 1},
    "ollama": {"client_kwargs": {"timeout": _TIMEOUT}, "num_ctx": 8_192},
}
"""Retries are ours, so that they are bounded alike for all."""
_ENDLESS: Final = "endless"
_FILTERED: Final = frozenset(
    {"content_filter", "safety", "refusal", "blocklist", "prohibited_content", "recitation", "spii"}
)
_UNFINISHED: Final = {
    frozenset(
        {"length", "max_tokens", "model_length", "max_output_tokens"}
    ): "the model's reply was cut off at its length limit",
    _FILTERED: "the provider's content filter stopped the model's reply",
    frozenset({_ENDLESS}): "the model's reply went on too long",
}
"""Reasons that a reply is not whole, by what the providers call its end."""
_MEANINGS: Final = (
    (r"Timeout", f"the model did not answer within {_TIMEOUT} s", 0.0),
    (r"RateLimit|ResourceExhausted|\b429\b", "the model's rate limit is reached", None),
    (r"Authentication|PermissionDenied|\b40[13]\b", "the model's key was not accepted", 0.0),
    (r"content.filter|content policy", "the provider's content filter refused the request", 0.0),
    (r"context.length|context window", "the request is longer than the model's context", 0.0),
    (r"NotFound|\b404\b", "the provider has no such model", 0.0),
    (r"Connect|Protocol|ReadError|NetworkError", "the model's server is out of reach", 0.5),
    (r"InternalServer|Unavailable|\b5\d\d\b", "the model's server failed", 0.5),
)
"""Signs in an exception, what they mean, and the seconds after which another try may help: 0
for never, None for as long as the server says."""


class ModelFailure(OnRecordError):
    """The error of a chat model without a usable reply. Its message is one line, to be shown."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait
        """Seconds after which another try may help; None when it would not."""


def parse_name(name: str) -> tuple[str, str]:
    """Return the provider, as LangChain spells it, and the model that a name stands for.

    Raises:
        ModelFailure: It is not of the form ``provider:model``.
    """
    provider, _, model = name.partition(":")
    provider = provider.strip().lower().replace("-", "_")
    if not provider or not model.strip():
        raise ModelFailure(f"the model {name!r} is not of the form provider:model")
    return provider, model.strip()


def load_model(name: str, key: str | None = None) -> "BaseChatModel":
    """Load the chat model that ``name`` stands for, as ``provider:model``.

    Keys and addresses come from the environment variables that each provider documents, such
    as ``OPENAI_API_KEY`` and ``OPENAI_BASE_URL``.

    Args:
        name: The provider and the model.
        key: The provider's key; None is the environment's. It is kept in the model alone.

    Raises:
        ModelFailure: The name has another form, the provider is not known, its package is not
            installed, or its key is missing.
    """
    provider, model = parse_name(name)
    extra = _EXTRAS.get(provider)
    install = f"pip install 'onrecord[{extra}]'" if extra else "install its LangChain package"
    try:
        from langchain.chat_models import init_chat_model
    except ImportError:
        raise ModelFailure(f"the package langchain is not installed: {install}") from None
    try:
        options = {**_OPTIONS.get(provider, {}), **({"api_key": key} if key else {})}
        made = init_chat_model(model, model_provider=provider, **options)
    except ImportError:
        raise ModelFailure(f"the package for {provider} is not installed: {install}") from None
    except Exception as error:  # each provider's package has errors of its own
        text = str(error)
        if re.search(r"nsupported|nable to infer", text) and provider not in _EXTRAS:
            raise ModelFailure(f"the model provider {provider!r} is not known") from None
        if re.search(r"api.?key|credential", text, re.IGNORECASE):
            raise ModelFailure(f"the key for {provider} is missing") from None
        raise ModelFailure(f"the model {name!r} cannot be set up: {_brief(error)}") from error
    return cast("BaseChatModel", made)


def name_of(model: "BaseChatModel") -> str:
    """Return the name of a model, else its LangChain type."""
    # Each provider's class has its own word for it.
    for attribute in ("model_name", "model", "model_id"):
        name = getattr(model, attribute, None)
        if isinstance(name, str) and name:
            return name
    return model._llm_type


def context_tokens(model: "BaseChatModel") -> int:
    """Return the model's context in tokens, for prompt and reply together; 4,096 if not told."""
    # What Ollama was told to take, whatever the model could.
    set_size = getattr(model, "num_ctx", None)
    if isinstance(set_size, int):
        return set_size
    known = (model.profile or {}).get("max_input_tokens")
    return known if isinstance(known, int) and known > 0 else _CONTEXT


def pieces(
    model: "BaseChatModel",
    messages: "list[BaseMessage]",
    config: "RunnableConfig | None" = None,
) -> "Generator[str, None, None]":
    """Yield the text of the model's reply as it comes. Closing the iterator ends the request.

    A request that fails before its first word, in a way that may pass, is made once more.

    Raises:
        ModelFailure: No reply, or none that is whole.
    """
    for attempt in range(1, _ATTEMPTS + 1):
        begun = False
        try:
            for piece in _reply(model, messages, config):
                begun = True
                yield piece
        except ModelFailure as failure:
            # What was begun was shown: it must not come a second time.
            if begun or failure.wait is None or attempt == _ATTEMPTS:
                raise
            time.sleep(failure.wait)
        else:
            return


def _reply(
    model: "BaseChatModel", messages: "list[BaseMessage]", config: "RunnableConfig | None"
) -> Iterator[str]:
    ended, length = "", 0
    until = time.monotonic() + _TIMEOUT
    try:
        with closing(cast("Generator[Any]", model.stream(messages, config))) as chunks:
            for chunk in chunks:
                ended = _ending(chunk.response_metadata) or ended
                text = visible(str(chunk.text))
                length += len(text)
                if text:
                    yield text
                if length > LONGEST or time.monotonic() > until:
                    ended = _ENDLESS
                    break
    except Exception as error:
        raise _explained(error) from error
    # What a filter stopped before its first word is told as that, below.
    if not length and ended not in _FILTERED:
        raise ModelFailure("the model's reply was empty", wait=0.1)
    reason = next((reason for endings, reason in _UNFINISHED.items() if ended in endings), None)
    if reason:
        raise ModelFailure(reason)


def _ending(metadata: dict[str, Any]) -> str:
    """Return the provider's word for why the reply ended; empty when it gives none."""
    # As OpenAI, Anthropic and Ollama call it.
    for name in ("finish_reason", "stop_reason", "done_reason"):
        if metadata.get(name):
            return str(metadata[name]).rsplit(".", 1)[-1].lower()
    return ""


def _explained(error: Exception) -> ModelFailure:
    """Turn any provider's exception into a ``ModelFailure``, by its class name, status and text."""
    # By their names, so that no provider's package need be imported.
    kinds = " ".join(kind.__name__ for kind in type(error).__mro__)
    status = getattr(error, "status_code", None) or getattr(error, "code", None)
    signs = f"{kinds} {status} {str(error).lower()}"
    # The first that fits: a ConnectTimeout is a timeout.
    for pattern, reason, wait in _MEANINGS:
        if re.search(pattern, signs):
            return ModelFailure(reason, _told_to_wait(error) if wait is None else wait or None)
    return ModelFailure(f"the model failed: {_brief(error)}")


def _told_to_wait(error: Exception) -> float:
    """Return the seconds that the server says to wait, 10 at most; 1 when it does not say."""
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    told = str(headers.get("retry-after", ""))
    return min(float(told), _LONGEST_WAIT) if re.fullmatch(r"\d+(\.\d+)?", told) else 1.0


def _brief(error: Exception) -> str:
    """Return the kind and the first line of an error, without anything that may be a key."""
    line = (str(error).strip().splitlines() or [""])[0]
    line = re.sub(r"[\w+/=-]{20,}|(?<=key=)\S+", "…", line)
    return visible(f"{type(error).__name__}: {line}"[:160]).rstrip(": ")
