# ruff: noqa: S311 - seeded randomness is what makes a run repeatable
"""An endless, seeded stream of training items in the shape of the reader's input."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace

from assistant.reader.encoding import MAX_HEADER, MAX_QUESTION, encode
from assistant.reader.training.data.claims import false_claim, quote, true_claim
from assistant.reader.training.data.examples import (
    SOURCES,
    Corpus,
    Example,
    Passage,
    Span,
    is_held_out,
)
from assistant.reader.training.data.near_miss import near_miss
from corpus.language.calendar_words import MONTH_NAMES

QUESTIONS: dict[str, float] = {
    "squad1_train": 34,
    "squad2_abstention": 6,
    "qed": 5,
    "qamr": 3,
    "qasrl_gs": 1,
    "selqa": 1,
    "human": 10,
    "near_miss": 14,
    "written_near": 6,
    "same_article": 12,
    "other_article": 28,
    "answer_removed": 5,
}
"""Shares of each kind of item that asks."""
CLAIMS: dict[str, float] = {"claim": 1, "false_claim": 1}
"""Shares of each kind that has a statement in the question's place."""
WHOLE, STOP = 0.8, 0.06
"""Chances: to take a passage that fits whole, to end a window early."""
NO_TITLE, DATED = 0.2, 0.25
"""Chances: to drop the title, to add a date to it."""
OWN_TITLE = 0.85
"""Chance that another article's passage comes under its own title, as search brings it, rather
than under that of the question's article, which makes the passage itself tell."""
ITSELF = 0.5
"""Chance that the question which a written near miss comes near is asked in its place, so that not
the passage tells."""
OFTENER, OTHER_WORDS = 8, 0.5
"""How many times as often a question comes that is there in other words too, and how likely in
those: an answer shall not be known by the words that it shares with its question."""
MAX_QUOTE = 192
"""Tokens of a quote that a claim is checked against."""


@dataclass(frozen=True, slots=True)
class Item:
    """One encoded input. ``span`` indexes ``ids`` (end inclusive), ``None``: not trained on.

    ``first`` is the index of the passage's first token; unanswerable items have span (0, 0).
    ``verdict`` is what the passage says to a question of yes or no, one of ``VERDICTS``; ``None``
    where that is not known, or it asks for something else.
    """

    ids: list[int]
    second: int
    first: int
    span: Span | None
    answerable: bool
    verdict: str | None = None


def item_of(
    question: list[int],
    header: list[int],
    passage: list[int],
    span: Span | None,
    answerable: bool,
    *,
    verdict: str | None = None,
) -> Item:
    """Return the input as the reader makes it at run time; ``span`` half-open in the passage."""
    encoded = encode(question, header, passage)
    first = encoded.first
    target = (first + span[0], first + span[1] - 1) if span else None
    if not answerable:
        target = (0, 0)
    return Item(encoded.ids, encoded.second, first, target, answerable, verdict)


def window(rng: random.Random, passage: Passage, keep: Span, most: int) -> Span:
    """Return a random run of whole sentences around tokens ``keep``, at most ``most`` tokens.

    A sentence that is too long by itself is cut at a random place that still holds ``keep``.
    """
    total = len(passage.ids)
    if total <= most and rng.random() < WHOLE:
        return 0, total
    holding = [i for i, (s, e) in enumerate(passage.sentences) if e > keep[0] and s < keep[1]]
    if not holding:
        low, high = keep
    else:
        low = min(keep[0], passage.sentences[holding[0]][0])
        high = max(keep[1], passage.sentences[holding[-1]][1])
    if high - low > most:
        ends = sorted((max(low, keep[1] - most), max(low, min(keep[0], high - most))))
        low = rng.randint(*ends)
        return low, min(high, low + most)
    left, right = (holding[0] - 1, holding[-1] + 1) if holding else (-1, len(passage.sentences))
    while rng.random() > STOP:
        choices = []
        if left >= 0 and high - passage.sentences[left][0] <= most:
            choices.append(-1)
        if right < len(passage.sentences) and passage.sentences[right][1] - low <= most:
            choices.append(1)
        if not choices:
            break
        if rng.choice(choices) < 0:
            low, left = passage.sentences[left][0], left - 1
        else:
            high, right = passage.sentences[right][1], right + 1
    return low, high


class Rounds:
    """An endless order of a pool's indices: all of them, again and again, each time shuffled."""

    def __init__(self, size: int, seed: str) -> None:
        self.size = size
        self.seed = seed
        self._round: tuple[int, list[int]] = (-1, [])

    def place(self, drawn: int) -> int:
        """Return the index that comes after ``drawn`` others."""
        number, at = divmod(drawn, self.size)
        if self._round[0] != number:
            order = list(range(self.size))
            random.Random(f"{self.seed}:{number}").shuffle(order)
            self._round = (number, order)
        return self._round[1][at]


class Sampler:
    """Draws items of the kinds in a mix, inside each without replacement."""

    def __init__(self, corpus: Corpus, seed: int, mix: Mapping[str, float] = QUESTIONS) -> None:
        self.corpus = corpus
        self.seed = seed
        self.mix = mix
        self.pools: dict[str, list[Example]] = {kind: [] for kind in (*QUESTIONS, *CLAIMS)}
        self.texts = {
            number: " ".join(corpus.passages[i].text for i in group)
            for group in corpus.articles.values()
            for number in group
        }
        self.answers: dict[int, list[str]] = {}
        self.titles = {example.passage: example.title for example in corpus.examples}
        for example in corpus.examples:
            if not is_held_out(example.source, example.title):
                for _ in range(OFTENER if example.reworded else 1):
                    self._place(example)
        self.cursors = dict.fromkeys(mix, 0)
        self.drawn = 0
        self._rounds = {kind: Rounds(len(self.pools[kind]), f"{seed}:{kind}") for kind in mix}

    def _place(self, example: Example) -> None:
        if not example.answerable:
            # QED's "unanswerable" rows do carry answers: only their sentences are unknown.
            if example.source == "squad2_abstention":
                self.pools["human"].append(example)
            return
        if example.span is None:
            if example.source == "selqa":
                self.pools["selqa"].append(example)
            return
        self.pools[example.source].append(example)
        if example.source in ("qasrl_gs", "selqa"):
            return
        self.pools["near_miss"].append(example)
        if example.near_misses:
            self.pools["written_near"].append(example)
        self.pools["claim"].append(example)
        self.pools["false_claim"].append(example)
        self.answers.setdefault(example.passage, []).append(example.answers[0])
        if example.same_article:
            self.pools["same_article"].append(example)
        if example.other_articles:
            self.pools["other_article"].append(example)
        if len(self.corpus.passages[example.passage].sentences) > 1:
            self.pools["answer_removed"].append(example)

    def _next(self, kind: str) -> Example:
        number = self._rounds[kind].place(self.cursors[kind])
        self.cursors[kind] += 1
        return self.pools[kind][number]

    def draw(self) -> Item:
        """Return the next item."""
        rng = random.Random(f"{self.seed}:{self.drawn}")
        self.drawn += 1
        kind = rng.choices(list(self.mix), list(self.mix.values()))[0]
        while True:
            item = self._make(rng, kind, self._next(kind))
            if item is not None:
                return item

    def _room(self, rng: random.Random, kind: str) -> int:
        if kind in ("human", "squad2_abstention"):
            return rng.choice((160, 256))
        return rng.choice((128, 128, 128, 192, 320))

    def _header(self, rng: random.Random, title: str) -> list[int]:
        if not title or rng.random() < NO_TITLE:
            return []
        if rng.random() < DATED:
            day, month, year = rng.randint(1, 28), rng.choice(MONTH_NAMES), rng.randint(1995, 2026)
            title = f"{title} ({day} {month} {year})"
        return self.corpus.ids(title)[:MAX_HEADER]

    def _seed_sentence(self, question: list[int], passage: Passage) -> Span:
        """Return the sentence with most of the question's tokens: the likeliest to mislead."""
        asked = set(question)
        return max(passage.sentences, key=lambda span: len(asked & set(passage.ids[slice(*span)])))

    def _make(self, rng: random.Random, kind: str, example: Example) -> Item | None:
        if kind in ("claim", "false_claim"):
            return self._claim(rng, kind == "claim", example)
        asked = self._asked(rng, kind, example)
        if asked is None:
            return None
        question, answerable = asked
        if kind == "answer_removed":
            return self._removed(rng, example, question, self._room(rng, kind))
        passage, title = self._passage(rng, kind, example)
        header = self._header(rng, title)
        room = self._room(rng, kind) - len(question) - len(header) - 3
        known = example.span is not None and kind not in ("same_article", "other_article")
        keep = example.span if known and example.span else self._seed_sentence(question, passage)
        if kind == "selqa":
            room = max(room, 150)
        low, high = window(rng, passage, keep, room)
        span = (keep[0] - low, keep[1] - low) if answerable and example.span else None
        if span and (span[0] < 0 or span[1] > high - low):
            return None
        return item_of(question, header, passage.ids[low:high], span, answerable)

    def _asked(
        self, rng: random.Random, kind: str, example: Example
    ) -> tuple[list[int], bool] | None:
        """Return what is asked, and whether the passage answers it; None where no rule applies."""
        if kind == "written_near" and rng.random() >= ITSELF:
            return self.corpus.ids(rng.choice(example.near_misses))[:MAX_QUESTION], False
        asked, question = example.question, example.question_ids
        if example.reworded and rng.random() < OTHER_WORDS:
            asked, question = example.reworded, example.reworded_ids
        if kind == "near_miss":
            text, article = self.corpus.passages[example.passage].text, self.texts[example.passage]
            changed = near_miss(rng, asked, text, article, example.answers[0])
            return (self.corpus.ids(changed)[:MAX_QUESTION], False) if changed else None
        return question, kind in SOURCES or kind == "written_near"

    def _passage(self, rng: random.Random, kind: str, example: Example) -> tuple[Passage, str]:
        """Return the passage of an item, and the title that it comes under."""
        if kind == "same_article":
            return self.corpus.passages[rng.choice(example.same_article)], example.title
        if kind == "other_article":
            number = rng.choice(example.other_articles)
            own = rng.random() < OWN_TITLE
            return self.corpus.passages[number], self.titles[number] if own else example.title
        return self.corpus.passages[example.passage], example.title

    def _claim(self, rng: random.Random, true: bool, example: Example) -> Item | None:
        """Return a statement in the question's place, and a quote that bears it out or does not."""
        passage = self.corpus.passages[example.passage]
        if true:
            claim = true_claim(rng, example, passage)
        else:
            others = self.answers[example.passage]
            claim = false_claim(rng, example, passage, others, self.texts[example.passage])
        low, high = quote(rng, example, passage)
        words = self.corpus.ids(claim) if claim else []
        # A claim that is cut short may lose what makes it false.
        if not words or len(words) > MAX_QUESTION or high - low > MAX_QUOTE:
            return None
        header = self._header(rng, example.title)
        return replace(item_of(words, header, passage.ids[low:high], None, true), span=None)

    def _removed(
        self, rng: random.Random, example: Example, question: list[int], room: int
    ) -> Item | None:
        """Return the passage without the sentences of the answer, if no other holds its words."""
        passage = self.corpus.passages[example.passage]
        span = example.span or (0, 0)
        kept = [s for s in passage.sentences if s[1] <= span[0] or s[0] >= span[1]]
        ids: list[int] = []
        header = self._header(rng, example.title)
        room -= len(question) + len(header) + 3
        for low, high in kept:
            text = passage.text[passage.offsets[low][0] : passage.offsets[high - 1][1]].lower()
            if any(answer.lower() in text for answer in example.answers):
                return None
            if len(ids) + high - low <= room:
                ids += passage.ids[low:high]
        if not ids:
            return None
        return item_of(question, header, ids, None, False)
