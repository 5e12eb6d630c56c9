"""Verification: checks that the words that a written sentence cites support it."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol, Self

from assistant.judge.certainty import added_certainty
from assistant.reader.evidence import Evidence
from assistant.writing.prompt import PLAIN
from corpus import Hit
from corpus.language.agreement import disagreement, refers_back, subject, uncovered
from corpus.language.boilerplate import kinds
from corpus.language.instructions import flaw
from corpus.language.tokens import fold, tokens

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Embed", "Judgement", "Supporter", "Verdict", "Verifier"]

Embed = Callable[[Sequence[str]], "NDArray[np.float32]"]

_MOST_TRIED: Final = 4
"""Sentences that are looked at for one statement, those first that share the most words."""
_UNCOVERED_SHARE: Final = 0.2
"""Share, 0..1, of a sentence's words of meaning that may be new to its quote."""
_NEW_SHARE: Final = 0.4
"""Share of a sentence's words of meaning, names and numbers aside, that may stand in its quote in
no form, however near: of "Roe has been sentenced." the one verb is all that is told."""
_LEAST_OF_QUOTE: Final = 0.2
"""Share, 0..1, of its quote's words of meaning that a person's claim must have."""
_LEAST_SHARED: Final = 0.4
"""Share, 0..1, of a sentence's words of meaning that its quote must have in some form."""
_WORD_NEARNESS: Final = 0.45
"""Cosine, -1..1, from which a new word counts as another way to say one of the quote's."""
# Between single marks an apostrophe may stand: 'the council's plan'.
_QUOTED = re.compile(r'"([^"]+)"|(?<!\w)\'([^\']{3,}(?:\'\w[^\']*)*)\'(?!\w)')
_MOST_BEFORE: Final = 2
"""Sentences before one in which its pronouns may find their names."""
_WORD = re.compile(r"\w+")


class Supporter(Protocol):
    """Interface of a model that scores how well a quote supports a statement."""

    threshold: float
    """The support, 0..1, below which a sentence is withheld."""

    def supports(self, statement: str, quote: str) -> float:
        """Return the probability, 0..1, that the quote supports the statement."""
        ...


class Judgement:
    """The default ``Supporter``: scores support with the trained reader."""

    threshold = 0.03
    """Low, because the reader gives honest paraphrases little: it is there for what the rules
    let through. Chosen on paragraphs of SQuAD's training half."""

    def __init__(self, threshold: float | None = None) -> None:
        from assistant.reader import Reader

        self._reader = Reader.load()
        if threshold is not None:
            self.threshold = threshold

    def supports(self, statement: str, quote: str) -> float:
        """Return the calibrated probability, 0..1, that the quote supports the statement."""
        return self._reader.judge(statement, quote).supported


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result of checking one sentence."""

    supports: tuple[Evidence, ...] = ()
    """Empty when the sentence is not supported."""
    support: float = 0.0
    """As the supporter judges it, 0..1."""
    reason: str = ""
    """Why it is not supported, in words."""


@dataclass(frozen=True, slots=True)
class _Window:
    """Neighbouring sentences of a passage that may support a statement."""

    hit: Hit
    start: int
    core: int
    """Where the sentence begins that says it; those before only say who "she" is."""
    end: int

    @property
    def quote(self) -> str:
        return self.hit.text[self.core - self.hit.start : self.end - self.hit.start]

    @property
    def before(self) -> str:
        return self.hit.text[self.start - self.hit.start : self.core - self.hit.start]


class Verifier:
    """Checks written sentences against the passages that they cite.

    Args:
        embed: Unit vectors of texts, for words that the quote has in another form.
        supporter: What judges meaning; by default the trained reader.
        new_share: Share, 0..1, of a sentence's words of meaning, names and numbers aside, that may
            stand in its quote in no form, however near.
        least_of_quote: Share, 0..1, of the quote's words of meaning that the sentence must have.
    """

    def __init__(
        self,
        embed: Embed,
        supporter: Supporter | None = None,
        *,
        new_share: float = _NEW_SHARE,
        least_of_quote: float = 0.0,
    ) -> None:
        self._embed = embed
        self._supporter = supporter or Judgement()
        self._new_share = new_share
        self._least_of_quote = least_of_quote

    @classmethod
    def strict(cls, embed: Embed) -> Self:
        """Return one for claims that a person brings, of which one word may be all that matters.

        No word may be new, and a long sentence, which has the words of many a short claim, must
        say little else.
        """
        return cls(embed, new_share=0.0, least_of_quote=_LEAST_OF_QUOTE)

    def check(self, statement: str, cited: Sequence[Hit]) -> Verdict:
        """Check if the cited passages support ``statement``, and find the words that do.

        Each citation is narrowed to the fewest sentences that bear the statement out; one that
        adds nothing is dropped.

        Args:
            statement: One sentence, without markers.
            cited: The passages that it cites, in the order of its markers.
        """
        if not cited:
            return Verdict(reason="it cites no passage")
        if not _WORD.search(statement):
            return Verdict(reason="it says nothing")
        unfit = flaw(statement)
        if unfit:
            return Verdict(reason=unfit)
        unquoted = _misquoted(statement, cited)
        if unquoted:
            return Verdict(reason=f"“{unquoted}” is not in the article cited, word for word")
        best: Verdict | None = None
        for windows in _candidates(statement, cited):
            verdict = self._judge(statement, windows)
            if verdict.supports:
                return verdict
            best = best or verdict
        return best or Verdict(reason="the passage cited has no sentence")

    def _judge(self, statement: str, windows: Sequence[_Window]) -> Verdict:
        quote = " ".join(window.quote for window in windows)
        first = windows[0]
        year = first.hit.published.year if first.hit.published else None
        passage = "\n".join(window.hit.text for window in windows)
        whole = " ".join(window.before + window.quote for window in windows)
        reason = disagreement(statement, quote, first.before, passage, year)
        reason = reason or self._strange(statement, whole)
        reason = reason or _elsewhere(statement, quote, self._least_of_quote)
        reason = reason or added_certainty(statement, quote)
        if reason:
            return Verdict(reason=reason)
        support = self._supporter.supports(statement, whole)
        if support < self._supporter.threshold:
            return Verdict(reason="the words cited do not support it", support=support)
        supports = tuple(
            Evidence(window.hit, window.start, window.end, support) for window in windows
        )
        return Verdict(supports, support)

    def _strange(self, statement: str, quote: str) -> str | None:
        """Return a reason if too many of the statement's words are new to the quote in meaning."""
        new = uncovered(statement, quote)
        known = uncovered(quote, statement)
        if not new:
            return None
        if len(new) > self._new_share * sum(token.kind == "word" for token in tokens(statement)):
            return f"“{new[0]}” is not in the words cited"
        strange = new
        if known:
            vectors = self._embed([*new, *known])
            nearest = (vectors[: len(new)] @ vectors[len(new) :].T).max(axis=1)
            strange = [w for w, near in zip(new, nearest, strict=True) if near < _WORD_NEARNESS]
        allowed = _UNCOVERED_SHARE * len(_WORD.findall(statement)) / 2
        # One new word may say the same, unless it is what the sentence speaks of.
        if subject(statement) in strange or len(strange) > allowed:
            return f"“{strange[0]}” is not in the words cited"
        return None


def _elsewhere(statement: str, quote: str, least_of_quote: float) -> str | None:
    """Return a reason if statement and quote share too few words of meaning.

    The sentences before the quote may say who "she" is, but most of the rest must be in it.
    """
    words = {token.stem for token in tokens(statement) if token.content}
    there = {token.stem for token in tokens(quote) if token.content}
    shared = len(words & there)
    if shared < _LEAST_SHARED * len(words) or shared < least_of_quote * len(there):
        return "the words cited do not support it"
    return None


def _misquoted(statement: str, cited: Sequence[Hit]) -> str | None:
    """Return the first words in quotation marks that no cited passage has verbatim."""
    texts = [_plain(hit.text) for hit in cited]
    for match in _QUOTED.finditer(fold(statement)):
        # A stop before the closing mark may be the writer's own.
        words = _plain(match[1] or match[2]).rstrip(" .,;:!?")
        if words and not any(words in text for text in texts):
            return words
    return None


def _plain(text: str) -> str:
    """Return a text as chat models are shown it: folded, with brackets and the like replaced."""
    return " ".join(fold(text).translate(PLAIN).split())


def _candidates(statement: str, cited: Sequence[Hit]) -> Iterator[tuple[_Window, ...]]:
    """Yield sets of windows to try, the smallest sets first.

    One sentence; one with the sentence that it refers to, or two in a row; at last the best
    sentence of each passage together.
    """
    every = [
        _Window(hit, start, start, end)
        for hit in cited
        for (start, end), kind in zip(hit.sentences, kinds(hit), strict=True)
        if kind == "statement"
    ]
    singles = sorted(
        (window for window in every if not flaw(window.quote)),
        key=lambda window: -_shared(statement, window.quote),
    )
    likely = singles[:_MOST_TRIED]
    yield from ((window,) for window in likely)
    for window in likely:
        yield from ((pair,) for pair in _pairs(statement, window))
    best: dict[str, _Window] = {}
    for window in singles:
        best.setdefault(window.hit.chunk_id, window)
    if len(best) > 1:
        yield tuple(best[hit.chunk_id] for hit in dict.fromkeys(cited) if hit.chunk_id in best)


def _pairs(statement: str, window: _Window) -> Iterator[_Window]:
    """Yield windows of a sentence with one before it, or with up to two that it refers back to."""
    ranges = window.hit.sentences
    index = next(i for i, sentence in enumerate(ranges) if sentence[0] == window.core)
    quote = window.quote
    before = list(zip(ranges, kinds(window.hit), strict=True))[max(0, index - _MOST_BEFORE) : index]
    for (start, end), kind in before[::-1]:
        previous = _Window(window.hit, start, start, end)
        if kind != "statement" or flaw(previous.quote):
            return
        if end == ranges[index - 1][1] and _both_tell(statement, previous.quote, window.quote):
            yield _Window(window.hit, start, start, window.end)
        if not refers_back(quote):
            return
        yield _Window(window.hit, start, window.core, window.end)
        quote = previous.quote


def _both_tell(statement: str, one: str, other: str) -> bool:
    """Tell if each of two sentences has several of the statement's words that the other lacks."""
    said, first, second = (
        {token.stem for token in tokens(text) if token.content} for text in (statement, one, other)
    )
    least = max(2, len(said) / 4)
    return len(said & first - second) >= least and len(said & second - first) >= least


def _shared(statement: str, quote: str) -> float:
    words, there = (
        {token.stem for token in tokens(text) if token.content} for text in (statement, quote)
    )
    # Of two sentences that share as much, the shorter.
    return len(words & there) - 0.01 * len(there)
