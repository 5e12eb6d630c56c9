"""Answers put side by side, part by part."""

from assistant import Assistant, Evidence
from assistant.answering.compare import answer_in_parts
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
    assert headings(answer) == ["the ferry", "the tram"]
    assert answer.missing == ("the whale",)
    assert answer.remark == "Not told: the whale."


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


def test_with_one_part_answered_it_is_left_to_the_reader(press: Assistant) -> None:
    answer = press.ask("When did the tram line open, and who invented the comb?")
    assert answer.kind == "fact"


def test_one_sentence_that_has_it_all_is_enough(press: Assistant) -> None:
    answer = press.ask("What lies between Hamnes and Skarvik?")
    assert answer.kind == "fact"
