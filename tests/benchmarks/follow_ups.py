"""Follow-up questions: how many get a right sentence, or a refusal where nothing tells.

Run from the repository root::

    python -m tests.benchmarks.follow_ups [--use tune|test] [--show]

The conversations are those of ``conversations.jsonl``, on the invented articles of
``conversation_articles.jsonl``, added to a corpus in a temporary folder. Each is asked turn by
turn, with the assistant's own answers as history; the first question does not count. Its first
question is also asked at the end of a conversation on another topic: its answer should be the
same as alone.
"""

import argparse
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant import Answer, Assistant
from corpus import Article, Corpus
from tests.benchmarks.sets import Row, rows


def right(turn: Row, answer: Answer) -> bool:
    """Tell if the first quote is a right one; where none is, if the question was refused."""
    if not turn["sentence"]:
        return not answer.answered
    quote = answer.citations[0].quote if answer.citations else ""
    return bool(quote) and any(gold in quote or quote in gold for gold in turn["sentence"])


def main() -> int:
    """Ask, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--use", choices=("tune", "test"), default="test")
    parser.add_argument("--show", action="store_true", help="print what is not right")
    options = parser.parse_args()
    articles = [
        Article(
            text=row["text"],
            title=row["title"],
            publisher=row["publisher"],
            published=date.fromisoformat(row["published"]),
        )
        for row in rows("conversation_articles")
    ]
    alike, asked = 0, 0
    by_topic: dict[str, list[Answer]] = {}
    told = {True: [0, 0], False: [0, 0]}
    with TemporaryDirectory() as folder, Corpus.open(Path(folder)) as corpus:
        corpus.add(articles)
        assistant = Assistant(corpus)
        for conversation in rows("conversations"):
            if conversation["use"] != options.use:
                continue
            history: list[Answer] = []
            others = [said for topic, said in by_topic.items() if topic != conversation["topic"]]
            if others:
                first = conversation["turns"][0]["question"]
                alone, later = assistant.ask(first), assistant.ask(first, history=others[-1])
                alike += alone.text == later.text
                asked += 1
                if options.show and alone.text != later.text:
                    print(f"{first} after another conversation\n  {later.text}")
            for number, turn in enumerate(conversation["turns"]):
                answer = assistant.ask(turn["question"], history=history)
                history.append(answer)
                if number:
                    counts = told[bool(turn["sentence"])]
                    counts[0] += right(turn, answer)
                    counts[1] += 1
                    if options.show and not right(turn, answer):
                        print(f"{conversation['id']}: {turn['question']}")
                        print(f"  as {answer.standalone_question} ({answer.confidence:.2f})")
                        print(f"  {answer.text}")
            by_topic[conversation["topic"]] = history
    print(f"told in the articles: {told[True][0]} of {told[True][1]} by a right sentence")
    print(f"a first question after another conversation: {alike} of {asked} answered as alone")
    print(f"not told: {told[False][0]} of {told[False][1]} refused")
    return 0


if __name__ == "__main__":
    sys.exit(main())
