"""Questions about whole news articles under their headlines, alone and among others.

Run from the repository root::

    python -m tests.benchmarks.news_questions [--where alone together] [--reworded] [--questions N]
    python -m tests.benchmarks.news_questions --kinds

The articles are the tenth of those with questions of ours (a good half that the article answers,
others that it does not, whatever stands near) that the reader is never trained on. Each question is
asked with its article alone in a corpus, and with all of them in one; with ``--reworded`` as it is
put in other words than the article's. For the answerable ones:

- right answer: the first citation is of the article and holds the answer's words;
- right sentence: it overlaps with the sentence that was chosen as the best;
- wrong: answered by a first citation that is neither;
- refused.

For those that the article does not answer: refused. Among others some of those may be answered by
another article, which counts as not refused.

With ``--kinds`` nothing is asked: of 1,200 wordings it prints how many are taken for each kind of
question. All are of fact, of yes or no, or of who said what.
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from assistant import Answer, Assistant
from assistant.evaluation.confidence import bootstrap
from assistant.evaluation.metrics import holds, mean
from assistant.question.understanding.kinds import understood
from assistant.reader.training.data.news_articles import NewsArticle, NewsQuestion, load
from corpus import Article, Corpus
from corpus.models.embedding import Embedder
from tests.benchmarks import data

WHERE: Final = ("alone", "together")
SURE: Final = 0.7
"""Support from which an answer claims to be sure."""
OF_KIND: Final = 1_200
"""Wordings of which the kind is counted."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its answer."""

    article: NewsArticle
    question: NewsQuestion
    answer: Answer

    @property
    def answerable(self) -> bool:
        """True if the article tells it."""
        return self.question.answer is not None

    @property
    def refused(self) -> bool:
        """True if nothing was cited."""
        return not (self.answer.answered and self.answer.citations)

    @property
    def holds_answer(self) -> bool:
        """True if the first citation is of the article and holds the answer's words."""
        return self._of_article and holds(
            self.answer.citations[0].quote, [self.article.words(self.question.answer or (0, 0))]
        )

    @property
    def right_sentence(self) -> bool:
        """True if the first citation overlaps with the sentence chosen as the best."""
        if not self._of_article:
            return False
        first, (low, high) = self.answer.citations[0], self.question.sentence
        return first.start < high and low < first.end

    @property
    def right(self) -> bool:
        """True if the first citation is right in one way or the other."""
        return self.holds_answer or self.right_sentence

    @property
    def _of_article(self) -> bool:
        if self.refused:
            return False
        first = self.answer.citations[0]
        return self.article.doc in (first.article_id, *(copy.article_id for copy in first.also_in))


def drawn(
    articles: Sequence[NewsArticle], most: int | None
) -> list[tuple[NewsArticle, list[NewsQuestion]]]:
    """Return the articles with their questions, at most so many in all, always the same ones."""
    every = [(article, question) for article in articles for question in article.questions]
    if most is not None and most < len(every):
        every = random.Random(0).sample(every, most)
    return [
        (article, asked)
        for article in articles
        if (asked := [question for about, question in every if about is article])
    ]


def reworded(article: NewsArticle) -> NewsArticle:
    """Return the article with those questions that are there in other words, so put."""
    questions = [replace(q, text=q.reworded) for q in article.questions if q.reworded]
    return replace(article, questions=tuple(questions))


def ask(
    articles: Sequence[NewsArticle], questions: Sequence[tuple[NewsArticle, list[NewsQuestion]]]
) -> Iterator[Asked]:
    """Ask questions of a corpus that has these articles."""
    with TemporaryDirectory() as folder, Corpus.open(Path(folder) / "home") as corpus:
        corpus.add([Article(text=a.text, title=a.headline, id=a.doc) for a in articles])
        assistant = Assistant(corpus)
        for article, some in questions:
            for question in some:
                yield Asked(article, question, assistant.ask(question.text))


def figures(asked: Sequence[Asked]) -> dict[str, list[bool]]:
    """Return the rows of the table, each with a value for every question that it counts."""
    told = [question for question in asked if question.answerable]
    untold = [question for question in asked if not question.answerable]
    sure = [
        question
        for question in asked
        if not question.refused and question.answer.confidence >= SURE
    ]
    return {
        "answerable: first citation holds the answer": [question.holds_answer for question in told],
        "answerable: first citation is the right sentence": [e.right_sentence for e in told],
        "answerable: either": [question.right for question in told],
        "answerable: refused": [question.refused for question in told],
        "answerable: wrong": [not question.right and not question.refused for question in told],
        "not answerable: refused": [question.refused for question in untold],
        f"support of {SURE} or more: wrong": [not (e.answerable and e.right) for e in sure],
    }


def kinds(articles: Sequence[NewsArticle]) -> Counter[str]:
    """Return how many of `OF_KIND` wordings, always the same ones, are taken for each kind."""
    wordings = [
        wording
        for article in articles
        for question in article.questions
        for wording in question.wordings
    ]
    some = random.Random(1).sample(wordings, min(OF_KIND, len(wordings)))
    embed = Embedder.load().embed
    return Counter(understood(wording, [], date.today(), embed).kind for wording in some)


def table(columns: dict[str, dict[str, list[bool]]]) -> str:
    """Return the figures as a Markdown table, with 95% bootstrap intervals."""
    lines = [f"| | {' | '.join(columns)} |", f"|---|{'---|' * len(columns)}"]
    for row in next(iter(columns.values())):
        cells = [_cell(column[row]) for column in columns.values()]
        lines.append(f"| {row} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(values: Sequence[bool]) -> str:
    share = mean(values)
    if share is None:
        return "–"
    ends = bootstrap(values, mean)
    interval = f" ({ends[0]:.2f} to {ends[1]:.2f})" if ends else ""
    return f"{share:.3f}{interval} of {len(values)}"


def main() -> int:
    """Ask, print the table, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--data", type=Path, default=data.FOLDER)
    parser.add_argument("--where", nargs="+", choices=WHERE, default=list(WHERE))
    parser.add_argument("--questions", type=int, metavar="N", help="at most so many")
    parser.add_argument("--reworded", action="store_true", help="ask in other words")
    parser.add_argument("--kinds", action="store_true", help="count the kinds they are taken for")
    parser.add_argument("--show", action="store_true", help="print what went wrong")
    given = parser.parse_args()
    articles = [article for article in load(given.data) if article.held_out]
    if given.kinds:
        print("\n".join(f"{kind:>12} {count:5}" for kind, count in kinds(articles).most_common()))
        return 0
    if given.reworded:
        articles = [reworded(article) for article in articles]
    questions = drawn(articles, given.questions)
    columns = {}
    for where in given.where:
        if where == "together":
            asked = list(ask(articles, questions))
        else:
            asked = [asked_question for one in questions for asked_question in ask([one[0]], [one])]
        columns[where] = figures(asked)
        if given.show:
            show(where, asked)
    print(table(columns))
    return 0


def show(where: str, asked: Sequence[Asked]) -> None:
    """Print the questions that went wrong, with what was cited."""
    for asked_question in asked:
        if asked_question.right if asked_question.answerable else asked_question.refused:
            continue
        wanted = (
            asked_question.article.words(asked_question.question.answer)
            if asked_question.question.answer
            else "not told"
        )
        first = (
            asked_question.answer.citations[0].quote
            if asked_question.answer.citations
            else "refused"
        )
        print(f"  {where}: {asked_question.question.text} ({wanted})\n      {first}")


if __name__ == "__main__":
    sys.exit(main())
