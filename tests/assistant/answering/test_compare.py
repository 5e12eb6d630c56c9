"""Answers put side by side, part by part."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant, Evidence
from assistant.answering.compare import answer_in_parts
from corpus import Article, Corpus, Hit
from tests.assistant.answering.test_article_lists import check, headings


def test_each_part_has_its_quote(press: Assistant) -> None:
    answer = press.ask("When did the tram line open, and how many people stood on the quay?")
    assert answer.kind == "compare"
    assert headings(answer) == ["When did the tram line open", "How many people stood on the quay"]
    assert [citation.title for citation in answer.citations] == [
        "Tram line opens",
        "Islanders protest",
    ]
    assert not answer.missing
    check(press, answer)


def test_what_is_not_told_is_said_to_be_missing(press: Assistant) -> None:
    def read(question: str) -> list[Evidence]:
        hits = press.corpus.search(question) if "whale" not in question else []
        return [Evidence(hit, *hit.sentences[0], 0.9) for hit in hits]

    answer = answer_in_parts("Where are the ferry, the tram and the whale?", read, 0.5)
    assert answer is not None
    assert headings(answer) == ["The ferry", "The tram"]
    assert answer.missing == ("the whale",)
    assert answer.remark == "Not told: the whale."


def test_what_stands_under_another_part_is_not_missing(press: Assistant) -> None:
    hit = press.corpus.search("Two hundred people stood on the quay")[0]
    first, second = hit.sentences[:2]

    def read(question: str) -> list[Evidence]:
        if question.startswith("Who"):
            return [Evidence(hit, *first, 0.7)]
        return [Evidence(hit, *(first if "many" in question else second), 0.9)]

    question = "Who stood on the quay, how many were they and what do they want?"
    answer = answer_in_parts(question, read, 0.5)
    assert answer is not None
    assert headings(answer) == ["Who stood on the quay; How many were they", "What do they want"]
    assert not answer.missing


def test_what_is_told_of_one_thing_is_not_told_of_the_other(tmp_path: Path) -> None:
    text = "The new ferry to Hest, a slim boat, does thirty knots. It was built in Lund."
    with Corpus.open(tmp_path) as corpus:
        corpus.add(Article(title="Ferries", text=text))
        (hit,) = corpus.search("ferry")

    def read(question: str) -> list[Evidence]:
        support = 0.9 if "Hest" in question else 0.7
        return [] if "compare" in question else [Evidence(hit, *hit.sentences[0], support)]

    question = "How does the speed of the new ferry to Hest compare with the 2016 boat?"
    answer = answer_in_parts(question, read, 0.5)
    assert answer is not None
    assert headings(answer) == ["The new ferry to Hest"]
    assert answer.missing == ("the 2016 boat",)


def test_a_sentence_on_another_part_answers_none(press: Assistant) -> None:
    def read(_: str) -> list[Evidence]:
        hits = press.corpus.search("museum, said Olav Brand")
        return [
            Evidence(hit, *sentence, 0.9)
            for hit in hits
            for sentence in hit.sentences
            if "Brand" in hit.text[sentence[0] - hit.start : sentence[1] - hit.start]
        ]

    assert answer_in_parts("How did Roe and Brand answer the mayor?", read, 0.5) is None


@pytest.mark.parametrize(
    "sentence",
    ["Catherine married Peter in August.", "Both were born in August.", "It was in August."],
)
def test_one_sentence_that_answers_all_parts_is_left_alone(sentence: str) -> None:
    text = f"Catherine the Great and Peter III were in Ropsha. {sentence}"
    start = text.index(sentence)
    hit = Hit("c", "a", "r", 0, len(text), text, ((0, start - 1), (start, len(text))), None, None,
              None, None, 1.0)  # fmt: skip

    def read(question: str) -> list[Evidence]:
        return [Evidence(hit, start, len(text), 0.9 if "and" in question else 0.8)]

    assert answer_in_parts("When were Catherine the Great and Peter III born?", read, 0.5) is None


def test_with_one_part_answered_it_is_left_to_the_reader(press: Assistant) -> None:
    answer = press.ask("When did the tram line open, and who invented the comb?")
    assert answer.kind == "fact"


def test_one_sentence_that_has_it_all_is_enough(press: Assistant) -> None:
    answer = press.ask("What lies between Hamnes and Skarvik?")
    assert answer.kind == "fact"


@pytest.fixture(scope="module")
def ships(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant on what is told of two ferries."""
    with Corpus.open(tmp_path_factory.mktemp("ships")) as corpus:
        corpus.add([Article(title="Two ferries and a pier", text=FERRIES)])
        yield Assistant(corpus)


FERRIES = """\
The county owns two ferries, the Hild and the Signe.
The Hild carries 120 cars and burns diesel.
The Signe runs on batteries, unlike the Hild, and is half as loud.
Captain Oda Berg said that the Hild was a good ship in a storm.
Engineer Per Moe said that the Signe should have been bought ten years ago.
Holt and Sons said that the pier would be finished by Easter."""


@pytest.mark.parametrize(
    "question",
    [
        "How do the Hild and the Signe differ?",
        "How does the Signe compare with the Hild?",
        "What is the difference between the Hild and the Signe?",
    ],
)
def test_a_sentence_that_compares_leads(ships: Assistant, question: str) -> None:
    assert ships.ask(question).citations[0].quote == FERRIES.splitlines()[2]


def test_of_several_speakers_each_is_quoted_or_said_to_be_missing(ships: Assistant) -> None:
    answer = ships.ask("What do Oda Berg and Per Moe say about the ferries?")
    assert [section.speaker for section in answer.sections] == ["Oda Berg", "Per Moe"]
    assert not answer.missing
    check(ships, answer)
    answer = ships.ask("What do Oda Berg and Tor Lie say about the ferries?")
    assert [section.speaker for section in answer.sections] == ["Oda Berg"]
    assert answer.missing == ("Tor Lie",)
    assert answer.remark == "Not told: Tor Lie."


def test_a_firm_with_an_and_is_one_speaker(ships: Assistant) -> None:
    answer = ships.ask("What did Holt and Sons say about the pier?")
    assert [citation.quote for citation in answer.citations] == [FERRIES.splitlines()[5]]
    assert not answer.missing


def test_whether_one_is_more_than_the_other_is_answered_by_yes_or_no(ships: Assistant) -> None:
    assert ships.ask("Is the Signe quieter than the Hild?").kind == "yes-no"


def test_two_questions_are_each_answered_in_other_words(ships: Assistant) -> None:
    answer = ships.ask("How many cars does the Hild carry and when will the pier be ready?")
    assert [citation.quote for citation in answer.citations] == [
        FERRIES.splitlines()[1],
        FERRIES.splitlines()[5],
    ]


@pytest.mark.parametrize(
    ("text", "question", "values"),
    [
        (
            "The summer timetable has 40 trains a day. Many run late. The winter timetable has 22 "
            "trains a day, the firm said.",
            "How does the summer timetable compare with the winter timetable in trains a day?",
            ("40 trains", "22 trains"),
        ),
        (
            "The 2024 bridge is 300 metres long, the builders said. Its towers are red. The 1920 "
            "bridge, which it replaces, was 210 metres long.",
            "How long is the 2024 bridge compared with the 1920 bridge?",
            ("300 metres", "210 metres"),
        ),
        (
            "The red team won eight games. Its coach was pleased. The blue team won three games.",
            "How do the red team and the blue team compare in games won?",
            ("eight", "three"),
        ),
    ],
)
def test_a_word_that_both_share_stands_for_neither(
    tmp_path: Path, text: str, question: str, values: tuple[str, ...]
) -> None:
    with Corpus.open(tmp_path) as corpus:
        corpus.add(Article(id="both", text=text))
        answer = Assistant(corpus).ask(question)
    assert answer.kind == "compare"
    assert all(value in answer.text for value in values)


def test_one_side_of_what_is_compared_is_told_and_the_other_is_missing() -> None:
    text = "The price of the Vesta phone is 499 euros."
    hit = Hit("c", "a", "r", 0, len(text), text, ((0, len(text)),), None, None, None, None, 1.0)

    def read(question: str) -> list[Evidence]:
        told = "Vesta" in question and "Orion" not in question
        return [Evidence(hit, 0, len(text), 0.9)] if told else []

    question = "How does the price of the Vesta phone compare with that of the Orion phone?"
    answer = answer_in_parts(question, read, 0.5)
    assert answer is not None
    assert headings(answer) == ["The price of the Vesta phone"]
    assert answer.missing == ("the price of the Orion phone",)
    assert answer_in_parts(question, lambda _: [], 0.5) is None


def test_a_later_clause_is_of_what_an_earlier_one_names(press: Assistant) -> None:
    answer = press.ask("When did the tram line open, who cut the ribbon and where does it run?")
    assert {citation.title for citation in answer.citations} == {"Tram line opens"}
