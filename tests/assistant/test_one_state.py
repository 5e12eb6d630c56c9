"""One question sees one state of the library, whatever others store or remove meanwhile."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from assistant import Answer, Assistant, Retrieved, Settings
from assistant.reader.evidence import Evidence, EvidenceReader
from corpus import Article, Corpus, Hit
from tests.models import ScriptedModel
from tests.transactions import counted, open_connections

BACKENDS = ("files", "servers")

URL = "https://news.example/bridge"
BRIDGE = Article(
    title="Lune bridge opens",
    publisher="The Fjord Times",
    published=date(2025, 3, 3),
    url=URL,
    text="""\
The bridge over the Lune was opened by Ada Quill on Monday.
"It will stand for a century," said Ada Quill.""",
)
CLOSED = Article(
    title="Lune bridge closes",
    publisher="The Fjord Times",
    published=date(2025, 3, 3),
    url=URL,
    text="The bridge over the Lune was closed by Ben Hart on Friday.",
)
OTHER = Article(
    title="Tolls",
    publisher="Harbour Post",
    published=date(2025, 3, 9),
    text="Lorries pay nine crowns on the bridge over the Lune, the county said on Sunday.",
)
WHO = "Who opened the bridge?"
LIST = "Which articles mention the Lune?"
SAID = "What did Ada Quill say?"
TIMELINE = "Give me a timeline of the Lune bridge."
SUMMARY = "Summarise what the articles say about the Lune bridge."


class Read:
    """The trained reader, before which something else is done."""

    def __init__(self, reader: EvidenceReader, before: Callable[[], None]) -> None:
        self.threshold = reader.threshold
        self.reader, self.before = reader, before

    def read(self, question: str, hits: Sequence[Hit]) -> list[Evidence]:
        self.before()
        return self.reader.read(question, hits)


@pytest.fixture
def assistant(corpus: Corpus) -> Assistant:
    corpus.add([BRIDGE, OTHER])
    corpus.search("bridge")  # opens the vector index
    return Assistant(corpus)


@pytest.fixture
def other(assistant: Assistant, home: Path) -> Iterator[Corpus]:
    """The same corpus, opened once more."""
    with Corpus.open(home) as opened:
        yield opened


def same(one: Answer, answer: Answer) -> bool:
    return {**one.to_dict(), "seconds": 0} == {**answer.to_dict(), "seconds": 0}


def remove(other: Corpus) -> None:
    for article in other.articles():
        other.remove(article.id)


def change(other: Corpus) -> None:
    other.add(CLOSED)


@pytest.mark.parametrize(
    ("question", "step", "happens"),
    [
        (WHO, "search", remove),
        (WHO, "search", change),
        (LIST, "passages_with", remove),
        (TIMELINE, "passages_with", change),
        (SUMMARY, "search", remove),
    ],
)
def test_what_changes_meanwhile_changes_no_answer(
    assistant: Assistant,
    other: Corpus,
    question: str,
    step: str,
    *,
    happens: Callable[[Corpus], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = assistant.ask(question)
    done: list[str] = []
    original = getattr(Corpus, step)

    def stepped(self: Corpus, *args: Any, **options: Any) -> Any:
        result = original(self, *args, **options)
        if not done:
            done.append(step)
            happens(other)
        return result

    monkeypatch.setattr(Corpus, step, stepped)
    during = assistant.ask(question)
    assert done
    assert before.answered
    assert same(during, before)
    assert not same(assistant.ask(question), before)


def test_vectors_that_are_newer_than_the_library_bring_nothing_else(
    assistant: Assistant, other: Corpus
) -> None:
    corpus = assistant.corpus
    with corpus.snapshot():
        before = {hit.chunk_id for hit in corpus.search("the bridge over the Lune")}
        change(other)
        assert {hit.chunk_id for hit in corpus.search("the bridge over the Lune")} == before
    assert {hit.chunk_id for hit in corpus.search("the bridge over the Lune")} != before


def test_a_question_is_one_transaction(assistant: Assistant) -> None:
    database = assistant.corpus.database
    for question in (WHO, LIST, SAID, TIMELINE, SUMMARY, f"{SAID} {WHO}"):
        with counted(database) as transactions:
            # Under a condition the vectors are the library's own; the index is asked of apart.
            assert assistant.ask(question, published_after=date(2025, 1, 1)).answered
        assert len(transactions) == 1, question
    assert open_connections(database) == 0


def test_nothing_stays_open(assistant: Assistant, other: Corpus) -> None:
    database = assistant.corpus.database

    def fail() -> None:
        assert open_connections(database) == 1
        raise KeyError

    with pytest.raises(KeyError):
        Assistant(assistant.corpus, reader=Read(assistant.reader, fail)).ask(WHO)
    assert open_connections(database) == 0
    events = assistant.stream(WHO)
    assert isinstance(next(events), Retrieved)
    assert open_connections(database) == 0
    remove(other)
    assert assistant.corpus.count() == 0  # whoever has the event reads the newest state
    events.close()


def test_nothing_is_open_while_a_model_writes(assistant: Assistant, other: Corpus) -> None:
    database = assistant.corpus.database

    def script(prompt: str) -> str:
        asked.append(open_connections(database))
        if len(asked) == 1:
            return WHO
        remove(other)
        return "Ada Quill opened the bridge over the Lune [1]. Nobody did [1]."

    asked: list[int] = []
    model = ScriptedModel(script=script)
    written = Assistant(assistant.corpus, Settings(threshold=0.0), model=model)
    answer = written.ask("And who opened it?", history=[assistant.ask(LIST)])
    assert asked == [0, 0]
    assert answer.mode == "written"
    assert [citation.article_id for citation in answer.citations] == [BRIDGE.id]
    assert open_connections(database) == 0


def test_a_model_that_fails_leaves_the_answer_as_it_was_gathered(
    assistant: Assistant, other: Corpus
) -> None:
    def script(prompt: str) -> str:
        remove(other)
        return "It rained [99]."

    answer = assistant.ask(WHO)
    written = Assistant(assistant.corpus, model=ScriptedModel(script=script)).ask(WHO)
    assert written.citations == answer.citations
    assert written.note


def test_two_questions_at_once_do_not_share(assistant: Assistant) -> None:
    database = assistant.corpus.database
    together = Barrier(2, timeout=60)
    open_then: list[int] = []

    def meet() -> None:
        together.wait()
        open_then.append(open_connections(database))
        together.wait()

    both = Assistant(assistant.corpus, reader=Read(assistant.reader, meet))
    answers = both.batch([WHO, WHO], published_after=date(2025, 1, 1))
    assert open_then == [2, 2]
    assert same(*answers)
    assert open_connections(database) == 0
