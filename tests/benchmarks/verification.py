"""Verification: supported sentences told from altered ones.

    python -m tests.benchmarks.verification [--train] [--show] [--threshold SUPPORT]

Takes 300 sentences of the evaluation's paragraphs, half of them news, each as it is or, where a
rule applies, put otherwise; and of each every alteration that its words allow. Then 80
sentences on the sample articles that were put otherwise by hand, each as it is and with one
thing made wrong: the rules were improved on the first 60 of them. ``--train`` takes paragraphs
of the training half instead, for setting thresholds; ``--threshold`` withholds what the trained
reader supports less, 0..1; ``--show`` prints what went wrong.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.judge.verifier import ReaderSupporter, Verifier
from corpus import Article, Hit
from corpus.samples import samples
from corpus.text.sentences import sentence_ranges
from tests.benchmarks.alterations import alterations, paraphrases
from tests.benchmarks.data import news, squad, training_paragraphs

SENTENCES = 300
SEED = 6
SHORTEST, LONGEST = 40, 400
"""Code points of a sentence that is taken."""
UNALTERED, ALTERED = "unaltered", "altered"
BY_HAND = Path(__file__).parents[1] / "data" / "paraphrases.jsonl"
"""Sentences that the samples bear out, in six kinds of other words, and what each became when
one thing in it was made wrong."""


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence, its passage, and in which way it was altered."""

    text: str
    hit: Hit
    way: str


def passage(article: Article) -> Hit:
    """An article of one paragraph as the passage that a search would find."""
    text = article.text
    return Hit(
        chunk_id=article.revision,
        article_id=article.id,
        revision=article.revision,
        start=0,
        end=len(text),
        text=text,
        sentences=tuple(sentence_ranges(text)),
        title=article.title,
        url=article.url,
        publisher=article.publisher,
        published=article.published,
        score=1.0,
    )


def cases(articles: list[Article], seed: int = SEED, most: int = SENTENCES) -> Iterator[Case]:
    """Sentences that can be altered, unaltered and altered."""
    chance = random.Random(seed)
    everything = " ".join(article.text for article in articles[:60])
    cases = [
        (article, article.text[start:end])
        for article in articles
        for start, end in sentence_ranges(article.text)
        if SHORTEST <= end - start <= LONGEST
    ]
    chance.shuffle(cases)
    taken = 0
    for number, (article, sentence) in enumerate(cases):
        made = alterations(sentence, _around(article, articles), everything, number)
        if not made or taken == most:
            continue
        taken += 1
        hit = passage(article)
        put_otherwise = paraphrases(sentence)
        yield Case(chance.choice(put_otherwise) if put_otherwise else sentence, hit, UNALTERED)
        yield from (Case(altered.text, hit, altered.way) for altered in made)


def _around(article: Article, articles: list[Article]) -> str:
    """The whole article that a paragraph is of: its paragraphs share a title."""
    return "\n".join(other.text for other in articles if other.title == article.title)


def by_hand() -> Iterator[Case]:
    """The sentences that were put otherwise by hand, and those made wrong."""
    passages = {article.id: passage(article) for article in samples()}
    for line in BY_HAND.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Case(row["text"], passages[row["article"]], UNALTERED)
        yield Case(row["altered"], passages[row["article"]], row["kind"])


def measure(verifier: Verifier, made: list[Case], *, show: bool = False) -> dict[str, float]:
    """The share withheld of each way, of all that were altered, and of the unaltered."""
    withheld: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for case in made:
        verdict = verifier.check(case.text, [case.hit])
        for way in {case.way, UNALTERED if case.way == UNALTERED else ALTERED}:
            total[way] += 1
            withheld[way] += not verdict.supports
        if show and bool(verdict.supports) == (case.way != UNALTERED):
            print(f"{case.way}: {case.text}\n    {verdict.reason or verdict.supports[0].quote}")
    shares = {way: withheld[way] / total[way] for way in total}
    for way, share in shares.items():
        print(f"{way:10} {share:7.1%} of {total[way]} withheld")
    return shares


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--train", action="store_true")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--threshold", type=float)
    options = parser.parse_args()
    if options.train:
        made = list(cases(random.Random(SEED).sample(training_paragraphs(), 1500)))
    else:
        made = [
            case
            for articles in (news()[0], squad()[0])
            for case in cases(articles, most=SENTENCES // 2)
        ]
    verifier = Verifier(ReaderSupporter(options.threshold))
    for some in (made, list(by_hand())):
        measure(verifier, some, show=options.show)


if __name__ == "__main__":
    main()
