# ruff: noqa: S311 - seeded randomness is what makes a run repeatable
"""Training data: read, located, tokenised once, with hard negatives ranked inside each article."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from assistant.reader.encoding import MAX_QUESTION
from corpus.models.embedding import Embedder

SOURCES = ("squad1_train", "squad2_abstention", "qed", "selqa", "qamr", "qasrl_gs")
HELD_OUT_ABSTENTION = ("Amazon rainforest", "Pharmacy")
HELD_OUT_SHARE = 0.04
REWORDED = Path(__file__).with_name("reworded_questions.jsonl.gz")
"""Questions of SQuAD's that we put in other words than their passage's, each under its ``id`` and
own words: ``question`` and ``reworded``."""
NEAR_MISSES = Path(__file__).with_name("near_questions.jsonl.gz")
"""Questions that we wrote, which come near one of SQuAD's that their passage answers (``id`` and
``question``) and which it does not answer: ``near``."""
SHORT = 40
"""Passages of other articles serve as negatives from so many tokens on."""

Span = tuple[int, int]


@dataclass(slots=True)
class Passage:
    """A passage's token ids, their character offsets, and its sentences as token ranges."""

    text: str
    ids: list[int] = field(default_factory=list)
    offsets: list[Span] = field(default_factory=list)
    sentences: list[Span] = field(default_factory=list)

    def tokens(self, start: int, end: int) -> Span:
        """Return the token range that covers characters ``[start, end)``."""
        inside = [i for i, (s, e) in enumerate(self.offsets) if e > start and s < end]
        return (inside[0], inside[-1] + 1) if inside else (0, 0)


@dataclass(slots=True)
class Example:
    """One question on one passage; ``span`` in tokens, ``None`` where unknown or unanswerable.

    ``reworded`` is the question in other words than the passage's, ``near_misses`` are questions
    that come near and that the passage does not answer, where they were written.
    """

    source: str
    title: str
    question: str
    passage: int
    answers: tuple[str, ...]
    answerable: bool
    span: Span | None
    reworded: str | None = None
    near_misses: tuple[str, ...] = ()
    question_ids: list[int] = field(default_factory=list)
    reworded_ids: list[int] = field(default_factory=list)
    same_article: list[int] = field(default_factory=list)
    other_articles: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Corpus:
    """The examples that training draws from. Article names are ``source:title``."""

    passages: list[Passage]
    examples: list[Example]
    articles: dict[str, list[int]]
    tokenizer: Tokenizer

    def ids(self, text: str) -> list[int]:
        """Return the token ids of ``text``, without special tokens."""
        ids: list[int] = self.tokenizer.encode(text, add_special_tokens=False).ids
        return ids


def rows(path: Path) -> list[dict[str, Any]]:
    """Return the JSON objects of a gzipped JSON-lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def title_of(row: dict[str, Any]) -> str:
    """Return the row's title as it is displayed."""
    return str(row.get("title") or "").replace("_", " ")


def plain_tokenizer(path: Path) -> Tokenizer:
    """Return the tokenizer of ``path`` without truncation or padding."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def sentence_spans(context: str, sentences: list[str]) -> list[Span]:
    """Return character spans of ``sentences``, found one after another in ``context``."""
    spans, at = [], 0
    for sentence in sentences:
        start = context.find(sentence, at)
        if start >= 0:
            spans.append((start, start + len(sentence)))
            at = start + len(sentence)
    return spans or [(0, len(context))]


def is_held_out(source: str, title: str) -> bool:
    """Tell if an article is kept for decisions and calibration instead of training.

    Its title may be as the data have it, with underscores, or as it is shown.
    """
    title = title.replace("_", " ")
    if source == "squad2_abstention":
        return title in HELD_OUT_ABSTENTION
    return source == "squad1_train" and random.Random(title).random() < HELD_OUT_SHARE


def _answer_span(row: dict[str, Any], sentences: list[Span]) -> Span | None:
    """Return the answer's characters: as given, else inside a sentence known to answer."""
    if row.get("spans"):
        start, end = row["spans"][0]
        return start, end
    context = row["context"]
    answers = [row["answer"]] if row.get("answer") else list(row.get("answers") or [])
    if row["source"] != "qed":
        answers.sort(key=lambda text: (-answers.count(text), len(text)))
    places = [sentences[i] for i in row["positive"] if i < len(sentences)]
    for answer in answers:
        for low, high in places:
            match = re.compile(rf"(?<!\w){re.escape(answer)}(?!\w)").search(context, low, high)
            if answer and match:
                return match.span()
    return None


def _rows(folder: Path) -> list[dict[str, Any]]:
    kept = []
    for source in SOURCES:
        for row in rows(folder / f"{source}.jsonl.gz"):
            row["source"] = source
            if row.get("domain") != "wikipedia":
                kept.append(row)
    return kept


def load(folder: Path, tokenizer_path: Path) -> Corpus:
    """Read every source under ``folder``, locate the answers and tokenise each text once."""
    tokenizer = plain_tokenizer(tokenizer_path)
    passages: list[Passage] = []
    known: dict[str, int] = {}
    characters: list[list[Span]] = []
    examples: list[Example] = []
    spans: list[Span | None] = []
    articles: dict[str, list[int]] = defaultdict(list)
    reworded = {(row["id"], row["question"]): row["reworded"] for row in rows(REWORDED)}
    near_misses: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows(NEAR_MISSES):
        near_misses[row["id"], row["question"]].append(row["near"])
    for row in _rows(folder):
        context, title = row["context"], title_of(row)
        article = title or ":".join(row["id"].split(":")[:3])
        if context not in known:
            known[context] = len(passages)
            passages.append(Passage(context))
            characters.append(sentence_spans(context, row["sentences"] or []))
            articles[f"{row['source']}:{article}"].append(known[context])
        number = known[context]
        answers = tuple([row["answer"]] if row.get("answer") else row.get("answers") or ())
        span = _answer_span(row, characters[number]) if row["answerable"] else None
        spans.append(span)
        question, answerable = row["question"], row["answerable"]
        key = row["id"], question
        other, near = reworded.get(key), tuple(near_misses.get(key, ()))
        examples.append(
            Example(row["source"], title, question, number, answers, answerable, None, other, near)
        )
    for passage, encoding, places in zip(
        passages,
        tokenizer.encode_batch([p.text for p in passages], add_special_tokens=False),
        characters,
        strict=True,
    ):
        passage.ids, passage.offsets = encoding.ids, encoding.offsets
        passage.sentences = [passage.tokens(*sentence) for sentence in places]
    questions = tokenizer.encode_batch([e.question for e in examples], add_special_tokens=False)
    for example, encoding, span in zip(examples, questions, spans, strict=True):
        example.question_ids = encoding.ids[:MAX_QUESTION]
        if example.reworded:
            ids = tokenizer.encode(example.reworded, add_special_tokens=False).ids
            example.reworded_ids = ids[:MAX_QUESTION]
        if span is not None:
            tokens = passages[example.passage].tokens(*span)
            example.span = tokens if tokens[1] else None
    return Corpus(passages, examples, dict(articles), tokenizer)


def add_negatives(corpus: Corpus, kept: Path) -> None:
    """Give each example its negatives as `rank_negatives` does, once: they are kept in a file.

    Ranking takes as long as to embed every passage and every question. What was kept for other
    examples is ranked anew.
    """
    if kept.exists():
        questions, ranked = json.loads(kept.read_text(encoding="utf-8"))
        if questions == [example.question for example in corpus.examples]:
            for example, (same, other) in zip(corpus.examples, ranked, strict=True):
                example.same_article, example.other_articles = same, other
            return
    rank_negatives(corpus)
    ranked = [(example.same_article, example.other_articles) for example in corpus.examples]
    written = json.dumps(([example.question for example in corpus.examples], ranked))
    kept.with_suffix(".part").write_text(written, encoding="utf-8")
    kept.with_suffix(".part").replace(kept)


def rank_negatives(corpus: Corpus, seed: int = 7) -> None:
    """Give each example passages like its question that do not contain an answer string.

    As search does: by words (TF-IDF cosine) and by meaning (our embedder), taken in turn. The
    other passages of the same article come by words alone, up to 6; those of all other articles
    both ways, up to 8, chosen at random among the first 24, so that training meets what search
    would bring when the article is missing.
    """
    import numpy
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(sublinear_tf=True, stop_words="english", dtype=numpy.float32)
    matrix = vectorizer.fit_transform([p.text for p in corpus.passages])
    lowered = [p.text.lower() for p in corpus.passages]
    home = {number: name for name, group in corpus.articles.items() for number in group}
    groups: dict[str, list[Example]] = defaultdict(list)
    for example in corpus.examples:
        groups[home[example.passage]].append(example)

    def without_answer(example: Example, ranked: Iterable[int]) -> list[int]:
        taken = [answer.lower() for answer in example.answers]
        return [i for i in ranked if not any(a in lowered[i] for a in taken)]

    for name, members in groups.items():
        own = corpus.articles[name]
        questions = vectorizer.transform([e.question + " " + e.title for e in members])
        scores = (questions @ matrix[own].T).toarray()
        for example, line in zip(members, scores, strict=True):
            best = [own[i] for i in numpy.argsort(-line, kind="stable")[:14]]
            example.same_article = without_answer(
                example, (i for i in best if i != example.passage)
            )[:6]

    chance = random.Random(seed)
    pool = [i for i, p in enumerate(corpus.passages) if len(p.ids) > SHORT]
    words = matrix[pool].T.tocsr()
    embedder = Embedder.load()
    meanings = embedder.embed([corpus.passages[i].text for i in pool]).T
    for at in range(0, len(corpus.examples), 512):
        some = corpus.examples[at : at + 512]
        texts = [e.question for e in some]
        by_words = (vectorizer.transform(texts) @ words).toarray()
        by_meaning = embedder.embed(texts) @ meanings
        for example, *lines in zip(some, by_words, by_meaning, strict=True):
            firsts = [numpy.argpartition(-line, 24)[:24] for line in lines]
            ranked = [f[numpy.argsort(-line[f])] for f, line in zip(firsts, lines, strict=True)]
            mixed = dict.fromkeys(pool[int(i)] for pair in zip(*ranked, strict=True) for i in pair)
            others = [i for i in mixed if home[i] != home[example.passage]][:24]
            kept = without_answer(example, others)
            example.other_articles = chance.sample(kept, min(8, len(kept)))
