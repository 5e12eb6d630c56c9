"""Near names: what a passage tells of one is no answer; another spelling of the same name is."""

from collections.abc import Iterator

import pytest

from assistant import Assistant
from corpus import Corpus

NEWS = {
    "jets": "The air force of Lurmark received eleven F-16 fighters on Tuesday.",
    "bank": "Jürgen Müller was named head of the Landbank in Kassel. He is 51 years old.",
    "mayor": "Mette Søderholm resigned as mayor of Vinge on Monday. Her deputy takes over.",
    "ferry": "Captain Erik Johansson was fined 3,000 kronor for steering the ferry while asleep.",
    "kayak": "Dmytro Kovalenko was rescued from the river Prut by two anglers.",
    "fleet": "Skyvalle ordered fourteen A320 aircraft. Norway's pilots will fly them to Turkey.",
    "rail": "Vladimir Orsk opened a railway museum in Dole. He drove a steam engine.",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Corpus.open(tmp_path_factory.mktemp("names")) as corpus:
        corpus.add([{"id": name, "text": text} for name, text in NEWS.items()])
        yield Assistant(corpus)


@pytest.mark.parametrize(
    ("question", "near"),
    [
        ("How many F35 fighters did the air force of Lurmark receive?", "F-16"),
        ("How many A330 aircraft did Skyvalle order?", "A320"),
        ("When did Mette Soderblom resign as mayor?", "Søderholm"),
        ("How much was Erik Johansen fined?", "Johansson"),
        ("how much was erik johansen fined", "Johansson"),
        ("How old is Jurgen Miller?", "Müller"),
        ("how old is jurgen moller", "Müller"),
        ("Who rescued Dmytro Kovalchuk?", "Kovalenko"),
    ],
)
def test_another_is_refused_and_named(assistant: Assistant, question: str, near: str) -> None:
    answer = assistant.ask(question)
    assert not answer.answered
    assert f"“{near}” is another." in answer.text == answer.remark
    assert answer.nearest


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How many F16 fighters did the air force of Lurmark receive?", "eleven"),
        ("When did Soderholm resign as mayor?", "Monday"),
        ("When did Mette Soderhlom resign?", "Monday"),
        ("How old is Jurgen Mueller?", "51"),
        ("How much was Erik Johansson fined?", "3,000"),
        ("Who rescued Dmitro Kovalenko?", "anglers"),
        ("How many A-320 aircraft did Skyvalle order?", "fourteen"),
        ("Wie alt ist Jürgen Müller?", "51"),
        ("Where did Vladimr Orsk open a railway museum?", "Dole"),  # the last name is right
    ],
)
def test_the_same_is_answered(assistant: Assistant, question: str, told: str) -> None:
    answer = assistant.ask(question)
    assert answer.answered
    assert told in answer.statements[0].text


def test_a_first_name_alone_makes_nobody_near(assistant: Assistant) -> None:
    answer = assistant.ask("Where was Dmytra Solberg born?")
    assert not answer.answered
    assert "another" not in answer.text


def test_a_common_word_is_no_name(assistant: Assistant) -> None:
    answer = assistant.ask("Who paid the landbanker in Kassel?")
    assert "another" not in answer.text


def test_a_people_is_its_country(assistant: Assistant) -> None:
    answer = assistant.ask("How many aircraft will the Norwegian pilots fly for Skyvalle?")
    assert "another" not in answer.text


def test_a_word_on_why_in_another_language(assistant: Assistant) -> None:
    answer = assistant.ask("Warum schlief der Kapitän der Fähre?")
    assert not answer.answered
    assert "seems to be in German" in answer.remark
    assert "seems" not in assistant.ask("Who wrote the opera about the moon?").text
