"""A small classifier of questions by kind, and the words of a question that are its subject.

Two logistic regressions whose logits are averaged: one on the question's words, one on its
embedding. ``assistant.question.understanding.fit_kinds`` fits them to questions of our own.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Classifier", "bare", "grams", "split_words"]

FILE: Final = Path(__file__).with_name("kinds.npz")
_LONGEST_GRAM: Final = 3
"""Words that are looked at together."""
_LONGEST_COLLAPSED: Final = 4
"""The same where all words that do not ask are as one."""
_UNKNOWN: Final = 0.6
"""Log-odds that a word belongs to the subject which no training question has: most are names."""
_LEAST: Final = 1.0
"""Log-odds of a run of words from which it is a subject."""
_FOLLOWS: Final = 1.5
"""Added for what follows such a word as "about"."""
_JOINS: Final = -0.4
"""Log-odds of a small word between two others, at least."""
_BEFORE: Final = frozenset("about on regarding concerning mention mentions of with".split())
_SMALL: Final = frozenset("of in on at for the a an and to by from with against over into".split())
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d+|[?!]")


def bare(question: str) -> str:
    """Return a question as it is learnt from and told: on one line, without marks at its ends.

    What people type often lacks its question mark, which therefore tells nothing of its kind.
    """
    return " ".join(question.replace("’", "'").split()).strip(" ?!.")


def split_words(question: str) -> list[tuple[str, int, int]]:
    """Return the words of a question in lower case, figures as "#", with where each stands."""
    text = question.replace("’", "'")
    return [
        ("#" if match[0].isdigit() else match[0].lower(), match.start(), match.end())
        for match in _WORD.finditer(text)
    ]


def grams(question: str, asking: frozenset[str]) -> set[str]:
    """Return the features of a question: its words, one to three together, from "^" to "$".

    Marked with "*" the same again, one to four together, with all runs of words that do not ask
    taken as one "*": "articles about *".
    """
    words = [word for word, *_ in split_words(question)]
    collapsed: list[str] = []
    for word in words:
        known = word if word in asking else "*"
        if known != "*" or collapsed[-1:] != ["*"]:
            collapsed.append(known)
    plain = _runs(words, _LONGEST_GRAM, "")
    return plain | _runs(collapsed, _LONGEST_COLLAPSED, "*:")


def _runs(words: Sequence[str], longest: int, mark: str) -> set[str]:
    ends = ["^", *words, "$"]
    return {
        mark + " ".join(ends[start : start + length])
        for length in range(1, longest + 1)
        for start in range(len(ends) - length + 1)
    }


@dataclass(frozen=True)
class Classifier:
    """The fitted numbers; ``load`` reads those that ship with the package."""

    kinds: tuple[str, ...]
    vocabulary: tuple[str, ...]
    """Features of the words that count."""
    by_gram: "NDArray[np.float32]"
    """Weights of shape (features, kinds)."""
    by_vector: "NDArray[np.float32]"
    """Weights of shape (384, kinds)."""
    bias: "NDArray[np.float32]"
    """Constants of shape (kinds,)."""
    words: tuple[str, ...]
    """Words that training questions have outside their subject or within."""
    within: "NDArray[np.float32]"
    """Log-odds of each that it belongs to the subject."""

    @classmethod
    @lru_cache(maxsize=1)
    def load(cls) -> Self:
        """Return the classifier that ships with the package, the same one each time."""
        import numpy as np

        with np.load(FILE) as file:

            def texts(name: str) -> tuple[str, ...]:
                return tuple(file[name].tobytes().decode().split("\n"))

            def numbers(name: str) -> "NDArray[np.float32]":
                return np.asarray(file[name], np.float32)

            return cls(
                kinds=texts("kinds"),
                vocabulary=texts("vocabulary"),
                by_gram=numbers("by_gram"),
                by_vector=numbers("by_vector"),
                bias=numbers("bias"),
                words=texts("words"),
                within=numbers("within"),
            )

    @cached_property
    def asking(self) -> frozenset[str]:
        """The words that ask, rather than belong to a subject."""
        return frozenset(
            word for word, odds in zip(self.words, self.within, strict=True) if odds <= 0
        )

    @cached_property
    def _places(self) -> dict[str, int]:
        return {gram: index for index, gram in enumerate(self.vocabulary)}

    @cached_property
    def _odds(self) -> dict[str, float]:
        return dict(zip(self.words, self.within.tolist(), strict=True))

    def probabilities(self, question: str, vector: "NDArray[np.float32]") -> dict[str, float]:
        """Return the probability, 0..1, of each kind.

        Args:
            question: Standalone, as ``bare`` returns it.
            vector: Its embedding.
        """
        import numpy as np

        places = [self._places[g] for g in grams(question, self.asking) if g in self._places]
        logits = self.by_gram[places].sum(axis=0) + vector @ self.by_vector + self.bias
        odds = np.exp(logits - logits.max())  # so that none overflows
        return dict(zip(self.kinds, (odds / odds.sum()).tolist(), strict=True))

    def subject(self, question: str) -> str:
        """Return the run of words that most likely is the question's subject; it may be empty.

        Small words join what stands on both sides of them. What follows "about" is the likelier
        to be it, what is a single word the less.
        """
        best, total, start = (_LEAST, 0, 0), 0.0, 0
        before = ""
        for word, low, high in split_words(question):
            # The run with the greatest sum: one whose sum has come to nothing begins anew.
            if total <= 0:
                total, start = (_FOLLOWS if before in _BEFORE else 0.0), low
            odds = self._odds.get(word, _UNKNOWN)
            total += max(odds, _JOINS) if word in _SMALL else odds
            # No subject ends with "of".
            if total > best[0] and word not in _SMALL:
                best = total, start, high
            before = word
        return question[best[1] : best[2]]

    def subjects(self, question: str) -> list[str]:
        """Return the runs of words that likely are subjects, in order: "Roe", "the ferry".

        Words that ask stand between them, "on" among them.
        """
        runs: list[tuple[int, int]] = []
        last: tuple[int, int] | None = None
        for word, low, high in split_words(question):
            if word in _BEFORE or self._odds.get(word, _UNKNOWN) <= 0:
                if word not in _SMALL - _BEFORE:
                    runs, last = [*runs, last] if last else runs, None
            elif last is None:
                last = low, high
            else:
                last = last[0], high
        runs = [*runs, last] if last else runs
        return [question[low:high] for low, high in runs]
