# ruff: noqa: S311 - seeded randomness is what makes a run repeatable
"""Training items from questions about whole articles, cut and headed as the product does it."""

from __future__ import annotations

import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import nlargest

from tokenizers import Tokenizer

from assistant.judge.yes_no.asking import opening
from assistant.reader.encoding import MAX_HEADER, MAX_QUESTION
from assistant.reader.span_model import WINDOW
from assistant.reader.spans import MAX_ANSWER
from assistant.reader.training.data.drawn import UNCLEAR
from assistant.reader.training.data.examples import Passage, Span
from assistant.reader.training.data.news_articles import NewsArticle, NewsQuestion
from assistant.reader.training.data.sampler import Item, Rounds, item_of, window
from corpus import Article
from corpus.hit import header
from corpus.text.chunking import chunk_article
from corpus.text.search_terms import plain_words, query_words, stem, stems

NEWS_MIX = {
    "answered": 46,
    "same_article": 20,
    "other_article": 12,
    "near": 18,
    "silent_article": 8,
    "sentence": 14,
}
"""Shares of the items: the passage that answers; another of its article; one of another article,
as search brings it; for a question that its article does not answer, the passage that comes
near, and the others; and, for a question of yes or no, one sentence alone."""
ITS_OWN = 0.8
"""Chance that this is the sentence that settles it, or comes near, rather than one beside it."""
NO_TITLE, SENTENCE_AS_TITLE, DATED = 0.3, 0.25, 0.4
"""Chances: of no headline; where there is one, that it is a sentence of the article, shortened; of
a date."""
OWN_SENTENCE = 0.5
"""Chance that such a sentence is the one that answers or comes near, so that the headline tells."""
LEAST_WORDS, MOST_WORDS = 5, 12
"""Words of a sentence that are left for a headline."""
SAME_ARTICLE, OTHER_ARTICLES, LOOKED_AT = 4, 8, 24
"""Passages that a question is trained on: the likest of its article, of other articles, and how
many of the likest of all are looked at for those."""
HALF = 0.5
"""The share of an answer's words from which a passage may tell it too, so that it is no negative"""
_K1, _B = 1.2, 0.75


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage as the product cuts it.

    Attributes:
        article: Index of its article.
        start: Where it begins in the article's text.
        passage: The passage.
        stems: The stems of its words.
    """

    article: int
    start: int
    passage: Passage
    stems: frozenset[str]

    def holds(self, span: Span) -> bool:
        """Tell if a range of the article lies in the passage."""
        return self.start <= span[0] and span[1] <= self.start + len(self.passage.text)

    def touches(self, span: Span) -> bool:
        """Tell if a range of the article and the passage share anything."""
        return self.start < span[1] and span[0] < self.start + len(self.passage.text)

    def tokens(self, span: Span) -> Span:
        """Return the tokens of a range of the article."""
        return self.passage.tokens(span[0] - self.start, span[1] - self.start)

    def may_tell(self, answer: str) -> bool:
        """Tell if the passage has half of an answer's words, whatever their endings."""
        wanted = stems(answer)
        if not wanted:
            return answer.lower() in self.passage.text.lower()
        return len(wanted & self.stems) >= HALF * len(wanted)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A question with the passages of one kind that it is trained on.

    Attributes:
        question: The token ids of one of its wordings.
        about: What was asked.
        article: Index of the article it was asked about.
        pieces: Indices of passages, one at least, of which an item has one.
        verdict: What the sentence that settles the question says to this wording, one of
            ``VERDICTS``; ``None`` where that is not known, or it is no question of yes or no.
    """

    question: list[int]
    about: NewsQuestion
    article: int
    pieces: tuple[int, ...]
    verdict: str | None


@dataclass(frozen=True, slots=True)
class NewsLessons:
    """All that items are made of, for streams to share."""

    tokenizer: Tokenizer
    articles: list[NewsArticle]
    pieces: list[Piece]
    pools: dict[str, list[Lesson]]


def prepare(articles: Iterable[NewsArticle], tokenizer: Tokenizer) -> NewsLessons:
    """Cut the articles, but for those held out, and find the passages for each question."""
    trained = [article for article in articles if not article.held_out]
    pieces = [piece for at, article in enumerate(trained) for piece in _cut(at, article, tokenizer)]
    own: dict[int, list[int]] = defaultdict(list)
    for number, piece in enumerate(pieces):
        own[piece.article].append(number)
    ranking = Ranking([piece.passage.text for piece in pieces])
    pools: dict[str, list[Lesson]] = {kind: [] for kind in NEWS_MIX}
    for at, article in enumerate(trained):
        for asked in article.questions:
            for wording, told in zip(asked.wordings, asked.verdicts, strict=False):
                ids = tokenizer.encode(wording, add_special_tokens=False).ids[:MAX_QUESTION]
                scores = ranking.scores(wording)
                verdict = told
                if asked.answer is None and opening(wording):
                    verdict = UNCLEAR
                passages = _passages(article, asked, scores, pieces, own[at])
                passages["sentence"] = passages.get("near") or passages["answered"]
                for kind, numbers in passages.items():
                    if numbers and (verdict or kind != "sentence"):
                        pools[kind].append(Lesson(ids, asked, at, tuple(numbers), verdict))
    return NewsLessons(tokenizer, trained, pieces, pools)


def _cut(at: int, article: NewsArticle, tokenizer: Tokenizer) -> list[Piece]:
    chunks = chunk_article(Article(text=article.text))
    encoded = tokenizer.encode_batch([chunk.text for chunk in chunks], add_special_tokens=False)
    pieces = []
    for chunk, encoding in zip(chunks, encoded, strict=True):
        passage = Passage(chunk.text, encoding.ids, encoding.offsets)
        for low, high in chunk.sentences:
            passage.sentences.append(passage.tokens(low - chunk.start, high - chunk.start))
        pieces.append(Piece(at, chunk.start, passage, stems(chunk.text)))
    return pieces


def _passages(
    article: NewsArticle,
    asked: NewsQuestion,
    scores: Mapping[int, float],
    pieces: Sequence[Piece],
    own: Sequence[int],
) -> dict[str, list[int]]:
    """Return the passages of each kind for a question about an article.

    Args:
        article: The article.
        asked: The question.
        scores: What a wording of the question scores in search, by a passage's index.
        pieces: All passages.
        own: The indices of the article's.
    """
    likest = sorted(own, key=lambda number: -scores.get(number, 0.0))
    others = [number for number in likest if not pieces[number].touches(asked.sentence)]
    if asked.answer is None:
        near = [number for number in own if pieces[number].touches(asked.sentence)]
        return {"near": near, "silent_article": others[:SAME_ARTICLE]}
    words = article.words(asked.answer)
    first = nlargest(LOOKED_AT, scores, key=lambda number: (scores[number], -number))
    foreign = [number for number in first if number not in own]
    elsewhere = [number for number in foreign if not pieces[number].may_tell(words)]
    silent = [number for number in others if not pieces[number].may_tell(words)]
    return {
        "answered": [number for number in own if pieces[number].holds(asked.answer)],
        "same_article": silent[:SAME_ARTICLE],
        "other_article": elsewhere[:OTHER_ARTICLES],
    }


class Ranking:
    """Ranks texts by how well they match a question's words (Okapi BM25)."""

    def __init__(self, texts: Sequence[str]) -> None:
        counted = [Counter(stem(word.lower()) for word in plain_words(text)) for text in texts]
        lengths = [counts.total() for counts in counted]
        usual = sum(lengths) / max(1, len(lengths))
        self._places: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for at, (counts, length) in enumerate(zip(counted, lengths, strict=True)):
            for term, count in counts.items():
                weight = count * (_K1 + 1) / (count + _K1 * (1 - _B + _B * length / usual))
                self._places[term].append((at, weight))
        self._size = len(texts)

    def scores(self, question: str) -> dict[int, float]:
        """Return the score of each text that has a word of the question, by its index."""
        scores: dict[int, float] = defaultdict(float)
        for term in sorted({stem(word.lower()) for word in query_words(question)}):
            places = self._places.get(term, ())
            rarity = math.log(1 + (self._size - len(places) + 0.5) / (len(places) + 0.5))
            for at, weight in places:
                scores[at] += rarity * weight
        return scores


class News:
    """An endless, seeded stream of items about news."""

    def __init__(self, lessons: NewsLessons, seed: int) -> None:
        self.lessons = lessons
        self.seed = seed
        self.drawn = 0
        self._kinds = [kind for kind in NEWS_MIX if lessons.pools[kind]]
        self._cursors = dict.fromkeys(self._kinds, 0)
        self._rounds = {
            kind: Rounds(len(lessons.pools[kind]), f"{seed}:news:{kind}") for kind in self._kinds
        }

    def draw(self) -> Item:
        """Return the next item."""
        rng = random.Random(f"{self.seed}:news:{self.drawn}")
        self.drawn += 1
        kind = rng.choices(self._kinds, [NEWS_MIX[kind] for kind in self._kinds])[0]
        while True:
            number = self._rounds[kind].place(self._cursors[kind])
            self._cursors[kind] += 1
            item = self._make(rng, kind, self.lessons.pools[kind][number])
            if item is not None:
                return item

    def _make(self, rng: random.Random, kind: str, lesson: Lesson) -> Item | None:
        piece = self.lessons.pieces[rng.choice(lesson.pieces)]
        head = self._header(rng, piece.article, lesson)
        room = WINDOW - len(lesson.question) - len(head) - 3
        passage = piece.passage
        if kind == "sentence":
            return _of_sentence(rng, lesson, head, piece)
        if kind != "answered":
            kept = piece.touches(lesson.about.sentence) and piece.article == lesson.article
            keep = piece.tokens(lesson.about.sentence) if kept else rng.choice(passage.sentences)
            low, high = window(rng, passage, keep, room)
            ids = passage.ids[low:high]
            verdict = UNCLEAR if lesson.verdict else None
            return item_of(lesson.question, head, ids, None, answerable=False, verdict=verdict)
        keep = piece.tokens(lesson.about.answer or (0, 0))
        low, high = window(rng, passage, keep, room)
        start, end = keep[0] - low, keep[1] - low
        if not 0 <= start < end <= high - low or end - start > MAX_ANSWER:
            return None
        return item_of(
            lesson.question,
            head,
            passage.ids[low:high],
            (start, end),
            answerable=True,
            verdict=lesson.verdict,
        )

    def _header(self, rng: random.Random, number: int, lesson: Lesson) -> list[int]:
        """Return the header that a passage of an article comes under, as token ids."""
        article = self.lessons.articles[number]
        title = None
        if rng.random() >= NO_TITLE:
            title = article.headline
            if rng.random() < SENTENCE_AS_TITLE:
                about = rng.choice(article.questions)
                if number == lesson.article and rng.random() < OWN_SENTENCE:
                    about = lesson.about
                title = as_headline(article.words(about.sentence))
        day = None
        if rng.random() < DATED:
            day = date(rng.randint(1995, 2026), rng.randint(1, 12), rng.randint(1, 28))
        text = header(title, day)
        ids: list[int] = self.lessons.tokenizer.encode(text, add_special_tokens=False).ids
        return ids[:MAX_HEADER]


def _of_sentence(rng: random.Random, lesson: Lesson, head: list[int], piece: Piece) -> Item | None:
    """Return an item of which the passage is one sentence; None if it is too long."""
    own = piece.tokens(lesson.about.sentence)
    others = [
        sentence
        for sentence in piece.passage.sentences
        if sentence[1] <= own[0] or sentence[0] >= own[1]
    ]
    of_own = not others or rng.random() < ITS_OWN
    low, high = own if of_own else rng.choice(others)
    if high - low > WINDOW - len(lesson.question) - len(head) - 3:
        return None
    ids, span = piece.passage.ids[low:high], None
    if of_own and lesson.about.answer:
        start, end = piece.tokens(lesson.about.answer)
        span = (start - low, end - low) if end - start <= MAX_ANSWER else None
    verdict = lesson.verdict if of_own else UNCLEAR
    answered = of_own and lesson.about.answer is not None
    return item_of(lesson.question, head, ids, span, answered, verdict=verdict)


def as_headline(sentence: str) -> str:
    """Return the first words of a sentence, to its first clause's end if that is long enough."""
    words = sentence.strip("\"'“”‘’ ").split()[:MOST_WORDS]
    ends = [at for at, word in enumerate(words, 1) if word[-1] in ",;:–—" and at >= LEAST_WORDS]
    return " ".join(words[: ends[0]] if ends else words).rstrip(",;:.–— ")
