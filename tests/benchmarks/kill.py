"""Kills -9 at random moments while 300 articles are added, each followed by a look at what is left.

    python -m tests.benchmarks.kill [--kills 30] [--seed 7]

Every sixth kill begins with an empty folder. After each, every article must be there whole or not
at all, ``check(repair=True)`` must end well, and a second ``check`` must find nothing. At the end
the addition is taken up again, and everything must be there once.
"""

import argparse
import random
import shutil
import tempfile
from pathlib import Path

from corpus import Corpus
from tests.conftest import story
from tests.corpus.test_corpus_processes import complete, kill_while_adding

ARTICLES = range(300)
ROUNDS = 6


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    whole = {story(number).id: story(number) for number in ARTICLES}
    halves = repaired = unsound = 0
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        for kill in range(given.kills):
            stored = kill % ROUNDS * len(ARTICLES) // ROUNDS
            if not stored:
                shutil.rmtree(home, ignore_errors=True)
            after = min(len(ARTICLES) - 2, stored + chance.randrange(10, 80))
            kill_while_adding(home, ARTICLES, after, chance.uniform(0, 0.3))
            with Corpus.open(home) as corpus:
                articles = corpus.articles()
                halves += sum(whole[article.id] != article for article in articles)
                first, second = corpus.check(repair=True), corpus.check()
            repaired += bool(first.problems)
            unsound += bool(second.problems)
            print(f"{kill + 1}: {len(articles)} articles; {'; '.join(first.problems) or 'sound'}")
        with Corpus.open(home) as corpus:
            report = corpus.add(whole.values())
            print(f"taken up again: {report}; complete: {complete(corpus, ARTICLES)}")
    print(
        f"{given.kills} kills: {halves} articles half there, {repaired} repaired, {unsound} unsound"
    )


if __name__ == "__main__":
    main()
