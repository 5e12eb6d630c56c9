"""Shared by the rules that make pairs: the text they work on, and their labels."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from assistant.judge.training.wording import names

SUPPORTED: Final = "supported"
CONTRADICTED: Final = "contradicted"
NOT_TOLD: Final = "not told"
UNSUPPORTED: Final = "unsupported"
"""Contradicted or not told: it is not known which."""


@dataclass
class Material:
    """A text that pairs are made from.

    Attributes:
        doc: Its name.
        source: Where it is from.
        sentences: Its sentences, in order.
        news: True if it is an article of news.
        others: Sentences of texts like it, to take inventions from.
    """

    doc: str
    source: str
    sentences: list[str]
    news: bool
    others: list[str] = field(default_factory=list)

    @cached_property
    def text(self) -> str:
        """The whole text."""
        return " ".join(self.sentences)

    @cached_property
    def names(self) -> list[str]:
        """The names in the text."""
        return names(self.text)


Make = Callable[[random.Random, str, Material], "str | None"]


@dataclass(frozen=True)
class Rule:
    """A way to make another sentence from one that a text supports.

    Attributes:
        kind: What it changes.
        label: What the text says of the new sentence.
        make: Returns the new sentence, or None if the rule does not apply.
        weight: How sure the label is.
        mirrored: True if the text says the contrary of the old sentence, once the new stands in it.
    """

    kind: str
    label: str
    make: Make
    weight: float = 1.0
    mirrored: bool = False
