"""The hand-written benchmark sets are whole: ids, halves, kinds, and sentences that stand."""

import gzip
import json
from collections import Counter
from datetime import date
from typing import get_args

import pytest

from assistant.answer import Kind
from tests.benchmarks.sets import TODAY, Row, articles, kinds, publishers, rows
from tests.benchmarks.summaries import FILE

SIZES = {
    "kinds": 250,
    "yes_no": 80,
    "yes_no_traps": 198,
    "yes_no_unseen": 80,
    "conversations": 60,
    "compare": 20,
    "superseded": 80,
}
VERDICTS = {"yes_no": (30, 25, 25), "yes_no_traps": (57, 89, 52), "yes_no_unseen": (30, 25, 25)}
KINDS = {
    "kinds": {
        "fact": 90,
        "conversation": 25,
        "articles": 45,
        "summary": 25,
        "latest": 15,
        "timeline": 10,
        "said": 20,
        "yes-no": 15,
        "compare": 5,
    },
    "kinds_unseen": {
        "fact": 45,
        "conversation": 12,
        "articles": 23,
        "summary": 13,
        "latest": 8,
        "said": 12,
        "yes-no": 7,
    },
    "kinds_varied": {
        "fact": 50,
        "conversation": 53,
        "articles": 53,
        "summary": 54,
        "latest": 46,
        "timeline": 49,
        "said": 50,
        "yes-no": 39,
        "compare": 55,
    },
    "kinds_kept": {
        "fact": 50,
        "conversation": 12,
        "articles": 22,
        "summary": 21,
        "latest": 19,
        "timeline": 14,
        "said": 22,
        "yes-no": 22,
        "compare": 18,
    },
}
DATED = ("articles", "summary", "latest", "said")


def stands(sentence: str, text: str) -> bool:
    """Tell if a text has a sentence, with nothing but white space around it."""
    before, middle, after = text.partition(sentence)
    return bool(middle) and not before[-1:].strip() and not after[:1].strip()


def halves(items: list[Row], other: str = "test") -> int:
    """By how many lines the half for tuning and the other one differ."""
    uses = Counter(row["use"] for row in items)
    assert set(uses) == {"tune", other}
    return abs(uses["tune"] - uses[other])


@pytest.mark.parametrize("name", SIZES)
def test_ids_are_unique_and_halves_of_a_size(name: str) -> None:
    items = kinds() if name == "kinds" else rows(name)
    assert len(items) == len({row["id"] for row in items}) == SIZES[name]
    if name == "kinds":
        assert halves(items, "seen") <= 1 + len(KINDS[name])
    elif name not in ("yes_no_traps", "yes_no_unseen"):
        assert halves(items) <= 1


@pytest.mark.parametrize("name", KINDS)
def test_kinds_are_known(name: str) -> None:
    assert Counter(row["kind"] for row in kinds(name)) == KINDS[name]
    assert set(KINDS[name]) <= set(get_args(Kind))


def test_each_kind_is_there_and_halved() -> None:
    assert set(KINDS["kinds"]) == set(get_args(Kind))
    for kind in KINDS["kinds"]:
        assert halves([row for row in kinds() if row["kind"] == kind], "seen") <= 1


def test_unseen_questions_only_measure() -> None:
    items = kinds("kinds_unseen")
    assert [row["id"] for row in items] == [f"unseen-{n:03}" for n in range(1, 121)]
    assert {row["use"] for row in items} == {"test"}
    fields = {row["kind"]: set(row) for row in kinds()}
    assert all(set(row) == fields[row["kind"]] for row in items)


def test_no_question_is_asked_twice() -> None:
    questions = [row["question"].casefold() for name in KINDS for row in kinds(name)]
    assert len(set(questions)) == len(questions)


@pytest.mark.parametrize("name", ["kinds", "kinds_unseen"])
def test_what_is_to_be_understood_stands_in_the_question(name: str) -> None:
    names = publishers(name)
    for row in kinds(name):
        if row["kind"] not in DATED:
            continue
        question = row["question"].casefold()
        assert row["of"] in ({"about", "mention"} if row["topic"] else {None})
        for words in filter(None, (row["topic"], row["speaker"])):
            assert words.casefold() in question
        assert row["publisher"] is None or row["publisher"] in names
        first, last = (day and date.fromisoformat(day) for day in row["days"] or (None, None))
        assert not first or not last or first <= last
        assert date.fromisoformat(row["today"]) == TODAY[name]


@pytest.mark.parametrize("name", VERDICTS)
def test_what_settles_a_question_stands_in_its_article(name: str) -> None:
    items = rows(name)
    counts = Counter(row["verdict"] for row in items)
    assert tuple(counts[verdict] for verdict in ("yes", "no", None)) == VERDICTS[name]
    for row in items:
        assert (row["sentence"] is None) == (row["verdict"] is None)
        assert row["sentence"] is None or stands(row["sentence"], row["article"])
    uses = {(row["article"], row["use"]) for row in items}
    assert len(uses) == len({row["article"] for row in items}), "an article is in both halves"


def test_both_halves_have_as_many_verdicts() -> None:
    for verdict in ("yes", "no", None):
        assert halves([row for row in rows("yes_no") if row["verdict"] == verdict]) <= 1


def test_what_answers_a_turn_stands_in_an_article() -> None:
    texts = articles().values()
    for conversation in rows("conversations"):
        turns = conversation["turns"]
        assert 2 <= len(turns) <= 4
        assert turns[0]["standalone"] == turns[0]["question"]
        for turn in turns:
            assert turn["standalone"] == turn["question"] or not turn.get("switch")
            for sentence in turn["sentence"] or ():
                assert any(stands(sentence, text) for text in texts)


def test_what_answers_a_side_stands_in_an_article() -> None:
    texts = articles().values()
    for comparison in rows("compare"):
        assert len(comparison["sides"]) >= 2
        for side in comparison["sides"]:
            for sentence in side["sentence"] or ():
                assert any(stands(sentence, text) for text in texts)


def test_what_changed_stands_in_its_articles() -> None:
    for row in rows("superseded"):
        texts = " ".join(article["text"] for article in row["articles"]).casefold()
        days = [date.fromisoformat(a.get("updated", a["published"])) for a in row["articles"]]
        assert days == sorted(set(days))
        for question in row["questions"]:
            assert all(value.casefold() in texts for value in question["right"])
            assert all(value.casefold() in texts for value in question["superseded"])


def test_articles_have_what_an_article_needs() -> None:
    items = rows("conversation_articles")
    assert len({row["id"] for row in items}) == len(items) == 12
    for row in items:
        assert row["title"]
        assert row["publisher"]
        date.fromisoformat(row["published"])


def test_key_points_are_told_by_sentences_of_their_article() -> None:
    with gzip.open(FILE, "rt", encoding="utf-8") as lines:
        marked = [json.loads(line) for line in lines]
    assert len({row["doc"] for row in marked}) == len(marked) == 300
    for row in marked:
        count = len(row["sentences"])
        assert 20 <= count <= 70
        assert 3 <= len(row["points"]) <= 7
        for point in row["points"]:
            assert point
            assert all(0 <= index < count for index in point)
