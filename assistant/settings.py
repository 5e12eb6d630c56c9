"""Settings: everything that can be chosen about answering, in one value."""

from dataclasses import dataclass

from corpus import SettingsError

__all__ = ["Settings"]

_LEAST_CONTEXT = 2_048
"""Tokens, in which the instructions, a passage and a reply have room."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of how an ``Assistant`` searches, reads and answers.

    Raises:
        SettingsError: A value is out of its range.
    """

    passages: int = 30
    """Number of passages that the search brings, from 1. The reader reads the first 6 of them, and
    10 where none of those surely answers; it compares these with the first 30."""
    threshold: float | None = None
    """The support, 0..1, from which a sentence counts as an answer; None is the reader's own."""
    sentences: int = 3
    """Number of sentences that an extractive answer has at most, from 1. Where sources give several
    answers, up to four of them are told, unless this is 1."""
    nearest: int = 3
    """Number of passages that a refusal shows."""
    shown: int = 8
    """Number of passages that a chat model is shown at most, from 1."""
    context: int | None = None
    """Tokens of the chat model's context; None is what it tells, or 4,096."""

    def __post_init__(self) -> None:
        """Check the ranges."""
        for name in ("passages", "sentences", "nearest", "shown"):
            value = getattr(self, name)
            if not isinstance(value, int) or value < 1:
                raise SettingsError(f"{name} is {value!r}; give a whole number from 1")
        if self.context is not None and self.context < _LEAST_CONTEXT:
            raise SettingsError(
                f"context is {self.context!r}; give a whole number from {_LEAST_CONTEXT}"
            )
        if self.threshold is not None and not 0 <= self.threshold <= 1:
            raise SettingsError(f"threshold is {self.threshold!r}; give a number from 0 to 1")
