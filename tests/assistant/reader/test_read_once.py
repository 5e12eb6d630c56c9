"""Reading for one question: each passage is read once."""

from collections import Counter
from collections.abc import Sequence

from assistant import Assistant
from assistant.reader.evidence import Evidence
from assistant.reader.sentence_reader import TrainedReader
from corpus import Corpus, Hit
from corpus.samples import add_samples

QUESTION = "Who suggested that NATO could extend Article 5 protections to Ukraine?"


class Counting(TrainedReader):
    """The reader that ships, which counts what it is given to read."""

    def __init__(self) -> None:
        super().__init__()
        self.given: Counter[tuple[str, tuple[Hit, ...]]] = Counter()

    def read(self, question: str, hits: Sequence[Hit]) -> list[Evidence]:
        self.given[question, tuple(hits)] += 1
        return super().read(question, hits)


def test_what_is_looked_for_twice_is_read_once_and_anew_for_the_next(corpus: Corpus) -> None:
    add_samples(corpus)
    reader = Counting()
    assistant = Assistant(corpus, reader=reader)
    first = assistant.ask(QUESTION).to_dict()
    assert set(reader.given.values()) == {1}
    again = assistant.ask(QUESTION).to_dict()
    assert set(reader.given.values()) == {2}  # the corpus may have changed
    assert {**first, "seconds": 0} == {**again, "seconds": 0}
