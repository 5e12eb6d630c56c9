# ruff: noqa: S311 - seeded randomness is what makes a run repeatable
"""Fit the weights of ``assistant.reader.support`` on articles kept out of training.

From the repository root, after every ``export``::

    python -m assistant.reader.training.measure.weigh --home DIR [--data ../shared/data]

Every paragraph of SQuAD 1.1's training half is searched (the first run embeds them into DIR,
which takes some ten minutes). What search brings for a question is read twice: with its article
there, and with all paragraphs of that article taken out. The held-out articles of SQuAD 2.0, half
of whose questions are written to mislead, are searched by themselves.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.evaluation.chart import Series, chart
from assistant.evaluation.confidence import Bin, reliability
from assistant.evaluation.metrics import holds
from assistant.reader import Passage, Reader
from assistant.reader.sentence_reader import sentence_at
from assistant.reader.span_model import FOLDER
from assistant.reader.support import (
    WEIGHTS,
    Features,
    Weights,
    background,
    features,
    log_odds,
    support,
)
from assistant.reader.training.data.examples import is_held_out, rows, title_of
from corpus import Article, Corpus, Hit

SOURCE = "squad1_train"
MISLEADING = "squad2_abstention"
DEPTH = 30
QUESTIONS = 720
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
    """Every paragraph of SQuAD 1.1's training half, as an article of its own."""
    corpus = Corpus.open(home)
    found = rows(data / "train" / f"{SOURCE}.jsonl.gz")
    titles = {row["context"]: title_of(row) for row in found}
    if corpus.count() < len(titles):
        corpus.add(Article(text=text, title=title) for text, title in titles.items())
    return corpus


def read(reader: Reader, question: str, answer: str, hits: Sequence[Hit]) -> list[Candidate]:
    """Read the passages that search brought; ``answer`` is empty when none can be right."""
    readings = reader.read(question, [Passage(hit.header, hit.text) for hit in hits])
    found, around = [], background(hits)
    for hit, reading in zip(hits, readings, strict=True):
        low, high = sentence_at(hit, hit.start + reading.start)
        sentence = hit.text[low - hit.start : high - hit.start]
        right = bool(answer) and holds(sentence, [answer])
        found.append(Candidate(features(hit, reading.answerable, around), right))
    return found


def ask(
    corpus: Corpus, reader: Reader, data: Path, questions: int
) -> Iterator[tuple[list[Candidate], list[Candidate]]]:
    """For each question what was read with its article there, and without it."""
    every = rows(data / "train" / f"{SOURCE}.jsonl.gz")
    held_out = [row for row in every if is_held_out(SOURCE, row["title"])]
    for row in random.Random(31).sample(held_out, min(questions, len(held_out))):
        title = title_of(row)
        hits = corpus.search(row["question"], 5 * DEPTH)
        others = [hit for hit in hits if hit.title != title]
        yield (
            read(reader, row["question"], row["answer"], hits[:DEPTH]),
            read(reader, row["question"], "", others[:DEPTH]),
        )


def misleading(reader: Reader, data: Path) -> Iterator[list[Candidate]]:
    """For each held-out question of SQuAD 2.0 what was read, answerable or not."""
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

    every = [each for side in sides for each in side]
    model = LogisticRegression(C=10).fit(
        [astuple(each.features) for each in every], [each.right for each in every]
    )
    reading, lead = map(float, model.coef_[0])
    direction = Weights(reading, lead, bias=0.0)
    best = [
        max((log_odds(each.features, direction), each.right) for each in side)
        for side in sides
        if side
    ]
    model = LogisticRegression(C=10).fit([[score] for score, _ in best], [y for _, y in best])
    scale, bias = float(model.coef_[0][0]), float(model.intercept_[0])
    return Weights(round(scale * reading, 3), round(scale * lead, 3), round(bias, 3))


def best(read: Sequence[Candidate], weights: Weights = WEIGHTS) -> tuple[float, bool]:
    """The support of the best of the passages, 0..1, and whether it is right."""
    return max(
        ((support(each.features, weights), each.right) for each in read), default=(0.0, False)
    )


def table(asked: Sequence[tuple[list[Candidate], list[Candidate]]], weights: Weights) -> str:
    """For each threshold: refused though there, refused when taken out, right when answered."""
    found = [[best(side, weights) for side in pair] for pair in asked]
    lines = ["threshold  refused  silent  right"]
    for percent in (*range(10, 30), *range(30, 85, 5)):
        threshold = percent / 100
        given = [there for there, _ in found if there[0] >= threshold]
        refused = 1 - len(given) / len(found)
        silent = sum(out[0] < threshold for _, out in found) / len(found)
        right = sum(each[1] for each in given) / max(1, len(given))
        lines.append(f"{threshold:9.2f}  {refused:7.3f}  {silent:6.3f}  {right:5.3f}")
    always = sum(there[1] for there, _ in found) / len(found)
    return "\n".join([*lines, f"first sentence right, if it must answer: {always:.3f}"])


def measured(
    asked: Sequence[tuple[list[Candidate], list[Candidate]]], weights: Weights
) -> list[Bin]:
    """How often the best sentence was right, by its support."""
    return reliability([best(side, weights) for pair in asked for side in pair if side])


def plot(bins: Sequence[Bin]) -> str:
    """What was said against what was right: a drawing that stands alone."""
    even = Series([(0.0, 0.0), (1.0, 1.0)], dashed=True)
    points = Series([(each.confidence, each.accuracy) for each in bins], dots=True)
    drawing = chart("support", "share right", even, points)
    return drawing.replace(">", f' xmlns="http://www.w3.org/2000/svg"><style>{STYLE}</style>', 1)


def main() -> None:
    """Ask, fit, and print the weights and what each threshold comes to."""
    parser = argparse.ArgumentParser(prog="python -m assistant.reader.training.measure.weigh")
    parser.add_argument("--home", type=Path, required=True, help="data folder for the paragraphs")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--folder", type=Path, default=FOLDER, help="the model's")
    parser.add_argument("--questions", type=int, default=QUESTIONS)
    parser.add_argument("--plot", type=Path, help="where to draw the reliability of the support")
    options = parser.parse_args()
    with open_corpus(options.home, options.data) as corpus:
        reader = Reader.load(options.folder)
        asked = list(ask(corpus, reader, options.data, options.questions))
    others = list(misleading(reader, options.data))
    half = len(asked) // 2
    weights, of_half = (
        fit([side for pair in some for side in pair] + others) for some in (asked, asked[:half])
    )
    bins = measured(asked, weights)
    if options.plot:
        options.plot.write_text(plot(bins), encoding="utf-8")
    sys.stdout.write(f"{weights}\n{table(asked, weights)}\n")
    sys.stdout.writelines(f"said {b.confidence:.2f}  right {b.accuracy:.2f}\n" for b in bins)
    sys.stdout.write(f"Fitted on one half, shown on the other:\n{table(asked[half:], of_half)}\n")


if __name__ == "__main__":
    main()
