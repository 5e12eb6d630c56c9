"""Chat model providers, and a user's choice of model and settings for one session."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Self

from assistant.assistant import Assistant
from assistant.settings import Settings
from assistant.writing.chat_model import load_model, pieces
from corpus import SettingsError
from corpus.config import Config

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

__all__ = ["PROVIDERS", "Choice", "Provider", "with_choices"]


@dataclass(frozen=True, slots=True)
class Provider:
    """A company or program that runs chat models."""

    name: str
    """Its name to LangChain."""
    label: str
    """Its name to people."""
    variable: str | None
    """The environment variable that holds its key; None where it needs no key."""


PROVIDERS: Final = (
    Provider("openai", "OpenAI, or a server that speaks its protocol", "OPENAI_API_KEY"),
    Provider("anthropic", "Anthropic", "ANTHROPIC_API_KEY"),
    Provider("google_genai", "Google", "GOOGLE_API_KEY"),
    Provider("mistralai", "Mistral", "MISTRAL_API_KEY"),
    Provider("ollama", "Ollama, on this computer", None),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A chat model, and the key for it. The key is in no text that is made of a choice."""

    provider: Provider
    model: str
    """Its name to the provider."""
    key: str | None = field(default=None, repr=False)
    """None is the environment's."""

    @classmethod
    def of(cls, name: str) -> Self:
        """Return the choice, without a key, that has this name."""
        provider, _, model = name.partition(":")
        return cls(next(known for known in PROVIDERS if known.name == provider), model)

    @property
    def name(self) -> str:
        """The choice as ``provider:model``."""
        return f"{self.provider.name}:{self.model}"

    def permit(self) -> None:
        """Refuse the choice of a model that somebody else would pay for.

        With no key of the user's own, a model that needs one answers on the operator's: only the
        operator's own model may, ``ONRECORD_MODEL``, unless ``ONRECORD_SHARE_KEY`` is 1.

        Raises:
            SettingsError: The choice needs a key, and has none.
        """
        needs_key = self.provider.variable is not None and not self.key
        config = Config.from_environment()
        if needs_key and not config.share_key and self.name != config.model:
            raise SettingsError(
                f"{self.name} needs a key: give your own, or set ONRECORD_SHARE_KEY=1 on the "
                "server to have readers use its key for any model"
            )

    def connect(self) -> "BaseChatModel":
        """Load the model, and check that it replies.

        Raises:
            ModelFailure: It cannot be loaded or reached, or gives no reply; the reason is one line.
        """
        from langchain_core.messages import HumanMessage

        model = load_model(self.name, self.key)
        # To the end: a server may fail after the first words of a stream.
        for _ in pieces(model, [HumanMessage("Reply with the one word: ready")]):
            pass
        return model


def with_choices(
    shared: Assistant, settings: Settings, model: "BaseChatModel | str | None"
) -> Assistant:
    """Return an assistant with these choices, the same corpus and the same reader."""
    return Assistant(shared.corpus, settings, shared.reader, model)
