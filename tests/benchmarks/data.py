"""The public question sets as articles and questions.

One article per paragraph, titled as its Wikipedia or Guardian article: the sets' own figures
are counted over paragraphs. ``publisher`` names the article that the paragraph is from, so that
a whole article can be taken out of a search.
"""

import gzip
import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus import Article, Corpus

__all__ = [
    "FOLDER",
    "Question",
    "asked_about",
    "fill",
    "news",
    "rows",
    "squad",
    "training_paragraphs",
]

FOLDER = Path("../shared/data")
"""Where the sets are, seen from the root of the repository."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what is known of its answer."""

    text: str
    article: Article
    """The paragraph it was asked about."""
    answers: tuple[str, ...]
    """Empty when the paragraph does not answer it."""
    spans: tuple[tuple[int, int], ...] = ()
    """Where the paragraph says so, in code points; empty when the set does not tell."""

    @property
    def answerable(self) -> bool:
        """True if the paragraph answers it."""
        return bool(self.answers)

    def case(self) -> Row:
        """The question as a line of the file that ``onrecord eval`` reads."""
        return {
            "question": self.text,
            "answers": list(self.answers),
            "article_ids": [self.article.id] if self.answerable else [],
            "answerable": self.answerable,
        }


def rows(file: Path) -> Iterator[Row]:
    """The objects of a gzipped file with one JSON object a line."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def training_paragraphs(folder: Path = FOLDER) -> list[Article]:
    """The 18,844 distinct paragraphs of SQuAD 1.1's training half (Rajpurkar et al. 2016)."""
    return _articles(rows(folder / "train" / "squad1_train.jsonl.gz"), "SQuAD 1.1")


def asked_about(articles: Iterable[Article], folder: Path = FOLDER) -> list[str]:
    """A question of SQuAD 1.1's training half about each of its paragraphs among the articles."""
    wanted = {article.text for article in articles}
    train_rows = rows(folder / "train" / "squad1_train.jsonl.gz")
    return list(
        {r["context"]: r["question"] for r in train_rows if r["context"] in wanted}.values()
    )


def squad(folder: Path = FOLDER) -> tuple[list[Article], list[Question]]:
    """Part of SQuAD 2.0's dev half (Rajpurkar et al. 2018): 320 paragraphs, 2,917 questions."""
    return _asked(list(rows(folder / "eval" / "squad2_dev.jsonl.gz")))


def news(folder: Path = FOLDER, level: str = "Adv") -> tuple[list[Article], list[Question]]:
    """Part of OneStopQA (Berzak et al. 2020): 15 Guardian articles at one reading level.

    Args:
        folder: Where the sets are.
        level: "Adv" (83 paragraphs, 249 questions), "Int" or "Ele".
    """
    file = folder / "eval" / "onestopqa_news_dev.jsonl.gz"
    return _asked([row for row in rows(file) if row["level"] == level])


def fill(home: Path, articles: list[Article], start: Path | None = None) -> None:
    """Add to the corpus in ``home`` those of the articles that it does not have.

    Args:
        home: A data folder; what an interrupted run stored is kept.
        articles: What is to be there.
        start: A data folder to copy when ``home`` does not exist: embedding takes minutes.
    """
    if start is not None and start.exists() and not home.exists():
        # Renamed when whole, so that an interrupted copy is never taken for the folder.
        part = home.with_name(home.name + ".part")
        shutil.rmtree(part, ignore_errors=True)
        shutil.copytree(start, part)
        part.rename(home)
    with Corpus.open(home) as corpus:
        stored = {article.id for article in corpus.articles()}
        corpus.add([article for article in articles if article.id not in stored])


def _asked(question_rows: list[Row]) -> tuple[list[Article], list[Question]]:
    articles = _articles(question_rows)
    by_text = {article.text: article for article in articles}
    questions = [
        Question(
            text=row["question"],
            article=by_text[row["context"]],
            answers=tuple(dict.fromkeys(row["answers"])) if row["answerable"] else (),
            spans=tuple((start, end) for start, end in row.get("spans") or ()),
        )
        for row in question_rows
    ]
    return articles, questions


def _articles(context_rows: Iterable[Row], publisher: str | None = None) -> list[Article]:
    titles = {row["context"]: row["title"].replace("_", " ") for row in context_rows}
    return [
        Article(text=text, title=title, publisher=publisher or title)
        for text, title in titles.items()
    ]
