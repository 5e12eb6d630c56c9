"""Questions for one thing as it is now, beside those for the latest of a story."""

from collections.abc import Iterator

import pytest

from assistant import Assistant
from corpus import Article, Corpus

ARTICLES = (
    Article(
        id="bell",
        title="Old bell of Tarn found",
        text="The bell of Tarn, lost since 1790, was found by divers in May. It now hangs in the "
        "town museum, its director Ane Moe said. The bell is 90 centimetres high.",
    ),
    Article(
        id="pool",
        title="New pool in Hest",
        text="The pool in Hest, closed since a fire in March, opens again on 4 June. The repair "
        "took nine weeks. Its manager is Ole Brandt.",
    ),
    Article(
        id="strike",
        title="Strike at the port of Kolm goes on",
        text="Dockers at the port of Kolm stayed away for a sixth day. The union and the port talk "
        "again on Friday. 40 ships wait outside.",
    ),
)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Corpus.open(tmp_path_factory.mktemp("now")) as corpus:
        corpus.add(ARTICLES)
        yield Assistant(corpus)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Where is the bell of Tarn now?", "It now hangs in the town museum"),
        ("Where does the bell hang these days?", "It now hangs in the town museum"),
        ("When does the pool in Hest open again?", "opens again on 4 June"),
        ("Who manages the pool in Hest at the moment?", "Ole Brandt"),
        ("How many ships are waiting at Kolm right now?", "40 ships"),
    ],
)
def test_one_thing_is_told_as_a_fact(assistant: Assistant, question: str, told: str) -> None:
    answer = assistant.ask(question)
    assert answer.kind == "fact"
    assert told in answer.statements[0].text


@pytest.mark.parametrize(
    "question",
    [
        "How far along is the strike at the port of Kolm?",
        "What's the latest on the strike at Kolm?",
        "where are we with the strike at Kolm?",
    ],
)
def test_how_a_story_stands_is_the_latest(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).kind == "latest"
