"""Questions that we wrote about news articles, joined with the articles they are about.

``news_questions.jsonl.gz`` has a line for each article: its name among the claims (``doc``), a
headline, and questions. A good half are answered by a sentence of the article; the others are not,
though a sentence comes near. They are single questions, turns of short conversations (put so that
they stand alone), and of yes or no: there the words that settle it answer, and the verdict that was
given by reading that sentence stands beside them. Most are there a second time in other words, as
somebody asks who has not read the article, or as a follow-up is searched for. Sentences stand there
as ranges: the articles themselves remain their publishers', and are read from
``claims/train.jsonl.gz``.
"""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.reader.training.data.examples import Span, rows

FILE = Path(__file__).with_name("news_questions.jsonl.gz")
CLAIMS = Path("claims") / "train.jsonl.gz"
"""Where the articles are in the folder of data."""
HELD_OUT = 10
"""One article in so many measures, and is never trained on."""
NEWS_SOURCES = frozenset(
    """vectara_llm vectara_llm_swap defacto frank summeval fib xsumfaith cliff factcc""".split()
)
"""The sources among the claims whose evidence is a news article."""
_SHORTER, _WORDS = range(150, 521), range(150, 1301)
"""Words of the articles that were asked about; a text of the first length goes before others of the
same name."""
_DOUBLY_ENCODED = re.compile(r"[Â-ß][^\x00-\x7f]|[à-ï][^\x00-\x7f]{2}")


@dataclass(frozen=True, slots=True)
class NewsQuestion:
    """A question about an article.

    Attributes:
        text: The question.
        sentence: Range of the sentence that answers, or that comes nearest, in the article's text.
        answer: Range of the words in it that answer; None where the article does not tell.
        reworded: The same question in other words than the article's, if it was written.
        verdicts: What the sentence says to each wording that asks for yes or no: "yes", "no" or
            "unclear"; None for another.
    """

    text: str
    sentence: Span
    answer: Span | None
    reworded: str | None = None
    verdicts: tuple[str | None, ...] = (None, None)

    @property
    def wordings(self) -> list[str]:
        """The question in each of its wordings."""
        return [wording for wording in (self.text, self.reworded) if wording]


@dataclass(frozen=True, slots=True)
class NewsArticle:
    """An article with what was written about it."""

    doc: str
    text: str
    headline: str
    questions: tuple[NewsQuestion, ...]

    @property
    def held_out(self) -> bool:
        """True if the article measures and is not trained on."""
        return zlib.crc32(self.doc.encode()) % HELD_OUT == 0

    def words(self, span: Span) -> str:
        """Return the words of a range of the text."""
        return self.text[slice(*span)]


def load(data: Path, file: Path = FILE) -> list[NewsArticle]:
    """Return all articles, in the order in which they were asked about.

    Args:
        data: Folder of the data, in which `CLAIMS` has the articles.
        file: What was written about them.

    Raises:
        ValueError: An article is not there, or is not the one that was asked about.
    """
    known = texts(data)
    articles = []
    for row in rows(file):
        if row["doc"] not in known:
            raise ValueError(f"{data / CLAIMS} has no article {row['doc']}: it is another file")
        text = known[row["doc"]]
        questions = tuple(_question(text, asked) for asked in row["questions"])
        articles.append(NewsArticle(row["doc"], text, row["headline"], questions))
    return articles


def save(articles: Sequence[NewsArticle], file: Path) -> None:
    """Write what `load` reads, without the articles' texts."""
    with gzip.GzipFile(file, "wb", mtime=0) as lines:
        for article in articles:
            questions = [
                {
                    "question": asked.text,
                    "reworded": asked.reworded,
                    "sentence": asked.sentence,
                    "answer": article.words(asked.answer) if asked.answer else None,
                    **({"verdicts": asked.verdicts} if any(asked.verdicts) else {}),
                }
                for asked in article.questions
            ]
            row = {"doc": article.doc, "headline": article.headline, "questions": questions}
            lines.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")


def plain(evidence: str) -> str:
    """Return an article's text as it was asked about: one line break at a time, letters mended."""
    return _DOUBLY_ENCODED.sub(_mended, re.sub(r"\n+", "\n", evidence).strip())


def _mended(match: re.Match[str]) -> str:
    """Return a letter that was decoded as two or three ("Â£"); others as they are."""
    try:
        return match.group().encode("cp1252").decode()
    except UnicodeError:
        return match.group()


def texts(data: Path) -> dict[str, str]:
    """Return the articles of news among the claims, by name.

    Args:
        data: Folder of the data, in which `CLAIMS` has them.
    """
    known: dict[str, str] = {}
    settled: set[str] = set()
    for row in rows(data / CLAIMS):
        doc = row.get("doc")
        if not doc or doc in settled or row["source"] not in NEWS_SOURCES:
            continue
        length = len(row["evidence"].split())
        if length in _SHORTER:
            known[doc] = plain(row["evidence"])
            settled.add(doc)
        elif length in _WORDS and doc not in known:
            known[doc] = plain(row["evidence"])
    return known


def _question(text: str, row: dict[str, Any]) -> NewsQuestion:
    """Return a question as it is kept, with its ranges in the article's text."""
    low, high = row["sentence"]
    answer, span = row["answer"], None
    if answer is not None:
        start = text.find(answer, low, high)
        if start < 0:
            raise ValueError(
                f"{row['question']!r}: no {answer!r} at {low} to {high} of the article"
            )
        span = start, start + len(answer)
    verdicts = tuple(row.get("verdicts", (None, None)))
    return NewsQuestion(row["question"], (low, high), span, row.get("reworded"), verdicts)
