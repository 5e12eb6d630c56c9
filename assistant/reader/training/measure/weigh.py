# ruff: noqa: S311 - seeded randomness is what makes a run repeatable
"""Fit the weights of ``assistant.reader.support`` on articles kept out of training.

From the repository root, after every ``export``::

    python -m assistant.reader.training.measure.weigh --home DIR [--data ../shared/data]

What search brings for a question is read with its article there, and with that taken out, at every
size that a corpus may have:

- among the 18,844 paragraphs of SQuAD 1.1's training half, each an article of its own;
- among 1, 7, 50 and 500 articles of five paragraphs, under headlines as papers write them: a
  sentence of the article, cut short, which may be the one that answers;
- among as many news articles, with our questions about them, half of them in other words than the
  article's, and with those that it does not answer.

The first run embeds all into DIR, which takes a quarter of an hour. The held-out articles of
SQuAD 2.0, half of whose questions are written to mislead, are searched by themselves.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from assistant.evaluation.chart import Series, chart
from assistant.evaluation.confidence import Bin, expected_calibration_error, reliability
from assistant.evaluation.metrics import holds
from assistant.reader import Passage, Reader
from assistant.reader.sentence_reader import sentence_at
from assistant.reader.span_model import FOLDER
from assistant.reader.support import WEIGHTS, Features, Weights, features
from assistant.reader.training.data.examples import is_held_out, rows, title_of
from assistant.reader.training.data.near_miss import near_miss
from assistant.reader.training.data.news_articles import load
from corpus import Article, Corpus, Hit
from corpus.article import content_id
from corpus.text.sentences import sentence_ranges

SOURCE = "squad1_train"
MISLEADING = "squad2_abstention"
DEPTH, READ = 30, 10
"""Passages that search brings, and those that are read of them."""
QUESTIONS, AT_EACH_SIZE, OF_NEWS = 720, 140, 400
SIZES, SWAPPED, OTHERS = (1, 7, 50, 500), 7, 500
"""Articles of a corpus; those beside which near misses are asked; those to draw from."""
FILLED = 18_844
"""Paragraphs of SQuAD 1.1's training half, each an article."""
LENGTH, WORDS = 5, 14
"""Paragraphs of an article, and words of a headline at most."""
STYLE = (
    "svg{background:#fff;font:11px sans-serif}text{fill:#555}.grid{stroke:#ddd}"
    "polyline{fill:none;stroke-width:2}.one{stroke:#8a1c1c}.dot{fill:#8a1c1c}"
    ".two{stroke:#888;stroke-dasharray:4}"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that was read, and whether the sentence found in it holds the answer."""

    features: Features
    right: bool


def open_corpus(home: Path, data: Path) -> Corpus:
    """Open a corpus with each paragraph of SQuAD 1.1's training half as an article of its own."""
    corpus = Corpus.open(home)
    paragraphs = rows(data / "train" / f"{SOURCE}.jsonl.gz")
    titles = {row["context"]: title_of(row) for row in paragraphs}
    if corpus.count() < len(titles):
        corpus.add(Article(text=text, title=title) for text, title in titles.items())
    return corpus


def read(
    reader: Reader, question: str, answer: str, hits: Sequence[Hit], holding: str = ""
) -> list[Candidate]:
    """Read the passages that search brought.

    Args:
        reader: The model.
        question: As it was searched for.
        answer: What the right sentence holds; empty when none can be right.
        hits: What search brought, best first.
        holding: The only article that can be right; empty where every one can.
    """
    near = hits[:READ]
    readings = reader.read(question, [Passage(hit.header, hit.text) for hit in near])
    answerable = [reading.answerable for reading in readings]
    known = features(question, hits, list(zip(near, answerable, strict=True)))
    candidates = []
    for hit, reading, of_hit in zip(near, readings, known, strict=True):
        low, high = sentence_at(hit, hit.start + reading.start)
        sentence = hit.text[low - hit.start : high - hit.start]
        may = holding in ("", hit.article_id)
        right = may and bool(answer) and holds(sentence, [answer])
        candidates.append(Candidate(of_hit, right))
    return candidates


def ask(
    corpus: Corpus, reader: Reader, data: Path, questions: int
) -> Iterator[tuple[list[Candidate], list[Candidate]]]:
    """Yield for each question the passages read with its article there, and without it."""
    for row in _held_out(data, questions):
        title = title_of(row)
        hits = corpus.search(row["question"], 5 * DEPTH)
        others = [hit for hit in hits if hit.title != title]
        yield (
            read(reader, row["question"], row["answer"], hits[:DEPTH]),
            read(reader, row["question"], "", others[:DEPTH]),
        )


def _held_out(data: Path, most: int) -> list[dict[str, Any]]:
    every = rows(data / "train" / f"{SOURCE}.jsonl.gz")
    held_out = [row for row in every if is_held_out(SOURCE, row["title"])]
    return random.Random(31).sample(held_out, min(most, len(held_out)))


class Newsstand:
    """Whole articles under headlines: five paragraphs of SQuAD's each.

    Args:
        home: A data folder; filled at the first use.
        data: Where the training data are.
    """

    def __init__(self, home: Path, data: Path) -> None:
        self.corpus = Corpus.open(home)
        every: dict[str, list[str]] = {}
        for row in rows(data / "train" / f"{SOURCE}.jsonl.gz"):
            paragraphs = every.setdefault(row["title"], [])
            if row["context"] not in paragraphs[-1:]:
                paragraphs.append(row["context"])
        self._parts = {
            f"{title}-{first // LENGTH}": paragraphs[first : first + LENGTH]
            for title, paragraphs in every.items()
            for first in range(0, len(paragraphs), LENGTH)
        }
        strange = [name for name in self._parts if not is_held_out(SOURCE, _subject(name))]
        self._others = random.Random(1).sample(strange, OTHERS)
        if not self.corpus.count():
            self.corpus.add(map(self._article, self._others))

    def ask(self, reader: Reader, row: dict[str, Any]) -> Iterator[tuple[int, list[Candidate]]]:
        """Yield each corpus size with the passages read, with and without the question's article.

        Args:
            reader: The model.
            row: A question on one of the held-out articles.
        """
        chance = random.Random(row["id"])
        own = [name for name in self._parts if _subject(name) == row["title"]]
        home = next(name for name in own if row["context"] in self._parts[name])
        near = [name for name in own if name != home]
        answering = next(s for s in _sentences(row["context"]) if holds(s, [row["answer"]]))
        opening = self._parts[home][0]
        headlines = ("", title_of(row), _clause(opening), _clause(answering), _clause(answering))
        self.corpus.add([self._article(home, chance.choice(headlines)), *map(self._article, near)])
        for size in SIZES:
            beside = (near[1 : 1 + size // 10] + chance.sample(self._others, OTHERS))[: size - 1]
            for there in (home, *near[:1]):
                answer = row["answer"] if there == home else ""
                yield size, self._read(reader, row["question"], answer, home, [there, *beside])
            if size == SWAPPED and (question := self._swapped(chance, row)):
                yield size, self._read(reader, question, "", home, [home, *beside])

    def _read(
        self, reader: Reader, question: str, answer: str, home: str, names: Sequence[str]
    ) -> list[Candidate]:
        ids = [_id(name) for name in names]
        hits = self.corpus.search(question, DEPTH, article_ids=ids)
        return read(reader, question, answer, hits, _id(home))

    def _swapped(self, chance: random.Random, row: dict[str, Any]) -> str | None:
        """Return the question with another name, number or word, which nothing here answers."""
        elsewhere = " ".join(self._parts[chance.choice(self._others)])
        return near_miss(chance, row["question"], row["context"], elsewhere, row["answer"])

    def _article(self, name: str, headline: str | None = None) -> Article:
        parts = self._parts[name]
        if headline is None:  # of every third its subject, as an encyclopaedia has it
            is_third = len(name) % 3 == 0
            headline = _subject(name).replace("_", " ") if is_third else _clause(parts[0])
        return Article(text="\n".join(parts), title=headline or None, id=_id(name))


def news(reader: Reader, home: Path, data: Path, questions: int) -> Iterator[list[Candidate]]:
    """Yield the passages read for questions about news, with their article there and without it.

    Each is asked once of each, among as many articles as chance has it, in one of its wordings.
    """
    articles = load(data)
    names = [content_id("news", article.doc) for article in articles]
    told = [
        (at, asked)
        for at, article in enumerate(articles)
        if article.held_out
        for asked in article.questions
    ]
    with Corpus.open(home) as corpus:
        if not corpus.count():
            written = zip(names, articles, strict=True)
            corpus.add(Article(text=a.text, title=a.headline, id=name) for name, a in written)
        for at, asked in random.Random(31).sample(told, min(questions, len(told))):
            chance = random.Random(f"{at}:{asked.text}")
            wording = chance.choice([asked.text, asked.reworded or asked.text])
            others = [name for name in chance.sample(names, OTHERS) if name != names[at]]
            for there in (True, False):
                size = chance.choice(SIZES)
                beside = others[: size - there]
                hits = corpus.search(wording, DEPTH, article_ids=[names[at]] * there + beside)
                answer = articles[at].words(asked.answer) if there and asked.answer else ""
                yield read(reader, wording, answer, hits, names[at])


def _id(name: str) -> str:
    return content_id("stand", name)


def _subject(name: str) -> str:
    return name.rpartition("-")[0]


def _sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_ranges(text)]


def _clause(text: str) -> str:
    """Return the first clause of a text, cut short, as a headline."""
    clause = re.split(r"[,;:(–—]", _sentences(text)[0])[0]
    return " ".join(clause.split()[:WORDS]).rstrip(".")


def misleading(reader: Reader, data: Path) -> Iterator[list[Candidate]]:
    """Yield the passages read for each held-out question of SQuAD 2.0, answerable or not."""
    every = rows(data / "train" / f"{MISLEADING}.jsonl.gz")
    held_out = [row for row in every if is_held_out(MISLEADING, row["title"])]
    with TemporaryDirectory() as folder, Corpus.open(folder) as corpus:
        titles = {row["context"]: title_of(row) for row in held_out}
        corpus.add(Article(text=text, title=title) for text, title in titles.items())
        for row in held_out:
            hits = corpus.search(row["question"], DEPTH)
            answer = row["answers"][0] if row["answerable"] else ""
            yield read(reader, row["question"], answer, hits)


def fit(sides: Sequence[list[Candidate]]) -> Weights:
    """Weigh the features, then make the support of a question's best passage a probability."""
    from sklearn.linear_model import LogisticRegression

    every = [candidate for side in sides for candidate in side]
    model = LogisticRegression(C=10).fit(
        [astuple(candidate.features) for candidate in every],
        [candidate.right for candidate in every],
    )
    direction = Weights(*map(float, [*model.coef_[0], 0]))
    best = [
        max((candidate.features.log_odds(direction), candidate.right) for candidate in side)
        for side in sides
        if side
    ]
    model = LogisticRegression(C=10).fit([[score] for score, _ in best], [y for _, y in best])
    scale, bias = float(model.coef_[0][0]), float(model.intercept_[0])
    scaled = [round(scale * part, 3) for part in astuple(direction)[:-1]]
    return Weights(*[*scaled, round(bias, 3)])


def best(read: Sequence[Candidate], weights: Weights = WEIGHTS) -> tuple[float, bool]:
    """Return the support of the best of the passages, 0..1, and whether it is right."""
    return max(
        ((candidate.features.support(weights), candidate.right) for candidate in read),
        default=(0.0, False),
    )


def table(asked: Sequence[tuple[list[Candidate], list[Candidate]]], weights: Weights) -> str:
    """Tabulate by threshold: refused though there, refused when taken out, right when answered."""
    best_of = [[best(side, weights) for side in pair] for pair in asked]
    lines = ["threshold  refused  silent  right"]
    for percent in (*range(10, 30), *range(30, 85, 5)):
        threshold = percent / 100
        given = [there for there, _ in best_of if there[0] >= threshold]
        refused = 1 - len(given) / len(best_of)
        silent = sum(out[0] < threshold for _, out in best_of) / len(best_of)
        right = sum(answer[1] for answer in given) / max(1, len(given))
        lines.append(f"{threshold:9.2f}  {refused:7.3f}  {silent:6.3f}  {right:5.3f}")
    always = sum(there[1] for there, _ in best_of) / len(best_of)
    return "\n".join([*lines, f"first sentence right, if it must answer: {always:.3f}"])


def measured(
    asked: Sequence[tuple[list[Candidate], list[Candidate]]], weights: Weights
) -> list[Bin]:
    """Return the share of best sentences that were right, in bins of their support."""
    return reliability([best(side, weights) for pair in asked for side in pair if side])


def at_each_size(sized: Sequence[tuple[int, list[Candidate]]], weights: Weights) -> Iterator[str]:
    """Yield the calibration error of the support at each corpus size, and the bins behind it."""
    for size in sorted({size for size, _ in sized}):
        scored = [best(side, weights) for of, side in sized if of == size]
        error = expected_calibration_error(scored)
        bins = "  ".join(f"{b.confidence:.2f} {b.accuracy:.2f}" for b in reliability(scored))
        yield f"{size:6} articles: {len(scored)} asked, calibration error {error:.3f}; {bins}"


def plot(bins: Sequence[Bin]) -> str:
    """Draw the support against the share that was right, as an SVG that stands alone."""
    even = Series([(0.0, 0.0), (1.0, 1.0)], dashed=True)
    points = Series([(bin_.confidence, bin_.accuracy) for bin_ in bins], dots=True)
    drawing = chart("support", "share right", even, points)
    return drawing.replace(">", f' xmlns="http://www.w3.org/2000/svg"><style>{STYLE}</style>', 1)


def main() -> None:
    """Ask, fit, and print the weights and what each threshold comes to."""
    parser = argparse.ArgumentParser(prog="python -m assistant.reader.training.measure.weigh")
    parser.add_argument("--home", type=Path, required=True, help="data folder for the paragraphs")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--folder", type=Path, default=FOLDER, help="the model's")
    parser.add_argument("--questions", type=int, default=QUESTIONS)
    parser.add_argument("--at-each-size", type=int, default=AT_EACH_SIZE, help="questions")
    parser.add_argument("--of-news", type=int, default=OF_NEWS, help="questions")
    parser.add_argument("--plot", type=Path, help="where to draw the reliability of the support")
    options = parser.parse_args()
    with open_corpus(options.home / "paragraphs", options.data) as corpus:
        reader = Reader.load(options.folder)
        asked = list(ask(corpus, reader, options.data, options.questions))
    others = list(misleading(reader, options.data))
    stand = Newsstand(options.home / "stand", options.data)
    sized = [
        side
        for row in _held_out(options.data, options.at_each_size)
        for side in stand.ask(reader, row)
    ]
    stand.corpus.close()
    others += [side for _, side in sized]
    told = list(news(reader, options.home / "news", options.data, options.of_news))
    others += told
    half = len(asked) // 2
    weights, of_half = (
        fit([side for pair in some for side in pair] + others) for some in (asked, asked[:half])
    )
    sized += [(FILLED, side) for pair in asked for side in pair]
    bins = measured(asked, weights)
    if options.plot:
        options.plot.write_text(plot(bins), encoding="utf-8")
    sys.stdout.write(f"{weights}\n{table(asked, weights)}\n")
    sys.stdout.writelines(f"said {b.confidence:.2f}  right {b.accuracy:.2f}\n" for b in bins)
    sys.stdout.writelines(f"{line}\n" for line in at_each_size(sized, weights))
    pairs = list(zip(told[::2], told[1::2], strict=True))
    sys.stdout.write(f"News:\n{table(pairs, weights)}\n")
    sys.stdout.write(f"Fitted on one half, shown on the other:\n{table(asked[half:], of_half)}\n")


if __name__ == "__main__":
    main()
