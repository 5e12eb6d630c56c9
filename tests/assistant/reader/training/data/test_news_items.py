"""Items from questions about news: joined with their articles, cut, headed, held out."""

import gzip
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.reader.span_model import FOLDER
from assistant.reader.training.data.examples import plain_tokenizer, rows
from assistant.reader.training.data.news_articles import CLAIMS, FILE, NewsArticle, load, save
from assistant.reader.training.data.news_items import (
    NEWS_MIX,
    News,
    NewsLessons,
    Ranking,
    as_headline,
    prepare,
)

FERRY = (
    "The ferry to Hallow Island was cancelled on Monday. Ada Brun, who runs the harbour, said the "
    "engine had failed twice in a week.\n\nIslanders were told to wait for a replacement. "
    '"We have no milk," said Tom Reyes, a grocer. The council had promised a second boat in 2019. '
    "It has not been ordered.\n\nA new engine costs Â£40,000. The harbour has asked the state for "
    "half of that. Ministers will decide in April. The winter of last year was the coldest that "
    "anyone on the quay remembers, and ice held the boats for eleven days. Fishermen dug them out "
    "with shovels. Schools on the mainland took in the children who could not go home. Ms Brun "
    "called that time a warning. The replacement, a barge from Norway, carries sixty people and no "
    "cars. It needs two hours for a crossing that used to take forty minutes. Older passengers "
    "complain of the stairs, and the doctor comes once a week now instead of every morning. A "
    "petition for a bridge has three thousand names on it already."
)
BRIDGE = (
    FERRY.replace("ferry", "tunnel")
    .replace("Hallow Island", "Port Grey")
    .replace("the engine had failed twice in a week", "water had entered through a crack")
)


def row(doc: str, source: str, text: str) -> dict[str, Any]:
    return {"doc": doc, "source": source, "evidence": text, "claim": "", "label": 1}


def write(file: Path, lines: list[dict[str, Any]]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(file, "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(line) + "\n" for line in lines)


def asked(doc: str, text: str, questions: list[tuple[str, str, str | None]]) -> dict[str, Any]:
    text = text.replace("\n\n", "\n").replace("Â£", "£")
    placed = [(question, text.index(sentence), sentence, a) for question, sentence, a in questions]
    return {
        "doc": doc,
        "headline": f"Engine trouble stops the boat ({doc})",
        "questions": [
            {"question": question, "sentence": [at, at + len(sentence)], "answer": answer}
            for question, at, sentence, answer in placed
        ],
    }


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with four articles, of which d18 is held out, and rows to be passed over."""
    write(
        tmp_path / CLAIMS,
        [
            row("d1", "fever_nli", "Another text. " * 100),
            row("d1", "vectara_llm", "Too short."),
            row("d1", "frank", FERRY),
            row("d1", "fib", "A later text of the same article. " * 40),
            row("d2", "cliff", BRIDGE),
            row("d18", "frank", FERRY.replace("Tom Reyes", "Eve Okoro")),
        ],
    )
    on_ferry: list[tuple[str, str, str | None]] = [
        ("why was the island ferry off", "Ada Brun, who runs the harbour, said the engine had "
         "failed twice in a week.", "the engine had failed twice in a week"),
        ("How much is a new engine?", "A new engine costs £40,000.", "£40,000"),
        ("Who makes the new engine?", "A new engine costs £40,000.", None),
    ]  # fmt: skip
    on_bridge: list[tuple[str, str, str | None]] = [
        ("What came into the tunnel?", "Ada Brun, who runs the harbour, said water had entered "
         "through a crack.", "water"),
    ]  # fmt: skip
    write(
        tmp_path / "questions.jsonl.gz",
        [
            asked("d1", FERRY, on_ferry),
            asked("d2", BRIDGE, on_bridge),
            asked("d18", FERRY, on_ferry[1:2]),
        ],
    )
    return tmp_path


@pytest.fixture
def articles(data: Path) -> list[NewsArticle]:
    return load(data, data / "questions.jsonl.gz")


@pytest.fixture
def lessons(articles: list[NewsArticle]) -> NewsLessons:
    return prepare(articles, plain_tokenizer(FOLDER / "tokenizer.json"))


def test_questions_are_joined_with_the_text_that_was_asked_about(
    articles: list[NewsArticle],
) -> None:
    ferry = articles[0]
    assert ferry.text == FERRY.replace("\n\n", "\n").replace("Â£", "£")
    why, price, maker = ferry.questions
    assert why.answer
    assert price.answer
    assert ferry.words(why.answer) == "the engine had failed twice in a week"
    assert ferry.words(price.answer) == "£40,000"
    assert ferry.words(maker.sentence) == "A new engine costs £40,000."
    assert maker.answer is None


def test_what_is_saved_has_no_sentence_of_the_articles_and_loads_again(
    articles: list[NewsArticle], data: Path
) -> None:
    questions = tuple(replace(q, reworded=f"{q.text} (reworded)") for q in articles[0].questions)
    articles = [replace(articles[0], questions=questions), *articles[1:]]
    save(articles, data / "again.jsonl.gz")
    assert load(data, data / "again.jsonl.gz") == articles
    assert "A new engine costs" not in json.dumps(rows(data / "again.jsonl.gz"))


def test_other_articles_than_those_asked_about_are_refused(data: Path) -> None:
    file = data / "questions.jsonl.gz"
    write(data / CLAIMS, [row(doc, "frank", FERRY[:9] + FERRY) for doc in ("d1", "d2", "d18")])
    with pytest.raises(ValueError, match="no 'the engine had failed twice in a week' at"):
        load(data, file)
    write(data / CLAIMS, [row("d1", "frank", FERRY)])
    with pytest.raises(ValueError, match="no article d2"):
        load(data, file)


def test_every_tenth_article_is_held_out(articles: list[NewsArticle], lessons: NewsLessons) -> None:
    assert [article.held_out for article in articles] == [False, False, True]
    assert [article.doc for article in lessons.articles] == ["d1", "d2"]
    assert not any("Eve Okoro" in piece.passage.text for piece in lessons.pieces)


def test_each_kind_of_passage_is_what_it_says(lessons: NewsLessons) -> None:
    for kind, pool in lessons.pools.items():
        for lesson in pool:
            for number in lesson.pieces:
                piece = lessons.pieces[number]
                near = piece.article == lesson.article and piece.touches(lesson.about.sentence)
                assert near == (kind in ("answered", "near", "sentence"))
                assert (piece.article == lesson.article) == (kind != "other_article")
    assert {kind: len(pool) for kind, pool in lessons.pools.items()} == {
        "answered": 3,
        "same_article": 3,
        "other_article": 2,
        "near": 1,
        "silent_article": 1,
        "sentence": 0,
    }


def test_a_question_of_yes_or_no_is_read_with_one_sentence_too(
    articles: list[NewsArticle],
) -> None:
    ferry = articles[0]
    nothing = replace(ferry.questions[2], text="Is the new engine from Norway?")
    settled = replace(
        ferry.questions[1],
        text="Is a new engine free?",
        reworded="would fresh machinery cost nothing",
        verdicts=("no", "no"),
    )
    ferry = replace(ferry, questions=(nothing, settled))
    lessons = prepare([ferry], plain_tokenizer(FOLDER / "tokenizer.json"))
    assert [lesson.verdict for lesson in lessons.pools["sentence"]] == ["unclear", "no", "no"]
    stream = News(lessons, seed=2)
    decode = lessons.tokenizer.decode
    seen: Counter[tuple[str | None, bool]] = Counter()
    for _ in range(400):
        item = stream.draw()
        told = decode(item.ids[item.first : -1])
        free = "norway" not in decode(item.ids[: item.second])
        if "a new engine costs" not in told:
            assert item.verdict == "unclear"
        seen[item.verdict, told.startswith("a new engine") and told.endswith("40, 000.")] += 1
        if item.verdict == "no":
            assert free
            assert item.answerable
    assert seen["no", True] > 10
    assert seen["no", False] > 10
    assert seen["unclear", True] > 5


def test_a_question_is_trained_on_in_both_wordings(articles: list[NewsArticle]) -> None:
    ferry = articles[0]
    price = replace(ferry.questions[1], reworded="what would fresh machinery set them back")
    ferry = replace(ferry, questions=(price,))
    tokenizer = plain_tokenizer(FOLDER / "tokenizer.json")
    lessons = prepare([ferry], tokenizer)
    asked = [tokenizer.decode(lesson.question) for lesson in lessons.pools["answered"]]
    assert asked == ["how much is a new engine?", "what would fresh machinery set them back"]
    assert len({lesson.pieces for lesson in lessons.pools["answered"]}) == 1


def test_a_passage_that_may_tell_the_answer_too_is_no_negative(lessons: NewsLessons) -> None:
    price = next(item for item in lessons.pools["answered"] if "much" in item.about.text)
    for kind in ("same_article", "other_article"):
        for lesson in lessons.pools[kind]:
            if lesson.about is price.about:
                texts = [lessons.pieces[number].passage.text for number in lesson.pieces]
                assert not any("40,000" in text for text in texts)


def test_items_have_the_answer_under_changing_headers(lessons: NewsLessons) -> None:
    stream = News(lessons, seed=1)
    items = [stream.draw() for _ in range(600)]
    decode = lessons.tokenizer.decode
    answers = {
        decode(item.ids[item.span[0] : item.span[1] + 1])
        for item in items
        if item.answerable and item.span
    }
    assert answers == {"the engine had failed twice in a week", "£40, 000", "water"}
    assert all(item.span == (0, 0) for item in items if not item.answerable)
    share = sum(item.answerable for item in items) / len(items)
    assert share == pytest.approx(NEWS_MIX["answered"] / sum(NEWS_MIX.values()), abs=0.08)
    headers = Counter(decode(item.ids[item.second : item.first]) for item in items)
    assert headers[""] > 60
    assert any("engine trouble" in header and "(" in header[30:] for header in headers)
    assert any(header.startswith("a new engine costs") for header in headers)


def test_the_stream_is_the_same_again(lessons: NewsLessons) -> None:
    one, two = News(lessons, seed=3), News(lessons, seed=3)
    assert [one.draw() for _ in range(20)] == [two.draw() for _ in range(20)]
    assert [one.draw() for _ in range(20)] != [News(lessons, seed=4).draw()] * 20


@pytest.mark.parametrize(
    ("sentence", "headline"),
    [
        ("Ministers will decide in April.", "Ministers will decide in April"),
        ("\"We have no milk,\" said Tom Reyes, a grocer.", "We have no milk,\" said Tom Reyes"),
        ("One two three four five six seven eight nine ten eleven twelve thirteen.",
         "One two three four five six seven eight nine ten eleven twelve"),
    ],
)  # fmt: skip
def test_a_sentence_is_shortened_to_a_headline(sentence: str, headline: str) -> None:
    assert as_headline(sentence) == headline


def test_rare_words_of_a_question_rank_first() -> None:
    ranking = Ranking(["the boat sank", "the boat was mended", "a grocer sold milk", "the end"])
    scores = ranking.scores("Who mended the boat?")
    assert max(scores, key=scores.__getitem__) == 1
    assert set(scores) == {0, 1}


def test_the_committed_questions_are_whole() -> None:
    articles = rows(FILE)
    assert len({row["doc"] for row in articles}) == len(articles) > 1_500
    questions = [question for row in articles for question in row["questions"]]
    assert sum(question["answer"] is None for question in questions) > 4_500
    assert all(0 <= low < high for low, high in (question["sentence"] for question in questions))
    assert all(question["question"].strip() for question in questions)
    assert all(row["headline"].strip() for row in articles)
