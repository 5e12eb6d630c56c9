"""Sentences that a small real model writes: how many are withheld, and why.

    make test-model                            # installs the model and its server
    python -m tests.benchmarks.written [--show]

Asks the 25 questions on the seed article and 75 of the evaluation's on news. The model is
asked also where the reader would keep silent, and shown three passages. Prints how many of its
sentences were withheld and why, and whether every quote that came through stands in its article
as it is quoted. A model so small hardly ever cites, so the same sentences are checked once more
with every passage cited after each. ``--show`` prints the sentences too.
"""

import json
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Answer, Assistant, Finished, Token
from corpus import Corpus
from corpus.language.tokens import fold
from corpus.samples import samples
from corpus.text.sentences import sentence_ranges
from tests.benchmarks.data import news
from tests.model.conftest import SETTINGS, point_to
from tests.model.server import NAME, serving
from tests.models import ScriptedModel

QUESTIONS = 100
SEED = 4
SEED_QUESTIONS = Path(__file__).parents[1] / "data" / "seed_questions.jsonl"
_BETWEEN_QUOTES = re.compile(r'"([^"]+)"')
_MARKER = re.compile(r"\s*\[\d+\]")
_VALUES = re.compile(r"“[^”]*”|\[?\b\d[\d.,]*\]?|(?<=name ).*(?= is)")


def questions() -> list[str]:
    """A hundred questions, the same each time."""
    lines = SEED_QUESTIONS.read_text(encoding="utf-8").splitlines()
    own = [json.loads(line)["question"] for line in lines]
    others = random.Random(SEED).sample(news()[1], QUESTIONS - len(own))
    return own + [article.text for article in others]


def drafted(assistant: Assistant, question: str) -> tuple[Answer, str]:
    """The answer, and what the model wrote for it."""
    *events, last = assistant.stream(question)
    assert isinstance(last, Finished)
    return last.answer, "".join(event.text for event in events if isinstance(event, Token))


def citing(draft: str) -> ScriptedModel:
    """A model that repeats the draft with every passage cited after each sentence."""
    markers = "".join(f"[{number}]" for number in range(1, SETTINGS.shown + 1))
    sentences = [draft[start:end].strip() for start, end in sentence_ranges(draft)]
    said = " ".join(f"{_MARKER.sub('', sentence)} {markers}" for sentence in sentences)
    return ScriptedModel(script=lambda prompt: said)


def altered(corpus: Corpus, answer: Answer) -> Iterator[str]:
    """The quotes of an answer that are not their article's words."""
    texts = []
    for citation in answer.citations:
        text = corpus.article(citation.article_id, citation.revision).text
        texts.append(" ".join(fold(text).split()))
        if text[citation.start : citation.end] != citation.quote:
            yield citation.quote
    for statement in answer.statements:
        for quoted in _BETWEEN_QUOTES.findall(fold(statement.text)):
            if not any(quoted.rstrip(" .,;:!?") in text for text in texts):
                yield quoted


def report(corpus: Corpus, answers: list[Answer]) -> None:
    """Print what came of the answers."""
    written = [answer for answer in answers if answer.mode == "written"]
    kept = sum(len(answer.statements) for answer in written)
    withheld = [sentence for answer in answers for sentence in answer.withheld]
    total = kept + len(withheld)
    print(f"{total} sentences on {len(answers)} questions, {len(withheld)} withheld, {kept} kept")
    for reason, count in Counter(
        _VALUES.sub("…", sentence.reason) for sentence in withheld
    ).most_common():
        print(f"{count:5} {reason}")
    print(f"{sum(answer.answered for answer in written)} answers written")
    print(f"{sum(not answer.answered for answer in written)} times the model said: no answer")
    for note, count in Counter(answer.note for answer in answers if answer.note).most_common():
        print(f"{count} in the articles' own words: {note}")
    quotes = sum(len(answer.citations) for answer in answers)
    wrong = [quote for answer in answers for quote in altered(corpus, answer)]
    print(f"{quotes} citations, {len(wrong)} altered quotes")


def main() -> None:
    """Ask and report."""
    show = "--show" in sys.argv
    with (
        serving() as server,
        pytest.MonkeyPatch.context() as environment,
        tempfile.TemporaryDirectory() as home,
        Corpus.open(home) as corpus,
    ):
        point_to(server, environment)
        corpus.add([*samples(), *news()[0]])
        assistant = Assistant(corpus, SETTINGS, model=NAME)
        answers, cited = [], []
        for question in questions():
            answer, draft = drafted(assistant, question)
            answers.append(answer)
            cited.append(Assistant(corpus, SETTINGS, model=citing(draft)).ask(question))
            if show:
                print(question, draft, *cited[-1].statements, *cited[-1].withheld, "", sep="\n")
        print("As it wrote:")
        report(corpus, answers)
        print("With every passage cited:")
        report(corpus, cited)


if __name__ == "__main__":
    main()
