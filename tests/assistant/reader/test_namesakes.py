"""Namesakes: what an article tells of one who has only the last name is no answer."""

from collections.abc import Iterator

import pytest

from assistant import Assistant
from assistant.reader.namesakes import namesakes
from corpus import Corpus

NEWS = {
    "death": "The actor Olga Lie has died at the age of 91, her family said on Monday.",
    "play": "The director Grete Lie brings a new play to Oslo. It is about ships.",
    "mayor": "Karl Brandt has resigned as mayor of Linden over a land deal.",
    "choir": "Hilde Brandt leads the choir of Linden. She will sing on Sunday.",
    "vote": "Joseph Tarn won the vote in Mell. Mr Tarn thanked his voters.",
    "couple": "Ina Wolf waved. Mr Wolf said that he would stay. Per Wolf is the king of darts.",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Corpus.open(tmp_path_factory.mktemp("namesakes")) as corpus:
        corpus.add([{"id": name, "text": text} for name, text in NEWS.items()])
        yield Assistant(corpus)


@pytest.mark.parametrize(
    "question",
    ["Has Grete Lie died?", "Is Grete Lie dead?", "When did Grete Lie die?",
     "Has Hilde Brandt resigned?"],
)  # fmt: skip
def test_a_namesake_is_not_quoted(assistant: Assistant, question: str) -> None:
    cited = {citation.article_id for citation in assistant.ask(question).citations}
    assert not cited & {"death", "mayor"}


@pytest.mark.parametrize(
    ("question", "article"),
    [
        ("Has Olga Lie died?", "death"),
        ("Has Karl Brandt resigned?", "mayor"),
        ("Who won the vote in Mell, Joe Tarn?", "vote"),
        ("What did Per Wolf say?", "couple"),
    ],
)
def test_who_is_asked_for_is_quoted(assistant: Assistant, question: str, article: str) -> None:
    hits = assistant.corpus.search(question)
    others = namesakes(question, assistant.corpus, hits)
    assert article not in {hits[index].article_id for index in others}


def test_both_names_of_a_question_are_asked_for(assistant: Assistant) -> None:
    question = "What did Grete Lie say when Olga Lie died?"
    assert not namesakes(question, assistant.corpus, assistant.corpus.search(question))
