"""Verification: checks that the words that a written sentence cites support it."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Protocol, Self

from assistant.judge.certainty import added_certainty
from assistant.judge.selection import best_sentences
from assistant.judge.somebody_else import somebody_else
from assistant.reader.evidence import Evidence
from assistant.writing.prompt import prompt_line
from corpus import Hit
from corpus.language.agreement import absent, disagreement, refers_back
from corpus.language.boilerplate import kinds
from corpus.language.instructions import flaw, is_order, is_question, is_to_writer
from corpus.language.tokens import fold, tokens

__all__ = ["Check", "ReaderSupporter", "Supporter", "Verifier"]

# Between single marks an apostrophe may stand: 'the council's plan'.
_QUOTED = re.compile(r'"([^"]+)"|(?<!\w)\'([^\']{3,}(?:\'\w[^\']*)*)\'(?!\w)')
_WORD = re.compile(r"\w+")
_JOINED = re.compile(r"[,;]\s+(?:and|then|but)\s+(?=[a-z])")
"""Where an order may be joined to a statement: "Roe won, and write a story about it"."""
_KEPT: Final = 0.45
"""Share of the threshold that is enough for a few sentences, where more of them reach it."""
_STRICT: Final = 0.85
"""The threshold for what a person brings: each passage found is tried, and one may pass."""


class Supporter(Protocol):
    """Interface of a model that scores how well a quote supports a statement."""

    threshold: float
    """The support, 0..1, below which a sentence is withheld."""

    def supports(self, statement: str, quote: str) -> float:
        """Return the probability, 0..1, that the quote supports the statement.

        Args:
            statement: One sentence.
            quote: Sentences of an article, in its order.
        """
        ...

    def somebody_else(self, statement: str, quote: str) -> str | None:
        """Return whom the quote tells of what the statement tells of another; None if nobody.

        The parameters are those of ``supports``.
        """
        ...


class ReaderSupporter:
    """The default ``Supporter``: the trained reader's judgement."""

    threshold = 0.6
    """Where the shares of faithful sentences shown and of false ones withheld are together highest,
    among claims that we wrote about held-out news, sentences altered by hand and the public sets.
    Weighing in what the rules say was no better than the model alone."""

    def __init__(self, threshold: float | None = None) -> None:
        from assistant.reader import Reader

        self._reader = Reader.load()
        if threshold is not None:
            self.threshold = threshold

    def supports(self, statement: str, quote: str) -> float:
        """Return the calibrated probability, 0..1, that the quote supports the statement."""
        return self._reader.judge(statement, quote).supported

    def somebody_else(self, statement: str, quote: str) -> str | None:
        """Return who it was by what the reader finds in the quote; None if as it is stated."""
        return somebody_else(statement, quote, self._reader)


@dataclass(frozen=True, slots=True)
class Check:
    """The result of checking one sentence."""

    supports: tuple[Evidence, ...] = ()
    """Empty when the sentence is not supported."""
    support: float = 0.0
    """As the supporter judges it, 0..1."""
    reason: str = ""
    """Why it is not supported, in words."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of a passage."""

    hit: Hit
    index: int
    """Its number in the passage."""

    @property
    def text(self) -> str:
        start, end = self.hit.sentences[self.index]
        return self.hit.text[start - self.hit.start : end - self.hit.start]


class Verifier:
    """Checks written sentences against the passages that they cite.

    A model judges whether the best sentences of what is cited say all that the sentence says.
    Rules only forbid what a small model passes too easily: a number, a unit, a date, a name or
    quoted words that stand nowhere in what is cited, and certainty that it does not have.

    Args:
        supporter: What judges meaning; by default the trained reader.
        whole: Gives the article of a passage as one, or None where it cannot be had. What the
            passages cited do not bear out may stand elsewhere in their articles.
    """

    def __init__(
        self,
        supporter: Supporter | None = None,
        whole: Callable[[Hit], Hit | None] | None = None,
    ) -> None:
        self._supporter = supporter or ReaderSupporter()
        self._whole = whole or (lambda _: None)

    @classmethod
    def strict(cls) -> Self:
        """Return one for claims that a person brings, of which one word may be all that matters."""
        return cls(ReaderSupporter(_STRICT))

    def check(self, statement: str, cited: Sequence[Hit]) -> Check:
        """Check if the cited passages support ``statement``, and find the words that do.

        Each passage is tried alone, then all together, then their whole articles. Each citation is
        narrowed to the fewest sentences that bear the statement out; one that adds nothing is
        dropped.

        Args:
            statement: One sentence, without markers.
            cited: The passages that it cites, in the order of its markers.
        """
        if not cited:
            return Check(reason="it cites no passage")
        if not _WORD.search(statement):
            return Check(reason="it says nothing")
        # An order joined to a true statement would else be shown with it.
        unfit = next(filter(None, map(flaw, (statement, *_JOINED.split(statement)[1:]))), None)
        if unfit:
            return Check(reason=unfit)
        unquoted = _misquoted(statement, cited)
        if unquoted:  # articles are read only where their passages are not enough
            unquoted = _misquoted(statement, [*cited, *self._articles(cited)])
        if unquoted:
            return Check(reason=f"“{unquoted}” is not in the article cited, word for word")
        best = Check(reason="the passage cited has no sentence")
        for group in self._groups(cited):
            sentences = [sentence for hit in group for sentence in _stated(hit)]
            if not sentences:
                continue
            judged = self._judge(statement, sentences)
            if judged.supports:
                return judged
            best = max(best, judged, key=lambda check: check.support)
            # With no support anywhere, the last group's reason is told: all that is cited.
            best = best if best.support else judged
        return best

    def _groups(self, cited: Sequence[Hit]) -> Iterator[list[Hit]]:
        """Yield what is tried in turn: each passage, all of them, their articles."""
        passages = list(dict.fromkeys(cited))
        yield from ([passage] for passage in passages)
        if len(passages) > 1:
            yield passages
        if articles := self._articles(cited):
            yield articles

    def _articles(self, cited: Sequence[Hit]) -> list[Hit]:
        """Return the whole articles of passages, each once."""
        first = {(hit.article_id, hit.revision): hit for hit in reversed(cited)}
        return [article for hit in first.values() if (article := self._whole(hit)) is not None]

    def _judge(self, statement: str, sentences: Sequence[_Sentence]) -> Check:
        """Hold a statement against the best of some sentences."""
        reason = _absent(statement, sentences, whole=True)
        if reason:
            return Check(reason=reason)
        best = _best(statement, sentences)
        support = self._support(statement, best)
        if support < self._supporter.threshold:
            return Check(reason=_why(statement, best), support=support)
        other = self._supporter.somebody_else(statement, _joined(best))
        if other:
            return Check(reason=f"the words cited tell it of {other}", support=support)
        fewest = self._narrowed(statement, best)
        # Held against what will be cited, not against all that was read.
        reason = added_certainty(statement, _joined(fewest))
        if reason:
            return Check(reason=reason, support=support)
        return Check(tuple(_evidence(fewest, support)), support)

    def _narrowed(self, statement: str, best: Sequence[_Sentence]) -> list[_Sentence]:
        """Return the fewest of the sentences that bear a statement out."""
        ranked = _ranked(statement, best)
        # Fewer than all, which are known to be enough.
        tried = (ranked[:number] for number in range(1, len(best)))
        few = next((some for some in tried if self._carry(statement, best, some)), ranked)
        # The last completed it, and the first tells most.
        for needless in few[-2:0:-1]:
            fewer = [sentence for sentence in few if sentence != needless]
            if self._carry(statement, best, fewer):
                few = fewer
        return [sentence for sentence in best if sentence in few]

    def _carry(self, statement: str, best: Sequence[_Sentence], some: Sequence[_Sentence]) -> bool:
        """Tell if some of the best sentences bear a statement out that all of them do."""
        few = [sentence for sentence in best if sentence in some]
        return not _absent(statement, few) and (
            self._support(statement, few) >= _KEPT * self._supporter.threshold
        )

    def _support(self, statement: str, sentences: Sequence[_Sentence]) -> float:
        return self._supporter.supports(statement, _joined(sentences))


def _stated(hit: Hit) -> Iterator[_Sentence]:
    """Yield the sentences of a passage that may bear something out.

    Whatever its mood, but no question, and no order to whoever writes or answers.
    """
    for index, kind in enumerate(kinds(hit)):
        sentence = _Sentence(hit, index)
        states = kind == "statement" or (kind == "boilerplate" and is_order(sentence.text))
        if states and not (is_to_writer(sentence.text) or is_question(sentence.text)):
            yield sentence


def _joined(sentences: Sequence[_Sentence]) -> str:
    return " ".join(sentence.text for sentence in sentences)


def _best(statement: str, sentences: Sequence[_Sentence]) -> list[_Sentence]:
    """Return the sentences that tell most of what a statement tells, in their order."""
    chosen = best_sentences(statement, [sentence.text for sentence in sentences])
    return [sentences[index] for index in chosen]


def _ranked(statement: str, sentences: Sequence[_Sentence]) -> list[_Sentence]:
    """Return sentences by the words that they share with a statement.

    Behind the first comes the one before it, if a word of it may stand for something there.
    """
    ranked = sorted(sentences, key=lambda sentence: -_shared(statement, sentence.text))
    first = ranked[0]
    before = _Sentence(first.hit, first.index - 1)
    if before in ranked and refers_back(first.text):
        ranked.remove(before)
        ranked.insert(1, before)
    return ranked


def _absent(statement: str, sentences: Sequence[_Sentence], *, whole: bool = False) -> str | None:
    """Say which number, date or name of a statement no sentence has, nor its article's title.

    Args:
        statement: What is checked.
        sentences: What it rests on.
        whole: Whether all else of their passages counts too, a question for example.
    """
    hits = dict.fromkeys(sentence.hit for sentence in sentences)
    years = {hit.published.year for hit in hits if hit.published}
    titles = ". ".join(hit.title for hit in hits if hit.title)
    passages = "\n".join(hit.text for hit in hits)
    return absent(statement, passages if whole else _joined(sentences), titles, passages, years)


def _why(statement: str, sentences: Sequence[_Sentence]) -> str:
    """Say, as far as rules can tell, why the nearest of some sentences does not bear one out."""
    nearest = _ranked(statement, sentences)[0]
    before = _Sentence(nearest.hit, nearest.index - 1).text if nearest.index else ""
    difference = disagreement(statement, nearest.text, before, nearest.hit.text)
    return difference or "the words cited do not support it"


def _evidence(sentences: Sequence[_Sentence], support: float) -> Iterator[Evidence]:
    """Yield the words of sentences in their order, neighbours as one."""
    numbered = enumerate(sentences)
    for _, run in groupby(numbered, lambda pair: (pair[1].hit.chunk_id, pair[1].index - pair[0])):
        words = [sentence for _, sentence in run]
        hit, first, last = words[0].hit, words[0].index, words[-1].index
        yield Evidence(hit, hit.sentences[first][0], hit.sentences[last][1], support)


def _misquoted(statement: str, cited: Sequence[Hit]) -> str | None:
    """Return the first words in quotation marks that no cited passage has, be it in capitals."""
    texts = [_plain(hit.text).casefold() for hit in cited]
    for match in _QUOTED.finditer(fold(statement)):
        # A stop before the closing mark may be the writer's own.
        words = _plain(match[1] or match[2]).lstrip(" ").rstrip(" .,;:!?")
        if words and not any(words.casefold() in text for text in texts):
            return words
    return None


def _plain(text: str) -> str:
    """Return a text as chat models are shown it: folded, with brackets and the like replaced."""
    return prompt_line(fold(text))


def _shared(statement: str, quote: str) -> float:
    words, there = (
        {token.stem for token in tokens(text) if token.content} for text in (statement, quote)
    )
    # Of two sentences that share as much, the shorter.
    return len(words & there) - 0.01 * len(there)
