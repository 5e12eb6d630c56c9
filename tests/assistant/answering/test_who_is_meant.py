"""Questions back, where a first question's pronoun may be anybody."""

from collections.abc import Iterator

import pytest

from assistant import Assistant


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Assistant.open(tmp_path_factory.mktemp("home")) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "pronoun"),
    [
        ("When was he born?", "he"),
        ("what did she propose?", "she"),
        ("he said what?", "he"),
        ("where does his money come from", "his"),
    ],
)
def test_whom_is_asked_with_names(assistant: Assistant, question: str, pronoun: str) -> None:
    answer = assistant.ask(question)
    assert answer.kind == "conversation"
    assert answer.text.startswith(f"Whom do you mean by “{pronoun}”: ")
    assert not answer.citations


def test_a_man_is_not_offered_for_she(assistant: Assistant) -> None:
    text = assistant.ask("What did she propose?").text
    assert "Meloni" in text
    assert "Starmer" not in text


@pytest.mark.parametrize(
    "question", ["What did Meloni say she wants?", "what did the minister say he would do?"]
)
def test_somebody_is_named(assistant: Assistant, question: str) -> None:
    assert "Whom do you mean" not in assistant.ask(question).text


def test_a_conversation_tells_whom(assistant: Assistant) -> None:
    first = assistant.ask("What did Giorgia Meloni propose?")
    then = assistant.ask("What did she say?", history=[first])
    assert "Whom do you mean" not in then.text
