"""The extractive writer."""

from assistant import Assistant
from assistant.answering.arrange import request_of
from assistant.answering.fact import extract
from assistant.reader.evidence import Evidence
from corpus import Hit

TEXT = (
    "The bridge opened in 1931. It cost two million. It was in 1931 that the bridge opened. "
    "In May 1931 Ada Quill cut the ribbon."
)
ANSWERS = ("1931", "two million", "1931", "May 1931")
RANGES = ((0, 26), (27, 47), (48, 86), (87, 124))


def hit() -> Hit:
    return Hit("c", "a", "r", 0, len(TEXT), TEXT, RANGES, "Bridge", None, None, None, 1.0)


def evidence(*supports: float) -> list[Evidence]:
    evidence = []
    for (start, end), answer, support in zip(RANGES, ANSWERS, supports, strict=False):
        at = TEXT.index(answer, start)
        evidence.append(Evidence(hit(), start, end, support, (at, at + len(answer))))
    return sorted(evidence, key=lambda piece: -piece.support)


def test_nothing_below_the_threshold() -> None:
    assert extract(evidence(0.4, 0.3), 0.5) == ((), ())
    assert extract([], 0.0) == ((), ())


def test_best_first_and_each_with_its_citation() -> None:
    statements, citations = extract(evidence(0.6, 0.5, 0.5, 0.9), 0.5)
    assert [s.text for s in statements] == [
        "In May 1931 Ada Quill cut the ribbon.",
        "The bridge opened in 1931.",
    ]
    assert [s.citations for s in statements] == [(1,), (2,)]
    assert [c.quote for c in citations] == [s.text for s in statements]
    assert citations[0].span is not None
    assert TEXT[slice(*citations[0].span)] == "May 1931"
    assert TEXT[citations[1].start : citations[1].end] == citations[1].quote


def test_a_sentence_with_another_answer_is_left_out() -> None:
    statements, _ = extract(evidence(0.9, 0.89), 0.5)
    assert [s.text for s in statements] == ["The bridge opened in 1931."]


def test_a_sentence_without_answering_words_bears_nothing_out() -> None:
    first, second = evidence(0.9, 0.0, 0.0, 0.8)[:2]
    bare = Evidence(second.hit, second.start, second.end, second.support)
    assert bare.answer == ""
    assert len(extract([first, second], 0.5)[0]) == 2
    assert len(extract([first, bare], 0.5)[0]) == 1


def test_the_same_said_twice_is_quoted_once() -> None:
    statements, _ = extract(evidence(0.9, 0.1, 0.88), 0.5)
    assert [s.text for s in statements] == ["The bridge opened in 1931."]


def test_at_most_so_many() -> None:
    statements, citations = extract(evidence(0.9, 0.1, 0.1, 0.88), 0.5, most=1)
    assert len(statements) == len(citations) == 1


def test_a_question_of_another_language_is_not_of_yes_or_no(press: Assistant) -> None:
    assert request_of("Was ist die neue Straßenbahn?", press.corpus).kind == "fact"
    assert request_of("Was the tram line late?", press.corpus).kind == "yes-no"


def test_a_tag_makes_a_question_of_yes_or_no(press: Assistant) -> None:
    answer = press.ask("The tram line opened two years late, didn't it?")
    assert (answer.kind, answer.verdict) == ("yes-no", "yes")
    assert answer.question == "The tram line opened two years late, didn't it?"
